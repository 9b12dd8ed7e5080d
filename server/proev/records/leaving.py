"""When an owner leaves, the deputy becomes the owner; the unit is asked for a new deputy, because there is none then.

However somebody's standing is lost – a membership taken away, an account closed, a unit moved in the tree – the trials
that have not ended and the practices that are not retired are looked at, in the same transaction. What is over keeps its
owner, whose it was, and says that they have left (`owner_gone`): it is handed over when a decision lets it live again,
unless they have come back meanwhile. So it is known who left, and nobody guesses: an owner from another unit, whom
somebody chose, stays the owner.

A phone that was away may name an owner who has left. It chooses from the people of its person's own units and below; so
an owner without a place in a unit that does it, and with none either where the one who named them can see it, was named
from what the phone had not heard yet. A leader above both units may have meant it, and is taken at her word.
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
ROLES = ("owner", "deputy")


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
        # A practice lives and ends with the adoption of its trial.
        lives_by_it = one.desk.pointing("practice", "trial", found.id) if found.type == "trial" else ()
        _hand_over(one.desk, [found, *lives_by_it])


def _named(one: Followed) -> None:
    """A phone that was away may name somebody who is here no longer."""
    changed = {role for role in ROLES if one.was(role) != one.now(role)} if one.after is not None else set()
    found = one.desk.get(one.id) if changed else None
    if found is None:
        return
    if "owner" in changed:
        one.desk.edit(found, {"owner_gone": None})
    gone = _gone_from(one.desk, found)
    if "owner" in changed and _is_out_of_sight(one, found, "owner"):
        gone |= {"owner", *(["deputy"] if _is_out_of_sight(one, found, "deputy") else [])}
    _take_out(one.desk, found, gone)


def unit(one: Followed) -> None:
    """A unit that is moved: leaders of where it lay before have left it."""
    kin.unit(one)
    if one.before and one.after and one.was("parent") != one.now("parent"):
        moved = one.desk.below([one.id])
        _hand_over(one.desk, (found for name in OWNED for found in one.desk.in_units(name, moved)))


def _owned_by(desk: Desk, somebody: str) -> list[Seen]:
    return [found for name in OWNED for field in ROLES for found in desk.pointing(name, field, somebody)]


def _hand_over(desk: Desk, records: Iterable[Seen]) -> None:
    for record in records:
        _take_out(desk, record, _gone_from(desk, record))


def _gone_from(desk: Desk, record: Seen) -> set[str]:
    """The roles whose person has left."""
    return {role for role in ROLES if record.fields.get(role) and _has_left(desk, record.fields[role], record)}


def _take_out(desk: Desk, record: Seen, gone: set[str]) -> None:
    owner, deputy = (record.fields.get(role) for role in ROLES)
    if not gone and not record.fields.get("owner_gone"):
        return
    is_over = _is_over(desk, record)
    put: dict[str, Any] = {} if is_over else {"owner_gone": None}
    if "owner" in gone and is_over:
        put["owner_gone"] = owner
    elif "owner" in gone:
        # Also from another unit, where somebody wanted it so; not from nowhere, where a late phone named who had left.
        put["owner"] = deputy if deputy and "deputy" not in gone and desk.units_of(deputy) else None
    if deputy is not None and ("deputy" in gone or put.get("owner", owner) != owner):
        put |= {"deputy": None, "deputy_gone_on": desk.today.isoformat()}
    desk.edit(record, put)


def _has_left(desk: Desk, somebody: str, record: Seen) -> bool:
    """True when this request took from somebody the last membership that covers the unit, or, where their place is in
    a unit below it, the last one there; or when an earlier one did while it was over; also when they are here no longer at
    all."""
    found = desk.get(somebody)
    if found is None or found.fields.get("active") is False:
        return True
    if record.fields.get("owner_gone") == somebody:
        return not _is_here(desk, somebody, record)
    if _covers(desk, somebody, record.unit, before=True):
        return not _covers(desk, somebody, record.unit)
    return _is_near(desk, somebody, record.unit, before=True) and not _is_near(desk, somebody, record.unit)


def _is_out_of_sight(one: Followed, record: Seen, role: str) -> bool:
    """True when whoever named somebody could not have done so had they been told who is where."""
    desk, somebody, namer = one.desk, record.fields.get(role), one.desk.named_by(record, role)
    if not somebody or not namer or _is_here(desk, somebody, record):
        return False
    tried = desk.get(record.fields["trial"]) if record.type == "practice" and one.before is None else None
    if tried is not None and somebody in (tried.fields.get(role) for role in ROLES):
        return bool(tried.fields.get("owner_gone") == somebody)  # else carried over from the trial, as it was wanted there
    own = desk.units_of(namer)
    return not any(desk.is_within(place, unit) for place in desk.units_of(somebody) for unit in own)


def _is_here(desk: Desk, somebody: str, record: Seen) -> bool:
    """True when somebody has a place near the unit, or near one that has taken it up."""
    units = {record.unit}
    if record.type == "practice":
        (told,) = facts([record])
        units |= rules.places(told, facts(desk.pointing("uptake", "practice", record.id)), desk.today).keys()
    return any(_is_near(desk, somebody, unit) for unit in units)


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
