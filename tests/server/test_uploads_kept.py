"""Attachments over a restore and over tidying: nothing is lost, and nothing is told to be there that is not."""

from __future__ import annotations

import os
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from proev import attachments, backup, clock, config
from proev.attachments import files
from proev.attachments.tables import Attachment
from proev.db import db, reading, writing
from proev.journal import Record
from sqlalchemy import select, update

from tests.support.permissions import Ground
from tests.support.town import Town
from tests.support.uploads import Sending, photo, sound


def restored(town: Town, settings: config.Settings, file: Path) -> backup.Restored:
    """Restore, as the command does beside a running server."""
    with town.app.app_context():
        db.engine.dispose()
    return backup.restore(settings, file)


def test_attachments_come_back_from_the_backup(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    on = Ground(town)
    note, picture = Sending(on.phones["Mette"], sound()), Sending(on.phones["Mette"], photo(), "photo", "image/jpeg")
    note.finish(), picture.finish()
    on.made("observation", trial=on.trial(), attachments=[note.id, picture.id])
    kept = picture.fetch().data
    backup.backup(settings, tmp_path / "nightly")
    assert (tmp_path / "nightly").stat().st_mode & 0o777 == 0o600
    shutil.rmtree(settings.data / "attachments")
    assert restored(town, settings, tmp_path / "nightly").attachments == 2
    assert (note.fetch(on.phones["Lone"]).data, picture.fetch(on.phones["Lone"]).data) == (note.content, kept)
    assert restored(town, settings, tmp_path / "nightly").attachments == 0, "what is there stays as it is"


def test_phone_brings_back_what_no_backup_has(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.finish()
    backup.backup(settings, tmp_path / "nightly")
    later = Sending(note.phone, sound(seed=2))
    later.finish()
    shutil.rmtree(settings.data / "attachments")
    restored(town, settings, tmp_path / "nightly")
    shutil.rmtree(settings.data / "attachments")
    # The database knows of the first; the disk has neither, and that is what is told.
    assert (note.fetch().status_code, note.offset(), later.ask().status_code) == (404, 0, 404)
    for one in (note, later):
        assert one.finish().status_code == 204
        assert one.fetch().data == one.content


def test_file_that_is_still_there_is_not_sent_again_after_a_restore(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    note = Sending(town.phone("Mette"), sound())
    backup.backup(settings, tmp_path / "empty")
    note.finish()
    restored(town, settings, tmp_path / "empty")
    assert note.fetch().status_code == 404
    assert note.announce().headers["Upload-Offset"] == str(len(note.content))
    assert note.fetch().data == note.content


@pytest.mark.parametrize("cut", [10_240, 30_720, -10_240, -1])
def test_archive_that_is_cut_off_changes_nothing(town: Town, settings: config.Settings, tmp_path: Path, cut: int) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.finish()
    backup.backup(settings, tmp_path / "nightly")
    whole = (tmp_path / "nightly").read_bytes()
    (tmp_path / "cut").write_bytes(whole[:cut])
    with pytest.raises(backup.Refused, match="damaged"):
        restored(town, settings, tmp_path / "cut")
    assert note.fetch().status_code == 200


def test_archive_puts_files_nowhere_else(town: Town, settings: config.Settings, tmp_path: Path) -> None:
    Sending(town.phone("Mette"), sound()).finish()
    backup.backup(settings, tmp_path / "nightly")
    with tarfile.open(tmp_path / "nightly", "a") as packed:
        for name in ("../outside", "attachments/../../outside", "secret.key"):
            packed.add(__file__, name)
    key = (settings.data / "secret.key").read_bytes()
    restored(town, settings, tmp_path / "nightly")
    assert not (tmp_path / "outside").exists() and (settings.data / "secret.key").read_bytes() == key


def tidied(town: Town, days: int = 0) -> tuple[int, int]:
    """Tidy, so many days from now: how many unfinished uploads and how many files are gone."""
    with town.app.app_context():
        data, organisation = town.app.config["SETTINGS"].data, town.units["Kommunen"]
        done = attachments.tidy(data, organisation, clock.now() + timedelta(days=days))
    return done.unfinished, done.unseen


def test_upload_that_nothing_comes_of_is_given_up_after_60_days(town: Town) -> None:
    note, done = Sending(town.phone("Mette"), sound()), Sending(town.phone("Mette"), sound(seed=2))
    note.announce(), note.send(0, 1000), done.finish()
    assert tidied(town, 59) == (0, 0)
    assert note.offset() == 1000
    assert tidied(town, 61) == (1, 0)
    assert (note.offset(), done.fetch().status_code) == (0, 200), "the record of what is finished may still come"
    assert note.finish().status_code == 204, "and the phone may come after all"


def test_file_goes_when_all_that_named_it_has_been_deleted_for_30_days(town: Town) -> None:
    on = Ground(town)
    gone, kept = (Sending(on.phones["Mette"], sound(seed=n)) for n in (1, 2))
    gone.finish(), kept.finish()
    first = on.made("observation", trial=on.trial(), attachments=[gone.id, kept.id])
    on.made("observation", trial=on.trial(), attachments=[kept.id])
    assert tidied(town, 1000) == (0, 0)
    with town.app.app_context(), writing() as session:  # nothing deletes observations yet
        session.execute(update(Record).where(Record.id == first).values(deleted=True, fields="{}", received_at=clock.now()))
    assert (gone.fetch().status_code, kept.fetch(on.phones["Lone"]).status_code) == (404, 200)
    assert tidied(town, 29) == (0, 0)
    assert tidied(town, 31) == (0, 1)
    with town.app.app_context(), reading() as session:
        assert list(session.scalars(select(Attachment.id))) == [kept.id]
    assert not place_of(town, gone).whole.exists() and place_of(town, kept).whole.exists()


def place_of(town: Town, one: Sending) -> files.Place:
    """Where its bytes lie."""
    return files.Place(files.home(town.app.config["SETTINGS"].data, town.units["Kommunen"]), one.id, one.sha256)


def test_nobody_else_on_the_machine_reads_the_files(town: Town) -> None:
    note = Sending(town.phone("Mette"), sound())
    note.finish()
    whole = place_of(town, note).whole
    assert (whole.stat().st_mode & 0o777, whole.parents[2].stat().st_mode & 0o077) == (0o600, 0)
    assert os.listdir(place_of(town, note).half.parent) == []
