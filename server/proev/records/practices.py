"""From trial to everyday work: decisions, practices, where they are taken up, and whether they are still done."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from ..db import Model
from . import checks, leaving, standing_of
from .base import ANYBODY, LEADER, SERVER, Kind, RecordTable, define
from .fields import anything, choice, day, reference, whole, words


@define
class Decision(RecordTable, Model):
    """What was decided about a trial, barrier, dilemma or practice, and why. Never changed, only replaced."""

    __tablename__ = "decision"
    rules = Kind(
        create=ANYBODY,
        edit=SERVER,
        append_only=True,
        unit_from="subject",
        unit_forced=True,
        check=checks.decision,
        follow=leaving.decision,
        searched=("learned",),
    )

    subject_type: Mapped[Any] = choice("trial", "barrier", "dilemma", "practice", required=True)
    subject: Mapped[Any] = reference("trial", "barrier", "dilemma", "practice", required=True)
    choice_: Mapped[Any] = words(160, required=True, name="choice")
    reason: Mapped[Any] = words(280, required=True)
    learned: Mapped[Any] = words(500)
    as_planned: Mapped[Any] = choice("yes", "partly", "no")
    effect: Mapped[Any] = whole(1, 3)
    effort: Mapped[Any] = whole(1, 3)
    dilemma: Mapped[Any] = words(200)
    ends_on: Mapped[Any] = day()
    check_on: Mapped[Any] = day()
    decided_on: Mapped[Any] = day(required=True)
    took_part: Mapped[Any] = words(120)
    replaces: Mapped[Any] = reference("decision")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("subject", "replaces")


@define
class Practice(RecordTable, Model):
    """A trial that was taken into everyday use: which routine carries it, and what stops instead."""

    __tablename__ = "practice"
    rules = Kind(
        create=LEADER,
        edit=LEADER,
        audience="listed",
        listed_by=("uptake", "practice"),
        shapes_scope=True,
        check=checks.practice,
        follow=leaving.practice,
        searched=("title", "who", "does", "when", "routine", "stops"),
    )

    title: Mapped[Any] = words(80, required=True)
    trial: Mapped[Any] = reference("trial", required=True)
    who: Mapped[Any] = words(120, required=True)
    does: Mapped[Any] = words(120, required=True)
    when: Mapped[Any] = words(120, required=True)
    routine: Mapped[Any] = words(160, required=True)
    stops: Mapped[Any] = words(160, required=True)
    adopted_on: Mapped[Any] = day(required=True)
    owner: Mapped[Any] = reference("person")
    deputy: Mapped[Any] = reference("person")
    # Since when there has been none, where there was one (deputies.py).
    deputy_gone_on: Mapped[Any] = day(writers="server")
    # The owner, where they have left since it was over: it is another's when it lives again (leaving.py).
    owner_gone: Mapped[Any] = reference("person", writers="server")
    # For the units that took it up: the decision itself stays where the practice came from (standing_of.py).
    retired_on: Mapped[Any] = day(writers="server")
    retired_because: Mapped[Any] = words(280, writers="server")
    # Once retired: the practice that its unit made of a trial that goes on from it. Nothing is looked up by it, so that it
    # keeps nobody from deleting that one.
    succeeded_by: Mapped[Any] = reference(writers="server")
    # Per unit that does it, its own among them: [{unit, name, since_on, phase, checked_on}], for those who do not hold their
    # answers; and where one has stopped, with until_on and until_reason.
    spread: Mapped[Any] = anything()

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("trial",)


@define
class Uptake(RecordTable, Model):
    """Another unit takes a practice up: that is how it spreads. It may stop (`until_on`), and agree on when to look again."""

    __tablename__ = "uptake"
    rules = Kind(create=ANYBODY, edit=ANYBODY, shapes_scope=True, check=checks.uptake, follow=standing_of.of_practice)

    practice: Mapped[Any] = reference("practice", required=True)
    since_on: Mapped[Any] = day(required=True)
    until_on: Mapped[Any] = day()
    until_reason: Mapped[Any] = words(280)
    again_on: Mapped[Any] = day()
    again_how: Mapped[Any] = words(280)

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("practice",)


@define
class CheckIn(RecordTable, Model):
    """Do we still do it? Asked 30, 90 and 180 days after the start and then yearly, in every unit, not of the owner."""

    __tablename__ = "check_in"
    rules = Kind(create=ANYBODY, edit=SERVER, append_only=True, bulky=True, check=checks.check_in, follow=standing_of.of_practice)

    practice: Mapped[Any] = reference("practice", required=True)
    checked_on: Mapped[Any] = day(required=True)
    still_done: Mapped[Any] = choice("yes", "partly", "no", required=True)
    note: Mapped[Any] = words(280)

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("practice",)


@define
class Dilemma(RecordTable, Model):
    """Between what and what a choice has to be made, such as economy against the citizen's wish."""

    __tablename__ = "dilemma"
    rules = Kind(create=ANYBODY, edit=ANYBODY)

    between: Mapped[Any] = words(120, required=True)
    and_: Mapped[Any] = words(120, required=True, name="and")
    text: Mapped[Any] = words(280)
    theme: Mapped[Any] = reference("theme")


@define
class Step(RecordTable, Model):
    """A step in carrying a decision through."""

    __tablename__ = "step"
    rules = Kind(create=ANYBODY, edit=ANYBODY, unit_from="decision", check=checks.step)

    decision: Mapped[Any] = reference("decision", required=True)
    text: Mapped[Any] = words(160, required=True)
    due_on: Mapped[Any] = day(required=True)
    done_on: Mapped[Any] = day()
    role: Mapped[Any] = words(60)

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("decision",)
