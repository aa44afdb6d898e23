"""Names of effect measures, spelled out and short, and what each may be."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

# Short name -> the ways a measure is spelled out; spelled-out names compare without case.
LONG_NAMES: dict[str, str] = {
    "SMD": r"standardi[sz]ed (?:mean )?differences?",
    "WMD": r"weighted mean differences?",
    "RD": r"risk differences?|absolute risk reductions?",
    "MD": r"(?:mean |between-group )?differences?(?: in means?)?",
    "OR": r"odds ratios?",
    "IRR": r"(?:incidence )?rate ratios?",
    "RR": r"(?:risk ratios?|relative risks?)",
    "HR": r"hazards? ratios?",
    "PR": r"prevalence ratios?",
    "Hedges g": r"hedges['’]?s?[\s-]g(?: effect sizes?)?",
    "Cohen d": r"cohen['’]?s?[\s-]d(?: effect sizes?)?",
    "correlation": r"(?:(?:pearson|spearman|correlation)['’]?s?\s*)+(?:rank\s)?(?:coefficients?|rho)?"
    r"|correlations?(?: coefficients?)?",
    "AUC": r"areas? under the (?:(?:roc|receiver operating characteristic) )?curves?"
    r"|(?:roc|receiver operating characteristic) areas?",
    "beta": r"regression coefficients?|beta coefficients?",
}
# Short names are words or initials of other things too (OR, heart rate), so their case counts.
SHORT_NAMES: dict[str, str] = {
    "SMD": "SMDs?", "WMD": "WMDs?", "MD": r"a?MDs?|[Aa]dj\.? ?[Dd]iff|[Dd]iff(?=\s?[=:])",
    "OR": r"[aAcu]?ORs?|[Aa]dj\.? ?ORs?|O\.R\.", "IRR": "a?IRRs?|MRRs?", "RR": r"[aA]?RRs?|[Aa]dj\.? ?RRs?|R\.R\.",
    "HR": r"[aAcsw]?HRs?|[Aa]dj\.? ?HRs?|SHR|H\.R\.", "RD": "RD|ARR", "PR": r"a?PRs?(?=\s?=)", "AUC": "AUCs?|AUROCs?",
    "beta": r"β(?!\s?-\s?[A-Za-z])|[Bb]eta(?=\s?=)|B(?=\s?=\s|\s?[\[(]\s?95\s?%)",
    "log2 fold change": r"log2\s?FC|log\(2\)\s?FC", "fold change": "FC",
    "Cohen d": r"d(?=\s=\s)",
}  # fmt: skip
RATIOS = frozenset({"OR", "RR", "HR", "IRR", "PR"})
CONTRASTS = RATIOS | {"SMD", "WMD", "MD", "RD", "Hedges g", "Cohen d", "beta", "correlation", "ratio"}
"""Measures that compare or relate by themselves; a p value beside one is its own."""
_WITHIN_ONE = frozenset({"correlation", "AUC"})
_WITHOUT_UNIT = frozenset({"SMD", "Hedges g", "Cohen d", "correlation"})
# Heart and breathing rates: "HR (bpm)", "RR, breaths/min".
_A_RATE = r"\s?[\[(,]\s?(?:bpm|b(?:eats?|reaths?|\.)?\s?(?:/|per)\s?min|beats|breaths|counts?/|/?min\b|cycles)"
_UNITS = re.compile(r"points?|%|mm\s?Hg|kg|m?g|[cm]?m|days?|weeks?|months?|years?")
_LARGEST_RATIO = 100_000


def name_pattern(mark: str = "") -> str:
    """Return a pattern for any name; its groups are called ``L`` or ``S``, ``mark``, and a number."""
    long_names = "|".join(f"(?P<L{mark}{i}>{words})" for i, words in enumerate(LONG_NAMES.values()))
    short_names = "|".join(f"(?P<S{mark}{i}>{words})" for i, words in enumerate(SHORT_NAMES.values()))
    return rf"(?<![\w-])(?:(?i:{long_names})|{short_names})(?![\w²]|{_A_RATE})"


_GROUP = re.compile(r"[LS]\d+")


def name_of(match: re.Match[str]) -> tuple[str, bool]:
    """Return the measure that a match of `name_pattern` names, and whether it is spelled out."""
    group = next(name for name, words in match.groupdict().items() if words and _GROUP.fullmatch(name))
    table = LONG_NAMES if group[0] == "L" else SHORT_NAMES
    return list(table)[int(group[1:])], group[0] == "L"


@functools.cache
def mention_pattern() -> re.Pattern[str]:
    """Return the pattern for a name of a measure, wherever its value stands."""
    return re.compile(name_pattern())


def is_possible(measure: str, value: Decimal, unit: str = "") -> bool:
    """Tell whether a measure can have a value: a ratio is positive and has no unit, a correlation is within one.

    >>> is_possible("OR", Decimal("-0.5")), is_possible("correlation", Decimal("0.5")), is_possible("HR", Decimal(72))
    (False, True, True)
    """
    if measure in RATIOS:
        return 0 <= value < _LARGEST_RATIO and not unit
    if measure in _WITHOUT_UNIT and _UNITS.fullmatch(unit):
        return False
    return abs(value) <= 1 or measure not in _WITHIN_ONE
