"""How the trials in other units stand that a trial belongs with, written on the trial itself (`kin`) for those who do not
hold them: its siblings that try the same at once, the trials before it and those that carry it on.

Told are unit, title, days and how it ended, of siblings also how often it worked: neither words of observations nor
persons. The phase is not told but derived from these, as everywhere, so that a day that passes needs no write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import rules
from . import cards, standing_of
from .checks import Seen, facts

if TYPE_CHECKING:
    from .follow import Desk, Followed

DEEPEST = 40
OUTCOMES = ("worked", "partly", "not")
TOLD = ("title", "together", "parent_trial", *rules.STARTING)
"""The fields of a trial that its kin tell, or that decide whose kin it is."""


# Whose kin a written record has a part in


def trial(one: Followed) -> None:
    """A trial that is new among kin, says something else, or is gone; one that stands alone needs no look."""
    cards.trial(one)
    is_among_kin = one.before is not None or one.now("together") or one.now("parent_trial")
    if not is_among_kin or all(one.was(name) == one.now(name) for name in TOLD):
        return
    one.related.add(one.id)
    # Those that it has left, deleted ones have left all.
    if one.was("together") and one.was("together") != one.now("together"):
        one.related.update(found.id for found in one.desk.pointing("trial", "together", one.was("together")))
    if one.was("parent_trial") and one.was("parent_trial") != one.now("parent_trial"):
        one.related.add(one.was("parent_trial"))


def decision(one: Followed) -> None:
    """A decision on a trial: it ended, or ends later."""
    standing_of.decision(one)
    if one.now("subject_type") == "trial":
        one.related.add(one.now("subject"))


def observation(one: Followed) -> None:
    """What was seen counts for siblings only; a trial that has none is not looked at."""
    cards.observation(one)
    found = one.desk.peek(one.now("trial") or one.was("trial"))
    if found is not None and found.fields.get("together"):
        one.related.add(found.id)


def unit(one: Followed) -> None:
    """A unit's new name."""
    cards.unit(one)
    if one.before and one.was("name") != one.now("name"):
        one.related.update(found.id for found in one.desk.in_units("trial", [one.id]))


# What is told


def keep_current(desk: Desk, trials: Iterable[str]) -> None:
    """Let the kin of these trials tell how they stand, and they themselves who their kin are."""
    changed = set(trials)
    asked = dict.fromkeys(other for one in sorted(changed) for other in _around(desk, one))
    for trial_id in asked:
        found = desk.get(trial_id)
        if found is None or found.deleted or found.type != "trial":
            continue
        told = _kin(desk, found, changed)
        if told or found.fields.get("kin"):
            desk.edit(found, {"kin": told or None})


def _around(desk: Desk, trial_id: str) -> list[str]:
    """A trial and all whose kin it is."""
    found = desk.get(trial_id)
    if found is None or found.type != "trial":
        return []
    near = [trial_id, *(one.id for one in _siblings(desk, found))]
    if found.fields.get("parent_trial"):
        near.append(found.fields["parent_trial"])
    below = [trial_id]
    for at in below:
        children = [one.id for one in desk.pointing("trial", "parent_trial", at) if one.id not in below]
        below += children[: max(0, DEEPEST - len(below))]
    return [*near, *below[1:]]


def _siblings(desk: Desk, found: Seen) -> list[Seen]:
    shared = found.fields.get("together")
    return [one for one in desk.pointing("trial", "together", shared) if one.id != found.id] if shared else []


def _kin(desk: Desk, found: Seen, changed: set[str]) -> dict[str, list[dict[str, Any]]]:
    """By relation what is told of those in other units; of one that has not changed what was told before."""
    before = _before(desk, found)
    kin = {
        "together": [one for one in _siblings(desk, found) if one.unit != found.unit],
        # Told from its beginning, also where some of it is the unit's own: a way has no gaps.
        "before": before if any(one.unit != found.unit for one in before) else [],
        "after": [one for one in desk.pointing("trial", "parent_trial", found.id) if one.unit != found.unit],
    }
    earlier = found.fields.get("kin") or {}
    told: dict[str, list[dict[str, Any]]] = {}
    for relation, members in kin.items():
        known = {one["trial"]: one for one in earlier.get(relation, ())}
        told[relation] = [
            _told(desk, one, relation) if one.id in changed or one.id not in known else known[one.id] for one in members
        ]
    return {relation: members for relation, members in told.items() if members}


def _before(desk: Desk, found: Seen) -> list[Seen]:
    """The trials before this one, the first of them first."""
    line: list[Seen] = []
    at = desk.get(found.fields.get("parent_trial") or "")
    while at is not None and not at.deleted and at.id != found.id and at not in line and len(line) < DEEPEST:
        line.insert(0, at)
        at = desk.get(at.fields.get("parent_trial") or "")
    return line


def _told(desk: Desk, one: Seen, relation: str) -> dict[str, Any]:
    """What a trial in another unit is told as. Without days it is an idea, whatever else it says."""
    made = facts(desk.pointing("decision", "subject", one.id))
    final = rules.standing_choice(made)
    home = desk.get(one.unit)
    told = {
        "trial": one.id,
        "unit": one.unit,
        "name": home.fields.get("name") if home else None,
        "title": one.fields.get("title"),
        "ended": rules.FINAL[final] if final else None,
    }
    if not rules.starting_needs(one.fields):
        told |= {"starts_on": one.fields["starts_on"], "ends_on": rules.effective_end(one.fields, made)}
    counts = _counts(desk, one) if relation == "together" else {}
    return {**{name: value for name, value in told.items() if value}, **counts}


def _counts(desk: Desk, one: Seen) -> dict[str, int]:
    """How often it worked; a corrected observation counts no more."""
    seen = desk.pointing("observation", "trial", one.id)
    corrected = {other.fields.get("replaces") for other in seen}
    outcomes = [other.fields.get("outcome") for other in seen if other.id not in corrected]
    return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
