"""Everybody can use it: no violation of WCAG 2.2 AA that axe can see, on any screen, in both languages and schemes;
by keyboard alone; on 320 px; with targets of 48 px; and a note in four taps."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial

Installation = tuple[Server, dict[str, str]]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
ENGLISH = {"en": {"locale": "en-GB"}, "da": {}}
PATHS = ["/", "/noter", "/borgerens-ord", "/ny", "/proevehandlinger", "/laering", "/overblik", "/mig", "/hvad-ligger-hvor",
         "/opmaerksomhed", "/praksis", "/paamindelser"]  # fmt: skip
# Of a unit: what it is for, and what hinders it; UNIT stands for its id.
OF_A_UNIT = ["/enhed/UNIT", "/enhed/UNIT/ret", "/retning/ny/UNIT", "/adfaerd/ny/UNIT", "/barriere/ny/UNIT", "/dilemma/ny/UNIT"]
# What is smaller than 48 px by design: links within sentences and lists of text, which WCAG's own rule excepts.
SMALL = """() => [...document.querySelectorAll('a, button, select, input, summary, textarea, [role=radio]')]
  .filter((one) => one.offsetParent && getComputedStyle(one).display !== 'inline' && !one.matches('.skip'))
  .map((one) => [one.closest('label') ?? one, one])
  .map(([area, one]) => [one.outerHTML.slice(0, 90), area.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 47.5 || box.width < 47.5))
  .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""


def check(page: Page, where: str) -> None:
    """No violation, nothing too small to hit, nothing that has to be scrolled sideways."""
    found = Axe().run(page, options=RULES).response["violations"]
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
    assert told == [], where
    assert page.evaluate(SMALL) == [], where
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, where


def of_the_unit(server: Server, unit: str) -> list[str]:
    """Addresses of the unit's screens, and of one of each kind that belongs to it."""
    barrier = server.push("mette", "barrier", unit=unit, kind="time", text="Ruten er lagt, før vi spørger")
    dilemma = server.push("mette", "dilemma", unit=unit, between="en rute, der holder", **{"and": "et besøg, der tager tid"})
    behaviour = server.push("mette", "behaviour", unit=unit, who="Teamet", does="ringer først", when="kl. 8")
    theme = server.push("lone", "theme", unit=unit, title="Borgeren først", direction="Vi spørger, før vi fortæller")
    made = [
        f"/barriere/{barrier}",
        f"/dilemma/{dilemma}",
        f"/adfaerd/{behaviour}",
        f"/retning/{theme}",
        f"/ny/barriere/{barrier}",
    ]
    return [path.replace("UNIT", unit) for path in OF_A_UNIT] + made


def with_trial(phones: Phones, installation: Installation) -> Today:
    """Mette's start screen, with a running trial on it."""
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    expect(today.page.get_by_role("link", name=re.compile("Opkald før besøg"))).to_be_visible()
    return today


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 320), ("dark", 1280)])
def test_no_screen_shuts_anybody_out(
    phones_chromium: Phones, installation: Installation, language: str, scheme: str, width: int
) -> None:
    server, ids = installation
    of_unit = of_the_unit(server, ids["unit"])
    phone = phones_chromium.open(
        "lone", color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce", **ENGLISH[language]
    )
    page = SignIn.open(phone, server.url).page
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("input[type=email]")).to_be_visible()  # Danish stands in the page before the app is there
    check(page, "sign in")
    page.locator("input[type=email]").fill("lone@lillevig.example")
    page.locator("input[type=password]").fill("en-lang-adgangskode")
    page.locator("form button").click()
    expect(page.locator(".way-main")).to_be_visible()
    page.goto(f"{server.url}/ny")
    page.locator("main input").first.fill("Opkald før besøg")
    for summary in page.locator("details.step summary").all():
        summary.click()
    # On a screen as tall as the form nothing lies under the bar at the foot, where axe would count it as too small.
    page.set_viewport_size({"width": width, "height": 7000})
    check(page, "a new trial with every step open")
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".act-bar button").click()
    expect(page.locator("h1")).to_have_text("Opkald før besøg")
    check(page, "the trial")
    page.locator(".act-row a[href^='/noter/']").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("checkbox").nth(1).check()
    check(page, "noting")
    for path in [*PATHS, *of_unit]:
        page.goto(server.url + path)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main")).not_to_be_empty()
        page.wait_for_function("() => document.title === `${document.querySelector('h1').textContent} – Prøv`")
        if path == "/overblik":
            expect(page.locator(".headline")).to_be_visible()
        check(page, path)


def test_note_takes_four_taps_and_the_words(phones: Phones, installation: Installation) -> None:
    today = with_trial(phones, installation)
    today.page.evaluate(
        "() => { window.taps = 0; addEventListener('click', (e) => e.isTrusted && e.detail && window.taps++, true) }"
    )
    today.note_on("Opkald før besøg").went("Det virkede", "Borgeren var klar")
    assert today.page.evaluate("window.taps") in (3, 4)


def test_note_can_be_written_with_the_keyboard_alone(phones: Phones, installation: Installation) -> None:
    page = with_trial(phones, installation).page

    def reach(selector: str) -> None:
        """Press Tab until the focus is there; it is always seen where it is."""
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", selector):
                return
        raise AssertionError(f"never reached {selector}")

    reach(".way-main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hvilken prøvehandling?")).to_be_visible()
    reach("main .cards a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_visible()
    reach("input[type=radio]")
    page.keyboard.press("Space")
    expect(page.get_by_label("Med få ord")).to_be_visible()
    reach("textarea")
    page.keyboard.type("Skrevet uden at røre skærmen")
    reach(".act-bar button")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
