"""What a phone holds: exactly what its user may see, after every completed sync."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid4

import pytest
from proev import access
from proev.db import reading, writing
from proev.ids import new_id
from proev.journal import Installation
from proev.sync.cursor import Cursor

from tests.support.town import Phone, Town, delete, put

SEEN = "2026-11-23T07:05:00+01:00"


def names(phone: Phone, type_name: str = "trial", field: str = "title") -> set[str]:
    """What the phone holds of a type, by a field."""
    return {one["fields"].get(field) for one in phone.of_type(type_name)}


@pytest.fixture
def filled(town: Town) -> Town:
    """One trial in every unit, named after it."""
    anna = town.phone("Anna")
    anna.sync(*(put("trial", unit=unit, title=name) for name, unit in town.units.items()))
    return town


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("Mette", {"Nord"}), ("Lone", {"Nord"}), ("Søren", {"Syd"}), ("Dorte", {"Omsorg", "Nord", "Syd"}), ("Hans", {"Havnen"}),
        ("Anna", {"Kommunen", "Omsorg", "Nord", "Syd", "Havnen"}),
    ],
)  # fmt: skip
def test_phone_holds_own_units_and_below(filled: Town, who: str, sees: set[str]) -> None:
    phone = filled.phone(who)
    phone.sync()
    assert names(phone) == sees


def test_units_and_themes_above_are_seen_too(filled: Town) -> None:
    filled.phone("Dorte").make("theme", unit=filled.units["Omsorg"], title="Mere tid hos borgeren")
    mette, hans = filled.phone("Mette"), filled.phone("Hans")
    mette.sync(), hans.sync()
    assert names(mette, "unit", "name") == {"Kommunen", "Omsorg", "Nord"}
    assert names(mette, "theme") == {"Mere tid hos borgeren"}
    assert names(hans, "theme") == set()


def test_colleagues_of_own_units_are_known_by_name_and_no_others(filled: Town) -> None:
    mette, dorte = filled.phone("Mette"), filled.phone("Dorte")
    mette.sync(), dorte.sync()
    assert names(mette, "person", "name") == {"Mette", "Musa", "Lone"}
    assert names(dorte, "person", "name") == {"Mette", "Musa", "Lone", "Søren", "Dorte"}


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 1000])
def test_pages_of_any_size_bring_everything_once(filled: Town, limit: int) -> None:
    anna = filled.phone("Anna")
    anna.sync(limit=limit)
    assert names(anna) == set(filled.units)
    anna.sync(limit=limit)
    assert anna.last["changes"] == [] and anna.last["more"] is False


def test_nothing_to_say_is_one_small_answer(filled: Town) -> None:
    mette = filled.phone("Mette")
    mette.sync()
    answer = mette.post()
    assert answer.json["more"] is False and answer.json["changes"] == [] and len(answer.data) < 600


def test_cursor_of_somebody_else_resets(filled: Town) -> None:
    mette, hans = filled.phone("Mette"), filled.phone("Hans")
    mette.sync(), hans.sync()
    hans.cursor = mette.cursor
    hans.sync()
    assert names(hans) == {"Havnen"}
    assert hans.post(cursor=mette.cursor).json["reset"] is True


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "1.2.3", "9" * 100, "a" * 5000, "1.00000000.x.0", "\x00", "1.aaaaaaaa.æ.1", "1.aaaaaaaa.x.1.y.b" + 36 * "9"],
)
def test_cursor_that_cannot_be_read_resets(filled: Town, cursor: str) -> None:
    mette = filled.phone("Mette")
    answer = mette.post(cursor=cursor).json
    assert answer["reset"] is True and len(answer["changes"]) > 3


def test_cursor_of_another_epoch_resets(filled: Town) -> None:
    mette = filled.phone("Mette")
    mette.sync()
    with filled.app.app_context(), writing() as session:
        row = session.get(Installation, 1)
        assert row
        row.epoch = str(uuid4())
    assert mette.post().json["reset"] is True


def test_cursor_before_the_tombstone_horizon_resets(filled: Town) -> None:
    from sqlalchemy import text

    mette = filled.phone("Mette")
    mette.sync()
    old = mette.cursor
    mette.make("trial", unit=filled.units["Nord"], title="x")
    with filled.app.app_context(), writing() as session:
        session.execute(text("UPDATE organisation SET horizon_seq = seq"))
    assert mette.post(cursor=old).json["reset"] is True
    assert mette.post(cursor=mette.last["cursor"]).json["reset"] is False


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_moved_user_holds_exactly_the_new_scope_after_one_sync(filled: Town, limit: int) -> None:
    mette, fresh = filled.phone("Mette"), filled.phone("Mette")
    mette.sync()
    filled.leaves("Mette", "Nord")
    filled.joins("Mette", "Havnen", "staff")
    filled.phone("Hans").make("trial", unit=filled.units["Havnen"], title="ny i havnen")
    mette.sync(limit=limit)
    fresh.sync()
    assert names(mette) == {"Havnen", "ny i havnen"}
    assert mette.records.keys() == fresh.records.keys()


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_moved_unit_changes_what_a_leader_holds(filled: Town, limit: int) -> None:
    dorte, anna = filled.phone("Dorte"), filled.phone("Anna")
    dorte.sync(), anna.sync()
    nord = filled.units["Nord"]
    anna.sync(put("unit", record=nord, base=anna.records[nord]["version"], parent=filled.units["Havnen"]))
    dorte.sync(limit=limit)
    fresh = filled.phone("Dorte")
    fresh.sync()
    assert names(dorte) == {"Omsorg", "Syd"}
    assert dorte.records.keys() == fresh.records.keys()


def test_scope_that_changes_again_in_the_middle_of_an_exchange_still_ends_exact(filled: Town) -> None:
    mette = filled.phone("Mette")
    mette.sync()
    filled.joins("Mette", "Omsorg", "leader")
    answer = mette.post(limit=1).json
    assert answer["more"] is True
    for one in answer["changes"]:
        mette.records[one["id"]] = one
    mette.cursor = answer["cursor"]
    filled.leaves("Mette", "Nord")
    filled.leaves("Mette", "Omsorg")
    filled.joins("Mette", "Havnen", "staff")
    mette.sync(limit=2)
    fresh = filled.phone("Mette")
    fresh.sync()
    assert mette.records.keys() == fresh.records.keys()


def test_deleted_while_away_and_lost_unit_leave_nothing_behind(filled: Town) -> None:
    mette, musa = filled.phone("Mette"), filled.phone("Musa")
    about = musa.make("trial", unit=filled.units["Nord"], title="væk")
    mette.sync()
    musa.sync(delete("trial", about, 1))
    filled.leaves("Mette", "Nord")
    mette.sync()
    assert names(mette) == set()


def test_unsent_note_for_a_lost_unit_is_held_for_its_leader(filled: Town) -> None:
    mette, lone = filled.phone("Mette"), filled.phone("Lone")
    mette.sync()
    (about,) = mette.of_type("trial")
    filled.leaves("Mette", "Nord")
    filled.joins("Mette", "Havnen", "staff")
    note = put("observation", trial=about["id"], seen_at=SEEN, outcome="worked")
    assert mette.sync(note)[0]["reason"] == "unit_lost"
    lone.sync()
    (kept,) = lone.of_type("held")
    assert kept["unit"] == filled.units["Nord"] and kept["fields"]["mutation"] == note


def test_unit_never_belonged_to_is_forbidden(filled: Town) -> None:
    mette = filled.phone("Mette")
    mette.sync()
    assert mette.sync(put("trial", unit=filled.units["Havnen"], title="x"))[0]["reason"] == "forbidden"


def adopted(town: Town) -> str:
    """A practice of Nord, adopted by its leader."""
    lone = town.phone("Lone")
    lone.sync()
    (about,) = [one["id"] for one in lone.of_type("trial")]
    decision: dict[str, Any] = {
        "subject_type": "trial", "subject": about, "choice": "adopt", "reason": "det virker", "learned": "at det virker",
        "decided_on": "2026-11-20",
    }  # fmt: skip
    lone.make("decision", **decision)
    return lone.make(
        "practice", unit=town.units["Nord"], title="Opkald før besøg", trial=about, who="vi", does="ringer", when="før besøg",
        routine="morgenmødet", stops="intet", adopted_on="2026-11-20",
    )  # fmt: skip


def test_practice_is_seen_where_it_is_taken_up_and_forgotten_when_given_up(filled: Town) -> None:
    practice = adopted(filled)
    soren = filled.phone("Søren")
    soren.sync()
    assert practice not in soren.records
    uptake = soren.make("uptake", unit=filled.units["Syd"], practice=practice, since_on="2026-11-21")
    soren.sync()
    assert soren.records[practice]["fields"]["title"] == "Opkald før besøg"
    soren.sync(delete("uptake", uptake, 1))
    soren.sync()
    assert practice not in soren.records


def test_large_scope_leaves_the_bulk_below_on_the_server(filled: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proev.access.LIGHT_ABOVE", 30)
    monkeypatch.setattr("proev.sync.scopes.LIGHT_ABOVE", 30)
    monkeypatch.setattr("proev.sync.scopes.HEAVY_BELOW", 20)
    monkeypatch.setattr("proev.sync.scopes.RECOUNT_AFTER", 1)
    dorte, mette = filled.phone("Dorte"), filled.phone("Mette")
    dorte.sync(), mette.sync()
    about = next(one["id"] for one in mette.of_type("trial"))
    mette.sync(*(put("observation", trial=about, seen_at=SEEN, outcome="worked") for _ in range(40)))
    dorte.sync()
    assert dorte.of_type("observation") == [] and names(dorte) == {"Omsorg", "Nord", "Syd"}
    musa = filled.phone("Musa")
    musa.sync()
    assert len(musa.of_type("observation")) == 40, "one's own unit is always whole"


@pytest.mark.parametrize("name", ["Mette", "Lone", "Søren", "Dorte", "Hans", "Anna"])
def test_what_a_scope_lets_through_is_counted_as_it_is_given_out(filled: Town, name: str) -> None:
    practice = adopted(filled)
    filled.phone("Søren").make("uptake", unit=filled.units["Syd"], practice=practice, since_on="2026-11-21")
    for sender in ("Mette", "Hans", "Søren"):
        filled.phone(sender).sync({"id": new_id(), "type": "trial", "op": "put", "at": SEEN, "fields": {"title": 7}})
    filled.phone("Mette").sync(delete("trial", filled.phone("Mette").make("trial", unit=filled.units["Nord"], title="Væk"), 1))
    phone = filled.phone(name)
    phone.sync()
    organisation = filled.units["Kommunen"]
    with filled.app.app_context(), reading() as session:
        tree, standing = access.load_tree(session, organisation), access.load_standing(session, organisation, filled.users[name])
        counted = access.count_visible(session, organisation, access.scope_of(session, tree, standing))
    assert counted == len(phone.records) > 5


def test_page_of_large_held_records_ends_before_its_limit(town: Town) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    for _ in range(9):
        mette.post(put("trial", unit=town.units["Nord"], title="x", nonsense="y" * 900_000))
    answers = [lone.post()]
    while answers[-1].json["more"]:
        answers.append(lone.post(cursor=answers[-1].json["cursor"]))
    assert max(len(one.data) for one in answers) < 6_000_000
    held = [one["id"] for answer in answers for one in answer.json["changes"] if one["type"] == "held"]
    assert len(held) == len(set(held)) == 9


def test_what_is_not_sent_back_is_told_its_place_in_the_order(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    mette.sync(), musa.sync()
    trials = [put("trial", unit=town.units["Nord"], title=one) for one in "ab"]
    results = mette.sync(put("theme", unit=town.units["Nord"], title="x"), *trials)
    assert [one["status"] for one in results] == ["held", "applied", "applied"]
    told = mette.last["seqs"]
    assert set(told) == {one["id"] for one in trials}
    assert not {one["id"] for one in mette.last["changes"]} & set(told)
    musa.sync()
    assert {one["id"]: one["seq"] for one in musa.of_type("trial")} == told
    mette.sync()
    assert mette.last["seqs"] == {}


def test_what_is_sent_back_has_its_place_in_itself(town: Town) -> None:
    mette = town.phone("Mette")
    mette.sync(put("trial", unit=town.units["Nord"], title="a"))
    assert mette.last["seqs"] == {}
    assert [one["seq"] > 0 for one in mette.of_type("trial")] == [True]


def test_longest_cursor_is_not_longer_than_the_contract_says() -> None:
    # In the middle of a first download, while one scope is exchanged for another.
    seq = 10**11 - 1
    longest = Cursor(
        new_id(), secrets.token_urlsafe(9), seq, skip=seq, old=secrets.token_urlsafe(9), stage="p", position=new_id()
    )
    assert len(str(longest)) <= 100
    assert Cursor.parse(str(longest)) == longest
