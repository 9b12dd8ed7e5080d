"""From hits to what a person is shown: a trial with its decision and its learning card is one result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import rules, search
from ..access import Scope
from ..records import definitions
from .hits import Hit

Fact = dict[str, Any]


def results(
    session: Session, organisation: str, scope: Scope, hits: list[Hit], terms: set[str], today: date
) -> list[dict[str, Any]]:
    """The results in the order of their best hits, without doubles."""
    grouped: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[_about(hit)].append(hit)
    grouped.pop("", None)
    reader = _Reader(session, organisation, scope, hits, today)
    return [told for about, same in grouped.items() if (told := reader.tell(about, same, terms))]


def _about(hit: Hit) -> str:
    """What a hit belongs to: the trial of a decision or card; "" when there is nothing to show it under."""
    if hit.type == "learning_card":
        return str(hit.fields["trial"])
    if hit.type == "decision":
        return str(hit.fields["subject"]) if hit.fields.get("subject_type") == "trial" else ""
    return hit.id


class _Reader:
    """Reads what belongs to the hits, with one query a type."""

    def __init__(self, session: Session, organisation: str, scope: Scope, hits: list[Hit], today: date) -> None:
        self.session, self.organisation, self.scope, self.today = session, organisation, scope, today
        practices = [hit.id for hit in hits if hit.type == "practice"]
        trials = {_about(hit) for hit in hits} - {""}
        self.trials = {one["id"]: one for one in self._facts("trial", "id", trials) if one["unit"] in scope.within}
        before = {hit.fields["trial"] for hit in hits if hit.type == "practice"}
        self.decisions = self._by("decision", "subject", {*self.trials, *practices, *before})
        self.uptakes = self._by("uptake", "practice", practices)
        self.check_ins = self._by("check_in", "practice", practices)
        self.units = {one["id"]: one["name"] for one in self._facts("unit", "id", {hit.unit for hit in hits})}

    def tell(self, about: str, same: list[Hit], terms: set[str]) -> dict[str, Any] | None:
        """One result; None when what was found no longer stands."""
        first = same[0]
        phase: str | None
        title: str | None
        card = next((hit for hit in same if hit.type == "learning_card"), None)
        if first.type == "practice":
            kind, phase, title = "practice", self._practice_phase(first), first.fields["title"]
        elif first.type == "barrier":
            kind, phase, title = "barrier", first.fields["kind"], first.fields["text"]
        elif about in self.trials:
            kind, phase = self._trial_state(about)
            title = self.trials[about]["title"]
            if kind == "trial" and all(hit.type == "decision" for hit in same):
                return None  # its words stand in a decision that was taken back
        elif card:
            kind, phase, title = "learning", card.fields.get("choice"), card.fields.get("title")
        else:
            return None
        texts = [hit.fields[name] for hit in same for name in _order(hit) if hit.fields.get(name) and name != "title"]
        return {
            "kind": kind,
            "id": card.id if card and kind == "learning" else about,
            "trial": first.fields.get("trial") if kind == "practice" else None if kind == "barrier" else about,
            "title": title,
            "unit_name": (card and card.fields.get("unit_name")) or self.units.get(first.unit),
            "phase_or_choice": phase,
            "snippet": search.snippet(texts, terms.__contains__),
            "mine": first.unit in self.scope.within or about in self.trials,
            "card": card.fields if card and kind == "learning" else None,
        }

    def _trial_state(self, trial: str) -> tuple[str, str]:
        made = self.decisions[trial]
        choice = rules.standing_choice(made)
        if any(one["choice"] == choice and one["learned"] for one in rules.standing(made)):
            return "learning", str(choice)
        return "trial", rules.trial_phase(self.trials[trial], made, self.today)

    def _practice_phase(self, hit: Hit) -> str:
        practice = {**hit.fields, "unit": hit.unit}
        decisions = rules.with_trial(self.decisions[hit.id], self.decisions[hit.fields["trial"]])
        return rules.practice_phase(practice, self.check_ins[hit.id], decisions, self.today, self.uptakes[hit.id])

    def _by(self, type_name: str, field: str, ids: Iterable[str]) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts(type_name, field, ids):
            found[fact[field]].append(fact)
        return found

    def _facts(self, type_name: str, field: str, ids: Iterable[str]) -> list[Fact]:
        """The records of a type whose field is one of the ids, as the rules want them, in the order of receipt."""
        definition = definitions()[type_name]
        table, at = definition.table, definition.attributes
        wanted = sorted(ids)
        if not wanted:
            return []
        column = table.id if field == "id" else getattr(table, at[field])
        query = select(table).where(table.organisation == self.organisation, column.in_(wanted)).order_by(table.first_seq)
        found = []
        for row in self.session.scalars(query):
            fact = {name: getattr(row, attribute) for name, attribute in at.items()}
            days = {name: value.isoformat() for name, value in fact.items() if isinstance(value, date)}
            envelope = {"id": row.id, "unit": row.unit, "created_by": row.created_by, "received_at": row.received_at}
            found.append({**fact, **days, **envelope})
        return found


def _order(hit: Hit) -> list[str]:
    """The searched fields of a hit, what was learned first."""
    return sorted(definitions()[hit.type].kind.searched, key=lambda name: name != "learned")
