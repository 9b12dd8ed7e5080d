"""`python -m tests.sim --seeds 1-150`: tell histories again. With one seed alone it also says everything that happened."""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.support import postgres

from .run import USUAL, build, tell


def main() -> int:
    """Tell the histories asked for, two at a time; returns 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.add_argument("--seeds", default="1-150", help="one seed, or FIRST-LAST")
    parser.add_argument("--phones", default=USUAL[0], help="how many phones a history has, LEAST-MOST")
    parser.add_argument("--events", default=USUAL[1], help="how much happens before the quiet, LEAST-MOST")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    told = parser.parse_args()
    first, _, last = told.seeds.partition("-")
    low, high = int(first), int(last or first)
    build()
    middle = (low + high) // 2
    halves = [(low, high)] if high - low < 10 else [(low, middle), (middle + 1, high)]
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running()) if told.postgres else ""
        pool = stack.enter_context(ThreadPoolExecutor())
        runs = pool.map(lambda half: list(tell(*half, told.phones, told.events, postgres=server)), halves)
        results = [one for run in runs for one in run]
    wrong = [one for one in results if "wrong" in one]
    for one in wrong:
        print(f"seed {one['seed']}: {one['wrong']}")
    told_of = ("events", "saved", "applied", "conflict", "held")
    sums = ", ".join(f"{sum(one[name] for one in results)} {name}" for name in told_of)
    print(f"{len(results)} histories (seeds {low}-{high}): {sums}; {len(wrong)} failed")
    counts: Counter[str] = Counter()
    for one in results:
        counts.update(one["counts"])
    print(", ".join(f"{counts[name]} {name}" for name in sorted(counts)))
    return 1 if wrong or len(results) != high - low + 1 else 0


if __name__ == "__main__":
    raise SystemExit(main())
