"""The app in two tabs: what is being written in one is not sent from under it by the other."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Page, Route, expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import PASSWORD, Server, running_trial


def test_note_being_written_in_one_tab_is_not_sent_by_another(
    phones: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("mette")
    first = SignIn.open(context, server.url).sign_in("mette").is_shown()
    first.page.goto(f"{server.url}/noter/{trial}")
    first.page.get_by_role("radio", name="Det virkede", exact=True).check()
    first.page.get_by_label("Med få ord").fill("Halvt")

    second = Today(context.new_page())
    second.page.goto(server.url)
    second.is_shown().unsent(1)
    second.page.goto(f"{server.url}/hvad-ligger-hvor")
    second.page.get_by_role("button", name="Send nu").click()
    expect(second.page.locator("[data-entry=open]")).to_have_count(1)

    first.page.get_by_label("Med få ord").fill("Halvt, og så resten")
    first.page.get_by_role("button", name="Færdig").click()
    expect(first.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
    first.unsent(0)
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.trials().open("Opkald før besøg")
    expect(musa.page.get_by_text("Halvt, og så resten")).to_have_count(1)

    # Loaded anew in the middle of a note: that one is saved and has its way on; in the other tab nothing is said of it.
    first.page.goto(f"{server.url}/noter/{trial}")
    first.page.get_by_role("radio", name="Delvist", exact=True).check()
    first.page.get_by_label("Med få ord").fill("Afbrudt")
    second.page.goto(f"{server.url}/proevehandlinger/{trial}")
    expect(second.page.get_by_text("Afbrudt")).to_be_visible()
    first.page.reload()
    expect(
        first.page.get_by_text(re.compile(r"^Du var i gang med en note her\. Den er gemt kl\. \d\d[.:]\d\d\.$"))
    ).to_be_visible()
    second.page.goto(f"{server.url}/noter/{trial}")
    expect(second.page.get_by_role("radio", name="Delvist", exact=True)).to_be_visible()
    expect(second.page.get_by_text("Du var i gang med en note her.")).to_have_count(0)
    first.page.get_by_role("link", name="Skriv videre på den").click()
    first.page.get_by_label("Med få ord").fill("Afbrudt, og så videre")
    first.page.get_by_role("button", name="Gem rettelsen").click()
    expect(first.page.get_by_text(re.compile("Gemt på telefonen kl."))).to_be_visible()
    first.unsent(0)
    noted = [one for one in server.records("lone", "observation") if one["outcome"] == "partly"]
    assert sorted((one["text"], "replaces" in one) for one in noted) == [("Afbrudt", False), ("Afbrudt, og så videre", True)]


def who(page: Page, name: str) -> None:
    """Whose app it is."""
    expect(page.get_by_role("link", name=f"Mig: {name} Holm")).to_be_visible()


def test_who_signs_in_in_one_tab_is_followed_by_the_others(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("shared")
    first = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched().page
    first.goto(f"{server.url}/noter/{trial}")
    first.get_by_role("radio", name="Det virkede", exact=True).check()
    first.get_by_label("Med få ord").fill("Mettes ord")
    second = context.new_page()
    second.goto(f"{server.url}/mig")
    out = second.get_by_role("button", name="Log ud")
    expect(out).to_be_visible()
    server.stop()

    # Without a network too: nobody is signed in, in any tab, and nothing of hers is on the screen.
    out.click()
    for page in (first, second):
        expect(page.get_by_role("button", name="Log ind")).to_be_visible()
    expect(first.get_by_text("Opkald før besøg")).to_have_count(0)

    server.start()
    SignIn(second).sign_in("musa").is_shown()
    who(first, "Musa")
    Today(first).is_shown().fetched()
    assert server.records("lone", "observation") == []

    # Hers waits for her, and comes as hers.
    first.goto(f"{server.url}/mig")
    first.get_by_role("button", name="Log ud").click()
    expect(second.get_by_role("button", name="Log ind")).to_be_visible()
    SignIn(first).sign_in("mette").is_shown().fetched()
    who(second, "Mette")
    assert [one["text"] for one in server.records("lone", "observation")] == ["Mettes ord"]


def test_who_is_let_in_beside_the_app_is_met_by_it(phones_chromium: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, _ids = installation
    today = SignIn.open(phones_chromium.open("shared"), server.url).sign_in("mette").is_shown().fetched()
    page = today.page
    page.goto(f"{server.url}/borgerens-ord")
    page.get_by_label("Det gode").fill("Mettes borger")
    page.evaluate(
        """([email, password]) => fetch('/api/v1/session', {
          method: 'POST', body: JSON.stringify({ email, password }),
          headers: { 'X-Proev': '1', 'Content-Type': 'application/json' },
        })""",
        ["musa@lillevig.example", PASSWORD],
    )
    page.evaluate("dispatchEvent(new Event('focus'))")
    who(page, "Musa")
    voice = today.is_shown().voice()
    expect(page.get_by_label("Det gode")).to_have_value("")
    voice.heard("Godt", "Musas borger").home().unsent(0)
    (told,) = server.records("lone", "feedback")
    assert told["good"] == "Musas borger"

    # What she was writing is there when she comes back.
    page.goto(f"{server.url}/mig")
    page.get_by_role("button", name="Log ud").click()
    SignIn(page).sign_in("mette").is_shown().voice()
    expect(page.get_by_label("Det gode")).to_have_value("Mettes borger")


def hang(page: Page) -> list[Route]:
    """From now on this tab's requests to sync get no answer; returns those that wait."""
    waiting: list[Route] = []
    page.route("**/api/v1/sync", lambda route: waiting.append(route))
    return waiting


def pass_time_until_sent(tabs: list[Today]) -> None:
    """Lets half minutes pass in all of them, with a moment in between in which they can do what is due."""
    sent = tabs[0].page.locator("[data-unsent='0']")
    for _ in range(30):
        for one in tabs:
            one.page.clock.fast_forward(30_000)
        with contextlib.suppress(AssertionError):
            expect(sent).to_be_visible(timeout=2_000)
            return
    raise AssertionError("a quarter of an hour passed, and nothing was sent")


def test_five_tabs_and_the_one_that_syncs_freezes(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("mette")
    frozen = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    others = []
    for _ in range(4):
        page = context.new_page()
        page.clock.install()
        page.goto(server.url)
        others.append(Today(page).is_shown().fetched())

    # The first tab begins to sync, gets no answer, and stands still with the lock in its hands.
    waiting = hang(frozen.page)
    frozen = frozen.note_on("Opkald før besøg").went("Det virkede", "Før den frøs")
    with frozen.page.expect_request("**/api/v1/sync", timeout=30_000):
        pass
    if phones.engine == "chromium":
        context.new_cdp_session(frozen.page).send("Page.setWebLifecycleState", {"state": "frozen"})

    for number, one in enumerate(others):
        others[number] = one.note_on("Opkald før besøg").went("Delvist", f"Fra fane {number}")
    # Its right to sync runs out with time, and one of the others pushes it aside.
    pass_time_until_sent(others)
    for one in others:
        one.unsent(0)

    # The frozen one wakes up: what it was told late is stored nowhere twice.
    if phones.engine == "chromium":
        context.new_cdp_session(frozen.page).send("Page.setWebLifecycleState", {"state": "active"})
    for route in waiting:
        route.continue_()
    frozen.page.unroute_all(behavior="wait")
    frozen.unsent(0)
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.trials().open("Opkald før besøg")
    for words in ("Før den frøs", *(f"Fra fane {number}" for number in range(4))):
        expect(musa.page.get_by_text(words, exact=True)).to_have_count(1)
