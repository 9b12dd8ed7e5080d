"""A newer build of the app takes over while the queue is full: nothing of it is lost, and all of it arrives once."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from proev.ids import new_id

from e2e.conftest import Phones
from e2e.pages import SignIn, Today
from e2e.server import Server, running_trial

ROOT = Path(__file__).parents[1]
TAPPED = 3
COPIES = 10
RECORDED = ROOT / "tests" / "contract" / "payloads" / "schema-1.json"
"""What that build has sent: notes, citizens' words, ideas, barriers, what was corrected and erased before it was sent."""
LIKE_THE_LAST = """async ([user, mutations]) => {
  const opened = await new Promise((resolve, reject) => {
    const request = indexedDB.open(`proev-${user}`)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const transaction = opened.transaction('queue', 'readwrite', { durability: 'strict' })
  const queue = transaction.objectStore('queue')
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error)
  })
  queue.getAll().onsuccess = ({ target }) => {
    const { n, ...row } = target.result.at(-1)
    for (const one of mutations) {
      const { record = one.id, base = 0, fields = {} } = one
      queue.add({ ...row, body: { ...row.body, ...one, record, base, fields } })
    }
  }
  await ended
  opened.close()
}"""
"""Queues mutations as the build itself has queued its last one: the row is that one's, with another content."""


def serve_as_it_was(server: Server, build: Path, folder: Path) -> None:
    """Serve with today's server and an app that was built earlier (its files lie in tests/contract/apps)."""
    package = folder / "as-it-was" / "proev"
    shutil.copytree(ROOT / "server" / "proev", package, ignore=shutil.ignore_patterns("static", "__pycache__"))
    with tarfile.open(build) as packed:
        packed.extractall(package / "static", filter="data")
    server.environment["PYTHONPATH"] = str(package.parent)
    server.start()


def fill(page: Page, user: str, unit: str) -> list[dict[str, Any]]:
    """Fill an offline phone's queue, by its app's own rows, with what that app has sent so many times over; the app reads it
    from the disk when it is next started."""
    filled: list[dict[str, Any]] = []
    for _ in range(COPIES):
        text = RECORDED.read_text().replace("{unit}", unit)
        for one in json.loads(text)["mutations"]:
            text = text.replace(one["id"], new_id())
        filled += json.loads(text)["mutations"]
    page.evaluate(LIKE_THE_LAST, [user, filled])
    return filled


def left_by(filled: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The records that mutations of one phone leave, by type: id → fields."""
    left: dict[str, dict[str, Any]] = {}
    for one in filled:
        records, record = left.setdefault(one["type"], {}), one.get("record", one["id"])
        if one["op"] == "delete":
            records.pop(record)
            continue
        sent = {name: value for name, value in one["fields"].items() if name != "unit"}
        records[record] = {name: value for name, value in (records.get(record, {}) | sent).items() if value is not None}
    return left


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
    for number in range(TAPPED):
        mette = mette.note_on("Opkald før besøg").went("Det virkede", f"Note {number}.")
    mette.unsent(TAPPED)
    filled = fill(mette.page, ids["mette"], ids["unit"])
    full = TAPPED + len(filled)
    mette.page.reload()
    mette = Today(mette.page).is_shown().unsent(full)

    # The newer app is there to be had, but the server takes nothing in yet: its disk is full.
    server.environment |= {"PYTHONPATH": "", "PROEV_FREE_TEXT": "100000000"}
    server.start()
    mette.page.reload()
    mette.unsent(full)
    expect(mette.page.get_by_text("Der er en ny udgave af Prøv.")).to_be_visible(timeout=30_000)
    before = mette.page.locator("script[src]").get_attribute("src")
    mette.page.get_by_role("button", name="Opdatér").click()
    mette.page.wait_for_function("(old) => !document.querySelector(`script[src='${old}']`)", arg=before)
    mette = Today(mette.page).is_shown().unsent(full)

    server.stop()
    server.environment["PROEV_FREE_TEXT"] = "0"
    server.start()
    mette.page.reload()
    mette.unsent(0).untroubled()
    for type_name, records in left_by(filled).items():
        stored = {one.pop("id"): one for one in server.records("musa", type_name)}
        assert {record: stored.get(record) for record in records} == records
        assert len(stored) == len(records) + {"trial": 1, "observation": TAPPED}.get(type_name, 0)
    musa = SignIn.open(phones.open("musa"), server.url).sign_in("musa").is_shown()
    musa.page.goto(f"{server.url}/proevehandlinger/{trial}")
    for number in range(TAPPED):
        expect(musa.page.get_by_text(f"Note {number}.", exact=True)).to_have_count(1)
