"""Full text search over what is shared and what lies within the reader's own scope: question → results. Only SELECTs."""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import search
from ..access import Standing, load_tree, scope_of
from ..db import reading
from .hits import ranked
from .results import results
from .vocabulary import answers

FOR_DOUBLES = 4
"""A trial, its decision and its learning card are one result: so many hits are read for each that is asked for."""


def find(organisation: str, standing: Standing, sought: str, limit: int, today: date) -> dict[str, Any]:
    """The best results for a question, read in one state of the database; `more` says that there are others."""
    asked = search.question(sought)
    with reading() as session:
        scope = scope_of(session, load_tree(session, organisation), standing)
        reached = answers(session, organisation, scope, asked)
        most = FOR_DOUBLES * limit + 1
        hits = ranked(session, organisation, scope, reached, most)
        told = results(session, organisation, scope, hits, {term for one in reached for term in one}, today)
    return {"results": told[:limit], "more": len(told) > limit or len(hits) == most}
