"""Where people work and what they want to get better at: units, themes, behaviours, barriers, and who is where."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from ..db import Model
from . import cards, checks, leaving
from .base import ADMIN, ANYBODY, LEADER, SERVER, Kind, RecordTable, define
from .fields import choice, day, flag, label, reference, words

BARRIER_KINDS = ("culture", "economy", "silo", "time", "skills", "knowledge", "professional_boundary", "other")


@define
class Unit(RecordTable, Model):
    """A place in the organisation's tree; it belongs to itself. Says what it exists for."""

    __tablename__ = "unit"
    rules = Kind(
        create=ADMIN,
        edit=("admin", "leader"),
        unit_from="self",
        unit_forced=True,
        audience="below",
        shapes_scope=True,
        check=checks.unit,
        follow=leaving.unit,
    )

    name: Mapped[Any] = words(80, required=True, writers="admin")
    parent: Mapped[Any] = reference("unit", writers="admin")
    kind: Mapped[Any] = choice("organisation", "department", "unit", "team", required=True, writers="admin")
    core_task: Mapped[Any] = words(200)
    purpose: Mapped[Any] = words(400)
    active: Mapped[Any] = flag(writers="admin")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("parent",)


@define
class Theme(RecordTable, Model):
    """A direction, not a target: no number is attached."""

    __tablename__ = "theme"
    rules = Kind(create=LEADER, edit=LEADER, audience="below", check=checks.theme)

    title: Mapped[Any] = words(80, required=True)
    direction: Mapped[Any] = words(280)
    from_: Mapped[Any] = day(name="from")
    until: Mapped[Any] = day()


@define
class Behaviour(RecordTable, Model):
    """Wanted behaviour, concretely: who does what, and when."""

    __tablename__ = "behaviour"
    rules = Kind(create=ANYBODY, edit=ANYBODY)

    who: Mapped[Any] = words(120, required=True)
    does: Mapped[Any] = words(120, required=True)
    when: Mapped[Any] = words(120, required=True)
    why: Mapped[Any] = words(280)
    theme: Mapped[Any] = reference("theme")
    active: Mapped[Any] = flag()

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("theme",)


@define
class Barrier(RecordTable, Model):
    """What hinders a wanted behaviour; can be raised to a unit above, which then owes an answer."""

    __tablename__ = "barrier"
    rules = Kind(create=ANYBODY, edit=ANYBODY, check=checks.barrier, follow=cards.barrier, searched=("text",))

    kind: Mapped[Any] = choice(*BARRIER_KINDS, required=True)
    text: Mapped[Any] = words(280, required=True)
    behaviour: Mapped[Any] = reference("behaviour")
    raised_to: Mapped[Any] = reference("unit")
    raised_on: Mapped[Any] = day()
    answer: Mapped[Any] = words(280, writers="leader")
    answered_on: Mapped[Any] = day(writers="leader")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("behaviour", "raised_to")


@define
class Person(RecordTable, Model):
    """A colleague, by name only, so that an owner or deputy can be chosen offline. Made from the accounts."""

    __tablename__ = "person"
    rules = Kind(create=SERVER, edit=SERVER, audience="listed", listed_by=("membership", "person"), follow=leaving.person)

    name: Mapped[Any] = label(120, required=True, writers="server")
    active: Mapped[Any] = flag(writers="server")


@define
class Membership(RecordTable, Model):
    """Somebody's role in a unit and all below it. Made from the accounts."""

    __tablename__ = "membership"
    rules = Kind(create=SERVER, edit=SERVER, shapes_scope=True, follow=leaving.membership)

    person: Mapped[Any] = reference("person", required=True, writers="server")
    role: Mapped[Any] = choice("staff", "leader", "admin", required=True, writers="server")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("person",)


__all__ = ["BARRIER_KINDS", "Barrier", "Behaviour", "Membership", "Person", "Theme", "Unit", "label"]
