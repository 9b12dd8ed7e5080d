"""What every figure is asked with: the units it covers and the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHLY_FROM = 200
"""Days from which time is counted in months instead of weeks."""


@dataclass(frozen=True)
class Filter:
    """`units` are those covered (chosen ones with all below, within the reader's own); the period's days are both
    included, in the organisation's time zone."""

    organisation: str
    units: frozenset[str]
    first: date
    last: date
    zone: str

    @property
    def since(self) -> datetime:
        """The moment at which the first day begins."""
        return datetime.combine(self.first, time.min, ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The moment at which the last day is over."""
        return datetime.combine(self.last + timedelta(days=1), time.min, ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def step(self) -> str:
        """ "week" or "month": how time is cut."""
        return "month" if (self.last - self.first).days >= MONTHLY_FROM else "week"

    def bucket(self, day: date) -> date:
        """The first day of the step that a day lies in: a Monday, or the first of a month."""
        return day.replace(day=1) if self.step == "month" else day - timedelta(days=day.weekday())

    def buckets(self) -> list[date]:
        """The first days of all steps of the period, in order, also those in which nothing happened."""
        found, at = [], self.bucket(self.first)
        while at <= self.last:
            found.append(at)
            at = self.bucket(at + timedelta(days=31 if self.step == "month" else 7))
        return found
