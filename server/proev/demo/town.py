"""Writing the municipality's past: each day's mutations go through the same push as a phone's, at that day's time."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from ..accounts import leaving
from ..clock import today_in
from ..ids import new_id
from ..sync.push import push

DEVICE = "00000000-0000-7000-8000-00000000de30"


class DemoBroken(Exception):
    """The demo's words broke a rule: a mistake in the demo, never the user's."""


@dataclass
class Town:
    """Collects what happens, by the day, and writes it in the order of the days."""

    session: Session
    organisation: str
    zone: str
    now: datetime
    chance: random.Random
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    leaders: dict[str, str] = field(default_factory=dict)
    leavers: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """Those that somebody has: no two people are called the same."""
    days: dict[date, list[tuple[str, int, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    farewells: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def today(self) -> date:
        """The day on which the story ends."""
        return today_in(self.now, self.zone)

    def moment(self, on: date, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of that day in the organisation's time zone."""
        return datetime.combine(on, time(hour, minute), ZoneInfo(self.zone))

    def fresh_id(self, on: date) -> str:
        """An id that the seed decides."""
        return new_id(int(self.moment(on).timestamp() * 1000), self.chance.getrandbits(74))

    def on(self, day: date, author: str, type_name: str, order: int = 5, **fields: Any) -> str:
        """Let somebody write a record on a day; `order` sorts within it. Returns its id."""
        record = self.fresh_id(day)
        moment = self.moment(day, 7 + self.chance.randrange(9), self.chance.randrange(60))
        kept = {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [])}
        mutation = {"id": record, "type": type_name, "op": "put", "at": moment.isoformat(), "fields": kept}
        self.days[day].append((author, order, mutation))
        return record

    def farewell(self, day: date, somebody: str) -> None:
        """Let somebody leave the municipality at the end of a day."""
        self.farewells[day].append(somebody)

    def member(self, unit: str) -> str:
        """Somebody who works in the unit or, where nobody does, above it."""
        return self.chance.choice(self.people[unit])

    def write(self) -> None:
        """Write everything that has been collected, day by day."""
        for day in sorted({*self.days, *self.farewells}):
            if day > self.today:
                raise DemoBroken(f"something happens on {day}, after today")
            self._write_day(day)
            for somebody in self.farewells[day]:
                leaving.close(self.session, somebody, self._received(day), self.zone)

    def _write_day(self, day: date) -> None:
        seats: dict[str, int] = {}  # by first appearance: ids of people differ between two fillings, their order does not
        for by, _, _ in self.days.get(day, ()):
            seats.setdefault(by, len(seats))
        entries = sorted(self.days.get(day, ()), key=lambda one: (one[1], seats[one[0]]))
        batch: list[dict[str, Any]] = []
        author = ""
        for by, _, mutation in [*entries, ("", 9, {})]:
            if batch and by != author:
                self._push(day, author, batch)
                batch = []
            author = by
            batch.append(mutation)

    def _push(self, day: date, author: str, batch: list[dict[str, Any]]) -> None:
        received = self._received(day)
        done = push(self.session, self.organisation, author, DEVICE, batch, received, today_in(received, self.zone))
        for mutation, result in zip(batch, done.results, strict=True):
            if '"applied"' not in result[:24]:
                raise DemoBroken(f"{mutation['type']} of {day}: {result} {mutation['fields']}")

    def _received(self, day: date) -> datetime:
        """When the server heard of what happened that day."""
        return min(self.moment(day, 16).astimezone(UTC), self.now)


def weekday(day: date) -> date:
    """The day, or the Friday before when it lies in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
