"""A phone that has been withdrawn hands in what it has and forgets; a lost one destroys what it holds at once."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial


@pytest.mark.parametrize("how", ["retired", "lost"])
def test_withdrawn_phone_forgets(phones: Phones, installation: tuple[Server, dict[str, str]], how: str) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().fetched()
    mette.wait_until_ready_offline()
    # The list names the phone that synced last first; the other is the one by which the trial was pushed.
    device = server.command("device", "list", ids["mette"]).split()[0]
    server.stop()
    mette.note_on("Opkald før besøg").went("Det virkede", "Skrevet til sidst").unsent(1)
    phones.close(mette.page.context)
    server.command("device", "withdraw", device, *(["--lost"] if how == "lost" else []))
    server.start()
    mette = Today.open(phones.open("mette"), server.url)
    expect(mette.page.get_by_text("Denne telefon er meldt ud.")).to_be_visible(timeout=60_000)
    names = "indexedDB.databases().then((told) => told.map((one) => one.name))"
    assert f"proev-{ids['mette']}" not in mette.page.evaluate(names)

    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.page.goto(f"{server.url}/proevehandlinger/{trial}")
    expect(musa.page.get_by_role("heading", name="Opkald før besøg")).to_be_visible()
    expect(musa.page.get_by_text("Skrevet til sidst")).to_have_count(1 if how == "retired" else 0)


def refuse(page: Page, **by: tuple[int, dict[str, object]]) -> None:
    """From now on the server answers a sync that brings something, and one that only asks, with these."""

    def answer(route: Route) -> None:
        status, problem = by["told" if json.loads(route.request.post_data or "{}")["mutations"] else "asked"]
        route.fulfill(status=status, content_type="application/problem+json", body=json.dumps({"status": status, **problem}))

    page.route("**/api/v1/sync", answer)


RETIRED: tuple[int, dict[str, object]] = (403, {"code": "device_revoked", "errors": {"device": "retired"}})


def test_withdrawn_phone_with_something_left_says_that_it_has(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    mette = SignIn.open(phones_chromium.open("mette"), server.url).sign_in("mette").is_shown().fetched()
    page = mette.page
    refuse(page, told=(422, {"code": "malformed"}), asked=RETIRED)
    mette.note_on("Opkald før besøg").went("Det virkede", "Kan ikke læses").home()
    expect(page.get_by_role("link", name="Telefonen er meldt ud. Se, hvad der ikke er nået frem")).to_be_visible(timeout=30_000)
    expect(mette.sync_line).not_to_contain_text("Alt er sendt")

    # What was put aside before it arrived lies here, not on the server, also when it is left to rest.
    here = page.get_by_role("region", name="På telefonen, ikke sendt")
    there = page.get_by_role("region", name="Modtaget af serveren")
    mette.sync_line.get_by_role("link").first.click()
    expect(here.locator("[data-entry=held]")).to_contain_text("Kræver opmærksomhed")
    expect(there.locator("[data-entry]")).to_have_count(0)
    here.locator("[data-entry=held]").get_by_role("link").click()
    page.get_by_role("button", name="Lad det ligge").click()
    page.get_by_role("link", name=re.compile("Telefonen er meldt ud")).click()
    expect(here.locator("[data-entry=resting]")).to_contain_text("Ligger kun på telefonen. Gem den som fil under Mig.")
    expect(there.locator("[data-entry]")).to_have_count(0)


def test_app_newer_than_its_server_says_that_it_waits(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, _ids = installation
    mette = SignIn.open(phones_chromium.open("mette"), server.url).sign_in("mette").is_shown().fetched()
    newer: tuple[int, dict[str, object]] = (409, {"code": "schema_newer"})
    refuse(mette.page, told=newer, asked=newer)
    mette.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(mette.sync_line).to_have_text("Venter på, at serveren bliver opdateret")
    mette.voice().heard("Godt", "At I ringer først").home()
    expect(mette.sync_line).to_have_text("1 på telefonen, ikke sendt endnu · Venter på, at serveren bliver opdateret")
