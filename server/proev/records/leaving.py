"""When an owner leaves, the deputy becomes the owner; the unit is asked for a new deputy, because there is none then.

However somebody's standing is lost – a membership taken away, an account closed, a unit moved in the tree – the trials
that have not ended and the practices that are not retired are looked at, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import rules
from . import deputies, kin, standing_of
from .checks import Seen, decided_about, facts

if TYPE_CHECKING:
    from .follow import Desk, Followed

OWNED = ("trial", "practice")


def membership(one: Followed) -> None:
    """A membership that is taken away."""
    if one.after is None and one.was("person"):
        _hand_over(one.desk, _owned_by(one.desk, one.was("person")))


def person(one: Followed) -> None:
    """Somebody who is here no longer."""
    if one.was("active") and not one.now("active"):
        _hand_over(one.desk, _owned_by(one.desk, one.id))


def trial(one: Followed) -> None:
    """A trial: its card and kin, and who stands in for its owner."""
    kin.trial(one)
    deputies.deputy(one)
    _named(one)


def practice(one: Followed) -> None:
    """A practice: how it stands, and who carries it."""
    standing_of.practice(one)
    _named(one)


def decision(one: Followed) -> None:
    """What was over may live again by a decision; its owner may have left meanwhile."""
    kin.decision(one)
    found = one.desk.get(one.now("subject")) if one.now("subject_type") in OWNED else None
    if found is not None:
        _hand_over(one.desk, [found])


def _named(one: Followed) -> None:
    """A phone that was away may name somebody who is here no longer."""
    if one.after is not None and any(one.was(role) != one.now(role) for role in ("owner", "deputy")):
        found = one.desk.get(one.id)
        if found is not None:
            _hand_over(one.desk, [found])


def unit(one: Followed) -> None:
    """A unit that is moved: leaders of where it lay before have left it."""
    kin.unit(one)
    if one.before and one.after and one.was("parent") != one.now("parent"):
        moved = one.desk.below([one.id])
        _hand_over(one.desk, (found for name in OWNED for found in one.desk.in_units(name, moved)))


def _owned_by(desk: Desk, somebody: str) -> list[Seen]:
    return [found for name in OWNED for field in ("owner", "deputy") for found in desk.pointing(name, field, somebody)]


def _hand_over(desk: Desk, records: Iterable[Seen]) -> None:
    for record in records:
        owner, deputy = record.fields.get("owner"), record.fields.get("deputy")
        owner_left = owner is not None and _has_left(desk, owner, record.unit)
        deputy_left = deputy is not None and _has_left(desk, deputy, record.unit)
        if not (owner_left or deputy_left) or _is_over(desk, record):
            continue
        put: dict[str, Any] = {"deputy": None}
        if deputy is not None:
            put["deputy_gone_on"] = desk.today.isoformat()
        if owner_left:
            # Also from another unit, where somebody wanted it so; not from nowhere, where a late phone named who had left.
            put["owner"] = deputy if deputy and not deputy_left and desk.units_of(deputy) else None
        desk.edit(record, put)


def _has_left(desk: Desk, somebody: str, unit_id: str) -> bool:
    """True when this request took from somebody the last membership that covers the unit, or, where their place is in
    a unit below it, the last one there; also when they are here no longer at all."""
    found = desk.get(somebody)
    if found is None or found.fields.get("active") is False:
        return True
    if _covers(desk, somebody, unit_id, before=True):
        return not _covers(desk, somebody, unit_id)
    return _is_near(desk, somebody, unit_id, before=True) and not _is_near(desk, somebody, unit_id)


def _covers(desk: Desk, somebody: str, unit_id: str, before: bool = False) -> bool:
    return any(desk.is_within(unit_id, place, before) for place in desk.units_of(somebody, before))


def _is_near(desk: Desk, somebody: str, unit_id: str, before: bool = False) -> bool:
    return _covers(desk, somebody, unit_id, before) or any(
        desk.is_within(place, unit_id, before) for place in desk.units_of(somebody, before)
    )


def _is_over(desk: Desk, record: Seen) -> bool:
    if record.type == "practice":
        return rules.is_retired(decided_about(desk, record))
    return rules.standing_choice(facts(desk.pointing("decision", "subject", record.id))) is not None
