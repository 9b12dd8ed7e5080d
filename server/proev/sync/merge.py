"""Merging a put into a record, field by field (sync.md: "Merge")."""

from __future__ import annotations

from typing import Any

from .work import Row, Writer


def split(row: Row, put: dict[str, Any], base: int, writer: Writer) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What of a put may be stored, and which of its fields are in conflict.

    A field is in conflict when another device or author changed it after `base`, to another value. A base above the
    current version counts as the current one.
    """
    base = min(base, row.version)
    stored: dict[str, Any] = {}
    conflicts: list[dict[str, Any]] = []
    for name, value in put.items():
        version, device, author = row.writer_of(name)
        kept = row.fields.get(name)
        if version > base and (device, author) != (writer.device, writer.user) and kept != value:
            conflicts.append({"field": name, "kept": kept, "yours": value})
        else:
            stored[name] = value
    return stored, conflicts


def is_changed_by_others(row: Row, base: int, writer: Writer) -> bool:
    """True when another device or author changed any field after `base`: a delete would throw that away."""
    return any(
        version > base and (device, author) != (writer.device, writer.user) for version, device, author in row.writers.values()
    )


def store(row: Row, fields: dict[str, Any], writer: Writer) -> None:
    """Lay the fields over the record as its next version."""
    row.version += 1
    for name, value in fields.items():
        row.writers[name] = [row.version, writer.device, writer.user]
        if value is None:
            row.fields.pop(name, None)
        else:
            row.fields[name] = value
