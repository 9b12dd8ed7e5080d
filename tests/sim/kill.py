"""Browsers killed in the middle of saving: what `save` has resolved for is on the disk when the browser starts again.

`python -m tests.sim.kill --times 50` with Chromium and Firefox. The page saves note after note and posts each id once
it is called saved; the whole browser is then killed (SIGKILL to its process group) after a random while, and started
again on the same profile, where the page first tells what the disk holds.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hatch_build
from tests.sim.run import HOME
from tests.support import browsers

BUNDLE = HOME / "pwa" / "bench" / "dist" / "phone.js"
PAGE = """<!doctype html><title>x</title><script type=module>
import('/phone.js').then((m) => m.saveUntilKilled('u', RUN))
</script>"""
PREFERENCES = (
    ("browser.shell.checkDefaultBrowser", "false"), ("datareporting.policy.dataSubmissionEnabled", "false"),
    ("browser.aboutwelcome.enabled", "false"), ("browser.sessionstore.resume_from_crash", "false"),
    ("toolkit.startup.max_resumed_crashes", "-1"), ("app.update.enabled", "false"),
    # A thumbnail is taken by loading the page once more, out of sight and with a storage of its own.
    ("browser.pagethumbnails.capturing_disabled", "true"), ("browser.newtabpage.enabled", "false"),
)  # fmt: skip
PATIENCE = 60


@dataclass
class Told:
    """How often a browser was killed, how many saves were called saved, and how many of them were not there; of each look,
    how many had been promised by then and how many were kept."""

    kills: int = 0
    saved: int = 0
    missing: int = 0
    looks: list[tuple[int, int]] = field(default_factory=list)


class Listener:
    """The page's server: gives out the page, and hears what is saved and, of each run of the browser, what is kept."""

    def __init__(self) -> None:
        self.saved: set[str] = set()
        self.kept: dict[str, queue.Queue[set[str]]] = defaultdict(queue.Queue)
        self.heard = threading.Event()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path, _, run = self.path.partition("?")
                is_code = path == "/phone.js"
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript" if is_code else "text/html")
                self.end_headers()
                self.wfile.write(BUNDLE.read_bytes() if is_code else PAGE.replace("RUN", json.dumps(run)).encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(204)
                self.end_headers()
                ids = json.loads(body)
                path, _, run = self.path.partition("?")
                if path == "/kept":
                    listener.kept[run].put(set(ids))
                else:
                    listener.saved.update(ids)
                    listener.heard.set()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@contextmanager
def _running(engine: str, profile: Path, url: str) -> Iterator[None]:
    """The browser as a process group of its own, killed at the end without a word."""
    if engine == "firefox":
        profile.mkdir(exist_ok=True)
        (profile / "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in PREFERENCES))
        command = [str(browsers.firefox()), "--headless", "--no-remote", "--profile", str(profile), url]
    else:
        flags = ["--headless=new", "--no-first-run", f"--user-data-dir={profile}", *browsers.CHROMIUM_FLAGS]
        command = [str(browsers.chromium()), *flags, url]
    with profile.with_suffix(".log").open("a") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _tell_of(profile: Path, run: str) -> None:
    """What can be seen of a browser that has lost something: its databases as they lie there, and its last words."""
    files = [one for place in ("IndexedDB", "storage") for one in profile.rglob(f"{place}/**/*") if one.is_file()]
    told = [f"{one.relative_to(profile)}: {one.stat().st_size} bytes" for one in sorted(files)]
    words = profile.with_suffix(".log").read_text(errors="replace").splitlines()[-30:]
    print(f"run {run}:", *told, *words, sep="\n", file=sys.stderr)


def build() -> None:
    """The store as a file that a page can load."""
    hatch_build.install_packages()
    hatch_build.npm("exec", "--", "vite", "build", "--config", "vite.bench.config.ts", "--logLevel", "error")


def kill(engine: str, times: int, seed: int = 1) -> Told:
    """Kill a browser so many times while it saves, and look each time at what it kept."""
    chance = random.Random(seed)
    told = Told()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        listener = Listener()
        profile = Path(folder) / "profile"
        for run in map(str, range(times + 1)):
            listener.heard.clear()
            promised = set(listener.saved)  # before the next run adds its own
            with _running(engine, profile, f"{listener.url}?{run}"):
                kept = listener.kept[run].get(timeout=PATIENCE)
                told.looks.append((len(promised), len(kept)))
                told.missing += len(promised - kept)
                if promised - kept:
                    _tell_of(profile, run)
                assert listener.heard.wait(PATIENCE), "nothing was saved"
                time.sleep(chance.random())  # anywhere within saving
            told.kills += 1
        told.kills -= 1  # nobody has looked after the last one
        told.saved = len(listener.saved)
        listener.server.shutdown()
    return told


def main() -> int:
    """Kill both browsers; returns 1 when a save was gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    build()
    missing = 0
    for engine in ("chromium", "firefox"):
        told = kill(engine, times)
        print(
            f"{engine}: killed {told.kills} times while saving, {told.saved} saves called saved, {told.missing} missing",
            flush=True,
        )
        missing += told.missing
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
