"""Denials without a word that denies by itself: "is unlikely to", "little effect on lowering", "we found no such link".

The guidelines of BioScope mark none of these as negation, so `find_negations` leaves them out. Whoever asks what a
sentence asserts needs both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.negation.scope import Scope
from extractors.screen import screened

# What is denied follows, up to where its clause ends.
_AHEAD = screened(
    r"\bunlikely (?=(?:to|that)\b)"
    r"|(?<!or )\b(?:little|minimal|negligible|scant|hardly any) (?!or )(?:[a-z]+ )?(?:effect|impact|influence|benefit"
    r"|value|role|success|use) (?:on|in|at|for) (?=[a-z]+ing\b)",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[;:]|,?\s(?:but|whereas|while|although|though|however|unless)\s|,\s(?:and|which)\s")
# What is denied was told before: "despite the belief that X raises Y, we found no such link".
_SEEN = (
    r"(?:f[io]u?nd|saw|see|observed?|detect(?:ed)?|confirm(?:ed)?|show(?:ed|n)?|support(?:ed)?|demonstrated?"
    r"|replicated?)"
)
_SUCH = (
    r"such (?:an? )?(?:\w+ )?(?:association|correlation|link|relation(?:ship)?|connection|effect|difference|increase"
    r"|decrease|reduction|rise|risk|benefit|change|trend|influence|impact)s?"
)
_OURS = r"(?:we|I|our \w+|this \w+|the (?:present|current) \w+)"
_BACK = screened(
    rf"\b(?:{_OURS} (?:\w+ )?{_SEEN} no {_SUCH}"
    rf"|{_OURS} (?:\w+ )?(?:(?:did|could|do|can) not|cannot|failed to) {_SEEN} (?:any )?{_SUCH}"
    rf"|there (?:was|is|were) no {_SUCH}|no {_SUCH} (?:was|were|has been|could be) (?:{_SEEN}|seen|noted))"
    r"(?=(?:\s(?:here|in (?:our|this|the present|the current) [\w ]+))?\s?(?:[.;([]|$))",
    re.IGNORECASE,
)


def denials(sentence: str) -> Iterator[Scope]:
    """Yield the denials of a sentence with what they deny.

    >>> for scope in denials("Zinc is unlikely to cause harm, but may taste bad."):
    ...     print(scope.cue, (scope.start, scope.end))
    unlikely (8, 30)
    >>> next(denials("It is said that zinc causes harm, but we found no such effect.")).start
    0
    """
    for match in _AHEAD.finditer(sentence):
        border = _BORDER.search(sentence, match.end())
        end = border.start() if border is not None else len(sentence)
        yield _scope(match, match.start(), end)
    for match in _BACK.finditer(sentence):
        yield _scope(match, 0, match.end())


def _scope(match: re.Match[str], start: int, end: int) -> Scope:
    return Scope(cue=match[0].strip().lower(), cue_start=match.start(), cue_end=match.end(), start=start, end=end)
