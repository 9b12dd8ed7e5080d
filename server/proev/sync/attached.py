"""Which records name which attachments, and whose the files are, written in the transaction that writes the records.

Which fields hold attachments is said in a type's definition. A tombstone keeps what it named: by that the files are found
that nobody can see any more. What is held names its files too, until it has become a record; then that record does, and the
files stay those of whoever took them, whoever mended the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ..ids import is_id
from ..journal import Attached
from ..records import definitions

if TYPE_CHECKING:
    from .work import Row

Key = tuple[str, str]
"""A record's id, and an attachment's."""


def write_attached(session: Session, organisation: str, rows: Iterable[Row], instead: Mapping[str, str]) -> None:
    """Note what the changed rows name. `instead` (record id to the id of what was held): what came in its place. Types and
    rows without attachments cost nothing."""
    naming = {row.id: row for row in rows if not row.deleted and _fields_of(row)}
    found = [row.id for row in naming.values() if row.found]
    known = _known(session, organisation, [*found, *(instead[one] for one in naming if one in instead)])
    if found:
        session.execute(delete(Attached).where(Attached.organisation == organisation, Attached.record.in_(found)))
    borrowed = _borrowed(session, organisation, naming.values())
    new = [
        {"organisation": organisation, "attachment": one, "record": row.id, "account": account}
        for row in naming.values()
        for one in _names(row)
        for account in [None if (row.id, one) in borrowed else _account(row, one, known, naming, instead)]
    ]
    if new:
        session.execute(insert(Attached), new)


def _known(session: Session, organisation: str, records: list[str]) -> dict[Key, str | None]:
    """Whose file each of these records has meant until now."""
    if not records:
        return {}
    asked = select(Attached.record, Attached.attachment, Attached.account).where(
        Attached.organisation == organisation, Attached.record.in_(records)
    )
    return {(one.record, one.attachment): one.account for one in session.execute(asked)}


def _borrowed(session: Session, organisation: str, rows: Iterable[Row]) -> set[Key]:
    """What a file that was carried in names and something else names already: a file alone does not prove whose it is, and
    who writes one must not open by it what she may not see."""
    brought = [row for row in rows if not row.found and row.fields.get("reason") in ("carried_in", "id_reused")]
    named = {(row.id, one) for row in brought for one in _names(row)}
    if not named:
        return set()
    asked = select(Attached.attachment).where(
        Attached.organisation == organisation, Attached.attachment.in_({one for _, one in named})
    )
    taken = set(session.scalars(asked))
    return {key for key in named if key[1] in taken}


def _fields_of(row: Row) -> tuple[str, ...]:
    """The fields in which it may name attachments; those of the mutation, when it is held."""
    told = row.fields.get("mutation") if row.type == "held" else None
    definition = definitions().get(str(told.get("type")) if isinstance(told, dict) else row.type)
    return definition.files if definition else ()


def _names(row: Row) -> list[str]:
    """What is held names nothing more when it has become a record. What was dismissed stays readable as it was."""
    has_become = row.type == "held" and row.fields.get("resolved_on") and not row.fields.get("answer")
    return [] if has_become else _told(row)


def _told(row: Row) -> list[str]:
    fields: Any = row.fields["mutation"].get("fields") if row.type == "held" else row.fields
    told = [fields.get(name) for name in _fields_of(row)] if isinstance(fields, dict) else []
    return list(dict.fromkeys(one for names in told if isinstance(names, list) for one in names if is_id(one)))


def _account(
    row: Row, attachment: str, known: Mapping[Key, str | None], naming: Mapping[str, Row], instead: Mapping[str, str]
) -> str | None:
    """Whose file it is: that of whom it was before, that of who wrote what this came in place of, else of who wrote this."""
    if (row.id, attachment) in known:
        return known[row.id, attachment]
    before = instead.get(row.id)
    if before and (before, attachment) in known:
        return known[before, attachment]
    held = naming.get(before) if before else None  # held and mended in the same request, perhaps for the second time
    if held and attachment in _told(held):
        return _account(held, attachment, known, naming, instead)
    return row.created_by
