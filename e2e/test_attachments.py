"""Pictures and voice notes: taken where there is no network, there after the page was lost, and seen by the others."""

from __future__ import annotations

import io
import re
import urllib.error
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.pages.attached import TRIAL, AttachingNote, Installation, arrived, cookie, heard, pictures, with_trial
from e2e.server import Server, running_trial
from e2e.test_access import check

PHOTO_HINT = "Tag billedet af tingen, ikke af mennesker"


def leader(phones: Phones, server: Server) -> Page:
    """Lone's own phone, at the trial's page."""
    lone = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown()
    return lone.trials().open(TRIAL).page


def stored(server: Server, reader: str, attachment: str) -> bytes:
    """A file as the server gives it to somebody."""
    url = f"{server.url}/api/v1/attachments/{attachment}"
    request = urllib.request.Request(url, headers={"Cookie": cookie(server, reader)})
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: bytes = answer.read()
        return found


def attached(server: Server) -> list[str]:
    """What the one note names, as a leader's new phone is told."""
    (note,) = server.records("lone", "observation")
    return list(note.get("attachments", []))


def test_picture_taken_without_a_network_reaches_the_leader(phones: Phones, installation: Installation, photo: Path) -> None:
    server, _ids = installation
    today = with_trial(phones, installation)
    server.stop()
    today.page.reload()
    note = AttachingNote.on(today.is_shown(), TRIAL)
    expect(note.page.get_by_text(PHOTO_HINT)).to_be_visible()
    note.picture(photo)
    note.page.get_by_label("Med få ord").fill("Sedlen på døren")
    note.page.get_by_role("checkbox", name="Noget stod i vejen").check()
    note.page.get_by_label("Hvad stod i vejen?").fill("Døren var låst")
    note.unsent(3)  # the note, what stood in the way, the picture: the last word is on the disk too
    phones.close(note.page.context)  # with the sheet open

    today = Today.open(phones.open("mette"), server.url).is_shown().unsent(3)
    page = today.trials().open(TRIAL).page
    pictures(page, 1)
    expect(page.locator("[data-attachment]")).to_contain_text("Venter på at blive sendt")

    server.start()
    arrived(today).untroubled()
    expect(page.locator("[data-attachment]")).not_to_contain_text("Venter på at blive sendt")
    (attachment,) = attached(server)
    kept = Image.open(io.BytesIO(stored(server, "lone", attachment)))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1365, 2048), {})
    right, left = kept.convert("RGB").getpixel((1200, 1000)), kept.convert("RGB").getpixel((100, 1000))
    assert isinstance(right, tuple) and isinstance(left, tuple)
    assert right[0] - right[1] > 100 > abs(left[0] - left[1])  # it stands as it was seen

    seen = leader(phones, server)
    pictures(seen, 1)
    thumb = seen.get_by_role("button", name=re.compile(r"^Vis stort: Billede til noten fra \d+\. \w+$"))
    thumb.focus()
    seen.keyboard.press("Enter")
    large = seen.get_by_role("dialog", name=re.compile("^Billede til noten fra"))
    expect(large).to_be_visible()
    seen.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(thumb).to_be_focused()


def test_voice_note_that_was_cut_off_by_a_closed_page_is_heard(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = with_trial(phones, installation, microphone=True)
    server.stop()
    today.page.reload()
    note = AttachingNote.on(today.is_shown(), TRIAL).speak(3)
    phones.close(note.page.context)  # in the middle of a word

    today = Today.open(phones.open("mette"), server.url).is_shown().unsent(2)
    page = today.trials().open(TRIAL).page
    assert heard(page) > 1.5
    server.start()
    arrived(today).untroubled()
    (attachment,) = attached(server)
    assert len(stored(server, "lone", attachment)) > 1_000
    assert heard(leader(phones, server)) > 1.5


def test_voice_note_is_stopped_and_ended_by_done(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = with_trial(phones, installation, microphone=True)
    note = AttachingNote.on(today, TRIAL).speak(1).stop()
    expect(note.page.locator(".attach audio")).to_have_count(1)
    arrived(note.speak(1).done())  # the second one is ended by the sheet
    assert len(attached(server)) == 2
    page = today.trials().open(TRIAL).page
    expect(page.locator(".story audio")).to_have_count(2)
    expect(page.get_by_label("Lydnote 2 til noten fra")).to_be_visible()


def test_what_is_removed_or_taken_back_never_travels(phones: Phones, installation: Installation, photo: Path) -> None:
    server, _ids = installation
    today = with_trial(phones, installation)
    note = AttachingNote.on(today, TRIAL).picture(photo, photo)
    note.page.get_by_role("button", name=re.compile("^Fjern: Billede 1 ")).click()
    expect(note.page.locator(".attach .thumb")).to_have_count(1)
    note.done()
    today.page.get_by_role("button", name="Fortryd").click()
    expect(today.page.get_by_text("Taget tilbage. Intet er gemt.")).to_be_visible()
    today.unsent(0)
    assert server.records("lone", "observation") == []

    AttachingNote.on(today.home(), TRIAL).picture(photo, photo).page.get_by_role("button", name="Fjern: Billede 2").click()
    expect(today.page.locator(".attach .thumb")).to_have_count(1)
    arrived(AttachingNote(today.page).done())
    assert len(attached(server)) == 1
    folder = Path(server.environment["PROEV_DATA"])
    assert len(list(folder.glob("attachments/**/*.jpg"))) <= 1


def test_correction_keeps_the_pictures(phones_chromium: Phones, installation: Installation, photo: Path) -> None:
    server, _ids = installation
    today = with_trial(phones_chromium, installation)
    arrived(AttachingNote.on(today, TRIAL).picture(photo).done())
    before = attached(server)
    page = today.trials().open(TRIAL).page
    page.get_by_role("link", name=re.compile("^Ret: Det virkede")).click()
    expect(page.locator(".thumb")).to_have_count(1)
    page.get_by_label("Med få ord").fill("Sedlen hang på døren")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Sedlen hang på døren")).to_be_visible()
    pictures(page, 1)
    today.unsent(0)
    corrected = [one for one in server.records("lone", "observation") if "replaces" in one]
    assert [one["attachments"] for one in corrected] == [before]


def test_picture_that_nobody_can_use_is_told_in_a_sentence(
    phones_chromium: Phones, installation: Installation, tmp_path: Path
) -> None:
    note = AttachingNote.on(with_trial(phones_chromium, installation), TRIAL)
    (tmp_path / "IMG_2.heic").write_bytes(b"not a picture")
    note.photo.set_input_files(tmp_path / "IMG_2.heic")
    expect(note.page.get_by_role("alert")).to_have_text("Filen er ikke et billede, som Prøv kan bruge. Tag et nyt.")
    note.page.get_by_role("button", name="Indtal en note").click()  # this browser has no microphone
    expect(note.page.get_by_role("alert")).to_contain_text("Prøv kan ikke komme til mikrofonen.")
    note.done().unsent(0)


def test_others_picture_without_a_network_says_so_and_comes_with_it(
    phones: Phones, installation: Installation, photo: Path
) -> None:
    server, _ids = installation
    today = with_trial(phones, installation)
    arrived(AttachingNote.on(today, TRIAL).picture(photo).done())
    lone = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown().wait_until_ready_offline()
    server.stop()
    page = lone.trials().open(TRIAL).page
    expect(page.locator("[data-attachment]")).to_contain_text("Kan ses, når der er net")
    server.start()
    pictures(page, 1)


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 320), ("dark", 1280)])
def test_pictures_and_sound_shut_nobody_out(
    phones_chromium: Phones, installation: Installation, photo: Path, scheme: str, width: int
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], TRIAL))
    context = phones_chromium.open(
        "mette", microphone=True, color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce"
    )
    today = SignIn.open(context, server.url).sign_in("mette").is_shown()
    note = AttachingNote.on(today, TRIAL)
    page = note.page
    page.set_viewport_size({"width": width, "height": 3000})  # nothing under the bar at the foot
    check(page, "the sheet with its two buttons")
    note.picture(photo, photo).speak(1)
    check(page, "while it is recorded")
    note.stop()
    expect(page.locator(".attach audio")).to_be_visible()
    check(page, "the sheet with pictures and sound")
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".thumb").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    check(page, "the large picture")
    page.get_by_role("button", name="Luk").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    note.done()
    page = today.trials().open(TRIAL).page
    pictures(page, 2)
    check(page, "the trial's page")


def test_correction_changes_the_day_the_barrier_and_what_is_shown(
    phones_chromium: Phones, installation: Installation, photo: Path
) -> None:
    server, ids = installation
    barrier = server.push("mette", "barrier", unit=ids["unit"], kind="time", text="Ruten er fuld")
    today = with_trial(phones_chromium, installation)
    page = today.page
    note = AttachingNote.on(today, TRIAL).picture(photo, photo)
    page.get_by_role("checkbox", name="Noget stod i vejen").check()
    page.get_by_role("radio", name="Ruten er fuld", exact=True).check()
    note.done()
    arrived(today)
    (before,) = server.records("lone", "observation")
    day = date.fromisoformat(before["seen_at"][:10])

    today.trials().open(TRIAL)
    page.get_by_role("link", name=re.compile("^Ret: Det virkede")).click()
    page.get_by_label("Hvilken dag?").fill(str(day + timedelta(days=1)))
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Vælg i dag eller en dag, der er gået.")).to_be_visible()
    check(page, "a correction of another day")
    page.get_by_label("Hvilken dag?").fill(str(day - timedelta(days=1)))
    page.get_by_role("checkbox", name="Noget stod i vejen").uncheck()
    page.get_by_role("button", name=re.compile("^Fjern: Billede 1 ")).click()
    expect(page.get_by_text("1 billede eller lydnote kommer ikke med i rettelsen.")).to_be_visible()
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
    pictures(page, 1)
    arrived(today).untroubled()
    (after,) = [one for one in server.records("lone", "observation") if "replaces" in one]
    assert after["attachments"] == before["attachments"][1:]
    assert "barrier" not in after
    assert before["barrier"] == barrier
    assert after["seen_at"] == before["seen_at"].replace(str(day), str(day - timedelta(days=1)))
