"""Words as the tagger counts them, and the numbers that stand for a word's form."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from zlib import crc32

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_DIGIT = re.compile(r"\d")
# More than four of one sign in a row.
_LONG_RUN = re.compile(r"(.)\1{4,}", re.DOTALL)

# Rows of the tables of learned vectors for forms; a power of two, so that a hash is cut by a mask.
PREFIXES = SUFFIXES = 1 << 12
SHAPES = 1 << 9
FORMS = 5


class Word(NamedTuple):
    """One word or one sign of a text; offsets count from the start of the text that was split."""

    start: int
    end: int
    text: str


def split(text: str) -> list[Word]:
    """Return the runs of letters and digits and every other sign that is not white space, in the order of the text.

    Finer than words: gold spans of all corpora begin and end at these borders nearly always.

    >>> [word.text for word in split("miR-23b (n = 2)")]
    ['miR', '-', '23b', '(', 'n', '=', '2', ')']
    """
    return [Word(*match.span(), match[0]) for match in _WORD.finditer(text)]


def folded(word: str) -> str:
    """Return the spelling under which a word has a vector: small letters, every digit a nought.

    >>> folded("IL17a")
    'il00a'
    """
    return _DIGIT.sub("0", word.lower())


@functools.lru_cache(maxsize=1 << 17)
def forms(word: str) -> tuple[int, int, int, int, int]:
    """Return the rows of a word's first three and four and last two, three and four letters... in the form tables.

    In this order: prefix of 3, suffix of 2, suffix of 3, suffix of 4, shape.
    """
    plain = folded(word)
    return (
        _row("p" + plain[:3], PREFIXES),
        _row("s" + plain[-2:], SUFFIXES),
        _row("s" + plain[-3:], SUFFIXES),
        _row("s" + plain[-4:], SUFFIXES),
        _row(shape(word), SHAPES),
    )


@functools.lru_cache(maxsize=1 << 16)
def shape(word: str) -> str:
    """Return a word with letters by case and digits made alike, runs cut at four signs, and its length class.

    >>> shape("BRCA1"), shape("miR"), shape("tumour")
    ('XXXX0', 'xxX', 'xxxx')
    """
    return _LONG_RUN.sub(lambda run: run[1] * 4, "".join(map(_sign, word)))


@functools.lru_cache(maxsize=1 << 12)
def _sign(char: str) -> str:
    return "0" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char


def _row(text: str, size: int) -> int:
    return crc32(text.encode()) & (size - 1)
