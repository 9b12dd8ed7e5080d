"""What the records must be after the mutations that the server has acknowledged, followed one by one and as simply as
possible: the merge rule of the contract on plain dictionaries, and nothing of the server's code."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Wrong(AssertionError):
    """The server did something that the contract does not allow; the message says what."""


@dataclass
class Kept:
    """A record: its fields, and for each the version and the writer of its last change."""

    type: str
    version: int
    fields: Json
    writes: dict[str, tuple[int, str, str]]
    created: tuple[int, str, str]
    is_deleted: bool = False

    def writer(self, name: str) -> tuple[int, str, str]:
        """Who wrote a field last: (version, device, author)."""
        return self.writes.get(name, self.created)


@dataclass
class Model:
    """Records and results by id."""

    records: dict[str, Kept] = field(default_factory=dict)
    results: dict[str, tuple[Json, str, Json]] = field(default_factory=dict)
    """Mutation id → the mutation, its author, its first result."""
    held: dict[str, str] = field(default_factory=dict)
    """Held record id → mutation id, while it is not dealt with."""

    era: int = 0
    """How far restores have lifted the versions: those of new records begin above it."""

    mended: set[str] = field(default_factory=set)
    """Mutations that another one stands instead of. One that arrives after its mend (only a request astray since before
    a restore can bring that about) is not among them."""

    def copy(self) -> Model:
        """The model as it is now, for a backup."""
        return copy.deepcopy(self)

    def lift(self, by: int) -> None:
        """What a restore does to the versions."""
        self.era += by
        for kept in self.records.values():
            kept.version += by

    def take(self, author: str, device: str, mutations: list[Json], results: list[Json]) -> None:
        """Follow one acknowledged batch. Raises `Wrong`."""
        if len(mutations) != len(results):
            raise Wrong(f"{len(mutations)} mutations, {len(results)} results")
        for mutation, result in zip(mutations, results, strict=True):
            self._one(author, device, mutation, result)

    def _one(self, author: str, device: str, mutation: Json, result: Json) -> None:
        known = self.results.get(mutation["id"])
        if known:
            if known[:2] != (mutation, author):
                if result.get("reason") != "id_reused":
                    raise Wrong(f"{mutation['id']} has other content now, and got {result}")
            elif known[2] != result:
                raise Wrong(f"{mutation['id']} got {known[2]} first and {result} now")
            return
        self.results[mutation["id"]] = (mutation, author, result)
        if mutation.get("instead_of") in self.results:
            self.mended.add(mutation["instead_of"])
        if result["status"] == "held":
            self.held[result["held"]] = mutation["id"]
            self._check_reason(author, device, mutation, result)
            return
        conflicts = self.apply(author, device, mutation)
        told = {one["field"] for one in result.get("conflicts", [])}
        if conflicts != told or (result["status"] == "conflict") != bool(told):
            raise Wrong(f"{mutation}: conflicts {conflicts} expected, got {result}")
        if result["version"] != self.records[mutation.get("record", mutation["id"])].version:
            raise Wrong(f"{mutation}: version {result['version']} is not the record's")

    def apply(self, author: str, device: str, mutation: Json) -> set[str]:
        """Merge one mutation; returns the fields in conflict."""
        record = mutation.get("record", mutation["id"])
        kept = self.records.get(record)
        if mutation["op"] == "delete":
            if kept is None:
                raise Wrong(f"{mutation}: deleted what was never there")
            if not kept.is_deleted:
                if self._is_stale(kept, mutation, device, author) or self._is_used(record):
                    raise Wrong(f"{mutation}: deleted what others have changed or use")
                kept.version, kept.is_deleted, kept.fields = kept.version + 1, True, {}
            return set()
        sent = {name: value for name, value in mutation["fields"].items() if name != "unit"}
        if kept is None:
            new = (self.era + 1, device, author)
            self.records[record] = Kept(mutation["type"], new[0], {k: v for k, v in sent.items() if v is not None}, {}, new)
            return set()
        if kept.is_deleted:
            raise Wrong(f"{mutation}: revived a deleted record")
        conflicts = self._conflicts(kept, sent, mutation.get("base", 0), device, author)
        if len(conflicts) < len(sent) or not conflicts:
            kept.version += 1
        for name in sent.keys() - conflicts:
            kept.writes[name] = (kept.version, device, author)
            kept.fields[name] = sent[name]
            if sent[name] is None:
                del kept.fields[name]
        return conflicts

    def _conflicts(self, kept: Kept, sent: Json, base: int, device: str, author: str) -> set[str]:
        return {
            name
            for name, value in sent.items()
            if kept.writer(name)[0] > min(base, kept.version)
            and kept.writer(name)[1:] != (device, author)
            and kept.fields.get(name) != value
        }

    def _check_reason(self, author: str, device: str, mutation: Json, result: Json) -> None:
        """A mutation may be held only for a reason that there is."""
        record = mutation.get("record")
        kept = self.records.get(record or mutation["id"])
        reason = result["reason"]
        sent = mutation.get("fields", {})
        there = {
            "deleted": kept is not None and kept.is_deleted,
            "locked_field": mutation["type"] == "observation" or "unit" in sent,
            "unknown_record": (record and kept is None) or not self._is_live(sent.get("trial")),
            "stale": kept is not None and mutation["op"] == "delete" and self._is_stale(kept, mutation, device, author),
            "in_use": mutation["op"] == "delete" and self._is_used(record),
            "invalid": "nonsense" in sent or (record is not None and kept is None),
            "unit_lost": True,
            "forbidden": True,
        }
        if not there.get(reason):
            raise Wrong(f"{mutation} was held for no reason: {result}")

    def _is_live(self, record: str | None) -> bool:
        return record is None or (record in self.records and not self.records[record].is_deleted)

    def _is_stale(self, kept: Kept, mutation: Json, device: str, author: str) -> bool:
        writes = [kept.created, *kept.writes.values()]
        return any(version > mutation.get("base", 0) and (d, a) != (device, author) for version, d, a in writes)

    def _is_used(self, record: str | None) -> bool:
        return any(not one.is_deleted and one.fields.get("trial") == record for one in self.records.values())
