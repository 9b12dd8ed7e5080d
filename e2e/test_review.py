"""Til gennemsyn: written for a unit that was lost meanwhile, let in by its leader."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server


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
