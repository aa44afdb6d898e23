"""What stands right before a name and makes something else of it: "TP53(-/-) cells", "anti-TNF"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.claim import Argument
from extractors.claims.frame import Place

_FINDING = re.compile(
    r"(?:the )?(?:identification|discovery|description|characteri[sz]ation|isolation|existence) of (?:an? |the )?",
    re.IGNORECASE,
)
_MARK = r"(?:(?:(?:\b|/)[\w/.]+(?:\s?\([-−–+/]{1,3}\))+|\b[\w/-]+[\s-](?:over-?)?expressing)\s?)+"
MARKS = re.compile(_MARK)
_BEFORE = re.compile(_MARK + "$")
_GLUES = frozenset("-–iInN")
_ANTI = re.compile(r"\b(?:(?i:anti|non)[-–]?|[A-Z]{2,4}[-–])$")


def marked(text: str, place: Place, *, found: bool = False) -> Place:
    """Return a phrase with the marks before it; words that only find what it names go, unless ``found``.

    >>> text = "TP53(-/-) T cells"
    >>> marked(text, Place(start=10, end=17, reach_end=17)).start
    0
    """
    led = not found and text.find(" of ", place.start, place.end) > 0
    finding = _FINDING.match(text, place.start, place.end) if led else None
    start = finding.end() if finding is not None else place.start
    told = text[max(0, start - 12) : start].rstrip().endswith((")", "expressing"))
    before = _BEFORE.search(text, max(0, start - 60), start) if told else None
    start = before.start() if before is not None else start
    return replace(place, start=start) if start != place.start else place


def whole_of(text: str, found: Argument | None) -> Argument | None:
    """Return "anti-X" and "SB-X" whole where X was found: the one does the opposite of X, the other is a sort of it."""
    if found is None or text[found.start - 1 : found.start] not in _GLUES:
        return found
    match = _ANTI.search(text, max(0, found.start - 6), found.start)
    if match is None:
        return found
    return Argument(start=match.start(), end=found.end, text=text[match.start() : found.end], kind=found.kind)
