"""Mutations that could not become records: kept whole, tried again when what they waited for arrives."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..access import REVIEWERS, Standing
from ..cpr import mask_cpr
from ..hold import Hold
from ..ids import is_id
from ..journal import Waiting
from ..records import definitions
from ..values import escaped
from .apply import apply, server_made
from .work import Row, Work, Writer


def keep(work: Work, writer: Writer, mutation: Any, hold: Hold) -> Row:
    """Keep a mutation as a `held` record for its sender and the leaders of the unit."""
    fields = {
        "mutation": _keepable(work, mutation), "reason": hold.reason, "detail": hold.detail(writer.language),
        "sent_by": writer.user,
    }  # fmt: skip
    row = server_made(work, "held", _unit_for(work, writer, mutation, hold), fields, by=writer.user)
    work.put(row)
    if hold.missing:
        work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": row.id})
    return row


def _unit_for(work: Work, writer: Writer, mutation: Any, hold: Hold) -> str:
    """Whose leader looks at it: the lost unit's (also of what is carried in for somebody who has left); else the unit
    that it was written in, if the sender belongs there; else the sender's first unit."""
    told = mutation.get("fields") if isinstance(mutation, dict) else None
    unit = told.get("unit") if isinstance(told, dict) else None
    if not (isinstance(unit, str) and unit in work.tree.parents) and isinstance(mutation, dict):
        unit = _unit_of_record(work, mutation)
    if isinstance(unit, str) and unit in work.tree.parents:
        if hold.reason in ("unit_lost", "carried_in") or writer.standing.roles_at(unit, work.tree):
            return unit
    return next(iter(writer.standing.units()), work.organisation)


def _unit_of_record(work: Work, mutation: dict[str, Any]) -> str | None:
    told = mutation.get("fields") if isinstance(mutation.get("fields"), dict) else {}
    definition = definitions().get(str(mutation.get("type")))
    source = definition.kind.unit_from if definition else None
    for candidate in (mutation.get("record"), told.get(source) if source and told else None):
        if is_id(candidate):
            row = work.get(str(candidate))
            if row is not None:
                return row.unit
    return None


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


def try_again(work: Work, arrived: list[str], vouched: tuple[str, Standing] | None = None) -> None:
    """Apply what was held only because it pointed at records that have arrived now, and what that brings in turn.

    `vouched` (a sender, and a leader's standing): the leader has let in what this sender wrote, and with it the sender's own
    further edits of the same record.
    """
    queue = list(arrived)
    while queue:
        batch, queue = queue, []
        rows = work.session.scalars(
            select(Waiting.held).where(Waiting.organisation == work.organisation, Waiting.missing.in_(batch))
        )
        own = [one["held"] for one in work.waiting if one["missing"] in batch]
        for held_id in sorted({*rows, *own}):
            held = work.get(held_id)
            if held and not held.fields.get("resolved_on"):
                queue += _try(work, held, vouched if held.fields["mutation"].get("record") in arrived else None)


def _try(work: Work, held: Row, vouched: tuple[str, Standing] | None) -> list[str]:
    user = held.fields["sent_by"]
    writer = Writer(user, "", vouched[1] if vouched and vouched[0] == user else work.standing(user))
    work.waiting = [one for one in work.waiting if one["held"] != held.id]
    work.done_waiting.append(held.id)
    try:
        outcome = apply(work, writer, held.fields["mutation"])
    except Hold as hold:
        _update(work, held, {"reason": hold.reason, "detail": hold.detail()})
        if hold.missing:
            work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": held.id})
        return []
    close(work, held, outcome.record)
    return [outcome.record] if outcome.created else []


def close(work: Work, held: Row, became: str | None = None) -> None:
    """Mark a held mutation as dealt with. `became`: the record that it has become part of, or what is held in its place."""
    if became:
        work.instead[became] = held.id
    if not held.fields.get("resolved_on"):
        _update(work, held, {"resolved_on": work.today.isoformat()})


def close_mended(work: Work, writer: Writer, mutation: Any, became: str) -> None:
    """`instead_of`: the held mutation that this one mends is dealt with, if it was the same person's or the writer leads
    the unit that it waits in. Also when this one is held in turn: what both wait for would else make a record of each."""
    mended = mutation.get("instead_of") if isinstance(mutation, dict) else None
    if not is_id(mended):
        return
    # By what it holds: with other content under an id that was used before, there may be several.
    for row in work.pointing("held", "resolved_on", None):
        told = row.fields["mutation"]
        if not isinstance(told, dict) or told.get("id") != mended:
            continue
        if row.fields.get("sent_by") == writer.user or writer.standing.roles_at(row.unit, work.tree) & REVIEWERS:
            close(work, row, became)


def _update(work: Work, held: Row, fields: dict[str, Any]) -> None:
    held.version += 1
    held.fields.update(fields)
    held.writers = {"*": [held.version, None, None]}
    work.put(held)
