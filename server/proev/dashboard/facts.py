"""Records as the pure rules want them: plain dicts of wire fields, read with one query a type."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock
from ..records import definitions
from .filters import Filter

Fact = dict[str, Any]


def facts(session: Session, chosen: Filter, type_name: str, *fields: str, everywhere: bool = False) -> list[Fact]:
    """The records of a type in the filter's units (or everywhere), in the order of receipt, with some of their fields;
    `received_at` may be among them."""
    definition = definitions()[type_name]
    table = definition.table
    columns = [getattr(table, definition.attributes.get(name, name)).label(f"f_{name}") for name in fields]
    query = select(table.id, table.unit, table.created_by, *columns).where(table.organisation == chosen.organisation)
    if not everywhere:
        query = query.where(table.unit.in_(chosen.units))
    found = []
    for row in session.execute(query.order_by(table.first_seq)):
        fact: Fact = {"id": row.id, "unit": row.unit, "created_by": row.created_by}
        for name in fields:
            value = getattr(row, f"f_{name}")
            fact[name] = _told(value)
        found.append(fact)
    return found


def _told(value: Any) -> Any:
    """A value as the wire has it."""
    if isinstance(value, datetime):
        return clock.wire(value)
    return value.isoformat() if isinstance(value, date) else value


def by(found: list[Fact], field: str) -> dict[str, list[Fact]]:
    """The facts by the record that a field of theirs points at."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        grouped[fact[field]].append(fact)
    return grouped
