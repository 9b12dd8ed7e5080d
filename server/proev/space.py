"""How much room is left on the disk, and what may still be stored in it.

Text comes first: attachments are refused while there is still plenty of room for notes, and notes are refused (507, the
phone keeps them and tries again) before the database itself would run out in the middle of a transaction.
"""

from __future__ import annotations

import shutil
from pathlib import Path

MIB = 1024 * 1024


def free(folder: Path) -> int:
    """Free bytes on the disk that holds the folder, or the nearest folder above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def room(folder: Path, for_attachments: int, for_text: int) -> str:
    """What may be stored: "all", "text" (no attachments) or "nothing". The limits are in MiB that must stay free."""
    left = free(folder) // MIB
    if left < for_text:
        return "nothing"
    return "text" if left < for_attachments else "all"
