"""Photos and voice notes: taken in piece by piece, carried on where they were cut off, kept as files beside the database.

A record names its attachments by their ids (a field marked `files` in records/); the file comes beside it, before the
record or after it. What a file belongs to, and so who may have it, is asked of the records.
"""

from __future__ import annotations

from .downloads import Download, download
from .tidy import tidy
from .uploads import Upload, announced, begin, find, full, offset, receive

__all__ = ["Download", "Upload", "announced", "begin", "download", "find", "full", "offset", "receive", "tidy"]
