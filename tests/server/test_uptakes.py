"""How a practice spreads: taken up from its learning card by a unit that does not see it, let go of, looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from proev import clock

from tests.support.permissions import FULL, Ground, day
from tests.support.town import Phone, Town, put


def practice(on: Ground, shared: bool = False, **more: Any) -> str:
    """Lone's practice in Nord, from a trial that is shared or not."""
    trial = on.trial(shared=shared)
    on.decided("trial", trial, "adopt", learned="Det virker")
    return on.made("practice", by="Lone", trial=trial, **more)


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


def test_where_a_unit_stops_the_practice_is_not_asked_about_and_does_not_slip(town: Town) -> None:
    on = Ground(town)
    made = practice(on, shared=True)
    søren = on.phones["Søren"]
    uptake = søren.make("uptake", unit=town.units["Syd"], practice=made, since_on=day(-40))
    søren.make("check_in", unit=town.units["Syd"], practice=made, checked_on=day(-2), still_done="no")

    def page() -> Any:
        return on.phones["Lone"].client.get(f"/api/v1/practices/{made}").json

    assert page()["phase"] == "slipping"
    again = {"again_on": day(14), "again_how": "Det kommer med i oplæringen"}
    (result,) = søren.sync(put("uptake", record=uptake, base=1, **again))
    assert result["status"] == "applied", result
    told = søren.client.get(f"/api/v1/practices/{made}").json
    assert [one["due_on"] for one in told["check_ins_due"]] == [day(14)]
    (result,) = søren.sync(put("uptake", record=uptake, base=2, until_on=day(0), until_reason="Nyt system"))
    assert result["status"] == "applied", result
    assert page()["phase"] == "embedding"
    assert [one["unit"] for one in page()["places"]] == [on.nord]


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


def test_units_that_took_it_up_are_told_that_it_is_retired_and_why_and_when_that_is_taken_back(town: Town) -> None:
    on = Ground(town)
    made = practice(on, shared=True)
    lone, søren = on.phones["Lone"], on.phones["Søren"]
    søren.make("uptake", unit=town.units["Syd"], practice=made, since_on=day(-10))
    about = {"subject_type": "practice", "subject": made, "decided_on": day(0)}
    retired = lone.make("decision", choice="retire", reason="Det nye system spørger selv", **about)

    def told() -> tuple[Any, Any]:
        søren.sync()
        fields = søren.records[made]["fields"]
        return fields.get("retired_on"), fields.get("retired_because")

    assert told() == (day(0), "Det nye system spørger selv")
    assert retired not in søren.records, "the decision stays where the practice came from"
    lone.make("decision", choice="continue", reason="Systemet spurgte ikke", replaces=retired, **about)
    assert told() == (None, None)
    (result,) = lone.sync(put("practice", record=made, base=9, retired_on=day(0)))
    assert result["status"] == "held", "only a decision retires it"


def test_units_that_took_it_up_are_told_which_practice_of_its_unit_took_its_place(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    on.decided("trial", trial, "adopt", learned="Ja")
    old = on.made("practice", by="Lone", trial=trial)
    søren, dorte = on.phones["Søren"], on.phones["Dorte"]
    søren.make("uptake", unit=town.units["Syd"], practice=old, since_on=day(-10))

    def told() -> Any:
        søren.sync()
        return søren.records[old]["fields"].get("succeeded_by")

    def adopted(parent: str, unit: str) -> str:
        """A trial that goes on from another one's, two rounds later, and what was made of it."""
        where = {"unit": town.units[unit]}
        tried = [dorte.make("trial", **where, title="Opkald", parent_trial=parent)]
        tried.append(dorte.make("trial", **where, title="Opkald", parent_trial=tried[0]))
        on.decided("trial", tried[1], "adopt", by="Dorte", learned="Ja")
        return dorte.make("practice", **{**FULL["practice"], **where}, trial=tried[1])

    adopted(trial, "Syd")
    retired = on.decided("practice", old, "retire")
    assert told() is None, "only its own unit can put another one in its place"
    on.decided("practice", old, "continue", replaces=retired)
    new = adopted(trial, "Nord")
    assert told() is None, "they are done beside each other"
    retired = on.decided("practice", old, "retire")
    assert told() == new
    on.decided("practice", old, "continue", replaces=retired)
    assert told() is None
    on.decided("practice", new, "retire")
    on.decided("practice", old, "retire")
    assert told() is None, "that one has ended as well"


def test_first_write_of_a_day_tells_that_nobody_has_answered(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    on = Ground(town)
    trial = on.trial(shared=True)
    on.decided("trial", trial, "adopt", learned="Det virker")
    on.made("practice", by="Lone", trial=trial, adopted_on=day(-44))
    hans = on.phones["Hans"]

    def phase() -> Any:
        hans.sync()
        return [one["fields"]["practice_phase"] for one in hans.of_type("learning_card")]

    assert phase() == ["embedding"]
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert phase() == ["embedding"], "asking alone writes nothing"
    hans.make("trial", unit=town.units["Havnen"], title="Kaffe på kajen")
    assert phase() == ["slipping"]


def test_practice_tells_how_it_stands_in_its_own_unit_once_somebody_has_answered(town: Town) -> None:
    """By that a director's phone, which is kept light, knows that it lacks the answer."""
    on = Ground(town)
    made = practice(on, adopted_on=day(-44))
    mette = on.phones["Mette"]

    def told() -> Any:
        mette.sync()
        return mette.records[made]["fields"].get("spread")

    assert told() is None
    on.phones["Musa"].make("check_in", unit=town.units["Nord"], practice=made, checked_on=day(-1), still_done="yes")
    own = {"unit": town.units["Nord"], "name": "Nord", "since_on": day(-44), "phase": "embedding"}
    assert told() == [{**own, "checked_on": day(-1)}]


def test_unit_that_it_came_from_is_told_how_it_stands_where_it_was_taken_up_and_the_other_way_round(town: Town) -> None:
    on = Ground(town)
    made = practice(on, shared=True, adopted_on=day(-10))
    mette, søren = on.phones["Mette"], on.phones["Søren"]

    def told(phone: Phone) -> dict[str, str]:
        phone.sync()
        return {one["name"]: one["phase"] for one in phone.records[made]["fields"].get("spread", [])}

    assert told(mette) == {}
    uptake = søren.make("uptake", unit=town.units["Syd"], practice=made, since_on=day(-10))
    assert told(mette) == told(søren) == {"Nord": "embedding", "Syd": "embedding"}
    søren.make("check_in", unit=town.units["Syd"], practice=made, checked_on=day(-1), still_done="no")
    assert told(mette) == {"Nord": "embedding", "Syd": "slipping"}
    søren.sync(put("uptake", record=uptake, base=1, until_on=day(0), until_reason="Nyt system"))
    assert told(mette) == {"Nord": "embedding", "Syd": "retired"}

    def stops(phone: Phone) -> list[tuple[Any, ...]]:
        phone.sync()
        spread = phone.records[made]["fields"]["spread"]
        return [(one["name"], one["until_on"], one["until_reason"]) for one in spread if "until_on" in one]

    # Who takes it up anew begins anew: why they stopped is still there to be read, by everybody who holds the practice.
    assert stops(mette) == stops(søren) == [("Syd", day(0), "Nyt system")]
    søren.make("uptake", unit=town.units["Syd"], practice=made, since_on=day(0))
    assert stops(mette) == [("Syd", day(0), "Nyt system")]
    phases = [(one["name"], one["phase"]) for one in mette.records[made]["fields"]["spread"]]
    assert phases == [("Nord", "embedding"), ("Syd", "embedding"), ("Syd", "retired")]
