"""All trials of the invented municipality."""

from __future__ import annotations

from .shape import Words
from .trials_care import CARE
from .trials_town import TOWN

TRIALS: list[Words] = [*CARE, *TOWN]
