"""Finished attachments in a backup and back from it. What is in the data folder already stays as it is: a file of one name
never changes."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from . import files

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NAME = re.compile(rf"attachments/({UUID})/[0-9a-f]{{2}}/({UUID})-([0-9a-f]{{64}})\Z")


def any_finished(data: Path) -> bool:
    """True when there is a finished file."""
    return next(_finished(data), None) is not None


def pack(data: Path, into: tarfile.TarFile) -> None:
    """Add every finished file to an archive."""
    for path in _finished(data):
        try:
            into.add(path, str(path.relative_to(data)), recursive=False)
        except FileNotFoundError:  # tidied away meanwhile
            continue


def unpack(data: Path, source: tarfile.TarFile) -> int:
    """Put the files of an archive back where they are missing; returns how many were."""
    count = 0
    for member in source:
        named = NAME.match(member.name)
        content = source.extractfile(member) if named and member.isreg() else None
        if named and content:
            organisation, attachment, sha256 = named.groups()
            place = files.Place(files.home(data, organisation), attachment, sha256)
            with place.alone():
                if not place.is_whole():
                    place.keep(content.read())
                    count += 1
    return count


def _finished(data: Path) -> Iterator[Path]:
    for path in sorted((data / "attachments").glob("*/??/*")):
        if NAME.match(str(path.relative_to(data))):
            yield path
