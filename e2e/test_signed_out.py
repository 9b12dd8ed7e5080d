"""A sign-in that has ended: what is typed at the door stays, and what was saved behind it is sent. One that gets no answer."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server, running_trial


def test_ended_sign_in_waits_with_what_is_typed_and_sends_what_was_saved(
    phones: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("mette")
    today = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    page = today.page
    context.clear_cookies()
    today.note_on("Opkald før besøg").went("Det virkede", "Skrevet uden login").home()
    expect(page.get_by_text("Log ind igen. Det, du har gemt, venter på telefonen.")).to_be_visible(timeout=30_000)

    # The app asks again whenever it is looked at, as after a look into the list of passwords.
    page.get_by_label("Adgangskode").fill("halvt husk")
    for _ in range(2):
        with page.expect_response("**/api/v1/sync") as asked:
            page.evaluate("dispatchEvent(new Event('focus'))")
        assert asked.value.status == 401
    expect(page.get_by_label("Adgangskode")).to_have_value("halvt husk")

    SignIn(page).sign_in("mette").is_shown().fetched()
    (note,) = server.records("mette", "observation")
    assert note["text"] == "Skrevet uden login"


def test_signing_out_waits_for_no_network_and_the_server_hears_of_it_later(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, _ids = installation
    context = phones_chromium.open("mette")
    page = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched().page
    page.get_by_role("link", name=re.compile("^Mig")).click()
    out = page.get_by_role("button", name="Log ud")
    expect(out).to_be_visible()
    held: list[Route] = []
    # A link that stands still: what is asked is never answered, as long as it does.
    is_still = True
    context.route("**/api/v1/session", lambda route: held.append(route) if is_still else route.continue_())
    out.click()
    expect(page.get_by_label("Adgangskode")).to_be_visible(timeout=3_000)
    expect(page.get_by_text("Logget ind som")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Adgangskode")).to_be_visible()
    assert context.cookies()

    is_still = False
    for _ in range(30):
        if not context.cookies():
            break
        page.evaluate("dispatchEvent(new Event('online'))")  # of no use before what was asked last is given up
        page.wait_for_timeout(500)
    assert {one.request.method for one in held} == {"DELETE"}
    assert not context.cookies()
    SignIn(page).sign_in("lone").is_shown().fetched()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.reload()
    expect(page.get_by_role("link", name="Mig: Lone Holm")).to_be_visible()
    assert context.cookies()
