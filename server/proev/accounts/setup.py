"""The first start: a one-time link with which the organisation and its first administrator are made."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..db import reading, writing, written
from ..journal import Installation
from ..problems import Problem
from . import people
from .tables import Account


def new_link_token() -> str | None:
    """A fresh token for the set-up link; None when somebody can sign in already."""
    with writing() as session:
        row = people.start_installation(session)
        if session.scalar(select(func.count()).select_from(Account)):
            row.setup_hash = None
            return None
        token = secrets.token_urlsafe(24)
        row.setup_hash = _hash(token)
        return token


def is_open() -> bool:
    """True while nobody can sign in yet and a link was handed out."""
    with reading() as session:
        row = session.get(Installation, 1)
        return bool(row and row.setup_hash)


def set_up(token: str, organisation: str, name: str, email: str, password: str, now: datetime, zone: str) -> None:
    """Name the organisation and make its first administrator. The link works once."""

    def make(session: Session) -> None:
        row = session.get(Installation, 1)
        if row is None or not row.setup_hash:
            raise Problem("setup_done")
        if not secrets.compare_digest(row.setup_hash, _hash(token)):
            raise Problem("forbidden")
        root = people.only_organisation(session)
        if root is None:
            root = people.make_organisation(session, organisation, now, zone)
        else:
            people.name_organisation(session, root, organisation, now, zone)
        people.put_user(session, root, email, name, root, "admin", password, now, zone)
        row.setup_hash = None

    try:
        written(make)
    except people.Refused as refused:
        raise Problem("invalid", errors={refused.field or "organisation": str(refused)}) from None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
