"""A sign-in that has ended: what is typed at the door stays, and what was saved behind it is sent."""

from __future__ import annotations

from playwright.sync_api import expect

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
