"""The tables that sync lives by: the journal of records, the results of mutations, the order number, the epoch.

`record` holds every record of every type in one row, as the wire knows it. The typed tables (see records/) hold the
same values in columns, for the figures and the rules; both are written in one transaction.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .columns import JsonText, UtcDateTime
from .db import Model


class Installation(Model):
    """One row: what belongs to the database as a whole. A restore renews `epoch`."""

    __tablename__ = "installation"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    epoch: Mapped[str] = mapped_column(String(36), nullable=False)
    result_key: Mapped[str] = mapped_column(String(64), nullable=False)
    is_demo: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    setup_hash: Mapped[str | None] = mapped_column(String(64))


class Organisation(Model):
    """The counter row of an organisation. `seq` is the last order number that was given out; `scope_seq` the last one
    given to a record that can change what somebody sees; `horizon_seq` the last one whose tombstone is gone. `follow_all`
    is set by an upgrade after which more follows from records than before; the next write catches up; `followed_on` is
    the day on which a write last did what follows from the day alone (sync/work.py)."""

    __tablename__ = "organisation"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    scope_seq: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    horizon_seq: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    follow_all: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    followed_on: Mapped[date | None] = mapped_column(Date)


class Record(Model):
    """A record in its newest state. `fields` is the wire's JSON as text; `writers` says, per field, the version and
    the device and author of its last change ("*" stands for all fields that are not named); of a change that was held first,
    also the id under which it was. What is held says, of the field "mutation", who sent it and which version its record had
    then (0: none)."""

    __tablename__ = "record"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), nullable=False)
    unit: Mapped[str] = mapped_column(String(36), nullable=False)
    version: Mapped[int] = mapped_column(BigInteger, nullable=False)
    seq: Mapped[int] = mapped_column(BigInteger, nullable=False)
    first_seq: Mapped[int] = mapped_column(BigInteger, nullable=False)
    deleted: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    created_by: Mapped[str | None] = mapped_column(String(36))
    captured_at: Mapped[str | None] = mapped_column(String(40))
    skew: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    fields: Mapped[str] = mapped_column(Text, nullable=False)
    writers: Mapped[Any] = mapped_column(JsonText, nullable=False)

    __table_args__ = (
        Index("record_seq", "organisation", "seq"),
        Index("record_unit", "organisation", "unit", "seq"),
    )


class Mutation(Model):
    """The first result of every mutation, kept for ever, so that sending it again changes nothing."""

    __tablename__ = "mutation"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), nullable=False)
    author: Mapped[str] = mapped_column(String(36), nullable=False)
    result: Mapped[str] = mapped_column(Text, nullable=False)
    held: Mapped[str | None] = mapped_column(String(36))


class Waiting(Model):
    """A held mutation that pointed at a record not known yet; it is tried again when `missing` arrives."""

    __tablename__ = "waiting"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    missing: Mapped[str] = mapped_column(String(36), primary_key=True)
    held: Mapped[str] = mapped_column(String(36), primary_key=True)


class MendedAhead(Model):
    """A mutation that was mended before it came itself: after a restore phones send again in any order. It is dealt with when
    it comes and is held, as far as `author` may mend it; `record` is what the mend has become part of."""

    __tablename__ = "mended_ahead"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    mutation: Mapped[str] = mapped_column(String(36), primary_key=True)
    author: Mapped[str] = mapped_column(String(36), primary_key=True)
    record: Mapped[str] = mapped_column(String(36), nullable=False)


class ScopeRow(Model):
    """What a user could see when a cursor was handed out, so that the next sync can purge and back-fill exactly."""

    __tablename__ = "scope"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    user: Mapped[str] = mapped_column(String(36), nullable=False)
    content: Mapped[Any] = mapped_column(JsonText, nullable=False)
    scope_seq: Mapped[int] = mapped_column(BigInteger, nullable=False)
    counted: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    counted_seq: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    used_on: Mapped[str] = mapped_column(String(10), nullable=False)

    __table_args__ = (Index("scope_user", "organisation", "user"),)


class SearchTerm(Model):
    """A word that a record is found by (see search.py), and how much it weighs there. Written with the record, gone with it."""

    __tablename__ = "search_term"
    organisation: Mapped[str] = mapped_column(String(36), primary_key=True)
    term: Mapped[str] = mapped_column(String(40), primary_key=True)
    record: Mapped[str] = mapped_column(String(36), primary_key=True)
    weight: Mapped[int] = mapped_column(Integer, nullable=False)

    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation", "record"], ["record.organisation", "record.id"], name="search_term_record_fk", ondelete="CASCADE"
        ),
        Index("search_term_record", "organisation", "record"),
    )


class SearchGram(Model):
    """The vocabulary of all terms, by trigram: where a beginning, a compound or a mistyped word is looked up."""

    __tablename__ = "search_gram"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    gram: Mapped[str] = mapped_column(String(3), primary_key=True)
    term: Mapped[str] = mapped_column(String(40), primary_key=True)

    __table_args__ = (Index("search_gram_term", "organisation", "term"),)


class Attached(Model):
    """Which records name an attachment, and whose file each means: written with the record, kept beside its tombstone, gone
    with that."""

    __tablename__ = "attached"
    organisation: Mapped[str] = mapped_column(String(36), primary_key=True)
    attachment: Mapped[str] = mapped_column(String(36), primary_key=True)
    record: Mapped[str] = mapped_column(String(36), primary_key=True)
    account: Mapped[str | None] = mapped_column(String(36))

    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation", "record"], ["record.organisation", "record.id"], name="attached_record_fk", ondelete="CASCADE"
        ),
        Index("attached_record", "organisation", "record"),
    )
