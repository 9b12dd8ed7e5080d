"""How many mutations a second the server takes: 8 clients, batches of 50, all in one trial, all rules."""

from __future__ import annotations

import http.client
import json
import threading
import time
from statistics import median, quantiles
from typing import Any

from proev.ids import new_id

from e2e.server import PASSWORD, Server, running_trial, with_cast

CLIENTS, BATCH, BATCHES = 8, 50, 15
AT = "2026-11-23T07:05:44+01:00"
HEADERS = {"X-Proev": "1", "Content-Type": "application/json"}


class Client:
    """One phone on a kept connection."""

    def __init__(self, port: int, trial: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.device, self.trial, self.cursor = new_id(), trial, None
        self.took: list[float] = []
        told, cookie = self.post("/api/v1/session", {"email": "mette@lillevig.example", "password": PASSWORD})
        self.user, self.cookie = told["user"]["id"], cookie
        self.cursor = self.sync([])["cursor"]

    cookie = ""

    def post(self, path: str, body: dict[str, Any]) -> tuple[Any, str]:
        """One request; returns the answer and a cookie."""
        self.connection.request("POST", path, json.dumps(body), {**HEADERS, "Cookie": self.cookie})
        answer = self.connection.getresponse()
        read = answer.read()
        assert answer.status == 200, read
        return json.loads(read), (answer.getheader("Set-Cookie") or "").split(";")[0]

    def sync(self, mutations: list[dict[str, Any]]) -> Any:
        """One sync."""
        body = {"device": self.device, "author": self.user, "schema": 1, "sent_at": AT, "cursor": self.cursor, "limit": 1,
                "mutations": mutations}  # fmt: skip
        return self.post("/api/v1/sync", body)[0]

    def batches(self) -> None:
        """Send all batches, keeping the time of each."""
        for _ in range(BATCHES):
            notes = [
                {"id": new_id(), "type": "observation", "op": "put", "at": AT,
                 "fields": {"trial": self.trial, "seen_at": AT, "outcome": "worked", "text": f"Det gik godt {'igen ' * 20}"}}
                for _ in range(BATCH)
            ]  # fmt: skip
            begun = time.perf_counter()
            results = self.sync(notes)["results"]
            self.took.append(time.perf_counter() - begun)
            assert all(one["status"] == "applied" for one in results), results


def measure(folder: Any, database_url: str) -> str:
    """One line: mutations a second, and how long a batch takes."""
    ids = with_cast(folder, database_url)
    server = Server(folder, database_url)
    server.start()
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Opkald før besøg"))
    clients = [Client(server.port, trial) for _ in range(CLIENTS)]
    threads = [threading.Thread(target=one.batches) for one in clients]
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seconds = time.perf_counter() - begun
    server.close()
    took = [each for one in clients for each in one.took]
    count = CLIENTS * BATCHES * BATCH
    assert len(took) * BATCH == count, "every batch was answered"
    slowest = quantiles(took, n=100)[98]
    return f"{count / seconds:,.0f} mutations/s; a batch p50 {median(took) * 1000:.0f} ms, p99 {slowest * 1000:.0f} ms"
