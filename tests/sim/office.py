"""What people do to the server beside the phones' syncing: a leader's desk, files that are carried in, devices that are
withdrawn, a disk that is nearly full. Each is followed in the model as far as the server says that it was done."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from flask import Flask
from proev import space
from proev.accounts import sign_ins
from proev.accounts.tables import Device
from proev.db import reading
from proev.journal import Mutation
from sqlalchemy import select

from tests.support.town import Town

from . import oracle
from .kept import Json, Wrong
from .model import Model

HEADERS = {"X-Proev": "1"}
LET_IN = {"carried_in", "forbidden", "unit_lost"}
"""Why something is held that a leader can let in as it is."""
MOSTLY = 0.8


class Cut(BaseException):
    """The server process has ended here."""


class Office:
    """The part of the server that people other than the phones' turn to."""

    app: Flask
    town: Town
    model: Model

    def lacking(self, attached: dict[str, Any]) -> list[str]:
        """What is wrong with photos and voice notes that phones called saved."""
        raise NotImplementedError

    def __init__(self) -> None:
        self.cut_before_commit = False
        self.is_full = self.is_crowded = False
        self.counts: Counter[str] = Counter()
        self.brought: set[str] = set()
        """Mutations that a file has brought, which so may be here though they were taken back on the phone."""
        space.room = lambda *_: "nothing" if self.is_full else "text" if self.is_crowded else "all"

    def begin(self) -> None:
        """A new history."""
        self.cut_before_commit = self.is_full = self.is_crowded = False
        self.counts, self.brought = Counter(), set()

    def follow(self, given: tuple[str, str] | None = None) -> None:
        """Let the model see what the server holds now, and what it has dealt with; `given`: a user, and the unit in which they
        have got a role."""
        with self.app.app_context(), reading() as session:
            rows = oracle.rows_of(session, "held", "unit")
        lines = oracle.lines_of(rows)
        held = [row for row in rows if row["type"] == "held"]
        may = {row["id"] for row in held if given and row["fields"]["sent_by"] == given[0] and given[1] in lines[row["unit"]]}
        self.model.follow(held, may)

    def dealt_with(self) -> set[str]:
        """The held records that wait no longer."""
        with self.app.app_context(), reading() as session:
            return {row["id"] for row in oracle.rows_of(session, "held") if row["fields"].get("resolved_on")}

    def _post(self, who: str, path: str, body: str, cut: str) -> Json | None:
        """What the server answers somebody; None when it ended before its commit."""
        client = self.town.phone(who).client
        self.cut_before_commit = bool(cut)
        try:
            answer = client.post(path, data=body, headers={**HEADERS, "Content-Type": "application/json"})
        except Cut:
            return None
        finally:
            self.cut_before_commit = False
        if answer.status_code == 507 and self.is_full:
            return {"code": 507}
        if answer.status_code not in (200, 403, 404):
            raise Wrong(f"{path} was answered with {answer.status_code}: {answer.text}")
        return {"code": answer.status_code, **answer.json}

    def decide(self, who: str, pick: float, again: bool, unit: str, reason: str, cut: str) -> Json:
        """Somebody releases (into `unit`, if one is named) or, with a reason, dismisses one of what is held, releases mostly
        what can be let in; with `again` it may have been dealt with before."""
        held_ids = [one for one, held in self.model.held.items() if again or not held.became]
        if not held_ids:
            return {}
        likely = [one for one in held_ids if self.model.held[one].reason in LET_IN]
        if likely and not reason and pick < MOSTLY:
            held_ids, pick = likely, pick / MOSTLY
        held_id = held_ids[int(pick * len(held_ids))]
        held = self.model.held[held_id]
        into = self.town.units[unit] if unit else None
        path = f"/api/v1/held/{held_id}/{'dismiss' if reason else 'release'}"
        told = self._post(who, path, json.dumps({"reason": reason} if reason else {"unit": into} if into else {}), cut)
        if told is None:
            self.counts["cut_decision"] += 1
            return {"did": "cut"}
        did = "refused" if told["code"] != 200 else told["status"]
        if did != "refused" and (did == "resolved") != bool(held.became):
            raise Wrong(f"{path} by {who}: {told} for {held}")
        if did not in ("refused", "resolved"):
            self._check_right(who, held_id, own_too=bool(reason))
        if did == "dismissed":
            self.model.dismiss(held_id, reason)
        elif did in ("released", "held"):
            self.model.release(held_id, into, told)
        self.counts["released_elsewhere" if did == "released" and unit else "still_held" if did == "held" else did] += 1
        self.follow()
        return {"did": did, "held": held_id, "told": told}

    def _check_right(self, who: str, held_id: str, own_too: bool) -> None:
        """Only who leads the unit that it waits in decides; a sender may take back their own."""
        with self.app.app_context(), reading() as session:
            rows = oracle.rows_of(session, "unit", "membership", "held")
        unit = next(one["unit"] for one in rows if one["id"] == held_id)
        user = self.town.users[who]
        leads = oracle.places_of(rows, user)[1]
        is_own = own_too and self.model.held[held_id].author == user
        if not is_own and not oracle.lines_of(rows)[unit] & leads:
            raise Wrong(f"{who} decided about {held_id} without leading {unit}")

    def carry(self, who: str, body: str, cut: str) -> Json:
        """Somebody carries in a file that a phone has written its queue to."""
        file = json.loads(body)
        entries, device = file["entries"], file["device"]
        told = self._post(who, "/api/v1/held/carry-in", body, cut)
        if told is None:
            return {"did": "cut"}
        if told["code"] == 507:  # nothing of it is stored: the file is carried in another time
            self.counts["carried_into_a_full_disk"] += 1
            return {"did": "no room"}
        results, done, by = self._results(), self.dealt_with(), self.town.users[who]
        became: Counter[str] = Counter()
        for entry in entries:
            mutation, author = as_wire(entry), entry["author"]
            self.brought.add(mutation["id"])
            if self.model.is_known(author, mutation):
                became["known"] += 1
                first = self.model.results[mutation["id"]]
                if author == by and first[:2] == (mutation, author):  # a colleague may have brought it before
                    self.model.take(author, device, [mutation], [first[2]], done=done)
                continue
            result = self._result_of(mutation, author, results)
            self.model.take(author, device, [mutation], [result], by=by)
            became["held" if result["status"] == "held" else "stored"] += 1
        wanted = {name: became[name] for name in ("stored", "held", "known")}
        if told != {"code": 200, **wanted}:
            raise Wrong(f"carried in by {who}: {wanted} expected, got {told}")
        self.follow()
        is_own = all(one["author"] == self.town.users[who] for one in entries)
        fresh = len(entries) - became["known"]
        self.counts[f"carried_{'own' if is_own else 'foreign'}{'' if fresh else '_again'}"] += 1
        self.counts["entries_carried_own" if is_own else "entries_carried_foreign"] += fresh
        return {"did": "carried", **wanted}

    def _results(self) -> dict[str, Json]:
        with self.app.app_context(), reading() as session:
            return {row.id: json.loads(row.result) for row in session.execute(select(Mutation.id, Mutation.result))}

    def _result_of(self, mutation: Json, author: str, results: dict[str, Json]) -> Json:
        """The result that the server keeps of what a file has brought. Raises `Wrong` when there is none."""
        name = mutation["id"]
        if name not in self.model.results and name in results:
            return results[name]
        with self.app.app_context(), reading() as session:
            kept = {one["id"]: one["fields"] for one in oracle.rows_of(session, "held")}
        for result in results.values():
            told = kept.get(result.get("held", ""), {})
            if result.get("reason") == "id_reused" and (told.get("mutation"), told.get("sent_by")) == (mutation, author):
                return result
        raise Wrong(f"{mutation} of {author} was carried in and is not here")

    def withdraw(self, device: str, how: str) -> Json:
        """The administrator withdraws a device, or (without `how`) gives it back."""
        with self.app.app_context():
            users = sign_ins.withdraw(self.town.units["Kommunen"], device, how or None)
        self.counts[how or "given_back"] += bool(users)
        return {"users": users}

    def withdrawn(self) -> list[str]:
        """The devices on which nobody may sync."""
        with self.app.app_context(), reading() as session:
            return list(session.scalars(select(Device.id).where(Device.revoked.is_not(None)).distinct()))

    def gone(self, how: str, mutations: dict[str, Any], attached: dict[str, Any]) -> Json:
        """A phone has forgotten what it held; a retired one may, when all that was saved on it is here."""
        missing = [one for one, saved in mutations.items() if not self.has(one, saved)]
        missing += self.lacking(attached) if how == "retired" else []
        if missing and how == "retired":
            raise Wrong(f"a retired phone has forgotten what it had not handed in: {missing}")
        self.counts[f"forgot_{how}"] += bool(mutations)
        self.counts["destroyed_unsent"] += len(missing)
        return {}

    def fill(self, is_full: bool, is_crowded: bool = False) -> Json:
        """The server's disk is nearly full, or has room for text only, or there is room again."""
        self.is_full, self.is_crowded = is_full, is_crowded
        self.counts["disk_low"] += is_full
        self.counts["room_for_text_only"] += is_crowded
        return {}

    def has(self, mutation: str, saved: Json) -> bool:
        """True when the server has taken in a mutation as it was saved."""
        for known, author, _ in self.model.contents(mutation):
            sent = {"user": author, "fields": {}, "base": 0, "op": "put", **known}
            # What it names of photos and voice notes is looked at by itself: `lacking`.
            wanted = {**saved, "fields": _without_attached(saved.get("fields", sent["fields"]))}
            sent["fields"] = _without_attached(sent["fields"])
            if all(sent.get(name, mutation) == value for name, value in wanted.items()):
                return True
        return False


def _without_attached(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if name != "attachments"}


def as_wire(entry: Json) -> Json:
    """An entry of a queue file as its phone would send it."""
    mutation = {name: entry[name] for name in ("id", "type", "op", "at")}
    if entry["op"] == "put":
        mutation["fields"] = entry["fields"]
    if entry["record"] != entry["id"]:
        mutation["record"] = entry["record"]
    for name in ("base", "not_cpr", "instead_of"):
        if entry.get(name):
            mutation[name] = entry[name]
    return mutation
