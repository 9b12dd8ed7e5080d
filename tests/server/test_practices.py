"""What a practice stands on: its leader's decision about its trial, as long as that stands."""

from __future__ import annotations

from typing import Any

from tests.support.permissions import FULL, Ground, day
from tests.support.town import Town, put


def of(on: Ground, trial: str, unit: str = "Nord", **more: Any) -> dict[str, Any]:
    """A practice of a trial, about to be sent."""
    return put("practice", unit=on.town.units[unit], trial=trial, **{**FULL["practice"], **more})


def told(result: dict[str, Any]) -> tuple[Any, Any]:
    """Why a mutation was held, and about which field."""
    return result.get("reason"), result.get("field")


def test_held_practice_is_told_that_another_decision_stands_and_goes_in_once_that_is_settled(town: Town) -> None:
    on = Ground(town)
    trial, lone = on.trial(), on.phones["Lone"]
    stopped = on.decided("trial", trial, "abandon", by="Mette", learned="Nej")
    practice = of(on, trial)
    (early,) = lone.sync(practice)
    assert told(early) == ("needs_adoption", "trial") and "lederen først har besluttet" in early["detail"]
    adopts = on.deciding("trial", trial, "adopt", learned="Ja")
    practice = of(on, trial)
    applied, held = lone.sync(adopts, practice)
    assert applied["status"] == "applied"
    assert told(held) == ("needs_adoption", "trial") and "En anden beslutning" in held["detail"]
    on.decided("trial", trial, "adopt", learned="Ja", replaces=stopped)
    (again,) = lone.sync({**of(on, trial), "record": practice["id"], "instead_of": practice["id"]})
    assert again["status"] == "applied", again
    lone.sync()
    assert [one["fields"]["mutation"]["id"] for one in lone.of_type("held") if one["fields"].get("resolved_on")] == [
        practice["id"]
    ]


def test_practice_belongs_to_the_unit_that_tried_it(town: Town) -> None:
    on = Ground(town)
    trial = on.trial()
    on.decided("trial", trial, "adopt", learned="Ja")
    results = [on.phones["Dorte"].sync(of(on, trial, unit))[0] for unit in ("Syd", "Omsorg", "Nord")]
    assert [told(one) for one in results] == [("invalid", "unit"), ("invalid", "unit"), (None, None)]


def test_two_leaders_who_adopt_without_a_network_make_one_practice_and_lose_nothing(town: Town) -> None:
    on = Ground(town)
    trial, lone, dorte = on.trial(), on.phones["Lone"], on.phones["Dorte"]
    adopts = [on.deciding("trial", trial, "adopt", learned="Ja") for _ in range(2)]
    first, second = of(on, trial), of(on, trial, routine="Tavlemødet")
    spread = put("uptake", unit=town.units["Syd"], practice=second["id"], since_on=day(0))
    assert [one["status"] for one in lone.sync(adopts[0], first)] == ["applied", "applied"]
    results = dorte.sync(adopts[1], second, spread)
    assert [told(one)[0] for one in results] == [None, "already_practice", "unknown_record"]
    dorte.sync()
    kept = [one["fields"]["mutation"]["fields"] for one in dorte.of_type("held")]
    assert [one.get("routine") for one in kept] == ["Tavlemødet", None], "what she wrote is there, whole"
    # A retired one is in nobody's way: then hers goes in, with what waited for it.
    retired = on.decided("practice", first["id"], "retire")
    (again,) = dorte.sync({**of(on, trial, routine="Tavlemødet"), "record": second["id"], "instead_of": second["id"]})
    assert again["status"] == "applied", again
    dorte.sync()
    assert spread["id"] in dorte.records
    (back,) = lone.sync(on.deciding("practice", first["id"], "continue", replaces=retired))
    assert told(back) == ("already_practice", "replaces"), "not two at once by the way back either"


def test_practice_goes_when_its_adoption_is_taken_back_and_comes_back_with_it(town: Town) -> None:
    on = Ground(town)
    trial, lone, søren, mette = on.trial(shared=True), on.phones["Lone"], on.phones["Søren"], on.phones["Mette"]
    adopted = on.decided("trial", trial, "adopt", learned="Ja")
    practice = on.made("practice", by="Lone", trial=trial, adopted_on=day(-31))
    søren.make("uptake", unit=town.units["Syd"], practice=practice, since_on=day(-31))
    stopped = on.decided("trial", trial, "abandon", by="Mette", learned="Nej", reason="Ingen kom")

    def stands() -> tuple[Any, ...]:
        page = mette.client.get(f"/api/v1/practices/{practice}").json
        told = lone.client.get("/api/v1/dashboard").json["waiting"]
        waits = [one["kind"] for one in told if one["id"] in (practice, trial) and one["kind"] != "owner"]
        found = mette.client.get("/api/v1/search?q=ringer").json["results"]
        søren.sync()
        at_søren = søren.records[practice]["fields"].get("retired_because")
        (card,) = [one["fields"] for one in søren.of_type("learning_card")]
        shown = {one["phase_or_choice"] for one in found if one["kind"] == "practice"}
        return page["phase"], len(page["check_ins_due"]), at_søren, card["practice_phase"], shown, sorted(waits)

    assert stands() == ("embedding", 1, None, "embedding", {"embedding"}, ["check_in", "contradiction"])
    back = on.decided("trial", trial, "abandon", replaces=adopted, learned="Nej")
    assert stands() == ("retired", 0, "Ingen kom", "retired", {"retired"}, [])
    for one in (stopped, back):
        on.decided("trial", trial, "adopt", replaces=one, learned="Ja")
    assert stands()[:3] == ("embedding", 1, None)


def test_check_in_from_a_clock_years_ahead_counts_for_the_day_on_which_it_came(town: Town) -> None:
    on = Ground(town)
    trial = on.trial(shared=True)
    on.decided("trial", trial, "adopt", learned="Ja")
    practice = on.made("practice", by="Lone", trial=trial, adopted_on=day(-100))
    # Received today, 100 days after: it answers the questions of 30 and 90 days, and not those of the years to come.
    on.made("check_in", practice=practice, checked_on=day(3000))
    lone = on.phones["Lone"]
    page = lone.client.get(f"/api/v1/practices/{practice}").json
    assert [one["due_on"] for one in page["check_ins_due"]] == [day(80)]
    lone.sync()
    assert [one["fields"]["checked_on"] for one in lone.of_type("check_in")] == [day(3000)], "what was said is kept as it was"
    told = lone.client.get("/api/v1/dashboard").json["waiting"]
    waits = [one for one in told if one["id"] == practice and one["kind"] != "owner"]
    assert waits == []
