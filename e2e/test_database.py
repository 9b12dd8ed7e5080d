"""The phone's own database is in another tab's way, cannot be opened, or belongs to a newer app: it is said, with a way on."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect
from proev.ids import new_id

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial
from e2e.test_access import check

Installation = tuple[Server, dict[str, str]]
AS_BEFORE = """async ([user, note]) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  await asked(indexedDB.deleteDatabase(`proev-${user}`))
  const opening = indexedDB.open(`proev-${user}`, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('records', { keyPath: 'id' })
    opening.result.createObjectStore('queue', { keyPath: 'n', autoIncrement: true })
    opening.result.createObjectStore('drafts')
    opening.result.createObjectStore('meta')
  }
  window.held = await asked(opening) // and is not let go of
  const queue = window.held.transaction('queue', 'readwrite').objectStore('queue')
  await asked(queue.add({ body: note }))
  await new Promise((resolve) => {
    navigator.locks.request(`proev-tab-${note.tab}`, () => { resolve(); return new Promise(() => undefined) })
  })
}"""
"""The user's database as the app made it before there were pictures, with a note on the open sheet of the tab that runs this."""
NEWER = """async (user) => {
  const opening = indexedDB.open(`proev-${user}`, 99)
  await new Promise((resolve) => { opening.onsuccess = resolve })
  opening.result.close()
}"""

FETCHED = "() => performance.getEntriesByType('resource').some((one) => one.name.includes('/hindered-'))"
"""What is said then is here: it is fetched when the phone rests."""


def beside(context: BrowserContext, server: Server) -> Page:
    """A page of the same origin that is not the app."""
    page = context.new_page()
    page.goto(f"{server.url}/live")
    return page


def test_older_tab_is_in_the_way_of_a_newer_app(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("mette")
    SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    older = beside(context, server)
    context.pages[0].close()
    note = {
        "id": (id := new_id()), "author": ids["mette"], "type": "observation", "record": id, "base": 0, "op": "put",
        "at": "2026-11-23T07:05:44+01:00", "state": "open", "tab": "older",
        "fields": {"unit": ids["unit"], "trial": trial, "outcome": "worked", "text": "Skrevet i den ældre udgave",
                   "seen_at": "2026-11-23T07:05:44+01:00"},
    }  # fmt: skip
    older.evaluate(AS_BEFORE, [ids["mette"], note])
    newer = context.new_page()
    newer.goto(server.url)
    expect(newer.get_by_text("Luk de andre faner med Prøv")).to_be_visible()
    check(newer, "an older tab is in the way")

    # What the older tab has left open is sent although that tab lives on: nothing of it can reach the database any more.
    older.evaluate("window.held.close()")
    today = Today(newer).is_shown().fetched()
    expect(newer.get_by_text("Luk de andre faner med Prøv")).to_have_count(0)
    today.untroubled()
    assert [one["text"] for one in server.records("mette", "observation")] == ["Skrevet i den ældre udgave"]


def test_tab_that_a_newer_app_leaves_behind_says_so(phones: Phones, installation: Installation) -> None:
    server, ids = installation
    server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    context = phones.open("mette")
    today = SignIn.open(context, server.url).sign_in("mette").is_shown().fetched()
    page = today.page
    page.wait_for_function(FETCHED)
    today.voice()
    page.get_by_label("Det gode").fill("Skrevet, da den nye kom")
    beside(context, server).evaluate(NEWER, ids["mette"])
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Her kan intet gemmes mere.")).to_be_visible()
    expect(page.get_by_label("Det gode")).to_have_value("Skrevet, da den nye kom")
    expect(page.get_by_role("button", name="Gem som fil")).to_be_visible()
    check(page, "a newer app has taken over")
    page.get_by_role("button", name="Genindlæs siden").click()
    expect(page.get_by_text("den her er den gamle udgave")).to_be_visible()
    check(page, "an app that is too old to begin")


def test_database_that_cannot_be_opened(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    context = phones.open("mette")
    today = SignIn.open(context, server.url).sign_in("mette").is_shown()
    today.wait_until_ready_offline()
    page = today.page
    context.add_init_script(
        "if (!sessionStorage.mended) indexedDB.open = () => { throw new DOMException('broken', 'UnknownError') }"
    )
    server.stop()
    page.reload()
    expect(page.get_by_text("Prøv kan ikke åbne det, der er gemt på telefonen.")).to_be_visible()
    check(page, "the database cannot be opened")
    page.evaluate("sessionStorage.mended = 'yes'")
    page.get_by_role("button", name="Prøv igen").click()
    Today(page).is_shown()
