"""How long a trial takes to write: `python -m e2e.typing`. Fills the trial card in the real app, and counts keys and taps.

What the card offers in one tap and says the same is tapped; everything else is typed in full. Every field is measured twice: in
a unit that has never tried anything, and in one that has tried something else before.

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
from e2e.server import Server, running_trial, with_cast
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
        "stop_rule": "nogen bliver utrygge",
    },
    "Skal vi måle noget?": {"measure_name": "Forgæves besøg", "measure_unit": "besøg", "baseline": "4; 3; 5; 4; 2"},
    "Hvem har bolden?": {"owner_role": "planlægger", "citizens_part": "De tre borgere vælger selv tidspunktet"},
}

# Field → what the card offers there that says the same; of the target group it is the beginning.
BEGINNINGS = {
    "who": "Kontaktpersonen",
    "target_group": "Tre borgere i Hjemmeplejen Nord",
    "max_people": "3",
    "extent": "én gang om dagen",
    "stop_rule": "nogen bliver utrygge",
    "citizen_value": "Ro og overblik",
    "citizens_part": "De vælger selv tidspunktet",
    "measure_name": "Forgæves besøg",
    "measure_unit": "besøg",
    "owner_role": "planlægger",
}
REST_OF = {"target_group": ", der har besøg hver dag"}
# What the unit wrote about its trial before this one, about something else with the same people on the same route.
BEFORE = {
    "who": "Kontaktpersonen",
    "when": "om morgenen, før ruten begynder",
    "target_group": "Tre borgere i Nord, der har besøg hver dag",
    "place": "Rute 4",
    "measure_name": "Forgæves besøg",
    "measure_unit": "besøg",
    "measure_better": "down",
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


def offered(page: Page, name: str, words: str) -> bool:
    """Tap what the card offers under a field; False when it does not offer that."""
    chip = page.locator(f".form-group:has([name={name}]) + .suggested").get_by_role("button", name=words, exact=True)
    if not chip.count():
        return False
    chip.tap()
    expect(page.locator(f"[name={name}]")).to_have_value(words)
    return True


def write(page: Page, name: str, words: str) -> None:
    """Take what is offered; else tap the field and type, key by key."""
    field = page.locator(f"[name={name}]")
    if field.input_value() == words or offered(page, name, words):
        return  # also where choosing a measure has brought its unit along
    beginning = BEGINNINGS.get(name)
    if beginning and offered(page, name, beginning):
        rest = REST_OF.get(name, "")
        if rest:
            box = field.bounding_box()
            assert box
            field.tap(position={"x": box["width"] - 20, "y": box["height"] / 2})  # behind the last word
            field.press_sequentially(rest)
            expect(field).to_have_value(beginning + rest)
        return
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
        lower = page.locator("label.option", has_text="Lavere")
        if not lower.get_by_role("radio").is_checked():  # it is, when the measure was used before
            lower.tap()
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


def measure(browser: Browser, what: str, is_whole: bool, has_tried: bool) -> None:
    """One trial, on a phone and in an installation of its own."""
    with tempfile.TemporaryDirectory() as data:
        folder = Path(data) / "data"
        ids = with_cast(folder)
        server = Server(folder)
        server.start()
        try:
            if has_tried:
                server.push("lone", "trial", **{**running_trial(ids["unit"], "Fast ankomsttid"), **BEFORE})
            write_one(browser, server.url, is_whole).say(what)
        finally:
            server.close()


def write_one(browser: Browser, url: str, is_whole: bool) -> Count:
    """On a phone that has just been signed in on."""
    context = browser.new_context(viewport=PHONE, locale="da-DK", timezone_id="Europe/Copenhagen", has_touch=True)  # type: ignore[arg-type]
    today = SignIn.open(context, url).sign_in("mette").is_shown()
    expect(today.sync_line).to_contain_text("Alt er sendt", timeout=60_000)
    today.page.evaluate(COUNT)
    counted = fill(today.page, is_whole)
    context.close()
    return counted


def main() -> None:
    """What starting needs, and every field."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        try:
            measure(browser, "What starting needs", is_whole=False, has_tried=False)
            measure(browser, "Every field, the unit's first trial", is_whole=True, has_tried=False)
            measure(browser, "Every field, the unit has tried something before", is_whole=True, has_tried=True)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
