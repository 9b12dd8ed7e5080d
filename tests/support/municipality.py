"""The invented municipality for tests: told once for all test processes, because telling it takes a while."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from proev import config, create_app, migrate
from proev.demo import build

ZONE = "Europe/Copenhagen"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def filled(environment: dict[str, str], now: datetime = NOW, seed: int = 1) -> Flask:
    """An application whose database holds the municipality."""
    settings = config.load(environment)
    migrate.upgrade(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        build.fill(ZONE, seed, now, say=lambda _: None)
    return app
