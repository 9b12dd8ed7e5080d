"""Canonical forms of the wire's values: NFC text, decimals, days, moments. Pure; imports nothing of ours.

Every function returns the canonical form or raises `BadValue` with the key of a sentence.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, datetime

_DECIMAL = re.compile(r"(-?)(\d{1,40})(?:\.(\d{1,40}))?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_DAY_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])\Z", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)\Z", re.ASCII
)

LIFT = 1_000_000
"""What the eras of versions lie apart by: each restore lifts every version into an era of its own (see backup.py)."""
LAST_SECOND = 8_000_000_000
"""Up to this second since 1970 (in 2223) an era can have its number: a version then still is a number that JavaScript can count
with, and leaves room for more restores than there will be."""


class BadValue(ValueError):
    """A value that the contract does not allow; the message is the key of a sentence."""


def is_storable(text: str) -> bool:
    """False for text that no database can hold: U+0000 and lone surrogates."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def escaped(text: str) -> str:
    """The text as it is where a database can hold it, else with JSON's escapes."""
    return text if is_storable(text) else json.dumps(text, ensure_ascii=True)[1:-1]


def nfc(text: str) -> str:
    """The text in Unicode normalisation form C."""
    if not is_storable(text):
        raise BadValue("bad_characters")
    return unicodedata.normalize("NFC", text)


def canonical_decimal(value: object, before: int, after: int) -> str:
    """An exact number without needless zeros: "12.50" → "12.5", "-0" → "0". At most `before` digits before the
    point and `after` behind it, counted on the canonical form."""
    match = _DECIMAL.match(value) if isinstance(value, str) else None
    if not match:
        raise BadValue("not_a_decimal")
    whole, fraction = match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
    if len(whole) > before or len(fraction) > after:
        raise BadValue("not_a_decimal")
    digits = f"{whole}.{fraction}" if fraction else whole
    return f"-{digits}" if match[1] and digits != "0" else digits


def day(value: object) -> str:
    """A calendar day that exists, `YYYY-MM-DD`."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise BadValue("not_a_day")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise BadValue("not_a_day") from None
    return value


def day_or_hour(value: object) -> str:
    """A day, or a day with its hour (`YYYY-MM-DDTHH`); never finer."""
    match = _DAY_HOUR.match(value) if isinstance(value, str) else None
    try:
        day(match[1] if match else value)
    except BadValue:
        raise BadValue("not_a_day_or_hour") from None
    return str(value)


def instant(value: object) -> str:
    """A moment with its offset (RFC 3339), kept as it was written."""
    if not isinstance(value, str) or not _INSTANT.match(value):
        raise BadValue("not_an_instant")
    try:
        parse_instant(value)
    except (ValueError, OverflowError):
        raise BadValue("not_an_instant") from None
    return value


def parse_instant(value: str) -> datetime:
    """The moment as a datetime in UTC."""
    from datetime import UTC

    return datetime.fromisoformat(value.upper()).astimezone(UTC)
