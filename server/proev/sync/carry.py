"""A queue that was carried in as a file: what a phone had written, with its authors and ids, brought by anybody.

One's own entries are a push like any other. Somebody else's are kept for the unit's leader, because the file alone does
not prove who wrote it. Carried in twice, the second time changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock
from ..access import load_standing
from ..db import written
from ..hold import Hold
from ..ids import is_id
from ..journal import Installation, Mutation
from . import held
from .push import digest, kept, push
from .work import Work, Writer

MOST = 1_000
WIRE = ("id", "type", "op", "at", "record", "base", "fields", "not_cpr", "instead_of")


class NotAQueue(Exception):
    """The file is not a queue that the app has written."""


@dataclass(frozen=True)
class Carried:
    """How many entries were stored, kept for a leader, and known already."""

    stored: int = 0
    held: int = 0
    known: int = 0


def carry_in(organisation: str, user: str, told: Any, zone: str, language: str) -> Carried:
    """Take in a queue file's content `{"proev_queue": 1, "device": …, "entries": […]}`, at most `MOST` entries, in one
    transaction. `device` stands for the phone that wrote the file; files without one pass for one phone's. Raises
    `NotAQueue`."""
    entries = told.get("entries") if isinstance(told, dict) and told.get("proev_queue") == 1 else None
    if not isinstance(entries, list) or len(entries) > MOST:
        raise NotAQueue
    entries = [one if _is_readable(one) else _unreadable(user, one) for one in entries]
    device = told["device"] if is_id(told.get("device")) else ""
    return written(lambda session: _carry_in(session, organisation, user, device, entries, zone, language))


def _is_readable(told: Any) -> bool:
    return isinstance(told, dict) and any(told.get(name) for name in ("id", "type", "fields"))


def _unreadable(user: str, told: Any) -> dict[str, Any]:
    """What stands in a file and is no entry: kept whole, for its author, or who brought it, and their leader to look at."""
    author = told.get("author") if isinstance(told, dict) else None
    return {"author": author or user, "op": "put", "fields": {"entry": told}}


def _carry_in(
    session: Session, organisation: str, user: str, device: str, entries: list[dict[str, Any]], zone: str, language: str
) -> Carried:
    now = clock.now()
    today = clock.today_in(now, zone)
    work = Work(session, organisation, now, today)
    key = session.scalars(select(Installation.result_key)).one()
    authors = [_author(work, user, one) for one in entries]
    hashes = [digest(key, author, as_sent(one)) for author, one in zip(authors, entries, strict=True)]
    # Known is what has this very content; the same id with other content is kept beside the first (id_reused).
    taken = _taken(session, organisation, entries, hashes)
    seen = {*taken.values(), *_as_kept(session, organisation, key, entries, hashes, taken)}
    fresh = [at for at, hashed in enumerate(hashes) if hashed not in seen and hashed not in hashes[:at]]
    # What is one's own is pushed though it be known: a colleague may have brought it before, and it waits for its author.
    own = [at for at, hashed in enumerate(hashes) if entries[at].get("author") == user and hashed not in hashes[:at]]
    pushed = push(session, organisation, user, device, [as_sent(entries[at]) for at in own], now, today, language=language)
    taken |= {entries[at]["id"]: hashes[at] for at in own if is_id(entries[at].get("id")) and entries[at]["id"] not in taken}
    others = [at for at in fresh if entries[at].get("author") != user]
    for at in others:
        standing = load_standing(session, organisation, authors[at])
        _keep(work, hashes[at], Writer(authors[at], device, standing, language=language), as_sent(entries[at]), taken)
    work.write()
    new = [text for at, text in zip(own, pushed.results, strict=True) if at in fresh]
    stored = sum('"held"' not in text[:20] for text in new)
    return Carried(stored, len(new) - stored + len(others), len(entries) - len(fresh))


def _author(work: Work, user: str, entry: dict[str, Any]) -> str:
    """The entry's author where the organisation knows them, else who brought it."""
    told = entry.get("author")
    person = work.get(str(told)) if is_id(told) else None
    return str(told) if person is not None and person.type == "person" else user


def _taken(session: Session, organisation: str, entries: list[dict[str, Any]], hashes: list[str]) -> dict[str, str]:
    """The names under which these entries, or others with their ids, have results already, each with its hash."""
    names = [str(one["id"]) for one in entries if is_id(one.get("id"))]
    names += [f"{kind}:{hashed}" for hashed in hashes for kind in ("hash", "reused")]
    found: dict[str, str] = {}
    for start in range(0, len(names), 500):
        some = Mutation.id.in_(names[start : start + 500])
        rows = session.execute(select(Mutation.id, Mutation.hash).where(Mutation.organisation == organisation, some))
        found.update({row.id: row.hash for row in rows})
    return found


def _as_kept(
    session: Session, organisation: str, key: str, entries: list[dict[str, Any]], hashes: list[str], taken: dict[str, str]
) -> list[str]:
    """The hashes under which entries would come that were held, as they are kept: numbers are masked there, so a file of what
    waits for review has other content under the id than what was sent first."""
    names = [str(one["id"]) for one, hashed in zip(entries, hashes, strict=True) if is_id(one.get("id"))
             and taken.get(str(one["id"]), hashed) != hashed]  # fmt: skip
    found: list[str] = []
    for start in range(0, len(names), 500):
        some = Mutation.id.in_(names[start : start + 500])
        query = select(Mutation.held).where(Mutation.organisation == organisation, some, Mutation.held.is_not(None))
        for author, mutation in kept(session, organisation, [str(one) for one in session.scalars(query)]):
            found += [digest(key, author, as_sent(mutation))] if isinstance(mutation, dict) else []
    return found


def as_sent(entry: dict[str, Any]) -> dict[str, Any]:
    """The mutation as the phone itself would send it, so that it is the same one when the phone does."""
    mutation = {name: entry[name] for name in WIRE if entry.get(name)}
    if mutation.get("record") == mutation.get("id"):
        mutation.pop("record", None)
    if mutation.get("op") == "delete":
        mutation.pop("fields", None)
    elif "fields" in entry:
        mutation["fields"] = entry["fields"]
    return mutation


def _keep(work: Work, hashed: str, writer: Writer, mutation: dict[str, Any], taken: dict[str, str]) -> None:
    """Keep somebody else's entry for the leader of the unit that it was written in. Brought again, it is known by its hash."""
    told_id = mutation.get("id")
    is_reused = is_id(told_id) and told_id in taken
    hold = Hold("id_reused", "id_reused") if is_reused else Hold(held.BROUGHT, "carried_in")
    row = held.keep(work, writer, mutation, hold)
    name = f"reused:{hashed}" if is_reused else str(told_id) if is_id(told_id) else f"hash:{hashed}"
    if is_id(told_id):
        taken[str(told_id)] = hashed
    told = {"status": "held", "reason": hold.reason, "detail": hold.detail(writer.language), "held": row.id}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    work.results.append(
        {"organisation": work.organisation, "id": name, "hash": hashed, "author": writer.user, "result": text, "held": row.id}
    )
