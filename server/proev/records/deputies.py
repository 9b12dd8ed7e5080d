"""Since when an owner has nobody who takes over: written on the trial or practice itself, because no other record tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .follow import Followed


def deputy(one: Followed) -> None:
    """Since when nobody stands in for the owner of a trial or a practice; nothing while somebody does."""
    if one.after is None:
        return
    is_gone = bool(one.was("deputy") and not one.now("deputy"))
    found = one.desk.get(one.id) if is_gone or (one.now("deputy") and one.now("deputy_gone_on")) else None
    if found is not None:
        one.desk.edit(found, {"deputy_gone_on": one.desk.today.isoformat() if is_gone else None})
