"""Til gennemsyn: what was held is released or dismissed by a leader, once, and its sender hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from proev.ids import new_id

from tests.support.town import Phone, Town, put

APP = {"X-Proev": "1"}


def decide(phone: Phone, held: str, what: str, **body: Any) -> Any:
    """Release or dismiss; returns the answer."""
    return phone.client.post(f"/api/v1/held/{held}/{what}", json=body, headers=APP)


def lost(town: Town) -> tuple[Phone, str, dict[str, Any]]:
    """Mette wrote an idea for Nord after she had lost it: her phone, the held record's id, and the mutation."""
    mette = town.phone("Mette")
    mette.sync()
    town.leaves("Mette", "Nord")
    town.joins("Mette", "Syd", "staff")
    idea = put("trial", unit=town.units["Nord"], title="Ring, før du kører")
    (result,) = mette.sync(idea)
    assert (result["status"], result["reason"]) == ("held", "unit_lost")
    return mette, result["held"], idea


def test_released_it_is_stored_once_with_its_first_author(town: Town) -> None:
    mette, held, idea = lost(town)
    lone = town.phone("Lone")
    lone.sync()
    assert lone.records[held]["fields"]["reason"] == "unit_lost"
    assert decide(lone, held, "release").json == {"status": "released", "record": idea["id"], "version": 1}
    assert decide(lone, held, "release").json == {"status": "resolved"}
    lone.sync()
    stored = lone.records[idea["id"]]
    assert (stored["created_by"], stored["unit"]) == (town.users["Mette"], town.units["Nord"])
    assert lone.records[held]["fields"]["resolved_on"]
    mette.sync()
    assert mette.records[held]["fields"]["resolved_on"], "its sender hears of it"


def test_released_into_another_unit(town: Town) -> None:
    mette, held, idea = lost(town)
    dorte = town.phone("Dorte")
    assert decide(dorte, held, "release", unit=town.units["Syd"]).json["status"] == "released"
    mette.sync()
    assert mette.records[idea["id"]]["unit"] == town.units["Syd"]


def test_released_into_a_unit_that_is_not_the_leader_s_own_stays_held(town: Town) -> None:
    _, held, idea = lost(town)
    lone = town.phone("Lone")
    told = decide(lone, held, "release", unit=town.units["Havnen"]).json
    assert (told["status"], told["reason"]) == ("held", "forbidden")
    assert told["detail"].endswith(".")
    lone.sync()
    assert idea["id"] not in lone.records
    assert "resolved_on" not in lone.records[held]["fields"]


def test_rules_hold_for_what_is_released_too(town: Town) -> None:
    musa, lone = town.phone("Musa"), town.phone("Lone")
    (result,) = musa.sync(put("trial", unit=town.units["Nord"]))
    told = decide(lone, result["held"], "release").json
    assert (told["status"], told["reason"]) == ("held", "invalid")


def test_what_waited_for_the_released_one_arrives_with_it(town: Town) -> None:
    mette, held, idea = lost(town)
    note = put("observation", trial=idea["id"], seen_at="2026-11-23T07:05:00+01:00", outcome="worked")
    musa, lone = town.phone("Musa"), town.phone("Lone")
    assert musa.sync(note)[0]["reason"] == "unknown_record"
    decide(lone, held, "release")
    musa.sync()
    assert musa.records[note["id"]]["created_by"] == town.users["Musa"]


def test_who_is_given_the_unit_back_needs_no_leader(town: Town) -> None:
    mette, held, idea = lost(town)
    edits = [put("trial", record=idea["id"], base=1, place=place) for place in ("Kaj 1", "Kaj 2")]
    elsewhere = put("trial", unit=town.units["Havnen"], title="Ikke hendes")
    note = put("observation", trial=idea["id"], seen_at="2026-11-23T07:05:00+01:00", outcome="worked")
    assert [one["reason"] for one in mette.sync(edits[0])] == ["unknown_record"]
    assert [one["reason"] for one in mette.sync(elsewhere, edits[1], note)] == ["forbidden", "unknown_record", "unknown_record"]
    rests = put("trial", unit=town.units["Nord"], title="Skal ikke med")
    decide(town.phone("Lone"), mette.sync(rests)[0]["held"], "dismiss", reason="Nej tak")
    town.joins("Mette", "Omsorg", "staff")
    mette.sync()
    assert mette.records[idea["id"]]["fields"] == {"title": "Ring, før du kører", "place": "Kaj 2"}
    assert (mette.of_type("conflict"), note["id"] in mette.records, rests["id"] in mette.records) == ([], True, False)
    (left,) = [one for one in mette.of_type("held") if not one["fields"].get("resolved_on")]
    assert left["fields"]["mutation"]["id"] == elsewhere["id"]
    assert decide(town.phone("Lone"), held, "release").json == {"status": "resolved"}


def test_what_is_written_for_another_unit_waits_for_that_unit_s_leader(town: Town) -> None:
    mette, lone, hans, anna = (town.phone(name) for name in ("Mette", "Lone", "Hans", "Anna"))
    theirs = hans.make("trial", unit=town.units["Havnen"], title="Havnens")
    note, edit = put("trial", unit=town.units["Havnen"], title="Til jer"), put("trial", record=theirs, base=1, place="Kaj 1")
    nowhere = put("trial", unit=new_id(), title="Ingen steder")
    results = mette.sync(note, edit, nowhere)
    assert [one["reason"] for one in results] == ["forbidden", "forbidden", "unknown_record"]
    waits = [one["held"] for one in results]
    seen = {}
    for phone in (mette, lone, hans, anna):
        phone.sync()
        seen[phone.user] = {one["id"] for one in phone.of_type("held")}
    assert list(seen.values()) == [set(waits), {waits[2]}, set(waits[:2]), set(waits)]
    assert [decide(hans, one, "release").json["status"] for one in waits[:2]] == ["released", "released"]
    hans.sync()
    assert hans.records[theirs]["fields"] == {"title": "Havnens", "place": "Kaj 1"}
    assert hans.records[note["id"]]["created_by"] == mette.user


def test_dismissed_with_a_reason_that_the_sender_reads(town: Town) -> None:
    mette, held, idea = lost(town)
    lone = town.phone("Lone")
    assert decide(lone, held, "dismiss", reason="Det prøver vi allerede").json == {"status": "dismissed"}
    assert decide(lone, held, "release").json == {"status": "resolved"}
    mette.sync()
    assert mette.records[held]["fields"]["answer"] == "Det prøver vi allerede"
    assert mette.records[held]["fields"]["mutation"]["fields"]["title"] == "Ring, før du kører", "it stays readable"
    assert idea["id"] not in mette.records


@pytest.mark.parametrize(("reason", "why"), [(None, "required"), ("", "required"), ("x" * 281, "too_long"), (7, "not_text")])
def test_dismissing_needs_a_reason(town: Town, reason: Any, why: str) -> None:
    _, held, _ = lost(town)
    answer = decide(town.phone("Lone"), held, "dismiss", reason=reason)
    assert (answer.status_code, answer.json["errors"]) == (422, {"reason": why})


def test_only_leaders_release_and_outsiders_see_nothing(town: Town) -> None:
    mette, held, _ = lost(town)
    assert decide(mette, held, "release").json["code"] == "forbidden"
    for name in ("Hans", "Musa", "Søren"):
        outsider = town.phone(name)
        unknown, hidden = decide(outsider, new_id(), "release"), decide(outsider, held, "release")
        assert (hidden.status_code, hidden.json) == (unknown.status_code, unknown.json) == (404, unknown.json)
        assert decide(outsider, held, "dismiss", reason="Nej").status_code == 404


def test_nobody_decides_without_signing_in(town: Town) -> None:
    _, held, _ = lost(town)
    client = town.app.test_client()
    for what in ("release", "dismiss"):
        assert client.post(f"/api/v1/held/{held}/{what}", json={"reason": "x"}, headers=APP).status_code == 401


def test_leader_mends_what_is_held_in_their_unit_and_it_is_dealt_with(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    wrong = put("trial", unit=town.units["Nord"], title="Kaffe på kajen", starts_on="2026-03-10", ends_on="2026-03-01")
    assert mette.sync(wrong)[0]["status"] == "held"
    mended = {**put("trial", unit=town.units["Nord"], title="Kaffe på kajen", starts_on="2026-03-01", ends_on="2026-03-10"),
              "instead_of": wrong["id"]}  # fmt: skip
    assert lone.sync(mended)[0]["status"] == "applied"
    (held,) = lone.of_type("held")
    assert held["fields"]["resolved_on"]


def mends(town: Town, wrong: dict[str, Any], of: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A mend of `of` that is about the same record."""
    mend = put("trial", record=wrong["id"], unit=town.units["Nord"], title="Kaffe på kajen", **fields)
    return {**mend, "instead_of": of["id"]}


def test_leader_s_mend_that_is_held_itself_leaves_the_sender_s_in_sight(town: Town) -> None:
    mette, lone, dorte = town.phone("Mette"), town.phone("Lone"), town.phone("Dorte")
    backwards = {"starts_on": "2026-03-10", "ends_on": "2026-03-01"}
    wrong = put("trial", unit=town.units["Nord"], title="Kaffe på kajen", **backwards)
    (first,) = mette.sync(wrong)
    worse = mends(town, wrong, wrong, **backwards)
    (second,) = lone.sync(worse)
    assert (second["status"], second["held"] != first["held"]) == ("held", True)
    mette.sync()
    assert "resolved_on" not in mette.records[first["held"]]["fields"], "it has become nothing yet"
    # Her own is mended again, and held again: that one is dealt with, Mette's is not.
    again = mends(town, wrong, worse, **backwards)
    (third,) = lone.sync(again)
    lone.sync()
    is_open = [one for one in (first, second, third) if "resolved_on" not in lone.records[one["held"]]["fields"]]
    assert is_open == [first, third]
    assert decide(dorte, third["held"], "dismiss", reason="Prøv en anden dag").json["status"] == "dismissed"
    mette.sync()
    assert "resolved_on" not in mette.records[first["held"]]["fields"]
    assert lone.sync(mends(town, wrong, again))[0]["status"] == "applied"
    mette.sync()
    assert mette.records[first["held"]]["fields"]["resolved_on"]
    assert mette.records[wrong["id"]]["fields"]["title"] == "Kaffe på kajen"


def test_what_a_leader_has_mended_waits_for_the_mend_when_both_wait_for_a_record(town: Town) -> None:
    mette, lone, unknown = town.phone("Mette"), town.phone("Lone"), new_id()
    about = {"unit": town.units["Nord"], "kind": "time", "behaviour": unknown}
    wrong = put("barrier", text="Ruten", **about)
    assert mette.sync(wrong)[0]["reason"] == "unknown_record"
    right = {**put("barrier", record=wrong["id"], text="Ruten er lagt", **about), "instead_of": wrong["id"]}
    assert lone.sync(right)[0]["reason"] == "unknown_record"
    behaviour = put("behaviour", unit=town.units["Nord"], who="Vi", does="ringer", when="før besøget")
    lone.sync({**behaviour, "id": unknown})
    lone.sync()
    assert [one["fields"]["text"] for one in lone.of_type("barrier")] == ["Ruten er lagt"]
    assert all(one["fields"]["resolved_on"] for one in lone.of_type("held"))
    assert not lone.of_type("conflict")


def waits(town: Town, text: str, unknown: str, **more: Any) -> dict[str, Any]:
    """A barrier of Nord's that points at a behaviour which is not there yet."""
    return {**put("barrier", unit=town.units["Nord"], kind="time", text=text, behaviour=unknown), **more}


def comes(town: Town, unknown: str) -> None:
    """The behaviour that is waited for."""
    behaviour = put("behaviour", unit=town.units["Nord"], who="Vi", does="ringer", when="før besøget")
    town.phone("Lone").sync({**behaviour, "id": unknown})


def test_mend_that_was_mended_again_stands_for_the_first_when_what_they_wait_for_comes(town: Town) -> None:
    mette, lone, unknown = town.phone("Mette"), town.phone("Lone"), new_id()
    first = waits(town, "Ruten", unknown)
    second = waits(town, "Ruten er lang", unknown, record=first["id"], instead_of=first["id"])
    third = waits(town, "Ruten er lagt om", unknown, record=first["id"], instead_of=second["id"])
    assert [mette.sync(first)[0]["status"], *(lone.sync(one)[0]["status"] for one in (second, third))] == ["held"] * 3
    comes(town, unknown)
    lone.sync()
    assert [one["fields"]["text"] for one in lone.of_type("barrier")] == ["Ruten er lagt om"]
    assert all(one["fields"]["resolved_on"] for one in lone.of_type("held"))


def test_what_waits_behind_a_mend_is_tried_when_the_mend_is_dismissed(town: Town) -> None:
    mette, lone, unknown = town.phone("Mette"), town.phone("Lone"), new_id()
    first = waits(town, "Ruten", unknown)
    mette.sync(first)
    other = waits(town, "Ruten er lang", new_id(), record=first["id"], instead_of=first["id"])
    (told,) = lone.sync(other)
    comes(town, unknown)
    lone.sync()
    assert first["id"] not in lone.records
    assert decide(lone, told["held"], "dismiss", reason="Den første var rigtig").json["status"] == "dismissed"
    lone.sync()
    assert lone.records[first["id"]]["fields"]["text"] == "Ruten"


def test_nobody_closes_what_is_held_for_somebody_else_through_a_mend_between(town: Town) -> None:
    mette, musa, lone = town.phone("Mette"), town.phone("Musa"), town.phone("Lone")
    first = waits(town, "Mettes", new_id())
    (held,) = mette.sync(first)
    between = waits(town, "Musas", new_id(), instead_of=first["id"])
    musa.sync(between)
    right = {**put("barrier", unit=town.units["Nord"], kind="time", text="Musas, rettet"), "instead_of": between["id"]}
    assert lone.sync(right)[0]["status"] == "applied"
    mette.sync()
    assert "resolved_on" not in mette.records[held["held"]]["fields"]


@pytest.mark.parametrize("who", ["Musa", "Søren"])
def test_nobody_else_s_mend_keeps_it_from_being_let_in(town: Town, who: str) -> None:
    mette, other, unknown = town.phone("Mette"), town.phone(who), new_id()
    wrong = put("barrier", unit=town.units["Nord"], kind="time", text="Ruten", behaviour=unknown)
    (first,) = mette.sync(wrong)
    about = {"unit": town.units["Nord"], "kind": "time", "behaviour": new_id()}
    other.sync({**put("barrier", text="Noget andet", **about), "instead_of": wrong["id"]})
    behaviour = put("behaviour", unit=town.units["Nord"], who="Vi", does="ringer", when="før besøget")
    town.phone("Lone").sync({**behaviour, "id": unknown})
    mette.sync()
    assert mette.records[first["held"]]["fields"]["resolved_on"]
    assert mette.records[wrong["id"]]["fields"]["text"] == "Ruten"


def test_colleague_does_not_close_what_is_held_for_somebody_else(town: Town) -> None:
    mette, musa, lone = town.phone("Mette"), town.phone("Musa"), town.phone("Lone")
    wrong = put("trial", unit=town.units["Nord"], title="Kaffe på kajen", starts_on="2026-03-10", ends_on="2026-03-01")
    mette.sync(wrong)
    musa.sync({**put("trial", unit=town.units["Nord"], title="Noget andet"), "instead_of": wrong["id"]})
    lone.sync()
    (held,) = lone.of_type("held")
    assert "resolved_on" not in held["fields"]


def test_edit_made_before_its_record_was_let_in_comes_with_it(town: Town) -> None:
    mette, _, _ = lost(town)
    lone = town.phone("Lone")
    idea = put("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    mette.sync(idea)
    (result,) = mette.sync(put("trial", record=idea["id"], place="Kajen"))
    assert (result["status"], result["reason"]) == ("held", "unknown_record")
    lone.sync()
    (held,) = [one for one in lone.of_type("held") if one["fields"]["mutation"].get("id") == idea["id"]]
    assert decide(lone, held["id"], "release").json["status"] == "released"
    lone.sync()
    assert lone.records[idea["id"]]["fields"]["place"] == "Kajen"


def test_what_waits_for_two_records_is_stored_when_the_second_arrives(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    late = put("trial", unit=town.units["Nord"], title="Senere")
    why = put("barrier", unit=town.units["Nord"], kind="time", text="Også senere")
    note = put("observation", trial=late["id"], barrier=why["id"], seen_at="2026-11-23T07:05:00+01:00", outcome="worked")
    assert mette.sync(note)[0]["reason"] == "unknown_record"
    musa.sync(late)
    assert note["id"] not in musa.records
    musa.sync(why)
    musa.sync()
    assert musa.records[note["id"]]["created_by"] == town.users["Mette"]


def carried_in(town: Town, mutation: dict[str, Any]) -> str:
    """Musa brings what Mette wrote; returns the held record's id."""
    entry = {"author": town.users["Mette"], "record": mutation["id"], "base": 0, **mutation}
    musa, lone = town.phone("Musa"), town.phone("Lone")
    told = {"proev_queue": 1, "entries": [entry]}
    assert musa.client.post("/api/v1/held/carry-in", json=told, headers=APP).json["held"] == 1
    lone.sync()
    (held,) = [one["id"] for one in lone.of_type("held") if one["fields"]["mutation"]["id"] == mutation["id"]]
    return str(held)


def test_let_in_too_early_it_comes_when_what_it_points_at_arrives(town: Town) -> None:
    lone, musa = town.phone("Lone"), town.phone("Musa")
    late = put("trial", unit=town.units["Nord"], title="Senere")
    note = put("observation", trial=late["id"], seen_at="2026-11-23T07:05:00+01:00", outcome="worked")
    held = carried_in(town, note)
    for _ in range(2):
        told = decide(lone, held, "release").json
        assert (told["status"], told["reason"]) == ("held", "unknown_record")
    musa.sync(late)
    musa.sync()
    assert musa.records[note["id"]]["created_by"] == town.users["Mette"]
    assert decide(lone, held, "release").json == {"status": "resolved"}


def test_mend_that_is_let_in_closes_what_it_mends(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    wrong = put("trial", unit=town.units["Nord"], title="Kaffe på kajen", starts_on="2026-03-10", ends_on="2026-03-01")
    (result,) = mette.sync(wrong)
    mended = put("trial", record=wrong["id"], unit=town.units["Nord"], title="Kaffe på kajen")
    held = carried_in(town, {**mended, "instead_of": wrong["id"]})
    assert decide(lone, held, "release").json["status"] == "released"
    assert decide(lone, result["held"], "release").json == {"status": "resolved"}
