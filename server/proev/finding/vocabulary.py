"""Which words of the vocabulary a question's words stand for: themselves, beginnings, compounds, and else what is alike.

Looked up by trigrams, which are equal or not: no database's own idea of alphabet or pattern has a say. Only words that
stand in a record which the reader may see count, so that nothing shows through of the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from .. import search
from ..access import Scope, visible
from ..journal import Record, SearchGram, SearchTerm
from ..search import Sought

AT_ONCE = 500


def answers(session: Session, organisation: str, scope: Scope, asked: list[Sought]) -> list[dict[str, int]]:
    """Per word of the question: the words of the vocabulary that answer it, and how well."""
    found = []
    for one in asked:
        candidates = {one.key, *_beginning(session, organisation, one), *_containing(session, organisation, one)}
        reached = search.reach(one, _seen(session, organisation, scope, candidates))
        if not reached:
            grams = search.grams(one.key)
            near = _sharing(session, organisation, grams, -(-len(grams) // 4))
            near = {word for word in near if search.likeness(one.key, word) >= search.LIKE}
            reached = search.alike(one, _seen(session, organisation, scope, near))
        found.append(reached)
    return found


def _beginning(session: Session, organisation: str, one: Sought) -> set[str]:
    if not one.is_last or len(one.typed) < 2:
        return set()
    starts = func.substr(SearchGram.term, 1, len(one.typed)) == one.typed
    query = select(SearchGram.term).where(_of(organisation), SearchGram.gram == f" {one.typed[:2]}", starts)
    return set(session.scalars(query))


def _containing(session: Session, organisation: str, one: Sought) -> set[str]:
    if len(one.key) < 5:
        return set()
    inner = search.inner_grams(one.key)
    return {word for word in _sharing(session, organisation, inner, len(inner)) if one.key in word}


def _sharing(session: Session, organisation: str, grams: set[str], least: int) -> set[str]:
    """The words that have at least so many of the trigrams."""
    query = select(SearchGram.term).where(_of(organisation), SearchGram.gram.in_(sorted(grams)))
    return set(session.scalars(query.group_by(SearchGram.term).having(func.count() >= least)))


def _seen(session: Session, organisation: str, scope: Scope, terms: Iterable[str]) -> set[str]:
    """Those of the words that stand in a record within the scope: the first such record of a word is enough."""
    wanted = sorted(terms)
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = select(SearchGram.term).where(_of(organisation), SearchGram.term.in_(wanted[start : start + AT_ONCE]))
        word = some.distinct().subquery()
        stands = (
            select(SearchTerm.term)
            .join(Record, and_(Record.organisation == organisation, Record.id == SearchTerm.record))
            .where(SearchTerm.organisation == organisation, SearchTerm.term == word.c.term, visible(scope))
        )
        found.update(session.scalars(select(word.c.term).where(stands.exists())))
    return found


def _of(organisation: str) -> ColumnElement[bool]:
    return SearchGram.organisation == organisation
