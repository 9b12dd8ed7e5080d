"""Backing up and restoring: all that people have written and sent in one file, and a restore that phones notice.

The file is the database's own copy; when there are attachments it is an archive (tar) with that copy and every finished
file. A restore replaces the database and adds the files that are missing; it takes none away.

A restore renews the epoch, so that every phone sends what it has kept from the last 30 days again, and lifts every
record's version, so that no edit made before can pass for one of a newer version (see sync's contract).
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from . import access_kept, clock, migrate
from .access_kept import Access
from .attachments import copies
from .attachments.files import to_disk
from .config import Settings
from .values import LAST_SECOND, LIFT

REVISION = re.compile(rb"^COPY public\.alembic_version .*;\n(\w+)\n", re.MULTILINE)
"""Which schema a PostgreSQL dump's script brings."""
LIFTED = f"coalesce(max(version), 0) / {LIFT} * {LIFT}"
"""SQL over the records: how far this database's versions have been lifted."""

DATABASE = "database"
"""What the copy of the database is called in an archive."""
ACCOUNT_IS = "account: "
"""How the script of a restore begins the lines that say which accounts the backup has."""
SQLITE, POSTGRESQL = b"SQLite format 3\0", b"PGDMP"


class Refused(Exception):
    """It cannot be done; the message is a sentence for the command line."""


def backup(settings: Settings, target: Path, with_attachments: bool = True) -> None:
    """Write the database, and the attachments, to `target` while they are in use: one state of the database and all the
    files that it had then, whole or not at all. Raises `Refused`."""
    if target.exists():
        raise Refused(f"{target} is there already. Choose another name.")
    if not os.access(target.absolute().parent, os.W_OK):
        raise Refused(f"cannot write in {target.absolute().parent}.")
    half = target.with_name(f".{target.name}.half")
    try:
        if settings.is_sqlite:
            _copy(_file_of(settings), half)
        else:
            _run("pg_dump", settings, "--format=custom", "--no-owner", f"--file={half}", "--dbname")
        if with_attachments and copies.any_finished(settings.data):
            _pack(settings, half)
        half.chmod(0o600)
        to_disk(half)
        half.rename(target)
        to_disk(target.parent)
    except OSError as error:
        raise Refused(f"cannot write {target}: {error.strerror}.") from None
    finally:
        half.unlink(missing_ok=True)


def _pack(settings: Settings, half: Path) -> None:
    """Make the copy of the database an archive with the attachments."""
    archive = half.with_name(f"{half.name}.tar")
    try:
        with _private(archive) as file, tarfile.open(fileobj=file, mode="w") as packed:
            packed.add(half, DATABASE)
            copies.pack(settings.data, packed)
        archive.rename(half)
    finally:
        archive.unlink(missing_ok=True)


@dataclass(frozen=True)
class Restored:
    """The file in which what was there before is kept (None: nothing was), what is otherwise than it was in who may
    get in, a sentence each, and how many attachments were missing and came back."""

    kept: Path | None
    access: list[str]
    attachments: int = 0


def restore(settings: Settings, source: Path) -> Restored:
    """Put the database back to what `source` holds, with a new epoch, in one transaction, and add the attachments that are
    missing. Devices that were withdrawn and sign-ins that have ended since the backup stay so. The server may go on
    running. Raises `Refused`."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _is_archive(source):
        return _restore_database(settings, source, source)
    taken_out = settings.data / ".from-backup"
    try:
        with tarfile.open(source, "r:") as packed:
            _take_out(packed, source, taken_out)
            done = _restore_database(settings, taken_out, source)
            # Until a file is back, the server says that it has nothing of it: none is ever told to be there that is not.
            return replace(done, attachments=copies.unpack(settings.data, packed))
    finally:
        taken_out.unlink(missing_ok=True)


def _is_archive(source: Path) -> bool:
    try:
        with tarfile.open(source, "r:"):
            return True
    except tarfile.TarError:
        return False
    except OSError as error:
        raise Refused(f"cannot read {source}: {error.strerror}.") from None


def _take_out(packed: tarfile.TarFile, source: Path, target: Path) -> None:
    """Lay the archive's copy of the database in a file. Raises `Refused` when the archive does not go on to its end."""
    try:
        last, database = packed.getmembers()[-1], packed.extractfile(DATABASE)
        end = last.offset_data + last.size + 2 * tarfile.BLOCKSIZE
    except (tarfile.TarError, KeyError, IndexError, EOFError):
        database, end = None, 0
    size = source.stat().st_size
    if database is None or size < end or size % tarfile.RECORDSIZE:
        raise Refused(f"{source} is damaged, or not a backup made by `proev backup`. Nothing was changed.")
    with _private(target) as file:
        shutil.copyfileobj(database, file)


def _private(path: Path) -> IO[bytes]:
    """A new file that nobody else may read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _restore_database(settings: Settings, database: Path, source: Path) -> Restored:
    """`database` is the copy that `source`, which the sentences name, is or holds."""
    with database.open("rb") as file:
        head = file.read(16)
    if not head.startswith(SQLITE if settings.is_sqlite else POSTGRESQL):
        kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
        raise Refused(f"{source} is not a backup of a {kind} database made by `proev backup`.")
    kept, replaced = _keep_what_is_there(settings), _replaced(settings)
    before = access_kept.read(settings.database_url) if kept else None
    if not kept:
        _wait_for_a_new_second()
    put_back = _restore_sqlite if settings.is_sqlite else _restore_postgresql
    accounts = put_back(settings, database, replaced, before)
    told = access_kept.differences(before, access_kept.read(settings.database_url), accounts) if before else []
    return Restored(kept, told)


def _keep_what_is_there(settings: Settings) -> Path | None:
    if migrate.revision_of(settings.database_url) is None:
        return None
    kept = settings.data / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    backup(settings, kept, with_attachments=False)  # they stay where they are
    return kept


@dataclass(frozen=True)
class Replaced:
    """The database that a restore replaces: how far its versions are lifted, and whose they are; nobody's when it is gone."""

    era: int = 0
    organisations: tuple[str, ...] = ()


def _replaced(settings: Settings) -> Replaced:
    if migrate.revision_of(settings.database_url) is None:
        return Replaced()
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        era = int(connection.scalar(text(f"SELECT {LIFTED} FROM record")) or 0)
        return Replaced(era, tuple(connection.scalars(text("SELECT id FROM organisation"))))


def _wait_for_a_new_second() -> None:
    """What was there before is gone, and may have been restored in this very second: the era goes by the second then."""
    time.sleep(1 - clock.now().microsecond / 1_000_000)


def _renewal(replaced: Replaced, schema: str = "") -> list[str]:
    """What makes a restored database a new one. Its versions lie above those of the one that it replaces too: the same backup
    may be restored twice, and phones have written in between. Where that one is gone, or was never this organisation's, nobody
    knows how far it had been lifted; so the new era lies at least as far up as this second, and no two restores give the same
    one out, unless the clock has been set back between them. A wrong clock never lifts less than before."""
    known = ", ".join(f"'{one}'" for one in replaced.organisations) or "NULL"
    second = LIFT * min(int(clock.now().timestamp()), LAST_SECOND)
    least = f"CASE WHEN EXISTS (SELECT 1 FROM {schema}organisation WHERE id IN ({known})) THEN 0 ELSE {second} END"
    above = f"CASE WHEN {LIFTED} > {replaced.era} THEN {LIFTED} ELSE {replaced.era} END + {LIFT}"
    lift = f"SELECT CASE WHEN {above} > {least} THEN {above} ELSE {least} END - {LIFTED} FROM {schema}record"
    return [
        f"UPDATE {schema}installation SET epoch = '{uuid4()}'",
        f"UPDATE {schema}record SET version = version + ({lift})",
        # Every phone's mark is newer than the one in the backup; none of them is a copy for that.
        f"UPDATE {schema}device SET install = NULL",
    ]


def _restore_sqlite(settings: Settings, source: Path, replaced: Replaced, before: Access | None) -> list[str]:
    """Returns the ids of the accounts that the backup has."""
    # Everything is made ready in a copy; SQLite's online backup then brings it over as one transaction of the live file.
    ready = settings.data / ".restoring"
    ready.unlink(missing_ok=True)
    try:
        _copy(source, ready)
        _check(ready, source)
        _refuse_newer(source, migrate.revision_of(f"sqlite:///{ready}"))
        migrate.upgrade(f"sqlite:///{ready}", keep_copy=False)
        with closing(sqlite3.connect(ready)) as connection:
            accounts = [str(one) for (one,) in connection.execute("SELECT id FROM account")]
            for statement in [*_renewal(replaced), *(access_kept.carried_over(before, LIFT) if before else [])]:
                connection.execute(statement)
            connection.commit()
        _copy(ready, _file_of(settings))
        return accounts
    finally:
        for left in settings.data.glob(".restoring*"):
            left.unlink()


def _check(ready: Path, source: Path) -> None:
    try:
        with closing(sqlite3.connect(ready)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('record', 'installation')").fetchone()[0]
    except sqlite3.DatabaseError:
        sound, ours = False, 0
    if not sound or ours != 2:
        raise Refused(f"{source} is damaged, or not a backup made by `proev backup`. Nothing was changed.")


def _refuse_newer(source: Path, found: str | None) -> None:
    try:
        migrate.refuse_newer(found)
    except migrate.Newer as newer:
        raise Refused(f"cannot restore {source}: {newer} Nothing was changed.") from None


def _restore_postgresql(settings: Settings, source: Path, replaced: Replaced, before: Access | None) -> list[str]:
    """Returns the ids of the accounts that the backup has."""
    # One script in one transaction: what the backup holds and the new epoch come together or not at all. The schema is
    # emptied first: an older backup does not know of the tables that have come since, and they would stand in its way.
    script = subprocess.run(
        [_tool("pg_restore"), "--no-owner", "--schema=public", "--file=-", source], capture_output=True, check=False
    )
    if script.returncode:
        raise Refused(f"{source} is damaged, or not a backup made by `proev backup`. Nothing was changed.")
    found = REVISION.search(script.stdout)
    _refuse_newer(source, found and found[1].decode())
    *always, marks = _renewal(replaced, "public.")
    always += access_kept.carried_over(before, LIFT, "public.") if before else []
    which = f"COPY (SELECT '{ACCOUNT_IS}' || id FROM public.account) TO STDOUT;\n"
    # A backup from before the marks has no column for them.
    renewal = "".join(f"{statement};\n" for statement in always) + (
        "DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'device' "
        f"AND column_name = 'install') THEN {marks}; END IF; END $$;\n"
    )
    emptied = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
    quiet = ("--single-transaction", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname")
    said = _run("psql", settings, *quiet, stdin=emptied + script.stdout + f"\n{which}{renewal}".encode())
    migrate.upgrade(settings.database_url)
    return [one.removeprefix(ACCOUNT_IS) for one in said.splitlines() if one.startswith(ACCOUNT_IS)]


def _run(tool: str, settings: Settings, *arguments: str, stdin: bytes | None = None) -> str:
    """Run one of PostgreSQL's own programs on the database, and return what it says; the password goes by the environment,
    where no list of processes shows it."""
    url = make_url(settings.database_url).set(drivername="postgresql")
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    plain = url.set(password=None).render_as_string(hide_password=False)
    done = subprocess.run([_tool(tool), *arguments, plain], input=stdin, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise Refused(f"{tool} could not do it: {said[0] if said else 'no reason given'}")
    return done.stdout.decode(errors="replace")


def _tool(name: str) -> str:
    """PostgreSQL's program, the newest that is installed: an older one refuses a newer server."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4].split(".")[0]))
    found = str(places[-1]) if places else shutil.which(name)
    if not found:
        raise Refused(f"{name} is missing. Install PostgreSQL's client programs (Debian: postgresql-client).")
    return found


def _file_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online backup: one state of the source, also while somebody writes; one transaction of the target."""
    if not source.exists():
        raise Refused("There is no database yet. Run `proev init` first.")
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target, timeout=30)) as new:
        try:
            old.backup(new)
        except sqlite3.DatabaseError as error:
            raise Refused(f"{source} could not be copied: {error}.") from None
