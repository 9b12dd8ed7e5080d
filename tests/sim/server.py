"""The real application for the simulated phones: commands as JSON lines on standard input, an answer for each on
standard output. Its clock and its randomness are the simulation's; everything else is what runs in a municipality."""

from __future__ import annotations

import json
import logging
import os
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from proev import backup, clock, config, create_app, ids, migrate, values
from proev.accounts import people, sign_ins
from proev.accounts.tables import SignIn
from proev.db import db, reading, writing
from proev.routes import sync as routes
from sqlalchemy import delete, event

from tests.support import postgres
from tests.support.town import Town, put

from . import oracle
from .album import Album
from .beginning import Beginning
from .kept import Wrong
from .model import Model
from .office import HEADERS, Cut, Office


class Server(Album, Office):
    """One database, put back to the same beginning for every history."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        super().__init__()
        sign_ins.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.home = home
        self.now = 0
        self.chance = random.Random(0)
        self._own_time_and_chance()
        self.settings = config.load({"PROEV_DATA": str(home / "data"), "PROEV_DATABASE_URL": database_url})
        migrate.upgrade(self.settings.database_url)
        self.app = create_app(self.settings)
        self.town = Town(self.app)
        self.beginning = Beginning(self.app, self.settings.database_url, home)
        self.clients: dict[str, FlaskClient] = {}
        self.model = Model()
        self.backups: list[tuple[Path, Model]] = []
        with self.app.app_context():
            event.listen(db.engine, "commit", self._at_commit)

    def _own_time_and_chance(self) -> None:
        self._bytes = self.chance.randbytes
        random._urandom = lambda size: self.chance.randbytes(size)  # type: ignore[attr-defined]
        os.urandom = lambda size: self.chance.randbytes(size)
        clock.now = lambda: datetime.fromtimestamp(self.now / 1000, UTC)
        ids.time = SimpleNamespace(time_ns=lambda: self.now * 1_000_000)  # type: ignore[assignment]

    def _at_commit(self, _connection: Any) -> None:
        if self.cut_before_commit:
            self.cut_before_commit = False
            raise Cut

    def reset(self, seed: int, now: int) -> dict[str, Any]:
        """A new history: the same town, nothing in it yet."""
        self.chance.seed(seed)
        self.now = now
        # Small pages and small batches, so that a few records meet what a few thousand would.
        routes.MOST_CHANGES = self.chance.choice([4, 15, 1000])
        routes.MOST_MUTATIONS = self.chance.choice([3, 1000])
        self.beginning.put_back()
        for path, _ in self.backups:
            path.unlink()
        self.empty_album()
        for kept in self.settings.data.glob("before-restore-*"):
            kept.unlink()
        self.clients, self.model, self.backups = {}, Model(), []
        self.begin()
        return {"units": self.town.units, "users": self.town.users}

    def sign_in(self, who: str, session: str) -> dict[str, Any]:
        """A browser gets a session cookie."""
        client = self.clients[session] = self.app.test_client()
        answer = client.post("/api/v1/session", json=self.town.credentials(who), headers=HEADERS)
        return {"status": answer.status_code}

    def expire(self) -> dict[str, Any]:
        """Every sign-in ends."""
        with self.app.app_context(), writing() as session:
            session.execute(delete(SignIn))
        return {}

    def request(self, session: str, path: str, body: str, cut: str = "") -> dict[str, Any]:
        """One request of a phone. `cut` is "before" when the server ends just before its commit."""
        client = self.clients.get(session) or self.app.test_client()
        self.cut_before_commit = cut == "before"
        try:
            answer = client.post(path, data=body, headers={**HEADERS, "Content-Type": "application/json"})
        except Cut:
            return {"status": 0}
        finally:
            self.cut_before_commit = False
        self.counts["answered_507"] += answer.status_code == 507
        if answer.status_code >= 500 and not (answer.status_code == 507 and self.is_full):
            raise Wrong(f"the server answered {answer.status_code}: {answer.text}")
        if answer.status_code == 200 and path.endswith("/sync"):
            asked = json.loads(body)
            if asked["mutations"]:
                results, done = answer.json["results"], self.dealt_with()
                self.model.take(asked["author"], asked["device"], asked["mutations"], results, done=done)
                self.follow()
        return {"status": answer.status_code, "headers": dict(answer.headers), "text": answer.text}

    def move(self, unit: str, below: str) -> dict[str, Any]:
        """The administrator moves a unit."""
        with self.app.app_context(), reading() as session:
            row = next(one for one in oracle.rows_of(session) if one["id"] == self.town.units[unit])
        change = put("unit", record=row["id"], base=row["version"], parent=self.town.units[below])
        anna = self.town.phone("Anna")
        answer = anna.post(change)
        return answer.json["results"][0] if answer.status_code == 200 else {"status": answer.status_code}

    def belong(self, who: str, unit: str, role: str) -> dict[str, Any]:
        """Somebody gets one more unit, or (without a role) loses one."""
        with self.app.app_context():
            try:
                if role:
                    self.town.joins(who, unit, role)
                    self.follow(given=(self.town.users[who], self.town.units[unit]))
                else:
                    self.town.leaves(who, unit)
            except people.Refused as error:  # it was so already
                return {"refused": str(error)}
        return {}

    def back_up(self) -> dict[str, Any]:
        """`proev backup`."""
        path = self.home / f"backup-{len(self.backups)}"
        backup.backup(self.settings, path)
        self.backups.append((path, self.model.copy()))
        return {}

    def restore(self, which: int) -> dict[str, Any]:
        """`proev restore`."""
        path, model = self.backups[which]
        self.empty_album()
        backup.restore(self.settings, path)
        before, self.model = self.model, model.copy()
        self.model.lift(max(before.era, model.era) + values.LIFT - model.era)
        return {}

    def end(
        self, users: list[str], mutations: dict[str, Any], undone: list[str], attached: dict[str, Any], gone: list[str]
    ) -> dict[str, Any]:
        """What each user's phone must hold and may say, which of the mutations that somebody saved the server has not taken
        in as they were saved, which of those taken back it has, what is wrong with photos and voice notes, and who holds
        nothing because the device is withdrawn."""
        with self.app.app_context(), reading() as session:
            rows = oracle.rows_of(session)
        self.follow()
        oracle.compare(rows, self.model)
        self.counts["sent_after_a_file"] += sum(one.became == "sent" for one in self.model.held.values())
        self.counts["tried_again"] += sum(one.became == "tried" for one in self.model.held.values())
        return {
            "views": {user: oracle.view_of(rows, user) for user in users},
            "missing": [one for one, saved in mutations.items() if not self.has(one, saved)],
            "attached": [*self.lacking(attached), *self.not_taken_away(gone)],
            "undone": [one for one in undone if one in self.model.results and one not in self.brought],
            "told": {
                one: {"status": told[2]["status"], "may": self.model.states(one), "answers": self.model.answers(one)}
                for one, told in self.model.results.items()
            },
            "withdrawn": self.withdrawn(),
            "counts": self.counts,
        }

    def answer(self, line: str) -> dict[str, Any]:
        """One command."""
        told = json.loads(line)
        name, self.now = told.pop("do"), told.pop("now", self.now)
        try:
            if name == "reset":
                return self.reset(now=self.now, **told)
            return getattr(self, name)(**told)  # type: ignore[no-any-return]
        except Wrong as wrong:
            return {"wrong": str(wrong)}


def main() -> None:
    """Answer until the input ends; on a database of its own on the PostgreSQL server that is named, else on SQLite."""
    logging.disable(logging.CRITICAL)
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() else None) as home:
        server = Server(Path(home), postgres.new_database(sys.argv[1]) if sys.argv[1:] else "")
        server.app.config["PROPAGATE_EXCEPTIONS"] = True
        for line in sys.stdin:
            print(json.dumps(server.answer(line)), flush=True)


if __name__ == "__main__":
    main()
