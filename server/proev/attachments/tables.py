"""What is known of an attachment beside its bytes. Whether they are all there is asked of the disk, never of this table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..columns import UtcDateTime
from ..db import Model


class Attachment(Model):
    """A file that `account` has announced: its kind, and the length and SHA-256 of the bytes that the phone sends."""

    __tablename__ = "attachment"
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("organisation.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account: Mapped[str] = mapped_column(String(36), nullable=False)
    kind: Mapped[str] = mapped_column(String(8), nullable=False)
    mime: Mapped[str] = mapped_column(String(32), nullable=False)
    length: Mapped[int] = mapped_column(BigInteger, nullable=False)
    sha256: Mapped[str] = mapped_column(String(64), nullable=False)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
