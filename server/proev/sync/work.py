"""One writing request's working set: records as they were read and as they will be written.

Mutations are applied to this set one after the other, each whole or not at all (a refusal raises before anything is
touched), and the set is written with a few statements at the end. The order number is taken as late as possible: its
row is locked from then to the commit, which makes commit order and number order the same for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from ..access import Standing, Tree, load_standing, load_tree
from ..db import Overtaken
from ..ids import new_id
from ..journal import Mutation, Organisation, Record, Waiting
from ..records import definitions
from ..records.follow import Written, follow, follow_all, follow_day
from ..values import LIFT
from .attached import write_attached
from .desk import Desk
from .index import write_index
from .project import to_columns


@dataclass
class Row:
    """A record in the working set. `version` and the rest are as they will be; `found` is the version as read and `was`
    the fields as read, in JSON (empty: not there, or deleted)."""

    id: str
    type: str
    unit: str
    version: int
    created_by: str | None
    captured_at: str | None
    skew: int | None
    received_at: datetime
    fields: dict[str, Any]
    writers: dict[str, list[Any]]
    seq: int = 0
    first_seq: int = 0
    deleted: bool = False
    found: int = 0
    was: str = ""
    came: int = 0

    @property
    def order(self) -> tuple[bool, int]:
        """Its place in the order of receipt. What has come with this request has no order number yet, and comes last."""
        return (not self.first_seq, self.first_seq or self.came)

    def writer_of(self, name: str) -> list[Any]:
        """[version, device, author] of the field's last change; see journal.Record."""
        return self.writers.get(name) or self.writers.get("*") or [0, None, None]

    def bury(self, now: datetime, device: str | None = None, user: str | None = None) -> None:
        """Make it a tombstone. Its time of receipt is from then on that of the deletion, which the horizon goes by."""
        self.version += 1
        self.deleted, self.fields, self.writers = True, {}, {"*": [self.version, device, user]}
        self.received_at = now


@dataclass(frozen=True)
class Writer:
    """Who writes: the author with their standing, and the device; what it was held as, when it is applied only now; and what
    of the author's own it stands in place of."""

    user: str
    device: str
    standing: Standing
    skew: int | None = None
    language: str = "da"
    held: Row | None = None
    mends: Row | None = None


@dataclass
class Work:
    """The working set of one request in one organisation."""

    session: Session
    organisation: str
    now: datetime
    today: date
    rows: dict[str, Row | None] = field(default_factory=dict)
    changed: dict[str, Row] = field(default_factory=dict)
    results: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, str]] = field(default_factory=list)
    done_waiting: list[str] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    is_alone: bool = False
    _coming: Iterator[int] = field(default_factory=count)
    _first_version: int | None = None
    _tree: Tree | None = None
    _standings: dict[str, Standing] = field(default_factory=dict)

    # Reading

    @property
    def tree(self) -> Tree:
        """The tree of units, with the units of this request in it."""
        if self._tree is None:
            self._tree = load_tree(self.session, self.organisation)
            for row in self.changed.values():
                self._enter_in_tree(row)
        return self._tree

    @property
    def first_version(self) -> int:
        """The version of a record that comes new from a client: 1, or above all from before the last restore, as the root
        unit's is. One that is sent again after a restore is not to meet an edit whose base passes for a newer one."""
        if self._first_version is None:
            root = select(Record.version).where(Record.organisation == self.organisation, Record.id == self.organisation)
            self._first_version = (self.session.scalar(root) or 0) // LIFT * LIFT + 1
        return self._first_version

    def standing(self, user: str) -> Standing:
        """A user's memberships."""
        if user not in self._standings:
            self._standings[user] = load_standing(self.session, self.organisation, user)
        return self._standings[user]

    def read(self, ids: Iterable[str], lock: str = "") -> None:
        """Read records into the set. `lock` (PostgreSQL): "edit" lets others still point at them, "delete" does not,
        "point" keeps them from being deleted meanwhile. Locks are taken in the order of the ids: no deadlock."""
        wanted = sorted({one for one in ids if one not in self.rows})
        if not wanted:
            return
        query = select(Record).where(Record.organisation == self.organisation, Record.id.in_(wanted)).order_by(Record.id)
        if lock == "edit":
            query = query.with_for_update(key_share=True)
        elif lock == "delete":
            query = query.with_for_update()
        elif lock == "point":
            query = query.with_for_update(read=True, key_share=True)
        self.rows.update(dict.fromkeys(wanted))
        for record in self.session.scalars(query.execution_options(populate_existing=True)):
            self.rows[record.id] = _row(record)

    def get(self, record_id: str) -> Row | None:
        """The record as this request would leave it so far."""
        if record_id not in self.rows:
            self.read([record_id], "" if self.is_alone else "point")
        return self.rows[record_id]

    def pointing(self, type_name: str, column: str, value: Any) -> list[Row]:
        """The records of a type whose field is (a list: holds) a value, as a rule a record's id, in the order of receipt."""
        definition = definitions()[type_name]
        attribute = getattr(definition.table, definition.attributes[column])
        is_list = definition.fields[column].kind == "references"
        found = self._live(type_name, attribute.contains(value) if is_list else attribute == value)
        return [row for row in found if (value in row.fields.get(column, ()) if is_list else row.fields.get(column) == value)]

    def in_units(self, type_name: str, units: Iterable[str]) -> list[Row]:
        """The records of a type that belong to one of the units, in the order of receipt."""
        wanted = set(units)
        return [row for row in self._live(type_name, definitions()[type_name].table.unit.in_(wanted)) if row.unit in wanted]

    def _live(self, type_name: str, condition: ColumnElement[bool]) -> list[Row]:
        """The live records of a type that meet a condition in the database, and all that this request has changed."""
        table = definitions()[type_name].table
        query = select(table.id).where(table.organisation == self.organisation, condition).order_by(table.first_seq)
        ids = list(self.session.scalars(query))
        self.read(ids)
        known = set(ids)
        own = [row.id for row in self.changed.values() if row.type == type_name and row.id not in known]
        return [row for row in (self.rows[one] for one in [*ids, *own]) if row and not row.deleted]

    # Changing

    def new(self, type_name: str, unit: str, fields: dict[str, Any], by: str | None = None) -> Row:
        """A new record that the server makes itself, not entered yet."""
        return Row(
            id=new_id(), type=type_name, unit=unit, version=1, created_by=by, captured_at=None, skew=None,
            received_at=self.now, fields=fields, writers={"*": [1, None, None]}, came=next(self._coming),
        )  # fmt: skip

    def put(self, row: Row) -> None:
        """Enter a new or changed record."""
        self.rows[row.id] = row
        self.changed[row.id] = row
        if self._tree is not None:
            self._enter_in_tree(row)

    def _enter_in_tree(self, row: Row) -> None:
        if row.type == "unit":
            if row.deleted:
                self.tree.parents.pop(row.id, None)
            else:
                self.tree.parents[row.id] = row.fields.get("parent")

    # Writing

    def be_alone(self) -> None:
        """Lock the order number's row: from here to the commit nobody else writes records. All that was read before and
        is not changed here is read anew, because somebody else may have written it since."""
        if self.is_alone:
            return
        counter = select(Organisation.id).where(Organisation.id == self.organisation).with_for_update(key_share=True)
        self.session.execute(counter)
        self.is_alone = True
        self.rows, self._tree = dict(self.changed), None
        self._standings.clear()

    def write(self) -> int:
        """Write the set and what follows from it. Returns the last order number given out (0 when nothing changed)."""
        last = 0
        if self.changed:
            desk = Desk(self)
            follow(desk, [_written(row) for row in self.changed.values()])
            before = len(self.changed)
            last, catch_up = self._take_numbers(before)
            if catch_up:
                catch_up(desk)
                last, _ = self._take_numbers(max(0, len(self.changed) - before))
            for offset, row in enumerate(self.changed.values()):
                row.seq = last - len(self.changed) + 1 + offset
                row.first_seq = row.first_seq or row.seq
            self._write_journal()
            self._write_tables()
            write_index(self.session, self.organisation, self.changed.values())
            write_attached(self.session, self.organisation, self.changed.values(), self.instead)
        if self.results:
            self.session.execute(insert(Mutation), self.results)
        if self.done_waiting:  # before the new ones: what waited for one record may wait for another now
            self.session.execute(
                delete(Waiting).where(Waiting.organisation == self.organisation, Waiting.held.in_(self.done_waiting))
            )
        if self.waiting:
            self.session.execute(insert(Waiting), self.waiting)
        return last

    def _take_numbers(self, count: int) -> tuple[int, Callable[[Desk], None] | None]:
        """The last of `count` new order numbers, and what is to be caught up with: after an upgrade everything, and with
        the first write of a day what follows from the day."""
        shaping = any(definitions()[row.type].kind.shapes_scope for row in self.changed.values())
        counter = Organisation.id == self.organisation
        values: dict[str, Any] = {"seq": Organisation.seq + count}
        if shaping:
            values["scope_seq"] = Organisation.seq + count
        taken = update(Organisation).where(counter).values(values)
        row = self.session.execute(taken.returning(Organisation.seq, Organisation.follow_all, Organisation.followed_on)).one()
        if not row.follow_all and row.followed_on == self.today:
            return int(row.seq), None
        self.session.execute(update(Organisation).where(counter).values(follow_all=False, followed_on=self.today))
        return int(row.seq), follow_all if row.follow_all else follow_day

    def _write_journal(self) -> None:
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        for row in self.changed.values():
            told = {
                "organisation": self.organisation, "id": row.id, "type": row.type, "unit": row.unit, "version": row.version,
                "seq": row.seq, "first_seq": row.first_seq, "deleted": row.deleted, "created_by": row.created_by,
                "captured_at": row.captured_at, "skew": row.skew, "received_at": row.received_at,
                "fields": json.dumps(row.fields, ensure_ascii=False, separators=(",", ":")), "writers": row.writers,
            }  # fmt: skip
            (old if row.found else new).append(told)
        if new:
            self.session.execute(insert(Record), new)
        if old:
            self._overwrite(old)

    def _overwrite(self, rows: list[dict[str, Any]]) -> None:
        """Each only as long as it is what was read: who read it under a weaker lock than writing takes may be overtaken."""
        table: Any = Record.__table__
        keys = {"organisation", "id"}
        statement = (
            update(table)
            .where(
                table.c.organisation == bindparam("of"), table.c.id == bindparam("record"), table.c.version == bindparam("found")
            )
            .values({name: bindparam(f"new_{name}") for name in rows[0] if name not in keys})
        )
        told = [
            {"of": row["organisation"], "record": row["id"], "found": self.changed[row["id"]].found,
             **{f"new_{name}": value for name, value in row.items() if name not in keys}}
            for row in rows
        ]  # fmt: skip
        done = self.session.connection().execute(statement, told)
        if done.rowcount != len(rows):
            raise Overtaken

    def _write_tables(self) -> None:
        gone: dict[str, list[str]] = {}
        new: dict[str, list[dict[str, Any]]] = {}
        for row in self.changed.values():
            if row.found:
                gone.setdefault(row.type, []).append(row.id)
            if not row.deleted:
                new.setdefault(row.type, []).append(to_columns(self.organisation, row))
        for name, ids in gone.items():
            table = definitions()[name].table
            self.session.execute(delete(table).where(table.organisation == self.organisation, table.id.in_(ids)))
        for name, rows in new.items():
            self.session.execute(insert(definitions()[name].table), rows)


def _row(record: Record) -> Row:
    return Row(
        id=record.id, type=record.type, unit=record.unit, version=record.version, created_by=record.created_by,
        captured_at=record.captured_at, skew=record.skew, received_at=record.received_at, fields=json.loads(record.fields),
        writers=record.writers, seq=record.seq, first_seq=record.first_seq, deleted=record.deleted, found=record.version,
        was="" if record.deleted else record.fields,
    )  # fmt: skip


def _written(row: Row) -> Written:
    return Written(row.id, row.type, row.unit, json.loads(row.was) if row.was else None, None if row.deleted else row.fields)


@dataclass(frozen=True)
class View:
    """What the rules may look up, on behalf of one writer (see records.checks.Look)."""

    work: Work
    writer: Writer

    def get(self, record_id: str) -> Row | None:
        """A record, as this request would leave it so far."""
        return self.work.get(record_id)

    def pointing(self, type_name: str, field: str, record_id: str) -> list[Row]:
        """The records of a type whose field points at a record, in the order of receipt."""
        return self.work.pointing(type_name, field, record_id)

    def is_within(self, unit: str, above: str) -> bool:
        """True when one unit lies in or below another."""
        return self.work.tree.is_within(unit, above)

    def roles_at(self, unit: str) -> frozenset[str]:
        """The writer's roles in a unit."""
        return self.writer.standing.roles_at(unit, self.work.tree)

    def editors(self, type_name: str) -> frozenset[str]:
        """The roles that may change a record of a type."""
        return frozenset(definitions()[type_name].kind.edit)

    def be_alone(self) -> None:
        """From here to the commit nobody else writes."""
        self.work.be_alone()
