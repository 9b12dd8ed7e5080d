"""Nothing is ever lost: histories of several phones against the real server, and bugs planted to see them fail."""

from __future__ import annotations

import pytest

from tests.sim import planted, run

EACH = 25
SAMPLE = {"told-before-it-is-on-disk": 40, "results-crossed": 5, "version-stands-still": 5, "release-loses-the-author": 11}
"""Planted bugs, in the store, the engine and the server, and by which seed they are caught at the latest."""


@pytest.mark.parametrize("first", range(1, 151, EACH))
def test_histories_lose_nothing(first: int) -> None:
    """Whatever happens on the way: nothing saved is missing, nothing is twice, each phone holds what it may."""
    told = list(run.tell(first, first + EACH - 1))
    assert [one for one in told if "wrong" in one] == []
    assert len(told) == EACH
    assert sum(one["applied"] for one in told) > EACH


@pytest.mark.parametrize("name", SAMPLE)
def test_a_planted_bug_is_caught(name: str) -> None:
    """The histories would not notice much if they noticed nothing."""
    bug = next(one for one in planted.BUGS if one.name == name)
    assert planted.caught(bug, SAMPLE[name])


def test_a_history_is_told_the_same_again() -> None:
    """The seed alone decides."""
    assert list(run.tell(7, 9)) == list(run.tell(7, 9))


def test_every_planted_bug_can_still_be_planted() -> None:
    """The line that each one changes is there, once."""
    missing = [
        one.name for one in planted.BUGS if any((run.HOME / file).read_text().count(line) != 1 for file, line, _ in one.changes)
    ]
    assert missing == []
    assert len({one.name for one in planted.BUGS}) == len(planted.BUGS) >= 30
