"""The server is put back to last night's backup: the phones bring today back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import Server


def test_today_s_notes_come_back_from_the_phone(
    phones: Phones, installation: tuple[Server, dict[str, str]], tmp_path: Path
) -> None:
    server, _ids = installation
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    server.command("backup", str(tmp_path / "nightly"))
    mette.new_trial().titled("Skrevet efter sikkerhedskopien").unsent(0)
    server.command("restore", str(tmp_path / "nightly"))

    mette.page.goto(f"{server.url}/hvad-ligger-hvor")
    mette.page.get_by_role("button", name="Send nu").click()
    mette.unsent(0)
    expect(mette.page.locator("[data-entry=applied]")).to_have_count(1)
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.trials().open("Skrevet efter sikkerhedskopien")
    musa.trials()
    expect(musa.page.locator(".rows li")).to_have_count(1)
