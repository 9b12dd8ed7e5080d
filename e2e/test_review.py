"""Til gennemsyn: written for a unit that was lost meanwhile, let in by its leader."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from proev.ids import new_id

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial


def test_idea_for_a_lost_unit_is_let_in_by_its_leader(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, ids = installation
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().wait_until_ready_offline()
    server.stop()
    mette.new_trial().titled("Ring, før du kører").unsent(1)
    phones.close(mette.page.context)
    other = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["mette"], other, "--role", "staff")
    server.command("membership", "remove", ids["mette"], ids["unit"])
    server.start()
    mette = Today.open(phones.open("mette"), server.url).is_shown().fetched()
    expect(mette.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed"))).to_be_visible()

    lone = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown()
    lone.page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = lone.page.locator(".attention-card")
    expect(card).to_contain_text("Ring, før du kører")
    expect(card).to_contain_text("Afsenderen var ikke længere i enheden")
    card.get_by_role("button", name="Lad det komme med").click()
    expect(lone.page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    lone.trials().open("Ring, før du kører")

    mette.page.goto(f"{server.url}/hvad-ligger-hvor")
    mette.page.get_by_role("button", name="Send nu").click()
    mette.untroubled()


def test_who_is_moved_with_the_app_open_writes_in_the_new_unit_and_leads_it(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    mette = SignIn.open(phones_chromium.open("mette"), server.url).sign_in("mette").is_shown().fetched()
    page = mette.page
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.add_user("sia", "Sia Dam", south)
    _hold(server, ids, {"type": "trial", "op": "put", "fields": {"unit": south, **OUT_OF_ORDER}}, sender="sia")
    server.command("membership", "add", ids["mette"], south, "--role", "leader")
    server.command("membership", "remove", ids["mette"], ids["unit"])
    with page.expect_response(lambda one: one.url.endswith("/api/v1/session")):
        page.evaluate("dispatchEvent(new Event('online'))")

    page.get_by_role("link", name=re.compile("^Mig")).click()
    units = page.get_by_role("listitem").filter(has_text="Hjemmeplejen")
    expect(units).to_have_count(1)
    expect(units).to_contain_text("Hjemmeplejen Syd")
    expect(units).to_contain_text("leder")
    page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    expect(page.get_by_role("heading", name="Til gennemsyn")).to_be_visible()
    expect(page.locator(".attention-card")).to_contain_text("Kaffe på kajen")

    mette.home().new_trial().titled("Skrevet efter flytningen").unsent(0)
    (trial,) = server.records("sia", "trial")
    assert trial["title"] == "Skrevet efter flytningen"
    assert server.records("lone", "trial") == []


AT = "2026-11-23T07:05:44+01:00"
ODD: tuple[dict[str, Any], ...] = (
    {"type": "trial", "op": "delete", "record": new_id(), "fields": None},
    {"type": "trial", "op": "put", "fields": [1]},
    {"type": "observation", "op": "put", "fields": {"outcome": "worked", "attachments": [new_id()]}},
    {"type": "observation", "op": "put", "fields": {"text": 4, "seen_at": {}, "attachments": [3, None]}},
    {"type": "trial", "op": "put", "fields": {"title": {"a": 1}, "barriers": "x", "ends_on": "i morgen", "baseline": "x"}},
    {"type": "decision", "op": "put", "fields": {"choice": "constructor", "decided_on": "i går"}},
)
OUT_OF_ORDER = {"title": "Kaffe på kajen", "starts_on": "2026-03-10", "ends_on": "2026-03-01"}


def _hold(server: Server, ids: dict[str, str], *mutations: dict[str, Any], sender: str = "mette") -> None:
    """Somebody's phone sends what cannot be stored."""
    for one in server._sync(sender, [{"id": new_id(), "at": AT, **one} for one in mutations], 1)["results"]:
        assert one["status"] == "held", one


def _review(phones: Phones, server: Server) -> Page:
    """Lone's phone, at what needs her attention."""
    page = SignIn.open(phones.open("lone"), server.url).sign_in("lone").is_shown().wait_until_ready_offline().page
    page.goto(f"{server.url}/opmaerksomhed")
    expect(page.locator(".attention-card").first).to_be_visible()
    return page


def test_something_odd_hides_neither_the_rest_nor_its_own_ways_on(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    _hold(server, ids, *ODD, {"type": "trial", "op": "put", "fields": {"unit": ids["unit"], **OUT_OF_ORDER}})
    page = _review(phones_chromium, server)
    cards = page.locator(".attention-card")
    expect(cards).to_have_count(len(ODD) + 1)
    for ways_on in ("Lad det komme med", "Afvis med et svar", "Gem som fil"):
        expect(cards.get_by_role("button", name=ways_on)).to_have_count(len(ODD) + 1)
    expect(cards.filter(has_text="Det kan ikke vises her")).to_have_count(1)
    while (closed := cards.get_by_role("button", name="Ret det selv")).count():
        closed.first.click()
    expect(cards).to_have_count(len(ODD) + 1)
    for left in range(len(ODD), 0, -1):
        odd = cards.filter(has_not_text="Kaffe på kajen").first
        odd.get_by_role("button", name="Afvis med et svar").click()
        odd.get_by_label("Dit svar til afsenderen").fill("Prøv igen")
        odd.get_by_role("button", name="Send svaret").click()
        expect(cards).to_have_count(left)
    expect(cards).to_contain_text("Kaffe på kajen")


def test_nothing_is_overwritten_by_a_choice_that_nobody_was_shown(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    trial = server.push("lone", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    server.edit("lone", "trial", trial, 1, place="Rute 4")
    seven = {"id": new_id(), "type": "trial", "record": trial, "base": 1, "op": "put", "at": AT, "fields": {"place": "Rute 7"}}
    assert server._sync("musa", [seven], 1)["results"][0]["status"] == "conflict"
    stands = next(one for one in server._sync("lone", [], 1_000)["changes"] if one["id"] == trial)
    server.edit("lone", "trial", trial, stands["version"], place="Rute 9")

    # What was set since is the first of the choices.
    mette = SignIn.open(phones_chromium.open("mette"), server.url).sign_in("mette").is_shown()
    page = mette.page
    page.get_by_role("link", name=re.compile("1 kræver opmærksomhed")).click()
    card = page.locator(".attention-card")
    expect(card).to_contain_text("Feltet er ændret igen siden.")
    keep = card.get_by_role("button", name=re.compile("^Behold: "))
    for at, place in enumerate(("Rute 9", "Rute 4", "Rute 7")):
        expect(keep.nth(at)).to_have_accessible_name(f"Behold: {place}")

    # Set once more, and the phone has not heard of it: what is chosen then does not overwrite it, it is asked about.
    page.context.set_offline(True)
    server.edit("lone", "trial", trial, stands["version"] + 1, place="Rute 11")
    card.get_by_role("button", name="Behold: Rute 4").click()
    expect(page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    page.context.set_offline(False)
    expect(card).to_have_count(1, timeout=60_000)
    expect(keep.nth(0)).to_have_accessible_name("Behold: Rute 11")
    expect(keep.nth(1)).to_have_accessible_name("Behold: Rute 4")
    keep.nth(0).click()
    expect(page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible()
    page.goto(server.url)
    mette.unsent(0)
    assert [one["place"] for one in server.records("lone", "trial")] == ["Rute 11"]
    assert all(one.get("resolved_on") for one in server.records("lone", "conflict"))


def test_a_leader_s_mend_without_a_network_is_seen_to_be_saved_and_made_once(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    fields = {**running_trial(ids["unit"], "Opkald før besøg"), **OUT_OF_ORDER}
    _hold(server, ids, {"type": "trial", "op": "put", "fields": fields})
    _hold(server, ids, ODD[4])
    page = _review(phones_chromium, server)
    server.stop()
    cards = page.locator(".attention-card")
    card = cards.filter(has_text="Kaffe på kajen")
    card.get_by_role("button", name="Ret det selv").click()
    card.get_by_label("Sidste dag").fill("2026-03-20")
    card.get_by_role("button", name="Ret og send igen").evaluate("button => { button.click(); button.click() }")
    expect(page.get_by_text("Rettelsen er gemt på telefonen og sendes, når der er net.")).to_be_visible()
    for _ in range(2):
        expect(cards).to_have_count(1)
        expect(cards.get_by_role("button", name="Ret det selv")).to_be_visible()  # the other one is as it was
        page.reload()
    page.goto(server.url)
    Today(page).is_shown().unsent(1)
    server.start()
    Today(page).unsent(0)
    assert [one["title"] for one in server.records("lone", "trial")] == ["Kaffe på kajen"]
    assert len([one for one in server.records("lone", "held") if one.get("resolved_on")]) == 1


def test_what_is_typed_in_a_mend_or_an_answer_is_kept(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    _hold(server, ids, {"type": "trial", "op": "put", "fields": {"unit": ids["unit"], **OUT_OF_ORDER}})
    page = _review(phones_chromium, server)
    card = page.locator(".attention-card")
    card.get_by_role("button", name="Ret det selv").click()
    card.get_by_label("Titel").fill("Et langt og gennemtænkt navn")
    card.get_by_role("button", name="Afvis med et svar").click()
    card.get_by_label("Dit svar til afsenderen").fill("Begge dage må gerne stå")
    page.reload()
    expect(card.get_by_label("Titel")).to_have_value("Et langt og gennemtænkt navn")
    expect(card.get_by_label("Sidste dag")).to_have_value("2026-03-01")
    expect(card.get_by_label("Dit svar til afsenderen")).to_have_value("Begge dage må gerne stå")
    card.get_by_role("button", name="Send svaret").click()
    expect(card).to_have_count(0)
    assert [one["answer"] for one in server.records("mette", "held")] == ["Begge dage må gerne stå"]
