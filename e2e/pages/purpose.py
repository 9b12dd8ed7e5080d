"""The purpose screens: a unit's page, and what is written from there."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import expect

from e2e.pages import Screen


class Written(Screen):
    """A screen of this part from which something is saved."""

    def fill(self, **values: str) -> None:
        """The fields by their names."""
        for name, value in values.items():
            self.page.locator(f"[name={name.rstrip('_')}]").fill(value)

    def save(self, button: str = "Gem") -> None:
        """Save; the phone says that it has it."""
        toast = self.page.get_by_text(re.compile("Gemt på telefonen kl."))
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(toast).to_be_visible()

    def look_again(self) -> Self:
        """Take the phone out of the pocket: the app tries at once, however long it had meant to wait."""
        self.page.reload()
        return self

    def decide(self, choice: str, reason: str) -> Self:
        """A decision and its reason, on a barrier’s page or a dilemma’s."""
        self.page.get_by_role("button", name=re.compile("^Skriv en (ny )?beslutning")).click()
        self.fill(choice=choice, reason=reason)
        self.save()
        expect(self.page.get_by_role("heading", name=choice)).to_be_visible()
        return self

    def unit_page(self) -> UnitPage:
        """Back, by the arrow."""
        self.page.get_by_role("link", name="Tilbage", exact=True).click()
        return UnitPage(self.page)


class UnitPage(Written):
    """What a unit exists for, and everything under it."""

    @classmethod
    def reach(cls, screen: Screen) -> UnitPage:
        """From the list of trials: the line about what they are to serve."""
        trials = screen.trials()
        trials.page.locator(".core-task a").click()
        return cls(trials.page)

    def is_there(self) -> UnitPage:
        """Its code has come, and it is drawn."""
        expect(self.page.get_by_role("heading", name="Retninger")).to_be_visible()
        return self

    def shows(self, unit: str) -> UnitPage:
        """It is the right one."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(unit)
        return self

    def write_core_task(self, core_task: str, purpose: str) -> UnitPage:
        """As its leader does."""
        self.page.get_by_role("link", name=re.compile("kerneopgave")).click()
        self.fill(core_task=core_task, purpose=purpose)
        self.save()
        return self

    def write_behaviour(self, who: str, does: str, when: str) -> BehaviourPage:
        """Three bits that read as one sentence."""
        self.page.get_by_role("link", name="Ny ønsket adfærd").click()
        self.fill(who=who, does=does, when=when)
        expect(self.page.locator(".purpose-sentence")).to_have_text(f"{who} {does} {when}.")
        self.save()
        return BehaviourPage(self.page)

    def write_dilemma(self, between: str, and_: str) -> DilemmaPage:
        """Two bits that read as one sentence."""
        self.page.get_by_role("link", name="Nyt dilemma").click()
        self.fill(between=between, and_=and_)
        self.save()
        return DilemmaPage(self.page)

    def open(self, name: str) -> Screen:
        """Something on the page, by a part of its words."""
        self.page.get_by_role("main").get_by_role("link", name=re.compile(name)).first.click()
        return Screen(self.page)

    def open_barrier(self, text: str) -> BarrierPage:
        """One of its barriers."""
        return BarrierPage(self.open(text).page)

    def open_dilemma(self, words: str) -> DilemmaPage:
        """One of its dilemmas."""
        return DilemmaPage(self.open(words).page)


class BehaviourPage(Written):
    """One wanted behaviour."""

    def write_barrier(self, text: str, kind: str) -> BarrierPage:
        """What stands in its way."""
        self.page.get_by_role("link", name="Ny barriere").click()
        self.fill(text=text)
        self.page.get_by_role("radio", name=re.compile(f"^{kind}")).check()
        self.save()
        return BarrierPage(self.page)


class BarrierPage(Written):
    """One barrier."""

    def shows(self, *told: str) -> BarrierPage:
        """All of this can be read."""
        for one in told:
            expect(self.page.get_by_role("main").get_by_text(one).first).to_be_visible()
        return self

    def lift_to(self, unit: str) -> BarrierPage:
        """To the unit that then owes an answer."""
        self.page.get_by_role("button", name=f"Løft den til {unit}").click()
        return self.shows(f"{unit} skylder et svar.")

    def answer(self, words: str) -> BarrierPage:
        """As a leader above does."""
        self.fill(answer=words)
        self.save("Gem svaret")
        return self.shows(words)


class DilemmaPage(Written):
    """One dilemma."""

    def add_step(self, text: str, due_on: str) -> DilemmaPage:
        """A step that carries it through."""
        self.page.get_by_role("button", name="Tilføj et skridt").click()
        self.fill(text=text, due_on=due_on)
        self.save("Gem skridtet")
        expect(self.page.get_by_role("checkbox", name=re.compile(text))).not_to_be_checked()
        return self

    def tick(self, step: str) -> DilemmaPage:
        """Done."""
        self.page.get_by_role("checkbox", name=re.compile(step)).check()
        return self

    def is_done(self, step: str) -> DilemmaPage:
        """It can be seen to be."""
        expect(self.page.get_by_role("checkbox", name=re.compile(step))).to_be_checked()
        return self
