"""A real `proev serve` process that a test starts, stops and starts again on the same port and data."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.forge import Forge, Forged
from tests.support.this_day import this_day

PASSWORD = "en-lang-adgangskode"
NOVEMBER = "2026-11-23T07:05:44+01:00"


@cache
def forge(path: str) -> Forge:
    """Where this test process's servers come from; `path`: where another build of the program lies."""
    return Forge(path)


class Server:
    """One installation in a folder. `url` is known after the first start."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.environment = {**os.environ, "PROEV_DATA": str(folder), "PROEV_DATABASE_URL": database_url}
        self.process: Forged | None = None
        self.port = 0
        self.days_ahead = 0
        self.url = ""
        self.log = (folder.parent / f"{folder.name}.log").open("a")

    @property
    def _forge(self) -> Forge:
        return forge(self.environment.get("PYTHONPATH", ""))

    def command(self, *arguments: str, stdin: str = "") -> str:
        """Run `proev …`, by a clock that is `days_ahead`; returns what it prints on stdout."""
        code, said, complained = self._forge.run([*arguments], self.environment, self.days_ahead, stdin)
        assert code == 0, complained
        return said.strip()

    def add_user(self, name: str, full_name: str, unit: str, role: str = "staff") -> str:
        """One more person, by the command line; returns the id."""
        return self.command(
            "user", "add", f"{name}@lillevig.example", "--name", full_name, "--unit", unit, "--role", role,
            "--password-stdin", stdin=PASSWORD,
        )  # fmt: skip

    def start(self) -> None:
        """Start serving; returns when the socket is open."""
        arguments = ["serve", "--port", str(self.port)]
        with open(os.devnull) as nothing:
            self.process = self._forge.start(arguments, self.environment, self.days_ahead, nothing.fileno(), self.log.fileno())
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        self.port, self.url = int(found[1]), found[0]

    def push(self, author: str, type_name: str, /, *, not_cpr: Sequence[str] = (), **fields: object) -> str:
        """Store a record as somebody's phone would; returns its id. `not_cpr`: the fields that they have vouched for."""
        from proev.ids import new_id

        record = new_id()
        mutation = {"id": record, "type": type_name, "op": "put", "at": NOVEMBER, "fields": fields, "not_cpr": [*not_cpr]}
        (result,) = self._sync(author, [mutation], 1)["results"]
        assert result["status"] == "applied", result
        return record

    def push_all(self, author: str, type_name: str, every: Sequence[dict[str, object]]) -> None:
        """Store many records at once, as somebody's phone would."""
        from proev.ids import new_id

        several = [{"id": new_id(), "type": type_name, "op": "put", "at": NOVEMBER, "fields": one} for one in every]
        told = self._sync(author, [{**one, "not_cpr": []} for one in several], 1)["results"]
        assert {one["status"] for one in told} == {"applied"}, told

    def edit(self, author: str, type_name: str, record: str, base: int, **fields: object) -> None:
        """Change a record as somebody's other phone would, on the version that it had seen."""
        from proev.ids import new_id

        mutation = {
            "id": new_id(),
            "type": type_name,
            "record": record,
            "base": base,
            "op": "put",
            "at": NOVEMBER,
            "fields": fields,
        }
        (result,) = self._sync(author, [mutation], 1)["results"]
        assert result["status"] == "applied", result

    def records(self, reader: str, type_name: str) -> list[dict[str, Any]]:
        """What somebody's new phone would be sent of a type: fields, with the id."""
        told = self._sync(reader, [], 1_000)
        assert not told["more"]
        return [{"id": one["id"], **one["fields"]} for one in told["changes"] if one["type"] == type_name]

    def _sync(self, author: str, mutations: list[dict[str, object]], limit: int) -> dict[str, Any]:
        """One round of a phone that has nothing."""
        from proev.ids import new_id

        told = self._post("/api/v1/session", {"email": f"{author}@lillevig.example", "password": PASSWORD}, "")
        body = {"device": new_id(), "author": told["user"]["id"], "schema": 1, "sent_at": NOVEMBER, "cursor": None,
                "limit": limit, "mutations": mutations}  # fmt: skip
        return self._post("/api/v1/sync", body, told["cookie"])

    def _post(self, path: str, body: dict[str, object], cookie: str) -> dict[str, Any]:
        headers = {"X-Proev": "1", "Content-Type": "application/json", "Cookie": cookie}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return {**json.load(answer), "cookie": (answer.headers.get("Set-Cookie") or "").split(";")[0]}

    def stop(self) -> None:
        """Stop the process; returns when it is gone. With it gone every request of the phone fails for real."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def close(self) -> None:
        """End it without waiting for the phones that are connected still, and let go of the log."""
        if self.process:
            self.process.kill()
        self.stop()
        self.log.close()


def with_cast(folder: Path, database_url: str = "") -> dict[str, str]:
    """Make an installation with a unit, Mette and Musa (staff) and Lone (leader); returns the ids by name."""
    server = Server(folder, database_url)
    ids = {"organisation": server.command("init", "--name", "Lillevig Kommune")}
    ids["unit"] = server.command("unit", "add", "Hjemmeplejen Nord")
    for name, role in (("mette", "staff"), ("musa", "staff"), ("lone", "leader")):
        ids[name] = server.add_user(name, f"{name.title()} Holm", ids["unit"], role)
    server.close()
    return ids


def running_trial(unit: str, title: str) -> dict[str, object]:
    """The fields of a trial that is running today."""
    return {
        "unit": unit, "title": title, "change": "Vi ringer først", "who": "Teamet", "does": "ringer", "when": "kl. 8",
        "prediction": "Færre går forgæves", "learning_question": "Er det nok?", "target_group": "Fem borgere",
        "starts_on": str(this_day() - timedelta(days=3)), "ends_on": str(this_day() + timedelta(days=9)),
    }  # fmt: skip
