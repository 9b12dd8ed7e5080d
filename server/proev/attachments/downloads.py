"""Giving attachments out: to whoever may see the record that names them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from ..access import Standing, load_tree, scope_of, visible
from ..db import reading
from ..ids import is_id
from ..journal import Attached, Record
from ..problems import Problem
from . import contents, files
from .tables import Attachment
from .uploads import naming


@dataclass(frozen=True)
class Download:
    """A finished file, what it is, and what it is called when it is saved."""

    path: Path
    mime: str
    name: str


def download(data: Path, organisation: str, standing: Standing, attachment: str) -> Download:
    """A finished attachment for a reader. Raises `Problem` not_found: what she may not see looks like what is not there."""
    with reading() as session:
        row = session.get(Attachment, (organisation, attachment)) if is_id(attachment) else None
        if row is None or not _may_have(session, row, standing):
            raise Problem("not_found")
        path = files.Place(files.home(data, organisation), row.id, row.sha256).whole
        if not path.exists():
            raise Problem("not_found")
        mime = contents.kept_mime(row.kind, row.mime)
        return Download(path, mime, f"{row.id}.{contents.ending(row.kind, row.mime)}")


def _may_have(session: Session, row: Attachment, standing: Standing) -> bool:
    """Like the record that names it, if that means the file of whoever sent it: a record that borrows the id opens nothing.
    Before the record has come, whoever sent it."""
    own = naming(row.organisation, row.id, Record.id).where(Attached.account == row.account)
    if session.scalars(own.limit(1)).first() is None:
        return row.account == standing.user
    scope = scope_of(session, load_tree(session, row.organisation), standing)
    seen = own.where(Record.deleted.is_(False), visible(scope))
    return session.scalars(seen.limit(1)).first() is not None
