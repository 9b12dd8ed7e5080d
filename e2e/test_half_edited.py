"""An edit that lay half done, and what a colleague has changed meanwhile: nothing is overwritten unseen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import EDIT, SignIn, Today, save
from e2e.server import Server, running_trial
from e2e.test_access import check
from e2e.test_practice import adopted, ago

Installation = tuple[Server, dict[str, str]]
SINCE = re.compile("er blevet rettet, siden du begyndte")
TRIAL, MINE, HERS = "Opkald før besøg", "Mettes titel", "Lones titel"


def kept_as_typed(page: Page) -> None:
    """What is typed lies on the phone by now."""
    page.evaluate(  # not waited for as a condition: an answer that is still to come passes for a true one there
        """async () => {
          const { name } = (await indexedDB.databases()).find((one) => /^proev-[0-9a-f]{8}-/.test(one.name))
          const opened = indexedDB.open(name)
          await new Promise((resolve) => { opened.onsuccess = resolve })
          for (let found = 0; !found; ) {
            const count = opened.result.transaction('drafts').objectStore('drafts').count()
            await new Promise((resolve) => { count.onsuccess = resolve })
            found = count.result
          }
          opened.result.close()
        }"""
    )


def begun(phones: Phones, installation: Installation) -> tuple[Today, str]:
    """Mette has typed another title into a trial and put the phone down."""
    server, ids = installation
    trial = server.push("lone", "trial", **running_trial(ids["unit"], TRIAL))
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().fetched()
    mette.trials().open(TRIAL).page.get_by_role("link", name=EDIT).click()
    mette.page.locator("[name=title]").fill(MINE)
    kept_as_typed(mette.page)
    mette.page.goto(server.url)
    return mette.is_shown(), trial


def come_back_to(page: Page) -> None:
    """The app is looked at again: it asks the server what is new."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def picked_up(today: Today, title: str) -> Page:
    """The edit is open again, as it was left."""
    today.trials().open(title).page.get_by_role("link", name=EDIT).click()
    expect(today.page.locator("[name=title]")).to_have_value(MINE)
    return today.page


def test_an_edit_picked_up_again_meets_a_colleague_s_as_a_conflict(phones: Phones, installation: Installation) -> None:
    server, _ids = installation
    mette, trial = begun(phones, installation)
    server.edit("lone", "trial", trial, 1, title=HERS, place="Rute 4")
    come_back_to(mette.page)
    page = picked_up(mette, HERS)
    told = page.get_by_role("status").filter(has_text=SINCE)
    expect(told).to_contain_text(f"Nu står der: “{HERS}”.")
    check(page, "an edit, and what a colleague has changed since")
    save(page.get_by_role("button", name="Gem rettelser"))
    mette.unsent(0)

    # Hers stands, mine is kept beside it, and what only she has changed is hers.
    (stands,) = server.records("lone", "trial")
    assert (stands["title"], stands["place"]) == (HERS, "Rute 4")
    (conflict,) = server.records("lone", "conflict")
    assert (conflict["field"], conflict["kept"], conflict["other"]) == ("title", HERS, MINE)
    expect(page.get_by_role("link", name=re.compile("1 kræver opmærksomhed"))).to_be_visible()


def test_one_may_take_what_a_colleague_has_written_before_saving(phones_chromium: Phones, installation: Installation) -> None:
    server, _ids = installation
    mette, trial = begun(phones_chromium, installation)
    server.edit("lone", "trial", trial, 1, title=HERS)
    come_back_to(mette.page)
    page = picked_up(mette, HERS)
    page.get_by_role("button", name=re.compile("^Brug det, der står nu")).click()
    expect(page.locator("[name=title]")).to_have_value(HERS)
    expect(page.get_by_text(SINCE)).to_have_count(0)
    page.locator("summary", has_text="Hvor lidt kan vi nøjes med?").click()
    page.locator("[name=place]").fill("Rute 7")
    save(page.get_by_role("button", name="Gem rettelser"))
    mette.unsent(0).untroubled()
    (stands,) = server.records("lone", "trial")
    assert (stands["title"], stands["place"]) == (HERS, "Rute 7")
    assert server.records("lone", "conflict") == []


def test_what_is_changed_under_an_open_edit_is_told_and_not_overwritten(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, _ids = installation
    mette, trial = begun(phones_chromium, installation)
    page = picked_up(mette, TRIAL)
    server.edit("lone", "trial", trial, 1, title=HERS)
    come_back_to(page)
    expect(page.get_by_text(SINCE)).to_be_visible()
    save(page.get_by_role("button", name="Gem rettelser"))
    mette.unsent(0)
    assert [one["title"] for one in server.records("lone", "trial")] == [HERS]
    assert [one["other"] for one in server.records("lone", "conflict")] == [MINE]


def test_what_was_typed_back_gives_way_to_a_colleague_s_words(phones_chromium: Phones, installation: Installation) -> None:
    server, _ids = installation
    mette, trial = begun(phones_chromium, installation)
    page = picked_up(mette, TRIAL)
    page.locator("[name=title]").fill(TRIAL)
    page.goto(server.url)
    server.edit("lone", "trial", trial, 1, title=HERS)
    mette.is_shown()
    come_back_to(page)
    mette.trials().open(HERS).page.get_by_role("link", name=EDIT).click()
    expect(page.locator("[name=title]")).to_have_value(HERS)
    page.locator("summary", has_text="Hvor lidt kan vi nøjes med?").click()
    page.locator("[name=place]").fill("Rute 7")
    save(page.get_by_role("button", name="Gem rettelser"))
    mette.unsent(0).untroubled()
    (stands,) = server.records("lone", "trial")
    assert (stands["title"], stands["place"]) == (HERS, "Rute 7")


def barrier_of(server: Server, ids: dict[str, str]) -> str:
    """One that is known."""
    return server.push("lone", "barrier", unit=ids["unit"], kind="time", text="Ruten er fuld")


def voice_of(server: Server, ids: dict[str, str]) -> str:
    """A citizen who waits for a reply."""
    return server.push(
        "lone", "feedback", unit=ids["unit"], heard_on=ago(6), channel="phone", different="Ring først", entered_by="staff"
    )


def test_an_edit_of_any_kind_meets_another_phone_s_as_a_conflict(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    edits = {
        "practice": (adopted(server, ids, 30), "/praksis/{}/ret", "does", "Gem rettelser"),
        "barrier": (barrier_of(server, ids), "/barriere/{}/ret", "text", "Gem"),
        "feedback": (voice_of(server, ids), "/borger/{}", "reply", "Gem svaret"),
    }
    lone = SignIn.open(phones_chromium.open("lone"), server.url).sign_in("lone").is_shown().fetched()
    page = lone.page
    for kind, (record, address, field, act) in edits.items():
        page.goto(server.url + address.format(record))
        page.locator(f"[name={field}]").fill("Lones ord")
        kept_as_typed(page)
        page.goto(server.url)
        server.edit("lone", kind, record, 1, **{field: "Den anden telefons"})
        lone.is_shown()
        page.goto(server.url + address.format(record))
        expect(page.locator(f"[name={field}]")).to_have_value("Lones ord")
        expect(page.get_by_text(SINCE)).to_contain_text("Den anden telefons")
        save(page.get_by_role("button", name=act, exact=True))
        lone.unsent(0)
    told = [(one["record_type"], one["kept"], one["other"]) for one in server.records("lone", "conflict")]
    assert sorted(told) == [(kind, "Den anden telefons", "Lones ord") for kind in sorted(edits)]


def test_two_who_agree_on_how_to_try_again_are_asked(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    other = server.command("unit", "add", "Hjemmeplejen Syd")
    server.add_user("ida", "Ida Dam", other)
    practice = adopted(server, ids, 30)
    uptake = server.push("ida", "uptake", unit=other, practice=practice, since_on=ago(60))
    ida = SignIn.open(phones_chromium.open("ida"), server.url).sign_in("ida").is_shown().fetched()
    page = ida.page
    page.goto(f"{server.url}/praksis/{practice}/igen/{other}")
    page.locator("[name=again_how]").fill("Vi ringer aftenen før")
    kept_as_typed(page)
    page.goto(server.url)
    server.edit("ida", "uptake", uptake, 1, again_how="Kontaktpersonen minder om det")
    page.goto(f"{server.url}/praksis/{practice}")
    expect(page.get_by_text("Kontaktpersonen minder om det")).to_be_visible()
    page.goto(f"{server.url}/praksis/{practice}/igen/{other}")
    expect(page.locator("[name=again_how]")).to_have_value("Vi ringer aftenen før")
    save(page.get_by_role("button", name="Gem aftalen", exact=True))
    ida.unsent(0)
    (conflict,) = server.records("ida", "conflict")
    assert (conflict["kept"], conflict["other"]) == ("Kontaktpersonen minder om det", "Vi ringer aftenen før")
