"""What the records must be after the mutations that the server has acknowledged, followed one by one and as simply as
possible: the merge rule of the contract on plain dictionaries, and nothing of the server's code."""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from .kept import POINTERS, Held, Json, Kept, Wrong

LIFT = 1_000_000
"""By so much, or several times that, a restore lifts the versions."""


@dataclass
class Model:
    """Records and results by id."""

    records: dict[str, Kept] = field(default_factory=dict)
    results: dict[str, tuple[Json, str, Json]] = field(default_factory=dict)
    """Mutation id → the mutation, its author, its first result."""
    reused: dict[str, Json] = field(default_factory=dict)
    """Author and mutation, as text → the result of what came later under an id that was known with other content."""

    held: dict[str, Held] = field(default_factory=dict)
    """Held record id → what was held."""

    era: int = 0
    """How far restores have lifted the versions: those of new records begin above it."""

    conflicts: int = 0
    """How many fields came into conflict."""

    sent: int = 0
    """How many mutations have been taken."""

    mended: set[str] = field(default_factory=set)
    """Held records whose mutation another one stands instead of. One that arrives after its mend (only a request astray
    since before a restore can bring that about) is not among them."""

    own: set[str] = field(default_factory=set)
    """Held records that a file had brought and that have been held for a reason of their own since their author sent them."""

    def copy(self) -> Model:
        """The model as it is now, for a backup."""
        return copy.deepcopy(self)

    def lift(self, by: int) -> None:
        """What a restore does to the versions."""
        self.era += by
        for kept in self.records.values():
            kept.version += by

    def take(
        self, author: str, device: str, mutations: list[Json], results: list[Json], by: str = "", done: Collection[str] = ()
    ) -> None:
        """Follow one acknowledged batch; `by`: who brought it, if not its author; `done`: what of the held records is dealt with
        after it. Raises `Wrong`."""
        if len(mutations) != len(results):
            raise Wrong(f"{len(mutations)} mutations, {len(results)} results")
        for mutation, result in zip(mutations, results, strict=True):
            self._one(author, device, mutation, result, by or author, done)

    def is_known(self, author: str, mutation: Json) -> bool:
        """True when this very mutation has been acknowledged."""
        first = self.results.get(mutation["id"])
        return (first is not None and first[:2] == (mutation, author)) or _text(author, mutation) in self.reused

    def contents(self, mutation_id: str) -> Iterable[tuple[Json, str, Json]]:
        """Everything that was acknowledged under an id: the mutation, its author, its result."""
        if mutation_id in self.results:
            yield self.results[mutation_id]
        for text, result in self.reused.items():
            author, mutation = json.loads(text)
            if mutation["id"] == mutation_id:
                yield mutation, author, result

    def _one(self, author: str, device: str, mutation: Json, result: Json, by: str, done: Collection[str]) -> None:
        known = self.results.get(mutation["id"])
        if known and known[:2] == (mutation, author):
            if known[2] != result:
                raise Wrong(f"{mutation['id']} got {known[2]} first and {result} now")
            if by == author and result.get("reason") == "carried_in":
                self._send_brought(device, result["held"], done)
            return
        if known:
            self._other_content(author, device, mutation, result)
            return
        self.results[mutation["id"]] = (mutation, author, result)
        place = self._mended_place(author, mutation)
        if by == author:
            self._mend(mutation)
        if (result.get("reason") == "carried_in") != (by != author):
            raise Wrong(f"{mutation} of {author}, brought by {by}, got {result}")
        if result["status"] == "held":
            self.held[result["held"]] = Held(mutation, author, device, self._next(), result["reason"])
            if by == author:
                self._check_reason(author, device, self.sent, mutation, result["reason"])
            return
        conflicts = self.apply(author, device, self._next(), mutation, place)
        told = {one["field"] for one in result.get("conflicts", [])}
        if conflicts != told or (result["status"] == "conflict") != bool(told):
            raise Wrong(f"{mutation}: conflicts {conflicts} expected, got {result}")
        self._check_version(mutation, result["version"])

    def _send_brought(self, device: str, held_id: str, done: Collection[str]) -> None:
        """The author's own device has sent what a file had brought."""
        held = self.held[held_id]
        if held.reason != "carried_in" or self._is_dealt_with(held_id):
            return
        held.device = device
        self._mend(held.mutation)
        if held_id not in done:
            self.own.add(held_id)
        elif self.could_be_let_in(held):
            held.became = "sent"
            self.apply(held.author, device, held.order, held.mutation)
        else:  # what it points at came behind it
            held.reason = "unknown_record"

    def _next(self) -> int:
        self.sent += 1
        return self.sent

    def _mended_place(self, author: str, mutation: Json) -> Held | None:
        """What of the author's own, held still, a mutation stands instead of."""
        told = [result["held"] for _, _, result in self.contents(mutation.get("instead_of", "")) if "held" in result]
        own = [self.held[one] for one in told if self.held[one].author == author and not self._is_dealt_with(one)]
        return min(own, key=lambda one: one.order, default=None)

    def _is_dealt_with(self, held_id: str) -> bool:
        return bool(self.held[held_id].became) or held_id in self.mended

    def _other_content(self, author: str, device: str, mutation: Json, result: Json) -> None:
        if result.get("reason") != "id_reused":
            raise Wrong(f"{mutation['id']} has other content now, and got {result}")
        first = self.reused.setdefault(_text(author, mutation), result)
        if first != result:
            raise Wrong(f"{mutation['id']} with other content got {first} first and {result} now")
        if result["held"] not in self.held:
            self.held[result["held"]] = Held(mutation, author, device, self._next(), "id_reused")

    def _mend(self, mutation: Json) -> None:
        for _, _, result in self.contents(mutation.get("instead_of", "")):
            if "held" in result:
                self.mended.add(result["held"])

    def _check_version(self, mutation: Json, told: int) -> None:
        if told != self.records[mutation.get("record", mutation["id"])].version:
            raise Wrong(f"{mutation}: version {told} is not the record's")

    def release(self, held_id: str, unit: str | None, told: Json) -> None:
        """A leader has released what was held, into `unit` when one is named; or tried to, and it stays held."""
        held = self.held[held_id]
        mutation = {**held.mutation, "fields": {**held.mutation.get("fields", {}), "unit": unit}} if unit else held.mutation
        if told["status"] == "held":
            self._check_reason(held.author, held.device, held.order, mutation, told["reason"])
            held.reason = told["reason"]
            return
        held.became = "released"
        self._mend(mutation)
        self.apply(held.author, held.device, held.order, mutation)
        if told["record"] != mutation.get("record", mutation["id"]):
            raise Wrong(f"{mutation} was released as {told}")
        self._check_version(mutation, told["version"])

    def dismiss(self, held_id: str, answer: str) -> None:
        """A leader has dismissed what was held."""
        self.held[held_id].became, self.held[held_id].answer = "dismissed", answer

    def follow(self, rows: list[Json], given: Collection[str] = ()) -> None:
        """What the server itself did with what it holds: `rows` are its held records, `given` those that were written by who has
        just got a role in their unit. Raises `Wrong`."""
        unknown = [row for row in rows if row["id"] not in self.held]
        if unknown:
            raise Wrong(f"{unknown[0]} is held, and nobody was told")
        let_in = [one["id"] for one in rows if one["fields"].get("resolved_on") and not self.held[one["id"]].became]
        let_in.sort(key=lambda one: self.held[one].order)
        while let_in:  # always the first of those that can be let in by now
            can = [one for one in let_in if one in self.mended or self.could_be_let_in(self.held[one])]
            one = (can or let_in)[0]
            let_in.remove(one)
            self._let_in(one, self.held[one], one in given)
        for row in rows:
            held = self.held[row["id"]]
            is_open = not row["fields"].get("resolved_on")
            if is_open:
                held.reason = row["fields"]["reason"]
            if is_open and row["id"] in self.own and held.reason == "carried_in":
                raise Wrong(f"{row} waits as a file's, though its author has sent it")
            if is_open and row["id"] in given and held.reason == "unit_lost":
                raise Wrong(f"{row} waits for a leader, though its sender may write there again")
            if is_open and row["id"] in self.mended:
                raise Wrong(f"{row} was mended and waits all the same")
            if is_open and held.became or row["fields"].get("answer", "") != held.answer:
                raise Wrong(f"{row} was {held.became or 'left'} with {held.answer!r}")
            if (row["by"], row["fields"]["sent_by"]) != (held.author, held.author):
                raise Wrong(f"{row} was sent by {held.author}")

    def _let_in(self, held_id: str, held: Held, has_role: bool) -> None:
        if held_id in self.mended:
            held.became = "mended"
            return
        if held.reason != "unknown_record" and not (has_role and held.reason in ("unit_lost", "forbidden")):
            raise Wrong(f"{held} was let in by nobody")
        held.became = "tried"
        self.apply(held.author, held.device, held.order, held.mutation)

    def states(self, mutation_id: str) -> list[str]:
        """What a phone may say of a mutation that it has sent, when nobody on it has let it rest."""
        may: set[str] = set()
        for _, _, result in self.contents(mutation_id):
            became = self.held[result["held"]].became if "held" in result else ""
            by_became = {
                "": "held",
                "released": "applied",
                "tried": "applied",
                "sent": "applied",
                "dismissed": "resting",
                "mended": "mended",
            }
            may.add(by_became[became] if "held" in result else result["status"])
            # A copy of the phone that mended it hears only that it has been dealt with.
            may |= {"applied"} if became == "mended" else set()
        if any(mutation.get("instead_of") == mutation_id for mutation, _, _ in self.results.values()):
            may.add("mended")
        return sorted(may)

    def answers(self, mutation_id: str) -> list[str]:
        """What leaders answered when they dismissed it."""
        told = [result["held"] for _, _, result in self.contents(mutation_id) if "held" in result]
        return [self.held[one].answer for one in told if self.held[one].became == "dismissed"]

    def apply(self, author: str, device: str, order: int, mutation: Json, mends: Held | None = None) -> set[str]:
        """Merge one mutation; returns the fields in conflict. What a mend (`mends`: of what) leaves as it was has the place of
        what it mends."""
        record = mutation.get("record", mutation["id"])
        kept = self.records.get(record)
        if mutation["op"] == "delete":
            if kept is None:
                raise Wrong(f"{mutation}: deleted what was never there")
            if not kept.is_deleted:
                if self._is_stale(kept, mutation, device, author, order) or self._is_used(record):
                    raise Wrong(f"{mutation}: deleted what others have changed or use")
                kept.version, kept.is_deleted, kept.fields = kept.version + 1, True, {}
            return set()
        sent = {name: value for name, value in mutation["fields"].items() if name != "unit"}
        if not self._is_pointing_at_live(sent):
            raise Wrong(f"{mutation}: points at what is not there")
        before = mends.mutation.get("fields", {}) if mends else {}
        as_before = {name for name, value in sent.items() if value is not None and value == before.get(name)}
        places = {name: mends.order if mends and name in as_before else order for name in sent}
        if kept is None:
            if mutation.get("base"):
                raise Wrong(f"{mutation}: changed what was never there")
            new = (self.era + 1, device, author, order)
            is_lent = mutation["type"] == "observation"
            unit = self.records[sent["trial"]].unit if is_lent else mutation["fields"]["unit"]
            fields = {name: value for name, value in sent.items() if value is not None}
            writes = {name: (*new[:3], places[name]) for name in fields}
            self.records[record] = Kept(mutation["type"], unit, new[0], fields, writes, new)
            return set()
        if kept.is_deleted:
            raise Wrong(f"{mutation}: revived a deleted record")
        conflicts = self._conflicts(kept, sent, mutation.get("base", 0), device, author, places)
        if len(conflicts) < len(sent) or not conflicts:
            kept.version += 1
        for name in sent.keys() - conflicts:
            kept.writes[name] = (kept.version, device, author, places[name])
            kept.fields[name] = sent[name]
            if sent[name] is None:
                del kept.fields[name]
        self.conflicts += len(conflicts)
        return conflicts

    def _conflicts(self, kept: Kept, sent: Json, base: int, device: str, author: str, places: dict[str, int]) -> set[str]:
        """Another's change after the base, or the same device's own that was sent later; not what nobody has ever set, nor
        what the record was made with, when the writer has seen it: it may have been made again after a restore."""
        return {
            name
            for name, value in sent.items()
            if kept.writer(name)[0] > min(base, kept.version)
            and not (base and kept.writer(name)[0] % LIFT == 1)
            and (kept.writer(name)[1:3] != (device, author) or (name in kept.writes and kept.writes[name][3] > places[name]))
            and kept.fields.get(name) != value
            and (name in kept.writes or kept.fields.get(name) is not None)
        }

    def _check_reason(self, author: str, device: str, order: int, mutation: Json, reason: str) -> None:
        """A mutation may be held only for a reason that there is."""
        record = mutation.get("record")
        kept = self.records.get(record or mutation["id"])
        sent = mutation.get("fields", {})
        there = {
            "deleted": kept is not None and kept.is_deleted,
            "locked_field": mutation["type"] == "observation" or "unit" in sent,
            "unknown_record": (record and kept is None) or not self._is_pointing_at_live(sent),
            "stale": kept is not None and mutation["op"] == "delete" and self._is_stale(kept, mutation, device, author, order),
            "in_use": mutation["op"] == "delete" and self._is_used(record),
            "invalid": "nonsense" in sent or (record is not None and kept is None),
            "unit_lost": True,
            "forbidden": True,
        }
        if not there.get(reason):
            raise Wrong(f"{mutation} was held for no reason: {reason}")

    def could_be_let_in(self, held: Held) -> bool:
        """True when nothing is missing any more of what a held mutation points at."""
        fields = held.mutation.get("fields", {})
        is_new = not held.mutation.get("base") and ("unit" in fields or "seen_at" in fields)
        return self._is_pointing_at_live(fields) and (is_new or self._is_live(held.mutation["record"]))

    def _is_pointing_at_live(self, fields: Json) -> bool:
        return all(self._is_live(fields[name]) for name in POINTERS if fields.get(name))

    def _is_live(self, record: str) -> bool:
        return record in self.records and not self.records[record].is_deleted

    def _is_stale(self, kept: Kept, mutation: Json, device: str, author: str, order: int) -> bool:
        writes, base = [kept.created, *kept.writes.values()], mutation.get("base", 0)
        return any(
            version > base and not (base and version % LIFT == 1) and ((d, a) != (device, author) or place > order)
            for version, d, a, place in writes
        )

    def _is_used(self, record: str | None) -> bool:
        return any(not one.is_deleted and record in map(one.fields.get, POINTERS) for one in self.records.values())


def _text(author: str, mutation: Json) -> str:
    return json.dumps([author, mutation], sort_keys=True)
