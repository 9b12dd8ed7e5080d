"""A trial that several units try at once, side by side; and two decisions about one trial that people settle."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages.life import Card, Life
from e2e.pages.practice import signed_in
from e2e.server import Server, running_trial
from e2e.test_access import check as accessible
from tests.support.this_day import this_day

Installation = tuple[Server, dict[str, str]]
TITLE = "Opkald før besøg"


def test_units_that_scale_together_begin_together_and_are_seen_side_by_side(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["lone"], south, "--role", "leader")
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    server.stop()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    Life(page).gather_up().decide("Opskalér", "Et opkald er nok", "Flere skal med", "Gem, og beskriv opskaleringen")
    for name in ("Hjemmeplejen Nord", "Hjemmeplejen Syd"):
        page.get_by_role("checkbox", name=name).check()
    card = Card(page).step("Hvad tror vi, der sker?", prediction="Også her færre forgæves")
    card.step("Hvor meget mere?", ends_on=str(this_day() + timedelta(days=13)))
    page.get_by_role("button", name="Sæt i gang").click()
    expect(page.get_by_text("Begynder på én gang i Hjemmeplejen Nord og Hjemmeplejen Syd.")).to_be_visible()
    page.get_by_role("button", name="Ja, sæt i gang").click()
    life = Life(page).is_("I gang").says("Vi prøver sammen")
    rows = page.locator(".together li")
    expect(rows).to_have_count(2)
    expect(rows.locator(".phase")).to_have_text(["I gang", "I gang"])
    # An observation there stands beside those here.
    rows.get_by_role("link", name=re.compile("Hjemmeplejen")).click()
    Life(page).is_("I gang").says("Vi prøver sammen")
    # Seen from the trial that they go on from they are one step of the way, not one after another.
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    expect(page.locator(".ramp > li")).to_have_count(2)
    expect(page.locator(".ramp > li").last).to_contain_text("På én gang")
    expect(page.locator(".ramp > li").last.locator(".ramp-step")).to_have_count(2)
    page.go_back()
    server.start()
    page.reload()
    life.unsent(0).untroubled()


def test_people_of_each_unit_see_how_it_goes_in_the_others_and_where_it_came_from(
    phones_chromium: Phones, installation: Installation
) -> None:
    server, ids = installation
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    server.command("membership", "add", ids["lone"], south, "--role", "leader")
    server.add_user("sia", "Sia Dam", south)
    first = server.push("lone", "trial", **running_trial(ids["unit"], "Først i det små"))
    server.push("lone", "decision", subject_type="trial", subject=first, choice="scale", reason="Flere vil", learned="Det går",
                decided_on=str(this_day()))  # fmt: skip
    shared = {"parent_trial": first, "together": first}
    here = server.push("lone", "trial", **running_trial(ids["unit"], TITLE), **shared)
    there = server.push("lone", "trial", **running_trial(south, TITLE), **shared)
    seen_at = f"{this_day() - timedelta(days=1)}T08:00:00+01:00"
    for outcome in ("worked", "worked", "not"):
        server.push("mette", "observation", trial=here, seen_at=seen_at, outcome=outcome)

    page = signed_in(phones_chromium.open("sia"), server, "sia")
    server.stop()
    page.goto(f"{server.url}/proevehandlinger/{there}")
    Life(page).is_("I gang").says("Vi prøver sammen")
    nord = page.locator(".together li").filter(has_text="Hjemmeplejen Nord")
    expect(nord.locator(".phase")).to_have_text("I gang")
    expect(nord.locator(".together-count b")).to_have_text(["2", "0", "1"])
    expect(nord.get_by_role("link")).to_have_count(0)
    way = page.locator(".ramp li")
    expect(way).to_have_count(2)
    expect(way.first).to_contain_text("Først i det små")
    expect(way.first).to_contain_text("Hjemmeplejen Nord")
    accessible(page, "the page of a trial")


def test_two_decisions_are_settled_by_choosing_the_one_that_stands(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    for who, choice, learned in (("mette", "abandon", "Ingen tager telefonen"), ("musa", "adapt", "Om aftenen går det")):
        server.push(who, "decision", subject_type="trial", subject=trial, choice=choice, reason=f"Det siger {who}",
                    learned=learned, decided_on=str(this_day()))  # fmt: skip
    page = signed_in(phones_chromium.open("mette"), server, "mette")
    # Until then the first one stands, and others see what it says.
    page.goto(f"{server.url}/proevehandlinger/{trial}/laert")
    expect(page.locator(".learned-card")).to_contain_text("Ingen tager telefonen")
    page.goto(server.url)
    page.get_by_role("link", name=re.compile("To beslutninger")).click()
    expect(page.get_by_role("heading", name="To beslutninger siger noget forskelligt")).to_be_visible()
    page.locator(".versions li").filter(has_text="Det siger musa").get_by_role("button").click()
    Life(page).is_("Justeret").unsent(0).untroubled()
    expect(page.get_by_role("heading", name="To beslutninger siger noget forskelligt")).to_have_count(0)
    page.goto(f"{server.url}/proevehandlinger/{trial}/laert")
    expect(page.locator(".learned-card")).to_contain_text("Om aftenen går det")
    page.goto(server.url)
    expect(page.locator(".waits")).to_contain_text("Går videre – hvordan?")
