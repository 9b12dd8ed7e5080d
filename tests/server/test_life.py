"""One trial and one practice as their pages show them: the facts, and nothing from outside the reader's units."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from proev import clock
from proev.ids import new_id

from tests.support.town import ZONE, Phone, Town, delete, put

TODAY = clock.today_in(clock.now(), ZONE)


def day(offset: int) -> str:
    """The day so many days from today."""
    return (TODAY + timedelta(days=offset)).isoformat()


def full(unit: str, title: str = "Ring, før du kører", starts: int = -7, ends: int = 7, **more: Any) -> dict[str, Any]:
    """A trial with all that starting needs, as a phone sends it."""
    return put(
        "trial", unit=unit, title=title, change="Vi ringer først", who="Teamet", does="ringer", when="kl. 8",
        prediction="Færre går forgæves", learning_question="Er det nok?", target_group="Fem borgere",
        starts_on=day(starts), ends_on=day(ends), **more,
    )  # fmt: skip


def send(phone: Phone, *mutations: dict[str, Any]) -> list[str]:
    """Push what must be applied; returns the ids of the records."""
    results = phone.sync(*mutations)
    assert [one["status"] for one in results] == ["applied"] * len(mutations), results
    return [one.get("record") or one["id"] for one in mutations]


def decide(subject: str, choice: str, kind: str = "trial", **more: Any) -> dict[str, Any]:
    """A decision of today, as a phone sends it."""
    return put("decision", subject_type=kind, subject=subject, choice=choice, reason="Det så vi", decided_on=day(0), **more)


def saw(trial: str, value: str | None = None, hour: int = 8, **more: Any) -> dict[str, Any]:
    """An observation of yesterday, as a phone sends it."""
    measured = {} if value is None else {"value": value}
    seen_at = f"{day(-1)}T{hour:02d}:00:00+01:00"
    return put("observation", trial=trial, seen_at=seen_at, outcome="worked", **measured, **more)


def read(phone: Phone, path: str) -> dict[str, Any]:
    """A page that the reader may see."""
    answer = phone.client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def adopted(phone: Phone, unit: str, on: int = -40, **more: Any) -> tuple[str, str]:
    """A practice of a unit, by its leader: the ids of its trial and of itself."""
    trial = full(unit, starts=-60, ends=-41)
    practice = put(
        "practice", unit=unit, trial=trial["id"], title="Vi ringer først", who="Teamet", does="ringer", when="kl. 8",
        routine="Morgenmødet", stops="Intet", adopted_on=day(on), **more,
    )  # fmt: skip
    ids = send(phone, trial, decide(trial["id"], "adopt", learned="Det virker"), practice)
    return ids[0], ids[2]


def test_trial_s_page_tells_the_record_as_the_phone_holds_it_and_its_phase(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    (trial,) = send(mette, full(town.units["Nord"]))
    musa.sync()
    told = read(musa, f"trials/{trial}")
    assert told == {
        "record": musa.records[trial], "phase": "running", "observations_count": 0, "decisions": [], "run_chart": False,
        "period_days": 15, "needs": [], "contradictions": [], "children": [], "together": [],
        "together_elsewhere": [], "tried_elsewhere": [],
    }  # fmt: skip


def test_idea_tells_what_starting_lacks(town: Town) -> None:
    mette = town.phone("Mette")
    idea = mette.make("trial", unit=town.units["Nord"], title="En idé", change="Vi ringer")
    told = read(mette, f"trials/{idea}")
    assert (told["phase"], told["period_days"]) == ("idea", None)
    assert told["needs"] == ["who", "does", "when", "prediction", "learning_question", "target_group", "starts_on", "ends_on"]


def test_decisions_stand_in_the_order_of_receipt_with_those_to_settle(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    (trial,) = send(mette, full(town.units["Nord"]))
    first, second = decide(trial, "abandon", learned="Nej"), decide(trial, "adopt", learned="Ja")
    ids = [*send(mette, first), *send(lone, second)]
    mette.sync()
    told = read(mette, f"trials/{trial}")
    assert (told["phase"], told["contradictions"]) == ("abandoned", [second["id"]])
    assert [one["id"] for one in told["decisions"]] == ids
    assert told["decisions"][1] == mette.records[second["id"]]
    send(lone, decide(trial, "adopt", learned="Ja", replaces=first["id"]))
    assert read(mette, f"trials/{trial}")["contradictions"] == []


def test_extension_counts_in_the_period(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"], starts=-20, ends=-3))
    assert read(mette, f"trials/{trial}")["phase"] == "review"
    send(mette, decide(trial, "extend", ends_on=day(4)))
    told = read(mette, f"trials/{trial}")
    assert (told["phase"], told["period_days"]) == ("running", 25)


def test_extension_to_a_wrong_day_is_mended_to_an_earlier_one(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"]))
    (wrong,) = send(mette, decide(trial, "extend", ends_on=day(70)))
    assert mette.sync(decide(trial, "extend", ends_on=day(17)))[0]["reason"] == "invalid", "not later than what stands"
    send(mette, decide(trial, "extend", ends_on=day(17), replaces=wrong))
    assert read(mette, f"trials/{trial}")["period_days"] == 25


def test_what_was_ended_by_mistake_goes_on_to_the_day_that_it_had(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"]))
    (stopped,) = send(mette, decide(trial, "abandon", learned="Nej"))
    assert mette.sync(decide(trial, "extend", ends_on=day(7)))[0]["reason"] == "invalid", "in place of nothing"
    assert mette.sync(decide(trial, "extend", ends_on=day(6), replaces=stopped))[0]["reason"] == "invalid", "shorter"
    send(mette, decide(trial, "extend", ends_on=day(7), replaces=stopped))
    told = read(mette, f"trials/{trial}")
    assert (told["phase"], told["period_days"], told["contradictions"]) == ("running", 15, [])


def test_replaced_observations_are_not_counted(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"]))
    first = saw(trial)
    again = saw(trial, replaces=first["id"])
    send(mette, first, again, saw(trial))
    told = read(mette, f"trials/{trial}")
    assert (told["observations_count"], told["run_chart"]) == (2, False)


def test_run_chart_takes_the_baseline_then_what_was_measured_by_the_moment(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    (trial,) = send(mette, full(town.units["Nord"], baseline=["4", "6.50"]))
    wrong = saw(trial, "90", hour=9)
    send(mette, saw(trial, "7.25", hour=11), wrong, saw(trial), saw(trial, "-3", hour=10))
    send(mette, saw(trial, "9", hour=9, replaces=wrong["id"]))
    assert read(musa, f"trials/{trial}")["run_chart"]
    told = read(musa, f"trials/{trial}/run-chart")
    assert told == {
        "points": [
            {"at": None, "value": "4"},
            {"at": None, "value": "6.5"},
            {"at": f"{day(-1)}T09:00:00+01:00", "value": "9"},
            {"at": f"{day(-1)}T10:00:00+01:00", "value": "-3"},
            {"at": f"{day(-1)}T11:00:00+01:00", "value": "7.25"},
        ],
        "median": "5.25", "useful": 5, "longest_run": 2, "run_from": 1, "run_to": 2, "crossings": 3,
        "longest_run_limit": None, "crossings_limit": None, "signal": False, "enough": False,
    }  # fmt: skip


def test_run_chart_without_values_is_empty(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"]))
    told = read(mette, f"trials/{trial}/run-chart")
    assert (told["points"], told["median"], told["useful"], told["signal"]) == ([], None, 0, False)


def test_signal_is_told(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"], baseline=["5"] * 3))
    send(mette, *(saw(trial, "8", hour=hour) for hour in range(8, 20)))
    told = read(mette, f"trials/{trial}/run-chart")
    assert (told["useful"], told["longest_run"], told["longest_run_limit"], told["signal"]) == (12, 12, 7, True)


def test_children_and_siblings_are_told_in_short_within_one_s_own_units(town: Town) -> None:
    dorte, hans, mette = town.phone("Dorte"), town.phone("Hans"), town.phone("Mette")
    together = new_id()
    (trial,) = send(dorte, full(town.units["Nord"], together=together))
    here, syd = send(
        dorte,
        full(town.units["Nord"], "Vi ringer dagen før", starts=2, parent_trial=trial),
        full(town.units["Syd"], "Ring, før du kører, i Syd", together=together),
    )
    send(hans, full(town.units["Havnen"], "Ring fra havnen", together=together))
    told = read(dorte, f"trials/{trial}")
    child = {"id": here, "unit": town.units["Nord"], "title": "Vi ringer dagen før", "phase": "planned"}
    assert told["children"] == [child]
    sibling = {"id": syd, "unit": town.units["Syd"], "title": "Ring, før du kører, i Syd", "phase": "running"}
    assert told["together"] == [sibling]
    told = read(mette, f"trials/{trial}")
    assert (told["children"], told["together"]) == ([child], [])
    counts = {"phase": "running", "worked": 0, "partly": 0, "not": 0}
    assert told["together_elsewhere"] == [
        {"unit_name": "Syd", "title": "Ring, før du kører, i Syd", **counts},
        {"unit_name": "Havnen", "title": "Ring fra havnen", **counts},
    ]


def test_tried_elsewhere_tells_unit_and_learning_and_nobody(town: Town) -> None:
    mette, hans, soren = town.phone("Mette"), town.phone("Hans"), town.phone("Søren")
    (trial,) = send(mette, full(town.units["Nord"]))
    shared = full(town.units["Havnen"], "Ring fra havnen", origin_trial=trial, owner=town.users["Hans"], shared=True)
    (other,) = send(hans, shared)
    send(soren, full(town.units["Syd"], "Ring i Syd", origin_trial=trial, shared=True))
    send(mette, full(town.units["Nord"], "Ring igen", origin_trial=trial))
    own = {"unit_name": "Nord", "title": "Ring igen", "phase": "running", "learned": None}
    assert read(mette, f"trials/{trial}")["tried_elsewhere"] == [own], "nothing has been learned elsewhere yet"
    send(hans, decide(other, "abandon", learned="Skipperne tager den ikke"), decide(other, "adapt", learned="Senere"))
    answer = mette.client.get(f"/api/v1/trials/{trial}")
    assert answer.json["tried_elsewhere"] == [
        own,
        {"unit_name": "Havnen", "title": "Ring fra havnen", "phase": "abandoned", "learned": "Skipperne tager den ikke"},
    ]
    assert other not in answer.text
    assert town.users["Hans"] not in answer.text


def test_what_another_unit_does_not_share_is_told_to_nobody_outside_it(town: Town) -> None:
    mette, dorte, hans, soren = (town.phone(name) for name in ("Mette", "Dorte", "Hans", "Søren"))
    (trial,) = send(mette, full(town.units["Nord"]))
    (syd,) = send(soren, full(town.units["Syd"], "Ring i Syd", origin_trial=trial))
    (havnen,) = send(hans, full(town.units["Havnen"], "Ring fra havnen", origin_trial=trial))
    send(hans, put("trial", unit=town.units["Havnen"], title="Kun en idé", origin_trial=trial))
    send(soren, decide(syd, "abandon", learned="Det gik galt"))
    send(hans, decide(havnen, "abandon", learned="Skipperne tager den ikke"))
    assert read(mette, f"trials/{trial}")["tried_elsewhere"] == []
    seen = [{"unit_name": "Syd", "title": "Ring i Syd", "phase": "abandoned", "learned": "Det gik galt"}]
    assert read(dorte, f"trials/{trial}")["tried_elsewhere"] == seen, "it is one of her own units"
    mette.sync()
    told = {one["fields"].get("title") for one in mette.records.values()}
    assert told.isdisjoint({"Ring i Syd", "Ring fra havnen", "Kun en idé"}), "nor do phones hold it"
    send(hans, put("trial", record=havnen, base=1, shared=True))
    assert [one["unit_name"] for one in read(mette, f"trials/{trial}")["tried_elsewhere"]] == ["Havnen"]
    send(hans, put("trial", record=havnen, base=2, shared=False))
    assert read(mette, f"trials/{trial}")["tried_elsewhere"] == [], "what is shared no more is told no more"


@pytest.mark.parametrize("path", ["trials/{}", "trials/{}/run-chart", "practices/{}"])
def test_what_lies_outside_looks_like_what_is_not_there(town: Town, path: str) -> None:
    lone, hans = town.phone("Lone"), town.phone("Hans")
    trial, practice = adopted(lone, town.units["Nord"])
    gone = lone.make("trial", unit=town.units["Nord"], title="Slettet")
    send(lone, delete("trial", gone, 1))
    hidden, other = (practice, trial) if path.startswith("practices") else (trial, practice)
    assert lone.client.get(f"/api/v1/{path.format(hidden)}").status_code == 200
    unknown = hans.client.get(f"/api/v1/{path.format(new_id())}")
    assert (unknown.status_code, unknown.json["code"]) == (404, "not_found")
    for asked in (hidden, other, gone, hidden.upper(), "x", "%00", "'", "a" * 500, town.units["Nord"]):
        answer = hans.client.get(f"/api/v1/{path.format(asked)}")
        assert (answer.status_code, answer.data, answer.headers["Content-Type"]) == (
            404,
            unknown.data,
            unknown.headers["Content-Type"],
        )
    for asked in (other, gone):
        assert lone.client.get(f"/api/v1/{path.format(asked)}").data == unknown.data, "of another type, or deleted"


def test_leader_above_and_admin_read_what_lies_below_and_a_neighbour_does_not(town: Town) -> None:
    (trial,) = send(town.phone("Mette"), full(town.units["Nord"]))
    found = {name: town.phone(name).client.get(f"/api/v1/trials/{trial}").status_code for name in town.users}
    assert found == {"Mette": 200, "Musa": 200, "Lone": 200, "Dorte": 200, "Anna": 200, "Søren": 404, "Hans": 404}


def test_who_has_lost_the_unit_reads_no_more_of_it(town: Town) -> None:
    mette = town.phone("Mette")
    (trial,) = send(mette, full(town.units["Nord"]))
    town.leaves("Mette", "Nord")
    town.joins("Mette", "Syd", "staff")
    assert mette.client.get(f"/api/v1/trials/{trial}").status_code == 404


def test_pages_need_a_sign_in(town: Town) -> None:
    (trial,) = send(town.phone("Mette"), full(town.units["Nord"]))
    client = town.app.test_client()
    for path in (f"trials/{trial}", f"trials/{trial}/run-chart", f"practices/{trial}", "trials/x"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_pages_are_in_the_api_s_document(town: Town) -> None:
    told = town.app.test_client().get("/api/v1/openapi.json").json
    for path in ("/api/v1/trials/{trial_id}", "/api/v1/trials/{trial_id}/run-chart", "/api/v1/practices/{practice_id}"):
        call = told["paths"][path]
        assert "$ref" in call["get"]["responses"]["200"]["content"]["application/json"]["schema"], path
        assert [one["in"] for one in call["parameters"]] == ["path"], path


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("prediction", "Det vidste vi", "Forventningen er låst, når prøvehandlingen er gået i gang."),
        ("learning_question", "Hvad så?", "Læringsspørgsmålet er låst, når prøvehandlingen er gået i gang."),
    ],
)
def test_what_is_locked_at_the_start_is_held_whole_with_its_sentence(town: Town, field: str, words: str, sentence: str) -> None:
    mette = town.phone("Mette")
    about = full(town.units["Nord"])
    send(mette, about)
    late = put("trial", record=about["id"], base=1, place="Kajen", **{field: words})
    (result,) = mette.sync(late)
    assert (result["status"], result["reason"], result["detail"]) == ("held", "locked_field", sentence)
    (kept,) = mette.of_type("held")
    assert kept["fields"]["mutation"]["fields"] == {"place": "Kajen", field: words}
    send(mette, put("trial", record=about["id"], base=1, place="Kajen", **{field: about["fields"][field]}))
