"""What goes over the wire: a request's body, unpacked, bounded, parsed, never trusted, never logged; and a record as JSON."""

from __future__ import annotations

import json
import math
import zlib
from typing import Any

from flask import Request
from sqlalchemy import Row

from . import clock
from .journal import Record
from .problems import Problem

COLUMNS = (
    Record.type, Record.id, Record.version, Record.seq, Record.unit, Record.deleted, Record.created_by,
    Record.captured_at, Record.skew, Record.received_at, Record.fields,
)  # fmt: skip
"""What `to_json` needs of a record."""
_WINDOWS = {"gzip": 31, "deflate": 47}


def read_json(request: Request, limit: int) -> Any:
    """The parsed body, at most `limit` bytes unpacked. A body past the limit is read to its end first, so that the
    answer arrives. Raises `Problem` not_json, too_large, malformed."""
    if request.mimetype != "application/json":
        raise Problem("not_json")
    raw = request.get_data(cache=False)
    packing = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in _WINDOWS:
        raw = _unpack(raw, _WINDOWS[packing], limit)
    elif packing != "identity":
        raise Problem("malformed")
    if len(raw) > limit:
        raise Problem("too_large")
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Problem("malformed") from None


def _unpack(raw: bytes, window: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    try:
        told = unpacker.decompress(raw, limit + 1)
    except zlib.error:
        raise Problem("malformed") from None
    if len(told) > limit:
        raise Problem("too_large")
    if not unpacker.eof:
        raise Problem("malformed")
    return told


def _no_constant(_name: str) -> Any:
    raise ValueError("NaN and Infinity are not JSON")


def _finite(told: str) -> float | str:
    """A number too large for a float stays text: it must never be written back as `Infinity`."""
    value = float(told)
    return value if math.isfinite(value) else told


def to_json(row: Row[Any]) -> str:
    """A record as the wire writes it. Ids and numbers need no escaping; `fields` is JSON already."""
    by = f'"{row.created_by}"' if row.created_by else "null"
    at = f'"{row.captured_at}"' if row.captured_at else "null"
    skew = f'"skew":{row.skew},' if row.skew else ""
    return (
        f'{{"type":"{row.type}","id":"{row.id}","version":{row.version},"seq":{row.seq},"unit":"{row.unit}",'
        f'"deleted":{"true" if row.deleted else "false"},"created_by":{by},"captured_at":{at},{skew}'
        f'"received_at":"{clock.wire(row.received_at)}","fields":{row.fields}}}'
    )
