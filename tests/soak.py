"""`make soak`: the long run. Histories from where the last run stopped, until the time is over; then what is asked for.

Then a few on PostgreSQL. What each run did is one line of JSON in `.cache/soak.jsonl`: the seeds, how many histories,
what failed.
`python -m tests.soak --minutes 30 [--seeds FIRST] [--many] [--planted] [--crash] [--kill 50]
[--rows 100000] [--storm]`, or `--all` for all of that after the histories, with a
quarter of the time for histories of 6 to 50 phones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.sim.run import HOME, USUAL, build, tell

KEPT = HOME / ".cache" / "soak.jsonl"
BLOCK = 50
MANY = ("6-50", "300-900")


def keep(told: dict[str, Any], path: Path = KEPT) -> None:
    """Add a line to what has been run."""
    path.parent.mkdir(exist_ok=True)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HOME, capture_output=True, text=True, check=False)
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit.stdout.strip(), **told}
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")


def next_seed(kind: str, path: Path = KEPT) -> int:
    """The first seed of a kind of history that no run has told yet."""
    lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return max([line["last"] for line in lines if line.get("kind") == kind], default=0) + 1


def histories(kind: str, size: tuple[str, str], first: int, until: float) -> bool:
    """Tell histories in blocks, two at a time, until the time is over. True when none failed."""
    sound = True
    build()
    with ThreadPoolExecutor(2) as pool:
        while time.monotonic() < until:
            block = BLOCK if kind == "usual" else 4
            starts = [first, first + block]
            runs = [pool.submit(lambda at, last: list(tell(at, last, *size)), at, at + block - 1) for at in starts]
            told = [one for run in runs for one in run.result()]
            wrong = {one["seed"]: one["wrong"] for one in told if "wrong" in one}
            sums = {name: sum(one[name] for one in told) for name in ("events", "saved", "applied", "conflict", "held")}
            keep({"kind": kind, "first": first, "last": first + 2 * block - 1, "histories": len(told), **sums, "wrong": wrong})
            print(f"{kind} {first}-{first + 2 * block - 1}: {sums}, failed: {wrong or 'none'}", flush=True)
            sound = sound and not wrong
            first += 2 * block
    return sound


def on_postgres(many: int = 10) -> bool:
    """A few histories on PostgreSQL, from where the last run stopped. True when none failed."""
    first = next_seed("postgres")
    asked = ["--postgres", "--seeds", f"{first}-{first + many - 1}"]
    sound = subprocess.run([sys.executable, "-m", "tests.sim", *asked], cwd=HOME, check=False).returncode == 0
    keep({"kind": "postgres", "first": first, "last": first + many - 1, "sound": sound})
    return sound


def main() -> int:
    """Run what is asked for; returns 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seeds", type=int, help="begin at this seed instead of where the last run stopped")
    parser.add_argument("--many", action="store_true", help="histories of 6 to 50 phones")
    parser.add_argument("--planted", action="store_true", help="then every planted bug")
    parser.add_argument("--crash", action="store_true", help="then every crash point")
    parser.add_argument("--kill", type=int, default=0, help="then each browser killed so many times while it saves")
    parser.add_argument("--rows", type=int, default=0, help="then so many rows written and followed on PostgreSQL")
    parser.add_argument("--storm", action="store_true", help="then two thousand phones that come back at once")
    parser.add_argument("--all", action="store_true", help="then all of that")
    told = parser.parse_args()
    if told.all:
        told.planted = told.crash = told.storm = True
        told.kill, told.rows = told.kill or 50, told.rows or 100_000
    kind, size = ("many", MANY) if told.many else ("usual", USUAL)
    sound = histories(kind, size, told.seeds or next_seed(kind), time.monotonic() + told.minutes * 60)
    if told.all and not told.many:
        sound = histories("many", MANY, next_seed("many"), time.monotonic() + told.minutes * 15) and sound
    sound = on_postgres() and sound
    parts = {
        "tests.sim.planted": [] if told.planted else None,
        "tests.sim.crash": [] if told.crash else None,
        "tests.sim.kill": ["--times", str(told.kill)] if told.kill else None,
        "tests.sim.commit_order": ["--rows", str(told.rows)] if told.rows else None,
        "tests.sim.storm": [] if told.storm else None,
    }
    for module, arguments in parts.items():
        if arguments is not None:
            done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=HOME, check=False)
            keep({"kind": module, "sound": done.returncode == 0})
            sound = sound and done.returncode == 0
    return 0 if sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
