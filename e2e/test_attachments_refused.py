"""Pictures and voice notes that do not go in by themselves: refused, not to be taken along, or part of what is held."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.pages.attached import DRAWN, TRIAL, AttachingNote, Installation, arrived, cookie, pictures, with_trial
from e2e.server import Server
from e2e.test_access import check


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


def bring(today: Today, file: Path) -> Locator:
    """On Mig; returns what is said about it."""
    today.page.get_by_role("link", name=re.compile("^Mig")).click()
    today.page.get_by_label("Indlæs en fil med noter").set_input_files(file)
    return today.page.get_by_role("main").get_by_role("status")


def test_picture_of_somebody_who_has_left_is_brought_in_by_the_leader(
    phones_chromium: Phones, installation: Installation, photo: Path, tmp_path: Path
) -> None:
    server, ids = installation
    today = with_trial(phones_chromium, installation)
    server.stop()
    page = AttachingNote.on(today, TRIAL).picture(photo).done().page
    page.get_by_role("link", name=re.compile("^Mig")).click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Gem alt, jeg har skrevet, som fil").click()
    file = tmp_path / "proev.json"
    saving.value.save_as(file)
    phones_chromium.close(page.context)
    server.command("user", "deactivate", ids["mette"])
    server.start()

    musa = SignIn.open(phones_chromium.open("musa"), server.url).sign_in("musa").is_shown().wait_until_ready_offline()
    said = bring(musa, file)
    expect(said).to_contain_text("0 noter er gemt, 1 ligger til gennemsyn, 0 var her i forvejen.")
    expect(said).to_contain_text("1 billede eller lydnote tilhører en anden og kom ikke med.")
    check(musa.page, "what only a leader brings in")

    lone = SignIn.open(phones_chromium.open("lone"), server.url).sign_in("lone").is_shown().wait_until_ready_offline()
    said = bring(lone, file)
    expect(said).to_contain_text("0 noter er gemt, 0 ligger til gennemsyn, 1 var her i forvejen.")
    expect(said).to_contain_text("1 billede eller lydnote er lagt på telefonen og bliver sendt.")
    arrived(lone.home())
    expect(bring(lone, file)).to_have_text("0 noter er gemt, 0 ligger til gennemsyn, 1 var her i forvejen.")
    lone = arrived(lone.home())
    lone.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = lone.page.locator(".attention-card")
    expect(card.locator(".thumb img")).to_be_visible()
    card.get_by_role("button", name="Lad det komme med").click()
    expect(lone.page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    musa.page.reload()  # and so asks the server at once
    pictures(musa.trials().open(TRIAL).page, 1)
    musa.untroubled()
