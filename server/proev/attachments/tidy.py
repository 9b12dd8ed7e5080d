"""Letting go of what will not be finished and of what nobody may see any more; of nothing else.

A file whose record has not come is kept: the record may wait on a phone, or among what is held. So is a file that the
database does not know: an older backup may have been restored, and the phone, or a newer backup, still knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import and_, delete, or_, select

from ..db import writing
from ..journal import Record
from . import files
from .tables import Attachment
from .uploads import naming

UNFINISHED = timedelta(days=60)
"""After so long without a byte an upload is given up. Should the phone come after all, it begins at 0."""
UNSEEN = timedelta(days=30)
"""So long after the deletion of all that named it a file is kept: as long as phones keep what they have sent."""


@dataclass(frozen=True)
class Tidied:
    """How many unfinished uploads and how many files of deleted records are gone."""

    unfinished: int
    unseen: int


def tidy(data: Path, organisation: str, now: datetime) -> Tidied:
    """Drop both. Doing it often or never is both sound. To be done before tombstones are dropped: they tell what was named."""
    home = files.home(data, organisation)
    return Tidied(files.drop_halves(home, (now - UNFINISHED).timestamp()), _drop_unseen(home, organisation, now - UNSEEN))


def _drop_unseen(home: Path, organisation: str, before: datetime) -> int:
    named = naming(organisation, Attachment.__table__.c.id, Record.id).correlate(Attachment)
    is_wanted = or_(Record.deleted.is_(False), Record.received_at >= before)
    unseen = select(Attachment).where(
        Attachment.organisation == organisation, and_(named.exists(), ~named.where(is_wanted).exists())
    )
    with writing() as session:
        found = list(session.scalars(unseen))
        for row in found:
            # The file first: a crash leaves a row that is found again, never a file that nobody knows.
            files.Place(home, row.id, row.sha256).forget()
            session.execute(delete(Attachment).where(Attachment.organisation == organisation, Attachment.id == row.id))
    return len(found)
