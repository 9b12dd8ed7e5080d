"""Writers and followers on one database: does a follower that goes by the cursor see every row that was committed?

`python -m tests.sim.commit_order --rows 100000` on PostgreSQL: 16 writers, 10 followers. The same is done with numbers
from a sequence, taken when a row is made and not when it is committed: that control must miss rows, or the trial is not
hard enough to say anything.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from proev import clock, config, create_app, migrate
from proev.db import db, writing
from proev.ids import new_id
from proev.journal import Organisation
from proev.sync import service
from sqlalchemy import select, text

from tests.support import postgres
from tests.support.town import ZONE, Town, put

BATCH = 50


@dataclass
class Told:
    """What came of it: rows written, and how many each follower did not get."""

    rows: int
    missed: list[int] = field(default_factory=list)
    seconds: float = 0.0


def follow(app: Flask, rows: int, writers: int = 16, followers: int = 10) -> Told:
    """Writers push notes through the real sync; followers pull by their cursors until they have met the last row."""
    town = Town(app)
    with app.app_context(), writing() as session:
        organisation = session.scalars(select(Organisation.id)).one()
    user, unit = town.users["Mette"], town.units["Nord"]
    written: set[str] = set()
    guard = threading.Lock()

    def write(number: int) -> None:
        device = new_id()
        for _ in range(rows // writers // BATCH):
            notes = [put("barrier", unit=unit, kind="time", text=f"{number}") for _ in range(BATCH)]
            asked = service.Request(device, user, None, str(cursor_of_nobody), 1, notes)
            results = json.loads(service.sync(organisation, asked, ZONE))["results"]
            assert all(one["status"] == "applied" for one in results)
            with guard:
                written.update(one["id"] for one in notes)

    def read(is_over: Callable[[], bool]) -> set[str]:
        found: set[str] = set()
        cursor = None
        device = new_id()
        while True:
            was_over = is_over()
            reply = json.loads(service.sync(organisation, service.Request(device, user, None, cursor, 1000, []), ZONE))
            found.update(one["id"] for one in reply["changes"])
            cursor = reply["cursor"]
            if was_over and not reply["more"]:
                return found

    with app.app_context():
        first = json.loads(service.sync(organisation, service.Request(new_id(), user, None, None, 1, []), ZONE))
        cursor_of_nobody = first["cursor"]
    found, seconds = _at_once(app, write, writers, read, followers)
    return Told(len(written), [len(written - one) for one in found], seconds)


def follow_a_sequence(app: Flask, rows: int, writers: int = 16, followers: int = 10) -> Told:
    """The control: numbers from a sequence, and followers that ask for what is above the last number seen."""
    with app.app_context(), writing() as session:
        session.execute(text("CREATE TABLE naive (id text PRIMARY KEY, seq bigserial)"))
    written: set[str] = set()
    guard = threading.Lock()

    def write(number: int) -> None:
        chance = random.Random(number)
        for _ in range(rows // writers // BATCH):
            ids = [new_id() for _ in range(BATCH)]
            with writing() as session:
                for one in ids:
                    session.execute(text("INSERT INTO naive (id) VALUES (:id)"), {"id": one})
                time.sleep(chance.random() / 200)  # a writer that has more to do before it commits
            with guard:
                written.update(ids)

    def read(is_over: Callable[[], bool]) -> set[str]:
        found: set[str] = set()
        last = 0
        while True:
            was_over = is_over()
            with db.engine.connect() as connection:
                news = connection.execute(text("SELECT id, seq FROM naive WHERE seq > :last ORDER BY seq"), {"last": last}).all()
            found.update(row.id for row in news)
            last = max([last, *(row.seq for row in news)])
            if was_over:
                return found

    found, seconds = _at_once(app, write, writers, read, followers)
    return Told(len(written), [len(written - one) for one in found], seconds)


def _at_once(
    app: Flask, write: Callable[[int], None], writers: int, read: Callable[[Callable[[], bool]], set[str]], followers: int
) -> tuple[list[set[str]], float]:
    over = threading.Event()
    found: list[set[str]] = []
    faults: list[BaseException] = []

    def within(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                with app.app_context():
                    work()
            except BaseException as fault:
                faults.append(fault)

        return run

    begun = time.monotonic()
    writing_threads = [threading.Thread(target=within(lambda number=number: write(number))) for number in range(writers)]  # type: ignore[misc]
    reading_threads = [threading.Thread(target=within(lambda: found.append(read(over.is_set)))) for _ in range(followers)]
    for one in [*reading_threads, *writing_threads]:
        one.start()
    for one in writing_threads:
        one.join()
    over.set()
    for one in reading_threads:
        one.join()
    if faults:
        raise faults[0]
    return found, time.monotonic() - begun


def main() -> int:
    """Run both on a PostgreSQL server of their own; returns 1 when a row was missed, or the control missed none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as home, postgres.running() as server:
        settings = config.load(
            {"PROEV_DATA": f"{home}/data", "PROEV_DATABASE_URL": postgres.new_database(server), "PROEV_THREADS": "26"}
        )
        migrate.upgrade(settings.database_url)
        app = create_app(settings)
        real, naive = follow(app, rows), follow_a_sequence(app, rows)
    print(f"by the cursor: {real.rows} rows in {real.seconds:.0f} s, missed by the 10 followers: {real.missed}")
    print(f"by a sequence: {naive.rows} rows in {naive.seconds:.0f} s, missed by the 10 followers: {naive.missed}")
    print(f"at {clock.wire(clock.now())}")
    return 0 if not any(real.missed) and any(naive.missed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
