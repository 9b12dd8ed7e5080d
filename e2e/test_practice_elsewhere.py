"""A practice in the units that have taken it up: their own questions, their own adjustments, and why one of them stopped."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import save
from e2e.pages.life import Life
from e2e.pages.practice import Adopt, Practice, Practices, Way, signed_in
from e2e.server import Server, running_trial
from e2e.test_access import check as accessible
from e2e.test_practice import TITLE, Installation, adopted, ago
from tests.support.this_day import this_day


def test_another_unit_takes_it_up_with_its_own_questions(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    adopted(server, ids, 30, deputy="")
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["lone"], south, "--role", "leader")
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    server.stop()

    practice = Practices.of(page).open(TITLE)
    take = page.get_by_role("button", name="Tag i brug i Hjemmeplejen Syd")
    take.click()
    expect(take).to_have_count(0)
    unit = page.locator(".unit-step").filter(has_text="Hjemmeplejen Syd")
    unit.locator("summary").click()
    expect(unit.locator(".calendar li")).to_have_count(4)
    # A mistake is put right as long as nobody there has answered.
    unit.get_by_role("button", name="Det var en fejl – fjern enheden").click()
    expect(unit).to_have_count(0)
    take.click()
    # No deputy: the leader is asked for one, one choice and one tap.
    page.get_by_label("Afløser", exact=True).select_option(label="Musa Holm")
    page.get_by_role("button", name="Gem afløser").click()
    expect(page.get_by_role("heading", name="Hvem er afløser?")).to_have_count(0)

    server.start()
    practice.unsent(0).untroubled()
    practice.check().in_unit("Hjemmeplejen Syd").answer("Delvist")
    Practice(page).unsent(0).untroubled()
    Practices.of(page).open(TITLE).is_phase("Er ved at glide").says("Hjemmeplejen Syd: I svarede “delvist”")
    expect(page.locator(".unit-step").filter(has_text="Hjemmeplejen Nord").locator(".phase")).to_have_text("På vej ind")


def test_unit_that_took_a_practice_up_adjusts_it_with_its_own_reason_and_people(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["lone"], south, "--role", "leader")
    server.add_user("sia", "Sia Dam", south)
    practice = adopted(server, ids, 60)
    server.push("lone", "uptake", unit=south, practice=practice, since_on=ago(40))
    server.push("sia", "check_in", unit=south, practice=practice, checked_on=ago(2), still_done="no")
    page = signed_in(phones_chromium.open("sia"), server, "sia")
    server.stop()
    page.goto(f"{server.url}/praksis/{practice}")
    Practice(page).way("Justér")
    page.get_by_label("Hvad passer ikke længere?").fill("Hos os begynder ruten en time senere")
    page.get_by_role("button", name="Videre til den nye prøvehandling").click()
    told = page.get_by_role("complementary", name="Justering af praksis")
    expect(told).to_contain_text("Hos os begynder ruten en time senere")
    page.locator("summary", has_text="Hvem har bolden?").click()
    expect(page.get_by_label("Ansvarlig", exact=True)).to_have_value("")
    expect(page.locator("#step-people .step-done")).to_have_count(0)
    page.get_by_label("Det vil vi gøre anderledes").fill("Vi ringer fra bilen")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(told).to_contain_text("Hos os begynder ruten en time senere")
    expect(told.get_by_role("link", name=TITLE)).to_have_attribute("href", f"/praksis/{practice}")
    accessible(page, "the page of a trial")
    server.start()
    page.reload()
    Life(page).unsent(0).untroubled()


def adopting(adopt: Adopt) -> Adopt:
    """All the questions but the last, answered by a leader of one unit."""
    adopt.asks("Hvilken rutine bærer det?").answer(Mødet="Tavlemødet").go_on()
    adopt.page.get_by_role("button", name="Vi holder ikke op med noget").click()
    adopt.go_on().asks("Hvem gør hvad, hvornår?").go_on().asks("Hvem er ansvarlig – og hvem afløser?").go_on()
    adopt.asks("Hvorfor tager I den i brug?").answer(Derfor="Det passer til vores ruter", Det_lærte_I="Fra bilen går det")
    return adopt.go_on().asks("Her spørger Prøv, om I stadig gør det")


def slipping_in(server: Server, south: str, practice: str) -> None:
    """Syd, with Sia (staff) and Hans (leader), has taken it up, and does it no more."""
    server.add_user("sia", "Sia Dam", south)
    server.add_user("hans", "Hans Brink", south, "leader")
    server.push("hans", "uptake", unit=south, practice=practice, since_on=ago(40))
    server.push("sia", "check_in", unit=south, practice=practice, checked_on=ago(2), still_done="no")


def test_unit_that_takes_its_adjusted_one_into_use_lets_go_of_the_one_that_it_had_taken_up(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    practice = adopted(server, ids, 60)
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    slipping_in(server, south, practice)
    (first,) = server.records("lone", "trial")
    trial = server.push("sia", "trial", **running_trial(south, "Opkald fra bilen"), parent_trial=first["id"])
    page = signed_in(phones_chromium.open("hans"), server, "hans")
    server.stop()
    adopt = adopting(Adopt.of(page, server, trial))
    expect(page.get_by_label(f"Den træder i stedet for “{TITLE}”")).to_be_checked()
    expect(page.get_by_text("Andre enheder går videre med den.")).to_be_visible()
    adopt.take_into_use().is_titled("Opkald fra bilen").is_phase("På vej ind").unsent(3)
    page.goto(f"{server.url}/praksis/{practice}")
    Practice(page).says("Hjemmeplejen Syd stoppede", "Afløst af “Opkald fra bilen”.")
    expect(page.get_by_role("list", name="Tre veje videre")).to_have_count(0)
    server.start()
    Practice(page).unsent(0).untroubled()
    Practice(page).home()
    expect(page.locator(".waits").get_by_text(TITLE)).to_have_count(0)
    # Where it is at home they go on with it.
    (at_home,) = (one for one in server.records("lone", "practice") if one["id"] == practice)
    assert "retired_on" not in at_home
    lone = signed_in(phones_chromium.open("lone"), server, "lone")
    lone.goto(f"{server.url}/praksis/{practice}")
    Practice(lone).is_titled(TITLE).says("Hjemmeplejen Syd stoppede", "Afløst af “Opkald fra bilen”.")
    expect(lone.locator(".retired-card")).to_have_count(0)


def test_who_belongs_to_two_units_takes_the_way_of_the_one_in_which_it_slips(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    practice = adopted(server, ids, 60)
    server.push("musa", "check_in", unit=ids["unit"], practice=practice, checked_on=ago(2), still_done="yes")
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    slipping_in(server, south, practice)
    server.add_user("dorte", "Dorte Lind", ids["organisation"], "leader")
    server.command("membership", "add", ids["musa"], south, "--role", "staff")
    musa = signed_in(phones_chromium.open("musa"), server, "musa")
    musa.goto(f"{server.url}/praksis/{practice}")
    Practice(musa).way("Stop hos os")
    expect(musa.get_by_role("heading", name="Hvorfor stopper I i Hjemmeplejen Syd?")).to_be_visible()
    page = signed_in(phones_chromium.open("dorte"), server, "dorte")
    page.goto(f"{server.url}/praksis/{practice}")
    ways = page.get_by_role("list", name="Tre veje videre")
    expect(ways).to_have_attribute("aria-label", "Tre veje videre: Hjemmeplejen Syd")
    Practice(page).says("Hos Hjemmeplejen Syd", "Selve praksissen hører til Hjemmeplejen Nord.")
    # Another trial is made in the unit in which it slips.
    Practice(page).way("Justér")
    expect(page.get_by_text("Hos Hjemmeplejen Syd.")).to_be_visible()
    # When it slips in both, each has its own ways.
    server.push("musa", "check_in", unit=ids["unit"], practice=practice, checked_on=ago(1), still_done="no")
    page.goto(f"{server.url}/praksis/{practice}")
    expect(ways).to_have_count(2, timeout=30_000)
    accessible(page, "three ways for each of two units")
    expect(ways.first.get_by_role("link", name="Udfas")).to_be_visible()
    ways.last.get_by_role("link", name="Stop hos os").click()
    Way(page).because("Grunden", "Det nye system spørger selv", "Stop hos os").unsent(0).untroubled()
    expect(ways).to_have_count(1)
    Practice(page).is_phase("Er ved at glide").says("Hjemmeplejen Syd stoppede", "Det nye system spørger selv")
    (there,) = server.records("lone", "practice")
    assert "retired_on" not in there


def test_unit_that_had_taken_it_up_reads_who_ended_it_and_goes_on_by_itself(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    practice = adopted(server, ids, 60)
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.add_user("sia", "Sia Dam", south)
    server.push("sia", "uptake", unit=south, practice=practice, since_on=ago(10))
    (first,) = server.records("lone", "trial")
    told = running_trial(ids["unit"], "Opkald fra bilen")
    trial = server.push("mette", "trial", **told, parent_trial=first["id"], shared=True)
    lone = signed_in(phones_chromium.open("lone"), server, "lone")
    lone.goto(f"{server.url}/praksis/{practice}/udfas")
    Practice(lone).says("Den bruges også i Hjemmeplejen Syd. Udfaser I den, slutter den også dér.")
    lone.goto(f"{server.url}/proevehandlinger/{first['id']}/lav-om")
    Practice(lone).says("Så udfases praksissen", "Den bruges også i Hjemmeplejen Syd og slutter også dér.")
    adopt = adopting(Adopt.of(lone, server, trial))
    # What ends something for others is nothing that is ticked beforehand.
    instead = lone.get_by_label(f"Den træder i stedet for “{TITLE}”")
    expect(instead).not_to_be_checked()
    expect(lone.get_by_text("Den gamle bruges også i Hjemmeplejen Syd.")).to_be_visible()
    accessible(lone, "what takes another one's place")
    instead.check()
    adopt.take_into_use().unsent(0).untroubled()

    page = signed_in(phones_chromium.open("sia"), server, "sia")
    Practice(page).home()
    card = page.locator(".answer-card")
    expect(card).to_contain_text(f"Hjemmeplejen Nord har udfaset “{TITLE}”")
    expect(card).to_contain_text("Afløst af “Opkald fra bilen”.")
    accessible(page, "an end on the start screen")
    card.get_by_role("link", name="Se praksissen").click()
    ended = Practice(page).is_phase("Udfaset").says("Udfaset af Hjemmeplejen Nord", "Derfor er den også slut hos jer.")
    expect(page.get_by_text("Et bevidst valg.")).to_have_count(0)
    accessible(page, "a practice that another unit has ended")
    page.get_by_role("link", name="Se “Opkald fra bilen”, som Hjemmeplejen Nord bruger nu").click()
    expect(page.get_by_role("button", name="Tag i brug i Hjemmeplejen Syd")).to_be_visible()
    # Read once, it is told no more; their own way on is a trial.
    ended.home()
    expect(page.get_by_role("heading", name="Venter på os")).to_be_visible()
    expect(card).to_have_count(0)
    page.goto(f"{server.url}/praksis/{practice}")
    page.get_by_role("link", name="Prøv videre i Hjemmeplejen Syd").click()
    page.get_by_label("Det vil vi gøre anderledes").fill("Vi ringer kun til nye borgere")
    save(page.get_by_role("button", name="Gem", exact=True))
    Life(page).unsent(0).untroubled()
    (own,) = server.records("sia", "trial")
    assert (own["parent_trial"], own["when"]) == (first["id"], "før ruten begynder")
    page.goto(f"{server.url}/praksis/{practice}")
    expect(page.get_by_role("link", name=re.compile("som I er gået videre med"))).to_be_visible()


def test_words_that_somebody_has_vouched_for_stop_nobody_and_are_not_masked(
    phones_chromium: Phones, installation: Installation
) -> None:
    """A number that looks like a civil registration number, and that is none, is carried over where nobody sees it."""
    server, ids = installation
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.add_user("sia", "Sia Dam", south)
    place = "ved skabet med 010165-5001 på lågen"
    practice = adopted(server, ids, 60, not_cpr=["when"], when=place)
    told = {"unit": south, "practice": practice, "since_on": ago(40)}
    server.push("sia", "uptake", not_cpr=["again_how"], **told, again_how=f"Vi mødes {place}")
    server.push("sia", "check_in", unit=south, practice=practice, checked_on=ago(2), still_done="no")
    page = signed_in(phones_chromium.open("sia"), server, "sia")
    page.goto(f"{server.url}/praksis/{practice}/juster")
    page.get_by_label("Hvad passer ikke længere?").fill("Hos os begynder ruten en time senere")
    page.get_by_role("button", name="Videre til den nye prøvehandling").click()
    expect(page.get_by_label("Det vil vi gøre anderledes")).to_be_visible()
    page.goto(f"{server.url}/praksis/{practice}")
    Practice(page).unsent(0).untroubled()
    page.goto(f"{server.url}/praksis/{practice}/udfas")
    Way(page).because("Grunden", "Det nye system spørger selv", "Stop hos os")
    Practice(page).says("Hjemmeplejen Syd stoppede", "Det nye system spørger selv").unsent(0).untroubled()
    assert [one["when"] for one in server.records("sia", "trial")] == [place]


def test_unit_that_stops_says_why_and_that_is_read_also_when_it_begins_anew(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    practice = adopted(server, ids, 30, deputy="")
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command(
        "user", "add", "hans@lillevig.example", "--name", "Hans Brink", "--unit", south, "--role", "leader",
        "--password-stdin", stdin="en-lang-adgangskode",
    )  # fmt: skip
    server.push("hans", "uptake", unit=south, practice=practice, since_on=ago(20))
    answer = {"checked_on": ago(1), "still_done": "partly", "note": "Vikarerne kender den ikke"}
    server.push("hans", "check_in", unit=south, practice=practice, **answer)
    hans = signed_in(phones_chromium.open("hans"), server, "hans")
    hans.goto(f"{server.url}/praksis/{practice}")
    # He leads a unit that took it up: who chooses a deputy is the leader where it is at home.
    Practice(hans).says(
        "Uden en afløser er der ingen til at tage over, hvis den ansvarlige holder op. En leder i Hjemmeplejen Nord"
    )
    hans.goto(f"{server.url}/praksis/{practice}/udfas")
    Way(hans).because("Grunden", "Det nye system spørger selv", "Stop hos os")
    stopped = Practice(hans).is_phase("Stoppet hos os").says("Hjemmeplejen Syd stoppede", "Det nye system spørger selv")
    stopped.says("Vikarerne kender den ikke")  # what they had answered before
    # Of their own time: at home it was begun ten days before, and goes on.
    began, ended = (int(ago(days)[-2:]) for days in (20, 0))
    expect(hans.locator(".trial-head")).to_have_text(re.compile(rf"i brug {began}\.\D+(\d{{4}} )?– {ended}\."))
    hans.get_by_role("button", name="Tag den i brug igen").click()
    expect(hans.locator(".unit-step").filter(has_text="Hjemmeplejen Syd")).to_be_visible()
    stopped.says("Enheder, der er stoppet, og hvorfor", "Det nye system spørger selv").unsent(0).untroubled()
    # At home they read it too, staff as well.
    mette = signed_in(phones_chromium.open("mette"), server, "mette")
    mette.goto(f"{server.url}/praksis/{practice}")
    Practice(mette).says("Hjemmeplejen Syd stoppede", "Det nye system spørger selv", "Lone Holm kan vælge en.")


def test_practice_that_gave_way_is_found_again_when_the_new_one_goes(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    old = adopted(server, ids, 20)
    (first,) = server.records("lone", "trial")
    again = server.push("mette", "trial", **running_trial(ids["unit"], f"{TITLE}, 2. runde"), parent_trial=first["id"])
    about = {"unit": ids["unit"], "reason": "Sådan", "decided_on": ago(0)}
    server.push("lone", "decision", **about, subject_type="trial", subject=again, choice="adopt", learned="Noget")
    kept = ("who", "does", "when", "routine", "stops")
    (was,) = server.records("lone", "practice")
    told = {name: was[name] for name in kept}
    new = server.push("lone", "practice", **told, unit=ids["unit"], title="Ny runde", trial=again, adopted_on=ago(0))
    server.push("lone", "decision", **about, subject_type="practice", subject=old, choice="retire")
    longer = str(this_day() + timedelta(days=30))
    server.push("lone", "decision", **about, subject_type="trial", subject=again, choice="extend", ends_on=longer)
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    page.goto(f"{server.url}/praksis/{new}")
    Practice(page).is_phase("Udfaset").says(f"Den afløste “{TITLE}”, som stadig er udfaset.")
    page.get_by_role("link", name=f"Tag “{TITLE}” i brug igen").click()
    Way(page).because("Grunden", "Vi gør som før", "Tag den i brug igen").is_titled(TITLE).is_phase("På vej ind")
    page.goto(f"{server.url}/praksis/{new}")
    expect(page.get_by_role("link", name=f"Tag “{TITLE}” i brug igen")).to_have_count(0)
