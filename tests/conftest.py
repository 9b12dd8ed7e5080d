"""What all tests share: PostgreSQL is started once a test process, and every server test runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a throw-away PostgreSQL server."""
    with postgres.running() as url:
        yield url
