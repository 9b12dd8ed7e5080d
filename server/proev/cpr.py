"""Finds Danish civil registration numbers in free text, so that they never enter. Pure; imports nothing of ours.

A number is DD MM YY with one separator (or none), an optional separator, and four digits that together give a real
day that is not in the future. It is flagged when a word such as "cpr" stands shortly before it, or when it has a
dash and no word such as "konto" speaks against it, or when modulus 11 holds (or the birthday is 1 January) and no
such word does. Modulus 11 never clears a number: it has not been guaranteed since 2007. The same rule lives in the
PWA (pwa/src/domain/cpr.ts); both run the vectors in tests/contract/vectors/cpr.json.
"""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(
    r"(?<!\d)(\d\d)([ ./-]?)(\d\d)\2(\d\d)([ ./-]?)(\d{4})(?![^\W_])".replace(r"\d", "[0-9]"),
)
_FOR = re.compile(r"cpr|c\.p\.r|personn|person-n|fødselsd|fødselsn|født|fodt|\bf\.|\bfdt|\bfd\.|socialsikring", re.IGNORECASE)
_AGAINST = re.compile(
    r"konto|\bean\b|\bcvr\b|\bse-?nr|faktura|ordre|\btlf|telefon|\bmobil|\bkr\b|\bkr\.|iban|\breg\b|\breg\.|p-n(?:r|ummer)|\bgln\b"
    r"|\bkle\b|\bsag(?:s|en)|journal|\bfax\b|\bisbn\b|\bbfe\b|matrikel|\bref\b|\bref\.|\bnr\. på|varenr|\bstk",
    re.IGNORECASE,
)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_WINDOW = 20


def find_cpr(text: str, today: date) -> list[tuple[int, int]]:
    """Where in the text civil registration numbers stand, as (start, end) in code points."""
    return [match.span() for match in _NUMBER.finditer(text) if _is_cpr(match, text, today)]


def mask_cpr(text: str, today: date) -> str:
    """The text with every digit of a found number replaced by "•": as long as before, so no limit is passed."""
    for start, end in find_cpr(text, today):
        text = text[:start] + re.sub("[0-9]", "•", text[start:end]) + text[end:]
    return text


def _is_cpr(match: re.Match[str], text: str, today: date) -> bool:
    digits = match[1] + match[3] + match[4] + match[6]
    if not _is_birthday(digits, today):
        return False
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    if _FOR.search(before):
        return True
    after = text[match.end() : match.end() + 5]
    if _AGAINST.search(before) or re.match(r"\s?(?:kr|stk)", after, re.IGNORECASE):
        return False
    return match[5] == "-" or digits.startswith("0101") or _fits_modulus_11(digits)


def _is_birthday(digits: str, today: date) -> bool:
    year, seventh = int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        return date(century + year, int(digits[2:4]), int(digits[:2])) <= today
    except ValueError:
        return False


def _fits_modulus_11(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0
