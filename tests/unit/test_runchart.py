"""Run charts by the Anhøj rules, against a reckoning that shares nothing with them (pwa/tests/runchart.test.ts runs the
same vectors on the phone)."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from proev import runchart

from tests.contract import make_runchart_vectors as long_way

TOLD = json.loads(long_way.FILE.read_text("utf-8"))


def test_vectors_are_what_is_reckoned_the_long_way_round() -> None:
    assert long_way.FILE.read_text("utf-8") == long_way.text(), "run: python -m tests.contract.make_runchart_vectors"


@pytest.mark.parametrize("case", [pytest.param(one, id=one["name"]) for one in TOLD["cases"]])
def test_the_run_chart_of_a_series(case: dict[str, Any]) -> None:
    assert runchart.run_chart(case["baseline"], case["observations"]) == case["chart"]


def test_limits_from_10_to_500() -> None:
    found = {str(n): [runchart.longest_run_limit(n), runchart.crossings_limit(n)] for n in range(10, 501)}
    assert found == TOLD["limits"]


def test_limits_that_the_rules_came_with() -> None:
    published = {10: [6, 2], 12: [7, 3], 15: [7, 4], 20: [7, 6], 24: [8, 8], 30: [8, 10], 50: [9, 19], 100: [10, 41]}
    assert {n: TOLD["limits"][str(n)] for n in published} == published


def test_worked_examples_that_the_rules_came_with() -> None:
    names = ("median", "useful", "longest_run", "longest_run_limit", "crossings", "crossings_limit", "signal")
    told = [tuple(one["chart"][name] for name in names) for one in TOLD["cases"][:4]]
    assert told == [
        ("11.5", 16, 1, 7, 15, 4, False),
        ("5", 11, 1, 6, 10, 2, False),
        ("20.5", 22, 11, 7, 9, 7, True),
        ("18", 19, 9, 7, 3, 6, True),
    ]


def test_longest_series_takes_no_time() -> None:
    began = time.perf_counter()
    runchart.run_chart([], long_way.seen(long_way.swings(500)))
    assert time.perf_counter() - began < 0.5
