"""Does anything else refer to a record? Asked before a delete only, so it may look in every type."""

from __future__ import annotations

from sqlalchemy import or_, select

from ..journal import Record
from ..records import definitions
from .work import Row, Work


def is_in_use(work: Work, row: Row) -> bool:
    """True when another live record points at this one, or (for a unit) belongs to it."""
    if any(_points(other, row) for other in work.changed.values() if other.id != row.id and not other.deleted):
        return True
    for definition in definitions().values():
        pointing = [spec for spec in definition.references if row.type in spec.target]
        if not pointing:
            continue
        table = definition.table
        clauses = [
            column == row.id if spec.kind == "reference" else column.contains(row.id)
            for spec in pointing
            for column in [getattr(table, definition.attributes[spec.name])]
        ]
        ids = list(work.session.scalars(select(table.id).where(table.organisation == work.organisation, or_(*clauses)).limit(50)))
        if _still_pointing(work, ids, row):
            return True
    if row.type == "unit":
        inside = select(Record.id).where(
            Record.organisation == work.organisation, Record.unit == row.id, Record.id != row.id, Record.deleted.is_(False)
        )
        return _still_pointing(work, list(work.session.scalars(inside.limit(50))), row)
    return False


def _still_pointing(work: Work, ids: list[str], row: Row) -> bool:
    """Whether one of the records found in the database still stands and points, after what this request changed."""
    others = (work.changed.get(one) for one in ids if one != row.id)
    return any(other is None or _points(other, row) for other in others)


def _points(other: Row, row: Row) -> bool:
    if other.deleted:
        return False
    if row.type == "unit" and other.unit == row.id:
        return True
    for spec in definitions()[other.type].references:
        value = other.fields.get(spec.name)
        if value == row.id or (isinstance(value, list) and row.id in value):
            return True
    return False
