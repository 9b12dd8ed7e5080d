"""Tables of the accounts: who may sign in, where they are signed in, and on which devices. Never synced."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..columns import UtcDateTime
from ..db import Model


class Account(Model):
    """Somebody who can sign in; `id` is also the id of their person record. `email` is kept in lower case."""

    __tablename__ = "account"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), nullable=False)
    name: Mapped[str] = mapped_column(String(120), nullable=False)
    password_hash: Mapped[str] = mapped_column(Text, nullable=False)
    is_active: Mapped[bool] = mapped_column(Boolean, nullable=False, default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)

    __table_args__ = (UniqueConstraint("email", name="account_email"),)


class SignIn(Model):
    """A sign-in on a browser. Only a hash of the cookie is kept."""

    __tablename__ = "sign_in"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(36), nullable=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)

    __table_args__ = (Index("sign_in_account", "organisation", "account"), Index("sign_in_token", "token_hash"))


class Device(Model):
    """A browser that has synced. `revoked` is empty, "retired" or "lost"; `install` is the mark that its last push left,
    by which two copies of one browser's profile are told apart."""

    __tablename__ = "device"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account: Mapped[str] = mapped_column(String(36), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    revoked: Mapped[str | None] = mapped_column(String(8))
    install: Mapped[str | None] = mapped_column(String(36))
