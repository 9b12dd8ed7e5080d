"""Browsers and a server for the stories."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import BrowserContext, Playwright, expect, sync_playwright

from e2e.server import Server, with_cast
from tests.support import browsers

LYING = 6
"""How a camera says that it was held upright: the points lie on their side."""
PHONE = {"width": 390, "height": 844}
# Two browsers and a server share two cores with other stories: what comes at once on a phone may take seconds here.
expect.set_options(timeout=15_000)


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

    def open(self, name: str, microphone: bool = False, **options: object) -> BrowserContext:
        """A phone's browser; the same name is the same profile. `microphone`: one that hums, and that the app may use."""
        profile = str(self.folder / name)
        flags = [*browsers.CHROMIUM_FLAGS, *(browsers.HUMMING_CHROMIUM if microphone else [])]
        common = {"viewport": PHONE, "locale": "da-DK", "timezone_id": "Europe/Copenhagen", **options}
        if self.engine == "firefox":
            context = self.playwright.firefox.launch_persistent_context(
                profile,
                channel="moz-firefox",
                executable_path=browsers.firefox(),
                **common,
                firefox_user_prefs=browsers.HUMMING_FIREFOX if microphone else {},
            )  # type: ignore[arg-type]
        else:
            context = self.playwright.chromium.launch_persistent_context(
                profile, executable_path=browsers.chromium(), args=flags, **common
            )  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.open_ones.append(context)
        return context

    def show(self) -> None:
        """Print what every phone shows: the first thing to know about a story that failed."""
        for context in self.open_ones:
            for page in context.pages:
                print(page.url, page.locator("body").aria_snapshot(), sep="\n")

    def close(self, context: BrowserContext) -> None:
        """Close one: the process ends."""
        self.open_ones.remove(context)
        context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a story failed, so that its phones can be shown before they are closed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


ENGINES = ["chromium", *(["firefox"] if browsers.firefox() else [])]


def _phones(request: pytest.FixtureRequest, playwright: Playwright, engine: str, folder: Path) -> Iterator[Phones]:
    found = Phones(playwright, engine, folder)
    yield found
    if request.node.stash.get(FAILED, False):
        found.show()
    for context in list(found.open_ones):
        found.close(context)


@pytest.fixture(params=ENGINES)
def phones(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Phones]:
    """Phones in Chromium, and in Firefox where it is present."""
    yield from _phones(request, playwright, request.param, tmp_path / "profiles")


@pytest.fixture
def phones_chromium(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Phones]:
    """Phones in Chromium alone: for what is the same in every browser."""
    yield from _phones(request, playwright, "chromium", tmp_path / "profiles")


@pytest.fixture(scope="session")
def cast(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with the cast, made once by the command line; and the ids by name."""
    folder = tmp_path_factory.mktemp("cast") / "data"
    return folder, with_cast(folder)


@pytest.fixture
def installation(tmp_path: Path, cast: tuple[Path, dict[str, str]]) -> Iterator[tuple[Server, dict[str, str]]]:
    """A served installation with the cast, of this story's own."""
    folder, ids = cast
    shutil.copytree(folder, tmp_path / "data")
    server = Server(tmp_path / "data")
    server.start()
    yield server, ids
    server.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """What a phone's camera gives: large, lying on its side, and telling where it was taken."""
    picture = Image.effect_noise((3000, 2000), 15).convert("RGB")
    picture.paste((200, 30, 30), (0, 0, 3000, 1000))  # the upper half of the points: the right half of what is seen
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = LYING
    exif[ExifTags.Base.Make] = "Kamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 40.0, 0.0)
    path = tmp_path / "IMG_0001.jpg"
    picture.save(path, exif=exif, quality=90)
    assert len(Image.open(path).getexif()) > 1
    return path
