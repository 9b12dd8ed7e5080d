"""A queue carried in as a file: stored once, whoever brings it and however often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from proev import backup, config
from proev.ids import new_id

from tests.server.test_backup import restored
from tests.support.town import Phone, Town, delete, put

APP = {"X-Proev": "1"}


def file_of(town: Town, author: str, *mutations: dict[str, Any]) -> dict[str, Any]:
    """What a phone saves as a file."""
    entries = [
        {"n": place, "author": town.users[author], "record": one["id"], "base": 0, "state": "waiting", **one}
        for place, one in enumerate(mutations)
    ]
    return {"proev_queue": 1, "entries": entries}


def bring(phone: Phone, told: Any) -> Any:
    """Carry a file in."""
    return phone.client.post("/api/v1/held/carry-in", json=told, headers=APP)


def test_own_file_is_stored_once_even_when_the_phone_sends_it_too(town: Town) -> None:
    mette = town.phone("Mette")
    idea = put("trial", unit=town.units["Nord"], title="Fra filen")
    told = file_of(town, "Mette", idea)
    assert bring(mette, told).json == {"stored": 1, "held": 0, "known": 0}
    assert bring(mette, told).json == {"stored": 0, "held": 0, "known": 1}
    assert mette.sync(idea) == [{"status": "applied", "version": 1}], "the very same mutation: its first result again"
    mette.sync()
    assert len(mette.of_type("trial")) == 1


def test_somebody_else_s_file_waits_for_the_leader_with_its_author(town: Town) -> None:
    musa, lone = town.phone("Musa"), town.phone("Lone")
    idea = put("trial", unit=town.units["Nord"], title="Fra Mettes telefon")
    told = file_of(town, "Mette", idea)
    assert bring(musa, told).json == {"stored": 0, "held": 1, "known": 0}
    assert bring(lone, told).json == {"stored": 0, "held": 0, "known": 1}
    lone.sync()
    (held,) = lone.of_type("held")
    assert (held["fields"]["reason"], held["fields"]["sent_by"]) == ("carried_in", town.users["Mette"])
    assert lone.client.post(f"/api/v1/held/{held['id']}/release", json={}, headers=APP).json["status"] == "released"
    lone.sync()
    assert lone.records[idea["id"]]["created_by"] == town.users["Mette"]
    mette = town.phone("Mette")
    (result,) = mette.sync(idea)
    assert result["reason"] == "carried_in", "its first result again"
    lone.sync()
    assert len(lone.of_type("trial")) == 1


def test_what_a_colleague_brought_is_the_author_s_own_when_their_phone_sends_it(town: Town) -> None:
    musa, mette, lone = town.phone("Musa"), town.phone("Mette"), town.phone("Lone")
    idea, behind = (put("trial", unit=town.units["Nord"], title=title) for title in ("Fra Mettes telefon", "Afvist"))
    edit = put("trial", record=idea["id"], place="Kajen")
    note = put("observation", trial=idea["id"], seen_at="2026-11-23T07:05:00+01:00", outcome="worked")
    assert musa.sync(note)[0]["reason"] == "unknown_record"
    assert bring(musa, file_of(town, "Mette", idea, {**edit}, behind)).json["held"] == 3
    lone.sync()
    refused = next(one["id"] for one in lone.of_type("held") if one["fields"]["mutation"]["id"] == behind["id"])
    lone.client.post(f"/api/v1/held/{refused}/dismiss", json={"reason": "Nej tak"}, headers=APP)
    last = put("trial", record=idea["id"], place="Kontoret")
    results = mette.sync(idea, edit, behind, last)
    assert [one.get("reason") for one in results] == ["carried_in"] * 3 + [None]
    assert [one["id"] for one in mette.last["changes"] if one["type"] == "trial"] == [idea["id"]], "the reply itself tells it"
    assert all(one["fields"]["resolved_on"] for one in mette.of_type("held"))
    assert mette.records[idea["id"]]["fields"] == {"title": "Fra Mettes telefon", "place": "Kontoret"}
    assert mette.records[idea["id"]]["created_by"] == mette.user
    assert note["id"] in mette.records, "what waited for it has come with it"
    assert mette.of_type("conflict") == []
    assert mette.sync(idea, edit, behind, last) == results, "to the letter"
    lone.sync()
    assert [(one["id"], one["version"]) for one in lone.of_type("trial")] == [(idea["id"], 3)], "once"
    assert behind["id"] not in lone.records


def test_what_was_brought_and_cannot_be_stored_waits_for_its_own_reason(town: Town) -> None:
    musa, mette, lone = town.phone("Musa"), town.phone("Mette"), town.phone("Lone")
    behaviour = put("behaviour", unit=town.units["Nord"], who="Vi", does="ringer", when="før vi kører")
    barrier = put("barrier", unit=town.units["Nord"], kind="time", text="Ruten er fuld", behaviour=behaviour["id"])
    wrong = put("trial", unit=town.units["Nord"], title="T", starts_on="2026-03-10", ends_on="2026-03-01")
    assert bring(musa, file_of(town, "Mette", barrier, wrong)).json["held"] == 2
    results = mette.sync(barrier, wrong)
    assert [one["reason"] for one in results] == ["carried_in"] * 2
    lone.sync()
    assert {one["fields"]["reason"] for one in lone.of_type("held")} == {"unknown_record", "invalid"}
    musa.sync(behaviour)
    mend = {**put("trial", record=wrong["id"], unit=town.units["Nord"], title="T"), "instead_of": wrong["id"]}
    assert [one["status"] for one in mette.sync(barrier, wrong, mend)] == ["held", "held", "applied"]
    lone.sync()
    assert {barrier["id"], wrong["id"]} <= set(lone.records)
    assert all(one["fields"]["resolved_on"] for one in lone.of_type("held"))


def test_what_was_brought_of_who_has_lost_the_unit_still_waits_for_its_leader(town: Town) -> None:
    musa, mette, lone = town.phone("Musa"), town.phone("Mette"), town.phone("Lone")
    mette.sync()
    idea = put("trial", unit=town.units["Nord"], title="Fra Mettes telefon")
    assert bring(musa, file_of(town, "Mette", idea)).json["held"] == 1
    town.leaves("Mette", "Nord")
    (first,) = mette.sync(idea)
    assert mette.sync(idea) == [first]
    lone.sync()
    (waits,) = lone.of_type("held")
    assert (waits["fields"]["reason"], idea["id"] in lone.records) == ("unit_lost", False)
    assert lone.client.post(f"/api/v1/held/{waits['id']}/release", json={}, headers=APP).json["status"] == "released"
    assert mette.sync(idea) == [first]


def test_what_was_brought_of_somebody_else_s_is_kept_again_after_a_restore(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    musa, lone = town.phone("Musa"), town.phone("Lone")
    idea = put("trial", unit=town.units["Nord"], title="Fra en død telefon")
    told = file_of(town, "Mette", idea)
    backup.backup(settings, tmp_path / "nightly")
    assert bring(musa, told).json == {"stored": 0, "held": 1, "known": 0}
    restored(town, settings, tmp_path / "nightly")
    for held, known in ((1, 0), (0, 1)):
        assert bring(musa, told).json == {"stored": 0, "held": held, "known": known}
    lone.sync()
    (kept,) = lone.of_type("held")
    assert (kept["fields"]["mutation"]["id"], kept["fields"]["sent_by"]) == (idea["id"], town.users["Mette"])


def test_file_of_an_unknown_author_is_kept_under_who_brought_it(town: Town) -> None:
    musa = town.phone("Musa")
    told = file_of(town, "Mette", put("trial", unit=town.units["Nord"], title="Fra en fremmed"))
    told["entries"][0]["author"] = new_id()
    assert bring(musa, told).json["held"] == 1
    musa.sync()
    assert [one["fields"]["sent_by"] for one in musa.of_type("held")] == [town.users["Musa"]]


def test_bad_entry_blocks_none_of_the_others(town: Town) -> None:
    mette = town.phone("Mette")
    good = put("trial", unit=town.units["Nord"], title="God")
    told = file_of(town, "Mette", put("trial", unit=town.units["Nord"]), good)
    told["entries"].append({"author": town.users["Mette"], "id": "no id", "fields": {"text": "\x00"}})
    told["entries"].append({"author": 7})
    assert bring(mette, told).json == {"stored": 1, "held": 3, "known": 0}


def test_what_is_no_entry_loses_nothing_else_of_the_file_and_is_kept_itself(town: Town) -> None:
    musa, lone = town.phone("Musa"), town.phone("Lone")
    own, mettes = (put("trial", unit=town.units["Nord"], title=title) for title in ("Musas", "Mettes"))
    told = {"proev_queue": 1, "entries": [7, *file_of(town, "Musa", own)["entries"], None, ["x", {"y": "Ring 010190-1234"}],
                                          *file_of(town, "Mette", mettes)["entries"], "", 7]}  # fmt: skip
    assert bring(musa, told).json == {"stored": 1, "held": 5, "known": 1}
    assert bring(musa, told).json == {"stored": 0, "held": 0, "known": 7}
    lone.sync()
    assert own["id"] in lone.records
    kept = [one["fields"] for one in lone.of_type("held")]
    assert sorted(one["reason"] for one in kept) == ["carried_in", *["invalid"] * 4]
    odd = [one["mutation"]["fields"]["entry"] for one in kept if one["reason"] == "invalid"]
    assert all(one in odd for one in (7, None, ""))
    (longest,) = [one for one in odd if isinstance(one, list)]
    assert longest[0] == "x" and "Ring" in longest[1]["y"] and "1234" not in longest[1]["y"]
    assert {one["sent_by"] for one in kept if one["reason"] == "invalid"} == {musa.user}


@pytest.mark.parametrize("told", [{}, {"proev_queue": 2, "entries": []}, {"proev_queue": 1}, {"proev_queue": 1, "entries": {}}])
def test_file_that_is_not_the_app_s_is_told(town: Town, told: Any) -> None:
    answer = bring(town.phone("Mette"), told)
    assert (answer.status_code, answer.json["code"]) == (422, "not_a_queue")


def test_what_a_file_brought_and_has_gone_since_is_not_held_by_the_phone_that_sends_it_later(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    kept, gone = (put("barrier", unit=town.units["Nord"], kind="time", text=text) for text in ("Bliver", "Slettes"))
    assert bring(mette, file_of(town, "Mette", kept, gone)).json["stored"] == 2
    lone.sync(delete("barrier", gone["id"], 1))
    mette.sync()
    assert [one["status"] for one in mette.sync(kept, gone)] == ["applied", "applied"], "their first results again"
    assert mette.last["purge"] == [gone["id"]]
    town.leaves("Mette", "Nord")
    town.joins("Mette", "Havnen", "staff")
    mette.sync()
    mette.sync(kept)
    assert kept["id"] in mette.last["purge"]


def test_file_of_what_waits_for_review_is_known_though_numbers_are_masked_in_it(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    days = {"starts_on": "2026-03-10", "ends_on": "2026-03-01"}
    note = put("trial", unit=town.units["Nord"], title="Kaffe", change="Ring til 010190-1234", **days)
    (first,) = mette.sync(note)
    lone.sync()
    masked = lone.of_type("held")[0]["fields"]["mutation"]
    assert "010190-1234" not in str(masked)
    told = file_of(town, "Mette", {**masked, "record": masked["id"]})
    for phone in (lone, lone, mette):
        assert bring(phone, told).json == {"stored": 0, "held": 0, "known": 1}
    assert mette.sync(masked) == [first], "her other phone, with the file: the first result again"
    other = {**masked, "fields": {**masked["fields"], "title": "Te"}}
    assert bring(lone, file_of(town, "Mette", other)).json == {"stored": 0, "held": 1, "known": 0}
    lone.sync()
    assert [one["fields"]["reason"] for one in lone.of_type("held")] == ["invalid", "id_reused"]
