"""Numbers that were set and not found: significance levels, what a study was planned for, what counts as large."""

from __future__ import annotations

import re
from decimal import Decimal

_LEVEL = re.compile(
    r"\b(?:defined|set|considered|accepted|taken|regarded|deemed|significance level|level of significance|threshold"
    r"|cut-?off|alpha|criterion|tested at|required)\b[^.;()]{0,60}[\[(]?$"
    # "Variables with P < .1 were entered", "with 80% power and a probability of P < .05".
    r"|\b(?:[Vv]ariables?|[Cc]ovariates?|[Ff]actors?|[Pp]redictors?|[Ii]tems?|[Aa]ssociations?)\s"
    r"(?:(?:found|that were|which were)\s)?(?:(?:significant(?:ly associated)?|associated)\s)?"
    r"(?:with|at|having)\s[^.;()]{0,20}$"
    r"|\b(?:probability of|critical)\s$|\bsignificance (?:where|when|if) [^.;()]{0,20}$"
)
_TAKEN_AS = re.compile(
    r"\s*[,=]\s?significan\w+ at\b|\s*as (?:an?|the) (?:\w+ )?(?:cut-?off|threshold|criterion|level)\b"
    r"|\s*(?:was|were|is|are)\s(?:considered|taken|regarded|accepted|deemed|defined|set|used|chosen)"
)
# Nobody reports "P < .2" but to say what went into a model.
_LOOSE = Decimal("0.15")
_GOES_ON = frozenset(",;])")
_PLANNED = re.compile(
    r"\b(?:detect|show|assum(?:e|ed|ing)|hypothesi[sz](?:e|ed|ing)|anticipat(?:e|ed|ing)|expecting)\s"
    r"(?:an?\s)?(?:\w+\s){0,3}$|\b(?:minimum|minimal|threshold|required)\s$"
)
_OR_MORE = re.compile(r"\s?%?\s(?:or|and) (?:greater|more|higher|above|larger|less|lower|below|smaller|over|under)\b")
_BEFORE = 30


def is_threshold(match: re.Match[str], sign: str, p: Decimal) -> bool:
    """Tell whether a p value with a sign before it is a level that others are held against."""
    text, start = match.string, match.start()
    if _LEVEL.search(text, max(0, start - 100), start) or _TAKEN_AS.match(text, match.end()):
        return True
    beside = text[max(0, start - 3) : start].rstrip()[-1:] in _GOES_ON
    return sign.startswith("<") and p >= _LOOSE and not beside


def is_planned(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is what a study was planned for, or a bound.

    >>> text = "to detect a difference of 5 points"
    >>> is_planned(text, 12, 27)
    True
    """
    return _PLANNED.search(text, max(0, start - _BEFORE), start) is not None or _OR_MORE.match(text, end) is not None
