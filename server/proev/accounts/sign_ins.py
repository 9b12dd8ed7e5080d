"""Signing in and out, and who a request comes from.

A sign-in is a random token in an HttpOnly cookie; the database keeps its hash only, so a stolen copy of the database
lets nobody in, and a sign-in can be ended from the server.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, or_, select, update

from ..access import Standing, load_standing
from ..db import reading, writing, written
from ..journal import Installation
from ..problems import Problem
from ..records import definitions
from .tables import Account, Device, SignIn

hasher = PasswordHasher()
USED_EVERY = timedelta(hours=1)
_NOBODY = hasher.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class Signed:
    """Who a request comes from."""

    organisation: str
    user: str
    name: str
    standing: Standing
    organisation_name: str
    epoch: str


def hash_password(password: str) -> str:
    """The password's argon2id hash."""
    return hasher.hash(password)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(email: str, password: str, now: datetime) -> tuple[str, Signed]:
    """Check the password; return a new cookie token and who it is. Raises `Problem` wrong_sign_in.

    An unknown address takes as long as a wrong password, so that nobody can find out who has an account.
    """
    with reading() as session:
        account = session.scalars(select(Account).where(Account.email == email.strip().lower())).first()
    if not _is_right(account.password_hash if account else _NOBODY, password) or not account or not account.is_active:
        raise Problem("wrong_sign_in")
    token = secrets.token_urlsafe(32)
    with writing() as session:
        session.add(
            SignIn(organisation=account.organisation, token_hash=_hash(token), account=account.id, created_at=now, used_at=now)
        )
    found = signed_in(token, now, timedelta(days=1))
    assert found is not None
    return token, found


def _is_right(kept: str, password: str) -> bool:
    try:
        return hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def signed_in(token: str | None, now: datetime, lasts: timedelta) -> Signed | None:
    """Who the cookie's token belongs to; None when nobody, when it was unused for too long, or the account is closed."""
    if not token:
        return None
    with reading() as session:
        row = session.execute(
            select(SignIn, Account)
            .join(Account, (Account.organisation == SignIn.organisation) & (Account.id == SignIn.account))
            .where(SignIn.token_hash == _hash(token), Account.is_active)
        ).first()
        if row is None or row.SignIn.used_at < now - lasts:
            return None
        organisation, account, used_at = row.Account.organisation, row.Account, row.SignIn.used_at
        unit = definitions()["unit"].table
        name = session.scalar(select(unit.name).where(unit.organisation == organisation, unit.id == organisation))
        epoch = session.scalars(select(Installation.epoch)).one()
        found = Signed(
            organisation, account.id, account.name, load_standing(session, organisation, account.id), name or "", epoch
        )
    if used_at < now - USED_EVERY:
        with writing() as session:
            session.execute(update(SignIn).where(SignIn.token_hash == _hash(token)).values(used_at=now))
    return found


def sign_out(token: str) -> None:
    """End one sign-in."""
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.token_hash == _hash(token)))


def meet_device(signed: Signed, device: str, now: datetime) -> str | None:
    """Note that a device has synced for a user. Returns "retired" for one that may only hand in what it has.
    Raises `Problem` device_revoked for one that was lost: it destroys what it holds at once."""
    with reading() as session:
        row = session.get(Device, (signed.organisation, device, signed.user))
        same = select(Device.revoked).where(Device.organisation == signed.organisation, Device.id == device)
        # It is the phone that is withdrawn: also for whoever comes to it after that.
        revoked = row.revoked if row else session.scalars(same.where(Device.revoked.is_not(None))).first()
        if revoked == "lost":
            raise Problem("device_revoked", errors={"device": "lost"})
        is_fresh = row is not None and row.seen_at > now - USED_EVERY
    if is_fresh or row and revoked:
        return revoked
    # Two first requests at once: the second finds what the first has made.
    met = {"organisation": signed.organisation, "id": device, "account": signed.user, "seen_at": now, "revoked": revoked}
    written(lambda session: session.merge(Device(**met)))
    return revoked


def devices_of(organisation: str, user: str) -> list[tuple[str, datetime, str | None]]:
    """A user's devices, the one that synced last first: id, when it last synced, how it was withdrawn (None: it was not)."""
    with reading() as session:
        rows = session.scalars(
            select(Device).where(Device.organisation == organisation, Device.account == user).order_by(Device.seen_at.desc())
        )
        return [(row.id, row.seen_at, row.revoked) for row in rows]


def withdraw(organisation: str, device: str, how: str | None) -> int:
    """Withdraw a device for everybody who uses it: "retired" (it hands in what it has, then forgets), "lost" (it destroys
    what it holds at once) or None (it may sync again). Returns for how many users that was."""
    with writing() as session:
        where = (Device.organisation == organisation, Device.id == device)
        return int(session.execute(update(Device).where(*where).values(revoked=how)).rowcount)  # type: ignore[attr-defined]


def mark_install(signed: Signed, device: str, last: str | None, mark: str) -> None:
    """Tell two installations with one device id apart (a cloned or restored browser profile).

    Before each push a client makes a new mark and keeps it until that push is answered; it sends the mark of its last
    answered push along. Whoever knows neither the mark that is kept here nor has made it, is another installation.
    Raises `Problem` device_cloned: that client takes a new device id and sends again.
    """
    kept = Device.install
    known = or_(kept.is_(None), kept == mark) if last is None else or_(kept.is_(None), kept == mark, kept == last)
    where = (Device.organisation == signed.organisation, Device.id == device, Device.account == signed.user)
    with writing() as session:
        if not session.execute(update(Device).where(*where, known).values(install=mark)).rowcount:  # type: ignore[attr-defined]
            raise Problem("device_cloned")
