"""Rules over several fields and records, one function per record type that has any.

Each is called with the change as it would be stored (see `Change`) and raises `Hold` when it may not be. They look at
the merged result, never at the device's clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from .. import rules
from ..hold import Hold

LEARNED_NEEDED = {"abandon", "adapt", "scale", "adopt"}
TRIAL_CHOICES = {"abandon", "adapt", "scale", "extend", "adopt", "cancel"}
LOCKED = {"prediction": "prediction_locked", "learning_question": "question_locked"}
PRACTICE_CHOICES = {"continue", "adjust", "retire"}
LEADERS_CHOICES = {"adopt", "retire"}
"""Choices that only a leader takes, and only a leader takes back."""
CITIZENS_WORDS = {"heard_on", "channel", "mood", "good", "different", "language", "entered_by"}
LONGEST_TRIAL = 180


class Seen(Protocol):
    """A record as the rules see it."""

    id: str
    type: str
    unit: str
    deleted: bool
    created_by: str | None
    received_at: datetime
    fields: dict[str, Any]


class Points(Protocol):
    """Where what points at a record is looked up."""

    def pointing(self, type_name: str, field: str, value: str, /) -> Sequence[Seen]: ...


class Look(Points, Protocol):
    """What a rule may look up, including what the same request has already brought."""

    def get(self, record_id: str) -> Seen | None: ...
    def is_within(self, unit: str, above: str) -> bool: ...
    def roles_at(self, unit: str) -> frozenset[str]: ...
    def editors(self, type_name: str) -> frozenset[str]: ...

    def be_alone(self) -> None:
        """From here to the commit nobody else writes: for a rule about what is there only once."""


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
    """Records as the rules take them: their fields with id, unit, author and receipt."""
    return [
        {**one.fields, "id": one.id, "unit": one.unit, "created_by": one.created_by, "received_at": one.received_at}
        for one in seen
    ]


def decided_about(look: Points, practice_seen: Seen) -> list[dict[str, Any]]:
    """The decisions about a practice as the rules count them, its trial's among them."""
    own = facts(look.pointing("decision", "subject", practice_seen.id))
    return rules.with_trial(own, facts(look.pointing("decision", "subject", practice_seen.fields["trial"])))


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
    if "raised_to" in change.put and (change.before or {}).get("answer"):
        raise Hold("forbidden", "answered_already", "raised_to")
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
                raise Hold("locked_field", LOCKED.get(name, "start_locked"), name)
        _not_ended_by_the_way(change, decisions)


def _not_ended_by_the_way(change: Change, decisions: list[dict[str, Any]]) -> None:
    """Nobody ends a running trial by moving its last day to a day that has passed: that takes a decision, with a reason
    that the unit can read."""
    today = change.today.isoformat()
    was = rules.effective_end(change.before or {}, decisions)
    now = rules.effective_end(change.after, decisions)
    if "ends_on" in change.put and was and now and was >= today > now and rules.standing_choice(decisions) is None:
        raise Hold("locked_field", "ended_by_decision", "ends_on")


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
    """At least one of mood, good and different; what a citizen wrote herself stays as she wrote it."""
    if change.before is not None and change.before.get("entered_by") == "citizen":
        touched = sorted(change.put.keys() & CITIZENS_WORDS)
        if touched:
            raise Hold("forbidden", "field_author_only", touched[0])
    if not any(change.after.get(name) for name in ("mood", "good", "different")):
        raise Hold("invalid", "feedback_empty", "mood")


def decision(change: Change) -> None:
    """Which choices there are, what each of them needs, and who takes them."""
    after = change.after
    if not after["reason"].strip():
        raise Hold("invalid", "required", "reason")
    subject = _known(change.look, after["subject"], "subject")
    if subject.type != after["subject_type"]:
        raise Hold("invalid", "wrong_subject_type", "subject_type")
    if after.get("replaces"):
        _taking_back(change, subject)
    if after.get("ends_on") and not (subject.type == "trial" and after["choice"] == "extend"):
        raise Hold("invalid", "extend_only_end", "ends_on")
    if after.get("check_on") and not (subject.type == "practice" and after["choice"] == "continue"):
        raise Hold("invalid", "check_only_again", "check_on")
    if subject.type == "trial":
        _trial_decision(change, subject)
    elif subject.type == "practice":
        if after["choice"] not in PRACTICE_CHOICES:
            raise Hold("invalid", "unknown_choice", "choice")
        _by_its_leader(change, after["choice"], "choice")


def _taking_back(change: Change, subject: Seen) -> None:
    earlier = _known(change.look, change.after["replaces"], "replaces").fields
    if earlier.get("subject") != subject.id:
        raise Hold("invalid", "not_same_subject", "replaces")
    if subject.type in ("trial", "practice"):
        _by_its_leader(change, earlier["choice"], "replaces")
    if subject.type == "practice" and earlier["choice"] == "retire":
        _only_practice(change.look, subject.fields["trial"], subject.id, "replaces")


def _by_its_leader(change: Change, choice: str, field: str) -> None:
    if choice in LEADERS_CHOICES and "leader" not in change.roles:
        raise Hold("forbidden", "leader_decides", field)


def _trial_decision(change: Change, subject: Seen) -> None:
    after, made = change.after, change.after["choice"]
    if made not in TRIAL_CHOICES:
        raise Hold("invalid", "unknown_choice", "choice")
    if made in LEARNED_NEEDED and not (after.get("learned") or "").strip():
        raise Hold("invalid", "learned_missing", "learned")
    _by_its_leader(change, made, "choice")
    # What this one replaces no longer counts, so that an extension to a wrong day can be mended to an earlier one.
    earlier = rules.standing([*facts(change.look.pointing("decision", "subject", subject.id)), after])[:-1]
    ends_on = rules.effective_end(subject.fields, earlier)
    if made == "extend":
        # It would let the trial run again, and take back what only a leader takes back.
        _by_its_leader(change, rules.standing_choice(earlier) or "", "choice")
        _extension(after, subject.fields, earlier, ends_on)
    if made == "cancel" and ends_on and after["decided_on"] > ends_on:
        raise Hold("invalid", "cancel_too_late", "choice")


def _extension(after: dict[str, Any], fields: dict[str, Any], earlier: list[dict[str, Any]], ends_on: str | None) -> None:
    if not after.get("ends_on"):
        raise Hold("invalid", "extend_needs_end", "ends_on")
    if not fields.get("starts_on") or not ends_on:
        raise Hold("invalid", "extend_never_started", "ends_on")
    # In place of a decision that was a mistake, it may go on to the day that it had.
    if after["ends_on"] < ends_on or (after["ends_on"] == ends_on and not after.get("replaces")):
        raise Hold("invalid", "extend_not_later", "ends_on")
    days = rules.period_days(fields, [*earlier, after])
    if days is not None and days > LONGEST_TRIAL:
        raise Hold("invalid", "period_too_long", "ends_on")


def practice(change: Change) -> None:
    """Needs the leader's decision to adopt its trial, received before it, and belongs to the unit that tried it: others take
    it up from there. A trial is one practice at a time."""
    if change.after.get("owner") and change.after.get("owner") == change.after.get("deputy"):
        raise Hold("invalid", "deputy_is_owner", "deputy")
    if change.before is None or "trial" in change.put:
        tried = _known(change.look, change.after["trial"], "trial")
        made = facts(change.look.pointing("decision", "subject", tried.id))
        if rules.standing_choice(made) != "adopt":
            # The leader may well have decided so, and somebody else otherwise: then there is something to settle first.
            is_adopted = any(one["choice"] == "adopt" for one in made)
            raise Hold("needs_adoption", "other_decision_stands" if is_adopted else "needs_adoption", "trial")
        if tried.unit != change.unit:
            raise Hold("invalid", "practice_elsewhere", "unit")
        _only_practice(change.look, tried.id, change.id, "trial")


def _only_practice(look: Look, trial_id: str, practice_id: str, field: str) -> None:
    """Two leaders without a network may both make a practice of a trial. What the second wrote is held, whole: two would
    ask everybody twice. A retired one is in nobody's way."""
    look.be_alone()
    for one in look.pointing("practice", "trial", trial_id):
        if one.id != practice_id and not rules.is_retired(decided_about(look, one)):
            raise Hold("already_practice", "already_practice", field)


def uptake(change: Change) -> None:
    """The practice is there to be taken up, also by a unit that has only heard of it; who stops says why, and not before
    they began."""
    after = change.after
    _known(change.look, after["practice"], "practice")
    if not after.get("until_on"):
        return
    if after["until_on"] < after["since_on"]:
        raise Hold("invalid", "until_before_since", "until_on")
    if not (after.get("until_reason") or "").strip():
        raise Hold("invalid", "until_needs_reason", "until_reason")


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


def conflict(change: Change) -> None:
    """Settled by whoever may edit the record that it is about; by anybody when that is gone."""
    about = change.look.get(change.after["record"])
    if about is not None and not about.deleted and not change.roles & change.look.editors(about.type):
        raise Hold("forbidden", "role_lacks")
