"""The screens of a trial's life: its card in full, starting, its page, gathering up, and what was learned."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from e2e.pages import Screen


class Card(Screen):
    """The trial card: new, or in editing."""

    def step(self, title: str, **values: str) -> Card:
        """Open a step and fill fields by their names."""
        step = self.page.locator("details.step").filter(has=self.page.locator("summary", has_text=title))
        if step.get_attribute("open") is None:
            step.locator("summary").click()
        for name, value in values.items():
            step.locator(f"[name={name}]").fill(value)
        return self

    def new_barrier(self, words: str, kind: str) -> Card:
        """Write one in place."""
        self.step("Hvad står i vejen i dag?")
        self.page.get_by_role("button", name="Skriv en ny barriere").click()
        self.page.get_by_label("Hvad stod i vejen?").fill(words)
        self.page.get_by_role("radio", name=kind, exact=True).check()
        self.page.get_by_role("button", name="Tilføj barrieren").click()
        expect(self.page.get_by_role("checkbox", name=re.compile(words))).to_be_checked()
        return self

    def people(self, owner: str, deputy: str) -> Card:
        """Who carries it, and who takes over."""
        self.step("Hvem har bolden?")
        self.page.get_by_label("Ansvarlig", exact=True).select_option(label=owner)
        self.page.get_by_label("Makker, der tager over").select_option(label=deputy)
        return self

    def start(self) -> Start:
        """Everything is in place."""
        self.page.get_by_role("button", name="Sæt i gang").click()
        return Start(self.page)

    def save(self) -> Life:
        """As it is."""
        self.page.get_by_role("button", name=re.compile("^Gem")).click()
        return Life(self.page)


class Start(Screen):
    """The one question before a trial is set in motion."""

    def says(self, sentence: str) -> Start:
        """What is about to be tried."""
        expect(self.page.get_by_role("heading", name="Hvad er den mindste prøve, der ville lære os noget?")).to_be_visible()
        expect(self.page.locator(".trial-sentence")).to_contain_text(sentence)
        return self

    def yes(self) -> Life:
        """Off it goes."""
        self.page.get_by_role("button", name="Ja, sæt i gang").click()
        return Life(self.page)


class Life(Screen):
    """A trial's own page."""

    def is_(self, phase: str) -> Life:
        """Its phase, in words."""
        expect(self.page.locator(".trial-head .phase")).to_have_text(phase)
        return self

    def says(self, words: str) -> Life:
        """Somewhere on the page."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def note(self, outcome: str, value: str) -> Life:
        """One observation with a value; back on this page."""
        here = self.page.url
        self.page.get_by_role("link", name="Notér", exact=True).click()
        self.page.get_by_role("radio", name=outcome, exact=True).check()
        self.page.locator("[name=value]").fill(value)
        self.page.get_by_role("button", name="Færdig").click()
        expect(self.page.get_by_text(re.compile("Gemt på telefonen kl.")).first).to_be_visible()
        expect(self.page).to_have_url(here)
        return self

    def correct_newest(self, value: str) -> Life:
        """One's own observation gets another value."""
        self.page.locator(".story-correct").first.click()
        self.page.locator("[name=value]").fill(value)
        self.page.get_by_role("button", name="Gem rettelsen").click()
        expect(self.page.get_by_role("heading", name="Det er sket")).to_be_visible()
        return self

    def gather_up(self) -> Review:
        """Before its time is up, or after."""
        self.page.get_by_role("link", name=re.compile("^Saml op")).first.click()
        return Review(self.page)

    def ramp(self, *titles: str) -> Life:
        """The chain that it stands in."""
        expect(self.page.locator(".ramp strong")).to_have_text(list(titles))
        return self

    def extend_to(self, day: date, why: str) -> Life:
        """A later last day."""
        self.page.get_by_role("link", name="Forlæng").click()
        self.page.get_by_label("Ny sidste dag").fill(str(day))
        self.page.get_by_label("Hvorfor?").fill(why)
        self.page.get_by_role("button", name="Forlæng").click()
        return self


class Review(Screen):
    """Looking back and deciding."""

    def looks_back(self, believed: str, happened: str) -> Review:
        """What was believed beside what happened."""
        expect(self.page.locator(".look-half").first).to_contain_text(believed)
        expect(self.page.locator(".look-half").last).to_contain_text(happened)
        return self

    def decide(self, choice: str, learned: str, why: str, button: str) -> None:
        """One of the five, with what it asks for."""
        self.page.get_by_role("radio", name="Delvist", exact=True).check()
        self.page.get_by_label("Hvad lærte I?").fill(learned)
        self.page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
        self.page.get_by_label("Hvorfor?").fill(why)
        self.page.get_by_role("button", name=button, exact=True).click()


class Learned(Screen):
    """After stopping."""

    def shows(self, learned: str) -> Learned:
        """Calm, with the card as others will see it."""
        expect(self.page.get_by_text("Tak. Nu ved I det.")).to_be_visible()
        expect(self.page.locator(".learned-card")).to_contain_text(learned)
        return self

    def share(self) -> Learned:
        """With everybody."""
        self.page.get_by_role("button", name="Del med de andre").click()
        expect(self.page.get_by_text("Delt. Andre enheder kan nu lære af det.")).to_be_visible()
        return self
