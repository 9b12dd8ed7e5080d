"""Words as the search knows them: pure, imports nothing of ours. The phone does the same in pwa/src/domain/search.ts; both
run the vectors in tests/contract/vectors/search.json.

A text's words become keys: NFC, lower case, stemmed (Danish Snowball), and å æ ø written aa ae oe, so that "handleplanerne"
and "handleplan" are one key, and "kø" is found by "koe". Whole numbers throughout: both sides rank alike to the last digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer.danish_stemmer import DanishStemmer

LONGEST = 40
"""Code points of a key; what is longer is cut."""
MOST_WORDS = 8
"""Words of a question that are looked for; the rest is left out."""
MOST_AT_ONCE = 50
"""Words of the vocabulary that one word of a question may stand for."""
TITLE, BODY = 3, 1
"""How much a word weighs where it stands."""
EXACT, BEGINS, CONTAINS, PART = 100, 90, 60, 80
"""How well a word of the vocabulary answers a word of the question, in per cent."""
LIKE, LIKE_SHORT, SHORT = 40, 50, 5
"""Per cent from which two words pass for the same, mistyped; and from which those of up to `SHORT` letters do."""
NEAR_BEST, MOST_LIKE = 10, 8

_SMALL = """og i at er det en et den de til paa som for med af der vi var saa men har om os kan skal vil blev naar
jeg du han hun deres vores sig ved fra eller da the and of to in a"""
STOP = frozenset(_SMALL.split())
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe"})
_ACCENT = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class Sought:
    """One word of a question: its key, how it was typed (folded), and whether it may be the beginning of a word."""

    key: str
    typed: str
    is_last: bool


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def folded(word: str) -> str:
    """The word with å æ ø written out, and without accents."""
    return _ACCENT.sub("", unicodedata.normalize("NFD", word.translate(_LETTERS)))[:LONGEST]


@lru_cache(50_000)
def key_of(word: str) -> str:
    """The key of a word in lower case."""
    return folded(str(DanishStemmer().stemWord(word)))


def terms(text: str) -> list[str]:
    """The keys of a text's words, in order, without the small words that stand everywhere."""
    return [key_of(word) for word in words(text) if folded(word) not in STOP]


def weights(title: str, body: Iterable[str]) -> dict[str, int]:
    """What a record is found by: its keys and how much each weighs."""
    found = dict.fromkeys((term for text in body for term in terms(text)), BODY)
    return found | dict.fromkeys(terms(title), TITLE)


def question(text: str) -> list[Sought]:
    """What a question asks for. The small words count only when there is nothing else; the last word may be half typed."""
    all_words = words(text)
    kept = [word for word in all_words if folded(word) not in STOP] or all_words
    is_open = bool(kept) and kept[-1] == all_words[-1]
    found = {key_of(word): folded(word) for word in kept[-MOST_WORDS:]}
    last = key_of(kept[-1]) if kept else ""
    return [Sought(key, typed, is_open and key == last) for key, typed in found.items()]


def grams(key: str) -> set[str]:
    """A key's trigrams, padded so that its beginning counts double."""
    padded = f"  {key} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def inner_grams(part: str) -> set[str]:
    """The trigrams that every word containing the part has."""
    return {part[at : at + 3] for at in range(len(part) - 2)}


def likeness(sought: str, word: str) -> int:
    """How alike two keys are, in per cent (Dice over trigrams); a word that contains the sought one is a compound of it, and
    on a keyboard without å, æ and ø people write a, ae or a, and o."""
    if len(sought) >= 4 and sought != word and (sought in word or _plain(sought) == _plain(word)):
        return PART
    mine, other = grams(sought), grams(word)
    return 200 * len(mine & other) // (len(mine) + len(other))


def _plain(key: str) -> str:
    return key.replace("aa", "a").replace("ae", "a").replace("oe", "o")


def reach(one: Sought, candidates: Iterable[str]) -> dict[str, int]:
    """The words of the vocabulary that answer a word as it stands: itself, what begins with it, compounds of it."""
    found: dict[str, int] = {}
    for word in candidates:
        if word == one.key:
            found[word] = EXACT
        elif one.is_last and len(one.typed) >= 2 and word.startswith(one.typed):
            found[word] = BEGINS
        elif len(one.key) >= 5 and one.key in word:
            found[word] = CONTAINS
    kept = sorted(found, key=lambda word: (-found[word], len(word), word))[:MOST_AT_ONCE]
    return {word: found[word] for word in kept}


def alike(one: Sought, candidates: Iterable[str]) -> dict[str, int]:
    """The words that it may be a mistyping of, when nothing answers it as it stands."""
    if len(one.key) < 3:
        return {}
    least = LIKE_SHORT if len(one.key) <= SHORT else LIKE
    found = {word: near for word in candidates if (near := likeness(one.key, word)) >= least}
    best = max(found.values(), default=0)
    kept = sorted((word for word in found if found[word] >= best - NEAR_BEST), key=lambda word: (-found[word], word))
    return {word: found[word] for word in kept[:MOST_LIKE]}


def snippet(texts: Iterable[str], is_hit: Callable[[str], bool], longest: int = 160) -> str:
    """The text in which most of the words stand, cut around the first of them at the ends of words."""
    best, most, at = "", -1, 0
    for text in texts:
        plain = unicodedata.normalize("NFC", text)
        hits = [match.start() for match in _WORD.finditer(plain) if is_hit(key_of(match[0].lower()))]
        if len(hits) > most:
            best, most, at = plain, len(hits), hits[0] if hits else 0
    if len(best) <= longest:
        return best
    start = 0 if at < longest * 2 // 3 else best.rfind(" ", 0, at - 40) + 1
    end = len(best) if len(best) - start <= longest else max(best.rfind(" ", start, start + longest), start + longest // 2)
    return ("… " if start else "") + best[start:end].rstrip() + (" …" if end < len(best) else "")
