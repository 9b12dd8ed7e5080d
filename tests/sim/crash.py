"""Crash points: the server killed, or told that the disk is full or broken, at every single write and flush of a push, an
upload, a restore and a migration of a SQLite database.

`python -m tests.sim.crash [--every N] [push upload restore migration control]`
counts the system calls of each piece of work and then does the work once for
each call and each fault, in a process that strace lets fail at just that call. After every one: the database is sound,
what was acknowledged is there, what was not is there whole or not at all, and doing the work again completes it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from argon2 import PasswordHasher
from proev import backup, config, create_app, migrate
from proev.accounts import sign_ins
from proev.attachments import contents, files
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.support.town import Town, put
from tests.support.uploads import Sending, photo, sound

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "mkdir")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
BATCHES, EACH = 4, 12
PIECE = 12_000


class NotTraceable(RuntimeError):
    """This machine lets nobody trace a process."""


@dataclass(frozen=True)
class Point:
    """One fault at one system call of one piece of work."""

    work: str
    call: str
    number: int
    fault: str


class Bench:
    """The beginnings of all pieces of work, made once; each run gets a copy."""

    def __init__(self, home: Path) -> None:
        sign_ins.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.home = home
        settings = config.load({"PROEV_DATA": str(home / "live")})
        self.settings = settings
        self.file = Path(settings.database_url.removeprefix("sqlite:///"))
        migrate.upgrade(settings.database_url)
        self.app = create_app(settings)
        self.town = Town(self.app)
        self.phone = self.town.phone("Mette")
        unit = self.town.units["Nord"]
        self.phone.sync(*[put("barrier", unit=unit, kind="time", text=f"før {n}") for n in range(20)])
        backup.backup(settings, home / "yesterday")
        self.phone.sync(*[put("barrier", unit=unit, kind="time", text=f"siden {n}") for n in range(20)])
        backup.backup(settings, home / "beginning")
        self.batches = [
            [put("barrier", unit=unit, kind="time", text=f"{batch} {n}") for n in range(EACH)] for batch in range(BATCHES)
        ]
        self.sendings = [
            Sending(self.phone, photo((400, 300), quality=95), "photo", "image/jpeg"), Sending(self.phone, sound(90_000)),
        ]  # fmt: skip
        shutil.copy(home / "beginning", home / "old")
        self._set_back(home / "old")

    def _set_back(self, path: Path) -> None:
        """The same database as an older version would have left it."""
        engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        with engine.connect() as connection:
            command.downgrade(migrate.configured(connection), "0001")
            connection.commit()
        engine.dispose()

    def prepare(self, work: str) -> None:
        """Lay out the beginning of a piece of work."""
        for path in self.file.parent.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copy(self.home / ("old" if work == "migration" else "beginning"), self.file)

    def do(self, work: str, acknowledge: Callable[[str], object]) -> None:
        """The piece of work itself."""
        if work == "restore":
            backup.restore(self.settings, self.home / "yesterday")
            acknowledge("restored")
        elif work == "migration":
            migrate.upgrade(self.settings.database_url)
            acknowledge("migrated")
        elif work == "upload":
            for number, one in enumerate(self.sendings):
                self._upload(one, lambda offset, at=number: acknowledge(f"{at}:{offset}"))  # type: ignore[misc]
        else:
            for number, batch in enumerate(self.batches):
                if work == "control":  # broken on purpose: acknowledges what is not committed yet
                    acknowledge(str(number))
                answer = self.phone.post(*batch)
                if answer.status_code == 200:
                    acknowledge(str(number))

    @staticmethod
    def _upload(one: Sending, acknowledge: Callable[[int], object]) -> None:
        """Send a file in pieces, as far as the server lets it."""
        answer = one.announce()
        while answer.status_code in (201, 204):
            offset = int(answer.headers["Upload-Offset"])
            acknowledge(offset)
            if offset == len(one.content):
                return
            answer = one.send(offset, offset + PIECE)

    def wrong(self, work: str, acknowledged: list[str]) -> str | None:
        """What is wrong after a run, if anything."""
        if work == "upload":
            return self._wrong_upload(acknowledged)
        try:
            with closing(sqlite3.connect(self.file)) as connection:
                if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    return "the database is damaged"
                fault = self._wrong_inside(connection, work, acknowledged)
            if fault:
                return fault
            self.do(work, lambda _: None)
            with closing(sqlite3.connect(self.file)) as connection:
                everything = [str(number) for number in range(BATCHES)] if work in ("push", "control") else ["again"]
                fault = self._wrong_inside(connection, work, everything)
                return f"after the second try: {fault}" if fault else None
        except Exception as error:
            return f"it cannot be done again: {error!r}"

    def _wrong_upload(self, acknowledged: list[str]) -> str | None:
        try:
            for number, one in enumerate(self.sendings):
                length = len(one.content)
                had = one.fetch()
                if f"{number}:{length}" in acknowledged and had.status_code != 200:
                    return f"file {number} was acknowledged and is not there"
                if had.status_code == 200 and one.offset() != length:
                    return f"file {number} is given out and called unfinished"
                told: list[int] = []
                self._upload(one, told.append)
                if not told or told[-1] != length:
                    return f"file {number} cannot be sent again: {told}"
                got = one.fetch().data
                if got != (contents.to_keep("photo", one.mime, one.content) if one.kind == "photo" else one.content):
                    return f"file {number} is not what was sent"
            left = list(files.home(self.settings.data, self.town.units["Kommunen"]).glob("half/*"))
            return f"left behind: {left}" if left else None
        except Exception as error:
            return f"it cannot be done again: {error!r}"

    def _wrong_inside(self, connection: sqlite3.Connection, work: str, acknowledged: list[str]) -> str | None:
        def count(query: str) -> Any:
            return connection.execute(query).fetchone()[0]

        texts = [row[0] for row in connection.execute("SELECT fields FROM record WHERE type = 'barrier'")]
        before = sum("før" in text for text in texts)
        since = sum("siden" in text for text in texts)
        lifted = count("SELECT count(*) FROM record WHERE version > 1000000")
        if before != 20:
            return f"{20 - before} old records are gone"
        if work == "migration":
            is_new = count("SELECT version_num FROM alembic_version") == migrate.newest()
            if acknowledged and not is_new:
                return "called migrated, and is not"
            return None if since == 20 else "records are gone"
        if work == "restore":
            is_restored = since == 0 and lifted == len(texts) + count("SELECT count(*) FROM record WHERE type != 'barrier'")
            is_untouched = since == 20 and lifted == 0
            if acknowledged and not is_restored:
                return "called restored, and is not"
            return None if is_restored or is_untouched else f"half restored: {since} newer records, {lifted} lifted"
        for number, batch in enumerate(self.batches):
            ids = ", ".join(f"'{one['id']}'" for one in batch)
            records = count(f"SELECT count(*) FROM record WHERE id IN ({ids})")
            results = count(f"SELECT count(*) FROM mutation WHERE id IN ({ids})")
            rows = count(f"SELECT count(*) FROM barrier WHERE id IN ({ids})")
            if not records == results == rows or records not in (0, EACH):
                return f"batch {number} is there in part: {records} records, {results} results, {rows} rows"
            if str(number) in acknowledged and records != EACH:
                return f"batch {number} was acknowledged and is not there"
        return None

    def run(self, work: str, inject: str | None, log: Path) -> list[str]:
        """Do the work in a child under strace; returns what it acknowledged before it ended."""
        self.prepare(work)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            self._live(work, write)
        os.close(write)
        os.waitpid(child, os.WUNTRACED)
        told = ["strace", "-f", "-qq", "-p", str(child), "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
        if inject:
            told += ["-e", f"inject={inject}"]
        with subprocess.Popen(told, stderr=subprocess.PIPE, text=True) as tracer:
            self._await_tracer(child, tracer)
            os.kill(child, signal.SIGCONT)
            os.waitpid(child, 0)
        with os.fdopen(read) as said:
            return said.read().split()

    def _live(self, work: str, write: int) -> None:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            self.do(work, lambda said: os.write(write, f"{said}\n".encode()))
        finally:
            os._exit(0)

    @staticmethod
    def _await_tracer(child: int, tracer: subprocess.Popen[str]) -> None:
        while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
            if tracer.poll() is not None:
                os.kill(child, signal.SIGKILL)
                raise NotTraceable(tracer.stderr.read() if tracer.stderr else "")
            time.sleep(0.001)

    def points(self, work: str) -> list[Point]:
        """Every call that the work makes, with every fault."""
        log = self.home / "strace"
        self.run(work, None, log)
        lines = log.read_text().splitlines()
        found = []
        for call in CALLS:
            calls = sum(f" {call}(" in line for line in lines)
            found += [Point(work, call, number, fault) for number in range(1, calls + 1) for fault in FAULTS]
        return found

    def try_point(self, point: Point) -> str | None:
        """What is wrong after a fault at one point, if anything."""
        inject = f"{point.call}:{point.fault}:when={point.number}"
        acknowledged = self.run(point.work, inject, Path(os.devnull))
        return self.wrong(point.work, acknowledged)


def try_all(works: tuple[str, ...], every: int = 1, home: Path | None = None) -> Iterator[tuple[Point, str | None]]:
    """Each point (or each `every`-th) with what is wrong after it."""
    with tempfile.TemporaryDirectory(dir=home) as folder:
        bench = Bench(Path(folder))
        for work in works:
            for point in itertools.islice(bench.points(work), every // 2, None, every):
                yield point, bench.try_point(point)


WORKS = ("push", "upload", "restore", "migration", "control")


def main() -> int:
    """Try the points; returns 1 when something was wrong, or nothing was with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works", nargs="*", help=f"of {', '.join(WORKS)}; all of them when none is named")
    parser.add_argument("--every", type=int, default=1, help="try each N-th point only")
    asked = parser.parse_args()
    bad = 0
    for work in asked.works or WORKS:
        tried = [(point, wrong) for point, wrong in try_all((work,), asked.every)]
        faults = [(point, wrong) for point, wrong in tried if wrong]
        print(f"{work}: {len(tried)} points, wrong after {len(faults)}", flush=True)
        for point, wrong in faults[: 3 if work == "control" else 20]:
            print(f"  {point.call} {point.number} {point.fault}: {wrong}")
        bad += (not faults) if work == "control" else len(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
