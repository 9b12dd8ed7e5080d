"""The leaders' figures, counted by hand from records that were pushed as a phone pushes them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from proev import clock
from proev.ids import new_id

from tests.support.town import ZONE, Phone, Town, put

TODAY = clock.today_in(clock.now(), ZONE)


def day(offset: int) -> str:
    """The day so many days from today."""
    return (TODAY + timedelta(days=offset)).isoformat()


def noon(offset: int) -> str:
    """Noon of that day, as a phone writes it."""
    return f"{day(offset)}T12:00:00+01:00"


def full_trial(phone: Phone, unit: str, title: str, starts: int, ends: int, **more: Any) -> str:
    """A trial with all that starting needs."""
    return phone.make(
        "trial", unit=phone.town.units[unit], title=title, change="Vi ringer først", who="Teamet", does="ringer", when="kl. 8",
        prediction="Færre går forgæves", learning_question="Er det nok?", target_group="Fem borgere",
        starts_on=day(starts), ends_on=day(ends), **more,
    )  # fmt: skip


def decide(phone: Phone, trial: str, choice: str, **more: Any) -> str:
    """A decision on a trial, today."""
    return phone.make("decision", subject_type="trial", subject=trial, choice=choice, reason="Det så vi",
                      decided_on=day(more.pop("on", 0)), **more)  # fmt: skip


def read(phone: Phone, **asked: Any) -> dict[str, Any]:
    """The page's figures."""
    answer = phone.client.get("/api/v1/dashboard", query_string=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def kinds(told: dict[str, Any]) -> list[tuple[str, str, int]]:
    """What waits, as (kind, title, age in days), but for who is to be chosen to carry it."""
    waits = [one for one in told["waiting"] if one["kind"] not in ("owner", "deputy")]
    return [(one["kind"], one["title"], one["days"]) for one in waits]


def test_trials_are_counted_in_the_phase_that_they_are_in_today(town: Town) -> None:
    lone = town.phone("Lone")
    lone.make("trial", unit=town.units["Nord"], title="En idé")
    full_trial(lone, "Nord", "Om en uge", 7, 14)
    full_trial(lone, "Nord", "Nu", -3, 0)
    full_trial(lone, "Nord", "Slut i går", -9, -1)
    stopped = full_trial(lone, "Nord", "Stoppet", -9, -1)
    decide(lone, stopped, "abandon", learned="Det tog for lang tid")
    longer = full_trial(lone, "Nord", "Forlænget", -9, -1)
    decide(lone, longer, "extend", ends_on=day(5))
    counted = {one["phase"]: one["count"] for one in read(lone)["phases"]}
    assert counted == {"idea": 1, "planned": 1, "running": 2, "review": 1, "abandoned": 1}


def test_what_waits_is_told_with_its_age_the_oldest_first(town: Town) -> None:
    dorte, lone = town.phone("Dorte"), town.phone("Lone")
    full_trial(lone, "Nord", "Slut for fire dage siden", -20, -4)
    lone.make("barrier", unit=town.units["Nord"], kind="silo", text="Visitationen svarer ikke", raised_to=town.units["Omsorg"])
    lone.make("barrier", unit=town.units["Nord"], kind="time", text="Ikke løftet")
    lone.make("feedback", unit=town.units["Nord"], heard_on=day(-9), channel="phone", different="I kommer for sent",
              entered_by="staff")  # fmt: skip
    answered = lone.make("feedback", unit=town.units["Nord"], heard_on=day(-30), channel="phone", different="Ring først",
                         entered_by="staff")  # fmt: skip
    lone.sync(put("feedback", record=answered, base=1, reply="Det gør vi nu", replied_on=day(-1)))
    dilemma = lone.make("dilemma", unit=town.units["Nord"], between="økonomi", and_="borgerens ønske")
    made = lone.make(
        "decision", subject_type="dilemma", subject=dilemma, choice="Vi prøver", reason="Det haster", decided_on=day(-9)
    )
    lone.make("step", decision=made, text="Tale med lægen", due_on=day(-2))
    lone.make("step", decision=made, text="Er gjort", due_on=day(-2), done_on=day(-2))
    lone.make("step", decision=made, text="Kommer", due_on=day(0))
    assert kinds(read(dorte)) == [
        ("concern", "I kommer for sent", 9),
        ("review", "Slut for fire dage siden", 4),
        ("step", "Tale med lægen", 2),
        ("barrier", "Visitationen svarer ikke", 0),
    ]
    assert {one["unit"] for one in read(dorte)["waiting"]} == {"Nord"}


def test_practice_that_nobody_asks_about_slips_and_a_yes_brings_it_back(town: Town) -> None:
    lone, mette = town.phone("Lone"), town.phone("Mette")
    about = full_trial(lone, "Nord", "Opkald", -90, -60)
    decide(lone, about, "adopt", learned="Det virker", on=-50)
    practice = lone.make(
        "practice", unit=town.units["Nord"], trial=about, title="Opkald før besøg", who="Alle", does="ringer", when="før besøg",
        routine="Morgenmødet", stops="intet", adopted_on=day(-50),
    )  # fmt: skip
    told = read(lone)
    assert told["practices"] == {"embedding": 0, "holding": 0, "slipping": 1, "retired": 0, "sustained": 0}
    assert kinds(told) == [("slipping", "Opkald før besøg", 20)]
    mette.make("check_in", practice=practice, unit=town.units["Nord"], checked_on=day(0), still_done="yes")
    told = read(lone)
    assert told["practices"]["embedding"] == 1
    assert kinds(told) == []


def test_each_unit_that_does_it_waits_for_itself_and_a_no_counts_from_its_day(town: Town) -> None:
    lone, dorte, søren = town.phone("Lone"), town.phone("Dorte"), town.phone("Søren")
    about = full_trial(lone, "Nord", "Opkald", -90, -60)
    decide(lone, about, "adopt", learned="Det virker", on=-35)
    practice = lone.make(
        "practice", unit=town.units["Nord"], trial=about, title="Opkald før besøg", who="Alle", does="ringer", when="før besøg",
        routine="Morgenmødet", stops="intet", adopted_on=day(-35),
    )  # fmt: skip
    søren.make("uptake", unit=town.units["Syd"], practice=practice, since_on=day(-20))
    søren.make("check_in", unit=town.units["Syd"], practice=practice, checked_on=day(-3), still_done="no")
    assert kinds(read(dorte)) == [("check_in", "Opkald før besøg", 5), ("slipping", "Opkald før besøg", 3)]
    waits = [(one["kind"], one["unit"]) for one in read(dorte)["waiting"]]
    assert waits == [("check_in", "Nord"), ("slipping", "Syd"), ("owner", "Nord")]
    # The unit that took it up sees what waits there, although the practice belongs to another.
    assert kinds(read(søren)) == [("slipping", "Opkald før besøg", 3)]
    assert read(søren)["practices"]["slipping"] == 0


def test_decisions_that_contradict_each_other_wait_to_be_settled(town: Town) -> None:
    lone = town.phone("Lone")
    about = full_trial(lone, "Nord", "Opkald", -20, -4)
    decide(lone, about, "abandon", learned="Det tog tid", on=-3)
    decide(lone, about, "adapt", learned="Det virker næsten", on=-2)
    assert kinds(read(lone)) == [("contradiction", "Opkald", 2)]


def test_observations_fall_in_the_week_in_which_they_were_seen_there(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    about = full_trial(mette, "Nord", "Opkald", -30, 10)
    for offset, outcome in ((0, "worked"), (0, "not"), (-7, "partly"), (-7, "worked"), (-40, "worked")):
        mette.make("observation", trial=about, seen_at=noon(offset), outcome=outcome)
    wrong = mette.make("observation", trial=about, seen_at=noon(-14), outcome="not")
    mette.make("observation", trial=about, seen_at=noon(-14), outcome="worked", replaces=wrong)
    told = read(lone, days=28)
    assert told["period"] == {"from": day(-27), "to": day(0), "step": "week"}
    weeks = {one["from"]: (one["worked"], one["partly"], one["not"]) for one in told["observations"]}
    monday = TODAY - timedelta(days=TODAY.weekday())

    def week(back: int) -> str:
        return (monday - timedelta(days=7 * back)).isoformat()

    assert {start: counts for start, counts in weeks.items() if any(counts)} == {
        week(0): (1, 0, 1), week(1): (1, 1, 0), week(2): (1, 0, 0)
    }  # fmt: skip
    assert len(weeks) in (4, 5), "weeks in which nothing happened are there too"


def test_day_begins_at_midnight_where_the_organisation_is(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    about = full_trial(mette, "Nord", "Opkald", -30, 10)
    midnight = datetime.combine(TODAY - timedelta(days=6), time(), ZoneInfo(ZONE))
    mette.make("observation", trial=about, seen_at=midnight.isoformat(), outcome="worked")
    mette.make("observation", trial=about, seen_at=(midnight - timedelta(seconds=1)).isoformat(), outcome="not")
    told = read(lone, days=7)["observations"]
    assert [sum(one[name] for one in told) for name in ("worked", "not")] == [1, 0]


def test_fewer_than_five_citizens_are_not_told_apart(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")

    def hear(offset: int, *moods: int) -> None:
        for mood in moods:
            mette.make("feedback", unit=town.units["Nord"], heard_on=day(offset), channel="phone", mood=mood, entered_by="staff")

    hear(0, 1, 1, 4, 4)
    assert [(one["count"], one["shares"], one["few"]) for one in read(lone, days=1)["moods"]] == [(0, None, True)]
    hear(0, 3)
    assert [(one["count"], one["shares"], one["few"]) for one in read(lone, days=1)["moods"]] == [(5, [2, 0, 1, 2], False)]


def test_newest_learning_tells_stopped_trials_too_with_the_unit_and_no_person(town: Town) -> None:
    dorte, lone = town.phone("Dorte"), town.phone("Lone")
    for title, choice, at in (("Først", "abandon", -5), ("Sidst", "scale", -1), ("For længe siden", "abandon", -40)):
        decide(lone, full_trial(lone, "Nord", title, -60, -50), choice, learned=f"{title}: det lærte vi", on=at)
    told = read(dorte, days=30)["learning"]
    assert [(one["title"], one["choice"], one["learned"], one["unit"]) for one in told] == [
        ("Sidst", "scale", "Sidst: det lærte vi", "Nord"),
        ("Først", "abandon", "Først: det lærte vi", "Nord"),
    ]
    assert "Lone" not in str(read(dorte)), "units and roles, never persons"


def test_newest_learning_tells_a_settled_trial_once_by_the_decision_that_stands(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    trial = full_trial(lone, "Nord", "Vandglas", -60, -50)
    learned = "Glas på bordet hjælper"
    stopped = decide(mette, trial, "abandon", learned="Ingen drak mere", on=-3)
    decide(lone, trial, "adopt", learned=learned, on=-2)
    # Not settled: the first one stands.
    assert [(one["choice"], one["learned"]) for one in read(lone)["learning"]] == [("abandon", "Ingen drak mere")]
    decide(lone, trial, "adopt", learned=learned, replaces=stopped)
    told = [(one["title"], one["choice"], one["learned"], one["decided_on"]) for one in read(lone)["learning"]]
    assert told == [("Vandglas", "adopt", learned, day(-2))]
    # It runs again: nothing stands that it has taught.
    decide(lone, trial, "extend", ends_on=day(5))
    assert read(lone)["learning"] == []


def test_filter_by_unit_covers_all_below_and_never_more_than_one_s_own(town: Town) -> None:
    anna, dorte, hans = town.phone("Anna"), town.phone("Dorte"), town.phone("Hans")
    for unit in ("Nord", "Syd", "Havnen"):
        anna.make("trial", unit=town.units[unit], title=f"Idé i {unit}")

    def ideas(phone: Phone, **asked: str) -> int:
        return sum(one["count"] for one in read(phone, **asked)["phases"])

    assert (ideas(anna), ideas(dorte), ideas(hans)) == (3, 2, 1)
    assert (ideas(anna, unit=town.units["Omsorg"]), ideas(anna, unit=town.units["Syd"])) == (2, 1)
    assert [(one["name"], one["depth"]) for one in read(dorte)["units"]] == [("Omsorg", 0), ("Nord", 1), ("Syd", 1)]


@pytest.mark.parametrize("asked", [{"unit": "Havnen"}, {"unit": "unknown"}, {"unit": "not-an-id"}])
def test_unit_outside_one_s_own_looks_like_one_that_is_not_there(town: Town, asked: dict[str, str]) -> None:
    unit = {"Havnen": town.units["Havnen"], "unknown": new_id()}.get(asked["unit"], asked["unit"])
    answer = town.phone("Dorte").client.get("/api/v1/dashboard", query_string={"unit": unit})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("days", ["0", "-1", "x", "1101", "9" * 30, "٣"])
def test_period_out_of_range_is_told_at_its_field(town: Town, days: str) -> None:
    answer = town.phone("Lone").client.get("/api/v1/dashboard", query_string={"days": days})
    assert (answer.status_code, answer.json["errors"]) == (422, {"days": "out_of_range"})


def test_figures_need_a_sign_in(town: Town) -> None:
    answer = town.app.test_client().get("/api/v1/dashboard")
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
