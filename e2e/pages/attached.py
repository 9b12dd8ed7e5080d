"""Pictures and voice notes: on the note sheet, and on a trial's page."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.pages import Note, Today

DRAWN = "(image) => image.complete && image.naturalWidth > 0"


class AttachingNote(Note):
    """A note whose outcome is saved, with its two quiet buttons."""

    @classmethod
    def on(cls, today: Today, title: str, outcome: str = "Det virkede") -> AttachingNote:
        """Three taps."""
        page = today.note_on(title).page
        page.get_by_role("radio", name=outcome, exact=True).check()
        note = cls(page)
        expect(note.photo).to_be_attached()
        return note

    @property
    def photo(self) -> Locator:
        """The camera's input."""
        return self.page.get_by_label("Tag et billede")

    def picture(self, *files: Path) -> AttachingNote:
        """Take them; each is there when it is kept."""
        before = self.page.locator(".attach .thumb").count()
        self.photo.set_input_files(files)
        expect(self.page.locator(".attach .thumb")).to_have_count(before + len(files))
        return self

    def speak(self, seconds: int) -> AttachingNote:
        """Until it has been recording for so long."""
        self.page.get_by_role("button", name="Indtal en note").click()
        at_least = "|".join(str(second) for second in range(seconds, 10))
        expect(self.page.get_by_role("button", name=re.compile(rf"Stop · 0:0({at_least})"))).to_be_visible()
        return self

    def stop(self) -> AttachingNote:
        """And no longer."""
        self.page.get_by_role("button", name=re.compile("^Stop")).click()
        expect(self.page.get_by_role("button", name="Indtal en note")).to_be_visible()
        return self

    def done(self) -> Today:
        """Out of the sheet."""
        self.page.get_by_role("button", name="Færdig").click()
        expect(self.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
        return Today(self.page)


def pictures(page: Page, count: int) -> Locator:
    """So many pictures are shown on a trial's page, and drawn."""
    shown = page.locator(".story .thumb img")
    expect(shown).to_have_count(count)
    for image in shown.all():
        image.scroll_into_view_if_needed()
        handle = image.element_handle()
        assert handle
        page.wait_for_function(DRAWN, arg=handle)
    return shown


def heard(page: Page) -> float:
    """The voice note on a trial's page can be played: how many seconds of it were, played to its end."""
    player = page.locator(".story audio")
    expect(player).to_have_count(1)
    player.scroll_into_view_if_needed()
    return float(
        player.evaluate(
            """(audio) => new Promise((resolve, reject) => {
                 audio.muted = true
                 audio.playbackRate = 4
                 audio.onended = () => resolve(audio.currentTime)
                 audio.onerror = () => reject(new Error(audio.error.message))
                 audio.play().catch(reject)
               })"""
        )
    )
