"""A server that runs short of disk or is stormed says so, loses nothing, and says when to come back."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from proev import config, space
from proev.db import db
from proev.ids import new_id
from proev.problems import Problem
from proev.routes.crowd import LATEST, SENDING_A_PLACE, SOONEST, WAITING_A_PLACE, Crowd
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.support.raw import Wire
from tests.support.town import Town, put

MORE_THAN_ANY_DISK = 100_000_000


def keep_free(app: Flask, **limits: int) -> None:
    """Let the server believe that so many MiB must stay free."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **limits)


def test_notes_are_taken_when_there_is_room_for_text_only(town: Town) -> None:
    keep_free(town.app, free_attachments=MORE_THAN_ANY_DISK)
    mette = town.phone("Mette")
    mette.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    assert mette.client.get("/ready").json == {"status": "ready", "room": "text"}


def test_full_server_takes_nothing_and_still_gives_out(town: Town) -> None:
    musa, mette = town.phone("Musa"), town.phone("Mette")
    musa.make("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    kept = town.app.config["SETTINGS"]
    keep_free(town.app, free_text=MORE_THAN_ANY_DISK)
    note = put("trial", unit=town.units["Nord"], title="Må vente")
    answer = mette.post(note)
    assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
    assert int(answer.headers["Retry-After"]) > 0
    file = {"proev_queue": 1, "entries": []}
    answer = mette.client.post("/api/v1/held/carry-in", json=file, headers={"X-Proev": "1"})
    assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
    mette.sync()
    assert [one["fields"]["title"] for one in mette.of_type("trial")] == ["Kaffe på kajen"]
    town.app.config["SETTINGS"] = kept
    assert [one["status"] for one in mette.sync(note)] == ["applied"]


@pytest.mark.parametrize(
    ("attachments", "text", "expected"),
    [(0, 0, "all"), (MORE_THAN_ANY_DISK, 0, "text"), (MORE_THAN_ANY_DISK, MORE_THAN_ANY_DISK, "nothing")],
)
def test_room_is_what_the_disk_says(settings: config.Settings, attachments: int, text: int, expected: str) -> None:
    assert space.room(settings.data / "not there yet", attachments, text) == expected


def test_who_finds_no_place_is_told_when_to_come_back() -> None:
    crowd = Crowd(places=2)
    inside, outside, go = threading.Barrier(3), [], threading.Event()

    def stay() -> None:
        with crowd.place():
            inside.wait(10)
            go.wait(10)

    def wait() -> None:
        with crowd.place():
            outside.append("served")

    staying = [threading.Thread(target=stay) for _ in range(2)]
    for one in staying:
        one.start()
    inside.wait(10)
    waiting = [threading.Thread(target=wait) for _ in range(2 * WAITING_A_PLACE)]
    for one in waiting:
        one.start()
    while crowd._waiting < len(waiting):
        pass
    with pytest.raises(Problem) as refused, crowd.place():
        pass
    assert refused.value.code == "unavailable"
    assert SOONEST <= (refused.value.retry_after or 0) <= LATEST
    go.set()
    for one in [*staying, *waiting]:
        one.join(10)
    assert outside == ["served"] * len(waiting), "who waited was served"


def test_place_is_free_again_after_an_error() -> None:
    crowd = Crowd(places=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), crowd.place():
            raise ZeroDivisionError
    with crowd.place():
        pass


def test_stormed_server_answers_503_with_retry_after(town: Town) -> None:
    mette = town.phone("Mette")
    crowd: Crowd = town.app.extensions["proev_crowd"]
    crowd._waiting = crowd.places * WAITING_A_PLACE
    answer = mette.post(put("trial", unit=town.units["Nord"], title="Må vente"))
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= SOONEST
    crowd._waiting = 0
    assert mette.post().status_code == 200


def test_who_finds_no_room_to_send_is_told_too() -> None:
    crowd = Crowd(places=1)
    with contextlib.ExitStack() as sending:
        for _ in range(SENDING_A_PLACE):
            sending.enter_context(crowd.door())
        with pytest.raises(Problem) as refused, crowd.door():
            pass
        assert refused.value.code == "unavailable"
        with crowd.place():
            pass  # nobody who sends has taken a place
    with crowd.door():
        pass


def test_phones_that_send_slowly_keep_nobody_out(town: Town) -> None:
    wire = Wire(town)
    told = {"device": new_id(), "author": wire.phone.user, "schema": 1, "cursor": None, "mutations": []}
    with contextlib.ExitStack() as lines, contextlib.closing(wire):
        for _ in range(town.app.config["SETTINGS"].threads * 3):
            lines.enter_context(wire.sync_that_stands_still())
        assert [wire.sync(told)[0] for _ in range(3)] == [200, 200, 200]


@contextlib.contextmanager
def closed_to_all(town: Town, url: str) -> Iterator[None]:
    """For the block PostgreSQL accepts no connection to the database, and has ended those that there were."""
    elsewhere = make_url(url).set(database="postgres")
    name = make_url(url).database
    with create_engine(elsewhere, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as operator:
        operator.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        with town.app.app_context():
            db.engine.dispose()
        try:
            yield
        finally:
            operator.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))


def test_database_that_another_process_holds_is_busy_and_no_fault_of_what_is_sent(town: Town, settings: config.Settings) -> None:
    """On SQLite another process writes for longer than is waited for, as a restore of a large database does; PostgreSQL has
    lets nobody in."""
    mette = town.phone("Mette")
    mette.sync()
    note = put("trial", unit=town.units["Nord"], title="Kaffe på kajen")
    with contextlib.ExitStack() as stack:
        if settings.is_sqlite:
            other = stack.enter_context(contextlib.closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))))
            other.isolation_level = None
            other.execute("BEGIN IMMEDIATE")
        else:
            stack.enter_context(closed_to_all(town, settings.database_url))
        answer = mette.post(note)
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert [one["status"] for one in mette.sync(note)] == ["applied"]


def test_statement_that_postgresql_cannot_do_is_an_error_and_not_a_busy_server(app: Flask) -> None:
    """Sent again it is one again: a phone must look for what is to blame, and not wait with everything."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            failing = "SELECT * FROM nowhere"
        else:
            failing = "SET LOCAL statement_timeout = 1; SELECT pg_sleep(5)"

        @app.get("/failing")
        def _failing() -> str:
            with db.engine.begin() as connection:
                connection.exec_driver_sql(failing)
            return ""

    answer = app.test_client().get("/failing")
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
