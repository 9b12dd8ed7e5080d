"""One class a screen; what a person does returns the screen that they see next."""

from __future__ import annotations

import re
from typing import Self

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.server import PASSWORD

EDIT = re.compile("^(Ret|Gør den klar)$")
"""The door from a trial's page to its card: an idea is made ready, anything later is edited."""


def let_go(page: Page) -> None:
    """Put away what says that something was saved: it cannot be taken back any more, and is sent."""
    page.keyboard.press("Escape")


def save(button: Locator) -> None:
    """Press what saves, and see the phone say that it has: until then nothing is promised."""
    page = button.page
    let_go(page)
    button.click()
    expect(page.locator(".saved-toast")).to_be_visible()


class Screen:
    """Any screen of the app."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def open(cls, context: BrowserContext, url: str) -> Self:
        """Open the app in a browser; this is the screen that it must come up with."""
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(url)
        return cls(page)

    @property
    def sync_line(self):  # type: ignore[no-untyped-def]
        """The line that says what has been sent."""
        return self.page.locator(".sync-line")

    def unsent(self, count: int) -> Self:
        """Exactly so many are on the phone and not sent; when all is to be, what can still be taken back is let go."""
        if not count:
            let_go(self.page)
        expect(self.page.locator("[data-unsent]")).to_have_attribute("data-unsent", str(count), timeout=30_000)
        return self

    def fetched(self) -> Self:
        """What the server had for this phone has come: a phone that has never synced has nothing unsent either."""
        let_go(self.page)
        expect(self.sync_line).to_contain_text("Alt er sendt", timeout=30_000)
        return self

    def untroubled(self) -> None:
        """Nothing has been held or is in conflict: what left the phone was stored."""
        expect(self.page.locator(".attention-link")).to_have_count(0)

    def home(self) -> Today:
        """By the bottom bar."""
        self.page.get_by_role("navigation").get_by_role("link", name="I dag").click()
        return Today(self.page)

    def trials(self) -> Trials:
        """By the bottom bar."""
        self.page.get_by_role("navigation").get_by_role("link", name="Prøvehandlinger").click()
        return Trials(self.page)


class SignIn(Screen):
    """The door."""

    def sign_in(self, name: str) -> Today:
        """With the right password."""
        self.page.get_by_label("E-mail").fill(f"{name}@lillevig.example")
        self.page.get_by_label("Adgangskode").fill(PASSWORD)
        self.page.get_by_role("button", name="Log ind").click()
        return Today(self.page)


class Today(Screen):
    """The start screen."""

    def is_shown(self) -> Today:
        """Signed in, with the three ways in."""
        expect(self.page.get_by_role("link", name=re.compile("^Notér"))).to_be_visible()
        return self

    def wait_until_ready_offline(self) -> Today:
        """The app itself says that it can do without a network, all of it."""
        self.page.get_by_role("link", name=re.compile("^Mig")).click()
        expect(self.page.locator("[data-ready=true][data-whole=true]")).to_have_text("✓ Klar til brug uden net", timeout=30_000)
        return self.home()

    def note_on(self, title: str) -> Note:
        """Two taps: Notér, and the trial's card."""
        self.page.get_by_role("link", name=re.compile("^Notér")).click()
        expect(self.page.get_by_role("heading", name="Hvilken prøvehandling?")).to_be_visible()
        card = self.page.get_by_role("link", name=re.compile(title))
        others = self.page.get_by_text("Andre prøvehandlinger")
        # The first records may still be on their way: what is there decides whether one has to unfold the rest.
        expect(card.or_(others).first).to_be_visible()
        if not card.is_visible():
            others.click()
        card.click()
        return Note(self.page)

    def voice(self) -> Voice:
        """One tap."""
        self.page.get_by_role("link", name=re.compile("^Borgerens ord")).click()
        return Voice(self.page)

    def new_trial(self) -> NewTrial:
        """One tap."""
        self.page.get_by_role("link", name=re.compile("^Ny prøvehandling")).click()
        return NewTrial(self.page)


class Note(Screen):
    """Noting on one trial."""

    def went(self, outcome: str, words: str = "") -> Today:
        """The outcome, the words, done."""
        self.page.get_by_role("radio", name=outcome, exact=True).check()
        if words:
            self.page.get_by_label("Med få ord").fill(words)
        self.page.get_by_role("button", name="Færdig").click()
        expect(self.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
        return Today(self.page)


class Voice(Screen):
    """The citizen's words."""

    def heard(self, mood: str, good: str) -> Voice:
        """A mood and something good."""
        self.page.get_by_role("radio", name=mood, exact=True).check()
        self.page.get_by_label("Det gode").fill(good)
        self.page.get_by_role("button", name="Gem", exact=True).click()
        expect(self.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
        return self


class NewTrial(Screen):
    """A new trial."""

    def titled(self, title: str) -> TrialPage:
        """A title is enough."""
        self.page.get_by_label("Hvad vil I prøve?").fill(title)
        self.page.get_by_role("button", name="Gem", exact=True).click()
        return TrialPage(self.page).shows(title)


class TrialPage(Screen):
    """One trial."""

    def shows(self, title: str) -> TrialPage:
        """It is the right one."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self

    def edit(self, card: str, label: str, value: str) -> TrialPage:
        """Open a step, fill one field, save."""
        self.page.get_by_role("link", name=EDIT).click()
        self.page.locator("summary", has_text=card).click()
        self.page.get_by_label(label, exact=True).fill(value)
        self.page.get_by_role("button", name=re.compile("^Gem( rettelser)?$")).click()
        expect(self.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
        return self


class Trials(Screen):
    """The list."""

    def open(self, title: str) -> TrialPage:
        """One of them."""
        self.page.get_by_role("link", name=re.compile(title)).click()
        return TrialPage(self.page).shows(title)


class Overview(Screen):
    """The leaders' page."""

    def observations(self, worked: int, partly: int, missed: int) -> Overview:
        """The table behind the chart adds up to this."""
        self.page.get_by_text("Vis som tabel").first.click()
        table = self.page.get_by_role("region", name="Tabel: Iagttagelser over tid")
        expect(table).to_be_visible()
        cells = [[int(cell) for cell in row.locator("td").all_inner_texts()] for row in table.locator("tbody tr").all()]
        assert [sum(column) for column in zip(*cells, strict=True)] == [worked, partly, missed]
        return self

    def is_drawn_to_size(self) -> None:
        """The bars are drawn for the width that they fill, so that their type is as large as the rest."""
        bars = self.page.locator("svg.bars").first
        drawn, seen = bars.evaluate("(one) => [one.viewBox.baseVal.width, one.getBoundingClientRect().width]")
        assert drawn == pytest.approx(seen, abs=1)
