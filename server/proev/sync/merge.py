"""Merging a put into a record, field by field (sync.md: "Merge")."""

from __future__ import annotations

from typing import Any

from ..records import definitions
from ..values import LIFT
from .work import Row, View, Writer


def split(row: Row, put: dict[str, Any], base: int, view: View) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What of a put may be stored, and which of its fields are in conflict.

    A field is in conflict when another device or author changed it after `base`, to another value. A base above the
    current version counts as the current one. What was held and is applied only now overwrites nothing newer of the same
    device either: when it is let in out of order, nobody has decided between the two yet, so people are asked. Of what the
    server has made itself people only say that it is settled: what the first of them said stands, and the other says the same.
    """
    is_said_once = definitions()[row.type].is_server_made
    base = min(base, row.version)
    stored: dict[str, Any] = {}
    conflicts: list[dict[str, Any]] = []
    for name, value in put.items():
        version = _changed_in(row.writer_of(name)[0], base)
        kept = row.fields.get(name)
        if version > base and kept != value and not _is_own_and_older(row, name, view, _origin(name, value, view.writer)):
            if not is_said_once or kept is None or value is None:
                conflicts.append({"field": name, "kept": kept, "yours": value})
        else:
            stored[name] = value
    return stored, conflicts


def is_changed_since(row: Row, base: int, view: View) -> bool:
    """True when another device or author changed any field after `base`, or the same one after what is applied only now: a
    delete would throw that away."""
    held = view.writer.held
    return any(
        _changed_in(written[0], base) > base and not _is_own_and_older(row, name, view, held)
        for name, written in row.writers.items()
    )


def _changed_in(version: int, base: int) -> int:
    """In which version a field was changed, for a writer who has seen `base`; 0 where it is as the record was made with: after a
    restore it may have been made again, with a version above every base from before, and nobody has changed it since."""
    return 0 if base > 0 and version % LIFT == 1 else version


def _is_own_and_older(row: Row, name: str, view: View, held: Row | None) -> bool:
    """True when a field's last change is the writer's own and came before what is applied now: what was `held`, or what
    comes last. A field that nobody has ever set is in nobody's way."""
    version, device, author, *by_held = row.writer_of(name)
    if name != "*" and name not in row.writers and row.fields.get(name) is None:
        return True
    if (device, author) != (view.writer.device, view.writer.user):
        return False
    if held is None:
        return True
    if by_held:
        other = view.get(by_held[0])
        return other is not None and other.order < held.order
    return bool(version <= held.writer_of("mutation")[0])


def _origin(name: str, value: Any, writer: Writer) -> Row | None:
    """What was held and says this of the field: what is let in, or what is mended and says it as before. None for what was
    written now. What a mend leaves as it was counts from where what it mends came: edits of the same device that followed
    that follow it still."""
    if writer.held is not None or writer.mends is None or value is None:
        return writer.held
    told = writer.mends.fields["mutation"].get("fields")
    return writer.mends if isinstance(told, dict) and told.get(name) == value else None


def marked(version: int, name: str, value: Any, writer: Writer) -> list[Any]:
    """What is noted of a change."""
    held = _origin(name, value, writer)
    return [version, writer.device, writer.user, *([held.id] if held else [])]


def store(row: Row, fields: dict[str, Any], writer: Writer) -> None:
    """Lay the fields over the record as its next version."""
    row.version += 1
    for name, value in fields.items():
        row.writers[name] = marked(row.version, name, value, writer)
        if value is None:
            row.fields.pop(name, None)
        else:
            row.fields[name] = value
