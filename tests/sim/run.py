"""Building the phones' side of the simulation and telling histories with it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hatch_build

HOME = Path(__file__).resolve().parents[2]
USUAL = ("2-5", "60-140")
"""Phones, and events before the quiet, in an ordinary history."""


def node(home: Path = HOME) -> tuple[str, dict[str, str]]:
    """The Node that the project brings, and its environment."""
    (command, _), environment = hatch_build.node_environment()
    python_path = f"{home / 'server'}{os.pathsep}{home}"
    return command, {**environment, "PYTHONPATH": python_path, "NODE_NO_WARNINGS": "1"}


def build(home: Path = HOME) -> Path:
    """The phones' side as one file for Node, made anew when its sources have changed."""
    hatch_build.install_packages()
    out = home / "pwa" / "tests" / "sim" / "dist"
    found = hashlib.sha256()
    for path in sorted([*(home / "pwa" / "src").rglob("*.ts"), *(home / "pwa" / "tests" / "sim").glob("*.ts")]):
        found.update(path.read_bytes())
    stamp = out / "built-from"
    out.mkdir(exist_ok=True)
    with open(out.parent / "dist.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != found.hexdigest():
            command, environment = node(home)
            vite = home / "pwa" / "node_modules" / "vite" / "bin" / "vite.js"
            told = [command, str(vite), "build", "--config", "vite.sim.config.ts", "--logLevel", "error"]
            subprocess.run(told, cwd=home / "pwa", env=environment, check=True, stdout=sys.stderr)
            stamp.write_text(found.hexdigest())
    return out / "main.js"


def tell(
    first: int,
    last: int,
    phones: str = USUAL[0],
    events: str = USUAL[1],
    home: Path = HOME,
    errors: int | None = None,
    postgres: str = "",
) -> Iterator[dict[str, Any]]:
    """What became of each history, in the order of the seeds: {"seed", "saved", "events", …}, and "wrong" when it failed.
    `errors` is where the processes' standard error goes (None: to this one's); `postgres`: the URL of a server to be told on."""
    command, environment = node(home)
    server = [sys.executable, "-m", "tests.sim.server", *([postgres] if postgres else [])]
    told = [command, str(build(home)), str(first), str(last), phones, events, *server]
    with subprocess.Popen(told, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as running:
        assert running.stdout
        try:
            for line in running.stdout:
                yield json.loads(line)
        except GeneratorExit:  # enough has been heard
            running.kill()
            raise
    if running.returncode:
        raise RuntimeError(f"the simulation ended with {running.returncode}")
