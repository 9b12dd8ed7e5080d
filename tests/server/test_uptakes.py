"""How a practice spreads: taken up from its learning card by a unit that does not see it, let go of, looked at again."""

from __future__ import annotations

from typing import Any

from proev.ids import new_id

from tests.support.permissions import FULL, Ground, day
from tests.support.town import Town, put


def practice(on: Ground, **fields: Any) -> str:
    """Lone's practice in Nord, from a trial with these fields."""
    trial = on.trial(**fields)
    on.decided("trial", trial, "adopt", learned="Det virker")
    return on.made("practice", by="Lone", trial=trial)


def test_a_learning_card_s_practice_is_taken_up_by_staff_elsewhere_and_comes_in_the_same_sync(town: Town) -> None:
    on = Ground(town)
    made = practice(on, shared=True)
    søren = on.phones["Søren"]
    søren.sync()
    assert made in [one["fields"].get("practice") for one in søren.of_type("learning_card")]
    assert made not in søren.records
    (result,) = søren.sync(put("uptake", unit=town.units["Syd"], practice=made, since_on=day(0)))
    assert result["status"] == "applied", result
    assert søren.records[made]["fields"]["title"] == FULL["practice"]["title"]


def test_a_practice_that_nobody_told_of_is_as_unknown_as_none(town: Town) -> None:
    on = Ground(town)
    made = practice(on)

    def answer(which: str) -> dict[str, Any]:
        (result,) = on.phones["Søren"].sync(put("uptake", unit=town.units["Syd"], practice=which, since_on=day(0)))
        return {name: value for name, value in result.items() if name not in ("held", "id")}

    assert answer(made) == answer(new_id())


def test_who_stops_says_why_and_not_before_they_began(town: Town) -> None:
    on = Ground(town)
    taken = {"unit": on.nord, "practice": practice(on), "since_on": day(-9)}
    said = {
        "no reason": {"until_on": day(0)}, "too early": {"until_on": day(-10), "until_reason": "Nyt system"},
        "well": {"until_on": day(0), "until_reason": "Nyt system"},
    }  # fmt: skip
    results = {what: on.phones["Mette"].sync(put("uptake", **taken, **told))[0] for what, told in said.items()}
    assert {what: result.get("field") for what, result in results.items()} == {
        "no reason": "until_reason", "too early": "until_on", "well": None,
    }  # fmt: skip


def test_a_day_to_look_again_belongs_to_try_again(town: Town) -> None:
    on = Ground(town)
    made, phone = practice(on), on.phones["Lone"]
    results = [phone.sync(on.deciding("practice", made, choice, check_on=day(14)))[0] for choice in ("continue", "adjust")]
    assert [result.get("field") for result in results] == [None, "check_on"]
