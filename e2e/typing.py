"""How long a trial takes to write: `python -m e2e.typing`. Fills the trial card in the real app, and counts keys and taps.

The time is reckoned, not clocked: a phone is typed on at 36.2 words a minute on average, a word being five characters
(37,000 people: Palin et al. 2019, "How do people type on mobile devices?", MobileHCI); and a tap takes a second.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from e2e.conftest import PHONE
from e2e.pages import SignIn
from e2e.server import Server, with_cast
from tests.support import browsers

WORDS_A_MINUTE, CHARACTERS_A_WORD, SECONDS_A_TAP = 36.2, 5, 1
# The page itself counts what reaches it: keys that write something, and fingers that come down.
COUNT = """
window.counted = { keys: 0, taps: 0 }
addEventListener('keydown', (event) => { if (event.key.length === 1) counted.keys++ }, true)
addEventListener('pointerdown', () => counted.taps++, true)
"""
# step → field → what is written there
NEEDED: dict[str, dict[str, str]] = {
    "Hvad vil vi ændre?": {"change": "Vi ringer til borgeren, før vi kører, i stedet for at komme uanmeldt"},
    "Hvem gør hvad, hvornår?": {
        "who": "Kontaktpersonen",
        "does": "ringer og spørger, hvad der er vigtigst i dag",
        "when": "om morgenen, før ruten begynder",
    },
    "Hvor lidt kan vi nøjes med?": {"target_group": "Tre borgere i Nord, der har besøg hver dag"},
    "Hvad tror vi, der sker?": {"prediction": "Vi kører forgæves færre gange, og borgerne er klar, når vi kommer"},
    "Hvad vil vi lære?": {"learning_question": "Er et opkald nok til, at borgeren føler sig set?"},
}
REST: dict[str, dict[str, str]] = {
    "Hvad vil vi ændre?": {"citizen_value": "Ro og overblik over dagen"},
    "Hvor lidt kan vi nøjes med?": {
        "max_people": "3",
        "extent": "én gang om dagen",
        "place": "Rute 4",
        "stop_rule": "hvis nogen bliver utrygge",
    },
    "Skal vi måle noget?": {"measure_name": "Forgæves besøg", "measure_unit": "besøg", "baseline": "4; 3; 5; 4; 2"},
    "Hvem har bolden?": {"owner_role": "planlægger", "citizens_part": "De tre borgere vælger selv tidspunktet"},
}


@dataclass
class Count:
    """What it took."""

    keys: int
    taps: int

    def say(self, what: str) -> None:
        """One line: on a phone, by somebody who types as people do on average."""
        typing = self.keys / CHARACTERS_A_WORD / WORDS_A_MINUTE * 60
        whole = typing + self.taps * SECONDS_A_TAP
        print(f"{what}: {self.keys} characters, {self.taps} taps: {clock(whole)}, of which typing {clock(typing)}")


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return "{} min {} s".format(*divmod(round(seconds), 60))


def write(page: Page, name: str, words: str) -> None:
    """Tap a field and type, key by key."""
    field = page.locator(f"[name={name}]")
    field.tap()
    field.press_sequentially(words)
    expect(field).to_have_value(words)


def choose(page: Page, label: str, option: str) -> int:
    """From the phone's own list, which no test can tap: returns the taps that this takes besides those that are counted."""
    chooser = page.get_by_label(label, exact=True)
    chooser.select_option(label=option)
    return 2


def everything_else(page: Page, step: str) -> int:
    """What is not typed in a step, and the barrier; returns taps that the page has not seen."""
    if step == "Hvor lidt kan vi nøjes med?":
        page.get_by_role("checkbox", name="Vi har talt om, hvad der kan gå galt").tap()
    elif step == "Skal vi måle noget?":
        page.locator("label.option", has_text="Lavere").tap()
    elif step == "Hvem har bolden?":
        page.get_by_role("checkbox", name="Må andre enheder se, hvad vi lærer?").tap()
        return choose(page, "Ansvarlig", "Mette Holm") + choose(page, "Makker, der tager over", "Musa Holm")
    return 0


def barrier(page: Page) -> None:
    """One that nobody has written before."""
    page.locator("summary", has_text="Hvad står i vejen i dag?").tap()
    page.get_by_role("button", name="Skriv en ny barriere").tap()
    field = page.get_by_label("Hvad stod i vejen?")
    field.tap()
    field.press_sequentially("Vi ved ikke, om borgeren er hjemme")
    page.locator("label.option", has_text="Viden").tap()
    page.get_by_role("button", name="Tilføj barrieren").tap()


def fill(page: Page, is_whole: bool) -> Count:
    """From the start screen until the trial runs."""
    unseen = 0
    page.evaluate("counted.keys = counted.taps = 0")
    page.get_by_role("link", name=re.compile("^Ny prøvehandling")).tap()
    write(page, "title", "Ring, før du kører")
    steps = dict.fromkeys([*NEEDED, *REST]) if is_whole else NEEDED
    for step in steps:
        page.locator("summary", has_text=step).tap()
        fields = {**NEEDED.get(step, {}), **(REST.get(step, {}) if is_whole else {})}
        for name, words in fields.items():
            write(page, name, words)
        if step == "Hvor lidt kan vi nøjes med?":
            page.get_by_role("button", name="2 uger").tap()
        if is_whole:
            unseen += everything_else(page, step)
    if is_whole:
        barrier(page)
    page.get_by_role("button", name="Sæt i gang").tap()
    page.get_by_role("button", name="Ja, sæt i gang").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring, før du kører")
    expect(page.get_by_text("I gang", exact=True).first).to_be_visible()
    counted = page.evaluate("counted")
    return Count(counted["keys"], counted["taps"] + unseen)


def measure(browser: Browser, url: str) -> None:
    """Both, one after the other, on one phone."""
    context = browser.new_context(viewport=PHONE, locale="da-DK", timezone_id="Europe/Copenhagen", has_touch=True)  # type: ignore[arg-type]
    today = SignIn.open(context, url).sign_in("mette").is_shown()
    expect(today.sync_line).to_contain_text("Alt er sendt", timeout=60_000)
    today.page.evaluate(COUNT)
    fill(today.page, is_whole=False).say("What starting needs")
    fill(today.home().is_shown().page, is_whole=True).say("Every field")
    context.close()


def main() -> None:
    """An installation of its own, served, written in."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        folder = Path(data) / "data"
        with_cast(folder)
        server = Server(folder)
        server.start()
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        try:
            measure(browser, server.url)
        finally:
            browser.close()
            server.close()


if __name__ == "__main__":
    main()
