"""A storm: every phone has been without a network for three days, and all of them come back within ten minutes.

`python -m tests.sim.storm --phones 2000 --notes 200 [--minutes 10] [--postgres]`: a real `proev serve`, and phones that speak
the contract as the app does: what is not answered is sent again, `Retry-After` is kept, waits grow and are never in step.
Afterwards every mutation must have exactly one result, the one that its phone was told, and every record must be there
once. Told besides: how long a phone took from its arrival to its last receipt, how long a request took, how many were asked to
come back later, and how much memory the server's processes had at most.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from argon2 import PasswordHasher
from proev import clock, config, create_app, migrate
from proev.accounts import people, sign_ins
from proev.db import reading, writing
from proev.ids import new_id
from proev.journal import Mutation, Record
from proev.sync import service
from sqlalchemy import select

from e2e.server import PASSWORD, Server, running_trial
from tests.support import postgres
from tests.support.town import ZONE, put

A_UNIT = 10
"""Phones of one unit."""
HOURS_AWAY = 72
FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
GIVE_UP_AFTER = 60.0


@dataclass
class Phone:
    """One phone with its queue. `told` is the status that each mutation was answered with."""

    user: str
    token: str
    trial: str
    cursor: str
    queue: list[dict[str, Any]]
    device: str = field(default_factory=new_id)
    told: dict[str, str] = field(default_factory=dict)
    pulled: int = 0
    took: float = 0.0


@dataclass
class Told:
    """What came of it. Seconds are real ones."""

    phones: int = 0
    mutations: int = 0
    lost: int = 0
    twice: int = 0
    otherwise: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    phone_seconds: list[float] = field(default_factory=list)
    request_seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    pulled: int = 0
    most_memory: int = 0
    seconds: float = 0.0

    @property
    def is_sound(self) -> bool:
        """Nothing lost, nothing twice, nothing that its phone was told otherwise."""
        return not (self.lost or self.twice or self.otherwise)

    def __str__(self) -> str:
        def spread(values: list[float]) -> str:
            cuts = quantiles(values, n=100) if len(values) > 1 else values * 99
            return f"p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s, most {max(values):.2f} s"

        return "\n".join(
            [
                f"{self.phones} phones, {self.mutations} mutations in {self.seconds:.0f} s: "
                f"{self.lost} lost, {self.twice} twice, {self.otherwise} stored otherwise than told",
                f"results: {dict(self.statuses)}; {self.pulled} changes pulled",
                f"answers: {dict(sorted(self.answers.items()))}  (0: no answer)",
                f"a phone, from its arrival to its last receipt: {spread(self.phone_seconds)}",
                f"a request that was served: {spread(self.request_seconds)}",
                f"memory of all server processes, at most: {self.most_memory / 1e6:.0f} MB",
            ]
        )


def lay_out(settings: config.Settings, count: int, notes: int, chance: random.Random) -> list[Phone]:
    """Units, people, a running trial each unit, and phones that have synced once and then noted for three days."""
    sign_ins.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app = create_app(settings)
    now = clock.now()
    phones: list[Phone] = []
    with app.app_context():
        with writing() as session:
            people.start_installation(session)
            organisation = people.make_organisation(session, "Lillevig", now, ZONE)
        for first in range(0, count, A_UNIT):
            unit = people.add_unit(f"Enhed {first // A_UNIT}", organisation, "unit", now, ZONE)
            crew = []
            for number in range(first, min(first + A_UNIT, count)):
                email = f"p{number}@lillevig.example"
                crew.append((people.add_user(email, f"Person {number}", unit, "staff", PASSWORD, now, ZONE), email))
            trial = put("trial", **running_trial(unit, f"Prøve {first}"))
            service.sync(organisation, service.Request(new_id(), crew[0][0], None, None, 1, [trial]), ZONE)
            for user, email in crew:
                token, _ = sign_ins.sign_in(email, PASSWORD, now)
                phones.append(Phone(user, token, trial["id"], "", _three_days(unit, trial["id"], notes, now, chance)))
        for phone in phones:  # when everybody is there: a scope that is handed out now stays what it is
            reply = service.sync(organisation, service.Request(phone.device, phone.user, None, None, 1000, []), ZONE)
            phone.cursor = json.loads(reply)["cursor"]
    return phones


def _three_days(unit: str, trial: str, notes: int, now: datetime, chance: random.Random) -> list[dict[str, Any]]:
    """What one person notes in 72 hours: observations, a citizen's words, barriers, edits of the trial that others edit too."""
    queue = []
    for number in range(notes):
        at = now - timedelta(hours=HOURS_AWAY * (1 - number / notes))
        told = chance.random()
        if told < 0.8:
            outcome = chance.choice(["worked", "partly", "not"])
            one = put("observation", trial=trial, seen_at=at.isoformat(timespec="seconds"), outcome=outcome, text="Det gik " * 9)
        elif told < 0.9:
            words = {"mood": chance.randint(1, 4), "good": "At I ringer først"}
            one = put("feedback", unit=unit, heard_on=at.date().isoformat(), channel="in_person", entered_by="staff", **words)
        elif told < 0.98:
            one = put("barrier", unit=unit, kind="time", text="Vi når det ikke mellem to besøg")
        else:
            one = put("trial", record=trial, base=1, place=f"Rute {chance.randint(1, 4)}")
        queue.append(one)
    return queue


class Storm:
    """All phones against one server."""

    def __init__(self, port: int, phones: list[Phone], seconds: float, chance: random.Random) -> None:
        self.port, self.phones, self.seconds, self.chance = port, phones, seconds, chance
        self.told = Told(phones=len(phones), mutations=sum(len(one.queue) for one in phones))

    async def blow(self) -> None:
        """Every phone arrives at a moment of its own; ends when the last one has its last receipt."""
        await asyncio.gather(*(self._arrive(one, self.chance.random() * self.seconds) for one in self.phones))

    async def _arrive(self, phone: Phone, after: float) -> None:
        await asyncio.sleep(after)
        came = time.monotonic()
        failures, more = 0, True
        waiting = list(phone.queue)
        while waiting or more:
            status, reply, retry_after = await self._ask(phone, waiting)
            if status == 200:
                for mutation, result in zip(waiting, reply["results"], strict=True):
                    phone.told[mutation["id"]] = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
                    self.told.statuses[result["status"]] += 1
                waiting, failures = [], 0
                phone.cursor, more = reply["cursor"], reply["more"]
                phone.pulled += len(reply["changes"])
            else:
                back_off = min(LONGEST_WAIT, FIRST_WAIT * 2**failures) * (0.5 + self.chance.random() / 2)
                failures = min(failures + 1, 10)
                await asyncio.sleep(max(back_off, retry_after * (1 + self.chance.random() / 10)))
        phone.took = time.monotonic() - came
        self.told.phone_seconds.append(phone.took)
        self.told.pulled += phone.pulled

    async def _ask(self, phone: Phone, waiting: list[dict[str, Any]]) -> tuple[int, Any, float]:
        """One request; (0, None, 0) when no answer came."""
        body = {"device": phone.device, "author": phone.user, "schema": 1, "sent_at": clock.wire(clock.now()),
                "cursor": phone.cursor, "limit": 1000, "mutations": waiting}  # fmt: skip
        began = time.monotonic()
        try:
            async with asyncio.timeout(GIVE_UP_AFTER):
                status, headers, answer = await self._post(phone.token, gzip.compress(json.dumps(body).encode(), 1))
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status, headers, answer = 0, {}, b""
        self.told.answers[status] += 1
        if status != 200:
            return status, None, float(headers.get("retry-after", 0))
        self.told.request_seconds.append(time.monotonic() - began)
        return status, json.loads(answer), 0

    async def _post(self, token: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        try:
            head = {
                "Host": f"127.0.0.1:{self.port}", "X-Proev": "1", "Content-Type": "application/json", "Content-Encoding": "gzip",
                "Accept-Encoding": "gzip", "Cookie": f"proev_session={token}", "Content-Length": str(len(body)),
                "Connection": "close",
            }  # fmt: skip
            told = "".join(f"{name}: {value}\r\n" for name, value in head.items())
            writer.write(f"POST /api/v1/sync HTTP/1.1\r\n{told}\r\n".encode() + body)
            await writer.drain()
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            answer = await reader.readexactly(int(headers["content-length"]))
            if headers.get("content-encoding") == "gzip":
                answer = gzip.decompress(answer)
            return int(first.split(" ")[1]), headers, answer
        finally:
            writer.close()

    async def watch_memory(self, server: int) -> None:
        """Keeps the most that the server's processes have had together."""
        while True:
            self.told.most_memory = max(self.told.most_memory, resident(server))
            await asyncio.sleep(0.5)


def resident(parent: int) -> int:
    """Bytes of memory that a process and its children have."""
    found = 0
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for process in (str(parent), *children):
        status = Path(f"/proc/{process}/status")
        if status.exists():
            lines = [line for line in status.read_text().splitlines() if line.startswith("VmRSS:")]
            found += sum(int(line.split()[1]) for line in lines) * 1024
    return found


def reckon(settings: config.Settings, phones: list[Phone], told: Told) -> None:
    """Compare what the phones were told with what the database holds."""
    with create_app(settings).app_context(), reading() as session:
        kept = {row.id: row.result for row in session.execute(select(Mutation.id, Mutation.result))}
        records = Counter(session.scalars(select(Record.id)))
    for phone in phones:
        for mutation in phone.queue:
            name = mutation["id"]
            told.lost += name not in kept or name not in phone.told
            told.otherwise += kept.get(name) != phone.told.get(name)
            if "record" not in mutation:
                told.lost += records[name] == 0
                told.twice += records[name] > 1


def storm(phones: int, notes: int, seconds: float, seed: int, home: Path, database_url: str = "") -> Told:
    """Lay everything out in `home`, let the phones come back within `seconds`, and reckon."""
    chance = random.Random(seed)
    settings = config.load({"PROEV_DATA": str(home / "data"), "PROEV_DATABASE_URL": database_url})
    config.secret_key(settings.data)
    migrate.upgrade(settings.database_url)
    crowd = lay_out(settings, phones, notes, chance)
    server = Server(home / "data", database_url)
    server.start()
    assert server.process
    weather = Storm(server.port, crowd, seconds, chance)

    async def all_of_it() -> None:
        watching = asyncio.create_task(weather.watch_memory(server.process.pid))  # type: ignore[union-attr]
        await weather.blow()
        watching.cancel()

    began = time.monotonic()
    asyncio.run(all_of_it())
    weather.told.seconds = time.monotonic() - began
    server.close()
    reckon(settings, crowd, weather.told)
    return weather.told


def main() -> int:
    """Returns 1 when something was lost or twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=2_000)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10, help="within how many minutes they all come back")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    asked = parser.parse_args()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = postgres.new_database(stack.enter_context(postgres.running())) if asked.postgres else ""
        told = storm(asked.phones, asked.notes, asked.minutes * 60, asked.seed, home, url)
    where = "PostgreSQL" if asked.postgres else "SQLite"
    print(f"{where}, seed {asked.seed}, within {asked.minutes:g} minutes, at {datetime.now(UTC):%Y-%m-%d}")
    print(told)
    return 0 if told.is_sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
