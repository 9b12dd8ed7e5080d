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
from .push import digest, push
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
    """Take in a queue file's content `{"proev_queue": 1, "entries": […]}`, at most `MOST` entries, in one transaction.
    Raises `NotAQueue`."""
    entries = told.get("entries") if isinstance(told, dict) and told.get("proev_queue") == 1 else None
    if not isinstance(entries, list) or len(entries) > MOST or not all(isinstance(one, dict) for one in entries):
        raise NotAQueue
    return written(lambda session: _carry_in(session, organisation, user, entries, zone, language))


def _carry_in(session: Session, organisation: str, user: str, entries: list[dict[str, Any]], zone: str, language: str) -> Carried:
    now = clock.now()
    today = clock.today_in(now, zone)
    ids = [one["id"] for one in entries if is_id(one.get("id"))]
    seen = set(session.scalars(select(Mutation.id).where(Mutation.organisation == organisation, Mutation.id.in_(ids))))
    fresh = [one for one in entries if one.get("id") not in seen]
    own = [as_sent(one) for one in fresh if one.get("author") == user]
    pushed = push(session, organisation, user, "", own, now, today, language=language)
    work = Work(session, organisation, now, today)
    key = session.scalars(select(Installation.result_key)).one()
    others = {str(one.get("id")): one for one in fresh if one.get("author") != user}
    for one in others.values():
        _keep(work, key, user, one, language)
    work.write()
    stored = sum('"held"' not in text[:20] for text in pushed.results)
    return Carried(stored, len(own) - stored + len(others), len(entries) - len(fresh))


def as_sent(entry: dict[str, Any]) -> dict[str, Any]:
    """The mutation as the phone itself would send it, so that it is the same one when the phone does."""
    mutation = {name: entry[name] for name in WIRE if entry.get(name)}
    if mutation.get("record") == mutation.get("id"):
        mutation.pop("record", None)
    if mutation.get("op") != "put":
        mutation.pop("fields", None)
    elif "fields" in entry:
        mutation["fields"] = entry["fields"]
    return mutation


def _keep(work: Work, key: str, user: str, entry: dict[str, Any], language: str) -> None:
    """Keep somebody else's entry, under its author where the organisation knows them, else under who brought it."""
    author = str(entry.get("author"))
    person = work.get(author) if is_id(author) else None
    author = author if person is not None and person.type == "person" else user
    writer = Writer(author, "", load_standing(work.session, work.organisation, author), language=language)
    mutation, hold = as_sent(entry), Hold("carried_in", "carried_in")
    row = held.keep(work, writer, mutation, hold)
    if not is_id(entry.get("id")):
        return
    told = {"status": "held", "reason": hold.reason, "detail": hold.detail(language), "held": row.id}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    work.results.append(
        {"organisation": work.organisation, "id": mutation["id"], "hash": digest(key, author, mutation), "author": author,
         "result": text, "held": row.id}
    )  # fmt: skip
