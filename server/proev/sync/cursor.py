"""The opaque cursor: which epoch and scope it was handed out for, and how far the client has read.

At rest it reads `1.<epoch>.<scope>.<seq>`; while everything is being sent a fifth part says up to where tombstones
need not be sent; while one scope is being exchanged for another, the old scope, the stage (p = forgetting,
b = filling in) and the position stand behind. It grants nothing: what is sent is always decided by the scope of now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"1\.([0-9a-f]{8})\.([0-9A-Za-z_-]{1,22})\.(\d{1,18})(?:\.s(\d{1,18}))?"
    r"(?:\.([0-9A-Za-z_-]{1,22})\.([pb])([0-9a-f-]{0,36}))?\Z",
    re.ASCII,
)


@dataclass(frozen=True)
class Cursor:
    """`seq` is the last order number read; `skip` the one up to which tombstones are left out."""

    epoch: str
    scope: str
    seq: int
    skip: int = 0
    old: str = ""
    stage: str = ""
    position: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "epoch", self.epoch[:8])

    @property
    def is_moving(self) -> bool:
        """True while one scope is being exchanged for another."""
        return bool(self.old)

    def __str__(self) -> str:
        skip = f".s{self.skip}" if self.skip else ""
        moving = f".{self.old}.{self.stage}{self.position}" if self.old else ""
        return f"1.{self.epoch}.{self.scope}.{self.seq}{skip}{moving}"

    @classmethod
    def parse(cls, told: object) -> Cursor | None:
        """The cursor, or None when it cannot be read."""
        match = _FORM.match(told) if isinstance(told, str) and len(told) <= 100 else None
        if not match:
            return None
        if match[6] == "b" and not (match[7].isdigit() and len(match[7]) <= 18):
            return None
        return cls(match[1], match[2], int(match[3]), int(match[4] or 0), match[5] or "", match[6] or "", match[7] or "")
