"""Applying one mutation to the working set: schema, then access, then rules, then merge, then store.

Knows records as such and names none of them: what is special about a type stands in its definition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError

from .. import access, contract, values
from ..cpr import mask_cpr
from ..hold import Hold
from ..ids import is_id
from ..journal import ScopeRow
from ..records import Definition, definitions
from ..records.checks import Change
from . import merge
from .used import is_in_use
from .work import Row, View, Work, Writer


@dataclass
class Outcome:
    """What became of a mutation. `as_sent` is true when the record now reads exactly as the client wrote it, on the
    version just before: the reply may then leave it out."""

    record: str
    version: int
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    as_sent: bool = False
    created: bool = False


def apply(work: Work, writer: Writer, mutation: dict[str, Any]) -> Outcome:
    """Apply one well-formed mutation, or raise `Hold` without having touched anything."""
    definition = definitions().get(mutation["type"])
    if definition is None:
        raise Hold("unknown_type", "unknown_type")
    record_id = mutation.get("record") or mutation["id"]
    row = work.get(record_id)
    if row is not None and row.type != definition.name:
        raise Hold("id_reused", "other_type")
    if mutation["op"] == "delete":
        return _delete(work, writer, definition, row, mutation)
    sent = dict(mutation.get("fields") or {})
    unit = sent.pop("unit", None)
    if unit is not None and not is_id(unit):
        raise Hold("invalid", "not_an_id", "unit")
    clean = _clean(work, definition, sent, mutation.get("not_cpr") or [])
    if row is None:
        # An edit made before its record was sent has base 0 too. It waits for the record, which may be held itself.
        if mutation.get("base") or (record_id != mutation["id"] and not _is_whole(definition, unit, clean)):
            raise Hold("unknown_record", "unknown_record", "record", missing=record_id)
        return _create(work, writer, definition, record_id, unit, clean, sent, mutation)
    return _edit(work, writer, definition, row, unit, clean, sent, mutation)


def _is_whole(definition: Definition, unit: str | None, clean: dict[str, Any]) -> bool:
    """True when these fields can be a new record and not only an edit of one."""
    has_unit = unit is not None or definition.kind.unit_from is not None
    return has_unit and all(clean.get(spec.name) is not None for spec in definition.fields.values() if spec.required)


def _clean(work: Work, definition: Definition, sent: dict[str, Any], not_cpr: list[str]) -> dict[str, Any]:
    """The fields in canonical form, civil registration numbers masked."""
    try:
        clean: dict[str, Any] = contract.schema_of(definition.name).load(sent)
    except ValidationError as error:
        raise _invalid(definition, contract.faults(error)) from None
    for name, value in clean.items():
        if definition.fields[name].free and value and name not in not_cpr:
            clean[name] = mask_cpr(value, work.today)
    return clean


def _invalid(definition: Definition, messages: dict[str, Any]) -> Hold:
    name, keys = next(iter(messages.items()))
    key = keys[0] if isinstance(keys, list) else "bad_mutation"
    spec = definition.fields.get(name)
    if spec is None:
        return Hold("invalid", "unknown_field", name)
    return Hold("invalid", key, name, most=spec.most, least=spec.least, before=spec.before, after=spec.after)


def _create(
    work: Work, writer: Writer, definition: Definition, record_id: str, unit: str | None,
    clean: dict[str, Any], sent: dict[str, Any], mutation: dict[str, Any],
) -> Outcome:  # fmt: skip
    fields = {name: value for name, value in clean.items() if value is not None}
    if definition.is_server_made:
        raise Hold("forbidden", "server_made")
    for spec in definition.fields.values():
        if spec.required and spec.name not in fields:
            raise Hold("invalid", "required", spec.name)
    unit, asked_at = _unit_of_new(work, definition, record_id, unit, fields)
    view = View(work, writer)
    roles = view.roles_at(asked_at)
    _let_in(work, writer, asked_at, roles)
    if not access.may_create(definition, roles):
        raise Hold("forbidden", "role_lacks")
    _point_at_known(work, definition, fields)
    _may_write_fields(definition, fields, roles, is_author=True)
    if definition.kind.check:
        definition.kind.check(Change(record_id, unit, writer.user, None, fields, fields, work.today, view))
    version = work.first_version
    work.put(
        Row(
            id=record_id, type=definition.name, unit=unit, version=version, created_by=writer.user,
            captured_at=mutation.get("at"), skew=writer.skew, received_at=work.now, fields=fields,
            writers={"*": merge.marked(version, "*", None, writer)}
            | {name: merge.marked(version, name, value, writer) for name, value in fields.items() if writer.mends},
        )
    )  # fmt: skip
    as_sent = sent == fields and (mutation.get("fields") or {}).get("unit") == unit
    return Outcome(record_id, version, as_sent=as_sent, created=True)


def _unit_of_new(work: Work, definition: Definition, record_id: str, unit: str | None, fields: dict[str, Any]) -> tuple[str, str]:
    """The unit that a new record belongs to, and the unit in which its author needs a role."""
    source = definition.kind.unit_from
    if source == "self":
        return record_id, fields.get("parent") or record_id
    if source and (definition.kind.unit_forced or unit is None):
        subject = work.get(fields[source])
        if subject is None:
            raise Hold("unknown_record", "unknown_record", source, missing=fields[source])
        return subject.unit, subject.unit
    if unit is None:
        raise Hold("invalid", "unit_missing", "unit")
    if unit not in work.tree.parents:
        raise Hold("unknown_record", "unknown_unit", "unit", missing=unit)
    return unit, unit


def _edit(
    work: Work, writer: Writer, definition: Definition, row: Row, unit: str | None,
    clean: dict[str, Any], sent: dict[str, Any], mutation: dict[str, Any],
) -> Outcome:  # fmt: skip
    view = View(work, writer)
    roles = view.roles_at(row.unit)
    _let_in(work, writer, row.unit, roles)
    if row.deleted:
        raise Hold("deleted", "deleted_record")
    if definition.kind.append_only:
        raise Hold("locked_field", "append_only")
    if unit is not None and unit != row.unit and not definition.kind.unit_forced:
        raise Hold("locked_field", "unit_is_fixed", "unit")
    if not access.may_edit(definition, roles):
        raise Hold("forbidden", "role_lacks" if definition.kind.edit else "server_made")
    for name, value in clean.items():
        if value is None and definition.fields[name].required:
            raise Hold("invalid", "required_cleared", name)
    base = mutation.get("base") or 0
    stored, conflicts = merge.split(row, clean, base, view)
    put = {name: value for name, value in stored.items() if row.fields.get(name) != value}
    _may_write_fields(definition, put, roles, is_author=row.created_by == writer.user)
    _point_at_known(work, definition, put)
    after = {name: value for name, value in {**row.fields, **put}.items() if value is not None}
    if definition.kind.check:
        definition.kind.check(Change(row.id, row.unit, writer.user, dict(row.fields), after, put, work.today, view))
    as_sent = base == row.version and not conflicts and {k: v if v != "" and v != [] else None for k, v in sent.items()} == clean
    if stored or not conflicts:
        merge.store(row, stored, writer)
        work.put(row)
    for one in conflicts:
        _keep_conflict(work, writer, row, one)
    return Outcome(row.id, row.version, conflicts, as_sent)


def _keep_conflict(work: Work, writer: Writer, row: Row, conflict: dict[str, Any]) -> None:
    told = {"record_type": row.type, "record": row.id, "field": conflict["field"], "other_by": writer.user}
    for name, value in (("kept", conflict["kept"]), ("other", conflict["yours"])):
        if value is not None:
            told[name] = value
    work.put(server_made(work, "conflict", row.unit, told))


def server_made(work: Work, type_name: str, unit: str, fields: dict[str, Any], by: str | None = None) -> Row:
    """A new record that the server makes itself."""
    return work.new(type_name, unit, fields, by)


def _delete(work: Work, writer: Writer, definition: Definition, row: Row | None, mutation: dict[str, Any]) -> Outcome:
    if row is None:
        raise Hold("unknown_record", "unknown_record", "record", missing=mutation.get("record"))
    view = View(work, writer)
    roles = view.roles_at(row.unit)
    _let_in(work, writer, row.unit, roles)
    if row.deleted:
        return Outcome(row.id, row.version)
    if not access.may_delete(definition, roles, row.created_by == writer.user):
        raise Hold("forbidden", "delete_not_allowed")
    base = mutation.get("base") or 0
    if merge.is_changed_since(row, base, view):
        raise Hold("stale", "stale_delete")
    if is_in_use(work, row):
        raise Hold("in_use", "in_use")
    as_sent = base == row.version
    row.bury(work.now, writer.device, writer.user)
    work.put(row)
    return Outcome(row.id, row.version, as_sent=as_sent)


def _let_in(work: Work, writer: Writer, unit: str, roles: frozenset[str]) -> None:
    """Nobody writes in a unit where they have no role; who had one before keeps what they wrote, for its leader."""
    if roles:
        return
    earlier = work.session.query(ScopeRow.content).filter_by(organisation=work.organisation, user=writer.user)
    if any(unit in content["within"] for (content,) in earlier):
        raise Hold("unit_lost", "unit_lost")
    raise Hold("forbidden", "not_in_unit")


def _point_at_known(work: Work, definition: Definition, fields: dict[str, Any]) -> None:
    """Whatever the fields point at is there, of the right type, and not deleted."""
    for spec in definition.references:
        value = fields.get(spec.name)
        for one in value if isinstance(value, list) else [value] if value else []:
            found = work.get(one)
            if found is None:
                raise Hold("unknown_record", "unknown_record", spec.name, missing=one)
            if found.type not in spec.target:
                raise Hold("invalid", "wrong_kind_of_record", spec.name)
            if found.deleted:
                raise Hold("unknown_record", "points_at_deleted", spec.name)


def _may_write_fields(definition: Definition, put: dict[str, Any], roles: frozenset[str], is_author: bool) -> None:
    for name in put:
        needed = definition.fields[name].writers
        if needed in ("leader", "admin") and needed not in roles:
            raise Hold("forbidden", f"field_{needed}_only", name)
        if needed == "author" and not is_author:
            raise Hold("forbidden", "field_author_only", name)
        if needed == "server":
            raise Hold("forbidden", "server_made", name)


def well_formed(mutation: Any) -> dict[str, Any]:
    """The mutation, once it is sure that it has the form of the wire; else `Hold`."""
    if not isinstance(mutation, dict) or not is_id(mutation.get("id")):
        raise Hold("invalid", "bad_mutation_id")
    base = mutation.get("base")
    record = mutation.get("record")
    is_right = (
        isinstance(mutation.get("type"), str)
        and mutation.get("op") in ("put", "delete")
        and (base is None or (isinstance(base, int) and not isinstance(base, bool) and 0 <= base < 2**62))
        and (record is None or is_id(record))
        and isinstance(mutation.get("fields") or {}, dict)
        and isinstance(mutation.get("not_cpr") or [], list)
        and (mutation["op"] == "put" or record is not None)
    )
    if not is_right:
        raise Hold("invalid", "bad_mutation")
    if mutation.get("at") is not None:
        try:
            values.instant(mutation["at"])
        except values.BadValue:
            raise Hold("invalid", "not_an_instant", "at") from None
    return mutation
