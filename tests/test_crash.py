"""The server killed, or told that the disk is full or broken, in the middle of its work: a sample of all points."""

from __future__ import annotations

import pytest

from tests.sim import crash

EVERY = 97


@pytest.mark.parametrize("work", ["push", "upload", "restore", "migration"])
def test_nothing_is_half_done(work: str) -> None:
    """What was acknowledged is there, the rest is whole or not at all, and the work can be done again."""
    tried = list(crash.try_all((work,), EVERY))
    assert len(tried) >= 5
    assert [(point, wrong) for point, wrong in tried if wrong] == []


def test_acknowledging_too_early_is_caught() -> None:
    """The same points see the difference when the server says "applied" before its commit."""
    assert any(wrong for _, wrong in crash.try_all(("control",), EVERY))
