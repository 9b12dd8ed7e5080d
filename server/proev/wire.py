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
_BODY = "proev.body"
PIECE = 64 * 1024
DEEPEST = 16
"""How deep lists and objects may lie in each other; nothing of ours lies half as deep."""
LONGEST_NUMBER = 400
"""In digits; no field of ours holds a tenth of that."""


def read_json(request: Request, limit: int) -> Any:
    """The parsed body, at most `limit` bytes, unpacked too. What no code of ours could walk through or count with (what lies
    deeper than `DEEPEST`, a number of hundreds of digits) comes as its text: it is wrong by itself, and nothing beside it is.
    Raises `Problem` not_json, too_large, malformed."""
    if request.mimetype != "application/json":
        raise Problem("not_json")
    raw = read_body(request, limit)
    packing = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in _WINDOWS:
        raw = _unpack(raw, _WINDOWS[packing], limit)
    elif packing != "identity":
        raise Problem("malformed")
    try:
        told = json.loads(raw.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite, parse_int=_countable)
    except (ValueError, RecursionError):
        raise Problem("malformed") from None
    return _shallow(told)


def read_body(request: Request, limit: int) -> bytes:
    """The body as it was sent, at most `limit` bytes; asked for again, it is at hand. One past the limit is read to its end,
    so that the answer arrives, and let go piece by piece. Raises `Problem` too_large."""
    if _BODY not in request.environ:
        pieces: list[bytes] = []
        size = 0
        while piece := request.stream.read(PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > limit:
                pieces.clear()
        request.environ[_BODY] = b"".join(pieces) if size <= limit else None
    body: bytes | None = request.environ[_BODY]
    if body is None:
        raise Problem("too_large")
    return body


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


def _countable(told: str) -> int | str:
    return int(told) if len(told) <= LONGEST_NUMBER else told


def _shallow(told: Any) -> Any:
    """The value with what lies deeper than `DEEPEST` as JSON text."""
    layer = [told] if isinstance(told, dict | list) else []
    for depth in range(DEEPEST):
        below: list[Any] = []
        for one in layer:
            for key, value in one.items() if isinstance(one, dict) else enumerate(one):
                if isinstance(value, dict | list):
                    if depth + 1 < DEEPEST:
                        below.append(value)
                    else:
                        one[key] = _text(value)
        layer = below
    return told


class _Written(str):
    """A piece of JSON."""


_COMMA = _Written(",")


def _text(told: Any) -> str:
    """The JSON text of a value of any depth."""
    text: list[str] = []
    left = [told]
    while left:
        one = left.pop()
        if isinstance(one, _Written):
            text.append(one)
        elif isinstance(one, dict):
            inner = [part for key, value in one.items() for part in (_COMMA, _Written(f"{json.dumps(key)}:"), value)][1:]
            left += [_Written("}"), *reversed(inner), _Written("{")]
        elif isinstance(one, list):
            inner = [part for value in one for part in (_COMMA, value)][1:]
            left += [_Written("]"), *reversed(inner), _Written("[")]
        else:
            text.append(json.dumps(one, ensure_ascii=False))
    return "".join(text)


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
