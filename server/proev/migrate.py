"""Bringing a database to the newest schema, and saying whether it is there."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

VERSIONS = Path(__file__).parent / "migrations" / "versions"

LOCK = 7_040_719
"""The advisory lock that lets one process at a time migrate a PostgreSQL database."""


class Newer(Exception):
    """The database is at a revision that this version of Prøv does not know; the message is one sentence."""

    def __init__(self, found: str) -> None:
        super().__init__(f"it is of a newer version of Prøv (schema {found}; this version knows {newest()}): update Prøv.")


def refuse_newer(found: str | None) -> None:
    """Raises `Newer` for a revision past our own: nothing here can be done to what a newer version has made."""
    if found is not None and found > newest():
        raise Newer(found)


def configured(connection: Connection | None = None) -> Any:
    """Alembic's configuration for our migrations. Alembic is imported only where there is something to migrate: without it
    a start is a quarter shorter."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["connection"] = connection
    return config


def _to(connection: Connection, target: str) -> None:
    from alembic import command

    command.upgrade(configured(connection), target)


def newest() -> str:
    """The revision that this version of Prøv works with: the migrations are numbered, one after the other."""
    return max(path.stem.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def revision(engine: Engine) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def revision_of(url: str) -> str | None:
    """The revision of the database at a URL; None when it is empty or, on SQLite, not there yet."""
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return None
    engine = create_engine(url, poolclass=NullPool)
    try:
        return revision(engine)
    finally:
        engine.dispose()


def upgrade(url: str, target: str = "head", keep_copy: bool = True) -> None:
    """Bring the database to `target`. A SQLite file that holds data is copied beside itself first, unless it is one already.
    Raises `Newer`; nothing is touched or copied then."""
    if url.startswith("sqlite"):
        _upgrade_sqlite(url, target, keep_copy)
        return
    engine = create_engine(url, poolclass=NullPool)
    now = revision(engine)
    refuse_newer(now)
    if now == (newest() if target == "head" else target):
        engine.dispose()
        return
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        connection.commit()
        try:
            _to(connection, target)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
            connection.commit()
    engine.dispose()


def _upgrade_sqlite(url: str, target: str, keep_copy: bool) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    event.listen(engine, "connect", _open_for_migration)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    is_there = path.exists() and path.stat().st_size > 0
    now = revision(engine) if is_there else None
    refuse_newer(now)
    if now == (newest() if target == "head" else target):
        return
    if keep_copy and is_there and now is not None:
        _copy(path, path.with_name(f"{path.name}.before-{now}-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
    with engine.connect() as connection:
        _to(connection, target)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"after the migration {len(broken)} rows point at nothing; the copy beside the file is untouched")
        connection.commit()
    engine.dispose()


def _open_for_migration(connection: Any, _record: Any) -> None:
    """Transactions are ours to begin: the driver begins none before it changes a table, and a migration that was cut off in
    the middle could then not be done again. Foreign keys are off, because a table that is made anew is dropped first."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _copy(source: Path, target: Path) -> None:
    """SQLite's own online backup: right even while somebody writes."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    new.close()
    old.close()
