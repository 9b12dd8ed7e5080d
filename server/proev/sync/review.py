"""Til gennemsyn: a leader releases a held mutation, or dismisses it with a reason that its sender can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from .. import clock
from ..access import REVIEWERS, Standing
from ..contract import faults, schema_of
from ..cpr import mask_cpr
from ..db import written
from ..hold import Hold
from ..ids import is_id
from .apply import apply, well_formed
from .held import close, close_mended, come_meanwhile, late_writer, try_again, try_freed
from .work import Row, Work


class Unknown(Exception):
    """There is no such held mutation, or it lies outside what the reader may see: the two look alike."""


class NotAllowed(Exception):
    """The reader may see it and may not decide about it."""


class BadReason(Exception):
    """The reason cannot be stored; the message is the key of the sentence that says why."""


@dataclass(frozen=True)
class Reviewed:
    """What became of it: "released" (with the record's id and version), "dismissed", "resolved" (it was dealt with
    before), or "held" still, with the reason as it is now and its sentence."""

    status: str
    record: str | None = None
    version: int | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Reader:
    """Who decides: a user of an organisation with their memberships."""

    organisation: str
    user: str
    standing: Standing


def release(reader: Reader, held_id: str, unit: str | None, zone: str, language: str) -> Reviewed:
    """Apply a held mutation with its first author, in `unit` when one is given.

    The leader who releases it answers for it: their roles count in place of the author's. Rules hold as ever, so what
    breaks one stays held, with the reason as it is now. Done twice, the second time changes nothing.
    Raises `Unknown`, `NotAllowed`.
    """
    return written(lambda session: _release(session, reader, held_id, unit, zone, language))


def _release(session: Session, reader: Reader, held_id: str, unit: str | None, zone: str, language: str) -> Reviewed:
    work, held = _open(session, reader, held_id, zone, only_leaders=True)
    if held.fields.get("resolved_on"):
        return Reviewed("resolved")
    writer = late_writer(held, held.fields["sent_by"], reader.standing, language)
    mutation = _moved(held.fields["mutation"], unit)
    work.done_waiting.append(held.id)
    try:
        outcome = apply(work, writer, well_formed(mutation))
    except Hold as hold:
        held.fields |= {"reason": hold.reason, "detail": hold.detail(language)}
        held.version += 1
        work.put(held)
        if hold.missing:  # from now on it is held for nothing else
            work.waiting.append({"organisation": work.organisation, "missing": hold.missing, "held": held.id})
            work.be_alone()
            try_again(work, come_meanwhile(work))
        work.write()
        return Reviewed("held", reason=hold.reason, detail=hold.detail(language))
    close(work, held, outcome.record)
    close_mended(work, writer, mutation, outcome.record)
    if outcome.created:
        work.be_alone()  # what somebody sends at this moment, and waits for it, would else be missed by both
        try_again(work, [outcome.record], vouched=(writer.user, reader.standing))
    work.write()
    return Reviewed("released", outcome.record, outcome.version)


def dismiss(reader: Reader, held_id: str, reason: Any, zone: str) -> Reviewed:
    """Deal with a held mutation without storing it, with a reason that its sender can read. It stays readable itself.
    Raises `Unknown`, `NotAllowed`, `BadReason`."""
    try:
        answer = schema_of("held").load({"answer": reason})["answer"]
    except ValidationError as error:
        raise BadReason(faults(error)["answer"][0]) from None
    if not answer:
        raise BadReason("required")
    return written(lambda session: _dismiss(session, reader, held_id, answer, zone))


def _dismiss(session: Session, reader: Reader, held_id: str, answer: str, zone: str) -> Reviewed:
    work, held = _open(session, reader, held_id, zone, only_leaders=False)
    if held.fields.get("resolved_on"):
        return Reviewed("resolved")
    held.fields["answer"] = mask_cpr(answer, work.today)
    work.done_waiting.append(held.id)
    close(work, held)
    try_freed(work, held)
    work.write()
    return Reviewed("dismissed")


def _open(session: Session, reader: Reader, held_id: str, zone: str, only_leaders: bool) -> tuple[Work, Row]:
    """The held record, locked for this transaction."""
    now = clock.now()
    work = Work(session, reader.organisation, now, clock.today_in(now, zone))
    if not is_id(held_id):
        raise Unknown
    work.read([held_id], "edit")
    held = work.get(held_id)
    if held is None or held.type != "held" or held.deleted:
        raise Unknown
    is_leader = bool(reader.standing.roles_at(held.unit, work.tree) & REVIEWERS)
    if not is_leader and held.fields.get("sent_by") != reader.user:
        raise Unknown
    if only_leaders and not is_leader:
        raise NotAllowed
    return work, held


def _moved(mutation: Any, unit: str | None) -> Any:
    if unit is None or not isinstance(mutation, dict) or not isinstance(mutation.get("fields") or {}, dict):
        return mutation
    return {**mutation, "fields": {**(mutation.get("fields") or {}), "unit": unit}}
