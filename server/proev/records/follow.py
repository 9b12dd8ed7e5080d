"""What the server does by itself after records were written, in the same transaction: `follow` is called once for all that
a request changed, and lets each changed record's type say what follows from it (`Kind.follow`).

Pure of SQL: everything is read and written through a `Desk`, which shows the state that the request would leave behind.
Doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from . import cards, kin, standing_of
from .base import definitions
from .checks import Seen


class Desk(Protocol):
    """What follow-ups read and write. From the first reading on, nobody else writes before this request has committed."""

    @property
    def today(self) -> date:
        """The organisation's day."""

    def get(self, record_id: str) -> Seen | None:
        """A record, deleted ones too."""

    def peek(self, record_id: str) -> Seen | None:
        """A record as this request has read it, without keeping others from writing: for what never changes once it is there."""

    def pointing(self, type_name: str, field: str, value: Any) -> Sequence[Seen]:
        """The live records of a type whose field is, or whose list holds, a value, in the order of receipt."""

    def in_units(self, type_name: str, units: Iterable[str]) -> Sequence[Seen]:
        """The live records of a type that belong to one of the units."""

    def values_of(self, type_name: str, field: str) -> dict[str, Any]:
        """One field of all live records of a type, by their ids."""

    def keep(self, type_name: str, of: str, unit: str, fields: dict[str, Any]) -> bool:
        """Let the server's own record about another one read so. Returns True when it was not there before."""

    def drop(self, type_name: str, of: str) -> None:
        """The server's own record about another one is there no longer."""

    def edit(self, record: Seen, fields: dict[str, Any]) -> None:
        """Change fields of a record in the server's name; None clears one."""

    def units_of(self, person: str, before: bool = False) -> set[str]:
        """The units of somebody's memberships; `before`: as they were before this request."""

    def named_by(self, record: Seen, field: str) -> str | None:
        """Who has changed a field of a record last; None when the server did."""

    def below(self, units: Iterable[str]) -> set[str]:
        """The units and all below them."""

    def is_within(self, unit: str, above: str, before: bool = False) -> bool:
        """True when one unit lies in or below another; `before`: as it was before this request."""


@dataclass(frozen=True)
class Followed:
    """A record that was written: its fields before (None when it is new or was deleted) and now (None when deleted)."""

    id: str
    unit: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    desk: Desk
    taught: set[str]
    """Trials whose learning card has to be looked at, once for all that was written."""
    related: set[str]
    """Trials of which their kin in other units tell, likewise."""

    def was(self, field: str) -> Any:
        """A field before."""
        return (self.before or {}).get(field)

    def now(self, field: str) -> Any:
        """A field now."""
        return (self.after or {}).get(field)


@dataclass(frozen=True)
class Written:
    """What a request did to a record."""

    id: str
    type: str
    unit: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def follow(desk: Desk, written: Sequence[Written]) -> None:
    """Do what follows from all that was written."""
    taught: set[str] = set()
    related: set[str] = set()
    for one in written:
        hook = definitions()[one.type].kind.follow
        if hook:
            hook(Followed(one.id, one.unit, one.before, one.after, desk, taught, related))
    cards.keep_current(desk, sorted(taught))
    kin.keep_current(desk, related)


def follow_all(desk: Desk) -> None:
    """Do what would have followed from all that was written before the server did it by itself."""
    for practice in desk.values_of("practice", "trial"):
        standing_of.keep_current(desk, practice)
    cards.keep_current(desk, [one.id for one in desk.pointing("trial", "shared", True)])
    links = (desk.values_of("trial", link) for link in ("together", "parent_trial"))
    kin.keep_current(desk, [trial for found in links for trial in found if found[trial]])


def follow_day(desk: Desk) -> None:
    """Do what follows from the day alone: a practice about which nobody has answered has begun to slip, or a unit stopped."""
    for practice in desk.values_of("practice", "trial"):
        standing_of.keep_current(desk, practice)
    phases = desk.values_of(cards.CARD, "practice_phase")
    trials = desk.values_of(cards.CARD, "trial")
    cards.keep_current(desk, sorted(trials[card] for card in phases if phases[card]))
