"""Names joined by "and", "or", a comma or a slash, taken apart: "breast and ovarian cancer" names two diseases."""

from __future__ import annotations

import re
from collections.abc import Iterator

_JOINT = re.compile(
    r"\s*,?\s+(?:and\s*/\s*or|and|or|plus|as\s+well\s+as|and/or)\s+(?:in\s+|of\s+|the\s+)?|\s*[,;/]\s*", re.IGNORECASE
)
# Two drugs in one tablet: xanomeline-trospium.
_PAIR = re.compile(r"([A-Za-z]{6,})[-\u2010-\u2013]([a-z]{6,})")
_OF = re.compile(r"^(?P<head>.+?)\s+(?P<of>of|in|to|from)\s+(?:the\s+)?(?P<rest>.+)$", re.IGNORECASE)
_LONGEST_SHARE = 3
_MOST_PARTS = 7


def parts(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to read joined names as names of their own, those that add the fewest words first.

    Words that stand once for all may come last, first, or before "of".

    >>> list(parts("breast and ovarian cancer"))[:2]
    [('breast', 'ovarian cancer'), ('breast cancer', 'ovarian cancer')]
    >>> ('ventricular tachycardia', 'ventricular fibrillation') in parts("ventricular tachycardia and fibrillation")
    True
    """
    for names in _readings(text):
        yield tuple(name.removeprefix("other ") for name in names)


def _readings(text: str) -> Iterator[tuple[str, ...]]:
    pieces = _pieces(text)
    if not 1 < len(pieces) <= _MOST_PARTS:
        return
    yield tuple(pieces)
    *others, last = pieces
    words = last.split()
    for many in range(1, min(_LONGEST_SHARE, len(words) - 1) + 1):
        shared = " ".join(words[-many:])
        yield (*(f"{piece} {shared}" for piece in others), last)
    match = _OF.match(text)
    if match:
        joined = _pieces(match["rest"])
        if len(joined) > 1:
            yield tuple(f"{match['head']} {match['of']} {piece}" for piece in joined)
    first, *others = pieces
    words = first.split()
    for many in range(1, min(_LONGEST_SHARE, len(words) - 1) + 1):
        shared = " ".join(words[:many])
        yield (first, *(f"{shared} {piece}" for piece in others))


def _pieces(text: str) -> list[str]:
    pair = _PAIR.fullmatch(text)
    if pair:
        return list(pair.groups())
    return [piece for piece in _JOINT.split(text) if piece]
