"""A trial's run chart by the Anhøj rules, in exact whole numbers: pure, imports nothing of ours.

The same reckoning stands in the PWA (pwa/src/domain/runchart.ts); both run tests/contract/vectors/runchart.json.
Values are counted in ten-thousandths and compared with the median after doubling both, because the median of an even
number of values needs one digit more than they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

PLACES = 4
"""Digits after the point that a value may have."""
FEWEST = 10
"""Useful observations that the limits need: with fewer the counts are told, and no signal is read from them."""


def run_chart(baseline: Sequence[str], observations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The chart of a baseline and of observations (`id`, `seen_at`, `value`, `replaces`) in the order of receipt.

    `points` has the baseline first (`at` null), then what was measured, by the moment at which it was seen and then by
    receipt; observations that are replaced or have no value are left out. `median` (null without points) is the
    baseline's, if there is one. The tests run on all points that lie off the median: `useful` is their number.
    `run_from` and `run_to` are the indexes in `points` of the first and last useful point of the (first) longest run,
    null without any. With fewer than ten useful points both limits are null, `enough` is false and `signal` too.
    """
    measured = _in_order(observations)
    scaled = [_scaled(value) for value in baseline] + [_scaled(one["value"]) for one in measured]
    points = [{"at": None, "value": _text(value, PLACES)} for value in scaled[: len(baseline)]]
    points += [
        {"at": one["seen_at"], "value": _text(value, PLACES)}
        for one, value in zip(measured, scaled[len(baseline) :], strict=True)
    ]
    twice = _twice_the_median(scaled[: len(baseline)] or scaled)
    runs = _runs(scaled, twice)
    useful = sum(length for _, _, length in runs)
    crossings = max(0, len(runs) - 1)
    first, last, longest = max(runs, key=lambda run: run[2], default=(None, None, 0))
    enough = useful >= FEWEST
    run_limit = longest_run_limit(useful) if enough else None
    cross_limit = crossings_limit(useful) if enough else None
    return {
        "points": points,
        "median": None if twice is None else _text(twice * 5, PLACES + 1),
        "useful": useful,
        "longest_run": longest,
        "longest_run_limit": run_limit,
        "run_from": first,
        "run_to": last,
        "crossings": crossings,
        "crossings_limit": cross_limit,
        "signal": run_limit is not None and cross_limit is not None and (longest > run_limit or crossings < cross_limit),
        "enough": enough,
    }


def longest_run_limit(useful: int) -> int:
    """round(log2 n) + 3. Rounded up when n ≥ 2^(floor + ½), that is n² ≥ 2^(2·floor + 1): never a tie."""
    floor = useful.bit_length() - 1
    return floor + (useful * useful >= 1 << 2 * floor + 1) + 3


def crossings_limit(useful: int) -> int:
    """The smallest k with P(Bin(n − 1, ½) ≤ k) ≥ 0.05: as many of the 2^(n−1) outcomes as make a twentieth."""
    flips, at = useful - 1, 0
    ways = reached = 1
    while reached * 20 < 1 << flips:
        ways = ways * (flips - at) // (at + 1)
        at += 1
        reached += ways
    return at


def _in_order(observations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    replaced = {one["replaces"] for one in observations if one.get("replaces")}
    standing = [one for one in observations if one["id"] not in replaced and one.get("value") is not None]
    return sorted(standing, key=lambda one: _moment(one["seen_at"]))


def _moment(seen_at: str) -> tuple[datetime, str]:
    """A moment to compare by, to the last digit that was written: the whole second, then its fraction."""
    text = seen_at.upper()
    zone = text[19:].lstrip(".0123456789")
    return datetime.fromisoformat(text[:19] + zone), text[19 : len(text) - len(zone)].rstrip("0").rstrip(".")


def _scaled(value: str) -> int:
    return int(Decimal(value).scaleb(PLACES))


def _text(scaled: int, places: int) -> str:
    """The canonical decimal of a whole number of 10^-places: no needless zeros, no exponent."""
    digits = f"{abs(scaled):0{places + 1}d}"
    whole, fraction = digits[:-places], digits[-places:].rstrip("0")
    return ("-" if scaled < 0 else "") + whole + (f".{fraction}" if fraction else "")


def _twice_the_median(values: list[int]) -> int | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] * 2 if len(values) % 2 else ordered[half - 1] + ordered[half]


def _runs(values: list[int], twice: int | None) -> list[tuple[int, int, int]]:
    """The runs on one side of the median: indexes of their first and last point, and their length. A point on the
    median neither breaks a run nor makes it longer."""
    runs: list[tuple[int, int, int]] = []
    was_above = None
    for at, value in enumerate(values):
        if value * 2 == twice:
            continue
        is_above = twice is not None and value * 2 > twice
        if runs and is_above == was_above:
            first, _, length = runs[-1]
            runs[-1] = (first, at, length + 1)
        else:
            runs.append((at, at, 1))
        was_above = is_above
    return runs
