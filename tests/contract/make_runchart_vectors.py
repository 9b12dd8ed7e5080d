"""Writes vectors/runchart.json: series and what the Anhøj rules say of them, reckoned the long way round.

Nothing of the code under test is used: fractions for the values, statistics for the median, all binomial coefficients
for the limits. `python -m tests.contract.make_runchart_vectors` writes the file; tests/unit/test_runchart.py holds it
to what is reckoned here.
"""

from __future__ import annotations

import json
import math
import random
import statistics
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "vectors" / "runchart.json"
NOTE = (
    "The run chart of a baseline and of observations in the order of receipt, by the Anhøj rules; and per number of useful"
    " points from 10 to 500 the limits [longest run, crossings]. Written by tests/contract/make_runchart_vectors.py."
)
Case = dict[str, Any]


def run_limit(n: int) -> int:
    """round(log2 n) + 3: the whole number r with 2^(r − ½) ≤ n < 2^(r + ½), squared to stay whole."""
    return next(r for r in range(64) if 2 ** (2 * r) <= 2 * n * n < 2 ** (2 * r + 2)) + 3


def cross_limit(n: int) -> int:
    """The smallest k with P(Bin(n − 1, ½) ≤ k) ≥ 0.05."""
    ways = [math.comb(n - 1, k) for k in range(n)]
    return next(k for k in range(n) if Fraction(sum(ways[: k + 1]), 2 ** (n - 1)) >= Fraction(5, 100))


def decimal(value: Fraction) -> str:
    """A fraction of powers of ten as canonical text."""
    scaled = value * 10**8
    assert scaled.denominator == 1
    digits = f"{abs(scaled.numerator):09d}"
    text = f"{digits[:-8]}.{digits[-8:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def chart(baseline: list[str], observations: list[Case]) -> Case:
    """The chart, step by step as the rules are written down."""
    replaced = {one["replaces"] for one in observations if "replaces" in one}
    measured = [one for one in observations if one["id"] not in replaced and one.get("value") is not None]
    measured.sort(key=lambda one: datetime.fromisoformat(one["seen_at"]))
    values = [Fraction(one) for one in baseline] + [Fraction(one["value"]) for one in measured]
    centre = statistics.median(values[: len(baseline)] or values) if values else Fraction(0)
    useful = [at for at, value in enumerate(values) if value != centre]
    runs = [list(run) for _, run in groupby(useful, key=lambda at: values[at] > centre)]
    longest = max(runs, key=len, default=[])
    n, crossings, enough = len(useful), max(0, len(runs) - 1), len(useful) >= 10
    moments = [None] * len(baseline) + [one["seen_at"] for one in measured]
    return {
        "points": [{"at": at, "value": decimal(value)} for at, value in zip(moments, values, strict=True)],
        "median": decimal(centre) if values else None,
        "useful": n,
        "longest_run": len(longest),
        "longest_run_limit": run_limit(n) if enough else None,
        "run_from": longest[0] if longest else None,
        "run_to": longest[-1] if longest else None,
        "crossings": crossings,
        "crossings_limit": cross_limit(n) if enough else None,
        "signal": enough and (len(longest) > run_limit(n) or crossings < cross_limit(n)),
        "enough": enough,
    }


def seen(values: list[Any], **changed: Case) -> list[Case]:
    """Observations of these values (None: without one), an hour apart; `changed` by position ("o3")."""
    start = datetime(2026, 11, 2, 6, 0)
    found = []
    for at, value in enumerate(values):
        one: Case = {"id": f"o{at}", "seen_at": f"{(start + timedelta(hours=at)).isoformat()}+01:00"}
        if value is not None:
            one["value"] = str(value)
        found.append(one | changed.get(f"o{at}", {}))
    return found


def case(name: str, values: list[Any], baseline: list[Any] | None = None, **changed: Case) -> Case:
    """One named case."""
    first, observations = [str(one) for one in baseline or []], seen(values, **changed)
    return {"name": name, "baseline": first, "observations": observations, "chart": chart(first, observations)}


WORKED = [22, 18, 25, 20, 17, 23, 19, 24, 21, 18, 26, 20, 16, 15, 17, 14, 18, 13, 15, 16, 12, 14]
ODD_EVEN = [12, 9, 14, 11, 13, 8, 15, 10, 12, 9, 14, 11, 13, 10, 16, 7]
WITH_GAPS = [5, 5, 7, 3, 5, 8, None, 2, 6, 5, 4, 9, 1, 5, 7, 3, 8, 5]


def swings(count: int) -> list[int]:
    """Above and below in turn."""
    return [1 + at % 2 for at in range(count)]


def blocks(*lengths: int) -> list[int]:
    """Runs of these lengths, in turn above and below."""
    return [1 + at % 2 for at, length in enumerate(lengths) for _ in range(length)]


def worked_examples() -> list[Case]:
    """The examples that came with the rules."""
    return [
        case("sixteen values, all crossing", ODD_EVEN),
        case("ties and a missing value", WITH_GAPS),
        case("a baseline of twelve", WORKED[12:], WORKED[:12]),
        case("the same values without a baseline", WORKED),
    ]


def few_and_equal() -> list[Case]:
    """Nothing, one, too few, just enough; ties."""
    return [
        case("nothing", []),
        case("a baseline of one and nothing else", [], [4]),
        case("a baseline alone", [], [4, 6, 5, 7]),
        case("one value lies on its own median", [7]),
        case("two values", [7, 9]),
        case("three values", [7, 9, 8]),
        case("only words, no value", [None] * 12),
        case("all equal", [3] * 14),
        case("all equal but one", [3] * 13 + [4]),
        case("all on the baseline's median", [5] * 12, [5]),
        case("nine useful", swings(9) + [3], [1.5]),
        case("nine in a row: too few for a signal", [2] * 9, [1]),
        case("ten in a row: enough", [2] * 10, [1]),
        case("ten crossing", swings(10)),
        case("eleven crossing", swings(11), [1.5]),
        case("ten values of which one lies on the median", [1, 2, 1, 2, 1, 2, 1, 2, 1, 1.5], [1.5]),
        case("a value on the median neither breaks nor extends a run", [*[2] * 6, 1.5, 2, 1, 1, 1, 1, 1], [1.5]),
        case("values on the median at both ends of the longest run", [1.5, *[2] * 8, 1.5, *[1] * 6, 1.5], [1.5]),
    ]


def at_the_limits() -> list[Case]:
    """Just inside and just past each limit."""
    return [
        case("the longest run at its limit of six", blocks(6, 1, 1, 1, 1), [1.5]),
        case("the longest run past it", blocks(7, 1, 1, 1), [1.5]),
        case("two crossings of ten are allowed", blocks(4, 3, 3), [1.5]),
        case("one crossing of ten is not", blocks(5, 5), [1.5]),
        case("eleven, where the run limit is still six", blocks(6, 2, 1, 1, 1), [1.5]),
        case("twelve, where the run limit becomes seven", blocks(7, 1, 1, 1, 1, 1), [1.5]),
        case("twelve, past seven", blocks(8, 1, 1, 1, 1), [1.5]),
        case("two equally long runs: the first is marked", blocks(1, 4, 1, 4, 1, 2), [1.5]),
        case("twenty-two, run limit seven", blocks(7, *[1] * 15), [1.5]),
        case("twenty-three, run limit eight", blocks(8, *[1] * 15), [1.5]),
        case("five crossings of twenty", blocks(4, 3, 4, 3, 3, 3), [1.5]),
        case("six crossings of twenty", blocks(3, 3, 3, 3, 3, 3, 2), [1.5]),
        case("a shift of the level", [*swings(12), *[2 + one for one in swings(12)]]),
        case("a slow drift", list(range(40))),
    ]


def numbers() -> list[Case]:
    """Signs, many digits, zeros that need not be there."""
    fine = ["0.1", "0.2", "0.3", "0.1001", "0.2999", "0.15", "0.25", "0.0001", "0.9999", "0.2001", "0.3", "0.2"]
    return [
        case("negative values", [-3, -1, -4, -1, -5, -9, -2, -6, -5, -3, -5, -8]),
        case("around zero", ["-0.5", "0.5", "0", "-1", "1", "-0.0001", "0.0001", "0", "2", "-2", "3", "-3"]),
        case("a median between a negative and a positive value", [-1, 2, -3, 4]),
        case("a median of minus a half", [-1, 0, -1, 0]),
        case("a median of nought from both sides", [-2, 2, -2, 2]),
        case("many decimals", fine),
        case("a tenth and two tenths are not three tenths", ["0.1", "0.2"], ["0.1", "0.2"]),
        case("the median needs a fifth decimal", ["0.0001", "0.0002"]),
        case("a negative fifth decimal", ["-0.0001", "-0.0002", "-0.0001", "-0.0002"]),
        case("the largest and the smallest", ["999999.9999", "-999999.9999", "999999.9999", "-999999.9998"]),
        case("the largest twice", ["999999.9999", "999999.9998"]),
        case("zeros that need not be there", ["12.50", "12.5", "12.5000", "0.10", "100", "1000.0"]),
    ]


def order_and_receipt() -> list[Case]:
    """Moments, not texts; and what was corrected."""

    def at(moment: str) -> Case:
        return {"seen_at": moment}

    return [
        case("received late, seen early", [1, 2, 3], o2=at("2026-11-01T06:00:00+01:00")),
        case("offsets cross", [1, 2, 3], o0=at("2026-11-02T06:30:00+02:00"), o1=at("2026-11-02T05:00:00+01:00"),
             o2=at("2026-11-02T04:15:00Z")),
        case("the hour that winter time repeats", [1, 2, 3, 4], o0=at("2026-10-25T02:30:00+01:00"),
             o1=at("2026-10-25T02:30:00+02:00"), o2=at("2026-10-25T02:45:00+02:00"), o3=at("2026-10-25T02:15:00+01:00")),
        case("the same moment in two offsets: by receipt", [4, 3, 2, 1], o0=at("2026-11-02T07:00:00+01:00"),
             o1=at("2026-11-02T06:00:00Z"), o2=at("2026-11-02T08:00:00+02:00"), o3=at("2026-11-02T06:00:00.000Z")),
        case("the same second: by its fraction, however it is written", [4, 3, 2, 1], o0=at("2026-11-02T07:00:00.500+01:00"),
             o1=at("2026-11-02T06:00:00.49Z"), o2=at("2026-11-02T06:00:00.5Z"), o3=at("2026-11-02T06:00:00.4901Z")),
        case("over the new year, west and east", [1, 2], o0=at("2027-01-01T00:30:00+01:00"), o1=at("2026-12-31T20:45:00-02:00")),
        case("a clock ten years off is only a place in the order", [1, 2, 3], o0=at("2036-11-02T06:00:00+01:00"),
             o1=at("2016-11-02T06:00:00+01:00")),
        case("a correction counts instead", [1, 2, 3, 9], o3={"replaces": "o1", "seen_at": "2026-11-02T07:00:00+01:00"}),
        case("a correction of a correction", [1, 2, 3, 9, 8], o3={"replaces": "o1"}, o4={"replaces": "o3"}),
        case("a correction that takes the value away", [1, 2, 3, None], o3={"replaces": "o1"}),
        case("a correction that brings a value", [1, None, 3, 5], o3={"replaces": "o1", "seen_at": "2026-11-02T07:00:00+01:00"}),
        case("two corrections of the same: both stand", [1, 2, 3, 4], o2={"replaces": "o0"}, o3={"replaces": "o0"}),
        case("a correction turns no signal into one", [*[2] * 6, 1, *[2] * 5, 2], [1.5],
             o12={"replaces": "o6", "seen_at": "2026-11-02T12:00:00+01:00"}),
    ]  # fmt: skip


def long_series() -> list[Case]:
    """Series drawn once, with a known seed, up to the longest; those stand as a baseline, which is shorter to write."""
    dice = random.Random(7)
    found = []
    for count in (15, 20, 24, 30, 50, 64, 91, 100, 181, 256, 362, 500):
        values: list[Any] = [f"{dice.gauss(20, 4):.{dice.choice((0, 1, 2))}f}" for _ in range(count)]
        found.append(case(f"{count} drawn", values) if count < 64 else case(f"{count} drawn, all baseline", [], values))
    shifted: list[Any] = [f"{dice.gauss(10 if at < 60 else 12, 2):.1f}" for at in range(120)]
    found.append(case("120 drawn, the level shifts after sixty; the baseline is twenty", shifted[20:], shifted[:20]))
    gaps = [None if dice.random() < 0.3 else dice.randint(1, 5) for _ in range(80)]
    found.append(case("80 drawn with gaps and many ties", gaps))
    found.append(case("500 useful, crossing", [], swings(500)))
    found.append(case("500 useful, one crossing", [], blocks(250, 250)))
    return found


def document() -> Case:
    """Everything that the file holds."""
    cases = [*worked_examples(), *few_and_equal(), *at_the_limits(), *numbers(), *order_and_receipt(), *long_series()]
    return {"note": NOTE, "limits": {str(n): [run_limit(n), cross_limit(n)] for n in range(10, 501)}, "cases": cases}


def text() -> str:
    """The file: a case a line, so that a change shows where it is."""
    told = document()
    lines = ",\n".join(f"    {json.dumps(one, ensure_ascii=False, separators=(', ', ': '))}" for one in told["cases"])
    return (
        f'{{\n  "note": {json.dumps(told["note"], ensure_ascii=False)},\n  "limits": {json.dumps(told["limits"])},\n'
        f'  "cases": [\n{lines}\n  ]\n}}\n'
    )


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
