"""Identifiers made by the server: UUIDv7 (RFC 9562), so that they sort roughly by age and index well."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import time

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


_one_at_a_time = threading.Lock()
_last = 0


def new_id(at_ms: int | None = None, random_bits: int | None = None) -> str:
    """A fresh UUIDv7 in lower case; those that a process makes in one millisecond stand in the order of their making. That
    is for the eye: the time in it, and what stands behind that, is never used for order."""
    global _last
    milliseconds = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    noise = secrets.randbits(73) if random_bits is None else random_bits & ((1 << 74) - 1)
    if at_ms is None and random_bits is None:
        with _one_at_a_time:
            if _last >> 74 == milliseconds:
                noise = (_last & ((1 << 74) - 1)) + 1 + (noise >> 33)
            _last = milliseconds << 74 | noise
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (noise >> 62) << 64 | 0b10 << 62 | noise & ((1 << 62) - 1)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived_id(kind: str, of: str) -> str:
    """The one id of the `kind` of record that the server keeps about another record: the same whoever makes it first.
    It carries the other record's time, so that it sorts beside it."""
    noise = hashlib.sha256(f"{kind}:{of}".encode()).digest()
    return new_id(int(of.replace("-", "")[:12], 16), int.from_bytes(noise[:10], "big"))


def is_id(value: object) -> bool:
    """True for a lower-case UUID in its usual form."""
    return isinstance(value, str) and UUID.match(value) is not None
