"""Pictures and voice notes: taken where there is no network, there after the page was lost, and seen by the others."""

from __future__ import annotations

import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.pages.attached import DRAWN, AttachingNote, heard, pictures
from e2e.server import PASSWORD, Server, running_trial
from e2e.test_access import check

Installation = tuple[Server, dict[str, str]]
TRIAL = "Opkald før besøg"
PHOTO_HINT = "Tag billedet af tingen, ikke af mennesker"
LYING = 6
"""How a camera says that it was held upright: the points lie on their side."""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """What a phone's camera gives: large, lying on its side, and telling where it was taken."""
    picture = Image.effect_noise((3000, 2000), 15).convert("RGB")
    picture.paste((200, 30, 30), (0, 0, 3000, 1000))  # the upper half of the points: the right half of what is seen
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = LYING
    exif[ExifTags.Base.Make] = "Kamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 40.0, 0.0)
    path = tmp_path / "IMG_0001.jpg"
    picture.save(path, exif=exif, quality=90)
    assert len(Image.open(path).getexif()) > 1
    return path


def with_trial(phones: Phones, installation: Installation, microphone: bool = False) -> Today:
    """Mette's start screen, ready to do without a network, with a running trial."""
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], TRIAL))
    today = SignIn.open(phones.open("mette", microphone=microphone), server.url).sign_in("mette").is_shown()
    expect(today.page.get_by_role("link", name=re.compile(TRIAL))).to_be_visible()
    return today.wait_until_ready_offline()


def arrived(today: Today) -> Today:
    """The server has everything: first the text, then, piece by piece, what goes with it."""
    expect(today.page.locator("[data-unsent]")).to_have_attribute("data-unsent", "0", timeout=90_000)
    return today


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


def cookie(server: Server, name: str) -> str:
    """Somebody signed in, outside of the app."""
    body = json.dumps({"email": f"{name}@lillevig.example", "password": PASSWORD}).encode()
    headers = {"X-Proev": "1", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.url}/api/v1/session", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.headers["Set-Cookie"]).split(";")[0]


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


def test_refused_picture_needs_attention_and_can_be_saved_or_deleted(
    phones_chromium: Phones, installation: Installation, photo: Path, tmp_path: Path
) -> None:
    server, _ids = installation
    today = with_trial(phones_chromium, installation)
    server.stop()
    note = AttachingNote.on(today, TRIAL).picture(photo)
    attachment = note.page.locator("[data-attachment]").get_attribute("data-attachment")
    assert attachment
    note.done()
    phones_chromium.close(today.page.context)
    server.start()
    take_the_number(server, attachment)

    today = Today.open(phones_chromium.open("mette"), server.url).is_shown()
    today.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = today.page.locator(".attention-card")
    expect(card).to_contain_text(f"Billede: {TRIAL}")
    expect(card).to_contain_text("Det, der er skrevet i noten, er ikke berørt.")
    check(today.page, "a refused picture")
    with today.page.expect_download() as saving:
        card.get_by_role("button", name="Gem som fil").click()
    saving.value.save_as(tmp_path / "saved.jpeg")
    assert Image.open(tmp_path / "saved.jpeg").size == (1365, 2048)
    card.get_by_role("button", name="Slet").click()
    card.get_by_role("button", name="Ja, slet den").click()
    expect(today.page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    today.untroubled()


LOSE_BYTES = """async ([user, id]) => {
  const opening = indexedDB.open(`proev-${user}`)
  const opened = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result) })
  const transaction = opened.transaction('pieces', 'readwrite', { durability: 'strict' })
  transaction.objectStore('pieces').delete(IDBKeyRange.bound([id], [id, []]))
  await new Promise((resolve) => { transaction.oncomplete = resolve })
  opened.close()
}"""


def test_what_cannot_be_taken_along_in_the_file_is_told(phones_chromium: Phones, installation: Installation, photo: Path) -> None:
    server, ids = installation
    today = with_trial(phones_chromium, installation)
    server.stop()
    note = AttachingNote.on(today, TRIAL).picture(photo, photo)
    lost, kept = (one.get_attribute("data-attachment") for one in note.page.locator("[data-attachment]").all())
    page = note.done().page
    page.evaluate(LOSE_BYTES, [ids["mette"], lost])
    page.get_by_role("link", name=re.compile("^Mig")).click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Gem alt, jeg har skrevet, som fil").click()
    file = json.loads(saving.value.path().read_text())
    assert [one["id"] for one in file["attachments"]] == [kept]
    assert len(file["entries"]) == 1
    told = f"1 billede eller lydnote kunne ikke komme med i filen og ligger stadig på telefonen: Billede: {TRIAL}."
    expect(page.get_by_text(told)).to_be_visible()
    check(page, "what could not be taken along")


def take_the_number(server: Server, attachment: str) -> None:
    """Somebody else announces another file under the same number."""
    from base64 import b64encode

    from proev.ids import new_id

    told = {"id": attachment, "sha256": "0" * 64, "kind": "photo", "mime": "image/jpeg"}
    user = next(one["id"] for one in server.records("musa", "person") if str(one["name"]).startswith("Musa"))
    headers = {
        "Cookie": cookie(server, "musa"), "X-Proev": "1", "Tus-Resumable": "1.0.0", "Upload-Length": "10",
        "X-Proev-Device": new_id(), "X-Proev-Author": user,
        "Upload-Metadata": ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items()),
    }  # fmt: skip
    request = urllib.request.Request(f"{server.url}/api/v1/uploads", b"", headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 201


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


def test_leader_sees_the_picture_of_what_she_decides_about(phones: Phones, installation: Installation, photo: Path) -> None:
    server, ids = installation
    today = with_trial(phones, installation)
    server.stop()
    AttachingNote.on(today, TRIAL).picture(photo).done()
    phones.close(today.page.context)
    other = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["mette"], other, "--role", "staff")
    server.command("membership", "remove", ids["mette"], ids["unit"])
    server.start()
    today = arrived(Today.open(phones.open("mette"), server.url).is_shown())
    expect(today.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed"))).to_be_visible()

    lone = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown()
    lone.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = lone.page.locator(".attention-card")
    thumb = card.locator(".thumb img")
    expect(thumb).to_be_visible(timeout=40_000)
    lone.page.wait_for_function(DRAWN, arg=thumb.element_handle())
    check(lone.page, "Til gennemsyn, with a picture")
    card.get_by_role("button", name="Lad det komme med").click()
    expect(lone.page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    pictures(lone.trials().open(TRIAL).page, 1)
