"""The board and what waits: a meeting stepped through by keys, a check-in answered, a citizen replied to."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from e2e.pages import Screen, Today
from tests.support.this_day import this_day


class Board(Screen):
    """A unit's meeting."""

    @classmethod
    def from_today(cls, today: Today) -> Board:
        """By the door on the start screen."""
        today.page.get_by_role("link", name=re.compile("^Tavle")).click()
        return cls(today.page).is_at(1)

    def is_at(self, place: int) -> Board:
        """The slide's place in the agenda."""
        expect(self.page.get_by_role("navigation").get_by_text(re.compile(rf"^{place} af \d+$"))).to_be_visible()
        return self

    def shows(self, heading: str) -> Board:
        """The slide has this heading."""
        expect(self.page.get_by_role("heading", level=2, name=heading)).to_be_visible()
        return self

    def forward(self) -> Board:
        """By the arrow key."""
        self.page.keyboard.press("ArrowRight")
        return self

    def back(self) -> Board:
        """By the arrow key."""
        self.page.keyboard.press("ArrowLeft")
        return self

    def answer(self, word: str) -> Board:
        """One of the three big buttons; saved at once."""
        self.page.get_by_role("button", name=word, exact=True).click()
        expect(self.page.get_by_text(f"✓ I svarede: {word}")).to_be_visible()
        return self

    def undo(self) -> Board:
        """Within ten seconds."""
        self.page.get_by_role("button", name="Fortryd").click()
        expect(self.page.get_by_role("button", name="Ja", exact=True)).to_be_visible()
        return self

    def reply(self, words: str) -> Board:
        """To the first citizen who waits for one; comes back to where the meeting was."""
        self.page.get_by_role("link", name="Svar", exact=True).first.click()
        self.page.get_by_label("Det gjorde vi").fill(words)
        self.page.get_by_role("button", name="Gem svaret").click()
        return self

    def decide(self, choice: str, why: str) -> Board:
        """By the review of the trial on the slide; extended by three weeks."""
        page = self.page
        page.get_by_role("link", name="Saml op og beslut").click()
        page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
        page.get_by_label("Ny sidste dag").fill(str(this_day() + timedelta(days=21)))
        page.get_by_label("Hvorfor?").fill(why)
        page.get_by_role("button", name=choice, exact=True).click()
        return self

    def ends(self) -> Board:
        """On the last slide."""
        self.page.get_by_role("button", name="Dagsorden").click()
        self.page.get_by_role("button", name="Det blev vi enige om").click()
        self.page.get_by_role("button", name="Slut mødet").click()
        return self

    def agreed(self, words: str) -> Board:
        """It stands on the last slide."""
        expect(self.page.locator(".agreed li").filter(has_text=words)).to_have_count(1)
        return self
