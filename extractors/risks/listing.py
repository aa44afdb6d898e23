"""Harms that a sentence lists as adverse events: "the most common adverse events were nausea and headache"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extractors.claim import Argument
from extractors.document import Sentence
from extractors.screen import Screened, screened

_CUE = (
    r"(?:(?:adverse|side|toxic|untoward|unwanted) (?:drug |treatment )?(?:events?|effects?|reactions?)"
    r"(?: \([^()]{1,12}\))?|(?-i:\b(?:TE|S|DR)?AEs?\b|\bADRs?\b)|toxicit(?:y|ies)|complications?)"
)
_OPENS = (
    r"(?: (?:in|of|for|with|reported|observed|noted|seen|that|related|leading|during|among|occurred|\(?grade"
    r"|(?:were|was) (?:reported|observed|noted|seen|recorded))"
    r"\b[^.;:]{0,70}?)?\s?(?:\b(?:were|was|are|is|included?|including|consist\w* of|comprised|namely|such as)\b"
    r"|:|\(|,\s(?:e\.g\.|i\.e\.))"
)
_CLOSES = r"\b(?:was|were|is|are) (?:all )?(?:the |among |one of )?(?:[\w-]+,? ){0,5}?"
_STOP = re.compile(
    r";|\b(?:but|whereas|while|although|who|which|because|unrelated|not related|similar|comparable|assessed|recorded"
    r"|monitored|evaluated|defined|collected|graded|coded|classified|higher|lower|less|fewer|managed|treated|compared"
    r"|between|than|is|are|it|order|effective|decreas\w+|reduc\w+|prevent\w*)\b",
    re.IGNORECASE,
)


@functools.cache
def _compiled() -> tuple[Screened, ...]:
    before = screened(rf"\b{_CUE}{_OPENS}", re.IGNORECASE)
    return before, screened(rf"{_CLOSES}{_CUE}", re.IGNORECASE), screened(_CUE, re.IGNORECASE)


def may_list(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of adverse events at all."""
    return _compiled()[2].search(text, sentence.start, sentence.end) is not None


def find_listed(text: str, sentence: Sentence, harms: Sequence[Argument]) -> Iterator[Argument]:
    """Yield those of the harms, in the order of the text, that the sentence lists as adverse events."""
    before, after, _ = _compiled()
    if not harms or not may_list(text, sentence):
        return
    places = {match.end() for match in before.finditer(text, sentence.start, sentence.end)}
    found: set[int] = set()
    for harm in harms:
        if any(_goes_on(text, place, harm.start) for place in places):
            found.add(harm.start)
            places.add(harm.end)
    places = {match.start() for match in after.finditer(text, sentence.start, sentence.end)}
    for harm in reversed(harms):
        if any(_goes_on(text, harm.end, place) for place in places):
            found.add(harm.start)
            places.add(harm.start)
    yield from (harm for harm in harms if harm.start in found)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a list goes on from one place to another."""
    return start <= end <= start + _REACH and _STOP.search(text, start, end) is None


# How many characters may stand between two harms of a list: numbers, "severe", what no name is.
_REACH = 45
