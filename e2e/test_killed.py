"""A browser killed in the middle of saving: what was called saved is there when it starts again."""

from __future__ import annotations

from e2e.conftest import ENGINES
from tests.sim import kill


def test_what_was_called_saved_is_there_after_a_kill() -> None:
    kill.build()
    for engine in ENGINES:
        told = kill.kill(engine, times=3)
        assert told.kills == 3
        assert told.saved > 10
        assert told.missing == 0
