"""What the server makes while syncing: conflicts to settle, and mutations kept for review."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from ..db import Model
from . import checks
from .base import ANYBODY, SERVER, Kind, RecordTable, define
from .fields import anything, day, label, reference, words


@define
class Conflict(RecordTable, Model):
    """The same field changed on two phones: both values, for people to choose from."""

    __tablename__ = "conflict"
    rules = Kind(create=SERVER, edit=ANYBODY, check=checks.conflict)

    record_type: Mapped[Any] = label(40, required=True, writers="server")
    record: Mapped[Any] = reference(required=True, writers="server")
    field: Mapped[Any] = label(60, required=True, writers="server")
    kept: Mapped[Any] = anything()
    other: Mapped[Any] = anything()
    other_by: Mapped[Any] = reference(writers="server")
    resolved_on: Mapped[Any] = day()

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        return ("record",)


@define
class Held(RecordTable, Model):
    """A mutation that could not become a record, kept whole, with the reason and a way on."""

    __tablename__ = "held"
    rules = Kind(create=SERVER, edit=SERVER, audience="sender")

    mutation: Mapped[Any] = anything(required=True)
    reason: Mapped[Any] = label(40, required=True, writers="server")
    detail: Mapped[Any] = label(400, required=True, writers="server")
    sent_by: Mapped[Any] = reference(writers="server")
    resolved_on: Mapped[Any] = day(writers="server")
    answer: Mapped[Any] = words(280, writers="server")
