"""The definition of every record type. Importing this package fills the registry."""

from __future__ import annotations

from . import units, trials, voices, practices, made  # noqa: F401, I001 - the order of the contract
from .base import Definition, Kind, define, definitions
from .fields import Field

__all__ = ["Definition", "Field", "Kind", "define", "definitions"]
