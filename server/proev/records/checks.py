"""Rules over several fields and records, one function per record type that has any.

Each is called with the change as it would be stored (see `Change`) and raises `Hold` when it may not be. They look at
the merged result, never at the device's clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .. import rules
from ..hold import Hold

LEARNED_NEEDED = {"abandon", "adapt", "scale", "adopt"}
TRIAL_CHOICES = {"abandon", "adapt", "scale", "extend", "adopt", "cancel"}
PRACTICE_CHOICES = {"continue", "adjust", "retire"}
LONGEST_TRIAL = 180


class Seen(Protocol):
    """A record as the rules see it."""

    id: str
    type: str
    unit: str
    deleted: bool
    created_by: str | None
    fields: dict[str, Any]


class Look(Protocol):
    """What a rule may look up, including what the same request has already brought."""

    def get(self, record_id: str) -> Seen | None: ...
    def pointing(self, type_name: str, field: str, record_id: str) -> Sequence[Seen]: ...
    def is_within(self, unit: str, above: str) -> bool: ...
    def roles_at(self, unit: str) -> frozenset[str]: ...


@dataclass
class Change:
    """One put as it would be stored. `put` has only the fields that it really changes; `after` is the merged result."""

    id: str
    unit: str
    author: str
    before: dict[str, Any] | None
    after: dict[str, Any]
    put: dict[str, Any]
    today: date
    look: Look

    @property
    def roles(self) -> frozenset[str]:
        """The author's roles in the record's unit."""
        return self.look.roles_at(self.unit)


def _known(look: Look, record_id: str, field: str) -> Seen:
    found = look.get(record_id)
    if found is None or found.deleted:
        raise Hold("unknown_record", "unknown_record", field)
    return found


def facts(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """Records as the rules take them: their fields with id, unit and author."""
    return [{**one.fields, "id": one.id, "unit": one.unit, "created_by": one.created_by} for one in seen]


def unit(change: Change) -> None:
    """A tree with one root."""
    parent = change.after.get("parent")
    if change.after.get("kind") == "organisation":
        if parent:
            raise Hold("invalid", "organisation_has_no_parent", "parent")
        return
    if not parent:
        raise Hold("invalid", "parent_missing", "parent")
    if parent == change.id or change.look.is_within(parent, change.id):
        raise Hold("invalid", "unit_circle", "parent")
    if "parent" in change.put and "admin" not in change.look.roles_at(parent):
        raise Hold("forbidden", "role_lacks", "parent")


def theme(change: Change) -> None:
    """A direction does not end before it begins."""
    if change.after.get("from") and change.after.get("until") and change.after["until"] < change.after["from"]:
        raise Hold("invalid", "until_before_from", "until")


def barrier(change: Change) -> None:
    """Raised only to a unit above, and answered by a leader there."""
    raised_to = change.after.get("raised_to")
    if "raised_to" in change.put and raised_to:
        if raised_to == change.unit or not change.look.is_within(change.unit, raised_to):
            raise Hold("invalid", "not_above", "raised_to")
    if raised_to and change.put.keys() & {"answer", "answered_on"} and "leader" not in change.look.roles_at(raised_to):
        raise Hold("forbidden", "answered_above", "answer")


def trial(change: Change) -> None:
    """Periods, the deputy, and what is settled once a trial has started."""
    after = change.after
    if after.get("owner") and after.get("owner") == after.get("deputy"):
        raise Hold("invalid", "deputy_is_owner", "deputy")
    if after.get("parent_trial") == change.id or after.get("origin_trial") == change.id:
        raise Hold("invalid", "own_parent", "parent_trial")
    decisions = facts(change.look.pointing("decision", "subject", change.id)) if change.before else []
    _period(after, decisions, change.put)
    if change.before is not None and rules.is_started(change.before, decisions, change.today):
        for name in rules.locked_fields(change.before, change.after):
            if name in change.put:
                raise Hold("locked_field", "prediction_locked" if name == "prediction" else "start_locked", name)


def _period(after: dict[str, Any], decisions: list[dict[str, Any]], put: dict[str, Any]) -> None:
    starts_on, ends_on = after.get("starts_on"), after.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise Hold("invalid", "ends_before_start", "ends_on")
    days = rules.period_days(after, decisions)
    if days is not None and days > LONGEST_TRIAL and put.keys() & {"starts_on", "ends_on"}:
        raise Hold("invalid", "period_too_long", "ends_on")


def observation(change: Change) -> None:
    """A correction belongs to the same trial and to the same person."""
    if change.after.get("replaces"):
        first = _known(change.look, change.after["replaces"], "replaces")
        if first.fields.get("trial") != change.after.get("trial"):
            raise Hold("invalid", "not_same_trial", "replaces")
        if first.created_by != change.author:
            raise Hold("forbidden", "only_author_corrects", "replaces")


def feedback(change: Change) -> None:
    """At least one of mood, good and different."""
    if not any(change.after.get(name) for name in ("mood", "good", "different")):
        raise Hold("invalid", "feedback_empty", "mood")


def decision(change: Change) -> None:
    """Which choices there are, what each of them needs, and who takes them."""
    after = change.after
    subject = _known(change.look, after["subject"], "subject")
    if subject.type != after["subject_type"]:
        raise Hold("invalid", "wrong_subject_type", "subject_type")
    if after.get("replaces") and _known(change.look, after["replaces"], "replaces").fields.get("subject") != subject.id:
        raise Hold("invalid", "not_same_subject", "replaces")
    if after.get("ends_on") and not (subject.type == "trial" and after["choice"] == "extend"):
        raise Hold("invalid", "extend_only_end", "ends_on")
    if subject.type == "trial":
        _trial_decision(change, subject)
    elif subject.type == "practice":
        if after["choice"] not in PRACTICE_CHOICES:
            raise Hold("invalid", "unknown_choice", "choice")
        if after["choice"] == "retire" and "leader" not in change.roles:
            raise Hold("forbidden", "leader_decides", "choice")


def _trial_decision(change: Change, subject: Seen) -> None:
    after, made = change.after, change.after["choice"]
    if made not in TRIAL_CHOICES:
        raise Hold("invalid", "unknown_choice", "choice")
    if made in LEARNED_NEEDED and not after.get("learned"):
        raise Hold("invalid", "learned_missing", "learned")
    if made == "adopt" and "leader" not in change.roles:
        raise Hold("forbidden", "leader_decides", "choice")
    earlier = facts(change.look.pointing("decision", "subject", subject.id))
    ends_on = rules.effective_end(subject.fields, earlier)
    if made == "extend":
        _extension(after, subject.fields, earlier, ends_on)
    if made == "cancel" and ends_on and after["decided_on"] > ends_on:
        raise Hold("invalid", "cancel_too_late", "choice")


def _extension(after: dict[str, Any], fields: dict[str, Any], earlier: list[dict[str, Any]], ends_on: str | None) -> None:
    if not after.get("ends_on"):
        raise Hold("invalid", "extend_needs_end", "ends_on")
    if not fields.get("starts_on") or not ends_on:
        raise Hold("invalid", "extend_never_started", "ends_on")
    if after["ends_on"] <= ends_on:
        raise Hold("invalid", "extend_not_later", "ends_on")
    days = rules.period_days(fields, [*earlier, after])
    if days is not None and days > LONGEST_TRIAL:
        raise Hold("invalid", "period_too_long", "ends_on")


def practice(change: Change) -> None:
    """Needs the leader's decision to adopt its trial, received before it."""
    if change.after.get("owner") and change.after.get("owner") == change.after.get("deputy"):
        raise Hold("invalid", "deputy_is_owner", "deputy")
    if change.before is None or "trial" in change.put:
        made = facts(change.look.pointing("decision", "subject", change.after["trial"]))
        if rules.standing_choice(made) != "adopt":
            raise Hold("needs_adoption", "needs_adoption", "trial")


def uptake(change: Change) -> None:
    """The practice is there to be taken up."""
    _known(change.look, change.after["practice"], "practice")


def check_in(change: Change) -> None:
    """Made in a unit that has taken the practice up, by somebody else than its owner."""
    practice_seen = _known(change.look, change.after["practice"], "practice")
    taken_up = {practice_seen.unit, *(one.unit for one in change.look.pointing("uptake", "practice", practice_seen.id))}
    if change.unit not in taken_up:
        raise Hold("invalid", "not_taken_up", "practice")
    if practice_seen.fields.get("owner") == change.author:
        raise Hold("forbidden", "own_check_in", "practice")


def step(change: Change) -> None:
    """The decision that it carries through exists."""
    _known(change.look, change.after["decision"], "decision")
