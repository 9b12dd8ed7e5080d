"""The day where the tests play: that of the organisation, not of the machine, which differ around midnight."""

from __future__ import annotations

from datetime import date

from proev import clock

from .town import ZONE


def this_day() -> date:
    """The organisation's day."""
    return clock.today_in(clock.now(), ZONE)
