"""One trial and one practice as their pages show them: the record, its phase today, and what belongs to it.

A reader gets what a phone of hers would hold (`access.visible`), never kept light; what lies outside looks like what is
not there. Phases are derived from everything, so that every reader is told the same one.
"""

from __future__ import annotations

from .practices import practice_page
from .reader import NotThere
from .trials import trial_chart, trial_page

__all__ = ["NotThere", "practice_page", "trial_chart", "trial_page"]
