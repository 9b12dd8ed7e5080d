"""The full text index, written in the transaction that writes the records: a record and its words are never apart.

Which fields of a type are searched is said in its definition. Called while the organisation's counter row is locked, so
that two requests never write the same word at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from .. import search
from ..journal import SearchGram, SearchTerm
from ..records import definitions

if TYPE_CHECKING:
    from .work import Row

AT_ONCE = 500
Weights = dict[str, int]


def write_index(session: Session, organisation: str, rows: Iterable[Row]) -> None:
    """Bring the index to what the changed rows are. Types of which nothing is searched cost nothing."""
    searched = [row for row in rows if definitions()[row.type].kind.searched]
    if not searched:
        return
    before = _kept(session, organisation, [row.id for row in searched if row.found])
    after = {row.id: {} if row.deleted else _weights(row) for row in searched}
    changed = [one for one in after if after[one] != before.get(one, {})]
    stale = [one for one in changed if one in before]
    for some in _chunks(stale):
        session.execute(delete(SearchTerm).where(SearchTerm.organisation == organisation, SearchTerm.record.in_(some)))
    new: list[dict[str, Any]] = [
        {"organisation": organisation, "term": term, "record": one, "weight": weight}
        for one in changed
        for term, weight in after[one].items()
    ]
    if new:
        session.execute(insert(SearchTerm), new)
    _learn(session, organisation, {row["term"] for row in new})
    _forget(session, organisation, {term for one in stale for term in before[one].keys() - after[one].keys()})


def _weights(row: Row) -> Weights:
    """The words of a record: those of its title weigh more."""
    texts = {name: row.fields[name] for name in definitions()[row.type].kind.searched if row.fields.get(name)}
    title = texts.pop("title", "")
    return search.weights(title, texts.values())


def _kept(session: Session, organisation: str, ids: list[str]) -> dict[str, Weights]:
    found: dict[str, Weights] = {}
    for some in _chunks(ids):
        query = select(SearchTerm.record, SearchTerm.term, SearchTerm.weight)
        for row in session.execute(query.where(SearchTerm.organisation == organisation, SearchTerm.record.in_(some))):
            found.setdefault(row.record, {})[row.term] = row.weight
    return found


def _learn(session: Session, organisation: str, terms: set[str]) -> None:
    """Take new words into the vocabulary."""
    known: set[str] = set()
    for some in _chunks(sorted(terms)):
        query = select(SearchGram.term).where(SearchGram.organisation == organisation, SearchGram.term.in_(some))
        known.update(session.scalars(query.distinct()))
    new = [
        {"organisation": organisation, "gram": gram, "term": term}
        for term in sorted(terms - known)
        for gram in sorted(search.grams(term))
    ]
    if new:
        session.execute(insert(SearchGram), new)


def _forget(session: Session, organisation: str, terms: set[str]) -> None:
    """Take words that no record has any more out of the vocabulary."""
    for some in _chunks(sorted(terms)):
        query = select(SearchTerm.term).where(SearchTerm.organisation == organisation, SearchTerm.term.in_(some))
        gone = set(some) - set(session.scalars(query.distinct()))
        if gone:
            session.execute(delete(SearchGram).where(SearchGram.organisation == organisation, SearchGram.term.in_(gone)))


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
