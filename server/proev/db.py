"""The database: one engine recipe for SQLite and PostgreSQL, and one way to write.

SQLite is opened with the write lock taken at the beginning (BEGIN IMMEDIATE) by writers and a plain BEGIN by readers:
with the driver's default, read-modify-write from several threads loses updates. One process serves a SQLite database
and lets one writer in at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session

_one_writer = threading.Lock()
Done = TypeVar("Done")
TRIES = 8
RETRIED = {"40001", "40P01", "23505"}
"""PostgreSQL's serialization failure, deadlock and unique violation: another writer was first; do the whole again."""


class Base(DeclarativeBase):
    """The metadata that the migrations are compared with."""


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:

    class Model(DeclarativeBase):
        """What every table class is made from."""

else:
    Model = db.Model


def prepare(engine: Engine) -> None:
    """Give an engine the recipe of its database."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing() -> Iterator[Session]:
    """One writing transaction in a session of its own: committed at the end of the block, rolled back on any error."""
    engine = db.engine
    if engine.dialect.name == "sqlite":
        with _one_writer, Session(engine.execution_options(writes=True)) as session, session.begin():
            yield session
    else:
        with Session(engine) as session, session.begin():
            yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one unchanging state of the database and writes nothing."""
    engine = db.engine
    if engine.dialect.name != "sqlite":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with Session(engine) as session:
        yield session


def written(attempt: Callable[[Session], Done]) -> Done:
    """What `attempt` makes of a writing transaction; it is done again from the start when another writer was first."""
    for tried in range(TRIES):
        try:
            with writing() as session:
                return attempt(session)
        except Exception as error:
            if tried + 1 == TRIES or not another_was_first(error):
                raise
    raise AssertionError("the loop returns or raises")


class Overtaken(Exception):
    """What a transaction read was changed by another one before it could write."""


def another_was_first(error: BaseException) -> bool:
    """True when a transaction lost a race and doing it again from the start is the cure."""
    if isinstance(error, Overtaken):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) in RETRIED
