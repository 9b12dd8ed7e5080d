"""How a practice stands, written on the practice itself for those who do not hold what it follows from: the units that took
it up hold the practice, but not the decisions and answers of the unit that it came from, nor that unit theirs.

Names units, never persons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import rules
from . import cards, deputies
from .checks import Seen, decided_about, facts

if TYPE_CHECKING:
    from .follow import Desk, Followed


def decision(one: Followed) -> None:
    """A decision that retires a practice, takes that back, or says when to look again; and one about its trial, on which it
    stands."""
    cards.decision(one)
    if one.now("subject_type") == "practice":
        keep_current(one.desk, one.now("subject"))
    elif one.now("subject_type") == "trial":
        for found in one.desk.pointing("practice", "trial", one.now("subject")):
            keep_current(one.desk, found.id)


def practice(one: Followed) -> None:
    """A practice that is new, counts from another day, or has another deputy."""
    cards.practice(one)
    deputies.deputy(one)
    if one.after is not None and one.was("adopted_on") != one.now("adopted_on"):
        keep_current(one.desk, one.id)


def of_practice(one: Followed) -> None:
    """What happens to a practice: taken up, let go of, checked."""
    cards.of_practice(one)
    for found in sorted({one.was("practice"), one.now("practice")} - {None}):
        keep_current(one.desk, found)


def keep_current(desk: Desk, practice_id: str) -> None:
    """Let the practice say how it stands. Doing it twice changes nothing."""
    found = desk.get(practice_id)
    if found is None or found.deleted or found.type != "practice":
        return
    decisions = decided_about(desk, found)
    last = next((one for one in reversed(rules.standing(decisions)) if one["choice"] == "retire"), None)
    desk.edit(
        found,
        {
            "retired_on": last["decided_on"] if last else None,
            "retired_because": last["reason"] if last else None,
            "succeeded_by": _successor(desk, found) if last else None,
            "spread": _spread(desk, found, decisions) or None,
        },
    )


def _successor(desk: Desk, found: Seen) -> str | None:
    """The practice in use that the same unit made of a trial that goes on from this one's; the first of the nearest."""
    known = {found.fields["trial"]}
    line = list(known)
    while line:
        line = [one.id for trial in line for one in desk.pointing("trial", "parent_trial", trial) if one.id not in known]
        known.update(line)
        for made in (one for trial in line for one in desk.pointing("practice", "trial", trial)):
            if made.unit == found.unit and not rules.is_retired(decided_about(desk, made)):
                return made.id
    return None


def _spread(desk: Desk, found: Seen, decisions: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Per unit that does it: its name, since when, its phase, and the latest day for which it answered, by which a phone that
    is kept light knows that it lacks the answers; and each time that a unit stopped, until when and why, for others to learn
    from. Empty while only its own unit has done it and nobody has answered."""
    (told,) = facts([found])
    uptakes = facts(desk.pointing("uptake", "practice", found.id))
    answers = facts(desk.pointing("check_in", "practice", found.id))
    if not uptakes and not answers:
        return []
    phases = rules.unit_phases(told, uptakes, answers, desk.today, decisions)
    since = rules.places(told, uptakes, desk.today)
    said = rules.answers(told, uptakes, answers, desk.today)
    return [
        {"unit": unit, "name": _name(desk, unit), "since_on": since[unit].isoformat(), "phase": phase}
        | ({"checked_on": max(one["checked_on"] for one in said[unit])} if said[unit] else {})
        for unit, phase in phases.items()
    ] + [
        {
            "unit": one["unit"], "name": _name(desk, one["unit"]), "since_on": one["since_on"], "phase": "retired",
            "until_on": one["until_on"], "until_reason": one["until_reason"],
        }
        for one in uptakes
        if rules.has_stopped(one, desk.today)
    ]  # fmt: skip


def _name(desk: Desk, unit: str) -> str:
    found = desk.get(unit)
    return str(found.fields.get("name") or "") if found is not None else ""
