"""A meeting at the board without network: stepped through by keys, answered on the spot, seen by the others afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import NewTrial, SignIn
from e2e.pages.board import Board
from e2e.pages.purpose import BarrierPage
from e2e.server import Server, running_trial
from e2e.test_access import check
from tests.support.this_day import this_day

Installation = tuple[Server, dict[str, str]]


SHOWN = "async () => (await navigator.serviceWorker.getRegistration()).getNotifications()"


def shown(page: Page, at_least: int = 0) -> list[str]:
    """The titles of the notifications that the system shows for the app; waits for as many."""
    for _ in range(40):
        titles: list[str] = page.evaluate(f"async () => (await ({SHOWN})()).map((one) => one.title)")
        if len(titles) >= at_least:
            break
        page.wait_for_timeout(500)
    return titles


def with_practice(server: Server, ids: dict[str, str]) -> None:
    """A running trial, a practice that was adopted 35 days ago, and a citizen who wanted something different."""
    unit = ids["unit"]
    adopted = str(this_day() - timedelta(days=35))
    first = server.push("lone", "trial", **running_trial(unit, "Kaffe på kajen"))
    server.push(
        "lone", "decision", unit=unit, subject_type="trial", subject=first, choice="adopt", reason="Det virker",
        learned="Kaffen gør det", decided_on=adopted,
    )  # fmt: skip
    server.push(
        "lone", "practice", unit=unit, title="Kaffe på kajen", trial=first, who="Vagten", does="sætter kaffe over", when="kl. 8",
        routine="Morgenmødet", stops="intet", adopted_on=adopted, owner=ids["mette"], deputy=ids["musa"],
    )  # fmt: skip
    server.push("mette", "trial", **running_trial(unit, "Opkald før besøg"))
    server.push(
        "mette", "feedback", unit=unit, heard_on=str(this_day()), channel="phone", different="Ring, hvis I bliver forsinket",
        entered_by="staff",
    )  # fmt: skip


def test_a_meeting_is_held_offline_and_seen_by_the_others(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    with_practice(server, ids)
    screen = {"width": 1024, "height": 768}
    today = SignIn.open(phones.open("lone", viewport=screen), server.url).sign_in("lone").is_shown()
    page = today.page
    expect(page.locator(".waits")).to_contain_text("Gør vi det stadig?")
    expect(page.locator(".waits")).to_contain_text("Borger uden svar")
    today.wait_until_ready_offline()
    page.get_by_role("link", name="Mig").click()
    expect(page.locator("[data-whole=true]")).to_be_visible(timeout=30_000)
    today.home()
    server.stop()

    board = Board.from_today(today).forward().is_at(2).shows("Opkald før besøg")
    board.forward().shows("Gør vi det stadig?").answer("Nej").undo().answer("Ja").unsent(1)
    board.forward().shows("Borgernes ord i denne uge").reply("Vi ringer nu, når vi er ti minutter bagud")
    board.is_at(4).unsent(2)
    page.reload()
    board.is_at(4).back().shows("Gør vi det stadig?")
    expect(page.get_by_text("✓ I svarede: Ja")).to_be_visible()
    board.forward().forward().shows("Det blev vi enige om").agreed("Kaffe på kajen – Ja").agreed("ti minutter bagud")

    server.start()
    board.unsent(0)
    board.untroubled()
    other = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    expect(other.page.get_by_text("Intet venter på jer.")).to_be_visible()
    seen = Board.from_today(other).forward().forward().shows("Borgernes ord i denne uge")
    expect(seen.page.get_by_text("Vi svarede: Vi ringer nu, når vi er ti minutter bagud")).to_be_visible()
    # Whoever meets here may try something for it, replied to or not, and the trial leads back to the words.
    seen.page.get_by_role("link", name="Prøv noget").click()
    NewTrial(seen.page).titled("Ring ved forsinkelse")
    seen.page.get_by_role("complementary", name="Begyndte med en borgers ord").get_by_role("link").click()
    expect(seen.page.get_by_role("heading", level=2, name="Det gjorde vi")).to_be_visible()
    expect(seen.page.get_by_role("link", name="Ring ved forsinkelse Idé")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1024), ("dark", 320)])
def test_the_board_shuts_nobody_out(phones_chromium: Phones, installation: Installation, scheme: str, width: int) -> None:
    server, ids = installation
    with_practice(server, ids)
    server.push("mette", "barrier", unit=ids["unit"], kind="time", text="Der er kun én nøgle")
    (voice,) = server.records("lone", "feedback")
    server.push("mette", "trial", unit=ids["unit"], title="Ring ved forsinkelse", prompted_by=voice["id"])
    phone = phones_chromium.open("lone", color_scheme=scheme, viewport={"width": width, "height": 768}, reduced_motion="reduce")
    today = SignIn.open(phone, server.url).sign_in("lone").is_shown()
    expect(today.page.locator(".waits")).to_be_visible()
    check(today.page, "today")
    board = Board.from_today(today)
    for place in range(1, 7):
        board.is_at(place)
        check(today.page, f"slide {place}")
        board.forward()
    board.back().back()
    today.page.get_by_role("link", name="Svar", exact=True).click()
    expect(today.page.get_by_label("Det gjorde vi")).to_be_visible()
    expect(today.page.get_by_role("link", name="Ring ved forsinkelse Idé")).to_be_visible()
    check(today.page, "reply")
    today.page.goto(f"{server.url}/paamindelser")
    expect(today.page.get_by_role("button", name="Sig til på denne telefon")).to_be_visible()
    check(today.page, "reminders")


def test_a_trial_that_has_ended_is_told_once_by_the_phone_that_was_asked_to(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    phone = phones_chromium.open("mette")
    phone.grant_permissions(["notifications"], origin=server.url)
    today = SignIn.open(phone, server.url).sign_in("mette").is_shown().wait_until_ready_offline()
    page = today.page
    page.goto(f"{server.url}/paamindelser")
    page.get_by_role("button", name="Sig til på denne telefon").click()
    expect(page.get_by_text("✓ Telefonen siger til.")).to_be_visible()

    ended = {**running_trial(ids["unit"], "Kaffe på kajen"), "ends_on": str(this_day() - timedelta(days=1))}
    server.push("musa", "trial", **ended)
    today.home().is_shown()
    page.reload()
    expect(page.locator(".waits")).to_contain_text("Kaffe på kajen")
    assert shown(page, at_least=1) == ["Kaffe på kajen"]

    page.evaluate(f"async () => {{ for (const one of await ({SHOWN})()) one.close() }}")
    # The next look tells of the next one, and of that alone.
    server.push("musa", "trial", **{**ended, "title": "Opkald før besøg"})
    page.reload()
    expect(page.locator(".waits")).to_contain_text("Opkald før besøg")
    assert shown(page, at_least=1) == ["Opkald før besøg"]


def test_decisions_at_the_board_lead_back_to_where_the_meeting_was(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    with_practice(server, ids)
    ended = {**running_trial(ids["unit"], "Kælderturen"), "starts_on": str(this_day() - timedelta(days=9))}
    server.push("mette", "trial", **{**ended, "ends_on": str(this_day() - timedelta(days=1))})
    server.push("mette", "barrier", unit=ids["unit"], kind="time", text="Der er kun én nøgle")
    screen = {"width": 1280, "height": 800}
    today = SignIn.open(phones_chromium.open("lone", viewport=screen), server.url).sign_in("lone").is_shown()
    page = today.page
    board = Board.from_today(today).forward().shows("Opkald før besøg")
    expect(page.get_by_text("Vi tror:")).to_be_visible()
    board.forward().is_at(3).shows("Kælderturen").decide("Forlæng", "Vi mangler weekenden")
    board.is_at(3).shows("Kælderturen")
    expect(page.get_by_text("✓ Forlænget til")).to_be_visible()

    # What is decided leads to another page: from there too the meeting is one tap away.
    board.forward().shows("Gør vi det stadig?").answer("Delvist")
    page.get_by_role("link", name="Prøv igen").click()
    page.get_by_label("Hvem gør hvad?").fill("Aftenholdet nævner det ved vagtskiftet")
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.get_by_role("heading", level=1, name="Kaffe på kajen")).to_be_visible()
    page.get_by_role("link", name="Mødet er i gang. Gå tilbage til det.").click()
    # They have chosen: the slide says what, and asks no more.
    board.is_at(4).shows("Gør vi det stadig?")
    expect(page.get_by_text("Aftalen: Aftenholdet nævner det ved vagtskiftet")).to_be_visible()
    expect(page.get_by_role("list", name="Tre veje videre")).to_have_count(0)

    # And what is in the way: from its line to its page, where it is decided, and back to the line.
    board.forward().forward().is_at(6).shows("Det står i vejen")
    expect(page.get_by_role("link", name="Tid: Der er kun én nøgle")).to_be_visible()
    page.get_by_role("link", name="Tag stilling").click()
    BarrierPage(page).decide("Vi laver to nøgler mere", "Så venter ingen")
    page.get_by_role("link", name="Mødet er i gang. Gå tilbage til det.").click()
    board.is_at(6).shows("Det står i vejen")
    expect(page.get_by_text("✓ Besluttet: Vi laver to nøgler mere")).to_be_visible()
    expect(page.get_by_role("link", name="Tag stilling")).to_have_count(0)
    board.ends()
    page.get_by_role("link", name="Prøvehandlinger", exact=True).click()
    expect(page.get_by_role("link", name="Mødet er i gang")).to_have_count(0)


def test_promises_are_ticked_off_as_fast_as_one_taps(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    unit, day = ids["unit"], str(this_day())
    dilemma = server.push("lone", "dilemma", unit=unit, between="Tid hos borgeren", **{"and": "en fuld rute"})
    decision = server.push(
        "lone", "decision", unit=unit, subject_type="dilemma", subject=dilemma, choice="Færre på ruten", reason="Det er bedst",
        decided_on=day,
    )  # fmt: skip
    for text in ("Tale med lægen", "Lave en ny rute"):
        server.push("lone", "step", unit=unit, decision=decision, text=text, due_on=day)
    today = SignIn.open(phones_chromium.open("lone"), server.url).sign_in("lone").is_shown()
    page = today.page
    board = Board.from_today(today).forward().shows("Det har vi lovet at gøre")
    expect(page.get_by_role("button", name="Gjort", exact=True)).to_have_count(2)
    # The second before the first has been written.
    page.evaluate("() => { for (const one of [...document.querySelectorAll('.with-act button')]) one.click() }")
    expect(page.get_by_text("✓ Det er gjort")).to_have_count(2)
    board.unsent(0)
    assert [one["done_on"] for one in server.records("lone", "step")] == [day, day]


def test_the_board_asks_whether_a_long_trial_needs_to_be_longer(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    ended = {"starts_on": str(this_day() - timedelta(days=37)), "ends_on": str(this_day() - timedelta(days=1))}
    server.push("mette", "trial", **{**running_trial(ids["unit"], "Kælderturen"), **ended})
    today = SignIn.open(phones_chromium.open("lone"), server.url).sign_in("lone").is_shown()
    page = today.page
    Board.from_today(today).forward().shows("Kælderturen")
    page.get_by_text("Forlæng her og nu").click()
    expect(page.get_by_role("radio", name="Én uge til")).to_be_checked()
    expect(page.get_by_text("45 dage er lang tid.")).to_be_visible()


def test_the_board_says_whose_it_is_and_tells_only_of_what_holds_now(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    unit = ids["unit"]
    team = server.command("unit", "add", "Nord, dagholdet", "--parent", unit)
    adopted = str(this_day() - timedelta(days=35))
    trial = server.push("lone", "trial", **running_trial(team, "Musik ved sengetid"))
    server.push(
        "lone", "decision", unit=team, subject_type="trial", subject=trial, choice="adopt", reason="Det virker",
        learned="Ro", decided_on=adopted,
    )  # fmt: skip
    server.push(
        "lone", "practice", unit=team, title="Musik ved sengetid", trial=trial, who="Vagten", does="sætter musik på",
        when="kl. 21", routine="Aftenrunden", stops="intet", adopted_on=adopted, owner=ids["mette"], deputy=ids["musa"],
    )  # fmt: skip
    server.push("lone", "theme", unit=unit, title="Borgeren først i sætningen")
    server.push("lone", "theme", unit=unit, title="Færre skemaer", **{"from": str(this_day() + timedelta(days=30))})
    server.push(
        "mette", "feedback", unit=unit, heard_on=str(this_day() - timedelta(days=20)), channel="phone", different="Ring først",
        entered_by="staff",
    )  # fmt: skip
    today = SignIn.open(phones_chromium.open("lone"), server.url).sign_in("lone").is_shown()
    page = today.page
    board = Board.from_today(today)
    expect(page.locator(".notes li")).to_have_text(["Borgeren først i sætningen"])
    board.forward().shows("Gør vi det stadig?")
    expect(page.locator(".slide-kind")).to_have_text("Musik ved sengetid · Nord, dagholdet")
    # Nothing was said this week: the heading says no such thing.
    board.forward().shows("Borgernes ord")
    expect(page.get_by_role("heading", name="i denne uge")).to_have_count(0)
    expect(page.get_by_role("link", name="“Ring først”")).to_be_visible()
