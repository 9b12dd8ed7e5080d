"""What a phone says of what the server has received: when, by the days of the people, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server, running_trial


def test_receipt_says_today_where_it_is_today(phones_chromium: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    """Wherever the day is another one than in Greenwich: in Denmark from midnight to one (in summer two) in the morning."""
    server, _ids = installation
    server.stop()
    zone = "Pacific/Pago_Pago" if datetime.now(UTC).hour < 11 else "Pacific/Kiritimati"
    server.environment["PROEV_TIME_ZONE"] = zone
    server.start()
    mette = SignIn.open(phones_chromium.open("mette", timezone_id=zone), server.url).sign_in("mette").is_shown()
    mette.new_trial().titled("Modtaget om natten").unsent(0)
    mette.page.goto(f"{server.url}/hvad-ligger-hvor")
    expect(mette.page.locator("[data-entry=applied]")).to_contain_text("Modtaget i dag kl.")


def test_what_is_left_to_rest_does_not_read_as_if_it_had_its_place(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    server.push("musa", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones_chromium.open("mette")
    mette = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    page = mette.page
    context.route("**/api/v1/sync", lambda route: route.abort())
    mette.note_on("Opkald før besøg").went("Det virkede", "Er ikke på plads").home().unsent(1)
    server.command("membership", "remove", ids["mette"], ids["unit"])
    context.unroute("**/api/v1/sync")
    page.goto(f"{server.url}/opmaerksomhed")
    page.get_by_role("button", name="Lad det ligge").click(timeout=60_000)
    expect(page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    page.goto(f"{server.url}/hvad-ligger-hvor")
    resting = page.locator("[data-entry=resting]")
    expect(resting).to_contain_text("Kom ikke på plads. Du lod den ligge (modtaget i dag kl.")
