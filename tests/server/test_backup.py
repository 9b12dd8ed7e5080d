"""Restored from an old backup: nothing that phones still have is missing afterwards, and nothing is there twice."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from typing import Literal

import pytest
from alembic import command
from proev import access_kept, backup, clock, config, migrate
from proev.accounts import leaving, people, sign_ins
from proev.accounts.tables import Account
from proev.db import db, reading, writing
from proev.journal import Record
from proev.records import definitions
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.support.town import Phone, Town, put


def restored(town: Town, settings: config.Settings, file: Path) -> backup.Restored:
    """Restore, as the command does beside a running server."""
    with town.app.app_context():
        db.engine.dispose()
    return backup.restore(settings, file)


def test_phones_bring_back_what_was_written_since(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    mette, lone = town.phone("Mette"), town.phone("Lone")
    before = put("trial", unit=town.units["Nord"], title="Før")
    edit = put("trial", record=before["id"], base=1, place="Rute 4")
    mette.sync(before)
    backup.backup(settings, tmp_path / "nightly")
    mette.sync(edit)
    since = put("trial", unit=town.units["Nord"], title="Siden")
    mette.sync(since)
    lone.sync()
    epoch, versions = lone.last["epoch"], {one["id"]: one["version"] for one in lone.of_type("trial")}

    kept = restored(town, settings, tmp_path / "nightly").kept
    assert kept and kept.exists()
    lone.sync()
    assert lone.last["epoch"] != epoch
    assert [one["fields"]["title"] for one in lone.of_type("trial")] == ["Før"], "the phone shows what the server holds now"
    # A phone sends everything that it has kept again: the ids make that harmless.
    results = mette.sync(before, edit, since)
    assert [one["status"] for one in results] == ["applied"] * 3
    lone.sync()
    trials = {one["id"]: one for one in lone.of_type("trial")}
    assert {one["fields"]["title"] for one in trials.values()} == {"Før", "Siden"}
    assert len(trials) == 2
    assert trials[before["id"]]["fields"]["place"] == "Rute 4"
    assert trials[before["id"]]["version"] > versions[before["id"]], "no base from before can pass for a newer version"


def test_no_base_from_before_passes_for_a_newer_one_however_often_it_is_restored(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    mette, lone, musa = town.phone("Mette"), town.phone("Lone"), town.phone("Musa")
    backup.backup(settings, tmp_path / "nightly")
    made = put("trial", unit=town.units["Nord"], title="Siden")
    for _ in range(2):
        mette.sync(made)
        for number in range(4):
            mette.sync(put("trial", record=made["id"], base=99_000_000, place=f"Rute {number}"))
        lone.sync()
        base = lone.records[made["id"]]["version"]
        restored(town, settings, tmp_path / "nightly")
    # The record was sent again, and Musa has changed it; Lone's edit was made on what she saw before the last restore.
    mette.sync(made)
    musa.sync()
    musa.sync(put("trial", record=made["id"], base=musa.records[made["id"]]["version"], place="Rute 9"))
    (result,) = lone.sync(put("trial", record=made["id"], base=base, place="Rute 1"))
    assert result["status"] == "conflict"
    assert [one["kept"] for one in result["conflicts"]] == ["Rute 9"]


def test_what_was_there_before_the_restore_can_be_had_back(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    mette = town.phone("Mette")
    backup.backup(settings, tmp_path / "empty")
    made = mette.make("trial", unit=town.units["Nord"], title="Siden")
    kept = restored(town, settings, tmp_path / "empty").kept
    assert made not in _fresh(town).records
    assert kept
    restored(town, settings, kept)
    assert made in _fresh(town).records


def _fresh(town: Town) -> Phone:
    phone = town.phone("Musa")
    phone.sync()
    return phone


def test_backup_of_an_older_schema_is_restored_and_brought_up_to_date(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    trial = town.phone("Mette").make("trial", unit=town.units["Nord"], title="Fra dengang")
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        command.downgrade(migrate.configured(connection), "0001")
        connection.commit()
    engine.dispose()
    backup.backup(settings, tmp_path / "long ago")
    migrate.upgrade(settings.database_url)
    town.phone("Musa").make("trial", unit=town.units["Nord"], title="Siden")
    town.add("Nina", "staff", "Nord")
    assert restored(town, settings, tmp_path / "long ago").access == ["an account that had been opened since was kept: Nina"]
    assert migrate.revision_of(settings.database_url) == migrate.newest()
    lone = town.phone("Lone")
    lone.sync()
    assert [one["id"] for one in lone.of_type("trial")] == [trial]
    town.phone("Nina").sync()


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
    seqs = [one["seq"] for one in _fresh(town).records.values()]
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


def test_backup_is_whole_private_and_overwrites_nothing(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    backup.backup(settings, file)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(backup.Refused, match="already"):
        backup.backup(settings, file)
    with pytest.raises(backup.Refused, match="cannot write"):
        backup.backup(settings, tmp_path / "nowhere" / "nightly")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == [], "nothing half-written is left"


def archive(mode: Literal["w", "w:gz"], *names: str) -> bytes:
    """An archive of empty files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as packed:
        for name in names:
            packed.addfile(tarfile.TarInfo(name))
    return made.getvalue()


NO_BACKUPS = {
    "nothing": b"",
    "words": b"words",
    "a broken database": b"SQLite format 3\0" + b"x" * 5000,
    "a broken dump": b"PGDMP" + b"x" * 5000,
    "an empty archive": archive("w"),
    "an archive without a database": archive("w", "attachments/one"),
    "an archive with an empty database": archive("w", "database"),
    "an archive that is packed": archive("w:gz", "database"),
}


@pytest.mark.parametrize("content", NO_BACKUPS.values(), ids=NO_BACKUPS)
def test_file_that_is_no_backup_changes_nothing(town: Town, settings: config.Settings, tmp_path: Path, content: bytes) -> None:
    made = town.phone("Mette").make("trial", unit=town.units["Nord"], title="Her")
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(backup.Refused):
        restored(town, settings, tmp_path / "file")
    with town.app.app_context(), reading() as session:
        assert session.scalar(text("SELECT count(*) FROM record WHERE id = :id"), {"id": made}) == 1


def test_file_that_is_not_there_is_told(settings: config.Settings, tmp_path: Path) -> None:
    with pytest.raises(backup.Refused, match="cannot read"):
        backup.restore(settings, tmp_path / "none")
