"""A trial's page: its phase, its decisions, those that came of it, and who tried it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, select

from .. import rules, runchart
from ..access import Standing
from ..records import definitions, kin
from .reader import Reader, Told, facts, reader_of

Decided = dict[str, list[Told]]


def trial_page(organisation: str, standing: Standing, trial_id: str, today: date) -> dict[str, Any]:
    """Everything that belongs to a trial but its observations. Raises `NotThere`.

    `run_chart` says whether there is a value to chart; `needs` what starting lacks; `contradictions` the ids of
    decisions to settle; `children` are trials that carry on from it, `together` its siblings, both within the reader's
    units; `together_elsewhere` the siblings in other units, by the name of their unit and how often it worked;
    `tried_elsewhere` trials that took it up, by the name of their unit and what they learned: those within the reader's
    units, and of all others those that are told to everybody by their learning card.
    """
    with reader_of(organisation, standing) as reader:
        record = reader.one("trial", trial_id)
        children = reader.pointing("trial", "parent_trial", [trial_id])
        together = [one for one in _siblings(reader, record) if one["id"] != trial_id]
        inspired = reader.pointing("trial", "origin_trial", [trial_id])
        decided = _decided(reader, [record, *children, *together, *inspired])
        own = decided[trial_id]
        counted, with_value = _observations(reader, trial_id)
        return {
            "record": record,
            "phase": rules.trial_phase(record["fields"], facts(own), today),
            "observations_count": counted,
            "decisions": own,
            "run_chart": bool(with_value or record["fields"].get("baseline")),
            "period_days": rules.period_days(record["fields"], facts(own)),
            "needs": rules.starting_needs(record["fields"]),
            "contradictions": [one["id"] for one in rules.contradictions(facts(own))],
            "children": [_in_short(one, decided, today) for one in children],
            "together": [_in_short(one, decided, today) for one in together],
            "together_elsewhere": _told_of(record, {one["unit"] for one in together}, today),
            "tried_elsewhere": [*_tried(reader, inspired, decided, today), *_on_cards(reader, trial_id, inspired)],
        }


def trial_chart(organisation: str, standing: Standing, trial_id: str) -> dict[str, Any]:
    """A trial's run chart (see `runchart.run_chart`). Raises `NotThere`."""
    with reader_of(organisation, standing) as reader:
        record = reader.one("trial", trial_id)
        observations = facts(reader.pointing("observation", "trial", [trial_id]))
        return runchart.run_chart(record["fields"].get("baseline") or [], observations)


def _siblings(reader: Reader, record: Told) -> list[Told]:
    """Those that the reader may see of the trials that several units try at once."""
    shared = record["fields"].get("together")
    return reader.pointing("trial", "together", [shared]) if shared else []


def _told_of(record: Told, seen: set[str], today: date) -> list[dict[str, Any]]:
    """The siblings of which the trial itself tells (records/kin.py) and which the reader may not see: no ids."""
    others = [one for one in record["fields"].get("kin", {}).get("together", ()) if one["unit"] not in seen]
    return [
        {
            "unit_name": one.get("name"),
            "title": one["title"],
            "phase": rules.told_phase(one, today),
            **{outcome: one[outcome] for outcome in kin.OUTCOMES},
        }
        for one in others
    ]


def _decided(reader: Reader, trials: list[Told]) -> Decided:
    """The decisions of all these trials, by trial, in the order of receipt."""
    found: Decided = defaultdict(list)
    for one in reader.pointing("decision", "subject", {trial["id"] for trial in trials}, everywhere=True):
        found[one["fields"]["subject"]].append(one)
    return found


def _observations(reader: Reader, trial_id: str) -> tuple[int, int]:
    """How many observations stand that no other replaces, and how many of them have a value."""
    table = definitions()["observation"].table
    of_trial = (table.organisation == reader.organisation, table.trial == trial_id)
    replaced = select(table.replaces).where(*of_trial, table.replaces.is_not(None))
    asked = select(func.count(), func.count(table.value)).where(*of_trial, table.id.not_in(replaced))
    counted, with_value = reader.session.execute(asked).one()
    return int(counted), int(with_value)


def _in_short(trial: Told, decided: Decided, today: date) -> dict[str, Any]:
    phase = rules.trial_phase(trial["fields"], facts(decided[trial["id"]]), today)
    return {"id": trial["id"], "unit": trial["unit"], "title": trial["fields"]["title"], "phase": phase}


def _tried(reader: Reader, trials: list[Told], decided: Decided, today: date) -> list[dict[str, Any]]:
    """Unit and learning only: no ids, and nobody's name."""
    unit = definitions()["unit"].table
    wanted = {one["unit"] for one in trials}
    named = select(unit.id, unit.name).where(unit.organisation == reader.organisation, unit.id.in_(wanted))
    names = {row.id: row.name for row in reader.session.execute(named)}
    told = []
    for one in trials:
        standing = rules.standing_decision(facts(decided[one["id"]])) or {}
        phase = rules.trial_phase(one["fields"], facts(decided[one["id"]]), today)
        learned = standing.get("learned")
        told.append({"unit_name": names.get(one["unit"]), "title": one["fields"]["title"], "phase": phase, "learned": learned})
    return told


def _on_cards(reader: Reader, trial_id: str, seen: list[Told]) -> list[dict[str, Any]]:
    """Of trials that the reader may not see, what their learning cards tell: shared by their unit, and ended."""
    cards = [one["fields"] for one in reader.pointing("learning_card", "origin_trial", [trial_id])]
    known = {one["id"] for one in seen}
    return [
        {
            "unit_name": one.get("unit_name"),
            "title": one["title"],
            "phase": rules.FINAL[one["choice"]],
            "learned": one.get("learned"),
        }
        for one in cards
        if one["trial"] not in known
    ]
