"""The figures of the leaders' page, one function each: filter → rows. Only SELECTs; phases by the pure rules."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import rules
from ..access import Tree
from ..records import definitions
from .facts import Fact, by, facts
from .filters import Filter

FEWEST = 5
"""Groups of fewer citizens' answers than this are not shown."""
NEWEST = 6
PHASES = ("idea", "planned", "running", "review", "abandoned", "adapted", "scaled", "adopted", "cancelled")
CHECK_IN_FIELDS = ("practice", "checked_on", "still_done", "received_at")
CARRIED = ("owner", "deputy", "deputy_gone_on")
TRIAL_FIELDS = ("title", "adopt_asked_on", *CARRIED, "owner_role", *rules.STARTING)
PRACTICE_FIELDS = ("title", "trial", "adopted_on", *CARRIED)


def phases_of_trials(session: Session, chosen: Filter, today: date) -> list[tuple[Fact, str, list[Fact]]]:
    """Every trial of the units with its phase today and its decisions."""
    decided = by(facts(session, chosen, "decision", "subject", "choice", "ends_on", "replaces", "decided_on"), "subject")
    return [
        (trial, rules.trial_phase(trial, decided.get(trial["id"], []), today), decided.get(trial["id"], []))
        for trial in facts(session, chosen, "trial", *TRIAL_FIELDS)
    ]


def trials_by_phase(trials: list[tuple[Fact, str, list[Fact]]]) -> list[dict[str, Any]]:
    """How many trials are in each phase, phases without any left out."""
    counted = Counter(phase for _, phase, _ in trials)
    return [{"phase": phase, "count": counted[phase]} for phase in PHASES if counted[phase]]


def phases_of_practices(session: Session, chosen: Filter, today: date) -> list[tuple[Fact, str, bool, list[Fact]]]:
    """Every practice that the units do, their own or taken up, with its phase, whether it is sustained, and what of it
    waits in each of the units: {unit, kind "check_in" or "slipping", since, silent}."""
    uptakes = by(facts(session, chosen, "uptake", "practice", "since_on", "until_on", "again_on", everywhere=True), "practice")
    checked = by(facts(session, chosen, "check_in", *CHECK_IN_FIELDS, everywhere=True), "practice")
    decided = by(facts(session, chosen, "decision", "subject", "choice", "replaces", "check_on", everywhere=True), "subject")
    found = []
    for practice in facts(session, chosen, "practice", *PRACTICE_FIELDS, everywhere=True):
        if not {practice["unit"], *(one["unit"] for one in uptakes.get(practice["id"], []))} & chosen.units:
            continue
        own, answers = uptakes.get(practice["id"], []), checked.get(practice["id"], [])
        made = rules.with_trial(decided.get(practice["id"], []), decided.get(practice["trial"], []))
        phase = rules.practice_phase(practice, answers, made, today, own)
        waits = [] if phase == "retired" else _waits(chosen, today, practice, own, answers, made)
        people = rules.answering_people(practice, own, answers, today)
        found.append((practice, phase, rules.is_sustained(phase, people), waits))
    return found


def _waits(
    chosen: Filter, today: date, practice: Fact, uptakes: list[Fact], answers: list[Fact], decisions: list[Fact]
) -> list[Fact]:
    """Each unit for itself: where the question is due, and where it slips; `silent`: because nobody answered the question."""
    found: list[Fact] = []
    slips = rules.slips(practice, uptakes, answers, today, decisions)
    for one in rules.due_check_ins(practice, uptakes, answers, today, decisions):
        unit = one["unit"]
        if unit not in chosen.units:
            continue
        since, is_silent = slips.get(unit, ("", False))
        if one["overdue"] >= 0:
            found.append({"unit": unit, "kind": "check_in", "since": one["due_on"], "silent": is_silent})
        if since:
            found.append({"unit": unit, "kind": "slipping", "since": since, "silent": is_silent})
    return found


def practices_by_phase(practices: list[tuple[Fact, str, bool, list[Fact]]], chosen: Filter) -> dict[str, int]:
    """How many of the units' own practices are embedding, holding, slipping, retired; and how many of the holding are
    sustained."""
    own = [one for one in practices if one[0]["unit"] in chosen.units]
    counted = Counter(phase for _, phase, _, _ in own)
    told = {phase: counted[phase] for phase in ("embedding", "holding", "slipping", "retired")}
    return {**told, "sustained": sum(sustained for _, _, sustained, _ in own)}


def observations_over_time(session: Session, chosen: Filter) -> list[dict[str, Any]]:
    """Per week or month: how many observations worked, partly worked, did not. Replaced ones are left out."""
    table = definitions()["observation"].table
    replaced = select(table.replaces).where(table.organisation == chosen.organisation, table.replaces.is_not(None))
    query = select(table.seen_at, table.outcome).where(
        table.organisation == chosen.organisation,
        table.unit.in_(chosen.units),
        table.seen_at >= chosen.since,
        table.seen_at < chosen.until,
        table.id.not_in(replaced),
    )
    zone = ZoneInfo(chosen.zone)
    counted = Counter((chosen.bucket(_day(row.seen_at, zone)), row.outcome) for row in session.execute(query))
    return [
        {"from": at.isoformat(), **{outcome: counted[at, outcome] for outcome in ("worked", "partly", "not")}}
        for at in chosen.buckets()
    ]


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def moods_over_time(session: Session, chosen: Filter) -> list[dict[str, Any]]:
    """Per week or month: how many citizens gave each mood (1–4); of fewer than five only that somebody did."""
    table = definitions()["feedback"].table
    day = func.substr(table.heard_on, 1, 10)
    query = (
        select(day.label("day"), table.mood, func.count().label("count"))
        .where(
            table.organisation == chosen.organisation,
            table.unit.in_(chosen.units),
            table.mood.is_not(None),
            day >= chosen.first.isoformat(),
            day <= chosen.last.isoformat(),
        )
        .group_by(day, table.mood)
    )
    counted: Counter[tuple[date, int]] = Counter()
    for row in session.execute(query):
        counted[chosen.bucket(date.fromisoformat(row.day)), row.mood] += row._mapping["count"]
    told: list[dict[str, Any]] = []
    for at in chosen.buckets():
        shares = [counted[at, mood] for mood in (1, 2, 3, 4)]
        count = sum(shares)
        is_enough = count >= FEWEST
        moods = {"count": count if is_enough else 0, "shares": shares if is_enough else None, "few": 0 < count < FEWEST}
        told.append({"from": at.isoformat(), **moods})
    return told


def newest_learning(session: Session, chosen: Filter, trials: list[tuple[Fact, str, list[Fact]]]) -> list[dict[str, Any]]:
    """What was learned last, stopped trials first-class among them: each trial once, by the decision that stands."""
    stands = {final["id"] for _, _, decided in trials if (final := rules.standing_decision(decided))}
    decision, trial, unit = (definitions()[name].table for name in ("decision", "trial", "unit"))
    said = (decision.id.label("decision"), decision.choice_.label("choice"), decision.learned, decision.decided_on)
    query = (
        select(*said, trial.id, trial.title, unit.name)
        .join(trial, (trial.organisation == decision.organisation) & (trial.id == decision.subject))
        .join(unit, (unit.organisation == trial.organisation) & (unit.id == trial.unit))
        .where(
            decision.organisation == chosen.organisation,
            decision.unit.in_(chosen.units),
            decision.learned.is_not(None),
            decision.decided_on >= chosen.first,
            decision.decided_on <= chosen.last,
        )
        .order_by(decision.decided_on.desc(), decision.first_seq.desc())
        .execution_options(yield_per=10 * NEWEST)  # the first few are enough, mostly
    )
    with session.execute(query) as rows:
        newest = list(islice((row for row in rows if row.decision in stands), NEWEST))
    return [
        {
            "trial": row.id, "title": row.title, "unit": row.name, "choice": row.choice, "learned": row.learned,
            "decided_on": row.decided_on.isoformat(),
        }
        for row in newest
    ]  # fmt: skip


def covered_units(session: Session, tree: Tree, own: list[str]) -> list[dict[str, Any]]:
    """The units that the reader can choose between, as a tree in the order of names, with their depth."""
    table = definitions()["unit"].table
    named = session.execute(select(table.id, table.name).where(table.organisation == tree.organisation))
    names = {row.id: row.name for row in named}
    within = tree.below(own)
    roots = [one for one in within if tree.parents.get(one) not in within]
    told: list[dict[str, Any]] = []

    def enter(unit: str, depth: int) -> None:
        told.append({"id": unit, "name": names[unit], "depth": depth})
        for child in sorted((one for one in within if tree.parents.get(one) == unit), key=lambda one: names[one]):
            enter(child, depth + 1)

    for root in sorted(roots, key=lambda one: names[one]):
        enter(root, 0)
    return told
