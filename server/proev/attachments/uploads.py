"""Taking attachments in: announced, then received in pieces, cut anywhere, carried on from there (sync.md, “Attachments”).

A file is its author's: of whoever wrote what named it first. Who leads the unit of that may send it in the author's place,
because a phone that is lost, or whose user has left, leaves a file that somebody else brings.

The offset that is told is never more than what lies flushed on the disk, and it is the whole length only when the file is
verified and finished: whoever asks after a crash finishes what was left, or is told to begin anew.
"""

from __future__ import annotations

import errno
import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from ..access import REVIEWERS, Standing, load_tree
from ..db import reading, written
from ..ids import is_id
from ..journal import Attached, Record
from ..problems import Problem
from . import contents, files
from .tables import Attachment

HEX = re.compile(r"[0-9a-f]{64}\Z")
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Announced:
    """What a phone says that it is going to send."""

    id: str
    kind: str
    mime: str
    length: int
    sha256: str
    author: str | None = None
    """Who made it, when that is not who sends it."""


@dataclass(frozen=True)
class Upload:
    """An announced attachment, and where its bytes lie."""

    kind: str
    mime: str
    length: int
    place: files.Place


def announced(told: dict[str, str], length: int, largest: dict[str, int]) -> Announced:
    """What the metadata of an upload says, checked. `largest` is in bytes by kind. Raises `Problem` malformed,
    upload_kind or upload_too_large."""
    wrong = [name for name in ("id", "sha256", "kind", "mime") if name not in told]
    wrong += ["id"] if not is_id(told.get("id")) else []
    wrong += ["author"] if "author" in told and not is_id(told["author"]) else []
    wrong += ["sha256"] if not HEX.match(told.get("sha256", "")) else []
    if wrong or length < 1:
        raise Problem("malformed", errors=dict.fromkeys(wrong or ["Upload-Length"], "malformed"))
    kind, mime = told["kind"], told["mime"].split(";")[0].strip().lower()
    if mime not in contents.KINDS.get(kind, {}):
        raise Problem("upload_kind")
    if length > largest[kind]:
        raise Problem("upload_too_large")
    return Announced(told["id"], kind, mime, length, told["sha256"], told.get("author"))


def begin(data: Path, organisation: str, sender: Standing, told: Announced, has_room: bool, now: datetime) -> int:
    """Enter an upload, or find the one that was entered before; returns how far it has come. Raises `Problem`
    upload_differs when the id stands for something else, or for what the sender may not send; attachments_full."""
    home = files.home(data, organisation)
    with reading() as session:
        known = _same(session, home, organisation, sender, told)
    if known and (has_room or offset(known) == known.length):
        return offset(known)
    if not has_room:
        raise full()
    return offset(written(lambda session: _entered(session, home, organisation, sender, told, now)))


def _same(session: Session, home: Path, organisation: str, sender: Standing, told: Announced) -> Upload | None:
    """What was entered under the id before. Raises `Problem` upload_differs when it is something else."""
    row = session.get(Attachment, (organisation, told.id))
    if row is None:
        return None
    if (row.length, row.sha256) != (told.length, told.sha256) or not _may_send(session, row, sender):
        raise Problem("upload_differs")
    return _upload(home, row)


def _entered(session: Session, home: Path, organisation: str, sender: Standing, told: Announced, now: datetime) -> Upload:
    known = _same(session, home, organisation, sender, told)
    if known:
        return known
    first = _named_first(session, organisation, told.id)
    # What nothing names yet is the sender's own, and so cannot be what somebody else made: their note has to come first.
    account = first.account if first else told.author or sender.user
    if account != sender.user and not _leads(session, organisation, sender, first):
        raise Problem("upload_differs")
    about = {name: value for name, value in vars(told).items() if name != "author"}
    row = Attachment(organisation=organisation, account=account, began_at=now, **about)
    session.add(row)
    return _upload(home, row)


def _may_send(session: Session, row: Attachment, sender: Standing) -> bool:
    """Whose it is; and in their place, whoever leads where it was named first."""
    if row.account == sender.user:
        return True
    first = _named_first(session, row.organisation, row.id)
    return first is not None and first.account == row.account and _leads(session, row.organisation, sender, first)


def _named_first(session: Session, organisation: str, attachment: str) -> Any:
    """Whose file it is (`account`), and where (`unit`): as it was named first. A colleague reads the id in the record before
    the file has come, and may name it too; that opens nothing."""
    named = naming(organisation, attachment, Attached.account, Record.unit).where(Attached.account.is_not(None))
    return session.execute(named.order_by(Record.first_seq).limit(1)).first()


def _leads(session: Session, organisation: str, sender: Standing, named: Any) -> bool:
    return named is not None and bool(sender.roles_at(named.unit, load_tree(session, organisation)) & REVIEWERS)


def naming(organisation: str, attachment: str | ColumnElement[str], *columns: Any) -> Select[Any]:
    """The records that name an attachment, deleted ones too."""
    named = and_(Attached.organisation == Record.organisation, Attached.record == Record.id, Attached.attachment == attachment)
    return select(*columns).select_from(Record).join(Attached, named).where(Record.organisation == organisation)


def _upload(home: Path, row: Attachment) -> Upload:
    return Upload(row.kind, row.mime, row.length, files.Place(home, row.id, row.sha256))


def find(data: Path, organisation: str, sender: Standing, attachment: str) -> Upload:
    """An upload that the sender may go on with. Raises `Problem` not_found; another's looks like none."""
    with reading() as session:
        row = session.get(Attachment, (organisation, attachment)) if is_id(attachment) else None
        if row is None or not _may_send(session, row, sender):
            raise Problem("not_found")
        return _upload(files.home(data, organisation), row)


def offset(upload: Upload) -> int:
    """How far an upload has come: its whole length when it is finished. What a crash has left to be finished is finished
    now; what has turned out not to be what was announced begins at 0."""
    try:
        return _settled(upload)
    except Problem as problem:
        if problem.code == "attachments_full":
            raise
        return 0


def receive(upload: Upload, at: int, pieces: Iterable[bytes]) -> int:
    """Take in the bytes from `at` on; returns how far the upload has come. When the pieces end early (the iterator raises),
    what has come is kept. Raises `Problem` upload_offset, upload_too_large, attachments_full, and with the last bytes
    upload_broken or upload_kind, after which it begins at 0."""
    if offset(upload) != at:
        raise Problem("upload_offset")
    for piece in pieces:
        if at + len(piece) > upload.length:
            raise Problem("upload_too_large")
        try:
            with _room():
                upload.place.append(at, piece)
        except files.Elsewhere:  # another request of the same phone has gone on meanwhile
            raise Problem("upload_offset") from None
        at += len(piece)
    return _settled(upload)


def _settled(upload: Upload) -> int:
    place = upload.place
    with _room(), place.alone():
        if place.is_whole():
            return upload.length
        come = place.offset()
        if come < upload.length:
            return come
        content = place.half.read_bytes()
        try:
            if len(content) != upload.length or hashlib.sha256(content).hexdigest() != place.sha256:
                raise Problem("upload_broken")
            kept = contents.to_keep(upload.kind, upload.mime, content)
        except contents.WrongKind:
            place.drop()
            raise Problem("upload_kind") from None
        except contents.TooLarge:
            place.drop()
            raise Problem("upload_too_large") from None
        except Problem:
            place.drop()
            raise
        place.keep(kept)
        return upload.length


def full() -> Problem:
    """There is no room for attachments; when to come back is another moment for each."""
    return Problem("attachments_full", retry_after=60 + secrets.randbelow(240))


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise full() from None
        raise
