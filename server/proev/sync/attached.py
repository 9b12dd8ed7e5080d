"""Which records name which attachments, written in the transaction that writes the records.

Which fields hold attachments is said in a type's definition. A tombstone keeps what it named: by that the files are found
that nobody can see any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from ..journal import Attached
from ..records import definitions

if TYPE_CHECKING:
    from .work import Row


def write_attached(session: Session, organisation: str, rows: Iterable[Row]) -> None:
    """Note what the changed rows name. Types and rows without attachments cost nothing."""
    naming = {name: one.files for name, one in definitions().items() if one.files}
    live = [row for row in rows if row.type in naming and not row.deleted]
    changed = [row.id for row in live if row.found]
    if changed:
        session.execute(delete(Attached).where(Attached.organisation == organisation, Attached.record.in_(changed)))
    new = [
        {"organisation": organisation, "attachment": one, "record": row.id}
        for row in live
        for one in dict.fromkeys(one for name in naming[row.type] for one in row.fields.get(name) or ())
    ]
    if new:
        session.execute(insert(Attached), new)
