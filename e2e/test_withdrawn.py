"""A phone that has been withdrawn hands in what it has and forgets; a lost one destroys what it holds at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial


@pytest.mark.parametrize("how", ["retired", "lost"])
def test_withdrawn_phone_forgets(phones: Phones, installation: tuple[Server, dict[str, str]], how: str) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().unsent(0)
    mette.wait_until_ready_offline()
    # The list names the phone that synced last first; the other is the one by which the trial was pushed.
    device = server.command("device", "list", ids["mette"]).split()[0]
    server.stop()
    mette.note_on("Opkald før besøg").went("Det virkede", "Skrevet til sidst").unsent(1)
    phones.close(mette.page.context)
    server.command("device", "withdraw", device, *(["--lost"] if how == "lost" else []))
    server.start()
    mette = Today.open(phones.open("mette"), server.url)
    expect(mette.page.get_by_text("Denne telefon er meldt ud.")).to_be_visible(timeout=60_000)
    names = "indexedDB.databases().then((told) => told.map((one) => one.name))"
    assert f"proev-{ids['mette']}" not in mette.page.evaluate(names)

    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.page.goto(f"{server.url}/proevehandlinger/{trial}")
    expect(musa.page.get_by_role("heading", name="Opkald før besøg")).to_be_visible()
    expect(musa.page.get_by_text("Skrevet til sidst")).to_have_count(1 if how == "retired" else 0)
