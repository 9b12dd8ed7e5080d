"""The app in two tabs: what is being written in one is not sent from under it by the other."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial


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
