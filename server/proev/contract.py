"""The contract: what the record definitions say, as marshmallow schemas, as JSON, and as TypeScript. Pure.

The marshmallow fields both validate what a phone sends and describe it in OpenAPI. They turn a value into its
canonical wire form (NFC text, `12.50` → `12.5`) rather than into Python objects: the journal keeps the wire form.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields

from . import values
from .ids import is_id
from .records import Definition, Field, definitions

SCHEMA = 1
"""The contract's version: what a client writes in `schema`. It only grows."""


class Wire(fields.Field[Any]):
    """One field of the contract. A failure is reported as the key of a sentence; `None` means cleared."""

    def __init__(self, spec: Field) -> None:
        self.spec = spec
        super().__init__(required=False, allow_none=True, metadata=openapi(spec))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if value is None or value == "" or value == []:
            return None
        try:
            return _READERS[self.spec.kind](self.spec, value)
        except values.BadValue as bad:
            raise ValidationError(str(bad)) from None


def _text(spec: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        raise values.BadValue("not_text")
    clean = values.nfc(value)
    if len(clean) > (spec.most or 0):
        raise values.BadValue("too_long")
    return clean


def _choice(spec: Field, value: Any) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        raise values.BadValue("not_a_choice")
    return value


def _flag(spec: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise values.BadValue("not_a_flag")
    return value


def _integer(spec: Field, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise values.BadValue("not_whole")
    if not (spec.least or 0) <= value <= (spec.most or 0):
        raise values.BadValue("out_of_range")
    return value


def _day(spec: Field, value: Any) -> str:
    return values.day(value)


def _day_or_hour(spec: Field, value: Any) -> str:
    return values.day_or_hour(value)


def _instant(spec: Field, value: Any) -> str:
    return values.instant(value)


def _decimal(spec: Field, value: Any) -> str:
    return values.canonical_decimal(value, spec.before or 0, spec.after or 0)


def _reference(spec: Field, value: Any) -> str:
    if not is_id(value):
        raise values.BadValue("not_an_id")
    return str(value)


def _list(spec: Field, value: Any, one: Any) -> list[Any]:
    if not isinstance(value, list):
        raise values.BadValue("not_a_list")
    if len(value) > (spec.most or 0):
        raise values.BadValue("too_many")
    return [one(spec, entry) for entry in value]


def _json(spec: Field, value: Any) -> Any:
    raise values.BadValue("json_not_written")


_READERS: dict[str, Any] = {
    "text": _text, "choice": _choice, "flag": _flag, "integer": _integer, "day": _day, "day_or_hour": _day_or_hour,
    "instant": _instant, "decimal": _decimal, "reference": _reference, "json": _json,
    "decimals": lambda spec, value: _list(spec, value, _decimal),
    "references": lambda spec, value: _list(spec, value, _reference),
    "choices": lambda spec, value: _list(spec, value, _choice),
}  # fmt: skip


def openapi(spec: Field) -> dict[str, Any]:
    """The JSON schema of one field, for the OpenAPI document."""
    shapes: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "maxLength": spec.most},
        "choice": {"type": "string", "enum": list(spec.choices)},
        "flag": {"type": "boolean"},
        "integer": {"type": "integer", "minimum": spec.least, "maximum": spec.most},
        "day": {"type": "string", "format": "date"},
        "day_or_hour": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d)?$"},
        "instant": {"type": "string", "format": "date-time"},
        "decimal": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
        "reference": {"type": "string", "format": "uuid"},
        "decimals": {"type": "array", "maxItems": spec.most, "items": {"type": "string"}},
        "references": {"type": "array", "maxItems": spec.most, "items": {"type": "string", "format": "uuid"}},
        "choices": {"type": "array", "items": {"type": "string", "enum": list(spec.choices)}},
        "json": {},
    }
    return shapes[spec.kind]


@cache
def schema_of(name: str) -> Schema:
    """The marshmallow schema of a record type's fields; every field may be left out (a put carries what changed)."""
    members: dict[str, Any] = {spec.name: Wire(spec) for spec in definitions()[name].fields.values()}
    return Schema.from_dict(members, name=f"{pascal(name)}Fields")()


def as_json() -> dict[str, Any]:
    """The contract for machines: `GET /api/v1/contract`."""
    return {"schema": SCHEMA, "types": {name: _type_json(one) for name, one in definitions().items()}}


def _type_json(one: Definition) -> dict[str, Any]:
    return {
        "about": one.about,
        "create": list(one.kind.create),
        "edit": list(one.kind.edit),
        "append_only": one.kind.append_only,
        "server_made": one.is_server_made,
        "unit_from": one.kind.unit_from,
        "fields": {name: _field_json(spec) for name, spec in one.fields.items()},
    }


def _field_json(spec: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": spec.kind}
    for key in ("required", "most", "least", "before", "after", "free"):
        if getattr(spec, key):
            told[key] = getattr(spec, key)
    if spec.choices:
        told["choices"] = list(spec.choices)
    if spec.target:
        told["target"] = list(spec.target)
    if spec.writers != "any":
        told["writers"] = spec.writers
    return told


def _phone_json(one: Definition) -> dict[str, Any]:
    """What a form on the phone needs to know of the fields that people write; the rest would only make its start heavier."""
    writable = [spec for spec in one.fields.values() if spec.writers != "server"]
    return {spec.name: {key: value for key, value in _field_json(spec).items() if key in _PHONE_KEYS} for spec in writable}


_TYPESCRIPT = {
    "text": "string", "flag": "boolean", "integer": "number", "day": "string", "day_or_hour": "string",
    "instant": "string", "decimal": "string", "reference": "string", "decimals": "string[]",
    "references": "string[]", "json": "unknown",
}  # fmt: skip


def _typescript_type(spec: Field) -> str:
    if spec.kind in ("choice", "choices"):
        union = " | ".join(f"'{word}'" for word in spec.choices)
        return union if spec.kind == "choice" else f"({union})[]"
    return _TYPESCRIPT[spec.kind]


def as_typescript() -> str:
    """The text of pwa/src/contract.gen.ts: an interface per record type, and what forms need of the fields as a constant."""
    lines = [
        "// Written by `proev contract` from the record definitions on the server. Do not edit.",
        "",
        f"export const SCHEMA = {SCHEMA}",
        "",
        "export type Role = 'staff' | 'leader' | 'admin'",
        "",
    ]
    for name, one in definitions().items():
        lines += [f"/** {one.about} */", f"export interface {pascal(name)} {{"]
        for spec in one.fields.values():
            optional = "" if spec.required else "?"
            lines.append(f"  {spec.name}{optional}: {_typescript_type(spec)}")
        lines += ["}", ""]
    lines.append("export interface RecordFields {")
    lines += [f"  {name}: {pascal(name)}" for name in definitions()]
    lines += ["}", "", "export type RecordType = keyof RecordFields", "", *_SPEC_TYPES, ""]
    lines.append("export const contract: Record<RecordType, TypeSpec> = {")
    for name, one in definitions().items():
        lines.append(f"  {name}: {{ fields: {json.dumps(_phone_json(one), ensure_ascii=False)} }},")
    lines += ["}", "", "/** The fields whose words the search finds, by type. */", "export const SEARCHED = {"]
    lines += [f"  {name}: {json.dumps(list(one.kind.searched))}," for name, one in definitions().items() if one.kind.searched]
    return "\n".join([*lines, "}", ""])


def faults(error: ValidationError) -> dict[str, list[str]]:
    """The keys of the sentences by field."""
    told: dict[str, list[str]] = error.normalized_messages()  # type: ignore[no-untyped-call]
    return told


def pascal(name: str) -> str:
    """check_in → CheckIn."""
    return "".join(part.title() for part in name.split("_"))


_PHONE_KEYS = ("kind", "required", "most", "free", "choices")

_SPEC_TYPES = [
    "export interface FieldSpec {",
    "  kind: string",
    "  required?: boolean",
    "  most?: number",
    "  free?: boolean",
    "  choices?: string[]",
    "}",
    "",
    "export interface TypeSpec {",
    "  fields: Record<string, FieldSpec>",
    "}",
]
