"""Reading a request's body: unpacked, bounded, parsed; never trusted, never logged."""

from __future__ import annotations

import json
import math
import zlib
from typing import Any

from flask import Request

from .problems import Problem

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
