"""Several genes in a few words: ERK1/2, Smad1/5/8, IL-1alpha/beta, Mcm2-7, CBP/p300."""

from __future__ import annotations

import re
from collections.abc import Callable

_DASH = "-\u2010-\u2013"
_GREEK = r"(?:alpha|beta|gamma|delta|epsilon|kappa|zeta|[\u03b1-\u03b8\u03ba]|[a-e])"
_END = rf"(?:\d{{1,2}}[A-Za-z]?|{_GREEK}|[A-E]|I{{1,3}}|IV)"
_JOIN = rf"(?:\s?/\s?|\s?,\s?|\s?(?:,\s?)?(?:and|or|&)\s?)[{_DASH}]?"
# A stem with its ends: Smad|1/5/8, caspase-|3/7, IL-1|alpha/beta, Nedd|8 and -9, .
_ENDS = re.compile(rf"(?P<stem>.*?[A-Za-z\d][{_DASH}\s]?)(?P<ends>{_END}(?:{_JOIN}{_END})+)")
_RANGE = re.compile(rf"(?P<stem>.*?[A-Za-z])[{_DASH}\s]?(?P<first>\d{{1,2}})[{_DASH}](?P<last>\d{{1,2}})")
_TO = re.compile(
    rf"(?P<stem>.*?[A-Za-z][{_DASH}\s]?)(?P<first>\d{{1,2}})\s?(?:to|through)\s(?:(?P=stem))?(?P<last>\d{{1,2}})"
)
_PLURAL = re.compile(r"(?<=[a-z]{3})s(?=[-\s]?$)")
_MOST = 9


def parts(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names that a composite holds, or an empty tuple for words that are one name.

    ``known`` tells whether a gene has a name; a split whose first name is not known is no split.

    >>> parts("Smad1/5/8", lambda name: True)
    ('Smad1', 'Smad5', 'Smad8')
    >>> parts("CBP/p300", lambda name: name in ("CBP", "p300")), parts("Na/K ATPase", lambda name: name == "Na")
    (('CBP', 'p300'), ())
    """
    if not re.search(rf"[/,&{_DASH}]|\b(?:and|or|to|through)\b", text):
        return ()
    for split in (_by_ends, _by_range, _by_slash):
        found = split(text)
        if len(found) > 1 and all(known(name) for name in (found if split is _by_slash else found[:1])):
            return found
    return ()


def _by_ends(text: str) -> tuple[str, ...]:
    match = _ENDS.fullmatch(text)
    if match is None:
        return ()
    ends = re.split(_JOIN, match["ends"])
    stem = _PLURAL.sub("", match["stem"])
    same = len({end.isdigit() for end in (end[:1] for end in ends)}) == 1
    return tuple(stem + end for end in ends) if same else ()


def _by_range(text: str) -> tuple[str, ...]:
    match = _RANGE.fullmatch(text) or _TO.fullmatch(text)
    if match is None:
        return ()
    first, last = int(match["first"]), int(match["last"])
    stem = _PLURAL.sub("", match["stem"])
    return tuple(f"{stem}{at}" for at in range(first, last + 1)) if 0 < last - first < _MOST else ()


def _by_slash(text: str) -> tuple[str, ...]:
    pieces = re.split(r"\s?/\s?|\s(?:and|or)\s|,\s", text)
    return tuple(pieces) if len(pieces) > 1 and all(piece[:1].isalnum() and len(piece) > 1 for piece in pieces) else ()
