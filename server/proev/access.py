"""Who may see and write what: the tree of units, a user's standing in it, and the scope of a user's phone.

Rules from the permission table: a membership is (user, unit, role), and holds for the unit and everything below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select
from sqlalchemy.orm import Session

from .journal import Organisation, Record
from .records import Definition, definitions

REVIEWERS = frozenset({"leader", "admin"})
"""The roles that decide about what is held in their unit, and that send in its author's place what it names."""
LIGHT_ABOVE = 10_000
"""Past this many visible records, the bulky ones of units below one's own stay on the server."""


class Tree:
    """The organisation's units: child → parent."""

    def __init__(self, organisation: str, parents: dict[str, str | None]) -> None:
        self.organisation = organisation
        self.parents = parents

    def above(self, unit: str) -> list[str]:
        """The unit's ancestors, nearest first, without itself. A circle in bad data ends the walk."""
        found: list[str] = []
        at = self.parents.get(unit)
        while at is not None and at not in found and at != unit:
            found.append(at)
            at = self.parents.get(at)
        return found

    def below(self, units: Iterable[str]) -> set[str]:
        """The given units and everything below them."""
        children: dict[str, list[str]] = {}
        for child, parent in self.parents.items():
            if parent is not None:
                children.setdefault(parent, []).append(child)
        found, waiting = set(), list(units)
        while waiting:
            unit = waiting.pop()
            if unit not in found and unit in self.parents:
                found.add(unit)
                waiting.extend(children.get(unit, ()))
        return found

    def is_within(self, unit: str, above: str) -> bool:
        """True when `unit` is `above` or lies below it."""
        return unit == above or above in self.above(unit)


@dataclass(frozen=True)
class Standing:
    """A user's memberships: pairs of unit and role."""

    user: str
    memberships: tuple[tuple[str, str], ...]

    def roles_at(self, unit: str, tree: Tree) -> frozenset[str]:
        """The user's roles in a unit: those held there or anywhere above."""
        line = {unit, *tree.above(unit)}
        return frozenset(role for held_at, role in self.memberships if held_at in line)

    def units(self, *roles: str) -> list[str]:
        """The units of the memberships with one of the roles (all roles when none is named)."""
        return sorted({unit for unit, role in self.memberships if not roles or role in roles})


@dataclass(frozen=True)
class Scope:
    """What a user's phone holds. `own` are the membership units, `within` they and all below, `above` their
    ancestors, `leads` the units that the user leads or administers (and
    where they decide about what is held), `listed` single records from elsewhere, `light` leaves out
    bulky records of units below one's own."""

    user: str
    own: frozenset[str]
    within: frozenset[str]
    above: frozenset[str]
    leads: frozenset[str]
    listed: frozenset[str]
    light: bool = False

    def as_json(self) -> dict[str, Any]:
        """The scope as it is kept beside the cursors that were handed out for it."""
        told: dict[str, Any] = {name: sorted(getattr(self, name)) for name in ("own", "within", "above", "leads", "listed")}
        return {"user": self.user, **told, "light": self.light}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Scope:
        """The scope as it was kept."""
        sets = {name: frozenset(told[name]) for name in ("own", "within", "above", "leads", "listed")}
        return cls(user=told["user"], light=told["light"], **sets)


def load_tree(session: Session, organisation: str) -> Tree:
    """The organisation's tree as the session sees it."""
    unit = definitions()["unit"].table
    rows = session.execute(select(unit.id, unit.parent).where(unit.organisation == organisation))
    return Tree(organisation, {row.id: row.parent for row in rows})


def load_standing(session: Session, organisation: str, user: str) -> Standing:
    """The user's memberships as the session sees them."""
    membership = definitions()["membership"].table
    rows = session.execute(
        select(membership.unit, membership.role).where(membership.organisation == organisation, membership.person == user)
    )
    return Standing(user, tuple(sorted((row.unit, row.role) for row in rows)))


def scope_of(session: Session, tree: Tree, standing: Standing) -> Scope:
    """What the user may see now (not yet whether the phone is kept light: see `with_weight`)."""
    own = frozenset(unit for unit in standing.units() if unit in tree.parents)
    within = frozenset(tree.below(own))
    above = frozenset(one for unit in own for one in tree.above(unit)) - within
    leads = frozenset(tree.below(standing.units(*REVIEWERS)))
    return Scope(standing.user, own, within, above, leads, _listed(session, tree.organisation, within))


def _listed(session: Session, organisation: str, within: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for one in definitions().values():
        if one.kind.listed_by:
            table_name, column = one.kind.listed_by
            table = definitions()[table_name].table
            found.update(
                session.scalars(
                    select(getattr(table, column)).where(table.organisation == organisation, table.unit.in_(within)).distinct()
                )
            )
    return frozenset(found)


def visible(scope: Scope) -> ColumnElement[bool]:
    """The condition on `record` that says what a scope lets through."""
    names = _types_by_audience()
    bulky = [one.name for one in definitions().values() if one.kind.bulky]
    apart = [*names["listed"], *names["sender"], *names["everyone"]]
    of_units = _of_units(scope)
    if scope.light:
        of_units = and_(of_units, or_(Record.unit.in_(scope.own), Record.type.not_in(bulky)))
    clauses = [
        of_units,
        and_(Record.unit.in_(scope.above), Record.type.in_(names["below"])),
        and_(Record.type.in_(names["sender"]), or_(Record.created_by == scope.user, Record.unit.in_(scope.leads))),
        Record.type.in_(names["everyone"]) if names["everyone"] else literal(False),
    ]
    if scope.listed:
        clauses.append(and_(Record.type.in_(apart), Record.id.in_(scope.listed)))
    return or_(*clauses)


def _of_units(scope: Scope) -> ColumnElement[bool]:
    """What a membership lets through by the unit alone, before a phone is kept light."""
    return and_(Record.unit.in_(scope.within), Record.type.not_in(_not_by_unit()))


def _types_by_audience() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"unit": [], "below": [], "everyone": [], "listed": [], "sender": []}
    for one in definitions().values():
        found[one.kind.audience].append(one.name)
    return found


def _not_by_unit() -> list[str]:
    """Types whose unit alone does not let anybody see them."""
    names = _types_by_audience()
    return [*names["sender"], *names["everyone"], *(name for name in names["listed"] if definitions()[name].is_server_made)]


def count_visible(session: Session, organisation: str, scope: Scope) -> int:
    """How many live records a scope that is not light lets through, counted no further than the limit for a light phone.

    As `visible` says it, but part by part, each by an index or from its own small table: in one condition it is a walk through
    everything that the organisation has ever written, for every phone that comes back.
    """
    names = _types_by_audience()
    of_units = _of_units(scope)
    here = and_(Record.organisation == organisation, Record.deleted.is_(False))
    parts: list[Select[Any]] = [
        select(Record.id).where(here, of_units),
        select(Record.id).where(here, Record.unit.in_(scope.above), Record.type.in_(names["below"])),
    ]
    if scope.listed:
        listed = and_(Record.id.in_(scope.listed), Record.type.in_(names["listed"]))
        parts.append(select(Record.id).where(here, listed, not_(of_units)))
    for name in names["everyone"]:
        table = definitions()[name].table
        parts.append(select(table.id).where(table.organisation == organisation))
    for name in names["sender"]:
        table = definitions()[name].table
        is_theirs = or_(table.created_by == scope.user, table.unit.in_(scope.leads))
        parts.append(select(table.id).where(table.organisation == organisation, is_theirs))
    counted = 0
    for part in parts:
        if counted <= LIGHT_ABOVE:
            counted += session.scalar(select(func.count()).select_from(part.limit(LIGHT_ABOVE + 1).subquery())) or 0
    return counted


def counters(session: Session, organisation: str) -> tuple[int, int]:
    """The organisation's order number and the one at which somebody's scope may last have changed."""
    row = session.execute(select(Organisation.seq, Organisation.scope_seq).where(Organisation.id == organisation)).one()
    return int(row.seq), int(row.scope_seq)


def may_create(definition: Definition, roles: frozenset[str]) -> bool:
    """True when one of the roles may create a record of this type."""
    return bool(roles & set(definition.kind.create))


def may_edit(definition: Definition, roles: frozenset[str]) -> bool:
    """True when one of the roles may change a record of this type."""
    return bool(roles & set(definition.kind.edit))


def may_delete(definition: Definition, roles: frozenset[str], is_author: bool) -> bool:
    """What one wrote oneself, append-only types excepted; a leader any but those; units by an admin."""
    if definition.is_server_made or definition.kind.append_only:
        return False
    if definition.name == "unit":
        return "admin" in roles
    writes = set(definition.kind.create) | set(definition.kind.edit)
    return (is_author and bool(roles & writes)) or ("leader" in roles and "leader" in writes)
