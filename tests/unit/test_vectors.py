"""The rules that stand on both sides, against the vectors that both sides run (pwa/tests/vectors.test.ts is the other)."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from proev import clock, cpr, rules, search, values

VECTORS = Path(__file__).parent.parent / "contract" / "vectors"


def cases(name: str) -> list[Any]:
    """The cases of a vector file, named."""
    told = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]
    return [pytest.param(one, id=str(one.get("name") or one.get("text") or one.get("typed") or one.get("at"))) for one in told]


@pytest.mark.parametrize("case", cases("trial_phase"))
def test_the_phase_of_a_trial(case: dict[str, Any]) -> None:
    trial, decisions = case["trial"], case["decisions"]
    if "at" in case:
        assert clock.today_in(datetime.fromisoformat(case["at"]), case["zone"]).isoformat() == case["today"]
    assert rules.trial_phase(trial, decisions, date.fromisoformat(case["today"])) == case["phase"]
    assert rules.starting_needs(trial) == case["needs"]
    assert rules.effective_end(trial, decisions) == case["ends_on"]
    assert rules.period_days(trial, decisions) == case["days"]
    assert [one["id"] for one in rules.contradictions(decisions)] == case.get("contradictions", [])


@pytest.mark.parametrize("case", cases("trial_phase"))
def test_phase_of_a_trial_that_is_only_told_of_is_the_same(case: dict[str, Any]) -> None:
    trial, decisions = case["trial"], case["decisions"]
    final = rules.standing_choice(decisions)
    days = {} if rules.starting_needs(trial) else {"starts_on": trial["starts_on"], "ends_on": case["ends_on"]}
    told = {"ended": rules.FINAL[final] if final else None, **days}
    assert rules.told_phase(told, date.fromisoformat(case["today"])) == case["phase"]


@pytest.mark.parametrize("case", cases("practice_phase"))
def test_the_phase_of_a_practice(case: dict[str, Any]) -> None:
    today = date.fromisoformat(case["today"])
    decisions = rules.with_trial(case["decisions"], case.get("trial_decisions", []))
    phase = rules.practice_phase(case["practice"], case["check_ins"], decisions, today, case["uptakes"])
    assert phase == case["phase"]
    assert rules.due_check_ins(case["practice"], case["uptakes"], case["check_ins"], today, decisions) == case["due"]
    people = rules.answering_people(case["practice"], case["uptakes"], case["check_ins"], today)
    assert rules.is_sustained(phase, people) == case["sustained"]


@pytest.mark.parametrize("case", cases("cpr"))
def test_civil_registration_numbers(case: dict[str, Any]) -> None:
    today = date.fromisoformat(case["today"])
    assert bool(cpr.find_cpr(case["text"], today)) == case["found"]
    masked = cpr.mask_cpr(case["text"], today)
    assert len(masked) == len(case["text"])
    assert not cpr.find_cpr(masked, today)
    assert (masked == case["text"]) != case["found"]


@pytest.mark.parametrize("case", cases("decimals"))
def test_decimals_are_kept_in_one_form(case: dict[str, Any]) -> None:
    if case["kept"] is None:
        with pytest.raises(values.BadValue):
            values.canonical_decimal(case["typed"].replace(",", "."), 6, 4)
    else:
        assert values.canonical_decimal(case["kept"], 6, 4) == case["kept"]


@pytest.mark.parametrize("case", cases("today"))
def test_the_day_in_a_time_zone(case: dict[str, Any]) -> None:
    assert clock.today_in(datetime.fromisoformat(case["at"]), case["zone"]).isoformat() == case["day"]


SEARCH = json.loads((VECTORS / "search.json").read_text("utf-8"))


def test_words_of_the_search() -> None:
    assert [[word, search.key_of(word)] for word, _ in SEARCH["keys"]] == SEARCH["keys"]
    assert [search.terms(one["text"]) for one in SEARCH["terms"]] == [one["terms"] for one in SEARCH["terms"]]
    likeness = [search.likeness(one["sought"], one["word"]) for one in SEARCH["likeness"]]
    assert likeness == [one["per_cent"] for one in SEARCH["likeness"]]
