"""From trial to everyday practice, on the phone and without a network: taken into use, still done, slipping and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import Today
from e2e.pages.life import Learned, Life
from e2e.pages.practice import Adopt, Check, Practice, Practices, Way, signed_in
from e2e.server import Server, running_trial
from e2e.test_access import check as accessible
from tests.support.this_day import this_day

Installation = tuple[Server, dict[str, str]]
TITLE = "Opkald før besøg"


def ago(days: int) -> str:
    """A day in the past."""
    return str(this_day() - timedelta(days=days))


def adopted(server: Server, ids: dict[str, str], days: int, *, not_cpr: Sequence[str] = (), **fields: object) -> str:
    """A practice that was taken into use some days ago, owned by Mette."""
    unit = {"unit": ids["unit"]}
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    server.push("lone", "decision", **unit, subject_type="trial", subject=trial, choice="adopt", reason="Det virker",
                learned="Et opkald er nok", decided_on=ago(days))  # fmt: skip
    told = {
        "title": TITLE, "trial": trial, "who": "Kontaktpersonen", "does": "ringer", "when": "før ruten begynder",
        "routine": "Kørelisten", "stops": "Intet", "adopted_on": ago(days), "owner": ids["mette"], "deputy": ids["musa"],
    }  # fmt: skip
    return server.push("lone", "practice", not_cpr=not_cpr, **unit, **{**told, **fields})


def test_leader_takes_a_trial_into_use_without_a_network(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones.open("lone"), server, "lone")
    server.stop()

    adopt = Adopt.of(page, server, trial).asks("Hvilken rutine bærer det?").go_on()
    expect(page.get_by_text("Skal udfyldes.")).to_be_visible()
    adopt.answer(Mødet="Det står på kørelisten").go_on().asks("Hvad holder I op med?")
    # Put away half-way and taken up again: at the same question, with what was written.
    page.reload()
    adopt.asks("Hvad holder I op med?")
    page.get_by_role("button", name="Vi holder ikke op med noget").click()
    adopt.go_on().asks("Hvem gør hvad, hvornår?").answer(Gør_hvad="ringer til borgeren").go_on()
    adopt.asks("Hvem er ansvarlig – og hvem afløser?").choose("Ansvarlig", "Mette Holm").choose("Afløser", "Mette Holm").go_on()
    expect(page.get_by_text("Afløseren skal være en anden end den ansvarlige.")).to_be_visible()
    adopt.choose("Afløser", "Musa Holm").go_on().asks("Hvorfor tager I den i brug?").answer(Derfor="Det virker").go_on()
    expect(page.get_by_text("Skal udfyldes.")).to_be_visible()
    adopt.answer(Det_lærte_I="Et kort opkald er nok").go_on().asks("Her spørger Prøv, om I stadig gør det")
    expect(page.locator(".calendar li")).to_have_count(4)
    expect(page.get_by_text("Fordi det, ingen spørger til, glider.")).to_be_visible()
    practice = adopt.take_into_use().is_titled(TITLE).is_phase("På vej ind").unsent(2)
    practice.says("Vi gør: Teamet ringer til borgeren kl. 8.", "Det står på kørelisten", "Mette Holm", "Musa Holm")
    practice.says("efter 180 dage · kommer", "Et kort opkald er nok")

    server.start()
    practice.unsent(0).untroubled()
    # The drafts are gone with the save; asked again, the screen says that it has been done.
    page.goto(f"{server.url}/praksis/ny/{trial}")
    expect(page.get_by_text("Den er allerede taget i brug.")).to_be_visible()
    musa = signed_in(phones.open("musa"), server, "musa")
    Practices.of(musa).shows(TITLE, "På vej ind").open(TITLE).says("Det står på kørelisten")


def test_staff_read_what_a_leader_will_be_asked(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones_chromium.open("mette"), server, "mette")
    Adopt.of(page, server, trial).asks("En leder tager den i brug")
    expect(page.get_by_text("Spørg Lone Holm.")).to_be_visible()
    expect(page.get_by_text("Hvilken rutine bærer det?")).to_be_visible()


def test_unit_asks_and_its_leader_finds_the_wish_with_its_words(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    ended = {**running_trial(ids["unit"], TITLE), "ends_on": ago(1)}
    trial = server.push("mette", "trial", **ended)
    page = signed_in(phones_chromium.open("mette"), server, "mette")
    server.stop()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    ask = "Bed jeres leder om at tage den i brug"
    Life(page).gather_up().decide("Tag i brug", "Et kort opkald er nok", "Vi kører ikke forgæves mere", ask)
    asked = Life(page).says("I har bedt jeres leder om at tage den i brug").says("Lone Holm beslutter det").unsent(1)
    server.start()
    asked.unsent(0).untroubled()
    Today.open(page.context, server.url)
    expect(page.get_by_text("Intet venter på jer.")).to_be_visible()

    lone = signed_in(phones_chromium.open("lone"), server, "lone")
    lone.goto(f"{server.url}/overblik")
    lone.locator(".part-waiting li[data-kind=adoption] a").click()
    # She reads why, and sees what has happened, before she is asked how.
    Life(lone).says("Vi kører ikke forgæves mere").says("Et kort opkald er nok")
    lone.get_by_role("link", name="Fortæl, hvordan den bliver hverdag").click()
    adopt = Adopt(lone).asks("Hvilken rutine bærer det?").answer(Mødet="Det står på kørelisten").go_on()
    lone.get_by_role("button", name="Vi holder ikke op med noget").click()
    adopt.go_on().asks("Hvem gør hvad, hvornår?").go_on().asks("Hvem er ansvarlig – og hvem afløser?").go_on()
    # Why, and what was learned, the unit has said already: the leader reads it, and makes it her own.
    adopt.asks("Hvorfor tager I den i brug?")
    expect(lone.get_by_label("Derfor")).to_have_value("Vi kører ikke forgæves mere")
    expect(lone.get_by_label("Det lærte I")).to_have_value("Et kort opkald er nok")
    adopt.go_on()
    practice = adopt.asks("Her spørger Prøv, om I stadig gør det").take_into_use().is_titled(TITLE)
    practice.says("Et kort opkald er nok", "Vi kører ikke forgæves mere").unsent(0).untroubled()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(page).is_("Taget i brug")
    expect(page.get_by_text("I har bedt jeres leder")).to_have_count(0)


@pytest.mark.parametrize("author", ["mette", "lone"])
def test_number_that_was_vouched_for_stands_in_the_decision(
    phones_chromium: Phones, installation: Installation, author: str
) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones_chromium.open(author), server, author)
    page.goto(f"{server.url}/proevehandlinger/{trial}/saml-op")
    page.get_by_label("Hvad lærte I?").fill("Et kort opkald er nok")
    page.get_by_role("radio", name=re.compile("^Tag i brug")).check()
    page.get_by_label("Hvorfor?").fill("Vi kører ikke forgæves mere")
    page.get_by_label("Var der et dilemma?").fill("Ro over for skab 010165-5001")
    go_on = page.get_by_role("button", name=re.compile("^(Bed jeres leder|Videre: gør det til hverdag)"))
    go_on.click()
    page.get_by_role("button", name="Det er ikke et CPR-nummer").click()
    go_on.click()
    if author == "mette":
        Life(page).says("I har bedt jeres leder om at tage den i brug").unsent(0)
        page = signed_in(phones_chromium.open("lone"), server, "lone")
        page.goto(f"{server.url}/praksis/ny/{trial}")
    adopt = Adopt(page).asks("Hvilken rutine bærer det?").answer(Mødet="Det står på kørelisten").go_on()
    page.get_by_role("button", name="Vi holder ikke op med noget").click()
    adopt.go_on().asks("Hvem gør hvad, hvornår?").go_on().asks("Hvem er ansvarlig – og hvem afløser?").go_on()
    if author == "mette":
        adopt.asks("Hvorfor tager I den i brug?").go_on()
    adopt.asks("Her spørger Prøv, om I stadig gør det").take_into_use().is_titled(TITLE).unsent(0).untroubled()
    assert [one["dilemma"] for one in server.records("lone", "decision")] == ["Ro over for skab 010165-5001"]


def test_number_in_a_review_that_was_left_unfinished_is_asked_about(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    page.goto(f"{server.url}/proevehandlinger/{trial}/saml-op")
    page.get_by_label("Hvad lærte I?").fill("Et kort opkald er nok")
    page.get_by_role("radio", name=re.compile("^Tag i brug")).check()
    page.get_by_label("Hvorfor?").fill("Vi kører ikke forgæves mere")
    page.get_by_label("Var der et dilemma?").fill("Ro over for skab 010165-5001")
    adopt = Adopt.of(page, server, trial).answer(Mødet="Det står på kørelisten").go_on().answer(Det_gør_vi="Intet").go_on()
    adopt.go_on().asks("Hvem er ansvarlig – og hvem afløser?").go_on()
    page.get_by_role("button", name="Tag i brug").click()
    adopt.asks("Hvorfor tager I den i brug?")
    expect(page.get_by_label("Var der et dilemma?")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Det er ikke et CPR-nummer").click()
    adopt.go_on().take_into_use().is_titled(TITLE).unsent(0).untroubled()
    assert [one["dilemma"] for one in server.records("lone", "decision")] == ["Ro over for skab 010165-5001"]


def test_what_was_adapted_and_goes_nowhere_is_ended_with_its_reason(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    server.push("mette", "decision", subject_type="trial", subject=trial, choice="adapt", reason="Næsten",
                learned="Om morgenen er for tidligt", decided_on=ago(4))  # fmt: skip
    page = signed_in(phones_chromium.open("musa"), server, "musa")
    Today.open(page.context, server.url)
    expect(page.locator(".waits")).to_contain_text("Går videre – hvordan?")
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    page.get_by_role("link", name="Det blev ikke til mere").click()
    accessible(page, "it came to nothing more")
    page.get_by_role("button", name="Stop – det lærte vi").click()
    expect(page.get_by_text("Skal udfyldes.")).to_be_visible()
    page.get_by_label("Hvorfor?").fill("Vi fik et nyt system")
    page.get_by_role("button", name="Stop – det lærte vi").click()
    Learned(page).shows("Om morgenen er for tidligt").unsent(0).untroubled()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(page).is_("Stoppet – det lærte vi").says("Vi fik et nyt system")
    Today.open(page.context, server.url)
    expect(page.get_by_text("Intet venter på jer.")).to_be_visible()


def test_no_shows_three_ways_on_and_a_yes_brings_it_back(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    told = adopted(server, ids, 30)
    page = signed_in(phones.open("musa"), server, "musa")
    server.stop()

    practice = Practices.of(page).shows(TITLE, "På vej ind").open(TITLE)
    thanks = practice.says("venter på svar").check().answer("Nej", "Vi glemmer det, når vi er få")
    # Looked at one way, and back: the question is answered, and the ways are there still.
    thanks.way("Udfas")
    page.go_back()
    expect(page.get_by_role("heading", name="Du har svaret i dag: Nej")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    agreed = thanks.way("Prøv igen").because("Hvem gør hvad?", "Planlæggeren sætter feltet på igen", "Gem aftalen")
    agreed.is_titled(TITLE).is_phase("Er ved at glide").says("I svarede “nej”", "Aftalen: Planlæggeren sætter feltet på igen")
    # They have chosen: the list asks them no more, and on its page the other ways are there still.
    Practices.of(page).shows(TITLE, "Er ved at glide")
    expect(page.locator(".slip-card")).to_contain_text("Aftalen: Planlæggeren sætter feltet på igen")
    expect(page.get_by_role("list", name="Tre veje videre")).to_have_count(0)
    # Tried in a new way: the reason and the idea are one, and whoever goes back from the card finds it again.
    Practices(page).open(TITLE).way("Justér").because("Hvad passer ikke længere?", "Ruterne er lavet om", "Videre til den nye")
    why = page.get_by_role("complementary", name="Justering af praksis")
    expect(why).to_contain_text("Ruterne er lavet om")
    expect(why).to_be_in_viewport()
    expect(page.get_by_label("Hvad ændrer I?")).to_have_value("Vi ringer først")
    expect(page.get_by_role("button", name="Gem", exact=True)).to_be_visible()
    accessible(page, "the card of what adjusts a practice")
    page.go_back()
    practice.says("I har en idé til en ny måde:")
    page.get_by_role("link", name=f"{TITLE}, 2. runde").first.click()
    Life(page).says("Ruterne er lavet om")
    # Staff do not retire it, and are told who does.
    Practices.of(page).open(TITLE).way("Udfas")
    expect(page.get_by_text("At udfase besluttes af en leder i Hjemmeplejen Nord.")).to_be_visible()
    expect(page.get_by_text("Tag det op med Lone Holm.")).to_be_visible()

    server.start()
    practice.unsent(0).untroubled()
    back = Practices.of(page).open(TITLE).check().anew().answer("Ja")
    expect(page.get_by_text("Godt. Så glider den ikke længere hos jer.")).to_be_visible()
    back.practice().is_phase("På vej ind").unsent(0).untroubled()
    # What was agreed on then is not the answer to a new slip.
    server.push("lone", "check_in", unit=ids["unit"], practice=told, checked_on=ago(0), still_done="no")
    page.reload()
    Practice(page).is_phase("Er ved at glide").says("Vælg én af tre veje:")
    expect(page.locator(".slip-card")).not_to_contain_text("Aftalen")


def test_answer_can_be_taken_back_for_ten_seconds(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    practice = adopted(server, ids, 30)
    page = signed_in(phones_chromium.open("musa"), server, "musa")
    page.goto(f"{server.url}/praksis/{practice}/tjek")
    Check(page).answer("Nej", "Forkert knap")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Med få ord")).to_have_value("Forkert knap")
    Check(page).unsent(0)
    page.goto(f"{server.url}/praksis/{practice}")
    Practice(page).is_phase("På vej ind")


def test_owner_is_not_asked_and_reads_why(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    practice = adopted(server, ids, 30)
    page = signed_in(phones_chromium.open("mette"), server, "mette")
    page.goto(f"{server.url}/praksis/{practice}/tjek")
    expect(page.get_by_text("Du er ansvarlig for den her praksis. Derfor er det de andre, der svarer.")).to_be_visible()
    expect(page.locator(".names")).to_have_text(re.compile("Lone Holm.*Musa Holm"))
    expect(page.get_by_role("radio")).to_have_count(0)


def test_leader_lets_go_on_purpose_and_takes_it_back(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    practice = adopted(server, ids, 60)
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    page.goto(f"{server.url}/praksis/{practice}")
    Practice(page).is_phase("Er ved at glide").says("er ikke besvaret")
    gone = Practice(page).way("Udfas").because("Grunden", "Det nye system spørger selv", "Udfas praksissen")
    gone.is_phase("Udfaset").says("Et bevidst valg.", "Det nye system spørger selv").unsent(0).untroubled()
    for told in (".trial-head", ".unit-facts"):
        expect(page.locator(told)).to_have_text(re.compile(r"i brug \d+\..+ – \d+\."))
    expect(page.locator(".facts").first).not_to_contain_text("forskellige har svaret")
    page.get_by_role("link", name="Tag den i brug igen").click()
    Way(page).because("Grunden", "Systemet spurgte alligevel ikke", "Tag den i brug igen")
    back = Practice(page).is_phase("Er ved at glide").says("Vælg én af tre veje:")
    expect(page.get_by_role("listitem").filter(has_text="Det nye system spørger selv")).to_contain_text("erstattet af")
    expect(page.get_by_role("listitem").filter(has_text="Systemet spurgte alligevel ikke")).to_contain_text("Taget i brug igen")
    # Why it came back is not what they have agreed on to get going.
    expect(page.locator(".slip-card")).not_to_contain_text("Aftalen")
    back.unsent(0).untroubled()


@pytest.mark.parametrize("language", ["da-DK", "en-GB"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 320), ("dark", 1280)])
def test_no_screen_of_it_shuts_anybody_out(
    phones_chromium: Phones, installation: Installation, language: str, scheme: str, width: int
) -> None:
    server, ids = installation
    practice = adopted(server, ids, 60, deputy="")
    (origin,) = [one["trial"] for one in server.records("lone", "practice")]
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Kaffe på kajen"), origin_trial=origin)
    phone = phones_chromium.open(
        "lone", color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce", locale=language
    )
    page = phone.pages[0] if phone.pages else phone.new_page()
    page.goto(server.url)
    page.locator("input[type=email]").fill("lone@lillevig.example")
    page.locator("input[type=password]").fill("en-lang-adgangskode")
    page.locator("form button").click()
    expect(page.locator(".way-main")).to_be_visible()
    expect(page.locator("[data-unsent]")).to_have_text(re.compile("Alt er sendt|sent"), timeout=30_000)
    paths = [f"/{practice}{act}" for act in ("", "/tjek", "/igen", "/juster", "/udfas", "/ret")]
    for path in ["", *paths]:
        page.goto(f"{server.url}/praksis{path}")
        expect(page.locator("main h2, main fieldset, main form").first).to_be_visible()
        expect(page.locator(".chain ~ h3")).to_have_count(1 if path == f"/{practice}" else 0)
        accessible(page, path or "the list")
    page.goto(f"{server.url}/praksis/ny/{trial}")
    for at in range(6):
        expect(page.locator(".steps-bar")).to_be_visible()
        accessible(page, f"question {at}")
        for field in page.locator("main textarea").all():
            field.fill("Sådan")
        if at < 5:
            page.locator(".step-acts .button-primary").click()
            expect(page.locator(".steps-bar")).to_have_js_property("value", at + 2)
