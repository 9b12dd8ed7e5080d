"""The server's clock: the only one that counts. "Today" is the day in the organisation's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today_in(moment: datetime, zone: str) -> date:
    """The calendar day of a moment in a time zone such as Europe/Copenhagen."""
    return moment.astimezone(ZoneInfo(zone)).date()


def wire(moment: datetime) -> str:
    """A moment as the wire writes it: RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
