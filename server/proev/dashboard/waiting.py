"""What waits for us: with its age in days, the oldest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import rules
from ..records import definitions
from .facts import Fact, facts
from .filters import Filter

LONGEST_TEXT = 80


def waiting(
    session: Session, chosen: Filter, today: date, trials: list[tuple[Fact, str, list[Fact]]],
    practices: list[tuple[Fact, str, bool, list[Fact]]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Decisions that contradict each other, reviews without a decision, check-ins due, slipping practices (each unit for
    itself), barriers raised and unanswered, citizens' concerns without a reply, and steps overdue."""
    unit = definitions()["unit"].table
    named = session.execute(select(unit.id, unit.name).where(unit.organisation == chosen.organisation))
    names = {row.id: row.name for row in named}

    def entry(kind: str, fact: Fact, title: str, since: str, unit_id: str | None = None) -> dict[str, Any]:
        days = max(0, (today - date.fromisoformat(since[:10])).days)
        short = title if len(title) <= LONGEST_TEXT else f"{title[: LONGEST_TEXT - 1].rstrip()}…"
        return {"kind": kind, "id": fact["id"], "title": short, "unit": names.get(unit_id or fact["unit"], ""), "days": days}

    found = [
        entry("review", trial, trial["title"], rules.effective_end(trial, decided) or today.isoformat())
        for trial, phase, decided in trials if phase == "review"
    ]  # fmt: skip
    found += [
        entry("contradiction", trial, trial["title"], others[0]["decided_on"])
        for trial, _, decided in trials if (others := rules.contradictions(decided))
    ]  # fmt: skip
    for practice, _, _, waits in practices:
        found += [entry(one["kind"], practice, practice["title"], one["since"], one["unit"]) for one in waits]
    found += [
        entry("barrier", one, one["text"], one["since"])
        for one in _with_receipt(session, chosen, "barrier", "text", "raised_to", "answer")
        if one["raised_to"] and not one["answer"]
    ]  # fmt: skip
    found += [
        entry("concern", one, one["different"], one["heard_on"])
        for one in facts(session, chosen, "feedback", "different", "reply", "heard_on") if one["different"] and not one["reply"]
    ]  # fmt: skip
    found += [
        entry("step", one, one["text"], one["due_on"])
        for one in facts(session, chosen, "step", "text", "due_on", "done_on")
        if not one["done_on"] and one["due_on"] < today.isoformat()
    ]
    return sorted(found, key=lambda one: (-one["days"], one["title"]))


def _with_receipt(session: Session, chosen: Filter, type_name: str, *fields: str) -> list[Fact]:
    table = definitions()[type_name].table
    received = session.execute(select(table.id, table.received_at).where(table.organisation == chosen.organisation))
    since = {row.id: row.received_at.date().isoformat() for row in received}
    return [{**one, "since": since[one["id"]]} for one in facts(session, chosen, type_name, *fields)]
