"""Which scope a user has now, kept beside the cursors that are handed out for it.

Finding out costs a few queries; it is done anew only when something was written that can change it (the
organisation's `scope_seq` says so) or when the number of visible records may have passed the limit of a light phone.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import access
from ..access import LIGHT_ABOVE, Scope
from ..journal import ScopeRow

HEAVY_BELOW = LIGHT_ABOVE - 1_000
RECOUNT_AFTER = 1_000


def current(session: Session, organisation: str, user: str) -> tuple[str, Scope] | None:
    """The user's scope if the one that is kept is still right; None when it has to be found out anew."""
    seq, scope_seq = access.counters(session, organisation)
    row = session.scalars(
        select(ScopeRow)
        .where(ScopeRow.organisation == organisation, ScopeRow.user == user, ScopeRow.scope_seq == scope_seq)
        .order_by(ScopeRow.counted_seq.desc())
        .limit(1)
    ).first()
    if row is None or seq - row.counted_seq >= _count_again_after(row):
        return None
    return row.id, Scope.from_json(row.content)


def _count_again_after(row: ScopeRow) -> int:
    """How many order numbers may pass before the count can have reached the limit."""
    return max(RECOUNT_AFTER, LIGHT_ABOVE - row.counted)


def refresh(session: Session, organisation: str, user: str, today: date) -> tuple[str, Scope]:
    """Find out the user's scope and keep it, in the session's writing transaction."""
    seq, scope_seq = access.counters(session, organisation)
    scope = access.scope_of(session, access.load_tree(session, organisation), access.load_standing(session, organisation, user))
    counted = access.count_visible(session, organisation, scope)
    kept = list(session.scalars(select(ScopeRow).where(ScopeRow.organisation == organisation, ScopeRow.user == user)))
    was_light = any(row.content["light"] for row in kept if row.scope_seq == max(one.scope_seq for one in kept))
    scope = replace(scope, light=counted > (HEAVY_BELOW if was_light else LIGHT_ABOVE))
    row = next((one for one in kept if one.content == scope.as_json()), None)
    if row is None:
        row = ScopeRow(organisation=organisation, id=secrets.token_urlsafe(9), user=user, content=scope.as_json())
        session.add(row)
    row.scope_seq, row.counted, row.counted_seq, row.used_on = scope_seq, counted, seq, today.isoformat()
    session.flush()
    return row.id, scope
