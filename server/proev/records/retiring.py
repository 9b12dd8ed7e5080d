"""A retired practice says so itself, with its day and reason: units that took it up hold the practice, but not the decisions
of the unit that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import rules
from . import cards
from .checks import facts

if TYPE_CHECKING:
    from .follow import Desk, Followed


def decision(one: Followed) -> None:
    """A decision that retires a practice, or takes that back."""
    cards.decision(one)
    if one.now("subject_type") == "practice":
        keep_current(one.desk, one.now("subject"))


def keep_current(desk: Desk, practice_id: str) -> None:
    """Let the practice say what has been decided about its end. Doing it twice changes nothing."""
    found = desk.get(practice_id)
    if found is None or found.deleted or found.type != "practice":
        return
    made = rules.standing(facts(desk.pointing("decision", "subject", practice_id)))
    last = next((one for one in reversed(made) if one["choice"] == "retire"), None)
    desk.edit(
        found,
        {"retired_on": last["decided_on"] if last else None, "retired_because": last["reason"] if last else None},
    )
