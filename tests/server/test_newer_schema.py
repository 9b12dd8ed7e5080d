"""A database, or a backup, of a newer version of Prøv: said in a sentence, and nothing is touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from proev import backup, config, migrate
from proev.cli import main
from proev.db import db
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.server.test_backup import restored
from tests.support.town import Town


@contextmanager
def of_a_newer_version(town: Town, url: str) -> Iterator[None]:
    """For the block the database says that it is at a revision from after ours."""
    with town.app.app_context():
        db.engine.dispose()
    engine = create_engine(url, poolclass=NullPool)

    def be(revision: str) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :one").bindparams(one=revision))

    be("9999")
    try:
        yield
    finally:
        be(migrate.newest())


def test_older_version_says_so_and_copies_nothing(tmp_path: Path) -> None:
    settings = config.load({"PROEV_DATA": str(tmp_path / "data")})
    migrate.upgrade(settings.database_url)
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = CliRunner().invoke(main, ["init"], env={"PROEV_DATA": str(tmp_path / "data")})
    assert done.exit_code == 2
    assert "of a newer version of Prøv (schema 9999" in done.output
    assert [one.name for one in file.parent.iterdir() if ".before-" in one.name] == []


def test_backup_of_a_newer_version_is_not_restored_and_changes_nothing(
    town: Town, settings: config.Settings, tmp_path: Path
) -> None:
    mette = town.phone("Mette")
    with of_a_newer_version(town, settings.database_url):
        backup.backup(settings, tmp_path / "newer")
    since = mette.make("trial", unit=town.units["Nord"], title="Siden")
    with pytest.raises(backup.Refused, match="of a newer version of Prøv .* Nothing was changed"):
        restored(town, settings, tmp_path / "newer")
    assert migrate.revision_of(settings.database_url) == migrate.newest()
    other = town.phone("Musa")
    other.sync()
    assert since in other.records
