"""A phone without room: it is said in time, and what cannot be saved stays on the screen and can be taken along as a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import expect
from proev.ids import new_id

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server

# A disk cannot be filled for one browser alone, and Chromium's own way to shrink a quota does not reach IndexedDB: what the
# browser throws then is thrown for it, at the very call.
FULL = """() => {
  window.roomy = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError') }
}"""
ROOM = "() => { IDBObjectStore.prototype.add = window.roomy }"


def test_full_phone_loses_nothing_that_was_written(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    page = today.page
    page.evaluate(FULL)
    words = "Det, der ikke må blive væk. " * 15
    today.voice()
    page.get_by_label("Det gode").fill(words.strip())
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Telefonen kunne ikke gemme.")).to_be_visible()
    expect(page.get_by_label("Det gode")).to_have_value(words.strip())
    expect(page.get_by_role("button", name="Gem som fil")).to_be_visible()
    if phones.engine == "chromium":  # the driver of Firefox ESR reports no downloads
        with page.expect_download() as waited:
            page.get_by_role("button", name="Gem som fil").click()
        kept = json.loads(waited.value.path().read_text())
        assert kept["entries"][0]["fields"]["good"] == words.strip()

    page.evaluate(ROOM)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
    today.unsent(0)
    page.goto(f"{server.url}/hvad-ligger-hvor")
    expect(page.locator("[data-entry=applied]")).to_have_count(1)


def test_phone_that_is_nearly_full_says_so(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, _ids = installation
    phone = phones.open("mette")
    # Chromium tells every origin of a quota that looks endless, whatever it grants: what it would say is said for it.
    phone.add_init_script("navigator.storage.estimate = async () => ({usage: 81, quota: 100})")
    today = SignIn.open(phone, server.url).sign_in("mette").is_shown()
    expect(today.page.get_by_text("Telefonen er næsten fuld.")).to_be_visible()


def test_file_from_a_phone_is_brought_in_once(
    phones: Phones, installation: tuple[Server, dict[str, str]], tmp_path: Path
) -> None:
    server, ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    entry = {
        "n": 1, "id": new_id(), "author": ids["mette"], "type": "trial", "base": 0, "op": "put", "state": "waiting",
        "at": "2026-11-23T07:05:44+01:00", "fields": {"unit": ids["unit"], "title": "Fra den gamle telefon"},
    }  # fmt: skip
    file = tmp_path / "proev.json"
    file.write_text(json.dumps({"proev_queue": 1, "entries": [{**entry, "record": entry["id"]}]}))
    today.wait_until_ready_offline()
    server.stop()
    page = today.page
    page.get_by_role("link", name=re.compile("^Mig")).click()
    page.get_by_label("Indlæs en fil med noter").set_input_files(file)
    expect(page.get_by_text("1 note er lagt på telefonen og bliver sendt.")).to_be_visible()
    page.get_by_label("Indlæs en fil med noter").set_input_files(file)
    expect(page.get_by_text("0 noter er gemt, 0 ligger til gennemsyn, 1 var her i forvejen.")).to_be_visible()
    (tmp_path / "picture.json").write_text("{}")
    page.get_by_label("Indlæs en fil med noter").set_input_files(tmp_path / "picture.json")
    expect(page.get_by_text("Det er ikke en fil, som Prøv har gemt.")).to_be_visible()
    # What somebody else wrote is for the server to look at: it needs a network, and waits for the leader then.
    record = new_id()
    theirs = {**entry, "id": record, "record": record, "author": ids["musa"]}
    file.write_text(json.dumps({"proev_queue": 1, "entries": [theirs]}))
    page.get_by_label("Indlæs en fil med noter").set_input_files(file)
    expect(page.get_by_text("Det, andre har skrevet, kræver net.")).to_be_visible()
    server.start()
    for held, known in ((1, 0), (0, 1)):
        page.get_by_label("Indlæs en fil med noter").set_input_files(file)
        expect(page.get_by_text(f"0 noter er gemt, {held} ligger til gennemsyn, {known} var her i forvejen.")).to_be_visible()
    today.home()
    today.unsent(0).trials().open("Fra den gamle telefon")
