"""The screens from trial to everyday practice: taking into use, the list, a practice, its check-in, the ways on."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.pages import Screen, SignIn, save
from e2e.server import Server


def signed_in(context: object, server: Server, name: str) -> Page:
    """Somebody's phone, signed in, with everything on it that it needs to do without a network."""
    today = SignIn.open(context, server.url).sign_in(name).is_shown()  # type: ignore[arg-type]
    today.page.goto(f"{server.url}/hvad-ligger-hvor")
    expect(today.page.locator("[data-whole=true]")).to_be_visible(timeout=30_000)
    return today.page


class Adopt(Screen):
    """Tag i brug, one question at a time."""

    @classmethod
    def of(cls, page: Page, server: Server, trial: str) -> Adopt:
        """By its address, as the review leads there."""
        page.goto(f"{server.url}/praksis/ny/{trial}")
        return cls(page)

    def asks(self, question: str) -> Adopt:
        """This is the question on the screen."""
        expect(self.page.get_by_role("heading", level=2)).to_have_text(question)
        return self

    def answer(self, **by_label: str) -> Adopt:
        """Fill fields; underscores stand for spaces."""
        for label, value in by_label.items():
            self.page.get_by_label(label.replace("_", " ")).fill(value)
        return self

    def choose(self, label: str, name: str) -> Adopt:
        """Pick somebody by name."""
        self.page.get_by_label(label, exact=True).select_option(label=name)
        return self

    def go_on(self) -> Adopt:
        """To the next question."""
        self.page.get_by_role("button", name="Videre").click()
        return self

    def take_into_use(self) -> Practice:
        """The last button."""
        self.page.get_by_role("button", name="Tag i brug").click()
        expect(self.page.get_by_text(re.compile("Taget i brug. Gemt på telefonen kl."))).to_be_visible()
        return Practice(self.page)


class Practices(Screen):
    """The list."""

    @classmethod
    def of(cls, page: Page) -> Practices:
        """From the list of trials beside it."""
        page.get_by_role("navigation").get_by_role("link", name="Prøvehandlinger").first.click()
        page.get_by_role("link", name="Ny praksis", exact=True).click()
        return cls(page)

    def shows(self, title: str, phase: str) -> Practices:
        """It stands under its phase."""
        section = self.page.locator("section").filter(has=self.page.get_by_role("heading", name=phase))
        expect(section.get_by_role("link", name=re.compile(title))).to_be_visible()
        return self

    def open(self, title: str) -> Practice:
        """One of them; beneath it may stand the trial that goes on from it."""
        self.page.locator("main").get_by_role("link", name=re.compile(title)).first.click()
        return Practice(self.page).is_titled(title)


class Practice(Screen):
    """One practice's page."""

    def is_titled(self, title: str) -> Practice:
        """It is the right one."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        expect(self.page.locator("#where")).to_be_visible()
        return self

    def is_phase(self, phase: str) -> Practice:
        """As a word, at the top."""
        expect(self.page.locator(".trial-head .phase")).to_have_text(phase)
        return self

    def says(self, *words: str) -> Practice:
        """All of this can be read."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)
        return self

    def check(self) -> Check:
        """Gør vi det stadig?"""
        self.page.locator(".act-row").get_by_role("link", name="Gør vi det stadig?").click()
        return Check(self.page)

    def way(self, name: str) -> Way:
        """One of the three ways on."""
        self.page.get_by_role("list", name="Tre veje videre").get_by_role("link", name=re.compile(name)).click()
        return Way(self.page)


class Check(Screen):
    """The one question."""

    def in_unit(self, name: str) -> Check:
        """Where it is asked about, with several units."""
        self.page.locator("main").get_by_role("link", name=re.compile(name)).click()
        return self

    def anew(self) -> Check:
        """Once more, after having answered today."""
        expect(self.page.get_by_role("heading", name=re.compile("^Du har svaret i dag: "))).to_be_visible()
        self.page.get_by_role("button", name="Svar på ny").click()
        return self

    def answer(self, answer: str, note: str = "") -> Thanks:
        """An answer, a line of words."""
        self.page.get_by_role("radio", name=answer, exact=True).check()
        if note:
            self.page.get_by_label("Med få ord").fill(note)
        self.page.get_by_role("button", name="Gem svaret").click()
        expect(self.page.get_by_role("heading", name="Tak for svaret")).to_be_focused()
        return Thanks(self.page)


class Thanks(Screen):
    """After an answer."""

    def practice(self) -> Practice:
        """Back to the practice."""
        self.page.get_by_role("link", name="Se praksissen").click()
        return Practice(self.page)

    def way(self, name: str) -> Way:
        """One of the three ways on."""
        return Practice(self.page).way(name)


class Way(Screen):
    """One of the three ways: a reason and a button."""

    def because(self, label: str, reason: str, act: str) -> Practice:
        """Write it and save."""
        self.page.get_by_label(label).fill(reason)
        save(self.page.get_by_role("button", name=act))
        return Practice(self.page)
