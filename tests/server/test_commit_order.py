"""16 writers and 10 followers on PostgreSQL: the cursor follows the order of the commits."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from proev import config, create_app, migrate

from tests.sim import commit_order
from tests.support import postgres


@pytest.fixture
def wide(postgres_server: str, tmp_path: Path) -> Flask:
    """The application with room for 26 connections at once."""
    url = postgres.new_database(postgres_server)
    settings = config.load({"PROEV_DATA": str(tmp_path / "data"), "PROEV_DATABASE_URL": url, "PROEV_THREADS": "26"})
    migrate.upgrade(settings.database_url)
    return create_app(settings)


def test_followers_miss_nothing(wide: Flask) -> None:
    """Every follower meets every row that was acknowledged."""
    told = commit_order.follow(wide, rows=3_200)
    assert told.rows == 3_200
    assert told.missed == [0] * 10


def test_the_control_misses_rows(wide: Flask) -> None:
    """Numbers taken before the commit do not do: the trial above is hard enough to tell."""
    assert any(commit_order.follow_a_sequence(wide, rows=3_200).missed)
