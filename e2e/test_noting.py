"""Noting an observation: what is said afterwards is in nobody's way, what is cleared is gone, what stood in the way is told
once, and one comes back to where one was."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.pages.board import Board
from e2e.pages.life import Life
from e2e.server import Server, running_trial
from e2e.test_access import check

Installation = tuple[Server, dict[str, str]]
HIT = """(button) => {
  const { x, y, width, height } = button.getBoundingClientRect()
  return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}"""
APART = """() => {
  const toast = document.querySelector('.saved-toast').getBoundingClientRect()
  return [...document.querySelectorAll('.act-bar, .places')].map((bar) => bar.getBoundingClientRect())
    .every((bar) => bar.top >= toast.bottom || bar.bottom <= toast.top)
}"""

HIGHER = """() => {
  document.querySelector('.act-bar').style.bottom = '140px'
  dispatchEvent(new Event('scroll'))
}"""


def signed_in(phones: Phones, server: Server, name: str = "mette", **options: Any) -> Today:
    """Somebody's start screen, with everything on the phone."""
    return SignIn.open(phones.open(name, **options), server.url).sign_in(name).is_shown().fetched()


def hits(button: Locator) -> None:
    """A tap in its middle reaches it."""
    assert button.evaluate(HIT)


def tick(page: Page, words: str) -> None:
    """One of the two at the end of the sheet."""
    page.get_by_role("checkbox", name=words).check()


def done(page: Page) -> None:
    """Færdig; it is on the phone."""
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()


def test_what_is_said_in_passing_lies_over_no_button(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    for title in ("Opkald før besøg", "Kaffe på kajen"):
        server.push("mette", "trial", **running_trial(ids["unit"], title))
    today = signed_in(phones_chromium, server)
    page = today.page
    undo = page.get_by_role("button", name="Fortryd")
    today.note_on("Opkald før besøg").went("Det virkede", "Den første")
    hits(undo)
    assert page.evaluate(APART)

    # The next sheet begins: the first note can be taken back no longer, and Færdig is Færdig.
    page.get_by_role("link", name=re.compile("Kaffe på kajen")).click()
    expect(undo).to_have_count(0)
    page.get_by_role("radio", name="Delvist", exact=True).check()
    page.get_by_label("Med få ord").fill("Den anden")
    hits(page.get_by_role("button", name="Færdig"))
    done(page)

    # The citizen's words stay on their sheet, with a button at its foot.
    voice = today.voice()
    voice.heard("Godt", "At I ringer først")
    for height in (844, 700, 1400):
        page.set_viewport_size({"width": 390, "height": height})
        page.wait_for_function(APART)
        hits(page.get_by_role("button", name="Gem", exact=True))
        hits(undo)
    check(page, "the citizen's words, just saved")
    # What was said is a way on too, good words as well.
    page.get_by_role("link", name="Prøv noget").click()
    expect(page.get_by_role("complementary", name="Begynder med en borgers ord")).to_contain_text("At I ringer først")
    page.go_back()
    # Said once more where something is said already, and then the foot of the sheet stands higher than before.
    page.set_viewport_size({"width": 390, "height": 844})
    voice.heard("Skidt", "Ingen ringede")
    expect(page.get_by_label("Det gode")).to_have_value("")
    page.evaluate(HIGHER)
    page.wait_for_function(APART)
    hits(page.get_by_role("button", name="Gem", exact=True))
    undo.click()
    expect(page.get_by_text("Taget tilbage. Intet er gemt.")).to_be_visible()
    today.unsent(0)
    assert sorted(one["text"] for one in server.records("lone", "observation")) == ["Den anden", "Den første"]
    assert [one["good"] for one in server.records("lone", "feedback")] == ["At I ringer først"]


def test_what_is_cleared_while_noting_is_not_sent(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = {**running_trial(ids["unit"], "Opkald før besøg"), "measure_name": "Forgæves besøg"}
    id_ = server.push("mette", "trial", **trial)
    server.push("mette", "observation", trial=id_, seen_at="2026-11-23T07:05:44+01:00", outcome="worked", value="4.5")
    today = signed_in(phones_chromium, server)
    page = today.page
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Det virkede", exact=True).check()
    page.get_by_label("Med få ord").fill("Fru Hansen var vred")
    page.locator("[name=value]").fill("12,5")
    tick(page, "Noget overraskede mig")
    expect(page.get_by_text("sidst: 4,5")).to_be_visible()
    page.get_by_label("Med få ord").fill("")
    page.locator("[name=value]").fill("")
    page.get_by_role("checkbox", name="Noget overraskede mig").uncheck()
    done(page)
    today.unsent(0)
    (fresh,) = [one for one in server.records("lone", "observation") if not one.get("value")]
    assert fresh.keys() & {"text", "value", "surprise"} == set()


def test_a_barrier_is_kept_asked_for_and_met_again(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    today = signed_in(phones_chromium, server)
    page = today.page

    # Ticked and not said: asked for at its field. A kind or words alone are enough.
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Delvist", exact=True).check()
    tick(page, "Noget stod i vejen")
    check(page, "nothing known yet")
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text(re.compile("Vælg eller skriv, hvad der stod i vejen"))).to_be_visible()
    expect(page.get_by_label("Hvad stod i vejen?")).to_be_focused()
    page.get_by_label("Hvad stod i vejen?").fill("Ruten er fuld")
    expect(page.get_by_text(re.compile("Vælg eller skriv, hvad der stod i vejen"))).to_have_count(0)
    # Left by the arrow, not by Færdig: it is kept.
    page.get_by_role("link", name="Tilbage").click()
    today.is_shown().fetched()
    (barrier,) = server.records("lone", "barrier")
    assert (barrier["kind"], barrier["text"]) == ("other", "Ruten er fuld")

    # The next time it is one tap; a new one is one more.
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Ikke denne gang", exact=True).check()
    tick(page, "Noget stod i vejen")
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text(re.compile("Vælg eller skriv, hvad der stod i vejen"))).to_be_visible()
    page.get_by_role("radio", name="En ny", exact=True).check()
    page.get_by_role("radio", name="Tid", exact=True).check()
    page.get_by_role("radio", name="Ruten er fuld", exact=True).check()
    check(page, "a known one is chosen")
    done(page)
    today.unsent(0)
    assert len(server.records("lone", "barrier")) == 1  # what was begun on is taken back
    assert [one.get("barrier") for one in server.records("lone", "observation")] == [barrier["id"]] * 2
    page.goto(f"{server.url}/barriere/{barrier['id']}")
    met = page.get_by_role("region", name="Her er I stødt på den")
    expect(met).to_contain_text("Delvist")
    expect(met).to_contain_text("Ikke denne gang")


def test_after_noting_one_is_back_where_one_was(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = {**running_trial(ids["unit"], "Opkald før besøg"), "measure_name": "Forgæves besøg"}
    id_ = server.push("mette", "trial", **trial)
    today = signed_in(phones_chromium, server)
    page = today.page
    today.trials().open("Opkald før besøg")
    Life(page).note("Det virkede", "2").says("Det er sket")
    expect(page.locator(".beliefs")).to_contain_text("Det tror vi")
    # What is said in passing covers nothing that one wants to tap, also at the foot of the page.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        """() => {
          const [toast, ways] = ['.saved-toast', '.quiet-ways'].map((one) => document.querySelector(one).getBoundingClientRect())
          return ways.bottom <= innerHeight && (toast.bottom <= ways.top || toast.top >= ways.bottom)
        }"""
    )

    # From the board: the slide that the meeting had come to, also when the page was lost meanwhile.
    board = Board.from_today(today.home()).forward().is_at(2).shows("Opkald før besøg")
    page.get_by_role("link", name="Notér nu").click()
    page.reload()
    page.get_by_role("radio", name="Delvist", exact=True).check()
    done(page)
    board.is_at(2).shows("Opkald før besøg")
    expect(page).to_have_url(re.compile(f"/tavle/{ids['unit']}$"))

    page.get_by_role("link", name="Notér nu").click()
    page.get_by_role("link", name="Tilbage").click()
    board.is_at(2)
    today = Today.open(page.context, server.url).is_shown()
    today.note_on("Opkald før besøg").went("Det virkede").is_shown()
    page.goto(f"{server.url}/noter/{id_}?fra=//elsewhere.example/mig")
    expect(page.get_by_role("link", name="Tilbage", exact=True)).to_have_attribute("href", "/")


def test_words_that_cannot_be_sent_as_they_stand_are_there_the_next_time(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    today = signed_in(phones_chromium, server)
    page = today.page
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Det virkede", exact=True).check()
    words = page.get_by_label("Med få ord")
    words.fill("Ring til 211062-5629 først")
    expect(page.get_by_text("Det ligner et CPR-nummer. Fjern det.")).to_be_visible()
    words.press_sequentially(", og så til datteren")
    page.get_by_role("link", name="Tilbage").click()
    expect(page.get_by_text("Du kan rette det, næste gang du noterer her.")).to_be_visible()
    today.home().unsent(0)

    # They are offered to the note that they belong to, and the next one is not filled with them.
    page.reload()
    today.is_shown().note_on("Opkald før besøg")
    page.get_by_role("radio", name="Delvist", exact=True).check()
    expect(words).to_have_value("")
    check(page, "a note, and words that wait for the one before")
    page.get_by_role("link", name="Ret den note").click()
    expect(words).to_have_value("Ring til 211062-5629 først, og så til datteren")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Det ligner et CPR-nummer. Fjern det.")).to_be_visible()
    words.fill("Ring til datteren først")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
    today.home().unsent(0).untroubled()
    bare, mended = sorted(
        (one for one in server.records("lone", "observation") if one["outcome"] == "worked"), key=lambda one: "replaces" in one
    )
    assert (bare.get("text"), mended["text"], mended["replaces"]) == (None, "Ring til datteren først", bare["id"])
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Det virkede", exact=True).check()
    expect(page.get_by_role("button", name="Færdig")).to_be_visible()
    expect(page.get_by_role("link", name="Ret den note")).to_have_count(0)


def test_what_was_in_the_way_waits_with_the_words_that_cannot_be_sent(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    today = signed_in(phones_chromium, server)
    page = today.page
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Delvist", exact=True).check()
    tick(page, "Noget stod i vejen")
    way = page.get_by_label("Hvad stod i vejen?")
    way.fill("Døren hos 211062-5629 var låst")
    page.get_by_role("link", name="Tilbage").click()
    today.is_shown().fetched()

    # What is half typed in another note, and mended there, does not take its place.
    today.note_on("Opkald før besøg")
    page.get_by_role("radio", name="Det virkede", exact=True).check()
    page.get_by_label("Med få ord").fill("Ring til 211062-5629")
    expect(page.get_by_text("Det ligner et CPR-nummer. Fjern det.")).to_be_visible()
    page.get_by_label("Med få ord").fill("Ring først")
    page.get_by_role("button", name="Færdig").click()
    today.note_on("Opkald før besøg")
    page.get_by_role("link", name="Ret den note").click()
    expect(page.get_by_role("checkbox", name="Noget stod i vejen")).to_be_checked()
    expect(way).to_have_value("Døren hos 211062-5629 var låst")
    way.fill("Døren var låst")
    page.get_by_role("radio", name="Kompetencer", exact=True).check()
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Døren var låst")).to_be_visible()
    today.home().unsent(0).untroubled()
    (barrier,) = server.records("lone", "barrier")
    assert (barrier["kind"], barrier["text"]) == ("skills", "Døren var låst")
    mended = [one for one in server.records("lone", "observation") if "replaces" in one]
    assert [one.get("barrier") for one in mended] == [barrier["id"]]
