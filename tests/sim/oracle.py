"""What a user's phone must hold, worked out record by record from the plain rows: the scope rule said once more, in
Python and without the server's queries. Also what the database must look like as a whole."""

from __future__ import annotations

import json
from typing import Any

from proev.journal import Record
from proev.records import definitions
from sqlalchemy import select
from sqlalchemy.orm import Session

from .model import Model, Wrong

SIMULATED = ("trial", "observation", "feedback", "barrier")


def rows_of(session: Session) -> list[dict[str, Any]]:
    """Every record as a dictionary."""
    return [
        {"id": one.id, "type": one.type, "unit": one.unit, "version": one.version, "deleted": one.deleted,
         "by": one.created_by, "seq": one.seq, "fields": json.loads(one.fields)}
        for one in session.scalars(select(Record))
    ]  # fmt: skip


def view_of(rows: list[dict[str, Any]], user: str) -> dict[str, Any]:
    """Id → {type, version, unit, fields} of what the user may see."""
    live = [one for one in rows if not one["deleted"]]
    parent = {one["id"]: one["fields"].get("parent") for one in live if one["type"] == "unit"}
    mine = [one for one in live if one["type"] == "membership" and one["fields"]["person"] == user]
    own = {one["unit"] for one in mine}
    leads = {one["unit"] for one in mine if one["fields"]["role"] in ("leader", "admin")}
    lines = {unit: _line(unit, parent) for unit in parent}
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
            seen[one["id"]] = {name: one[name] for name in ("type", "version", "unit", "fields")}
    return seen


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
        got = (row["version"], row["deleted"], row["fields"])
        if got != (kept.version, kept.is_deleted, kept.fields):
            raise Wrong(f"{kept.type} {record} is {got}, and should be {kept}")
    if there:
        raise Wrong(f"nobody has made {sorted(there)}")
    conflicts = sum(len(result.get("conflicts", [])) for _, _, result in model.results.values())
    kept_conflicts = sum(one["type"] == "conflict" for one in rows)
    if kept_conflicts < conflicts:
        raise Wrong(f"{conflicts} conflicts were told of, {kept_conflicts} are kept")
    held = {one["id"]: one for one in rows if one["type"] == "held"}
    for held_id, mutation in model.held.items():
        if held_id not in held or held[held_id]["fields"]["mutation"] != model.results[mutation][0]:
            raise Wrong(f"mutation {mutation} was held and is not there whole")
        fields = held[held_id]["fields"]
        trial = fields["mutation"].get("fields", {}).get("trial")
        if fields["reason"] == "unknown_record" and trial in model.records and not model.records[trial].is_deleted:
            raise Wrong(f"mutation {mutation} still waits for a trial that has arrived")
