"""The definition of every record type. Importing this package fills the registry."""

from __future__ import annotations

from . import made, practices, trials, units, voices  # noqa: F401 - to be in the registry
from .base import Definition, Kind, define, definitions
from .fields import Field

__all__ = ["Definition", "Field", "Kind", "define", "definitions"]
