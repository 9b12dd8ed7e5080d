"""The records in which a question's words stand, best first: more of the words, then more weight, then the newer."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from ..access import Scope, visible
from ..journal import Record, SearchTerm


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    id: str
    type: str
    unit: str
    fields: dict[str, Any]


def ranked(session: Session, organisation: str, scope: Scope, reached: list[dict[str, int]], limit: int) -> list[Hit]:
    """The best hits within the scope."""
    all_terms = sorted({term for one in reached for term in one})
    if not all_terms:
        return []
    scores = [_score(one).label(f"word_{place}") for place, one in enumerate(reached) if one]
    found = (
        select(SearchTerm.record, *scores)
        .where(SearchTerm.organisation == organisation, SearchTerm.term.in_(all_terms))
        .group_by(SearchTerm.record)
        .subquery()
    )
    each = [column for name, column in found.c.items() if name != "record"]
    words: Any = sum((case((column > 0, 1), else_=0) for column in each[1:]), case((each[0] > 0, 1), else_=0))
    worth: Any = sum(each[1:], each[0])
    query = (
        select(Record.id, Record.type, Record.unit, Record.fields)
        .join(found, and_(Record.organisation == organisation, Record.id == found.c.record))
        .where(visible(scope))
        .order_by(words.desc(), worth.desc(), Record.seq.desc(), Record.id)
        .limit(limit)
    )
    return [Hit(row.id, row.type, row.unit, json.loads(row.fields)) for row in session.execute(query)]


def _score(reached: dict[str, int]) -> ColumnElement[int]:
    """What one word of the question is worth in a record: the best of the words that answer it there."""
    by_factor: dict[int, list[str]] = defaultdict(list)
    for term, factor in reached.items():
        by_factor[factor].append(term)
    worth = [(SearchTerm.term.in_(terms), SearchTerm.weight * factor) for factor, terms in sorted(by_factor.items())]
    return func.max(case(*worth, else_=0))
