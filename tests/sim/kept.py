"""What the model of the simulation knows of a record, and of a mutation that was held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Write = tuple[int, str, str, int]
"""The version and the writer of a change, and its place in the order of sending."""
POINTERS = ("trial", "barrier")


class Wrong(AssertionError):
    """The server did something that the contract does not allow; the message says what."""


@dataclass
class Kept:
    """A record: its fields, and for each its last change."""

    type: str
    unit: str
    version: int
    fields: Json
    writes: dict[str, Write]
    created: Write
    is_deleted: bool = False

    def writer(self, name: str) -> Write:
        """Who wrote a field last."""
        return self.writes.get(name, self.created)


@dataclass
class Held:
    """A mutation that was held: who sent it on what, and when among all that was sent; why, as it is told now, and what became
    of it ("": it waits; "released", "tried" again by the server itself, "sent" by its author after a file had
    brought it, "mended", "dismissed")."""

    mutation: Json
    author: str
    device: str
    order: int
    reason: str
    became: str = ""
    answer: str = ""
