"""What becomes of a mutation: applied once, merged, in conflict, or held; never lost, never twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from proev.db import reading
from proev.ids import new_id
from sqlalchemy import text

from tests.support.town import Phone, Town, delete, put

SEEN = "2026-11-23T07:05:00+01:00"


def trial(phone: Phone, **more: Any) -> str:
    """A trial in Nord with a title."""
    return phone.make("trial", unit=phone.town.units["Nord"], title="Kaffe på kajen", **more)


def held(phone: Phone, mutation: Any, reason: str) -> dict[str, Any]:
    """Send a mutation that must be held for a reason."""
    (result,) = phone.sync(mutation)
    assert (result["status"], result.get("reason")) == ("held", reason), result
    assert result["detail"].endswith((".", "!")), "a person reads this"
    return result


def test_note_is_stored_and_seen_by_a_colleague(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    note = mette.make("observation", trial=about, seen_at=SEEN, outcome="worked", text="Det gik godt")
    musa.sync()
    assert musa.records[note]["fields"] == {"trial": about, "seen_at": SEEN, "outcome": "worked", "text": "Det gik godt"}
    assert musa.records[note]["created_by"] == town.users["Mette"]
    assert musa.records[note]["unit"] == town.units["Nord"]
    assert musa.records[note]["version"] == 1


def test_note_sent_twice_is_stored_once_with_the_same_result(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette)
    note = put("observation", trial=about, seen_at=SEEN, outcome="worked")
    first, again = mette.post(note).json["results"], mette.post(note).json["results"]
    assert first == again == [{"status": "applied", "version": 1}]
    musa = town.phone("Musa")
    musa.sync()
    assert len(musa.of_type("observation")) == 1


def test_same_mutation_twice_in_one_request_is_stored_once(town: Town) -> None:
    mette = town.phone("Mette")
    note = put("observation", trial=trial(mette), seen_at=SEEN, outcome="worked")
    assert [one["status"] for one in mette.sync(note, note)] == ["applied", "applied"]


def test_same_id_with_other_content_is_held_and_the_first_stands(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette)
    note = put("observation", trial=about, seen_at=SEEN, outcome="worked")
    mette.sync(note)
    other = {**note, "fields": {**note["fields"], "outcome": "not"}}
    first = held(mette, other, "id_reused")
    assert mette.sync(other) == [first], "asked again, the same answer"
    assert mette.sync(note) == [{"status": "applied", "version": 1}]
    musa = town.phone("Musa")
    musa.sync()
    assert musa.records[note["id"]]["fields"]["outcome"] == "worked"


def test_one_bad_mutation_among_a_hundred_blocks_nothing(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette)
    notes = [put("observation", trial=about, seen_at=SEEN, outcome="worked") for _ in range(100)]
    notes[37]["fields"]["outcome"] = "fantastisk"
    results = mette.sync(*notes)
    assert [at for at, one in enumerate(results) if one["status"] != "applied"] == [37]
    assert results[37]["reason"] == "invalid"
    musa = town.phone("Musa")
    musa.sync()
    assert len(musa.of_type("observation")) == 99


def test_held_mutation_is_kept_whole_for_sender_and_leader(town: Town) -> None:
    mette, lone, musa = town.phone("Mette"), town.phone("Lone"), town.phone("Musa")
    bad = put("observation", trial=trial(mette), seen_at=SEEN, outcome="måske", text="vigtigt")
    held(mette, bad, "invalid")
    for phone in (mette, lone):
        phone.sync()
        (kept,) = phone.of_type("held")
        assert kept["fields"]["mutation"] == bad
        assert kept["fields"]["sent_by"] == town.users["Mette"]
    musa.sync()
    assert musa.of_type("held") == []


def test_mended_mutation_closes_the_held_one(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette)
    bad = put("observation", trial=about, seen_at=SEEN, outcome="måske")
    held(mette, bad, "invalid")
    mended = {**put("observation", trial=about, seen_at=SEEN, outcome="partly"), "instead_of": bad["id"]}
    assert mette.sync(mended)[0]["status"] == "applied"
    (kept,) = mette.of_type("held")
    assert kept["fields"]["resolved_on"]


def test_note_that_comes_before_its_trial_is_stored_when_the_trial_arrives(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    late = put("trial", unit=town.units["Nord"], title="Senere")
    note = put("observation", trial=late["id"], seen_at=SEEN, outcome="worked")
    held(mette, note, "unknown_record")
    assert musa.sync(late)[0]["status"] == "applied"
    mette.sync()
    assert mette.records[note["id"]]["created_by"] == town.users["Mette"]
    (kept,) = mette.of_type("held")
    assert kept["fields"]["resolved_on"]
    assert mette.sync(note)[0]["reason"] == "unknown_record", "its first result again, to the letter"
    assert len(mette.of_type("observation")) == 1


@pytest.mark.parametrize("mutation", [7, None, "x", [], {}, {"id": "no"}, {"id": "A" * 36}])
def test_mutation_without_a_form_is_held_and_answered_the_same_again(town: Town, mutation: Any) -> None:
    mette = town.phone("Mette")
    first = held(mette, mutation, "invalid")
    assert mette.sync(mutation) == [first]
    assert len(mette.of_type("held")) == 1


@pytest.mark.parametrize(
    "change",
    [{"op": "merge"}, {"base": -1}, {"base": "1"}, {"fields": 7}, {"record": "x"}, {"at": "i går"}, {"type": 9}, {"not_cpr": 3}],
)
def test_mutation_of_a_wrong_form_is_held(town: Town, change: dict[str, Any]) -> None:
    held(town.phone("Mette"), {**put("trial", unit=town.units["Nord"], title="x"), **change}, "invalid")


def test_text_that_no_table_can_store_is_held_escaped(town: Town) -> None:
    mette = town.phone("Mette")
    for bad in ("a\x00b", "a\ud800b"):
        held(mette, put("trial", unit=town.units["Nord"], title=bad), "invalid")
    kept = [one["fields"]["mutation"]["fields"]["title"] for one in mette.of_type("held")]
    assert sorted(kept) == ["a\\u0000b", "a\\ud800b"]


def test_numbers_too_large_for_any_table_are_held(town: Town) -> None:
    mette = town.phone("Mette")
    body = {
        "device": mette.device, "author": mette.user, "schema": 1, "cursor": None,
        "mutations": [put("trial", unit=town.units["Nord"], title="x", max_people="HUGE")],
    }  # fmt: skip
    for huge in ("1e999", "9" * 400):
        raw = json.dumps(body).replace('"HUGE"', huge)
        body["mutations"][0]["id"] = new_id()
        answer = mette.client.post("/api/v1/sync", data=raw, content_type="application/json", headers={"X-Proev": "1"})
        assert answer.json["results"][0]["reason"] == "invalid"


def test_unknown_type_is_held(town: Town) -> None:
    held(town.phone("Mette"), put("spaceship", unit=town.units["Nord"]), "unknown_type")


def test_type_that_only_the_server_makes_is_held(town: Town) -> None:
    mette = town.phone("Mette")
    held(mette, put("membership", unit=town.units["Nord"], person=mette.user, role="admin"), "forbidden")


def test_different_fields_merge(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    musa.sync()
    assert mette.sync(put("trial", record=about, base=1, place="Kajen"))[0] == {"status": "applied", "version": 2}
    assert musa.sync(put("trial", record=about, base=1, extent="to gange om ugen"))[0] == {"status": "applied", "version": 3}
    mette.sync()
    assert mette.records[about]["fields"] == {"title": "Kaffe på kajen", "place": "Kajen", "extent": "to gange om ugen"}


def test_same_field_is_a_conflict_and_both_values_are_kept(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    musa.sync()
    mette.sync(put("trial", record=about, base=1, place="Kajen"))
    (result,) = musa.sync(put("trial", record=about, base=1, place="Pladsen", extent="daglig"))
    assert result["status"] == "conflict"
    assert result["conflicts"] == [{"field": "place", "kept": "Kajen", "yours": "Pladsen"}]
    assert result["version"] == 3
    mette.sync()
    assert mette.records[about]["fields"]["place"] == "Kajen"
    assert mette.records[about]["fields"]["extent"] == "daglig"
    (conflict,) = mette.of_type("conflict")
    assert conflict["fields"] == {
        "record_type": "trial", "record": about, "field": "place", "kept": "Kajen", "other": "Pladsen",
        "other_by": town.users["Musa"],
    }  # fmt: skip


def test_same_field_to_the_same_value_is_no_conflict(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    mette.sync(put("trial", record=about, base=1, place="Kajen"))
    assert musa.sync(put("trial", record=about, base=1, place="Kajen"))[0]["status"] == "applied"


def test_own_edits_in_a_row_never_conflict(town: Town) -> None:
    mette = town.phone("Mette")
    made = put("trial", unit=town.units["Nord"], title="a")
    edits = [put("trial", record=made["id"], base=0, title=title) for title in "bcd"]
    assert [one["status"] for one in mette.sync(made, *edits)] == ["applied"] * 4


def test_base_above_the_current_version_counts_as_the_current(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    assert musa.sync(put("trial", record=about, base=900, title="ny"))[0] == {"status": "applied", "version": 2}


def test_conflict_is_closed_by_whoever_may_edit(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    mette.sync(put("trial", record=about, base=1, place="Kajen"))
    musa.sync(put("trial", record=about, base=1, place="Pladsen"))
    (conflict,) = musa.of_type("conflict")
    closing = put("conflict", record=conflict["id"], base=1, resolved_on="2026-11-23")
    assert musa.sync(closing)[0]["status"] == "applied"
    held(musa, put("conflict", record=conflict["id"], base=2, kept="x"), "invalid")


def test_append_only_record_never_changes(town: Town) -> None:
    mette = town.phone("Mette")
    note = mette.make("observation", trial=trial(mette), seen_at=SEEN, outcome="worked")
    held(mette, put("observation", record=note, base=1, text="rettet"), "locked_field")


def test_unit_never_changes_by_a_put(town: Town) -> None:
    dorte = town.phone("Dorte")
    about = dorte.make("trial", unit=town.units["Nord"], title="x")
    held(dorte, put("trial", record=about, base=1, unit=town.units["Syd"]), "locked_field")


def test_null_and_empty_clear_and_clearing_a_required_field_is_held(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette, place="Kajen", extent="daglig", baseline=["1", "2"])
    mette.sync(put("trial", record=about, base=1, place=None, extent="", baseline=[]))
    musa = town.phone("Musa")
    musa.sync()
    assert musa.records[about]["fields"] == {"title": "Kaffe på kajen"}
    held(mette, put("trial", record=about, base=2, title=""), "invalid")


def test_values_are_kept_in_canonical_form(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette, baseline=["012.50", "-0", "-3.1400"], place="A\u030a")
    mette.sync()
    assert mette.records[about]["fields"]["baseline"] == ["12.5", "0", "-3.14"]
    assert mette.records[about]["fields"]["place"] == "Å"


def test_text_is_limited_by_code_points(town: Town) -> None:
    mette = town.phone("Mette")
    assert trial(mette, place="🚲" * 80)
    held(mette, put("trial", unit=town.units["Nord"], title="t", place="🚲" * 81), "invalid")


def test_reply_leaves_out_only_what_the_client_knows_already(town: Town) -> None:
    mette = town.phone("Mette")
    mette.sync()
    about = put("trial", unit=town.units["Nord"], title="Som sendt")
    changed = put("trial", unit=town.units["Nord"], title="Rettet", baseline=["1.0"])
    mette.sync(about, changed)
    assert [one["id"] for one in mette.last["changes"]] == [changed["id"]]
    mette.sync(put("trial", record=about["id"], base=1, place="Kajen"))
    assert mette.last["changes"] == []
    mette.sync(put("trial", record=about["id"], base=1, extent="daglig"))
    assert [one["id"] for one in mette.last["changes"]] == [about["id"]]


def test_delete_leaves_a_tombstone_and_revives_nothing(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    musa.sync()
    assert mette.sync(delete("trial", about, 1))[0] == {"status": "applied", "version": 2}
    musa.sync()
    assert about not in musa.records
    (gone,) = musa.last["changes"]
    assert (gone["deleted"], gone["fields"], gone["version"]) == (True, {}, 2)
    held(musa, put("trial", record=about, base=1, title="igen"), "deleted")


def test_delete_of_what_is_referred_to_or_changed_since_is_held(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    used, changed = trial(mette), trial(mette)
    mette.make("observation", trial=used, seen_at=SEEN, outcome="worked")
    held(mette, delete("trial", used, 1), "in_use")
    musa.sync(put("trial", record=changed, base=1, title="andet"))
    held(mette, delete("trial", changed, 1), "stale")


def test_list_references_keep_a_record_from_being_deleted(town: Town) -> None:
    mette = town.phone("Mette")
    barrier = mette.make("barrier", unit=town.units["Nord"], kind="time", text="ingen tid")
    about = trial(mette, barriers=[barrier])
    held(mette, delete("barrier", barrier, 1), "in_use")
    assert [one["status"] for one in mette.sync(delete("trial", about, 1), delete("barrier", barrier, 1))] == ["applied"] * 2


def test_civil_registration_number_is_masked_also_in_what_is_held(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette)
    words = "Fru Hansen, cpr 211062-5629, var glad"
    note = mette.make("observation", trial=about, seen_at=SEEN, outcome="worked", text=words)
    mette.sync()
    assert mette.records[note]["fields"]["text"] == "Fru Hansen, cpr ••••••-••••, var glad"
    held(mette, put("observation", trial=about, seen_at=SEEN, outcome="?", text=words), "invalid")
    assert "5629" not in json.dumps(mette.of_type("held"))
    allowed = {**put("observation", trial=about, seen_at=SEEN, outcome="worked", text=words), "not_cpr": ["text"]}
    mette.sync(allowed)
    musa = town.phone("Musa")
    musa.sync()
    assert musa.records[allowed["id"]]["fields"]["text"] == words


def test_typed_table_always_says_what_the_journal_says(town: Town) -> None:
    mette = town.phone("Mette")
    about = trial(mette, place="Kajen", starts_on="2026-11-01", baseline=["1.5"])
    mette.make("observation", trial=about, seen_at=SEEN, outcome="worked", value="12.3456")
    mette.sync(put("trial", record=about, base=1, place=None))
    with town.app.app_context(), reading() as session:
        told = session.execute(text("SELECT title, place, starts_on FROM trial")).one()
        assert (told[0], told[1], str(told[2])) == ("Kaffe på kajen", None, "2026-11-01")
        assert session.execute(text("SELECT value, trial FROM observation")).one() == (123456, about)


def test_clock_of_the_device_orders_nothing(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    about = trial(mette)
    mette.sync(
        {**put("trial", record=about, base=1, title="først"), "at": "2036-01-01T00:00:00+01:00"},
        sent_at="2036-01-01T00:00:09+01:00",
    )
    musa.sync(
        {**put("trial", record=about, base=2, title="sidst"), "at": "2016-01-01T00:00:00+01:00"},
        sent_at="2016-01-01T00:00:09+01:00",
    )
    mette.sync()
    assert mette.records[about]["fields"]["title"] == "sidst"
