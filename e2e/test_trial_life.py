"""A trial's life without a network: from an idea to a running trial, seen, gathered up, and carried on or stopped."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import EDIT, SignIn
from e2e.pages.life import Card, Learned, Life
from e2e.pages.practice import signed_in
from e2e.server import Server, running_trial
from e2e.test_access import check
from tests.support.this_day import this_day

Installation = tuple[Server, dict[str, str]]
LONG_AGO = str(this_day() - timedelta(days=20))
IN_TWO_WEEKS = str(this_day() + timedelta(days=13))


def test_an_idea_becomes_a_trial_is_adapted_and_its_child_is_stopped(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    today.new_trial().titled("Opkald før besøg").unsent(0)
    page = today.page
    today.home().wait_until_ready_offline()
    page.goto(f"{server.url}/mig")  # the parts of the app that come later are on the phone too
    expect(page.locator("[data-whole=true]")).to_be_visible(timeout=60_000)
    server.stop()

    # The idea gets everything that starting needs, and more; then it is set in motion.
    today.trials().open("Opkald før besøg")
    page.get_by_role("link", name=EDIT).click()
    card = Card(page)
    card.step("Hvad vil vi ændre?", change="Vi ringer, før vi kører", citizen_value="Ro om morgenen")
    card.step("Hvem gør hvad, hvornår?", who="Teamet", does="ringer", when="kl. 8")
    card.new_barrier("Ruten er fuld", "Tid")
    card.step("Hvad tror vi, der sker?", prediction="Færre går forgæves")
    card.step("Hvad vil vi lære?", learning_question="Er et opkald nok?")
    card.step("Hvor lidt kan vi nøjes med?", target_group="Fem borgere", max_people="5", ends_on=LONG_AGO)
    card.step("Skal vi måle noget?", measure_name="Forgæves besøg").step("Skal vi måle noget?", baseline="4; 3,5; 4")
    card.people("Mette Holm", "Musa Holm")
    expect(page.get_by_text("er blevet rettet, siden du begyndte")).to_have_count(0)
    # A period that is over is nothing to set in motion: it says so before anybody tries, and leads to the day.
    expect(page.locator(".progress-row")).to_contain_text("Den sidste dag er gået. Vælg en ny.")
    card.start()
    expect(page.locator("[name=ends_on]")).to_be_focused()
    card.save()
    Life(page).is_("Idé").says("Den sidste dag er gået.")
    page.get_by_role("link", name=EDIT).click()
    card.step("Hvor lidt kan vi nøjes med?", ends_on=IN_TWO_WEEKS)
    start = card.start().says("Vi ringer, før vi kører. Det prøver vi i to uger med fem borgere.")
    # Made smaller after all, and asked again: the way back is not through the same question.
    page.get_by_role("button", name="Gør den mindre").click()
    card.start().says("Vi ringer, før vi kører.")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opkald før besøg")
    page.get_by_role("link", name="Sæt i gang").click()
    life = start.yes()
    expect(page.get_by_text("Den er i gang. God fornøjelse. Gemt på telefonen kl.")).to_be_visible()
    life.is_("I gang").says("dag 1 af 14 · 13 dage tilbage").says("Låst").says("Ruten er fuld")
    life.unsent(4)

    life.note("Det virkede", "2").note("Delvist", "33").correct_newest("3")
    life.says("rettet").says("For få målinger til at sige noget")

    life.gather_up().looks_back("Færre går forgæves", "Fra 2 til 3").decide(
        "Justér", "Om morgenen er for tidligt", "Vi er på vej", "Gem, og beskriv justeringen"
    )
    expect(page.locator(".begun")).to_contain_text("Om morgenen er for tidligt")
    expect(page.locator("[name=change]")).to_have_value("Vi ringer, før vi kører")
    child = Card(page).step("Hvad vil vi ændre?", change="Vi ringer aftenen før")
    child.step("Hvad tror vi, der sker?", prediction="Ingen går forgæves")
    child.step("Hvor lidt kan vi nøjes med?", ends_on=IN_TWO_WEEKS)
    life = child.start().says("Vi ringer aftenen før.").yes()
    life.is_("I gang").ramp("Opkald før besøg", "Opkald før besøg, 2. runde")

    life.gather_up().decide("Stop", "Ingen tager telefonen om aftenen", "Vi har vores svar", "Stop – det lærte vi")
    Learned(page).shows("Ingen tager telefonen om aftenen").share()

    server.start()
    page.reload()  # a phone that has been refused for long waits up to a minute before it asks again by itself
    today.unsent(0)
    today.untroubled()
    other = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    other.trials().open("Opkald før besøg, 2. runde")
    Life(other.page).is_("Stoppet – det lærte vi").says("Ingen tager telefonen om aftenen")
    other.page.locator(".ramp a").click()
    Life(other.page).is_("Justeret").says("Om morgenen er for tidligt").says("3").ramp(
        "Opkald før besøg", "Opkald før besøg, 2. runde"
    )
    # What was adapted has taught something too: its own card says that nobody else sees it yet, until it is shared.
    share = other.page.get_by_role("link", name="Del det, I lærte, med de andre")
    expect(share).to_be_visible()
    other.page.get_by_role("link", name="Se, hvad I lærte").click()
    expect(other.page.locator("main")).to_contain_text("Ikke delt endnu. Andre enheder kan ikke se det endnu.")
    other.page.get_by_role("link", name="Del med de andre").click()
    expect(other.page.get_by_text("I ved nu, hvad der skal være anderledes.")).to_be_visible()
    Learned(other.page).shows("Om morgenen er for tidligt").share()
    other.page.get_by_role("link", name="Til prøvehandlingen").click()
    Life(other.page).is_("Justeret")
    expect(share).to_have_count(0)


def test_a_decision_is_taken_back_within_ten_seconds_and_what_was_typed_is_there(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    page = SignIn.open(phones_chromium.open("mette"), server.url).sign_in("mette").is_shown().page
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(page).gather_up().decide("Stop", "Et opkald er nok", "Forkert knap", "Stop – det lærte vi")
    Learned(page).shows("Et opkald er nok").unsent(1)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Hvad lærte I?")).to_have_value("Et opkald er nok")
    expect(page.get_by_label("Hvorfor?")).to_have_value("Forkert knap")
    expect(page.get_by_role("radio", name="Stop")).to_be_checked()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    life = Life(page).is_("I gang").unsent(0)

    # Two in a row: what came first is sent when the second is told, and only the second can be taken back.
    life.extend_to(this_day() + timedelta(days=12), "Vi mangler weekenden").says("Forlænget til")
    page.get_by_role("link", name="Afbryd").click()
    page.get_by_label("Hvorfor?").fill("To er syge")
    page.get_by_role("button", name="Afbryd den").click()
    life.is_("Afbrudt").says("Ingen har noteret noget.").unsent(1)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Hvorfor?")).to_have_value("To er syge")
    life.unsent(0).untroubled()
    assert [one["choice"] for one in server.records("mette", "decision")] == ["extend"]


def test_a_decision_that_was_a_mistake_is_made_anew_without_a_network(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    server.push(
        "musa", "decision", unit=ids["unit"], subject_type="trial", subject=trial, choice="abandon", reason="Forkert knap",
        learned="Et opkald er nok", decided_on=str(this_day() - timedelta(days=1)), dilemma="tid over for en fuld rute",
    )  # fmt: skip
    page = signed_in(phones.open("mette"), server, "mette")
    server.stop()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    life = Life(page).is_("Stoppet – det lærte vi").says("Dilemma: tid over for en fuld rute")
    page.get_by_role("link", name="Det var en fejl – lav beslutningen om").click()
    expect(page.get_by_label("Hvad lærte I?")).to_have_value("Et opkald er nok")
    # Taking into use is a leader's, and no wish would be seen beside the decision that stands.
    expect(page.get_by_role("radio", name="Tag i brug")).to_have_count(0)
    page.get_by_role("radio", name="Fortsæt").check()
    check(page, "a decision made anew")
    expect(page.get_by_label("Ny sidste dag")).to_have_value(str(running_trial("", "")["ends_on"]))
    page.get_by_label("Hvorfor?").fill("Den skulle ikke stoppes")
    page.get_by_role("button", name="Fortsæt").click()
    life.is_("I gang").says("dag 4 af 13").says("erstattet af en senere beslutning").says("Den skulle ikke stoppes").unsent(1)

    server.start()
    life.unsent(0).untroubled()
    other = signed_in(phones.open("musa"), server, "musa")
    other.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(other).is_("I gang").says("Den skulle ikke stoppes")


def test_no_screen_of_a_trial_shuts_anybody_out(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    fields = {**running_trial(ids["unit"], "Opkald før besøg"), "measure_name": "Forgæves besøg", "measure_better": "down"}
    trial = server.push("mette", "trial", **fields, baseline=["4", "5", "4", "6"])
    rising = server.push("mette", "trial", **{**fields, "title": "Kaffe på kajen"})
    for hour in range(8, 19):
        for of, value in ((trial, hour % 3), (rising, hour)):
            server.push("mette", "observation", trial=of, outcome="worked", value=str(value),
                        seen_at=f"{this_day() - timedelta(days=1)}T{hour:02}:00:00+01:00")  # fmt: skip
    phone = phones_chromium.open("mette", color_scheme="dark", viewport={"width": 320, "height": 844}, reduced_motion="reduce")
    page = SignIn.open(phone, server.url).sign_in("mette").is_shown().page
    for path in ("", "/saml-op", "/forlaeng", "/afbryd", "/begynd", "/laert"):
        page.goto(f"{server.url}/proevehandlinger/{trial}{path}")
        expect(page.locator("main")).not_to_be_empty()
        if not path:
            expect(page.locator(".run-chart")).to_contain_text("Der er et signal: 11 målinger i træk")
            expect(page.locator(".run-chart svg .runs-strong").first).to_be_attached()
            for summary in page.locator("main summary").all():
                summary.click()
        if path == "/saml-op":
            page.get_by_role("radio", name="Forlæng").check()
        check(page, path or "the trial")
    # What is locked does not ask to be written now.
    page.goto(f"{server.url}/proevehandlinger/{trial}/ret?trin=prediction")
    expect(page.get_by_text("Forventningen er låst")).to_be_visible()
    expect(page.get_by_text("Skriv det nu")).to_have_count(0)
    # A signal that lies in the crossings alone does not draw the longest run as if it were the signal.
    page.goto(f"{server.url}/proevehandlinger/{rising}")
    expect(page.locator(".run-chart")).to_contain_text("målingerne krydser medianen 1 gang, og man ville forvente mindst")
    expect(page.locator(".run-chart svg .runs-quiet").first).to_be_attached()
    expect(page.locator(".run-chart .runs-strong")).to_have_count(0)
    for path in (f"/ny/justering/{trial}", f"/ny/laering/{trial}"):
        page.goto(server.url + path)
        expect(page.locator(".begun")).to_be_visible()
        check(page, path)
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(page).extend_to(this_day() + timedelta(days=20), "Vi mangler weekenden").is_("I gang").says("Forlænget til").unsent(0)


def test_a_trial_that_has_lasted_as_long_as_it_may_is_not_offered_to_be_extended(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    half_a_year = {"starts_on": str(this_day() - timedelta(days=189)), "ends_on": str(this_day() - timedelta(days=10))}
    trial = server.push("mette", "trial", **{**running_trial(ids["unit"], "Opkald før besøg"), **half_a_year})
    page = signed_in(phones_chromium.open("mette"), server, "mette")
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    life = Life(page).is_("Klar til opsamling").says("En prøvehandling kan højst vare 180 dage.")
    expect(page.get_by_role("link", name="Forlæng")).to_have_count(0)
    page.goto(f"{server.url}/proevehandlinger/{trial}/forlaeng")
    life.says("En prøvehandling kan højst vare 180 dage.")
    page.locator("main").get_by_role("link", name="Saml op").click()
    expect(page.get_by_role("radio", name="Justér")).to_be_visible()
    expect(page.get_by_role("radio", name="Forlæng")).to_have_count(0)


def test_no_list_of_trials_ends_without_saying_so(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    server.push_all("mette", "trial", [running_trial(ids["unit"], f"Prøve {number}") for number in range(13)])
    server.push_all("mette", "trial", [{"unit": ids["unit"], "title": f"Tanke {number}"} for number in range(61)])
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    page.goto(server.url)
    expect(page.locator(".cards li")).to_have_count(12)
    page.get_by_role("link", name="Vis alle 13").click()
    expect(page.locator(".rows li")).to_have_count(13)
    page.get_by_role("button", name="Idé 61").click()
    expect(page.locator(".rows li")).to_have_count(60)
    page.get_by_role("button", name="Vis alle 61").click()
    expect(page.locator(".rows li")).to_have_count(61)
