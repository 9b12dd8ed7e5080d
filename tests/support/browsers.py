"""Finds the browsers for the tests, and installs Chromium where it is missing: `python -m tests.support.browsers --ensure`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# A microphone that hums, and that no person has to allow.
HUMMING_CHROMIUM = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
HUMMING_FIREFOX: dict[str, str | float | bool] = {
    "media.navigator.streams.fake": True, "media.navigator.permission.disabled": True,
}  # fmt: skip


def chromium() -> str | None:
    """The path of a Chromium or Chrome, None when there is none."""
    told = os.environ.get("PROEV_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return told or next((path for path in map(shutil.which, names) if path), None) or _playwright_own()


def firefox() -> str | None:
    """The path of a Firefox ESR, None when there is none."""
    return os.environ.get("PROEV_FIREFOX") or shutil.which("firefox-esr")


def _playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def ensure() -> None:
    """Chromium is there afterwards, or a sentence says why it cannot be."""
    if chromium():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    if not chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not chromium():
        sys.exit("The browser tests need Chromium and it could not be installed. Install it, or set PROEV_CHROMIUM to its path.")


if __name__ == "__main__":
    if "--ensure" in sys.argv:
        ensure()
    print("Chromium:", chromium() or "none", "· Firefox:", firefox() or "none", file=sys.stderr)
