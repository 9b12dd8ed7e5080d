"""Mutations that could not become records: kept whole, tried again when what they waited for arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from ..access import REVIEWERS, Standing
from ..cpr import mask_cpr
from ..hold import Hold
from ..ids import is_id
from ..journal import MendedAhead, Mutation, Waiting
from ..records import definitions
from ..values import escaped
from .apply import apply, server_made
from .work import Row, Work, Writer

Order = tuple[bool, int]
BROUGHT = "carried_in"
"""The reason for which something is held that came in somebody else's file."""
WANTS_ROLE = ("unit_lost", "forbidden")
"""The reasons for which something is held that a membership can do away with."""


def keep(work: Work, writer: Writer, mutation: Any, hold: Hold) -> Row:
    """Keep a mutation as a `held` record for its sender and the leaders of the unit."""
    fields = {
        "mutation": _keepable(work, mutation), "reason": hold.reason, "detail": hold.detail(writer.language),
        "sent_by": writer.user,
    }  # fmt: skip
    row = server_made(work, "held", _unit_for(work, writer, mutation), fields, by=writer.user)
    row.writers["mutation"] = [_version_now(work, mutation), writer.device, writer.user]
    work.put(row)
    if hold.missing:
        work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": row.id})
    _close_if_mended_ahead(work, row)
    return row


def brought_and_waiting(work: Work, first_result: dict[str, Any]) -> Row | None:
    """What a file has brought and still waits for a leader, neither decided about nor mended, by its first result."""
    row = work.get(first_result["held"]) if first_result.get("reason") == BROUGHT else None
    if row is None or row.fields["reason"] != BROUGHT or row.fields.get("resolved_on"):
        return None
    return None if _is_mended(work, row, _mends(work)) else row


def keep_as_own(work: Work, writer: Writer, row: Row, hold: Hold) -> None:
    """What a file had brought is held for a reason of its own, now that its author has sent it."""
    row.writers["mutation"] = [row.writer_of("mutation")[0], writer.device, writer.user]
    _update(work, row, {"reason": hold.reason, "detail": hold.detail(writer.language)})
    if hold.missing:
        work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": row.id})


def _version_now(work: Work, mutation: Any) -> int:
    target = (mutation.get("record") or mutation.get("id")) if isinstance(mutation, dict) else None
    row = work.get(str(target)) if is_id(target) else None
    return row.version if row else 0


def late_writer(held: Row, user: str, standing: Standing, language: str = "da") -> Writer:
    """Who sent what is held, now that it is applied: with the device that sent it, whose edits follow each other, and its
    place among them."""
    return Writer(user, held.writer_of("mutation")[1] or "", standing, language=language, held=held)


def _unit_for(work: Work, writer: Writer, mutation: Any) -> str:
    """Whose leader looks at it: the unit's that it was written in, whoever wrote it, because its leader alone can let it in; else
    that of the sender's first unit."""
    own = (unit for unit in writer.standing.units() if unit in work.tree.parents)
    return _written_in(work, mutation) or next(own, work.organisation)


def _written_in(work: Work, mutation: Any) -> str | None:
    """The unit that a mutation was written in, if there is one."""
    told = mutation.get("fields") if isinstance(mutation, dict) else None
    unit = told.get("unit") if isinstance(told, dict) else None
    if not (isinstance(unit, str) and unit in work.tree.parents) and isinstance(mutation, dict):
        unit = _unit_of_record(work, mutation)
    return unit if isinstance(unit, str) and unit in work.tree.parents else None


def _unit_of_record(work: Work, mutation: dict[str, Any]) -> str | None:
    told = mutation.get("fields") if isinstance(mutation.get("fields"), dict) else {}
    definition = definitions().get(str(mutation.get("type")))
    source = definition.kind.unit_from if definition else None
    for candidate in (mutation.get("record"), told.get(source) if source and told else None):
        if is_id(candidate):
            row = work.get(str(candidate)) or _as_held(work, str(candidate))  # it may be held itself
            if row is not None:
                return row.unit
    return None


def _as_held(work: Work, mutation_id: str) -> Row | None:
    """What a mutation was held as, if it was."""
    known = select(Mutation.held).where(Mutation.organisation == work.organisation, Mutation.id == mutation_id)
    here = next((one["held"] for one in work.results if one["id"] == mutation_id), None)
    return work.get(here or work.session.scalar(known) or "")


def _keepable(work: Work, value: Any, name: str = "", not_cpr: tuple[str, ...] = ()) -> Any:
    """The value with everything that no table can store escaped, and civil registration numbers masked."""
    if isinstance(value, dict):
        told = value.get("not_cpr")
        allowed = tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else not_cpr
        return {escaped(str(key)): _keepable(work, one, str(key), allowed) for key, one in value.items()}
    if isinstance(value, list):
        return [_keepable(work, one, name, not_cpr) for one in value]
    if isinstance(value, str):
        text = escaped(value)
        return text if name in not_cpr or is_id(text) else mask_cpr(text, work.today)
    return value


def come_meanwhile(work: Work) -> list[str]:
    """Records that something of this request waits for and that another request has brought since it was looked for."""
    wanted = sorted({one["missing"] for one in work.waiting})
    work.read(wanted)
    return [one for one in wanted if (row := work.get(one)) is not None and not row.deleted]


def try_with_role(work: Work, user: str, unit: str, had: Standing) -> None:
    """What is held of somebody for want of any role in a unit, or below it, is tried now that they have been given one. Not
    where they `had` one: what that one did not allow is for a leader to let in."""
    wanting = [
        row
        for row in work.pointing("held", "sent_by", user)
        if row.fields["reason"] in WANTS_ROLE and not row.fields.get("resolved_on")
    ]
    places = {row.id: _written_in(work, row.fields["mutation"]) for row in wanting}

    def lacked_any(row: Row, place: str) -> bool:
        return row.fields["reason"] == "unit_lost" or not had.roles_at(place, work.tree)

    ready = [
        (row.order, row.id)
        for row in wanting
        if (place := places[row.id]) and work.tree.is_within(place, unit) and lacked_any(row, place)
    ]
    if ready:
        work.be_alone()
        try_again(work, [], ready=ready)


def try_again(
    work: Work, arrived: list[str], vouched: tuple[str, Standing] | None = None, ready: Sequence[tuple[Order, str]] = ()
) -> None:
    """Apply what was held only because it pointed at records that have arrived now, what else is `ready` to be tried, and what
    that brings in turn: of what can be tried, always what was received first.

    `vouched` (a sender, and a leader's standing): the leader has let in what this sender wrote, and with it the sender's own
    further edits of the same record.
    """
    ready = [*ready, *_waiting_for(work, arrived)]
    heapify(ready)
    known = set(work.session.scalars(_waiting(work, Waiting.missing))) if ready else set()
    mends = _mends(work) if ready else []
    while ready:
        held = work.get(heappop(ready)[1])
        if held and not held.fields.get("resolved_on") and not _is_mended(work, held, mends):
            new = _try(work, held, vouched if held.fields["mutation"].get("record") in arrived else None)
            known.update(one["missing"] for one in work.waiting)
            for one in _waiting_for(work, [one for one in new if one in known]):
                heappush(ready, one)


def _waiting_for(work: Work, missing: list[str]) -> list[tuple[Order, str]]:
    """What is held for want of these records: its place in the order of receipt, and its id."""
    if not missing:
        return []
    wanted = set(missing)
    ids = set(work.session.scalars(_waiting(work, Waiting.held).where(Waiting.missing.in_(wanted))))
    ids |= {one["held"] for one in work.waiting if one["missing"] in wanted}
    work.read(ids)
    return [(held.order, held.id) for one in ids if (held := work.get(one)) is not None]


def _waiting(work: Work, column: InstrumentedAttribute[str]) -> Select[str]:
    return select(column).where(Waiting.organisation == work.organisation)


def _try(work: Work, held: Row, vouched: tuple[str, Standing] | None) -> list[str]:
    user = held.fields["sent_by"]
    writer = late_writer(held, user, vouched[1] if vouched and vouched[0] == user else work.standing(user))
    work.waiting = [one for one in work.waiting if one["held"] != held.id]
    work.done_waiting.append(held.id)
    try:
        outcome = apply(work, writer, held.fields["mutation"])
    except Hold as hold:
        if hold.reason in WANTS_ROLE and held.fields["detail"] in (hold.detail("da"), hold.detail("en")):
            return []
        _update(work, held, {"reason": hold.reason, "detail": hold.detail()})
        if hold.missing:
            work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": held.id})
        return []
    close(work, held, outcome.record)
    # What a leader vouches for is that it is let in, not what it stands instead of.
    close_mended(work, replace(writer, standing=work.standing(user)), held.fields["mutation"], outcome.record)
    return [outcome.record] if outcome.created else []


def _mends(work: Work) -> list[tuple[Row, set[str]]]:
    """What is held still and stands instead of something, and of what."""
    rows = work.pointing("held", "resolved_on", None)
    return [(row, ids) for row in rows if (ids := _mended_ids(work, row.fields["mutation"]))]


def try_freed(work: Work, dismissed: Row) -> None:
    """What a dismissed mend stood instead of waits for itself again: it is tried when what it waited for has come meanwhile."""
    freed = [row.id for row in _held_still(work, _mended_ids(work, dismissed.fields["mutation"]))]
    missing = list(work.session.scalars(_waiting(work, Waiting.missing).where(Waiting.held.in_(freed)))) if freed else []
    work.read(missing)
    here = [one for one in missing if (row := work.get(one)) is not None and not row.deleted]
    if here:
        work.be_alone()
        try_again(work, here)


def _is_mended(work: Work, held: Row, mends: list[tuple[Row, set[str]]]) -> bool:
    """What its sender or a leader has mended waits for the mend while that is held itself: both would make a record else."""
    own = _id_of(held.fields["mutation"])
    for row, ids in mends:
        if own in ids and row.id != held.id and not row.fields.get("resolved_on"):
            if _may_mend(work, row.fields["sent_by"], work.standing(row.fields["sent_by"]), held):
                return True
    return False


def _may_mend(work: Work, user: str, standing: Standing, held: Row) -> bool:
    return held.fields.get("sent_by") == user or bool(standing.roles_at(held.unit, work.tree) & REVIEWERS)


def close(work: Work, held: Row, became: str | None = None) -> None:
    """Mark a held mutation as dealt with. `became`: the record that it has become part of, or what is held in its place."""
    if became:
        work.instead[became] = held.id
    if not held.fields.get("resolved_on"):
        _update(work, held, {"resolved_on": work.today.isoformat()})


def close_mended(work: Work, writer: Writer, mutation: Any, became: str, is_held: bool = False) -> None:
    """`instead_of`: the held mutation that this one mends is dealt with, if it was the same person's or the writer leads
    the unit that it waits in. When this one is held in turn (`became`: as what), only the same person's is: somebody else's
    has become nothing yet, and would be told to be stored."""
    mended = mended_by(work, writer, mutation)
    for row in mended:
        if not is_held or row.fields.get("sent_by") == writer.user:
            close(work, row, became)
        else:
            work.instead[became] = row.id  # its files are the same person's
    if not mended and not is_held:
        _keep_ahead(work, writer.user, mutation, became)


def _keep_ahead(work: Work, author: str, mutation: Any, became: str) -> None:
    """What a mutation stands instead of may come later: after a restore phones send again in any order."""
    for one in _mended_ids(work, mutation):
        if _as_held(work, one) is None and not _ahead(work, one, author):
            told = {"organisation": work.organisation, "mutation": one, "author": author, "record": became}
            work.session.execute(insert(MendedAhead), [told])


def _close_if_mended_ahead(work: Work, row: Row) -> None:
    own = _id_of(row.fields["mutation"])
    for one in _ahead(work, own) if is_id(own) else ():
        if _may_mend(work, one.author, work.standing(one.author), row):
            close(work, row, one.record)


def _ahead(work: Work, mutation_id: str | None, *authors: str) -> Sequence[MendedAhead]:
    known = select(MendedAhead).where(MendedAhead.organisation == work.organisation, MendedAhead.mutation == mutation_id)
    return work.session.scalars(known.where(MendedAhead.author.in_(authors)) if authors else known).all()


def mended_by(work: Work, writer: Writer, mutation: Any) -> list[Row]:
    """What is held still and a mutation of this writer stands instead of, in the order of receipt."""
    found = _held_still(work, _mended_ids(work, mutation))
    return [row for row in found if _may_mend(work, writer.user, writer.standing, row)]


def _held_still(work: Work, ids: set[str]) -> list[Row]:
    """What holds these mutations and is not dealt with, in the order of receipt. By what it holds: with other content under an id
    that was used before, there may be several."""
    return [row for row in work.pointing("held", "resolved_on", None) if _id_of(row.fields["mutation"]) in ids] if ids else []


def _mended_ids(work: Work, mutation: Any) -> set[str]:
    """What a mutation stands instead of; where that was a mend itself, what that one stood instead of too."""
    found: set[str] = set()
    by = None
    while isinstance(mutation, dict) and is_id(told := mutation.get("instead_of")) and told not in found:
        mended = str(told)
        row = _as_held(work, mended)
        if by and not (row and _may_mend(work, by, work.standing(by), row)):
            break
        found.add(mended)
        by, mutation = (row.fields["sent_by"], row.fields["mutation"]) if row else (None, None)
    return found


def _id_of(mutation: Any) -> Any:
    told = mutation.get("id") if isinstance(mutation, dict) else None
    return told if isinstance(told, str) else None


def _update(work: Work, held: Row, fields: dict[str, Any]) -> None:
    held.version += 1
    held.fields.update(fields)
    held.writers["*"] = [held.version, None, None]
    work.put(held)
