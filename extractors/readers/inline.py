"""Render inline markup of papers as plain text without gluing words or tearing them apart.

Subscripts join what they follow (H₂O as H2O, IC50). Superscripts do so too where that is how the thing is written on
one line (Ca2+, cm2, I2, CD4+, p27Kip1, 125I, 1st). A power of a number, letters on a word, a lone letter on a number
and a number on a longer word are set off by a caret (10^-3, Apc^Min, 0.91^a), for a glued one would be read as another
number or word. Superscript reference numbers become bracketed ones (" [12]").
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+\-−–]?\s?\d+([.,]\d+)?")
_ORDINAL = re.compile(r"st|nd|rd|th")
_ROMAN_END = re.compile(r"\b[IVXL]+$")
_UNIT_END = re.compile(r"(?:^|[^A-Za-z])[A-Za-zµμχ]{1,3}$|[^A-Za-z\d]$|^$")
_WORD_END = re.compile(r"\w$")
_CITE_TAIL = re.compile(r"[A-Za-z)\]%”\"'’][.,;:]?$")
_CITE_BODY = re.compile(r"[\d\s,;–—-]+")


def superscript(before: str, content: str) -> str:
    """Return a superscript as it is written after ``before``, the text that it follows.

    >>> [superscript(*pair) for pair in (("10", "−3"), ("kg/m", "2"), ("Ca", "2+"), ("Apc", "Min"), ("1", "st"))]
    ['^−3', '2', '2+', '^Min', 'st']
    """
    if not content or not _WORD_END.search(before):
        return content
    last = before[-1]
    if _NUMBER.fullmatch(content):
        return content if not last.isdigit() and _UNIT_END.search(before) else "^" + content
    if not (content[0].isalpha() and content.isascii()):
        return content
    # p27Kip1 and CD56dim are written so; a lone letter after a number is the mark of a note.
    glued = len(content) > 1 and content[1].isalpha() if last.isdigit() else _is_roman_ordinal(before, content)
    return content if glued else "^" + content


def _is_roman_ordinal(before: str, content: str) -> bool:
    return bool(_ORDINAL.fullmatch(content) and _ROMAN_END.search(before))


def subscript(before: str, content: str) -> str:
    """Return a subscript as it is written after ``before``; only digits after digits are set off.

    >>> subscript("H", "2"), subscript("x1", "2")
    ('2', '_2')
    """
    return "_" + content if before[-1:].isdigit() and content[:1].isdigit() else content


def is_citation_number(content: str) -> bool:
    """Tell whether a text is one or more reference numbers ("12", "3, 5-7")."""
    return bool(_CITE_BODY.fullmatch(content)) and any(char.isdigit() for char in content)


def needs_brackets(before: str) -> bool:
    """Tell whether a reference number after this text would be read as part of it (``cells12``, ``shown.12``)."""
    return bool(_CITE_TAIL.search(before))
