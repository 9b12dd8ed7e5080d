"""The vocabulary in which record types are written down: one helper per kind of field.

Each helper returns an ordinary SQLAlchemy column that carries its `Field` (limits, choices, who may write it) in
`column.info["field"]`. Tables, marshmallow schemas, OpenAPI and the TypeScript contract are all read from there, so
that a field is described once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import MappedColumn, mapped_column

from ..columns import JsonText, ScaledDecimal, UtcDateTime


@dataclass(frozen=True)
class Field:
    """What one field may hold and who may write it. `name` is the wire name.

    `most` counts Unicode code points for a text and entries for a list. `writers` narrows who may change the field
    once the type's own rule has let the writer in: "any" (whoever may edit), "leader", "admin", "author" (only the
    person who made the record) or "server" (nobody: the server fills it in). `free` marks words that a person typed
    and that are therefore searched for civil registration numbers. `files` marks ids of attachments.
    """

    name: str
    kind: str
    required: bool = False
    most: int | None = None
    least: int | None = None
    choices: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    writers: str = "any"
    free: bool = False
    files: bool = False


def _column(column_type: Any, field: Field, name: str | None = None) -> MappedColumn[Any]:
    arguments: list[Any] = [name, column_type] if name else [column_type]
    return mapped_column(*arguments, nullable=True, info={"field": field})


def words(most: int, *, required: bool = False, writers: str = "any", name: str = "") -> MappedColumn[Any]:
    """Free text of at most `most` code points (after NFC)."""
    field = Field(name, "text", required=required, most=most, writers=writers, free=True)
    return _column(Text(), field, name or None)


def label(most: int, *, required: bool = False, writers: str = "any", name: str = "") -> MappedColumn[Any]:
    """Text that is not a person's free words (a code, a token, a language tag)."""
    field = Field(name, "text", required=required, most=most, writers=writers)
    return _column(String(most), field, name or None)


def choice(*choices: str, required: bool = False, writers: str = "any") -> MappedColumn[Any]:
    """Exactly one of the given words."""
    return _column(String(24), Field("", "choice", required=required, choices=choices, writers=writers))


def choices(*allowed: str, writers: str = "any") -> MappedColumn[Any]:
    """A list of the given words, each at most once."""
    return _column(JsonText(), Field("", "choices", choices=allowed, most=len(allowed), writers=writers))


def flag(*, writers: str = "any") -> MappedColumn[Any]:
    """True or false."""
    return _column(Boolean(), Field("", "flag", writers=writers))


def whole(least: int, most: int, *, writers: str = "any") -> MappedColumn[Any]:
    """A whole number between `least` and `most`, both included."""
    return _column(Integer(), Field("", "integer", least=least, most=most, writers=writers))


def day(*, required: bool = False, writers: str = "any", name: str = "") -> MappedColumn[Any]:
    """A calendar day, `YYYY-MM-DD`, in the organisation's time zone."""
    return _column(Date(), Field(name, "day", required=required, writers=writers), name or None)


def day_or_hour(*, required: bool = False, writers: str = "any") -> MappedColumn[Any]:
    """A day, or a day with its hour (`YYYY-MM-DDTHH`): never finer, so that nobody can be recognised by the minute."""
    return _column(String(13), Field("", "day_or_hour", required=required, writers=writers))


def instant(*, required: bool = False, writers: str = "any") -> MappedColumn[Any]:
    """A moment, RFC 3339 with offset on the wire, UTC in the database."""
    return _column(UtcDateTime(), Field("", "instant", required=required, writers=writers))


def decimal(before: int, after: int) -> MappedColumn[Any]:
    """An exact number with at most `before` digits before and `after` (≤ 4) after the point; a string on the wire."""
    return _column(ScaledDecimal(), Field("", "decimal", before=before, after=after))


def decimals(most: int, before: int = 6, after: int = 4) -> MappedColumn[Any]:
    """A list of exact numbers. A list is one field: it is replaced as a whole."""
    return _column(JsonText(), Field("", "decimals", most=most, before=before, after=after))


def reference(*target: str, required: bool = False, writers: str = "any") -> MappedColumn[Any]:
    """The id of another record, of one of the `target` types; without a target, any id (nothing is looked up)."""
    return _column(String(36), Field("", "reference", required=required, target=target, writers=writers))


def references(*target: str, most: int) -> MappedColumn[Any]:
    """A list of ids of other records. A list is one field: it is replaced as a whole."""
    return _column(JsonText(), Field("", "references", target=target, most=most))


def files(most: int) -> MappedColumn[Any]:
    """A list of attachments' ids. The files come beside the record, before it or after it."""
    return _column(JsonText(), Field("", "references", most=most, files=True))


def anything(*, required: bool = False) -> MappedColumn[Any]:
    """JSON of any form, written by the server only."""
    return _column(JsonText(), Field("", "json", required=required, writers="server"))


def named(field: Field, name: str) -> Field:
    """The field with its wire name filled in from the attribute's column."""
    return replace(field, name=name)
