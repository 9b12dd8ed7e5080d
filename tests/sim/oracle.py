"""What a user's phone must hold, worked out record by record from the plain rows: the scope rule said once more, in
Python and without the server's queries. Also what the database must look like as a whole."""

from __future__ import annotations

import json
from typing import Any

from proev.journal import Record
from proev.records import definitions
from sqlalchemy import select
from sqlalchemy.orm import Session

from .kept import Wrong
from .model import Model

SIMULATED = ("trial", "observation", "feedback", "barrier")


def rows_of(session: Session, *types: str) -> list[dict[str, Any]]:
    """Every record (of the types) as a dictionary."""
    query = select(Record).where(Record.type.in_(types)) if types else select(Record)
    return [
        {"id": one.id, "type": one.type, "unit": one.unit, "version": one.version, "deleted": one.deleted,
         "by": one.created_by, "seq": one.seq, "fields": json.loads(one.fields), "writers": one.writers}
        for one in session.scalars(query)
    ]  # fmt: skip


def view_of(rows: list[dict[str, Any]], user: str) -> dict[str, Any]:
    """Id → {type, version, seq, unit, fields} of what the user may see."""
    live = [one for one in rows if not one["deleted"]]
    lines = lines_of(live)
    own, leads = places_of(live, user)
    within = {unit for unit, line in lines.items() if line & own}
    above = {one for unit in own for one in lines[unit]}
    known = {one["fields"]["person"] for one in live if one["type"] == "membership" and one["unit"] in within}
    known |= {one["fields"]["practice"] for one in live if one["type"] == "uptake" and one["unit"] in within}
    seen = {}
    for one in live:
        audience = definitions()[one["type"]].kind.audience
        if audience == "sender":
            is_seen = one["by"] == user or bool(lines[one["unit"]] & leads)
        elif audience == "everyone":
            is_seen = True
        elif one["type"] == "person":
            is_seen = one["id"] in known
        else:
            is_seen = one["unit"] in within or (audience == "below" and one["unit"] in above) or one["id"] in known
        if is_seen:
            seen[one["id"]] = {name: one[name] for name in ("type", "version", "seq", "unit", "fields")}
    return seen


def named_by(row: dict[str, Any]) -> list[str]:
    """The attachments that a record names; what is held names those of its mutation until it has become a record."""
    fields = row["fields"]
    if row["type"] == "held":
        if fields.get("resolved_on") and not fields.get("answer"):
            return []
        fields = fields["mutation"].get("fields") or {}
    named = fields.get("attachments") if isinstance(fields, dict) else None
    return named if isinstance(named, list) else []


def lines_of(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Each unit → itself and those above it."""
    parent = {one["id"]: one["fields"].get("parent") for one in rows if one["type"] == "unit" and not one["deleted"]}
    return {unit: _line(unit, parent) for unit in parent}


def places_of(rows: list[dict[str, Any]], user: str) -> tuple[set[str], set[str]]:
    """The units that somebody belongs to, and those among them that they lead."""
    mine = [one for one in rows if one["type"] == "membership" and not one["deleted"] and one["fields"]["person"] == user]
    return {one["unit"] for one in mine}, {one["unit"] for one in mine if one["fields"]["role"] in ("leader", "admin")}


def _line(unit: str, parent: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    at: str | None = unit
    while at is not None and at not in found:
        found.add(at)
        at = parent.get(at)
    return found


def compare(rows: list[dict[str, Any]], model: Model) -> None:
    """The database holds what the acknowledged mutations made of it, no less and no more. Raises `Wrong`."""
    there = {one["id"]: one for one in rows if one["type"] in SIMULATED}
    for record, kept in model.records.items():
        row = there.pop(record, None)
        if row is None:
            raise Wrong(f"{kept.type} {record} was acknowledged and is not there")
        got = (row["version"], row["unit"], row["deleted"], row["fields"], row["by"])
        if got != (kept.version, kept.unit, kept.is_deleted, kept.fields, kept.created[2]):
            raise Wrong(f"{kept.type} {record} is {got}, and should be {kept}")
        for name in kept.fields:
            writer = (row["writers"].get(name) or row["writers"]["*"])[1:3]
            if tuple(writer) != kept.writer(name)[1:3]:
                raise Wrong(f"{kept.type} {record}: {name} was written by {writer}, and should be by {kept.writer(name)}")
    if there:
        raise Wrong(f"nobody has made {sorted(there)}")
    kept_conflicts = sum(one["type"] == "conflict" for one in rows)
    if kept_conflicts != model.conflicts:
        raise Wrong(f"{model.conflicts} conflicts came about, {kept_conflicts} are kept")
    held = {one["id"]: one for one in rows if one["type"] == "held"}
    for held_id, told in model.held.items():
        if held_id not in held or held[held_id]["fields"]["mutation"] != told.mutation:
            raise Wrong(f"{told} was held and is not there whole")
        if not told.became and told.reason == "unknown_record" and model.could_be_let_in(told):
            raise Wrong(f"{told} still waits for what has arrived")
