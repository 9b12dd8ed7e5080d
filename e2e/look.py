"""Takes the pictures in docs/screens: `python -m e2e.look [folder]`. Every main screen, on a phone and on a desk."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from e2e.server import Server
from tests.support import browsers

SIZES = {"390": (390, 844), "1280": (1280, 800)}
STAFF, LEADER = "medarbejder@lillevig.example", "direktoer@lillevig.example"
PASSWORD = "proev-demo-2026"


def sign_in(page: Page, url: str, email: str) -> None:
    """Sign in and wait until the phone holds what it may."""
    page.goto(url)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("link", name=re.compile("^Notér"))).to_be_visible()
    expect(page.locator(".sync-line")).to_contain_text("Alt er sendt", timeout=60_000)


def capture(page: Page) -> None:
    """Half-way through a note."""
    page.locator("main .cards a").first.click()
    page.get_by_role("radio", name="Det virkede", exact=True).check()
    page.get_by_label("Med få ord").fill("Han var klar i døren, da jeg kom. Vi nåede en kop kaffe.")


def voice(page: Page) -> None:
    """A citizen's words, filled in."""
    page.get_by_role("link", name=re.compile("^Borgerens ord")).click()
    page.get_by_role("radio", name="Godt", exact=True).check()
    page.get_by_label("Det gode").fill("At I ringer, før I kommer")


def new_trial(page: Page) -> None:
    """A new trial with its first steps open."""
    page.get_by_role("link", name=re.compile("^Ny prøvehandling")).click()
    page.get_by_label("Hvad vil I prøve?").fill("Ring, før du kører")


def trials(page: Page) -> None:
    """The list."""
    page.get_by_role("navigation").get_by_role("link", name="Prøvehandlinger").click()
    expect(page.locator(".rows li").first).to_be_visible()


def one_trial(page: Page) -> None:
    """A running trial's own page."""
    trials(page)
    page.locator(".rows li a").first.click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()


def charted(page: Page) -> None:
    """A trial with a run chart, down at the chart."""
    trials(page)
    page.get_by_role("link", name=re.compile("^Opkald før besøg")).first.click()
    page.locator(".run-chart").scroll_into_view_if_needed()


def review(page: Page) -> None:
    """Gathering up a trial that has ended."""
    page.get_by_role("link", name=re.compile("^Klar til opsamling")).first.click()
    expect(page.locator(".look-half").first).to_be_visible()


def practice(page: Page) -> None:
    """A practice with its questions and answers."""
    page.get_by_role("link", name=re.compile("^Ny praksis")).click()
    page.get_by_role("link", name=re.compile("Et kvarters varsel")).click()
    expect(page.locator("#where")).to_be_visible()


def purpose(page: Page) -> None:
    """What the unit is there for."""
    page.get_by_role("link", name="Kerneopgave").click()
    expect(page.get_by_role("heading", name="Retninger")).to_be_visible()


def board(page: Page) -> None:
    """The weekly meeting, at the first trial."""
    page.get_by_role("link", name=re.compile("^Tavle")).click()
    page.get_by_role("button", name=re.compile("^Begynd mødet")).click()


def place(name: str) -> Callable[[Page], None]:
    """A place of the bottom bar."""

    def go(page: Page) -> None:
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.wait_for_load_state("networkidle")

    return go


def me(page: Page) -> None:
    """Behind the initials."""
    page.get_by_role("link", name=re.compile("^Mig")).click()


def start(page: Page) -> None:
    """Where one lands."""


# name → who, what to do first, whether the README shows it
SCREENS: dict[str, tuple[str, Callable[[Page], None], bool]] = {
    "start": (STAFF, start, True),
    "list": (STAFF, trials, True),
    "dashboard": (LEADER, place("Overblik"), True),
    "chart": (STAFF, charted, True),
    "review": (STAFF, review, True),
    "practice": (STAFF, practice, True),
    "purpose": (STAFF, purpose, True),
    "board": (STAFF, board, True),
    "trial": (STAFF, one_trial, False),
    "learning": (STAFF, place("Læring"), False),
    "me": (STAFF, me, False),
    "voice": (STAFF, voice, False),
    "new-trial": (STAFF, new_trial, False),
    "capture": (STAFF, capture, True),
}


def take(browser: Browser, url: str, folder: Path, everything: bool, scheme: str = "light") -> None:
    """Take the pictures."""
    for size, (width, height) in SIZES.items():
        for email in (STAFF, LEADER):
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="da-DK", timezone_id="Europe/Copenhagen",
                reduced_motion="reduce", color_scheme="dark" if scheme == "dark" else "light",
            )  # fmt: skip
            page = context.new_page()
            sign_in(page, url, email)
            for name, (who, act, is_shown) in SCREENS.items():
                if who != email or not (is_shown or everything):
                    continue
                page.goto(url)
                expect(page.get_by_role("link", name=re.compile("^Notér"))).to_be_visible()
                act(page)
                page.screenshot(path=folder / f"{name}-{size}.png")
                if everything and name == "dashboard":
                    page.screenshot(path=folder / f"{name}-{size}-whole.png", full_page=True)
            context.close()


def main() -> None:
    """Demo data in a folder of its own, served, photographed."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data) / "data")
        server.command("demo")
        server.start()
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        take(browser, server.url, folder, everything="--all" in sys.argv, scheme="dark" if "--dark" in sys.argv else "light")
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
