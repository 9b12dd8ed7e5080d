"""The main job: captured in a basement without network, on the dashboard when the phone is back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import EDIT, Overview, SignIn, Today
from e2e.server import Server

Installation = tuple[Server, dict[str, str]]


def test_noted_offline_kept_through_a_restart_and_sent_once(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    phone = phones.open("mette")
    today = SignIn.open(phone, server.url).sign_in("mette").is_shown()
    today.new_trial().titled("Opkald før besøg").unsent(0)
    today.home().wait_until_ready_offline()
    leader = SignIn.open(phones.open("lone", viewport={"width": 1280, "height": 800}), server.url).sign_in("lone").is_shown()
    leader.page.goto(f"{server.url}/overblik")
    expect(leader.page.get_by_text("Ingen iagttagelser i perioden.")).to_be_visible()
    server.stop()

    # Reloaded without a server: the sign-in state is intact, and all three can be captured.
    today.page.reload()
    today.is_shown().note_on("Opkald før besøg").went("Det virkede", "Borgeren var klar, da jeg kom")
    today.voice().heard("Godt", "At I ringer først").home()
    today.new_trial().titled("Kaffe på kajen").unsent(3)
    phones.close(phone)

    # The browser is closed and opened again, still without a server: everything is there.
    today = Today.open(phones.open("mette"), server.url).is_shown().unsent(3)
    today.trials().open("Opkald før besøg")
    expect(today.page.get_by_text("Borgeren var klar, da jeg kom")).to_be_visible()
    today.trials().open("Kaffe på kajen")

    server.start()
    today.unsent(0)
    today.untroubled()
    expect(today.sync_line).to_have_text(re.compile(r"Alt er sendt · kl\. \d\d[.:]\d\d"))

    # A colleague's fresh phone holds each of them exactly once, and the leader's dashboard shows them.
    other = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    other.trials().open("Opkald før besøg")
    expect(other.page.get_by_text("Borgeren var klar, da jeg kom")).to_have_count(1)
    other.trials()
    expect(other.page.locator(".rows li")).to_have_count(2)
    leader.page.get_by_label("Periode").select_option(label="30 dage")
    Overview(leader.page).observations(1, 0, 0).is_drawn_to_size()
    expect(leader.page.get_by_text("1 iagttagelse. 100 % gik, som vi håbede.")).to_be_visible()


def test_two_phones_edit_the_same_trial_offline(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    mette.new_trial().titled("Opkald før besøg").unsent(0)
    mette.home().wait_until_ready_offline()
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown().wait_until_ready_offline()
    server.stop()

    limits = "Hvor lidt kan vi nøjes med?"
    mette.trials().open("Opkald før besøg").edit(limits, "Sted", "Rute 4")
    mette.trials().open("Opkald før besøg").edit("Hvad vil vi lære?", "Læringsspørgsmål", "Er et opkald nok?")
    musa.trials().open("Opkald før besøg").edit(limits, "Sted", "Rute 7")
    musa.trials().open("Opkald før besøg").edit(limits, "Målgruppe", "Tre borgere")
    # Who comes back last is asked: Musa, whose phone stays off until Mette's has sent.
    phones.close(musa.page.context)
    server.start()
    mette.unsent(0)
    musa = Today.open(phones.open("musa"), server.url).is_shown()
    musa.unsent(0)

    # Different fields merged; the same field is shown as a choice, with both values.
    musa.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = musa.page.locator(".attention-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("To har skrevet noget forskelligt i “Sted”")
    expect(card).to_contain_text("Rute 4")
    expect(card).to_contain_text("Rute 7")
    card.get_by_role("button", name="Behold: Rute 7").click()
    expect(musa.page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    musa.unsent(0)

    mette.page.goto(f"{server.url}/hvad-ligger-hvor")
    mette.page.get_by_role("button", name="Send nu").click()
    mette.trials().open("Opkald før besøg")
    expect(mette.page.get_by_text("Er et opkald nok?")).to_be_visible()
    expect(mette.page.get_by_text("Rute 7")).to_be_visible()
    mette.page.get_by_role("link", name=EDIT).click()
    mette.page.locator("summary", has_text=limits).click()
    expect(mette.page.get_by_label("Sted", exact=True)).to_have_value("Rute 7")
    expect(mette.page.get_by_label("Målgruppe", exact=True)).to_have_value("Tre borgere")


def test_undo_within_ten_seconds_sends_nothing(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    today.voice().heard("Skidt", "fejl")
    today.page.get_by_role("button", name="Fortryd").click()
    expect(today.page.get_by_text("Taget tilbage. Intet er gemt.")).to_be_visible()
    today.unsent(0)
    today.page.goto(f"{server.url}/hvad-ligger-hvor")
    expect(today.page.locator("[data-entry]")).to_have_count(0)


@pytest.mark.parametrize("words", ["Cpr 211062-5629 ringede"])
def test_civil_registration_number_is_asked_about_before_it_is_saved(
    phones: Phones, installation: Installation, words: str
) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    voice = today.voice()
    voice.page.get_by_label("Det gode").fill(words)
    voice.page.get_by_role("button", name="Gem", exact=True).click()
    expect(voice.page.get_by_text("Det ligner et CPR-nummer. Fjern det.")).to_be_visible()
    expect(voice.page.get_by_label("Det gode")).to_have_value(words)
    voice.page.get_by_role("button", name="Det er ikke et CPR-nummer").click()
    voice.page.get_by_role("button", name="Gem", exact=True).click()
    expect(voice.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()


def test_draft_is_there_after_the_page_was_lost(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    new = today.new_trial()
    new.page.get_by_label("Hvad vil I prøve?").fill("Halvt skrevet")
    new.page.get_by_text("Hvad tror vi, der sker?").click()
    new.page.get_by_label("Forventning").fill("At det går")
    hinders = new.page.locator("summary", has_text="Hvad står i vejen i dag?")
    hinders.click()
    new.page.get_by_role("button", name="Skriv en ny barriere").click()
    new.page.get_by_role("radio", name="Tid", exact=True).check()
    new.page.get_by_label("Hvad stod i vejen?").fill("Ruten er fuld")
    new.page.reload()
    expect(new.page.get_by_label("Hvad vil I prøve?")).to_have_value("Halvt skrevet")
    new.page.get_by_text("Hvad tror vi, der sker?").click()
    expect(new.page.get_by_label("Forventning")).to_have_value("At det går")
    hinders.click()
    expect(new.page.get_by_label("Hvad stod i vejen?")).to_have_value("Ruten er fuld")
    expect(new.page.get_by_role("radio", name="Tid", exact=True)).to_be_checked()
    new.page.get_by_role("button", name="Tilføj barrieren").click()
    expect(new.page.get_by_role("checkbox", name="Ruten er fuld")).to_be_checked()
    expect(new.page.get_by_role("button", name="Skriv en ny barriere")).to_be_visible()


# Once, when the page is loaded again, the kept form cannot be read.
STUMBLES = """
const { get } = IDBObjectStore.prototype
IDBObjectStore.prototype.get = function (...asked) {
  if (this.name === 'drafts' && sessionStorage.stumbles) {
    sessionStorage.removeItem('stumbles')
    throw new DOMException('cannot be read', 'UnknownError')
  }
  return get.apply(this, asked)
}"""


def test_a_draft_that_could_not_be_read_is_not_written_over(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    page = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().voice().page
    page.get_by_label("Det gode").fill("At I ringer først")
    page.add_init_script(STUMBLES)
    page.evaluate("sessionStorage.stumbles = 1")
    page.reload()
    page.wait_for_function("() => !sessionStorage.stumbles")  # a function: the policy of the page lets no text be run again
    expect(page.get_by_label("Det gode")).to_have_value("")
    page.get_by_label("Det, der kunne være anderledes").fill("Kaffen")
    expect(page.get_by_label("Det gode")).to_have_value("At I ringer først")
    page.reload()
    expect(page.get_by_label("Det gode")).to_have_value("At I ringer først")
    expect(page.get_by_label("Det, der kunne være anderledes")).to_have_value("Kaffen")


# Remembers that the worker has tried to fetch the rest of the app.
TRIED = "() => navigator.serviceWorker.addEventListener('message', ({ data }) => { window.tried ||= data.fetched })"

# What would come after a second comes when it is asked for: the first time only.
HOLD = """const later = setTimeout
window.setTimeout = (call, ms, ...more) => {
  if (ms !== 1000 || window.held !== undefined || window.isHeld) return later(call, ms, ...more)
  window.isHeld = true
  window.held = call
  return -1
}"""


def test_rest_of_the_app_that_was_cut_off_comes_with_the_network(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    context = phones.open("mette")
    context.add_init_script(HOLD)
    page = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched().page
    page.get_by_role("link", name=re.compile("^Mig")).click()
    page.evaluate(TRIED)
    expect(page.locator("[data-ready=true]")).to_be_visible(timeout=30_000)
    server.stop()
    page.evaluate("() => { window.held(); window.held = undefined }")
    expect(page.get_by_text("Klar til at notere uden net. Resten af appen er på vej.")).to_be_visible()
    page.wait_for_function("() => window.tried", timeout=30_000)
    # An idea can be noted all the same.
    expect(Today(page).home().new_trial().page.get_by_label("Hvad vil I prøve?")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Mig")).click()
    server.start()
    expect(page.get_by_text("✓ Klar til brug uden net")).to_be_visible(timeout=40_000)


def test_a_tap_given_twice_saves_once(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    new = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().new_trial()
    new.page.get_by_label("Hvad vil I prøve?").fill("Kun én gang")
    new.page.get_by_role("button", name="Gem", exact=True).evaluate("button => { button.click(); button.click() }")
    expect(new.page.get_by_role("heading", level=1)).to_have_text("Kun én gang")
    new.trials()
    expect(new.page.locator(".rows li")).to_have_count(1)


# The tap on the field comes between the drawing of the new screen and the frame after it, as on a phone that draws late.
QUICK = """async () => {
  document.querySelector('a[href="/borgerens-ord"]').click()
  while (!document.querySelector('textarea[name=good]')) await Promise.resolve()
  document.querySelector('textarea[name=good]').focus()
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  return document.activeElement.name
}"""


def test_a_field_that_is_tapped_while_the_screen_is_drawn_keeps_the_letters(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    assert today.page.evaluate(QUICK) == "good"
