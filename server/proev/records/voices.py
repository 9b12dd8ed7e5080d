"""The citizen's own words, and where they are heard."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from ..db import Model
from . import checks
from .base import ANYBODY, Kind, RecordTable, define
from .fields import choice, day, day_or_hour, flag, label, reference, whole, words

AUTHOR = "author"


@define
class Feedback(RecordTable, Model):
    """A citizen's words. Holds no name; a concern (`different`) is closed by a reply only."""

    __tablename__ = "feedback"
    rules = Kind(create=ANYBODY, edit=ANYBODY, bulky=True, check=checks.feedback)

    heard_on: Mapped[Any] = day_or_hour(required=True, writers=AUTHOR)
    channel: Mapped[Any] = choice("in_person", "phone", "letter", "kiosk", "qr", "other", required=True, writers=AUTHOR)
    mood: Mapped[Any] = whole(1, 4, writers=AUTHOR)
    good: Mapped[Any] = words(500, writers=AUTHOR)
    different: Mapped[Any] = words(500, writers=AUTHOR)
    tag: Mapped[Any] = words(40)
    language: Mapped[Any] = label(35, writers=AUTHOR)
    touchpoint: Mapped[Any] = reference("touchpoint")
    trial: Mapped[Any] = reference("trial")
    practice: Mapped[Any] = reference("practice")
    entered_by: Mapped[Any] = choice("staff", "citizen", required=True, writers=AUTHOR)
    reply: Mapped[Any] = words(280, writers="leader")
    replied_on: Mapped[Any] = day(writers="leader")

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("trial", "practice", "touchpoint")


@define
class Touchpoint(RecordTable, Model):
    """A place where citizens are asked, such as the QR code on a counter; its token can be withdrawn."""

    __tablename__ = "touchpoint"
    rules = Kind(create=("leader", "admin"), edit=("leader", "admin"))

    name: Mapped[Any] = words(80, required=True)
    place: Mapped[Any] = words(80)
    active: Mapped[Any] = flag()
    token: Mapped[Any] = label(64)
