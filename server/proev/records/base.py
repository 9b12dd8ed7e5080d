"""What every record type has: its envelope columns, its `Kind` (the rules that are not about one field), its place in
the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from ..columns import UtcDateTime
from .fields import Field, named

ANYBODY = ("staff", "leader", "admin")
LEADER = ("leader",)
ADMIN = ("admin",)
SERVER: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """The rules of a record type as a whole.

    `create` and `edit` are the roles that may do so in the record's unit (empty: only the server). `append_only`
    records never change. `unit_from` names the reference whose record lends its unit ("self": the record is a unit).
    `unit_forced` says that a unit sent along is overruled by that. `audience` says who sees a record beside its unit
    and those above it: "unit" (nobody more), "below" (also every unit below, as with themes), "everyone",
    "listed" (those units that the scope lists it for), "sender" (its sender and the leaders of its unit).
    `bulky` types are left out on the phone of somebody with a very large scope, for units below one's own.
    `shapes_scope` marks types whose writing can change what somebody sees. `check` holds the rules over several
    fields and records. `follow` says what the server does by itself after a record was written (see follow.py).
    `searched` names the fields whose words the search finds; those of `title` weigh more.
    """

    create: tuple[str, ...]
    edit: tuple[str, ...]
    append_only: bool = False
    unit_from: str | None = None
    unit_forced: bool = False
    audience: str = "unit"
    listed_by: tuple[str, ...] = ()
    bulky: bool = False
    shapes_scope: bool = False
    anybody_above: bool = False
    check: Callable[[Any], None] | None = None
    follow: Callable[[Any], None] | None = None
    searched: tuple[str, ...] = ()


class RecordTable:
    """Mixin of every record type's table: the envelope. A typed row exists only while the record is not deleted."""

    rules: ClassVar[Kind]

    organisation: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-9)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-8)
    unit: Mapped[str] = mapped_column(String(36), nullable=False, sort_order=-7)
    created_by: Mapped[str | None] = mapped_column(String(36), sort_order=-6)
    captured_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=-5)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False, sort_order=-4)
    first_seq: Mapped[int] = mapped_column(BigInteger, nullable=False, sort_order=-3)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        name = str(cls.__tablename__)  # type: ignore[attr-defined]
        keys: list[Any] = [
            ForeignKeyConstraint(
                ["organisation", "id"], ["record.organisation", "record.id"], name=f"{name}_record_fk", ondelete="CASCADE"
            ),
            Index(f"{name}_unit", "organisation", "unit", "first_seq"),
        ]
        return (*keys, *(Index(f"{name}_{column}", "organisation", column) for column in cls.indexed()))

    @classmethod
    def indexed(cls) -> tuple[str, ...]:
        """Columns that figures and look-ups search by."""
        return ()


@dataclass(frozen=True)
class Definition:
    """One record type as the rest of the server sees it: name, fields by wire name, rules, table, what it says; the fields
    that point at records, and those that name attachments."""

    name: str
    kind: Kind
    table: Any
    fields: dict[str, Field]
    attributes: dict[str, str]
    about: str
    references: tuple[Field, ...] = field(default=())
    files: tuple[str, ...] = ()

    @property
    def is_server_made(self) -> bool:
        """True when no client may write the type."""
        return not self.kind.create


_registry: dict[str, Definition] = {}


def define(table: type) -> type:
    """Class decorator: read the table's columns and enter the type in the registry."""
    from sqlalchemy import inspect

    mapper: Any = inspect(table)
    fields: dict[str, Field] = {}
    attributes: dict[str, str] = {}
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if "field" in column.info:
            fields[column.name] = named(column.info["field"], column.name)
            attributes[column.name] = attribute.key
    name = str(table.__tablename__)  # type: ignore[attr-defined]
    pointing = tuple(f for f in fields.values() if f.kind in ("reference", "references") and f.target)
    about = " ".join((table.__doc__ or "").split())
    files = tuple(f.name for f in fields.values() if f.files)
    _registry[name] = Definition(name, table.rules, table, fields, attributes, about, pointing, files)  # type: ignore[attr-defined]
    return table


def definitions() -> dict[str, Definition]:
    """Every record type by name, in the order of the names: whichever module was imported first."""
    if list(_registry) != sorted(_registry):
        ordered = sorted(_registry.items())
        _registry.clear()
        _registry.update(ordered)
    return _registry
