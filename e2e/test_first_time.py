"""A phone's first minutes: what has not come yet is not said to be nothing."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server, running_trial

LATER = "Resten er ikke hentet endnu."


def test_new_phone_says_that_the_rest_is_to_come_and_not_that_there_is_nothing(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones_chromium.open("mette")
    context.route("**/api/v1/sync", lambda route: route.abort())
    today = SignIn.open(context, server.url).sign_in("mette").is_shown()
    page = today.page
    for section in ("Vi prøver lige nu", "Venter på os"):
        expect(page.locator("section", has=page.get_by_role("heading", name=section))).to_contain_text(LATER)
    expect(today.sync_line).to_contain_text(LATER)
    today.trials()
    expect(page.locator("main")).to_contain_text(LATER)
    expect(page.locator(".empty")).to_have_count(0)
    context.unroute("**/api/v1/sync")
    today.home()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    today.fetched()
    expect(page.get_by_role("link", name=re.compile("Opkald før besøg"))).to_be_visible()
    expect(page.get_by_text(LATER)).to_have_count(0)
    expect(page.get_by_text("Intet venter på jer")).to_be_visible()
