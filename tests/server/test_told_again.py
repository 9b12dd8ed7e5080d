"""What is told again late: tombstones are dropped after 400 days, and a phone that was away longer is sent everything anew; a
mutation is known by its content, however it is spelled; and a choice that two people have made is made once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from proev import clock
from proev.sync.tidy import HORIZON, tidy

from tests.support.town import Town, delete, put


def test_phone_away_past_the_horizon_forgets_what_was_deleted(town: Town) -> None:
    mette, away, home = town.phone("Mette"), town.phone("Musa"), town.phone("Lone")
    gone = mette.make("trial", unit=town.units["Nord"], title="Forkert")
    stays = mette.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    away.sync()
    assert {gone, stays} <= set(away.records)
    mette.sync(delete("trial", gone, 1))
    home.sync()
    with town.app.app_context():
        assert tidy(town.units["Kommunen"], clock.now()).tombstones == 0, "it is not that old"
        assert tidy(town.units["Kommunen"], clock.now() + HORIZON + timedelta(days=1)).tombstones == 1
        assert tidy(town.units["Kommunen"], clock.now() + HORIZON + timedelta(days=1)).tombstones == 0
    away.sync()
    assert gone not in away.records
    assert stays in away.records
    home.sync()
    assert not home.last["reset"], "who has read past the tombstone goes on as ever"


@pytest.mark.parametrize("limit", [1000, 10])
def test_first_download_of_several_pages_ends_where_old_tombstones_are_gone(town: Town, limit: int) -> None:
    mette = town.phone("Mette")
    texts = [f"Vejen er spærret {number}" for number in range(25)]
    for words in texts:
        mette.make("barrier", unit=town.units["Nord"], kind="time", text=words)
    gone = mette.make("barrier", unit=town.units["Nord"], kind="time", text="slettes")
    mette.sync(delete("barrier", gone, 1))
    with town.app.app_context():
        assert tidy(town.units["Kommunen"], clock.now() + HORIZON + timedelta(days=1)).tombstones == 1
    new = town.phone("Musa")
    pages = [new.post(limit=limit).json]
    while pages[-1]["more"] and len(pages) < 60:
        new.cursor = pages[-1]["cursor"]
        pages.append(new.post(limit=limit).json)
    assert not any(one["reset"] for one in pages)
    told = [one["fields"]["text"] for page in pages for one in page["changes"] if one["type"] == "barrier"]
    assert sorted(told) == sorted(texts), "each once, and then no more"


def test_deletion_s_age_counts_and_not_the_record_s(town: Town, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    mette = town.phone("Mette")
    gone = mette.make("trial", unit=town.units["Nord"], title="Gammel")
    later = clock.now() + HORIZON
    monkeypatch.setattr(clock, "now", lambda: later)
    mette = town.phone("Mette")
    mette.sync(delete("trial", gone, 1))
    with town.app.app_context():
        assert tidy(town.units["Kommunen"], later + timedelta(days=1)).tombstones == 0


def test_sending_again_what_was_deleted_and_dropped_revives_nothing(town: Town) -> None:
    mette = town.phone("Mette")
    gone = mette.make("trial", unit=town.units["Nord"], title="Forkert")
    mette.sync(delete("trial", gone, 1))
    with town.app.app_context():
        tidy(town.units["Kommunen"], clock.now() + HORIZON + timedelta(days=1))
    again = mette.sync({"id": gone, "type": "trial", "op": "put", "at": "2026-11-23T07:05:44+01:00",
                        "fields": {"title": "Forkert", "unit": town.units["Nord"]}})  # fmt: skip
    assert again == [{"status": "applied", "version": 1}], "its first result, and nothing is done"
    fresh = town.phone("Musa")
    fresh.sync()
    assert gone not in fresh.records


def test_what_may_be_left_out_makes_no_other_mutation(town: Town) -> None:
    mette = town.phone("Mette")
    short = put("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    short.pop("base", None)
    first = mette.sync(short)
    assert mette.sync({**short, "base": 0, "record": short["id"]}) == first
    (other,) = mette.sync({**short, "base": 1})
    assert other["reason"] == "id_reused"


def test_mend_of_what_came_under_an_id_used_before_closes_it(town: Town) -> None:
    mette = town.phone("Mette")
    idea = put("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    mette.sync(idea)
    (other,) = mette.sync({**idea, "fields": {**idea["fields"], "title": "Te på kajen"}})
    assert other["reason"] == "id_reused"
    mended = {**put("trial", unit=town.units["Nord"], title="Te på kajen"), "instead_of": idea["id"]}
    assert mette.sync(mended)[0]["status"] == "applied"
    mette.sync()
    assert mette.records[other["held"]]["fields"]["resolved_on"]


def test_two_who_settle_a_conflict_on_different_days_make_no_conflict_about_it(town: Town) -> None:
    mette, musa, lone = town.phone("Mette"), town.phone("Musa"), town.phone("Lone")
    trial = mette.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    musa.sync()
    mette.sync(put("trial", record=trial, base=1, place="Kajen"))
    assert musa.sync(put("trial", record=trial, base=1, place="Kontoret"))[0]["status"] == "conflict"
    for phone in (mette, musa, lone):
        phone.sync()
    (conflict,) = lone.of_type("conflict")
    days = ("2026-11-26", "2026-11-27", "2026-11-28")
    for phone, day in zip((mette, musa, lone), days, strict=True):
        (told,) = phone.sync(put("conflict", record=conflict["id"], base=1, resolved_on=day))
        assert told["status"] == "applied"
        dorte = town.phone("Dorte")
        dorte.sync()
        assert [one["fields"]["resolved_on"] for one in dorte.of_type("conflict")] == [days[0]]
    # Who has seen that it is settled, and says otherwise, means it.
    told = lone.sync(put("conflict", record=conflict["id"], base=lone.records[conflict["id"]]["version"], resolved_on=None))
    assert told[0]["status"] == "applied"
    musa.sync()
    assert "resolved_on" not in musa.records[conflict["id"]]["fields"]
    # A day that was taken back is a conflict with one that is set: the two do not mean the same.
    assert mette.sync(put("conflict", record=conflict["id"], base=1, resolved_on=days[1]))[0]["status"] == "conflict"


@pytest.mark.parametrize(("mender", "is_dealt_with"), [("Lone", True), ("Musa", False)])
def test_what_comes_after_its_mend_is_dealt_with_when_the_mender_may(town: Town, mender: str, is_dealt_with: bool) -> None:
    """After a restore the leader's phone may be the first to send again."""
    trial = town.phone("Lone").make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    wrong = put("observation", trial=trial, seen_at="2026-11-23T07:05:00+01:00", outcome="splendid")
    told = {"trial": trial, "seen_at": "2026-11-23T07:05:00+01:00", "outcome": "worked"}
    mend = {**put("observation", record=wrong["id"], **told), "instead_of": wrong["id"]}
    phone = town.phone(mender)
    assert [one["status"] for one in phone.sync(mend, mend)] == ["applied", "applied"]
    mette = town.phone("Mette")
    assert [one["status"] for one in mette.sync(wrong)] == ["held"], "its first result, whatever has become of it"
    assert [bool(one["fields"].get("resolved_on")) for one in mette.of_type("held")] == [is_dealt_with]
    assert [one["fields"]["outcome"] for one in mette.of_type("observation")] == ["worked"]
