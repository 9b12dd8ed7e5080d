"""Pictures and voice notes: on the note sheet, and on a trial's page."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.conftest import Phones
from e2e.pages import Note, SignIn, Today, let_go
from e2e.server import PASSWORD, Server, running_trial

Installation = tuple[Server, dict[str, str]]
TRIAL = "Opkald før besøg"

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
    expect(shown).to_have_count(count, timeout=40_000)  # another's is tried again every ten seconds
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


def with_trial(phones: Phones, installation: Installation, microphone: bool = False) -> Today:
    """Mette's start screen, ready to do without a network, with a running trial."""
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], TRIAL))
    today = SignIn.open(phones.open("mette", microphone=microphone), server.url).sign_in("mette").is_shown()
    expect(today.page.get_by_role("link", name=re.compile(TRIAL))).to_be_visible()
    return today.wait_until_ready_offline()


def arrived(today: Today) -> Today:
    """The server has everything: first the text, then, piece by piece, what goes with it."""
    let_go(today.page)
    expect(today.page.locator("[data-unsent]")).to_have_attribute("data-unsent", "0", timeout=90_000)
    return today


def cookie(server: Server, name: str) -> str:
    """Somebody signed in, outside of the app."""
    body = json.dumps({"email": f"{name}@lillevig.example", "password": PASSWORD}).encode()
    headers = {"X-Proev": "1", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.url}/api/v1/session", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.headers["Set-Cookie"]).split(";")[0]
