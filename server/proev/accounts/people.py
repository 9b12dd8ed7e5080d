"""Making organisations, units and users: what the command line and the set-up page do."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import contract
from ..clock import today_in
from ..db import reading, written
from ..ids import new_id
from ..journal import Installation, Organisation
from ..sync import held
from ..sync.apply import server_made
from ..sync.work import Row, Work
from .sign_ins import hash_password
from .tables import Account

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\Z")
SHORTEST_PASSWORD = 8
ROLES = ("staff", "leader", "admin")
UNNAMED = "Organisationen"
"""The organisation's name until somebody names it."""


class Refused(Exception):
    """What was asked for cannot be made; the message is a sentence for the command line. `field` names the input."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def start_installation(session: Session) -> Installation:
    """The installation's one row, made where it is missing."""
    row = session.get(Installation, 1)
    if row is None:
        row = Installation(id=1, epoch=str(uuid4()), result_key=secrets.token_hex(32), is_demo=False)
        session.add(row)
        session.flush()
    return row


def only_organisation(session: Session) -> str | None:
    """The id of the organisation, None when there is none yet."""
    return session.scalars(select(Organisation.id).order_by(Organisation.created_at).limit(1)).first()


def the_organisation() -> str | None:
    """As `only_organisation`, in a session of its own."""
    with reading() as session:
        return only_organisation(session)


def make_organisation(session: Session, name: str, now: datetime, zone: str) -> str:
    """A new organisation with its root unit; returns its id, which is also the unit's."""
    organisation = new_id()
    session.add(Organisation(id=organisation, seq=0, scope_seq=0, horizon_seq=0, created_at=now))
    session.flush()
    work = Work(session, organisation, now, today_in(now, zone))
    work.put(_unit_row(work, organisation, {"name": name, "kind": "organisation"}))
    work.write()
    return organisation


def _unit_row(work: Work, unit: str, fields: dict[str, Any]) -> Row:
    row = server_made(work, "unit", unit, checked("unit", fields))
    row.id = unit
    return row


def checked(type_name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields in canonical form. Raises `Refused` with the field that is wrong."""
    from marshmallow import ValidationError

    from ..sentences import sentence

    try:
        clean = contract.schema_of(type_name).load(fields)
    except ValidationError as error:
        name, keys = next(iter(contract.faults(error).items()))
        raise Refused(sentence(keys[0], "en", field=name, most=80, least=0, before=0, after=0), name) from None
    return {name: value for name, value in clean.items() if value is not None}


def add_unit(name: str, parent: str | None, kind: str, now: datetime, zone: str) -> str:
    """A unit below `parent` (the organisation when none is given); returns its id.

    `kind` organisation gives the organisation its name, as long as it has none.
    """

    def add(session: Session) -> str:
        organisation = only_organisation(session)
        if organisation is None:
            raise Refused("There is no organisation yet. Run `proev init` first.")
        work = Work(session, organisation, now, today_in(now, zone))
        if kind == "organisation":
            if parent or not name_organisation(session, organisation, name, now, zone):
                raise Refused("There is an organisation already, and one installation holds one for now.")
            return organisation
        if (parent or organisation) not in work.tree.parents:
            raise Refused("The parent unit does not exist.", "parent")
        unit = new_id()
        work.put(_unit_row(work, unit, {"name": name, "kind": kind, "parent": parent or organisation}))
        work.write()
        return unit

    return written(add)


def name_organisation(session: Session, organisation: str, name: str, now: datetime, zone: str) -> bool:
    """Give the organisation its name, as long as it has none; returns whether it was given."""
    work = Work(session, organisation, now, today_in(now, zone))
    root = work.get(organisation)
    if root is None or root.fields["name"] != UNNAMED:
        return False
    root.fields["name"], root.version = checked("unit", {"name": name})["name"], root.version + 1
    work.put(root)
    work.write()
    return True


def add_user(email: str, name: str, unit: str, role: str, password: str, now: datetime, zone: str) -> str:
    """An account with its person and first membership; returns the user's id. Raises `Refused`."""

    def add(session: Session) -> str:
        organisation = only_organisation(session)
        if organisation is None:
            raise Refused("There is no organisation yet. Run `proev init` first.")
        return put_user(session, organisation, email, name, unit, role, password, now, zone)

    return written(add)


def put_user(
    session: Session, organisation: str, email: str, name: str, unit: str, role: str, password: str, now: datetime, zone: str
) -> str:
    """As `add_user`, inside the caller's transaction."""
    address = email.strip().lower()
    if not EMAIL.match(address):
        raise Refused("That is not an e-mail address.", "email")
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(f"The password needs at least {SHORTEST_PASSWORD} characters.", "password")
    if role not in ROLES:
        raise Refused(f"The role must be one of {', '.join(ROLES)}.", "role")
    if not 0 < len(name.strip()) <= 120:
        raise Refused("The name needs 1 to 120 characters.", "name")
    if session.scalars(select(Account.id).where(Account.email == address)).first():
        raise Refused("That e-mail address has an account already.", "email")
    work = Work(session, organisation, now, today_in(now, zone))
    if unit not in work.tree.parents:
        raise Refused("The unit does not exist.", "unit")
    user = new_id()
    session.add(
        Account(
            organisation=organisation, id=user, email=address, name=name.strip(), created_at=now, is_active=True,
            password_hash=hash_password(password),
        )
    )  # fmt: skip
    session.flush()
    person = server_made(work, "person", organisation, {"name": name.strip(), "active": True})
    person.id = user
    work.put(person)
    work.put(server_made(work, "membership", unit, {"person": user, "role": role}))
    work.write()
    return user


def add_membership(user: str, unit: str, role: str, now: datetime, zone: str) -> str:
    """Give somebody a role in a unit, from their next request on; returns the membership's id. Had it already: that one. What
    of theirs is held there for want of a role is stored."""

    def add(session: Session) -> str:
        work = _work_with(session, user, unit, now, zone)
        if role not in ROLES:
            raise Refused(f"The role must be one of {', '.join(ROLES)}.", "role")
        had = work.standing(user)
        row = next((one for one in _memberships(work, user, unit) if one.fields["role"] == role), None)
        if row is None:
            row = server_made(work, "membership", unit, {"person": user, "role": role})
            work.put(row)
            work.write()
        then = Work(session, work.organisation, now, work.today)  # reads the role that was written
        held.try_with_role(then, user, unit, had)
        then.write()
        return row.id

    return written(add)


def remove_membership(user: str, unit: str, now: datetime, zone: str) -> int:
    """Take away everything that somebody may do by memberships of a unit, from their next request on; returns how many
    memberships that were. What their phone has not sent yet is kept for the unit's leader."""

    def remove(session: Session) -> int:
        work = _work_with(session, user, unit, now, zone)
        gone = _memberships(work, user, unit)
        take_away(work, gone)
        work.write()
        return len(gone)

    return written(remove)


def take_away(work: Work, memberships: list[Row]) -> None:
    """Let memberships be there no longer; what their person owned there is handed over when the work is written."""
    for row in memberships:
        row.bury(work.now)
        work.put(row)


def _work_with(session: Session, user: str, unit: str, now: datetime, zone: str) -> Work:
    work = work_with(session, user, now, zone)
    if unit not in work.tree.parents:
        raise Refused("The unit does not exist.", "unit")
    return work


def work_with(session: Session, user: str, now: datetime, zone: str) -> Work:
    """A working set for a change of somebody who is known. Raises `Refused`."""
    organisation = only_organisation(session)
    if organisation is None:
        raise Refused("There is no organisation yet. Run `proev init` first.")
    work = Work(session, organisation, now, today_in(now, zone))
    person = work.get(user)
    if person is None or person.type != "person":
        raise Refused("The user does not exist.", "user")
    return work


def _memberships(work: Work, user: str, unit: str) -> list[Row]:
    return [row for row in work.pointing("membership", "person", user) if row.unit == unit]
