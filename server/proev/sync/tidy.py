"""Letting go of what no phone needs any more: tombstones past the horizon, and scopes that nobody reads by.

A tombstone tells a phone that has been away to forget a record. After the horizon it is gone; a phone that comes back
with an older cursor is sent everything anew instead (sync.md: "Cursor and changes"), so nothing it should forget stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from ..db import written
from ..journal import Organisation, Record, ScopeRow

HORIZON = timedelta(days=400)


@dataclass(frozen=True)
class Tidied:
    """How many tombstones and scopes are gone."""

    tombstones: int
    scopes: int


def tidy(organisation: str, now: datetime) -> Tidied:
    """Drop what lies past the horizon, in one transaction. Doing it often or never is both sound."""
    before = now - HORIZON
    old = and_(Record.organisation == organisation, Record.deleted, Record.received_at < before)

    def drop(session: Session) -> Tidied:
        last = session.scalar(select(func.max(Record.seq)).where(old))
        if last is not None:
            # The horizon first: a reader that begins now must not take an older cursor for a good one.
            raised = update(Organisation).where(Organisation.id == organisation, Organisation.horizon_seq < last)
            session.execute(raised.values(horizon_seq=last))
        tombstones = session.execute(delete(Record).where(old)).rowcount  # type: ignore[attr-defined]
        newest = select(func.max(ScopeRow.counted_seq)).where(ScopeRow.organisation == organisation).group_by(ScopeRow.user)
        unread = and_(
            ScopeRow.organisation == organisation,
            ScopeRow.used_on < before.date().isoformat(),
            ScopeRow.counted_seq.not_in(newest),
        )
        scopes = session.execute(delete(ScopeRow).where(unread)).rowcount  # type: ignore[attr-defined]
        return Tidied(int(tombstones), int(scopes))

    return written(drop)
