"""Giving out changes: in commit order, each record once, in its newest state, within what the user may see.

A cursor names the scope that it was handed out for. When the scope has changed since, the reply first says what to
forget (what the old scope let through and the new one does not), then fills in what the new one lets through and the
old one did not, and then goes on as usual; all of it page by page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, not_, or_, select
from sqlalchemy.orm import Session

from ..access import Scope, visible
from ..journal import Organisation, Record, ScopeRow
from ..wire import COLUMNS, to_json
from .cursor import Cursor

PAGE_BYTES = 4_000_000
"""After so much of what people wrote a page ends, whatever its limit."""
READ_AT_ONCE = 100


@dataclass
class Page:
    """One reply's changes (as JSON texts), the order numbers of those left out, ids to forget, and where to go on."""

    changes: list[str] = field(default_factory=list)
    seqs: dict[str, int] = field(default_factory=dict)
    purge: list[str] = field(default_factory=list)
    cursor: str = ""
    more: bool = False
    reset: bool = False


def pull(
    session: Session,
    organisation: str,
    epoch: str,
    scope_id: str,
    scope: Scope,
    told: str | None,
    limit: int,
    as_sent: dict[str, int],
) -> Page:
    """The next page for a cursor (None: from the beginning), read in one unchanging state of the database.

    `as_sent` are records that this request's own mutations made, with the version that they left them at. The client knows
    those already; they are left out unless everything is being sent, or somebody else has changed them since.
    """
    seq, horizon = session.execute(
        select(Organisation.seq, Organisation.horizon_seq).where(Organisation.id == organisation)
    ).one()
    page = Page()
    cursor = _start(session, organisation, epoch, scope, told, int(seq), int(horizon), page)
    if told is None or page.reset:
        cursor = Cursor(epoch, scope_id, 0, skip=int(seq))
    elif cursor.scope != scope_id and not cursor.is_moving:
        cursor = replace(cursor, old=cursor.scope, scope=scope_id, stage="p", position="")
    room = limit
    if cursor.is_moving:
        cursor, room = _move(session, organisation, scope, cursor, room, page, int(seq))
    if not cursor.is_moving and not page.more:
        cursor = _follow(session, organisation, scope, cursor, room, page, as_sent, int(seq))
    page.cursor = str(cursor)
    return page


def _start(
    session: Session, organisation: str, epoch: str, scope: Scope, told: str | None, seq: int, horizon: int, page: Page
) -> Cursor:
    """The cursor as read; one that cannot be used resets the page."""
    cursor = Cursor.parse(told) if told is not None else None
    if cursor is not None:
        kept = session.get(ScopeRow, (organisation, cursor.scope))
        moved_on = cursor.is_moving and Scope.from_json(kept.content) != scope if kept else True
        is_own = kept and kept.user == scope.user and cursor.epoch == epoch[:8]
        # Of what a first download still has to go through, it is told no tombstone up to `skip` anyway.
        if is_own and horizon <= max(cursor.seq, cursor.skip) and cursor.seq <= seq and not moved_on:
            return cursor
    page.reset = told is not None
    return Cursor(epoch, "", 0)


def _move(
    session: Session, organisation: str, scope: Scope, cursor: Cursor, room: int, page: Page, seq: int
) -> tuple[Cursor, int]:
    """From one scope to another: first what to forget, then what is missing."""
    kept = session.get(ScopeRow, (organisation, cursor.old))
    old = Scope.from_json(kept.content) if kept else None
    if old is None:
        page.reset = True
        return Cursor(cursor.epoch, cursor.scope, 0, skip=seq), room
    if cursor.stage == "p":
        query = (
            select(Record.id)
            .where(_of(organisation), visible(old), not_(visible(scope)), Record.id > cursor.position)
            .where(or_(Record.deleted.is_(False), Record.seq > cursor.seq))
            .order_by(Record.id)
            .limit(room + 1)
        )
        ids = list(session.scalars(query))
        page.purge = ids[:room]
        room -= len(page.purge)
        if len(ids) > len(page.purge):
            page.more = True
            return replace(cursor, position=page.purge[-1]), 0
        cursor = replace(cursor, stage="b", position="0")
    missing = and_(visible(scope), not_(visible(old)), Record.deleted.is_(False), Record.seq <= cursor.seq)
    rows, page.more = _rows(session, organisation, and_(missing, Record.seq > int(cursor.position)), room)
    page.changes += [to_json(row) for row in rows]
    if page.more:
        return replace(cursor, position=str(rows[-1].seq) if rows else cursor.position), 0
    # A first download that was under way goes on as one: `skip` stays.
    return Cursor(cursor.epoch, cursor.scope, cursor.seq, skip=cursor.skip), room - len(rows)


def _follow(
    session: Session, organisation: str, scope: Scope, cursor: Cursor, room: int, page: Page, as_sent: dict[str, int], seq: int
) -> Cursor:
    """What was committed since the cursor."""
    since: ColumnElement[bool] = and_(Record.seq > cursor.seq, visible(scope))
    if cursor.skip:
        since = and_(since, or_(Record.deleted.is_(False), Record.seq > cursor.skip))
    rows, page.more = _rows(session, organisation, since, room)
    # Nothing is left out while everything is being sent: what a phone then has not got, it must not hold. Nor what
    # somebody else has changed since this request's own commit. Where in the order they came is told all the same: phases
    # hang on which decision came first, and a phone cannot know that of its own.
    for row in rows:
        if cursor.skip or as_sent.get(row.id) != row.version:
            page.changes.append(to_json(row))
        else:
            page.seqs[row.id] = row.seq
    if page.more:
        return replace(cursor, seq=rows[-1].seq if rows else cursor.seq)
    return Cursor(cursor.epoch, cursor.scope, seq)


def not_to_hold(session: Session, organisation: str, scope: Scope, ids: list[str]) -> list[str]:
    """Those of the records that the user may not see, or that are deleted."""
    seen = select(Record.id).where(_of(organisation), Record.id.in_(ids), visible(scope), Record.deleted.is_(False))
    held = set(session.scalars(seen)) if ids else set()
    return [one for one in ids if one not in held]


def _of(organisation: str) -> ColumnElement[bool]:
    return Record.organisation == organisation


def _rows(
    session: Session, organisation: str, condition: ColumnElement[bool], room: int
) -> tuple[list[Row[*tuple[Any, ...]]], bool]:
    """The next records, and whether there are more than those. What is held may be as large as a request each: past
    `PAGE_BYTES` the page is full, and what would not go into it is not read."""
    query = select(*COLUMNS).where(_of(organisation), condition).order_by(Record.seq).limit(room + 1)
    rows: list[Row[*tuple[Any, ...]]] = []
    size = 0
    with session.execute(query, execution_options={"yield_per": READ_AT_ONCE}) as found:
        for row in found:
            if len(rows) == room or size > PAGE_BYTES:
                return rows, True
            rows.append(row)
            size += len(row.fields)
    return rows, False
