"""Why a mutation is held instead of stored: a stable reason and a sentence that a person understands."""

from __future__ import annotations

from .sentences import sentence


class Hold(Exception):
    """A mutation cannot become a record. `reason` is the stable code of the wire, `key` names the sentence.
    `missing` is the id of the record that it waits for, when that is all that is wrong."""

    def __init__(self, reason: str, key: str, field: str | None = None, missing: str | None = None, **words: object) -> None:
        super().__init__(f"{reason}: {key}")
        self.reason = reason
        self.key = key
        self.field = field
        self.words = words
        self.missing = missing

    def detail(self, language: str = "da") -> str:
        """The sentence for people, in "da" or "en"."""
        return sentence(self.key, language, field=self.field or "", **self.words)
