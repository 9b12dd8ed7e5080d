"""The desk at which the server does what follows from a request (see records/follow.py), over the request's working set.

Its first reading waits until nobody else writes (`Work.be_alone`): what follows is then worked out from the newest state,
by one request after the other. Two that end trials at once neither miss what the other wrote nor wait for each other in a
circle, because the row that all of them wait for is the last that each of them locks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ..access import Tree, load_standing, load_tree
from ..ids import derived_id
from ..records import definitions

if TYPE_CHECKING:
    from ..records.checks import Seen
    from .work import Row, Work


class Desk:
    """See records.follow.Desk."""

    def __init__(self, work: Work) -> None:
        self._waiting_work = work
        self._tree_before: Tree | None = None

    @property
    def work(self) -> Work:
        """The working set, once nobody else writes."""
        self._waiting_work.be_alone()
        return self._waiting_work

    @property
    def today(self) -> date:
        """The organisation's day."""
        return self._waiting_work.today

    # Reading

    def get(self, record_id: str) -> Row | None:
        """A record, deleted ones too."""
        return self.work.get(record_id)

    def peek(self, record_id: str) -> Row | None:
        """A record as this request has read it, without keeping others from writing."""
        return self._waiting_work.get(record_id)

    def pointing(self, type_name: str, field: str, value: Any) -> Sequence[Row]:
        """The live records of a type whose field is, or whose list holds, a value, in the order of receipt."""
        return self.work.pointing(type_name, field, value)

    def in_units(self, type_name: str, units: Iterable[str]) -> Sequence[Row]:
        """The live records of a type that belong to one of the units."""
        return self.work.in_units(type_name, units)

    def values_of(self, type_name: str, field: str) -> dict[str, Any]:
        """One field of all live records of a type, by their ids."""
        definition, work = definitions()[type_name], self.work
        table = definition.table
        column = getattr(table, definition.attributes[field])
        rows = work.session.execute(select(table.id, column).where(table.organisation == work.organisation))
        found: dict[str, Any] = {row[0]: row[1] for row in rows}
        for row in work.changed.values():
            if row.type == type_name:
                found.pop(row.id, None)
                if not row.deleted:
                    found[row.id] = row.fields.get(field)
        return found

    def units_of(self, person: str, before: bool = False) -> set[str]:
        """The units of somebody's memberships; `before`: as they were before this request."""
        if before:  # the tables are written last
            return set(load_standing(self.work.session, self.work.organisation, person).units())
        return {one.unit for one in self.work.pointing("membership", "person", person)}

    def named_by(self, record: Seen, field: str) -> str | None:
        """Who has changed a field of a record last; None when the server did."""
        row = self.work.get(record.id)
        return row.writer_of(field)[2] if row is not None else None

    def below(self, units: Iterable[str]) -> set[str]:
        """The units and all below them."""
        return self.work.tree.below(units)

    def is_within(self, unit: str, above: str, before: bool = False) -> bool:
        """True when one unit lies in or below another; `before`: as it was before this request."""
        if not before:
            return self.work.tree.is_within(unit, above)
        if self._tree_before is None:
            self._tree_before = load_tree(self.work.session, self.work.organisation)
        return self._tree_before.is_within(unit, above)

    # Writing

    def keep(self, type_name: str, of: str, unit: str, fields: dict[str, Any]) -> bool:
        """Let the server's own record about another one read so. Returns True when it was not there before."""
        record_id = derived_id(type_name, of)
        row = self.work.get(record_id)
        if row is None:
            row = self.work.new(type_name, unit, fields)
            row.id = record_id
            self.work.put(row)
            return True
        if row.type != type_name or (not row.deleted and row.fields == fields):
            return False  # of another type: somebody has made a record with this very id, and it is theirs
        was_there = not row.deleted
        row.version += 1
        row.fields, row.deleted, row.writers = fields, False, {"*": [row.version, None, None]}
        self.work.put(row)
        return not was_there

    def drop(self, type_name: str, of: str) -> None:
        """The server's own record about another one is there no longer."""
        row = self.work.get(derived_id(type_name, of))
        if row is None or row.deleted or row.type != type_name:
            return
        if row.was:
            row.bury(self.work.now)
            self.work.put(row)
        else:  # it has come and gone within this request
            del self.work.changed[row.id], self.work.rows[row.id]

    def edit(self, record: Seen, fields: dict[str, Any]) -> None:
        """Change fields of a record in the server's name; None clears one."""
        row = self.work.get(record.id)
        assert row is not None
        put = {name: value for name, value in fields.items() if row.fields.get(name) != value}
        if not put:
            return
        row.version += 1
        for name, value in put.items():
            row.writers[name] = [row.version, None, None]
            if value is None:
                row.fields.pop(name, None)
            else:
                row.fields[name] = value
        self.work.put(row)
