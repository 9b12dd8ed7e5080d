"""Where the bytes of attachments lie: `attachments/<organisation>/` in the data folder, and nobody else knows.

What is still coming in lies under `half`; what is whole under the last two digits of its id. A file is named by its id and
the hash that was announced, and gets its name among the whole ones by a rename, after it was verified and flushed: that it
is there is what “finished” means. No database says so, so none can say so of a file that is gone. How far an upload has come
is the size of its half, flushed before it is told.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class Elsewhere(Exception):
    """The bytes that came do not begin where what is there ends."""


def home(data: Path, organisation: str) -> Path:
    """The folder of an organisation's attachments."""
    return data / "attachments" / organisation


@dataclass(frozen=True)
class Place:
    """Where one attachment's bytes lie."""

    home: Path
    id: str
    sha256: str

    @property
    def half(self) -> Path:
        """What has come in so far."""
        return self.home / "half" / f"{self.id}-{self.sha256}"

    @property
    def whole(self) -> Path:
        """The finished file."""
        return self.home / self.id[-2:] / f"{self.id}-{self.sha256}"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else, in no process, touches the bytes meanwhile. Held while a disk works, never while a network is waited
        for: a request whose phone has gone must not stand in the way of the phone's next one."""
        for folder in (self.home.parent, self.home, self.home / "locks", self.half.parent):
            folder.mkdir(exist_ok=True, mode=0o700)
        lock = os.open(self.home / "locks" / self.id[-2:], os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def append(self, at: int, piece: bytes) -> None:
        """Add bytes at the end of the half, which must be `at`. Raises `Elsewhere`, and `OSError` when the disk is full: what
        it took before that stays."""
        with self.alone():
            file = os.open(self.half, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                if os.fstat(file).st_size != at:
                    raise Elsewhere
                _write(file, at, piece)
            finally:
                os.close(file)

    def offset(self) -> int:
        """How many bytes of the half are on the disk. To be asked alone."""
        try:
            file = os.open(self.half, os.O_RDWR)
        except FileNotFoundError:
            return 0
        try:
            os.fsync(file)
            to_disk(self.half.parent)
            return os.fstat(file).st_size
        except OSError:
            # After a flush that failed, the next one may succeed without having written anything: nobody knows any more
            # what is on the disk, so the upload begins anew.
            self.drop()
            raise
        finally:
            os.close(file)

    def is_whole(self) -> bool:
        """True when the file is finished. To be asked alone."""
        if not self.whole.exists():
            return False
        if self.half.exists():  # who finished it was stopped before the last flush
            to_disk(self.whole.parent)
            self.drop()
        return True

    def keep(self, content: bytes) -> None:
        """Make the content the finished file: there whole or not at all. To be done alone."""
        ready = self.half.with_name(f"{self.half.name}.ready")
        try:
            file = os.open(ready, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                _write(file, 0, content)
                os.fsync(file)
            finally:
                os.close(file)
            self.whole.parent.mkdir(exist_ok=True, mode=0o700)
            to_disk(self.home)
            ready.rename(self.whole)
        except OSError:
            ready.unlink(missing_ok=True)
            raise
        to_disk(self.whole.parent)
        self.drop()

    def drop(self) -> None:
        """Begin the upload anew."""
        self.half.unlink(missing_ok=True)

    def forget(self) -> None:
        """Let the bytes go."""
        with self.alone():
            self.whole.unlink(missing_ok=True)
            self.drop()


def drop_halves(home: Path, before: float) -> int:
    """Give up the uploads that nothing has come of since a moment; returns how many."""
    count = 0
    for half in (home / "half").glob("*"):
        attachment, sha256 = half.name[:36], half.name[37:101]
        with Place(home, attachment, sha256).alone():
            if half.exists() and half.stat().st_mtime < before:
                half.unlink()
                count += 1
    return count


def _write(file: int, at: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        done = os.pwrite(file, view, at)
        view, at = view[done:], at + done


def to_disk(path: Path) -> None:
    """Flush a file, or what a folder says is in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
