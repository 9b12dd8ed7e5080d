"""A small trial and what is seen while it runs."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from ..db import Model
from . import checks, kin, leaving
from .base import ANYBODY, SERVER, Kind, RecordTable, define
from .fields import (
    anything,
    choice,
    choices,
    day,
    decimal,
    decimals,
    files,
    flag,
    instant,
    label,
    reference,
    references,
    whole,
    words,
)
from .units import BARRIER_KINDS


@define
class Trial(RecordTable, Model):
    """A prøvehandling: one action to a limited extent, for a limited period, with a limited target group.

    A title is enough: it is then an idea. Its phase is derived from its fields, its decisions and the day.
    """

    __tablename__ = "trial"
    rules = Kind(
        create=ANYBODY,
        edit=ANYBODY,
        check=checks.trial,
        follow=leaving.trial,
        searched=("title", "change", "who", "does", "when", "prediction", "learning_question", "target_group", "place"),
    )

    title: Mapped[Any] = words(80, required=True)
    change: Mapped[Any] = words(280)
    behaviour: Mapped[Any] = reference("behaviour")
    who: Mapped[Any] = words(120)
    does: Mapped[Any] = words(120)
    when: Mapped[Any] = words(120)
    barriers: Mapped[Any] = references("barrier", most=10)
    theme: Mapped[Any] = reference("theme")
    citizen_value: Mapped[Any] = words(280)
    prediction: Mapped[Any] = words(200)
    learning_question: Mapped[Any] = words(160)
    target_group: Mapped[Any] = words(80)
    max_people: Mapped[Any] = whole(1, 10_000)
    place: Mapped[Any] = words(80)
    extent: Mapped[Any] = words(120)
    starts_on: Mapped[Any] = day()
    ends_on: Mapped[Any] = day()
    stop_rule: Mapped[Any] = words(160)
    prompted_by: Mapped[Any] = reference("feedback", "barrier", "dilemma")
    citizens_part: Mapped[Any] = words(160)
    together: Mapped[Any] = reference()
    risk_checked: Mapped[Any] = flag()
    measure_name: Mapped[Any] = words(60)
    measure_unit: Mapped[Any] = words(20)
    measure_better: Mapped[Any] = choice("up", "down", "none")
    baseline: Mapped[Any] = decimals(100)
    owner: Mapped[Any] = reference("person")
    owner_role: Mapped[Any] = words(60)
    deputy: Mapped[Any] = reference("person")
    # Since when there has been none, where there was one (deputies.py).
    deputy_gone_on: Mapped[Any] = day(writers="server")
    # The owner, where they have left since it was over: it is another's when it lives again (leaving.py).
    owner_gone: Mapped[Any] = reference("person", writers="server")
    parent_trial: Mapped[Any] = reference("trial")
    origin_trial: Mapped[Any] = reference("trial")
    shared: Mapped[Any] = flag()
    # The unit wishes to make it everyday practice, and asks its leader, who alone decides that.
    adopt_asked_on: Mapped[Any] = day()
    adopt_because: Mapped[Any] = words(280)
    adopt_learned: Mapped[Any] = words(500)
    adopt_as_planned: Mapped[Any] = choice("yes", "partly", "no")
    adopt_effect: Mapped[Any] = whole(1, 3)
    adopt_effort: Mapped[Any] = whole(1, 3)
    adopt_dilemma: Mapped[Any] = words(200)
    adopt_took_part: Mapped[Any] = words(120)
    # Why a unit that has taken up another's practice adjusts it; in its own unit a decision on the practice says so.
    adjust_because: Mapped[Any] = words(280)
    # For those who do not hold the trials in other units that it belongs with: {together, before, after}, see kin.py.
    kin: Mapped[Any] = anything()

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("together", "parent_trial", "origin_trial", "behaviour", "theme", "prompted_by")


@define
class Observation(RecordTable, Model):
    """What somebody saw. The outcome alone is enough; a correction is a new one that `replaces` it."""

    __tablename__ = "observation"
    rules = Kind(
        create=ANYBODY,
        edit=SERVER,
        append_only=True,
        unit_from="trial",
        unit_forced=True,
        bulky=True,
        check=checks.observation,
        follow=kin.observation,
    )

    trial: Mapped[Any] = reference("trial", required=True)
    seen_at: Mapped[Any] = instant(required=True)
    outcome: Mapped[Any] = choice("worked", "partly", "not", required=True)
    surprise: Mapped[Any] = flag()
    text: Mapped[Any] = words(500)
    value: Mapped[Any] = decimal(6, 4)
    barrier: Mapped[Any] = reference("barrier")
    attachments: Mapped[Any] = files(most=8)
    replaces: Mapped[Any] = reference("observation")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("trial", "barrier", "replaces")


@define
class LearningCard(RecordTable, Model):
    """What an ended trial taught, for the whole organisation; no author. Made from trials that are `shared`."""

    __tablename__ = "learning_card"
    rules = Kind(create=SERVER, edit=SERVER, audience="everyone", searched=("title", "change", "learned", "unit_name"))

    trial: Mapped[Any] = reference("trial", required=True, writers="server")
    unit_name: Mapped[Any] = label(80, writers="server")
    title: Mapped[Any] = label(80, writers="server")
    change: Mapped[Any] = label(280, writers="server")
    barrier_kinds: Mapped[Any] = choices(*BARRIER_KINDS, writers="server")
    choice_: Mapped[Any] = label(24, writers="server", name="choice")
    learned: Mapped[Any] = label(500, writers="server")
    ended_on: Mapped[Any] = day(writers="server")
    practice_phase: Mapped[Any] = label(24, writers="server")
    origin_trial: Mapped[Any] = reference("trial", writers="server")
    as_planned: Mapped[Any] = choice("yes", "partly", "no", writers="server")
    # No target: a card follows its practice, and keeps nobody from deleting it.
    practice: Mapped[Any] = reference(writers="server")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("trial",)
