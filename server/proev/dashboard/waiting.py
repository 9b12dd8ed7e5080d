"""What waits for us: with its age in days, the oldest first. The phones tell the same by the same rules
(pwa/src/ui/waiting.ts); both are held against tests/contract/vectors/waiting.json."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock, rules
from ..records import definitions
from .facts import Fact, facts
from .filters import Filter

LONGEST_TEXT = 80
UNCARRIED = ("owner", "deputy")
"""A person is to be chosen. It presses less than what people wait for."""


@dataclass(frozen=True)
class Wait:
    """One thing that waits: of which kind, about which record, since which day, and for which unit."""

    kind: str
    id: str
    title: str
    unit: str
    since: str


@dataclass(frozen=True)
class Asked:
    """What is asked about: the units of the filter with their trials and practices, and the day it is."""

    session: Session
    chosen: Filter
    today: date
    trials: list[tuple[Fact, str, list[Fact]]]
    practices: list[tuple[Fact, str, bool, list[Fact]]]
    parents: dict[str, str | None]
    """Of each trial of the organisation, the one that it goes on from."""

    def facts(self, type_name: str, *fields: str, everywhere: bool = False) -> list[Fact]:
        """Records of the units, or of the organisation."""
        return facts(self.session, self.chosen, type_name, *fields, everywhere=everywhere)


def waiting(
    session: Session, chosen: Filter, today: date, trials: list[tuple[Fact, str, list[Fact]]],
    practices: list[tuple[Fact, str, bool, list[Fact]]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Decisions that contradict each other, reviews without a decision, what the staff wish to take into use, what was
    adapted or scaled and has not gone on, check-ins due, slipping practices (each unit for itself), barriers raised and
    unanswered, citizens' concerns without a reply, and steps overdue; last, which running trials and practices nobody carries,
    or nobody is to stand in for."""
    unit = definitions()["unit"].table
    named = session.execute(select(unit.id, unit.name).where(unit.organisation == chosen.organisation))
    names = {row.id: row.name for row in named}
    before = {one["id"]: one["parent_trial"] for one in facts(session, chosen, "trial", "parent_trial", everywhere=True)}
    asked = Asked(session, chosen, today, trials, practices, before)
    found = [*_trials(asked), *_practices(asked), *_barriers(asked), *_concerns(asked), *_steps(asked)]
    told = [
        {"kind": one.kind, "id": one.id, "title": _short(one.title), "unit": names.get(one.unit, ""), "days": _age(one, today)}
        for one in found
    ]
    return sorted(told, key=lambda one: (one["kind"] in UNCARRIED, -one["days"], one["title"]))


def _age(wait: Wait, today: date) -> int:
    return max(0, (today - date.fromisoformat(wait.since[:10])).days)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TEXT else f"{title[: LONGEST_TEXT - 1].rstrip()}…"


def _trials(asked: Asked) -> Iterator[Wait]:
    carried_on = set(asked.parents.values())
    in_use = {one["trial"] for one in asked.facts("practice", "trial", everywhere=True)}
    for trial, phase, decided in asked.trials:
        kind, since = _of_trial(trial, phase, decided, trial["id"] in in_use, trial["id"] in carried_on, asked.today)
        if kind:
            yield Wait(kind, trial["id"], trial["title"], trial["unit"], since)
        elif phase == "running" and (missing := _missing(trial)):
            yield Wait(missing, trial["id"], trial["title"], trial["unit"], trial["deputy_gone_on"] or trial["starts_on"])


def _missing(carried: Fact) -> str:
    """Who is to be chosen: an owner, or where there is one, who stands in for them; "" when there are both."""
    if not (carried["owner"] or carried.get("owner_role")):
        return "owner"
    return "" if carried["deputy"] else "deputy"


def _of_trial(trial: Fact, phase: str, decided: list[Fact], is_in_use: bool, is_carried_on: bool, today: date) -> tuple[str, str]:
    """The one thing that a trial waits for, and since when; ("", "") when it waits for nothing."""
    others = rules.contradictions(decided)
    if others:
        return "contradiction", others[0]["decided_on"]
    wanted = rules.adoption_wanted_since(trial, decided)
    if wanted and not (is_in_use and rules.standing_choice(decided) == "adopt"):
        return "adoption", wanted
    left = rules.carrying_on_since(decided)
    if left and not is_carried_on:
        return "carry_on", left
    if phase == "review":
        return "review", rules.effective_end(trial, decided) or today.isoformat()
    return "", ""


def _practices(asked: Asked) -> Iterator[Wait]:
    """Where it slips it does not wait while the unit tries it in a new way: that is the answer. Where it slips by silence,
    that says the question too."""
    tried = {
        (trial["unit"], earlier)
        for trial, phase, _ in asked.trials
        if phase in rules.UNDECIDED
        for earlier in rules.gone_on_from(trial["id"], asked.parents)
    }
    for practice, phase, _, waits in asked.practices:
        if phase != "retired" and practice["unit"] in asked.chosen.units and (missing := _missing(practice)):
            since = practice["deputy_gone_on"] or practice["adopted_on"]
            yield Wait(missing, practice["id"], practice["title"], practice["unit"], since)
        for one in waits:
            is_tried = (one["unit"], practice["trial"]) in tried
            if is_tried if one["kind"] == "slipping" else one["silent"] and not is_tried:
                continue
            yield Wait(one["kind"], practice["id"], practice["title"], one["unit"], one["since"])


def _barriers(asked: Asked) -> Iterator[Wait]:
    """Told at both its ends: where it was met, and where the answer is owed."""
    table = definitions()["barrier"].table
    received = select(table.id, table.received_at).where(table.organisation == asked.chosen.organisation)
    zone = asked.chosen.zone
    came = {row.id: clock.today_in(row.received_at, zone).isoformat() for row in asked.session.execute(received)}
    for one in asked.facts("barrier", "text", "raised_to", "raised_on", "answer", everywhere=True):
        if one["raised_to"] and not one["answer"] and {one["unit"], one["raised_to"]} & asked.chosen.units:
            yield Wait("barrier", one["id"], one["text"], one["unit"], one["raised_on"] or came[one["id"]])


def _concerns(asked: Asked) -> Iterator[Wait]:
    for one in asked.facts("feedback", "different", "reply", "heard_on"):
        if one["different"] and not one["reply"]:
            yield Wait("concern", one["id"], one["different"], one["unit"], one["heard_on"])


def _steps(asked: Asked) -> Iterator[Wait]:
    for one in asked.facts("step", "text", "due_on", "done_on"):
        if not one["done_on"] and one["due_on"] < asked.today.isoformat():
            yield Wait("step", one["id"], one["text"], one["unit"], one["due_on"])
