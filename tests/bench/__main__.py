"""`make bench`: the figures, measured on this machine in this run. Nothing here is asserted by a test.

Bytes and requests are exact; times are of one machine on one day and are only worth comparing within a run.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, expect, sync_playwright
from proev import __version__

from e2e.server import PASSWORD, Server, running_trial, with_cast
from tests.bench import server as server_bench
from tests.bench.wire import Wire
from tests.support import browsers, postgres

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "server/proev/static"
NOTES = 1_000


def say(what: str, figure: str) -> None:
    """One line."""
    print(f"{what:<58} {figure}", flush=True)


def spread(took: list[float]) -> str:
    """p50 and p95."""
    return f"p50 {median(took):.2f} ms · p95 {quantiles(took, n=20)[18]:.2f} ms"


def sizes() -> None:
    """What the browser loads, as sent."""
    first = [path for path in (STATIC / "assets").glob("index-*") if path.suffix in (".js", ".css")]
    later = (STATIC / "assets").glob("Overview-*.js")
    for path in [*first, *later, STATIC / "sw.js"]:
        packed = len(gzip.compress(path.read_bytes(), 9))
        brotli = path.with_name(f"{path.name}.br").stat().st_size
        say(f"{re.sub(r'-[^.]*', '', path.name)} gzip / brotli", f"{packed:,} / {brotli:,} B")


def until_ready(browser: Browser, wire: Wire) -> None:
    """Bytes over the wire from the first request until the app says that it works without network."""
    wire.reset()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="da-DK")
    page = context.new_page()
    sign_in(page, wire.port)
    page.get_by_role("link", name=re.compile("^Mig")).click()
    expect(page.locator("[data-ready=true]")).to_be_visible(timeout=60_000)
    say("bytes until “Klar til brug uden net” (one visit)", f"{wire.down:,} down, {wire.up:,} up, {wire.requests} requests")
    context.close()


def sign_in(page: Page, port: int) -> None:
    """By the app's own door."""
    page.goto(f"http://127.0.0.1:{port}")
    page.get_by_label("E-mail").fill("mette@lillevig.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("link", name=re.compile("^Notér"))).to_be_visible()


def phone(browser: Browser, wire: Wire, trial: str) -> None:
    """Saving, pushing and pulling with the phone's own store and engine, in Chromium."""
    vite = ["npm", "exec", "--", "vite", "build", "--logLevel", "error", "--config", "vite.bench.config.ts"]
    subprocess.run([sys.executable, "hatch_build.py", *vite], cwd=ROOT, check=True)
    bundle = ROOT / "pwa/bench/dist/phone.js"
    context = browser.new_context(service_workers="block", locale="da-DK")
    context.route("**/bench-phone.js", lambda route: route.fulfill(path=bundle, content_type="text/javascript"))
    page = context.new_page()
    sign_in(page, wire.port)
    user = page.evaluate("fetch('/api/v1/session').then((answer) => answer.json()).then((told) => told.user.id)")
    page.goto(f"http://127.0.0.1:{wire.port}/api/docs")  # the app itself is not running here
    call = "async ([name, ...told]) => (await import('/bench-phone.js'))[name](...told)"
    floor = page.evaluate(call, ["floor", 500])
    saves = page.evaluate(call, ["saves", "nobody", trial, 500])
    say("save one note, strict: IndexedDB's own floor", spread(floor))
    say("save one note, strict: the app's store", spread(saves))
    page.evaluate(call, ["empty", user])
    wire.reset()
    took = page.evaluate(call, ["push", user, trial, NOTES])
    say(
        f"push {NOTES:,} notes of 443 B",
        f"{took:,.0f} ms; {(wire.up + wire.down) / NOTES:.0f} B a note both ways; {wire.requests} requests",
    )
    page.evaluate(call, ["empty", user])
    wire.reset()
    took, count = page.evaluate(call, ["pull", user])
    say(
        f"pull {count:,} notes into an empty phone",
        f"{took:,.0f} ms; {wire.down / max(1, count):.0f} B a note down; {wire.requests} requests",
    )
    context.close()


def main() -> None:
    """All figures."""
    print(f"Prøv {__version__}. Times are of this machine and this run.")
    sizes()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        ids = with_cast(data)
        server = Server(data)
        server.start()
        trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
        wire = Wire(server.port)
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.CHROMIUM_FLAGS)
        until_ready(browser, wire)
        phone(browser, wire, trial)
        browser.close()
        wire.close()
        server.close()
        say("server on SQLite, 8 clients in one trial", server_bench.measure(Path(folder) / "sqlite", ""))
        with postgres.running() as url:
            say(
                "server on PostgreSQL, 8 clients in one trial",
                server_bench.measure(Path(folder) / "pg", postgres.new_database(url)),
            )


if __name__ == "__main__":
    main()
