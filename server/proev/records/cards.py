"""Learning cards: what an ended trial taught, for the whole organisation, kept current by the server.

The hooks say which trials' cards a written record has a part in; `keep_current` works each card out anew from the records
as they are, so that it does not matter what came first. A card names no person: neither an author nor an owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .. import rules
from .base import definitions
from .checks import Seen, decided_about, facts

if TYPE_CHECKING:
    from .follow import Desk, Followed

CARD = "learning_card"
MOST = 500
"""The organisation keeps its newest cards; older learning is found by the server's search over trials."""


# Which cards a written record has a part in


def trial(one: Followed) -> None:
    """A trial that is shared, or was."""
    if one.was("shared") or one.now("shared"):
        one.taught.add(one.id)


def decision(one: Followed) -> None:
    """A decision on a trial, or on the practice that came of one."""
    if one.now("subject_type") == "trial":
        one.taught.add(one.now("subject"))
    elif one.now("subject_type") == "practice":
        _of_practice(one, one.now("subject"))


def practice(one: Followed) -> None:
    """A practice and the trial that it came of."""
    one.taught.update(filter(None, (one.was("trial"), one.now("trial"))))


def of_practice(one: Followed) -> None:
    """What happens to a practice: taken up, checked."""
    for found in {one.was("practice"), one.now("practice")} - {None}:
        _of_practice(one, found)


def observation(one: Followed) -> None:
    """Only a barrier seen while trying stands on the card; most observations need no look at all."""
    if one.now("barrier") or one.now("replaces"):
        one.taught.add(one.now("trial"))


def barrier(one: Followed) -> None:
    """The kind of a barrier, when people find that it is another."""
    if one.before and one.was("kind") != one.now("kind"):
        one.taught.update(found.id for found in one.desk.pointing("trial", "barriers", one.id))
        one.taught.update(found.fields["trial"] for found in one.desk.pointing("observation", "barrier", one.id))


def unit(one: Followed) -> None:
    """A unit's new name."""
    if one.before and one.was("name") != one.now("name"):
        one.taught.update(found.fields["trial"] for found in one.desk.in_units(CARD, [one.id]))


def _of_practice(one: Followed, practice_id: str) -> None:
    found = one.desk.get(practice_id)
    if found is not None and not found.deleted:
        one.taught.add(found.fields["trial"])


# The cards themselves


def keep_current(desk: Desk, trials: Iterable[str]) -> None:
    """Make, change or take back the cards of these trials, and keep to the newest cards when there are new ones."""
    is_new = False
    for trial_id in trials:
        found = desk.get(trial_id)
        fields = _fields(desk, found) if found is not None else None
        if found is None or fields is None:
            desk.drop(CARD, trial_id)
        else:
            is_new = desk.keep(CARD, trial_id, found.unit, fields) or is_new
    if is_new:
        _keep_to_newest(desk)


def _keep_to_newest(desk: Desk) -> None:
    ended = desk.values_of(CARD, "ended_on")
    if len(ended) <= MOST:
        return
    trials = desk.values_of(CARD, "trial")
    for card in sorted(ended, key=lambda card: (str(ended[card]), card), reverse=True)[MOST:]:
        desk.drop(CARD, trials[card])


def _fields(desk: Desk, found: Seen) -> dict[str, Any] | None:
    """What the card of a trial says; None when it has none: not shared, not ended, or called off with nothing learned."""
    if found.deleted or found.type != "trial" or not found.fields.get("shared"):
        return None
    final = rules.standing_decision(facts(desk.pointing("decision", "subject", found.id)))
    if final is None or (final["choice"] == "cancel" and not final.get("learned")):
        return None
    home = desk.get(found.unit)
    told = {
        "trial": found.id,
        "unit_name": home.fields.get("name") if home else None,
        **{name: found.fields.get(name) for name in ("title", "change", "origin_trial")},
        **{name: final.get(name) for name in ("choice", "learned", "as_planned")},
        "barrier_kinds": _barrier_kinds(desk, found),
        "ended_on": final["decided_on"],
        **_became(desk, found, final["choice"]),
    }
    return {name: value for name, value in told.items() if value}


def _barrier_kinds(desk: Desk, found: Seen) -> list[str]:
    """The kinds of the barriers that the trial was about or met, each once. A corrected observation counts no more."""
    seen = desk.pointing("observation", "trial", found.id)
    corrected = {one.fields.get("replaces") for one in seen}
    met = [one.fields.get("barrier") for one in seen if one.id not in corrected]
    barriers = (desk.get(one) for one in dict.fromkeys([*(found.fields.get("barriers") or ()), *met]) if one)
    kinds = {one.fields["kind"] for one in barriers if one is not None and not one.deleted}
    return [kind for kind in definitions()["barrier"].fields["kind"].choices if kind in kinds]


def _became(desk: Desk, found: Seen, made: str) -> dict[str, Any]:
    """The practice that came of the trial, and how it is doing; of several the one that was begun last and is still in use.
    Named only while the decision to adopt stands: that is what others may take up."""
    phases = [(one.id, _phase(desk, one)) for one in desk.pointing("practice", "trial", found.id)]
    if not phases:
        return {}
    which, phase = next((one for one in reversed(phases) if one[1] != "retired"), phases[-1])
    return {"practice_phase": phase, "practice": which if made == "adopt" else None}


def _phase(desk: Desk, practice_seen: Seen) -> str:
    def of(type_name: str, field: str) -> Sequence[dict[str, Any]]:
        return facts(desk.pointing(type_name, field, practice_seen.id))

    (told,) = facts([practice_seen])
    decisions = decided_about(desk, practice_seen)
    return rules.practice_phase(told, of("check_in", "practice"), decisions, desk.today, of("uptake", "practice"))
