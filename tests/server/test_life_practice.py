"""The page of a practice: how it stands, in its own unit and where it was taken up."""

from __future__ import annotations

from tests.server.test_life import adopted, day, decide, read, send
from tests.support.town import Town, put


def test_practice_s_page_tells_its_phase_places_and_questions(town: Town) -> None:
    lone, mette, musa = town.phone("Lone"), town.phone("Mette"), town.phone("Musa")
    nord = town.units["Nord"]
    _, practice = adopted(lone, nord, on=-100, owner=town.users["Lone"])
    assert read(mette, f"practices/{practice}")["phase"] == "slipping", "nobody has asked"
    send(mette, put("check_in", unit=nord, practice=practice, checked_on=day(-70), still_done="yes"))
    send(musa, put("check_in", unit=nord, practice=practice, checked_on=day(-9), still_done="yes"))
    mette.sync()
    told = read(mette, f"practices/{practice}")
    assert told == {
        "record": mette.records[practice], "phase": "embedding", "sustained": False, "check_ins_count": 2, "decisions": [],
        "check_ins_due": [{"unit": nord, "due_on": day(80), "overdue": -80}],
        "places": [{"unit": nord, "since_on": day(-100)}],
    }  # fmt: skip


def test_practice_that_holds_by_three_people_is_sustained(town: Town) -> None:
    lone, nord = town.phone("Lone"), town.units["Nord"]
    _, practice = adopted(lone, nord, on=-181)
    for name, on in (("Mette", -151), ("Musa", -91), ("Lone", -1)):
        send(town.phone(name), put("check_in", unit=nord, practice=practice, checked_on=day(on), still_done="yes"))
    told = read(lone, f"practices/{practice}")
    assert (told["phase"], told["sustained"], told["check_ins_count"]) == ("holding", True, 3)


def test_retired_practice_asks_nothing(town: Town) -> None:
    lone = town.phone("Lone")
    _, practice = adopted(lone, town.units["Nord"])
    (retired,) = send(lone, decide(practice, "retire", "practice"))
    told = read(lone, f"practices/{practice}")
    assert (told["phase"], told["check_ins_due"], [one["id"] for one in told["decisions"]]) == ("retired", [], [retired])


def test_practice_taken_up_elsewhere_is_read_there_without_the_others_records(town: Town) -> None:
    lone, mette, soren, hans = (town.phone(name) for name in ("Lone", "Mette", "Søren", "Hans"))
    nord, syd = town.units["Nord"], town.units["Syd"]
    _, practice = adopted(lone, nord)
    send(mette, put("check_in", unit=nord, practice=practice, checked_on=day(-9), still_done="no"))
    send(lone, decide(practice, "continue", "practice"))
    assert soren.client.get(f"/api/v1/practices/{practice}").status_code == 404
    send(soren, put("uptake", unit=syd, practice=practice, since_on=day(-10)))
    send(hans, put("uptake", unit=town.units["Havnen"], practice=practice, since_on=day(-5)))
    told = read(soren, f"practices/{practice}")
    assert told["phase"] == "slipping", "the phase is everybody's"
    assert told["places"] == [{"unit": nord, "since_on": day(-40)}, {"unit": syd, "since_on": day(-10)}]
    assert told["check_ins_due"] == [{"unit": syd, "due_on": day(20), "overdue": -20}]
    assert (told["check_ins_count"], told["decisions"]) == (0, [])
