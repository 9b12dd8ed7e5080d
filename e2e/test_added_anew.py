"""Somebody is taken out and added again under the same address, while their phone had something to send."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server, running_trial

TOLD = "På telefonen ligger 1 ting, som ikke blev sendt, før du blev oprettet på ny."


def test_who_is_added_anew_takes_along_what_their_phone_had_not_sent(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    server.push("musa", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones_chromium.open("mette")
    today = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    page = today.page
    context.route("**/api/v1/sync", lambda route: route.abort())
    today.note_on("Opkald før besøg").went("Det virkede", "Skrevet uden net").home().unsent(1)
    server.command("user", "deactivate", ids["mette"])
    server.add_user("mette", "Mette Holm", ids["unit"], "staff")
    context.unroute("**/api/v1/sync")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Log ind igen. Det, du har gemt, venter på telefonen.")).to_be_visible(timeout=30_000)

    # To somebody else on the same phone nothing is said: what is not theirs waits, as ever.
    today = SignIn(page).sign_in("lone").is_shown().fetched()
    expect(page.get_by_text(TOLD)).to_have_count(0)
    page.goto(f"{server.url}/mig")
    page.get_by_role("button", name="Log ud").click()

    SignIn(page).sign_in("mette").is_shown()
    expect(page.get_by_text(TOLD)).to_be_visible()
    page.reload()
    expect(page.get_by_text(TOLD)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Gem som fil").click()
    (entry,) = json.loads(download.value.path().read_text())["entries"]
    assert (entry["fields"]["text"], entry["author"]) == ("Skrevet uden net", ids["mette"])

    page.get_by_role("button", name="Tag det med").click()
    expect(page.get_by_text("0 noter er gemt, 1 ligger til gennemsyn, 0 var her i forvejen.")).to_be_visible()
    page.reload()
    SignIn(page)
    expect(page.get_by_role("link", name="Mig: Mette Holm")).to_be_visible()
    expect(page.get_by_text(TOLD)).to_have_count(0)
    (held,) = server.records("lone", "held")
    assert held["mutation"]["fields"]["text"] == "Skrevet uden net"
