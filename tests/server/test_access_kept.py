"""Restored from an old backup: who may get in afterwards, and that nobody who wrote something since is shut out."""

from __future__ import annotations

from pathlib import Path

from proev import access_kept, backup, clock, config
from proev.accounts import leaving, people, sign_ins
from proev.accounts.tables import Account
from proev.db import writing
from proev.journal import Record
from proev.records import definitions
from sqlalchemy import text

from tests.server.test_backup import restored
from tests.support.town import Town, put


def test_who_moved_since_the_backup_loses_no_note(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    mette, lone, hans = town.phone("Mette"), town.phone("Lone"), town.phone("Hans")
    mette.sync()
    backup.backup(settings, tmp_path / "nightly")
    town.leaves("Mette", "Nord")
    town.joins("Mette", "Havnen", "staff")
    notes = [put("trial", unit=town.units["Havnen"], title=f"På havnen {number}") for number in range(3)]
    edit = put("trial", record=notes[1]["id"], base=1, place="Kaj 2")
    assert {one["status"] for one in mette.sync(*notes, edit)} == {"applied"}
    restored(town, settings, tmp_path / "nightly")
    results = mette.sync(*notes, edit)
    assert [one["reason"] for one in results] == ["forbidden"] * 3 + ["unknown_record"]
    lone.sync()
    assert lone.of_type("held") == [], "it was not written for her unit"
    hans.sync()
    assert {one["fields"]["mutation"]["id"] for one in hans.of_type("held")} == {one["id"] for one in [*notes, edit]}
    answer = hans.client.post(f"/api/v1/held/{results[0]['held']}/release", json={}, headers={"X-Proev": "1"})
    assert answer.json["status"] == "released"
    # Put right, as the restore says: the others come by themselves.
    town.joins("Mette", "Havnen", "staff")
    hans.sync()
    assert {one["id"] for one in hans.of_type("trial")} == {one["id"] for one in notes}
    assert hans.records[notes[1]["id"]]["fields"]["place"] == "Kaj 2"
    assert all(one["fields"].get("resolved_on") for one in hans.of_type("held"))
    assert mette.sync(*notes, edit) == results, "the first results, to the letter"
    mette.sync()
    assert len([one for one in mette.of_type("trial") if one["created_by"] == mette.user]) == 3


def test_what_was_closed_since_the_backup_stays_closed_and_the_rest_is_told(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    mette, musa, lone = town.phone("Mette"), town.phone("Musa"), town.phone("Lone")
    mette.sync()
    backup.backup(settings, tmp_path / "nightly")
    musa.sync()
    organisation = town.units["Kommunen"]
    with town.app.app_context():
        assert sign_ins.withdraw(organisation, mette.device, "lost")
        assert sign_ins.withdraw(organisation, musa.device, "retired")
    assert lone.client.delete("/api/v1/session", headers={"X-Proev": "1"}).status_code < 300
    town.leaves("Musa", "Nord")
    town.joins("Musa", "Syd", "staff")
    done = restored(town, settings, tmp_path / "nightly")
    assert done.access == [
        "a membership that had been taken away holds again: Musa, staff in Nord",
        "a membership that had been given since is gone: Musa, staff in Syd",
    ]
    for phone in (mette, musa):
        answer = phone.post()
        assert (answer.status_code, answer.json["code"]) == (403, "device_revoked"), "also one that the backup never saw"
    answer = lone.post()
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in"), "who signed out is not signed in again"


def test_who_has_come_since_the_backup_is_let_in_after_it(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    town.phone("Mette").make("trial", unit=town.units["Nord"], title="Før")
    backup.backup(settings, tmp_path / "nightly")
    town.add("Nina", "staff", "Nord")
    town.joins("Nina", "Havnen", "leader")
    nina, lost = town.phone("Nina"), town.phone("Nina")
    note = put("trial", unit=town.units["Nord"], title="Ninas", owner=nina.user)
    assert nina.sync(note)[0]["status"] == "applied"
    lost.sync()
    with town.app.app_context():
        sign_ins.withdraw(town.units["Kommunen"], lost.device, "lost")
    epoch, versions = nina.last["epoch"], {one["id"]: one["version"] for one in nina.records.values()}

    for _ in range(2):
        done = restored(town, settings, tmp_path / "nightly")
        assert done.access == ["an account that had been opened since was kept: Nina"]
        answer = nina.post(note)
        assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
        nina.client.post("/api/v1/session", json=town.credentials("Nina"), headers={"X-Proev": "1"})
        assert [one["status"] for one in nina.sync(note)] == ["applied"]
        answer = lost.post()
        assert answer.status_code == 401
        lost.client.post("/api/v1/session", json=town.credentials("Nina"), headers={"X-Proev": "1"})
        assert lost.post().json["code"] == "device_revoked", "a phone that was withdrawn of an account that was kept"
        mette = town.phone("Mette")
        mette.sync()
        assert {one["fields"]["title"] for one in mette.of_type("trial")} == {"Før", "Ninas"}
        own = [one for one in nina.records.values() if one["type"] in ("person", "membership") and nina.user in str(one)]
        assert sorted(one["type"] for one in own) == ["membership", "membership", "person"]
        assert nina.last["epoch"] != epoch and all(one["version"] > versions[one["id"]] for one in own)
        assert {one["fields"]["name"] for one in mette.of_type("person")} == {"Mette", "Musa", "Lone", "Nina"}
        epoch, versions = nina.last["epoch"], {one["id"]: one["version"] for one in own}
    seqs = [one["seq"] for one in mette.records.values()]
    assert len(seqs) == len(set(seqs))
    assert town.phone("Nina").make("trial", unit=town.units["Havnen"], title="Som leder")


def test_an_account_keeps_the_address_that_it_got_since_the_backup_and_a_closed_one_stays_closed(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    backup.backup(settings, tmp_path / "nightly")
    before = town.users["Musa"]
    with town.app.app_context():
        leaving.deactivate(before, clock.now(), "Europe/Copenhagen")
    town.add("Musa", "staff", "Syd")
    gone = town.add("Nina", "staff", "Nord")
    with town.app.app_context():
        leaving.deactivate(gone, clock.now(), "Europe/Copenhagen")
    done = restored(town, settings, tmp_path / "nightly")
    assert done.access == [
        "a membership that had been taken away holds again: Musa, staff in Nord",
        "an account that had been closed is open again: Musa",
        "an account that had been opened since was kept: Musa",
    ]
    answer = town.app.test_client().post("/api/v1/session", json=town.credentials("Musa"), headers={"X-Proev": "1"})
    assert answer.json["user"]["id"] == town.users["Musa"] != before
    answer = town.app.test_client().post("/api/v1/session", json=town.credentials("Nina"), headers={"X-Proev": "1"})
    assert answer.status_code == 401
    # What she had written can be brought in as a file, under her name.
    note = {**put("trial", unit=town.units["Nord"], title="Ninas"), "author": gone}
    lone = town.phone("Lone")
    lone.client.post("/api/v1/held/carry-in", json={"proev_queue": 1, "entries": [note]}, headers={"X-Proev": "1"})
    lone.sync()
    assert [one["fields"]["sent_by"] for one in lone.of_type("held")] == [gone]


def test_a_membership_of_a_unit_that_the_backup_has_not_is_told(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    backup.backup(settings, tmp_path / "nightly")
    with town.app.app_context():
        town.units["Ny"] = people.add_unit("Ny", town.units["Omsorg"], "unit", clock.now(), "Europe/Copenhagen")
    town.add("Nina", "staff", "Ny")
    assert restored(town, settings, tmp_path / "nightly").access == [
        "an account that had been opened since was kept: Nina",
        "a membership of a unit that the backup has not was kept: Nina, staff in Ny",
    ]


def test_accounts_of_another_organisation_are_not_mixed_in(settings: config.Settings, town: Town, tmp_path: Path) -> None:
    backup.backup(settings, tmp_path / "nightly")
    with town.app.app_context(), writing() as session:
        for table in ("sign_in", "scope", "membership", "person", "account"):
            session.execute(text(f"DELETE FROM {table}"))
        other = people.make_organisation(session, "Nabokommunen", clock.now(), "Europe/Copenhagen")
        people.put_user(session, other, "ny@kommunen.example", "Ny", other, "admin", "en-lang-kode", clock.now(), "UTC")
    told = restored(town, settings, tmp_path / "nightly").access
    assert "an account that had been opened since is gone: Ny" in told
    assert not any("kept" in one for one in told)
    town.phone("Mette").sync()


def test_what_is_kept_of_an_account_is_all_that_there_is() -> None:
    tables = {"person": definitions()["person"].table, "membership": definitions()["membership"].table}
    for name, table in tables.items():
        columns = {*access_kept.ENVELOPE, *access_kept.FIELDS[name], "captured_at", "first_seq"}
        assert set(table.__table__.columns.keys()) == columns
    assert set(Account.__table__.columns.keys()) == set(access_kept.ACCOUNT)
    assert set(Record.__table__.columns.keys()) == {*access_kept.RECORD, "version", "seq", "first_seq"}
