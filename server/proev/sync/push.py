"""Taking in a batch of mutations: each applied, in conflict, or held; all of them in one transaction.

Numbered as in the contract:
1. a mutation seen before gets its first result again, to the letter (what a file had brought is its author's from then on);
2. each of the others is applied as if it had its own savepoint: a refusal is raised before anything is touched;
3. what is refused is kept as held;
4. what had waited for a record that has now arrived is tried again;
5. the order number is taken last, everything is written, and only the commit lets the results out.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import access
from ..hold import Hold
from ..ids import is_id
from ..journal import Installation, Mutation, Record
from . import held
from .apply import Outcome, apply, well_formed
from .work import Work, Writer


@dataclass
class Pushed:
    """The results as JSON texts, in the mutations' order; the records, with their versions, that the reply need not send
    back; the records of mutations that had been stored before; and the epoch in which all that holds."""

    results: list[str] = field(default_factory=list)
    as_sent: dict[str, int] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    epoch: str | None = None


def push(
    session: Session, organisation: str, author: str, device: str, mutations: list[Any], now: datetime, today: date,
    skew: int | None = None, language: str = "da",
) -> Pushed:  # fmt: skip
    """Apply `mutations` in the session's transaction, which the caller commits.

    `now` is the moment of receipt and `today` its day in the organisation's time zone; `skew` is how many seconds the
    device's clock is behind (None: not worth mentioning). The author must be known already.
    """
    work = Work(session, organisation, now, today)
    writer = Writer(author, device, access.load_standing(session, organisation, author), skew, language)
    pushed = Pushed()
    key, pushed.epoch = session.execute(select(Installation.result_key, Installation.epoch)).one()
    hashes = [digest(key, author, one) for one in mutations]
    first = _first_results(session, organisation, mutations, hashes)
    _read_ahead(work, mutations, first)
    touched: dict[str, Outcome] = {}
    arrived: list[str] = []
    for mutation, hashed in zip(mutations, hashes, strict=True):
        name = _name(mutation, hashed)
        known = first.get(name)
        if known and known[0] == hashed:
            pushed.results.append(known[1])
            if '"held"' not in known[1][:20]:
                pushed.repeated.append(mutation.get("record") or mutation["id"])
            elif own := _brought_before(work, writer, mutation, known[1]):
                touched[own.record] = own
                arrived += [own.record] if own.created else []
            continue
        if known and _is_as_kept(work, key, known[1], hashed):
            pushed.results.append(known[1])
            continue
        if known:
            name = f"reused:{hashed}"
            if name in first:
                pushed.results.append(first[name][1])
                continue
        outcome, told, held_id = _one(work, writer, mutation, reused=bool(known))
        if outcome:
            outcome.as_sent = outcome.as_sent and touched.get(outcome.record, outcome).as_sent
            touched[outcome.record] = outcome
            if outcome.created:
                arrived.append(outcome.record)
        if not known:
            held.close_mended(work, writer, mutation, outcome.record if outcome else str(held_id), is_held=outcome is None)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        first[name] = (hashed, text)
        work.results.append(
            {"organisation": organisation, "id": name, "hash": hashed, "author": author, "result": text, "held": held_id}
        )
        pushed.results.append(text)
    if arrived or work.waiting:
        # From here on nobody else writes: who waits for what has just come here, or what another has just brought and
        # something here waits for, would else be missed by both.
        work.be_alone()
        held.try_again(work, [*arrived, *held.come_meanwhile(work)])
    work.write()
    pushed.as_sent = {
        one: last.version
        for one, last in touched.items()
        if last.as_sent and one in work.changed and work.changed[one].version == last.version
    }
    return pushed


def _one(work: Work, writer: Writer, mutation: Any, reused: bool) -> tuple[Outcome | None, dict[str, Any], str | None]:
    """Apply or hold one mutation. Returns what became of it, its result for the wire, and the held record's id."""
    try:
        if reused:
            raise Hold("id_reused", "id_reused")
        own = [row for row in held.mended_by(work, writer, mutation) if row.fields.get("sent_by") == writer.user]
        outcome = apply(work, replace(writer, mends=own[0]) if own else writer, well_formed(mutation))
    except Hold as hold:
        kept = held.keep(work, writer, mutation, hold)
        told = {"status": "held", "reason": hold.reason, "detail": hold.detail(writer.language), "held": kept.id}
        if hold.field:
            told["field"] = hold.field
        return None, told, kept.id
    if outcome.conflicts:
        return outcome, {"status": "conflict", "version": outcome.version, "conflicts": outcome.conflicts}, None
    return outcome, {"status": "applied", "version": outcome.version}, None


def _brought_before(work: Work, writer: Writer, mutation: Any, first_result: str) -> Outcome | None:
    """What somebody else's file had brought, and its author's own device sends now, needs nobody to vouch for it any more: it is
    applied as theirs, at the place where it waits. Its first result stays; the held record tells what became of it."""
    waits = held.brought_and_waiting(work, json.loads(first_result))
    if waits is None:
        return None
    try:
        outcome = apply(work, replace(writer, held=waits), well_formed(mutation))
    except Hold as hold:
        held.keep_as_own(work, writer, waits, hold)
        held.close_mended(work, writer, mutation, waits.id, is_held=True)
        return None
    held.close(work, waits)
    held.close_mended(work, writer, mutation, outcome.record)
    return replace(outcome, as_sent=False)


def digest(key: str, author: str, mutation: Any) -> str:
    """A keyed hash of the canonical mutation and its author: tells the same from other content, and nothing else. What
    may be left out (`base` 0, the `record` that is the mutation's own) makes no difference."""
    if isinstance(mutation, dict):
        own = mutation.get("id")
        mutation = {k: v for k, v in mutation.items() if not (k == "base" and v == 0) and not (k == "record" and v == own)}
    canonical = json.dumps([author, mutation], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(bytes.fromhex(key), canonical.encode("ascii"), hashlib.sha256).hexdigest()


def kept(session: Session, organisation: str, held_ids: list[str]) -> list[tuple[str, Any]]:
    """Of held records: who sent it, and the mutation as it is kept, with civil registration numbers masked."""
    query = select(Record.fields).where(Record.organisation == organisation, Record.id.in_(held_ids))
    told = [json.loads(fields) for fields in session.scalars(query)]
    return [(fields["sent_by"], fields["mutation"]) for fields in told if "mutation" in fields]


def _is_as_kept(work: Work, key: str, first_result: str, hashed: str) -> bool:
    """True when it is the first one as it is kept: it comes from a file of what waits for review, where numbers are masked."""
    held_id = json.loads(first_result).get("held")
    found = kept(work.session, work.organisation, [held_id]) if held_id else []
    return any(digest(key, author, mutation) == hashed for author, mutation in found)


def _name(mutation: Any, hashed: str) -> str:
    """What a mutation's result is kept under: its id, or its hash when it has no valid one."""
    told = mutation.get("id") if isinstance(mutation, dict) else None
    return str(told) if is_id(told) else f"hash:{hashed}"


def _first_results(session: Session, organisation: str, mutations: list[Any], hashes: list[str]) -> dict[str, tuple[str, str]]:
    names = [_name(mutation, hashed) for mutation, hashed in zip(mutations, hashes, strict=True)]
    names += [f"reused:{hashed}" for hashed in hashes] if _any_known(session, organisation, names) else []
    rows = session.execute(
        select(Mutation.id, Mutation.hash, Mutation.result).where(Mutation.organisation == organisation, Mutation.id.in_(names))
    )
    return {row.id: (row.hash, row.result) for row in rows}


def _any_known(session: Session, organisation: str, names: list[str]) -> bool:
    query = select(Mutation.id).where(Mutation.organisation == organisation, Mutation.id.in_(names)).limit(1)
    return session.scalar(query) is not None


def _read_ahead(work: Work, mutations: list[Any], first: dict[str, tuple[str, str]]) -> None:
    """Read everything that the batch touches or points at with one statement a kind of lock."""
    edits: set[str] = set()
    deletes: set[str] = set()
    points: set[str] = set()
    for one in mutations:
        if not isinstance(one, dict) or (is_id(one.get("id")) and one["id"] in first):
            continue
        target = one.get("record") or one.get("id")
        if is_id(target):
            (deletes if one.get("op") == "delete" else edits).add(str(target))
        told = one.get("fields")
        for value in told.values() if isinstance(told, dict) else ():
            points.update(str(each) for each in (value if isinstance(value, list) else [value]) if is_id(each))
    work.read(deletes, "delete")
    work.read(edits, "edit")
    work.read(points, "point")
