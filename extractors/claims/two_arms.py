"""Where a sentence gives a number to each of two arms: "3.1 in A and 4.2 in B", "for A 3.1 and for B 4.2"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.claims.frame import Place
from extractors.claims.grammar import Grammar
from extractors.claims.tokens import Item
from extractors.document import Sentence

NUMBER = r"(?:day |week )?[-−–]?\d+(?:[.,·]\d+)*"
# What may stand after a number: its spread, its unit, its interval.
# A bracket that may hold another: "(95 % confidence interval (CI) 1.2 to 3.4)".
_NESTED = r"[(\[](?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*[)\]]"
SPREAD = (
    r"\s?%?(?:\s?(?:±|\+/-)\s?[\d.]+)?"
    rf"(?:\s?(?!in\b|with\b|and\b|for\b|on\b|vs\b)[a-zA-Zµμ/%·²]{{1,9}}){{0,2}}(?:\s?{_NESTED})?"
)
_WHOLE = r"\d+(?:,\d{3})*"
_ARM = r"(?:the\s+)?[\w+/®™-]+(?:\s[\w+/®™-]+){0,3}?"
_AGAINST = r"(?:and|vs\.?|versus|v\.?|(?:as )?compared (?:with|to)|than|while|whereas|but|to)"
_FOLK = (
    r"(?:patients|subjects|participants|persons|people|individuals|recipients|volunteers|cases|women|men|children|adults"
    r"|infants|neonates|eyes|sites|those|mice|rats|animals)"
)
_GETTING = (
    r"(?:(?:(?:who|that)\s+(?:had\s+|were\s+)?)?(?:receiving|received|taking|took|given|using|assigned\s+to|allocated\s+to"
    r"|randomi[sz]ed\s+to|treated\s+with))"
)
_IN = (
    rf"(?:(?:(?:in|among|of|for)\s+(?:the\s+)?{_FOLK}\s+)?(?:in|on|with|{_GETTING})"
    r"|for|among|after|following|of|under|by)"
)
# The people that a number counts: "569 of 8,803 patients", "6.5 % of the patients".
_PEOPLE = rf"(?:\s+(?:of\s+(?:the\s+|all\s+)?)?{_FOLK})?"
_BRACKET = rf"(?:\s?{_NESTED})?"
_VERB = (
    r"(?P<verb>was|were|averaged|occurred|developed|arose|happened)"
    r"(?:\s+(?:seen|observed|reported|found|noted|achieved|reached|recorded|successful|present|detected"
    r"|needed|required|administered|administrated|given|used|performed|diagnosed))?"
    r"(?:\s+(?:in the case of|in|by|at))?"
)
_DONE = "died|relapsed|responded|recovered|improved|survived"
_MET = (
    "had|developed|experienced|reported|suffered(?: from)?|achieved|reached|required|met|underwent|showed|exhibited"
    "|complained of|presented with"
)
HAPPENED = re.compile(rf"\b(?:{_DONE}|{_MET})\b")
"""What people did or met with; all patterns but the first two of `whole_patterns` need one of these words."""
_HAPPENED = (
    rf"(?P<verb>{_DONE}|(?:{_MET})\s+(?:(?:an?|the|any|at least one)\s+)?"
    r"(?P<object>[a-z][\w'’-]*(?:\s(?!in\b|as\b|and\b|vs\b|versus\b)[\w'’-]+){0,5}?)"
    r"(?:\s(?:of\s)?(?:more than|less than|at least|[≥≤<>])\s?\d[\d.]*(?:\s?%|\s\w+)?)?)"
)
_HAD = (
    "had|have|developed|experienced|reported|suffered|achieved|reached|required|met|underwent|showed|exhibited"
    "|complained of|presented with|attained|completed|received|failed"
)
_THEN = rf"{_HAD}|{_DONE}|was|were|who|and|with|at|after|during|did|while|but|which"
_END = r"(?=\s?[,.;(\[]|\s+(?:and|with|at|after)\b|$)"
_AGAIN = r"(?:it\s+)?(?:was\s+|were\s+)?(?:in\s+|by\s+|only\s+)*"


def _value(name: str) -> str:
    return (
        rf"(?:[£$€]\s?)?(?P<{name}>{NUMBER})(?:(?:\s+(?:out\s+)?of(?:\s+the)?\s+|\s?/\s?)(?P<of_{name}>{_WHOLE}))?"
        rf"{SPREAD}{_PEOPLE}{_BRACKET}"
    )


def _arm(name: str) -> str:
    return rf"(?P<{name}>{_ARM})"


@functools.cache
def whole_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns: numbers with their arms and before both, what happened before, between or after them."""
    one, two, first, second = _value("one"), _value("two"), _arm("first"), _arm("second")
    return (
        re.compile(
            rf"\b{_VERB}\s+{one},?\s+{_IN}\s+{first}{_BRACKET},?\s+{_AGAINST}\s+{_AGAIN}{two},?\s+{_IN}\s+{second}{_END}"
        ),
        re.compile(
            rf"\b{_VERB}\s+{one},?\s+{_AGAINST}\s+{two},?\s+{_IN}\s+{first}\s+(?:and|vs\.?|versus)\s+{second}{_END}"
        ),
        re.compile(
            rf"\b{one}\s+{_IN}\s+{first}{_BRACKET},?\s+{_AGAINST}\s+{two}\s+{_IN}\s+{second}{_BRACKET},?\s+{_HAPPENED}{_END}"
        ),
        re.compile(
            rf"\b(?:[Ii]n|[Aa]mong)\s+(?:{_FOLK}\s+(?:{_GETTING}|in|on|with)\s+)?{first}{_BRACKET},?\s+{one}\s+{_HAPPENED}{_BRACKET},?\s+{_AGAINST}\s+{_AGAIN}{two}\s+{_IN}\s+{second}{_END}"
        ),
        re.compile(
            rf"\b{one}\s+{_IN}\s+{first}{_BRACKET}\s+{_HAPPENED}{_BRACKET},?\s+{_AGAINST}\s+{two}\s+{_IN}\s+{second}{_END}"
        ),
    )


class Told(NamedTuple):
    """Hold two numbers of a sentence (the groups "one" and "two"), the arms that they are of, and what they measure.

    ``trigger`` is the span of the words that say that it happened or was measured.
    """

    match: re.Match[str]
    first: Place
    second: Place
    measured: Place
    trigger: tuple[int, int]


@functools.cache
def _slots() -> tuple[re.Pattern[str], ...]:
    """Return patterns of two numbers with their arms: each before its arm, both before both, or the first arm first."""
    one, two, first, second = _value("one"), _value("two"), _arm("first"), _arm("second")
    led = rf"(?:in|for|with|of|among)\s+(?:(?:the\s+)?{_FOLK}\s+(?:in|on|with|{_GETTING})\s+)?"
    free, till = r"(?<![\w.,/])(?<!between )", rf"(?={_BRACKET}(?:\s?[,.;:\])]|\s+(?:{_THEN})\b|$))"
    opening = rf"\b(?i:{led}){first}{_BRACKET},?\s+(?P<verb>was|were)\s+{one},?\s+{_AGAINST}\s+"
    return (
        re.compile(rf"{free}{one},?\s+{_IN}\s+{first}{_BRACKET},?\s+{_AGAINST}\s+{_AGAIN}{two},?\s+{_IN}\s+{second}{till}"),
        re.compile(rf"{free}{one},?\s+{_AGAINST}\s+{two},?(?:\s+respectively,?)?\s+{_IN}\s+{first}\s+(?:and|vs\.?|versus)\s+{second}{till}"),
        re.compile(rf"{opening}{led}{second}{_BRACKET},?\s+(?:(?:it\s+)?(?:was|were)\s+)?{two}{_END}"),
        re.compile(rf"{opening}{_AGAIN}{two},?\s+{_IN}\s+{second}{_END}"),
    )  # fmt: skip


@functools.cache
def _listed() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of two arms in whose order all numbers of a sentence stand, and of two numbers."""
    first, second = _arm("first"), _arm("second")
    groups = r"(?:\s+(?:groups?|arms?))?"
    led = rf"(?:in|for|with|among|of)\s+(?:(?:the\s+)?{_FOLK}\s+(?:in|on|with|{_GETTING})\s+)?"
    return (
        re.compile(rf"\brespectively,?\s+{led}{first}\s+and\s+{second}{_END}"),
        re.compile(rf"\b(?i:{led}){first}\s+and\s+{second}{groups},?\s+respectively\b"),
        re.compile(rf"\b{_VERB}\s+{_value('one')},?\s+and\s+{_value('two')}{_END}"),
    )


# Names of times, places and shares of all, which are no arms.
_NO_ARM = re.compile(
    r"(?:the\s+)?(?:\d|(?:\w+\s)?(?:baseline|base line|days?|weeks?|months?|years?|hours?|minutes?|time|follow-?up"
    r"|discharge|admission|visits?|periods?|phases?|tables?|fig(?:ure)?s?|average|range|order|surgery)\b"
    r"|(?:first|last|second|cases?|which|whom|left|right|total|all|study|trial|this|these|our|least|most)$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b{_VERB}\s+(?:in\s+|only\s+|about\s+|approximately\s+)*$")
_AFTER = re.compile(
    rf"{_BRACKET},?\s+(?P<did>(?:{_HAD})(?:\s+(?:completed|received|had|developed))?|{_DONE})"
    r"(?:\s+(?:an?|the|any|at least one)\b)?(?:\s+(?!been\b|a\b)"
    r"(?P<what>[A-Za-z][\w'’-]*(?:\s(?!in\b|as\b|and\b|on\b|at\b|with\b|of the\b)[\w'’-]+){0,4}?))?" + _END
)
_WHEN = frozenset({"at", "by", "on", "after", "during", "over", "within", "in", "from"})
_SHOWING = frozenset({"revealed", "showed", "exhibited", "found", "observed", "had", "achieved", "there"})


def may_be_told(sentence: str) -> bool:
    """Tell whether a sentence may set the numbers of two arms side by side."""
    return _TWO.search(sentence) is not None


_TWO = re.compile(
    r"\d[^;]{0,90}\b(?:and|vs?\.?|versus|compared (?:with|to)|while|whereas)\s[^;]{0,60}?\d[^;]{0,60}\s"
    r"(?:in|for|on|with|among|following|of|under|by|receiving|given|taking|that|who)\s"
    r"|\b(?:in|for|with|of)\s[^;]{2,60}\b(?:was|were)\s[-−–]?\d[^;]{0,60}\d"
)


def find_told(text: str, sentence: Sentence, items: Sequence[Item]) -> Iterator[Told]:
    """Yield the pairs of numbers with their arms and what they measure, in the order of the patterns.

    No number is in two pairs; pairs whose measure the sentence does not name are left out.
    """
    taken: list[tuple[int, int]] = []
    for match, first, second in _told(text, sentence):
        span = match.start("one"), match.end("two")
        arms = _arm_place(text, first), _arm_place(text, second)
        if any(span[0] < end and start < span[1] for start, end in taken) or None in arms:
            continue
        found = _measured(match, items, text, sentence)
        if found is not None and arms[0] is not None and arms[1] is not None:
            taken.append(span)
            yield Told(match, arms[0], arms[1], *found)


def _told(text: str, sentence: Sentence) -> Iterator[tuple[re.Match[str], tuple[int, int], tuple[int, int]]]:
    for pattern in _slots():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            yield match, match.span("first"), match.span("second")
    if "respectively" in sentence.text:
        *lists, pair = _listed()
        arms = next((found for one in lists if (found := one.search(text, sentence.start, sentence.end))), None)
        for match in pair.finditer(text, sentence.start, sentence.end) if arms else ():
            assert arms is not None
            yield match, arms.span("first"), arms.span("second")


def _arm_place(text: str, span: tuple[int, int]) -> Place | None:
    start, end = span
    if _NO_ARM.match(text[start:end]):
        return None
    return Place(start=start, end=end, reach_end=end, word=text[start:end].rsplit(maxsplit=1)[-1].lower())


def _measured(
    match: re.Match[str], items: Sequence[Item], text: str, sentence: Sentence
) -> tuple[Place, tuple[int, int]] | None:
    """Return what two numbers are of, and the words that say so: what people had after them, or what was before."""
    after = _AFTER.match(text, match.end(), sentence.end)
    if after is not None:
        return _place(after, "what" if after["what"] else "did"), after.span("did")
    told = match if match.groupdict().get("verb") else _BEFORE.search(text, sentence.start, match.start())
    if told is None:
        return _shown(items, match.start())
    at = next((here for here, item in enumerate(items) if item.start == told.start("verb")), None)
    end = match.start() if told is match and match.start() < match.start("verb") else told.start("verb")
    place = _spoken_of(items, at, end) if at is not None else None
    return (place, told.span("verb")) if place is not None else None


def _spoken_of(items: Sequence[Item], verb: int, end: int) -> Place | None:
    """Return the phrase that ends before a place or a verb, without when it was: "rates by day 42 were"."""
    at = next((here for here in range(verb - 1, -1, -1) if items[here].end <= end), None)
    while at is not None and at >= 2 and items[at].kind == "np" and items[at - 1].word in _WHEN:
        at -= 2
        at -= items[at].kind == "comma"
    if at is None or at < 0 or items[at].kind not in {"np", "change"}:
        return None
    grammar = Grammar(items)
    subjects = grammar.subjects_of(at + 1) if at + 1 < len(items) else []
    return subjects[0] if subjects else grammar.place(at)


def _shown(items: Sequence[Item], start: int) -> tuple[Place, tuple[int, int]] | None:
    """Return Y of "there was Y in 47% of .." and "the analysis revealed Y in 47% of .."."""
    at = next((here for here in range(len(items) - 1, -1, -1) if items[here].end <= start), None)
    if at is None or items[at].word != "in" or items[at - 1].kind != "np":
        return None
    here = next((here for here in range(at - 2, -1, -1) if items[here].kind != "adjective"), 0)
    there = here and items[here].kind == "aux" and items[here - 1].word == "there"
    if not there and items[here].word not in _SHOWING:
        return None
    return Grammar(items).place(at - 1), (items[here].start, items[here].end)


def _place(match: re.Match[str], name: str) -> Place:
    start, end = match.span(name)
    return Place(start=start, end=end, reach_end=end, word=match[name].rsplit(maxsplit=1)[-1].lower())
