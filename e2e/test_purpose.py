"""Purpose first: what hinders a wanted behaviour is raised and answered, a dilemma is decided and carried through."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.pages.purpose import BarrierPage, UnitPage
from e2e.server import PASSWORD, Server
from e2e.test_half_edited import kept_as_typed
from tests.support.this_day import this_day

Installation = tuple[Server, dict[str, str]]
UNIT, ABOVE = "Hjemmeplejen Nord", "Lillevig Kommune"


def test_a_barrier_is_raised_offline_and_the_unit_above_answers(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    server.command(
        "user", "add", "ib@lillevig.example", "--name", "Ib Dam", "--unit", ids["organisation"], "--role", "leader",
        "--password-stdin", stdin=PASSWORD,
    )  # fmt: skip
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().wait_until_ready_offline()
    director = SignIn.open(phones.open("ib"), server.url).sign_in("ib").is_shown().wait_until_ready_offline()
    for one in (today, director):
        UnitPage.reach(one).is_there()  # this part of the app is on the phones, then
    server.stop()

    # In the stairwell: a wanted behaviour, what hinders it, and who must help.
    unit = UnitPage.reach(today).shows(UNIT)
    behaviour = unit.write_behaviour("Kontaktpersonen", "ringer til borgeren", "før første besøg")
    barrier = behaviour.write_barrier("Ruten er lagt, før vi når at spørge", "Tid")
    barrier.shows("Kontaktpersonen ringer til borgeren før første besøg.").lift_to(ABOVE).unsent(3)
    unit = barrier.unit_page().shows(UNIT)
    expect(unit.page.get_by_text("Løftet i dag").first).to_be_visible()

    server.start()
    unit.look_again().unsent(0)
    unit.untroubled()

    # The director's phone shows who waits; the answer is written without network too.
    above = UnitPage(director.page).look_again().shows(ABOVE)
    expect(above.page.get_by_role("heading", name="Venter på svar herfra")).to_be_visible(timeout=30_000)
    server.stop()
    above.open_barrier("Ruten er lagt").answer("Fra nytår lægges ruten efter opkaldet").unsent(1)
    server.start()
    above.look_again().unsent(0)
    above.untroubled()

    # Mette is told on the start screen, until she has read it.
    unit.page.reload()
    start = unit.shows(UNIT).home().is_shown()
    told = start.page.get_by_role("heading", name=f"Svar fra {ABOVE}")
    expect(told).to_be_visible()
    expect(start.page.get_by_text("Fra nytår lægges ruten efter opkaldet")).to_be_visible()
    start.page.get_by_role("link", name="Se barrieren").click()
    BarrierPage(start.page).shows(f"Svar fra {ABOVE}", "Fra nytår lægges ruten efter opkaldet")
    start.home().is_shown()
    expect(start.page.get_by_role("heading", name="Venter på os")).to_be_visible()
    expect(told).to_have_count(0)

    unit = UnitPage.reach(start).shows(UNIT)
    unit.page.get_by_text("1 besvaret eller afklaret").click()
    answered = unit.open_barrier("Ruten er lagt")
    answered.shows(f"Svar fra {ABOVE}", "Fra nytår lægges ruten efter opkaldet")

    # A trial begins with the behaviour, whatever else lies half written on the phone; that lies there still.
    page = answered.page
    page.goto(f"{server.url}/ny")
    page.locator("[name=title]").fill("Kaffe på kajen")
    kept_as_typed(page)
    page.go_back()
    page.get_by_role("link", name="Kontaktpersonen ringer til borgeren før første besøg.").click()
    page.get_by_role("link", name="Prøv noget").click()
    expect(page.get_by_role("complementary", name="Begynder med en ønsket adfærd")).to_contain_text("ringer til borgeren")
    expect(page.locator("[name=title]")).to_have_value("")
    page.locator("summary", has_text="Hvem gør hvad, hvornår?").click()
    expect(page.locator("[name=does]")).to_have_value("ringer til borgeren")
    page.goto(f"{server.url}/ny")
    title, anew = page.locator("[name=title]"), page.get_by_role("button", name="Begynd forfra")
    expect(title).to_have_value("Kaffe på kajen")
    # Begun afresh by mistake, and taken back; then for good.
    anew.click()
    expect(title).to_have_value("")
    expect(anew).to_have_count(0)
    page.get_by_role("button", name="Fortryd").click()
    expect(title).to_have_value("Kaffe på kajen")
    page.reload()
    expect(title).to_have_value("Kaffe på kajen")
    anew.press("Enter")
    expect(title).to_be_focused()
    page.reload()
    expect(page.get_by_text("En titel er nok")).to_be_visible()
    expect(title).to_have_value("")
    expect(anew).to_have_count(0)


def test_a_dilemma_is_decided_and_carried_through_for_all_to_read(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    lone = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown().wait_until_ready_offline()
    UnitPage.reach(lone).is_there()
    server.stop()

    unit = UnitPage.reach(lone).shows(UNIT)
    unit.write_core_task("Borgeren klarer sin dag med den hjælp, der skal til", "Vi kommer for borgerens skyld")
    dilemma = unit.write_dilemma("en rute, der holder", "et besøg, der tager den tid, det tager")
    dilemma.decide("Vi kører, som vi plejer", "Det går nok").decide("Et kvarters luft om formiddagen", "Luft koster mindre")
    tomorrow, last_week = this_day() + timedelta(days=1), this_day() - timedelta(days=7)
    dilemma.add_step("Nye ruter", str(last_week)).add_step("Spørg borgerne", str(tomorrow)).tick("Nye ruter")
    dilemma.is_done("Nye ruter").unsent(7)
    server.start()
    dilemma.look_again().unsent(0)
    dilemma.untroubled()

    # Musa, of the staff, reads all of it: what the unit exists for, the decision, its reason, the steps, the history.
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    unit = UnitPage.reach(musa).shows(UNIT)
    expect(unit.page.get_by_text("Borgeren klarer sin dag med den hjælp, der skal til")).to_be_visible()
    expect(unit.page.get_by_text("1 af 2 skridt taget")).to_be_visible()
    read = unit.open_dilemma("Mellem en rute, der holder, og et besøg").is_done("Nye ruter")
    expect(read.page.get_by_text("Luft koster mindre")).to_be_visible()
    read.page.get_by_text("1 tidligere beslutning").click()
    expect(read.page.get_by_role("heading", name=re.compile("som vi plejer"))).to_be_visible()
