"""Frames that labelled numbers make: "pain (zinc 3.1, placebo 4.0)", "fewer deaths in the zinc group (5 vs 9)"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.claim import Argument, Direction, Effect, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.contrasts import Pair, find_pairs
from extractors.claims.frame import Frame, Place
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_control, is_group
from extractors.claims.tokens import Item
from extractors.document import Sentence
from extractors.effects.measures import RATIOS
from extractors.effects.numbers import UNSIGNED, to_decimal
from extractors.screen import has_digit

Told = tuple[Frame, Argument, Argument]

_UP = "more|higher|greater|larger|longer|increased"
_DOWN = "fewer|less|lesser|lower|smaller|shorter|reduced|decreased"
_ARM = r"(?:the\s+)?[\w+/-]+(?:\s(?!and\b|or\b|than\b|was\b|were\b)[\w+/-]+){0,3}?"
_WORDS = r"(?:[\w'’+/-]+\s+){0,6}?[\w'’+/-]+?"
_AGAINST = r"(?:than|vs\.?|versus|(?:as\s)?compared\s(?:with|to)|in\scomparison\s(?:with|to))"
_PLAIN = rf"(?:{UNSIGNED})"
_VALUE = r"[(\[][^()\[\]]*\d[^()\[\]]*(?:[\[(][^()\[\]]*[\])][^()\[\]]*)?[)\]]"


@functools.cache
def _worded() -> tuple[re.Pattern[str], ...]:
    """Return the patterns with a word of comparison: one arm with both values beside it, or two with one each."""
    word = rf"\b(?P<word>{_UP}|{_DOWN})\s+"
    return (
        re.compile(
            rf"{word}(?!likely|than|or\b)(?P<object>{_WORDS})\s+(?:in|with|among|for|after)\s+(?P<first>{_ARM})\s*(?=(?P<values>{_VALUE}))"
        ),
        re.compile(
            rf"\b(?P<word>(?i:more|fewer|less))\s+(?P<first>{_ARM})\s+{_VALUE}\s+(?P<object>{_WORDS}),?\s+{_AGAINST}\s+"
            rf"(?:in\s|their\s|of\s)*(?P<second>{_ARM})\s+(?={_VALUE})"
        ),
        re.compile(
            rf"\b[\w-]+(?:\s[a-z]+){{0,2}}\s[(\[](?P<one>{_PLAIN})\s?%[^()\[\]]*[)\]]\s(?:in|of|on|from)\s(?P<first>{_ARM})\s"
            rf"(?P<object>(?!and\b|was\b|were\b|vs?\b|versus\b|compared\b)[a-z][^(),.;\d]{{3,80}}?),?\s{_AGAINST}\s"
            rf"(?:only\s)?[\w-]+(?:\s[a-z]+){{0,2}}\s[(\[](?P<two>{_PLAIN})\s?%[^()\[\]]*[)\]]\s(?:in|of|on|from)\s"
            rf"(?P<second>{_ARM})(?=\s?[,.;(\[]|$)"
        ),
    )


_LABEL = re.compile(r"(?<![\w-])(?P<label>[A-Za-z][\w+/-]*(?:\s[\w+/-]+){0,3})\s*[:,=]?\s*\+?$")
# Labels that say what a number is or when it was taken, not whose it is.
_NO_LABEL = re.compile(
    r"(?:means?|medians?|average|from|range|baseline|before|after|pre|post|day|week|month|year|SD|SE|SEM|CI|IQR|[nNptMFr]"
    r"|OR|RR|HR|SMD|MD|AUC|effect|change|at|about|only|to|and|or|vs|reduction|increase|with|in|of|by|for"
    r"|age|aged|initial|final|total|overall|approximately|range|score|ratio|times?|up|between|fig|table)\b",
    re.IGNORECASE,
)
# What stands between "week" and a bracket.
_TIMES = " 0123456789"
_PLACES = frozenset({"at", "in", "during", "on", "after", "between", "among", "within"})


@functools.lru_cache(maxsize=256)
def may_label(sentence: str) -> bool:
    """Tell whether a sentence may set labelled numbers against each other."""
    marked = any(mark in sentence for mark in _MARKS) or ("(" in sentence and "and" in sentence)
    return marked and has_digit(sentence) and _SETS.search(sentence) is not None


# All ways of setting numbers against each other but "(A: 3 and B: 4)" have one of these.
_MARKS = ("vs", "versus", "compar", ";", "factor", "predictor", "determinant")


_SETS = re.compile(
    r"\d[^.;]{0,60}?\b(?:vs?\.?|versus|compared (?:with|to)|in comparison (?:with|to))\s[^.;]{0,50}?\d"
    r"|[(\[][A-Za-z][^()\[\]\d]{0,40}\d[^;]{0,40};\s?[A-Za-z][^()\[\]\d;]{0,40}:\s?[-−–+]?\d"
    r"|\(\w[\w -]{1,20}[:,=]\s?[-−–+]?\d[^()]{0,60}\band\s\w[\w -]{1,20}[:,]\s?[-−–+]?\d"
    r"|\b(?:factors?|predictors?|determinants?)\b[^.;()]{3,90}\b(?:were|was|included?|are|is)\b[^.;()]{2,60}\([^()]*\d"
)


def find_labelled(
    text: str,
    sentence: Sentence,
    items: Sequence[Item],
    resolver: Resolver,
    effects: Sequence[Effect],
    told: Sequence[int],
) -> Iterator[Told]:
    """Yield frames of values that words of comparison or labels say the arms of; ``told`` are triggers known already.

    A bracket belongs to the claim before it in the sentence, so labels make one only where there is none.
    """
    if not may_label(sentence.text):
        return
    for pattern in _worded():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if not any(match.start() <= at < match.end() for at in told):
                yield from _compared(match, resolver)
    pairs = find_pairs(text, sentence.start, sentence.end, effects)
    if not told:
        yield from _Labels(text, items, resolver).frames(pairs)


def _compared(match: re.Match[str], resolver: Resolver) -> Iterator[Told]:
    groups = match.groupdict()
    if groups.get("values") and not re.search(r"\d.*\b(?:vs?\.?|versus|compared)\s.*\d", groups["values"]):
        return
    subject = resolver.subject(_place(match, "first"), people=True)
    target = resolver.object(_place(match, "object"))
    if subject is None or target is None:
        return
    word = groups.get("word")
    if word:
        rises = word.lower() in _UP.split("|")
    else:
        one, two = (Decimal(to_decimal(match[name]) or 0) for name in ("one", "two"))
        rises = one > two
    direction = Direction.INCREASE if rises else Direction.DECREASE
    second = _place(match, "second") if groups.get("second") else None
    trigger = match.span("word" if word else "object")
    yield _frame(trigger, direction, _place(match, "object"), second), subject, target


def _frame(trigger: tuple[int, int], direction: Direction, place: Place, comparator: Place | None) -> Frame:
    return Frame(
        rule="numbers",
        predicate=Predicate.AFFECTS,
        direction=direction,
        object=place,
        trigger_start=trigger[0],
        trigger_end=trigger[1],
        comparator=comparator,
    )


def _place(match: re.Match[str], name: str) -> Place:
    start, end = match.span(name)
    return _span(match.string, start, end)


def _span(text: str, start: int, end: int) -> Place:
    return Place(start=start, end=end, reach_end=end, word=text[start:end].rsplit(maxsplit=1)[-1].lower())


class _Labels:
    """Read brackets whose values have a label each."""

    def __init__(self, text: str, items: Sequence[Item], resolver: Resolver) -> None:
        self._text, self._items, self._resolver = text, items, resolver
        self._grammar = Grammar(items)

    def frames(self, pairs: Sequence[Pair]) -> Iterator[Told]:
        """Yield a frame for each pair with labels; what it is of stands before the bracket."""
        last: Place | None = None
        for pair in pairs:
            first, second = self._label(pair.first.start), self._label(pair.second.start)
            bracket = self._text.rfind("(", 0, pair.first.start)
            if first is None or second is None or bracket < 0 or ")" in self._text[bracket : first.start]:
                continue
            last = self._measured(bracket, last)
            told = self._told(pair, first, second, last) if last is not None else None
            if told is not None:
                yield told

    def _label(self, at: int) -> Place | None:
        start = max(self._text.rfind("(", 0, at), self._text.rfind(";", 0, at), 0) + 1
        match = _LABEL.search(self._text, max(start, at - 60), at)
        if match is None:
            return None
        words = re.split(r"\b(?:versus|vs\.?|v\.?|and|compared with|compared to)\s", match["label"])[-1]
        if not words.strip() or _NO_LABEL.match(words):
            return None
        end = match.end("label")
        return _span(self._text, end - len(words), end)

    def _measured(self, bracket: int, last: Place | None) -> Place | None:
        """Return what stands before a bracket, without where or when; of groups, what the sentence speaks of."""
        at = next((here for here in reversed(range(len(self._items))) if self._items[here].end <= bracket), None)
        if at is None or self._items[at].kind != "np" or self._text[self._items[at].end : bracket].strip(_TIMES):
            return None
        while at >= 1 and self._items[at - 1].word in _PLACES:
            if at < 2 or self._items[at - 2].kind != "np":
                return last if at > 1 and self._items[at - 2].kind == "conj" else self._spoken_of(at)
            at -= 2
        return self._spoken_of(at) if is_group(self._words(at)) else self._grammar.place(at)

    def _words(self, at: int) -> str:
        return self._text[self._items[at].start : self._items[at].end]

    def _spoken_of(self, at: int) -> Place | None:
        first = next((here for here, item in enumerate(self._items[:at]) if item.kind in {"aux", "verb"}), None)
        subjects = self._grammar.subjects_of(first) if first else []
        return subjects[0] if subjects else None

    def _told(self, pair: Pair, first: Place, second: Place, place: Place) -> Told | None:
        if is_control(self._text[first.start : first.end]):
            first, second = second, first
            one, other = pair.second.value, pair.first.value
        else:
            one, other = pair.first.value, pair.second.value
        subject = self._resolver.subject(first, people=True)
        target = self._resolver.object(place)
        rival = self._resolver.subject(second, people=True)
        known = rival is not None or is_control(self._text[second.start : second.end])
        if subject is None or target is None or not known or one is None or other is None:
            return None
        sign = Direction.NONE if one == other else Direction.INCREASE if one > other else Direction.DECREASE
        return _frame((place.start, place.end), sign, place, second), subject, target


_FACTORS = re.compile(
    r"\b(?:(?:risk|prognostic|predictive|protective|independent|significant)\s)*(?:factors?|predictors?|determinants?|correlates)"
    r"(?:\s(?:significantly\s|independently\s)?associated)?\s(?:for|of|with)\s(?P<object>[^():;,]{3,70}?)\s(?:were|was|included|are|is|include)\s"
)
_FACTOR = re.compile(r"(?:,\s*(?:and\s)?|\s?and\s|:\s*)?(?P<words>[A-Za-z][^()\[\];,]{2,60}?)\s*(?=[(\[])")


def find_factors(text: str, sentence: Sentence, resolver: Resolver, effects: Sequence[Effect]) -> Iterator[Told]:
    """Yield a frame for each factor of a list with its own ratio: "risk factors for stroke were age (OR 1.1)"."""
    match = _FACTORS.search(text, sentence.start, sentence.end)
    target = resolver.object(_place(match, "object")) if match else None
    if match is None or target is None:
        return
    at = match.end()
    while (factor := _FACTOR.match(text, at, sentence.end)) is not None:
        own = [one for one in effects if factor.end() <= one.start < factor.end() + 25 and one.measure in RATIOS]
        subject = resolver.subject(_place(factor, "words"), people=True)
        if not own or own[0].value is None or subject is None:
            return
        direction = Direction.INCREASE if own[0].value > 1 else Direction.DECREASE
        place = _place(match, "object")
        frame = Frame(
            rule="numbers",
            predicate=Predicate.ASSOCIATED,
            direction=direction,
            object=place,
            trigger_start=factor.start("words"),
            trigger_end=factor.end("words"),
        )
        yield frame, subject, target
        close = text.find(")", own[0].end - 1, sentence.end)
        at = close + 1 if close >= 0 else own[0].end
