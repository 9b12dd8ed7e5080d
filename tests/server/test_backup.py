"""Restored from an old backup: nothing that phones still have is missing afterwards, and nothing is there twice."""

from __future__ import annotations

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from alembic import command
from proev import backup, clock, config, migrate
from proev.db import db, reading
from proev.values import LIFT
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.support.town import Phone, Town, delete, put


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
    _is_no_base_any_more(mette, musa, lone, made, base)


def _is_no_base_any_more(mette: Phone, musa: Phone, lone: Phone, made: dict[str, Any], base: int) -> None:
    """Mette sends the record again and Musa changes it; Lone's edit was made on what she saw before the last restore."""
    mette.sync(made)
    musa.sync()
    musa.sync(put("trial", record=made["id"], base=musa.records[made["id"]]["version"], place="Rute 9"))
    (result,) = lone.sync(put("trial", record=made["id"], base=base, place="Rute 1"))
    assert result["status"] == "conflict"
    assert [one["kept"] for one in result["conflicts"]] == ["Rute 9"]


def test_no_era_is_given_out_twice_when_the_database_is_gone_too(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    mette, lone, musa = town.phone("Mette"), town.phone("Lone"), town.phone("Musa")
    backup.backup(settings, tmp_path / "nightly")
    made = put("trial", unit=town.units["Nord"], title="Siden")
    restored(town, settings, tmp_path / "nightly")
    mette.sync(made)
    for number in range(4):
        mette.sync(put("trial", record=made["id"], base=99_000_000, place=f"Rute {number}"))
    lone.sync()
    base = lone.records[made["id"]]["version"]
    _lose(town, settings)
    backup.restore(settings, tmp_path / "nightly")
    _is_no_base_any_more(mette, musa, lone, made, base)
    assert lone.records[made["id"]]["version"] > base


def test_versions_are_lifted_by_a_million_where_what_is_replaced_is_known(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    mette = town.phone("Mette")
    made = mette.make("trial", unit=town.units["Nord"], title="Før")
    before = _fresh(town).records[made]["version"]
    backup.backup(settings, tmp_path / "nightly")
    for times in (1, 2):
        restored(town, settings, tmp_path / "nightly")
        assert _fresh(town).records[made]["version"] == before + times * LIFT


def _lose(town: Town, settings: config.Settings) -> None:
    """The machine's disk is gone, and the database with it."""
    with town.app.app_context():
        db.engine.dispose()
    if settings.is_sqlite:
        for one in settings.data.glob("*.db*"):
            one.unlink()
        return
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        connection.commit()
    engine.dispose()


@pytest.mark.parametrize("year", [1970, 2016, 2400, 9999])
def test_a_wrong_clock_lifts_no_less_and_no_further_than_can_be_counted(
    town: Town, settings: config.Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    backup.backup(settings, tmp_path / "nightly")
    versions = [0]
    for now in (clock.now(), datetime(year, 1, 1, tzinfo=UTC), clock.now()):
        with monkeypatch.context() as at_restore:
            at_restore.setattr(clock, "now", lambda now=now: now)
            restored(town, settings, tmp_path / "nightly")
        lone = town.phone("Lone")
        made = lone.make("trial", unit=town.units["Nord"], title="Siden")
        lone.cursor = None
        lone.sync()
        versions.append(lone.records[made]["version"])
    assert versions == sorted(set(versions))
    assert all(one % LIFT == 1 and one < 2**53 for one in versions[1:])


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


def test_what_colleagues_did_to_a_record_made_since_the_backup_is_done_again_without_a_conflict(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    mette, musa, lone = (town.phone(name) for name in ("Mette", "Musa", "Lone"))
    mette.sync()
    backup.backup(settings, tmp_path / "nightly")
    made, wrong = (put("trial", unit=town.units["Nord"], title=title) for title in ("Kaffe", "Forkert"))
    mette.sync(made, wrong)
    musa.sync(), lone.sync()
    edit, gone = put("trial", record=made["id"], base=1, title="Kaffe på kajen"), delete("trial", wrong["id"], 1)
    second = put("trial", record=made["id"], base=1, title="Kaffe ved bådene")
    told = [musa.sync(edit), lone.sync(gone, second)]
    assert [[one["status"] for one in results] for results in told] == [["applied"], ["applied", "conflict"]]
    restored(town, settings, tmp_path / "nightly")
    mette.sync(made, wrong)
    told = [musa.sync(edit), lone.sync(gone, second)]
    assert [[one["status"] for one in results] for results in told] == [["applied"], ["applied", "conflict"]], "as it was before"
    other = town.phone("Musa")
    other.sync()
    assert other.records[made["id"]]["fields"]["title"] == "Kaffe på kajen"
    assert wrong["id"] not in other.records
