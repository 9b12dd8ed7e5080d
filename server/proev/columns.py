"""Column types that hold the same exact value on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Text
from sqlalchemy.types import TypeDecorator

SCALE = 4


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept as UTC without zone: neither database then converts it behind our back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> datetime | None:
        """Refuse a moment without offset: it would silently mean another time on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        moment: datetime = value.astimezone(UTC).replace(tzinfo=None)
        return moment

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        """Give the moment its zone back."""
        moment: datetime | None = value
        return None if moment is None else moment.replace(tzinfo=UTC)


class ScaledDecimal(TypeDecorator[str]):
    """A canonical decimal string, kept as ten-thousandths in a whole number: exact, sortable, no float anywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        """ "12.5" → 125000."""
        return None if value is None else int(Decimal(value).scaleb(SCALE))

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        """125000 → "12.5"."""
        if value is None:
            return None
        text = f"{Decimal(value).scaleb(-SCALE):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class JsonText(TypeDecorator[Any]):
    """JSON kept as text: the same bytes on both databases, and no driver's own idea of numbers."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Compact, with non-ASCII letters as they are."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """The parsed value."""
        return None if value is None else json.loads(value)
