"""Somebody leaves the organisation: the account is closed, what they wrote and their name on it stay.

Their deputies become the owners of what they owned in the same transaction (see records/leaving.py).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..db import written
from .people import Refused, take_away, work_with
from .tables import Account, SignIn


def deactivate(user: str, now: datetime, zone: str) -> None:
    """Close somebody's account: memberships taken away, sign-ins ended, signing in refused from then on. The e-mail address
    and the password are forgotten, so that the address is free. Raises `Refused`.

    What their phone has not sent yet stays on the phone. Where they are still signed in on it, it can be saved as a file, which
    is kept for the unit's leader when anybody brings it in; where they have signed out, only they themselves can take it along,
    added anew under the same address and name.
    """
    written(lambda session: close(session, user, now, zone))


def close(session: Session, user: str, now: datetime, zone: str) -> None:
    """As `deactivate`, inside the caller's transaction; also for a person without an account."""
    work = work_with(session, user, now, zone)
    person = work.get(user)
    assert person is not None
    if not person.fields.get("active"):
        raise Refused("The account is closed already.", "user")
    take_away(work, work.pointing("membership", "person", user))
    person.version += 1
    person.fields["active"] = False
    person.writers["active"] = [person.version, None, None]
    work.put(person)
    work.write()
    account = session.get(Account, (work.organisation, user))
    if account is not None:
        account.is_active, account.email, account.password_hash = False, user, ""
    session.execute(delete(SignIn).where(SignIn.organisation == work.organisation, SignIn.account == user))
