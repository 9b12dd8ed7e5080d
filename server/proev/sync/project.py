"""From the wire form of a record to the columns of its typed table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .. import values
from ..records import definitions

if TYPE_CHECKING:
    from .work import Row

_READ = {"day": date.fromisoformat, "instant": values.parse_instant}


def to_columns(organisation: str, row: Row) -> dict[str, Any]:
    """The typed row, by attribute name. Fields that are not set are None, so that all rows of a batch look alike."""
    definition = definitions()[row.type]
    told: dict[str, Any] = {
        "organisation": organisation, "id": row.id, "unit": row.unit, "created_by": row.created_by,
        "captured_at": corrected(row.captured_at, row.skew), "received_at": row.received_at, "first_seq": row.first_seq,
    }  # fmt: skip
    for name, spec in definition.fields.items():
        value = row.fields.get(name)
        read = _READ.get(spec.kind)
        told[definition.attributes[name]] = read(value) if read and value is not None else value
    return told


def corrected(captured_at: str | None, skew: int | None) -> datetime | None:
    """When it was captured, by the server's clock: the device's time plus how far that clock was off. Only shown."""
    if captured_at is None:
        return None
    moment = values.parse_instant(captured_at)
    try:
        return moment + timedelta(seconds=skew) if skew else moment
    except OverflowError:
        return moment
