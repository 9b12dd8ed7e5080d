"""A newer build of the app takes over while the queue is full: nothing of it is lost, and all of it arrives once."""

from __future__ import annotations

import re
import shutil
import tarfile
from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial

ROOT = Path(__file__).parents[1]
FULL = 12


def serve_as_it_was(server: Server, build: Path, folder: Path) -> None:
    """Serve with today's server and an app that was built earlier (its files lie in tests/contract/apps)."""
    package = folder / "as-it-was" / "proev"
    shutil.copytree(ROOT / "server" / "proev", package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    with tarfile.open(build) as packed:
        packed.extractall(package / "static", filter="data")
    server.environment["PYTHONPATH"] = str(package.parent)
    server.start()


def test_update_with_a_full_queue_loses_nothing(
    phones: Phones, installation: tuple[Server, dict[str, str]], tmp_path: Path
) -> None:
    server, ids = installation
    server.stop()
    builds = sorted((ROOT / "tests" / "contract" / "apps").glob("*.tar.xz"))
    serve_as_it_was(server, builds[-1], tmp_path)
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    mette = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown()
    mette.page.get_by_role("link", name=re.compile("^Mig")).click()
    expect(mette.page.locator("[data-ready=true]")).to_be_visible(timeout=30_000)
    mette.home()
    server.stop()
    for number in range(FULL):
        mette = mette.note_on("Opkald før besøg").went("Det virkede", f"Note {number}.")
    mette.unsent(FULL)

    # The newer app is there to be had, but the server takes nothing in yet: its disk is full.
    server.environment |= {"PYTHONPATH": "", "PROEV_FREE_TEXT": "100000000"}
    server.start()
    mette.page.reload()
    mette.unsent(FULL)
    expect(mette.page.get_by_text("Der er en ny udgave af Prøv.")).to_be_visible(timeout=30_000)
    before = mette.page.locator("script[src]").get_attribute("src")
    mette.page.get_by_role("button", name="Opdatér").click()
    mette.page.wait_for_function("(old) => !document.querySelector(`script[src='${old}']`)", arg=before)
    mette = Today(mette.page).is_shown().unsent(FULL)

    server.stop()
    server.environment["PROEV_FREE_TEXT"] = "0"
    server.start()
    mette.page.reload()
    mette.unsent(0)
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.page.goto(f"{server.url}/proevehandlinger/{trial}")
    musa.page.get_by_role("button", name="tidligere").click()
    for number in range(FULL):
        expect(musa.page.get_by_text(f"Note {number}.", exact=True)).to_have_count(1)
