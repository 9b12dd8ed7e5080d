"""The application on a fresh database, once for SQLite and once for PostgreSQL."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from proev import config, create_app, migrate
from proev.accounts import sign_ins

from tests.support import postgres
from tests.support.municipality import filled
from tests.support.town import Town


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> config.Settings:
    """Settings that point at an empty database with the newest schema."""
    environment = {"PROEV_DATA": str(tmp_path / "data")}
    if request.param == "postgresql":
        environment["PROEV_DATABASE_URL"] = postgres.new_database(request.getfixturevalue("postgres_server"))
    told = config.load(environment)
    migrate.upgrade(told.database_url)
    return told


@pytest.fixture
def app(settings: config.Settings) -> Flask:
    """The application."""
    return create_app(settings)


@pytest.fixture
def town(app: Flask) -> Town:
    """The application with the cast in it."""
    return Town(app)


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> None:
    """Argon2 with its cheapest setting: the same code, without half a second a user."""
    sign_ins.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the municipality, told once for all test processes: telling it takes a while."""
    base = tmp_path_factory.getbasetemp()  # of this process; only with several is the folder above it this run's alone
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "municipality"
    with open(f"{shared}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            filled({"PROEV_DATA": str(shared.with_suffix(".half"))})
            shared.with_suffix(".half").rename(shared)
    return shared
