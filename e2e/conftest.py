"""Browsers and a server for the stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from e2e.server import Server, with_cast
from tests.support import browsers

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once."""
    with sync_playwright() as found:
        yield found


class Phones:
    """Opens browsers whose profile lies on the disk, so that closing one and opening it again is a real restart."""

    def __init__(self, playwright: Playwright, engine: str, folder: Path) -> None:
        self.playwright, self.engine, self.folder = playwright, engine, folder
        self.open_ones: list[BrowserContext] = []

    def open(self, name: str, **options: object) -> BrowserContext:
        """A phone's browser; the same name is the same profile."""
        profile = str(self.folder / name)
        common = {"viewport": PHONE, "locale": "da-DK", "timezone_id": "Europe/Copenhagen", **options}
        if self.engine == "firefox":
            context = self.playwright.firefox.launch_persistent_context(
                profile, channel="moz-firefox", executable_path=browsers.firefox(), **common
            )  # type: ignore[arg-type]
        else:
            context = self.playwright.chromium.launch_persistent_context(
                profile, executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS, **common
            )  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.open_ones.append(context)
        return context

    def close(self, context: BrowserContext) -> None:
        """Close one: the process ends."""
        self.open_ones.remove(context)
        context.close()


ENGINES = ["chromium", *(["firefox"] if browsers.firefox() else [])]


@pytest.fixture(params=ENGINES)
def phones(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Phones]:
    """Phones in Chromium, and in Firefox where it is present."""
    found = Phones(playwright, request.param, tmp_path / "profiles")
    yield found
    for context in list(found.open_ones):
        found.close(context)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    """A served installation with its cast."""
    server, ids = with_cast(tmp_path / "data")
    server.start()
    yield server, ids
    server.close()
