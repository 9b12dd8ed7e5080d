"""Reading records within one person's scope, in one state of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, and_, select
from sqlalchemy.orm import Session

from ..access import Scope, Standing, load_tree, scope_of, visible
from ..db import reading
from ..journal import Record
from ..records import definitions
from ..wire import COLUMNS, to_json

Told = dict[str, Any]
"""A record in the wire form of a sync change."""


class NotThere(Exception):
    """The record does not exist, is of another type, or lies outside what the reader may see: they look alike."""


@dataclass(frozen=True)
class Reader:
    """Who reads, in which state of the database."""

    session: Session
    organisation: str
    scope: Scope

    def one(self, type_name: str, record_id: str) -> Told:
        """A record of a type that the reader may see. Raises `NotThere`."""
        asked = select(*COLUMNS).where(
            Record.organisation == self.organisation, Record.id == record_id, Record.type == type_name, Record.deleted.is_(False)
        )
        found = self._told(asked.where(visible(self.scope)))
        if not found:
            raise NotThere(record_id)
        return found[0]

    def pointing(self, type_name: str, field: str, ids: Iterable[str], everywhere: bool = False) -> list[Told]:
        """The records of a type whose field points at one of the ids, in the order of receipt. `everywhere` leaves the
        scope out: for what is only reckoned with and never handed on whole."""
        definition = definitions()[type_name]
        table = definition.table
        asked = (
            select(*COLUMNS)
            .join(table, and_(table.organisation == Record.organisation, table.id == Record.id))
            .where(Record.organisation == self.organisation, getattr(table, definition.attributes[field]).in_(list(ids)))
            .order_by(Record.first_seq)
        )
        return self._told(asked if everywhere else asked.where(visible(self.scope)))

    def sees(self, told: Told) -> bool:
        """True when a record lies in the reader's own units or below them."""
        return told["unit"] in self.scope.within

    def _told(self, asked: Executable) -> list[Told]:
        return [json.loads(to_json(row)) for row in self.session.execute(asked)]


@contextmanager
def reader_of(organisation: str, standing: Standing) -> Iterator[Reader]:
    """A reader with her scope, which the state that she reads decides."""
    with reading() as session:
        yield Reader(session, organisation, scope_of(session, load_tree(session, organisation), standing))


def facts(found: Iterable[Told]) -> list[Told]:
    """The records as the pure rules want them."""
    return [{**one["fields"], **{name: one[name] for name in ("id", "unit", "created_by", "received_at")}} for one in found]
