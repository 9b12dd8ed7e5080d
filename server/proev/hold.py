"""Why a mutation is held instead of stored: a stable reason and a sentence that a person understands."""

from __future__ import annotations

from .sentences import sentence
from .values import escaped

LONGEST_NAME = 60
"""Of a field's name as it is told; no field of ours has a longer one."""


class Hold(Exception):
    """A mutation cannot become a record. `reason` is the stable code of the wire, `key` names the sentence.
    `field` may be anything that a client calls a field: it is told as a database can hold it, and no longer than a name is.
    `missing` is the id of the record that it waits for, when that is all that is wrong."""

    def __init__(self, reason: str, key: str, field: str | None = None, missing: str | None = None, **words: object) -> None:
        super().__init__(f"{reason}: {key}")
        self.reason = reason
        self.key = key
        self.field = field and escaped(field)[:LONGEST_NAME]
        self.words = words
        self.missing = missing

    def detail(self, language: str = "da") -> str:
        """The sentence for people, in "da" or "en"."""
        return sentence(self.key, language, field=self.field or "", **self.words)
