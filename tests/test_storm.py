"""Phones that all come back at once: a real server serves them in turn, and loses nothing."""

from __future__ import annotations

from pathlib import Path

from tests.sim.storm import storm


def test_everything_arrives_once_when_all_phones_come_back_at_the_same_moment(tmp_path: Path) -> None:
    told = storm(phones=60, notes=40, seconds=0.5, seed=1, home=tmp_path)
    assert told.is_sound, str(told)
    assert len(told.phone_seconds) == 60
