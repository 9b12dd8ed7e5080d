"""A small cast for the server tests: a municipality with a few units, people in each role, and phones that sync.

Tree:  Kommunen → Omsorg → (Nord, Syd)   and   Kommunen → Havnen
People: Mette (staff, Nord), Musa (staff, Nord), Lone (leader, Nord), Søren (staff, Syd), Dorte (leader, Omsorg),
Hans (leader, Havnen), Anna (admin, Kommunen).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from proev import clock
from proev.accounts import people
from proev.db import writing
from proev.ids import new_id

PASSWORD = "en-lang-adgangskode"
ZONE = "Europe/Copenhagen"
_counter = itertools.count(1)


class Town:
    """The units and users by name."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.units: dict[str, str] = {}
        self.users: dict[str, str] = {}
        now = clock.now()
        with app.app_context():
            with writing() as session:
                people.start_installation(session)
                self.units["Kommunen"] = people.make_organisation(session, "Kommunen", now, ZONE)
            for name, parent in (("Omsorg", "Kommunen"), ("Nord", "Omsorg"), ("Syd", "Omsorg"), ("Havnen", "Kommunen")):
                self.units[name] = people.add_unit(name, self.units[parent], "unit", now, ZONE)
            for name, role, unit in (
                ("Mette", "staff", "Nord"), ("Musa", "staff", "Nord"), ("Lone", "leader", "Nord"), ("Søren", "staff", "Syd"),
                ("Dorte", "leader", "Omsorg"), ("Hans", "leader", "Havnen"), ("Anna", "admin", "Kommunen"),
            ):  # fmt: skip
                self.add(name, role, unit)

    def add(self, name: str, role: str, unit: str) -> str:
        """One more user."""
        with self.app.app_context():
            self.users[name] = people.add_user(
                f"{name.lower()}@kommunen.example", name, self.units[unit], role, PASSWORD, clock.now(), ZONE
            )
        return self.users[name]

    def joins(self, name: str, unit: str, role: str) -> None:
        """Somebody gets one more membership."""
        with self.app.app_context():
            people.add_membership(self.users[name], self.units[unit], role, clock.now(), ZONE)

    def leaves(self, name: str, unit: str) -> None:
        """Somebody loses a unit."""
        with self.app.app_context():
            people.remove_membership(self.users[name], self.units[unit], clock.now(), ZONE)

    def phone(self, name: str) -> Phone:
        """A phone on which somebody has signed in."""
        client = self.app.test_client()
        answer = client.post("/api/v1/session", json=self.credentials(name), headers={"X-Proev": "1"})
        assert answer.status_code == 200, answer.text
        return Phone(client, self.users[name], self)

    def credentials(self, name: str) -> dict[str, str]:
        """What somebody signs in with."""
        return {"email": f"{name.lower()}@kommunen.example", "password": PASSWORD}


def put(type_name: str, *, record: str | None = None, base: int = 0, **fields: Any) -> dict[str, Any]:
    """A put as a phone sends it. `unit` goes into the fields as on the wire."""
    mutation: dict[str, Any] = {
        "id": new_id(), "type": type_name, "op": "put", "at": "2026-11-23T07:05:44+01:00",
        "fields": {name.rstrip("_"): value for name, value in fields.items()},
    }  # fmt: skip
    if record:
        mutation |= {"record": record, "base": base}
    return mutation


def delete(type_name: str, record: str, base: int) -> dict[str, Any]:
    """A delete as a phone sends it."""
    return {"id": new_id(), "type": type_name, "record": record, "base": base, "op": "delete", "at": "2026-11-23T07:05:44+01:00"}


@dataclass
class Phone:
    """The least a client can be: it keeps what the server sent, and its cursor."""

    client: FlaskClient
    user: str
    town: Town
    device: str = field(default_factory=new_id)
    cursor: str | None = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)

    def post(self, *mutations: Any, **changed: Any) -> Any:
        """One raw request; returns the answer."""
        body = {
            "device": self.device, "author": self.user, "schema": 1, "sent_at": clock.wire(clock.now()), "cursor": self.cursor,
            "limit": 1000, "mutations": list(mutations), **changed,
        }  # fmt: skip
        return self.client.post("/api/v1/sync", json=body, headers={"X-Proev": "1"})

    def sync(self, *mutations: Any, **changed: Any) -> list[dict[str, Any]]:
        """Push, and pull to the last page; returns the results of the mutations."""
        results: list[dict[str, Any]] = []
        sent: tuple[Any, ...] = mutations
        replacing: dict[str, dict[str, Any]] | None = {} if self.cursor is None else None
        for page in itertools.count():
            answer = self.post(*sent, **changed)
            assert answer.status_code == 200, answer.text
            self.last = answer.json
            results += self.last["results"]
            if self.last["reset"]:
                replacing = {}
            held = self.records if replacing is None else replacing
            for one in self.last["purge"]:
                held.pop(one, None)
            for one in self.last["changes"]:
                if one["deleted"]:
                    held.pop(one["id"], None)
                else:
                    held[one["id"]] = one
            self.cursor = self.last["cursor"]
            sent = ()
            if not self.last["more"]:
                break
            assert page < 200
        if replacing is not None:
            self.records = replacing
        return results

    def make(self, type_name: str, **fields: Any) -> str:
        """Create a record that must be applied; returns its id."""
        mutation = put(type_name, **fields)
        (result,) = self.sync(mutation)
        assert result["status"] == "applied", result
        return str(mutation["id"])

    def of_type(self, type_name: str) -> list[dict[str, Any]]:
        """What the phone holds of a type (without what it made itself and the server did not repeat)."""
        return [one for one in self.records.values() if one["type"] == type_name]
