"""Frames that a ratio or difference makes by itself: "the hazard ratio for stroke with zinc versus placebo was 0.7"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.claim import Argument, Direction, Effect, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.frame import Frame, Place
from extractors.claims.groups import is_control
from extractors.document import Sentence
from extractors.effects.measures import RATIOS

Told = tuple[Frame, Argument, Argument]

_WORDS = r"(?:(?!\b(?:was|were|is)\b)[^;:()\[\]=,])"
_WITHOUT_WHICH = ("ratio", "elative risk", "difference", "HR", "OR", "RR")
_AGAINST = r"(?:compared (?:with|to)|in comparison (?:with|to)|relative to|versus|vs\.?|v\.?|and|with)"
_NAME = re.compile(
    r"\b(?P<name>(?:hazard|odds|risk|rate|prevalence) ratios?|relative risks?|(?:mean |risk |absolute )?differences?"
    r"|HR|OR|RR)"
    rf"(?:\s[\[(][^()\[\]]*[)\]])?\s(?:for|of|in)\s"
    r"(?:(?:the\s)?(?:incidence|occurrence|development|risk|rate|odds|likelihood|probability)\sof\s(?:the\s|an?\s)?)?"
    rf"(?P<object>{_WORDS}{{3,120}}?)(?=\s(?:was|were|is|of)\s|\s?[=:(\[,])"
)
# Where the words of the outcome go on with who is compared.
_ARMS = re.compile(
    r"\s(?:comparing|between|associated with"
    r"|(?:in|for|with|among|on)(?=\s[^,;]{2,60}?\s(?:compared|relative|versus|vs?\.?)\s))\s"
    rf"(?:the\s)?(?P<first>[^,;]{{2,60}}?)(?:\s{_AGAINST}\s(?:the\s|that of\s)?(?P<second>[^,;]{{2,60}}?))?$"
)
_AFTER = re.compile(
    r"\s?[)\]]*,?\s(?:in|for|with|among|comparing|on)\s(?:the\s)?(?P<first>[\w+/®™ -]{2,50}?)\s"
    r"(?:compared (?:with|to)|relative to|versus|vs\.?)\s(?:the\s)?"
    r"(?P<second>[\w+/®™-]+(?:\s[\w+/®™-]+){0,3}?)(?=\s?[,.;(]|$)"
)


def may_be_ratio(sentence: str) -> bool:
    """Tell whether a sentence may name what a ratio or difference is of."""
    return any(word in sentence for word in _WITHOUT_WHICH) and _NAME.search(sentence) is not None


def find_ratios(
    text: str, sentence: Sentence, resolver: Resolver, effects: Sequence[Effect], studied: Argument | None
) -> Iterator[Told]:
    """Yield a frame for each ratio or difference that names its outcome; ``studied`` is compared where nobody is."""
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        own = next(
            (one for one in effects if match.start() <= one.start <= match.end() + 30 or _holds(one, match)), None
        )
        if own is None or own.value is None or (own.ci_low is None and own.p is None):
            continue
        arms = _ARMS.search(text, match.start("object"), match.end("object"))
        end = arms.start() if arms is not None else match.end("object")
        arms = arms or _AFTER.match(text, own.end, sentence.end)
        place = _place(text, match.start("object"), end)
        told = _told(text, match, own, place, arms, resolver, studied)
        if told is not None:
            yield told


def _holds(effect: Effect, match: re.Match[str]) -> bool:
    return effect.start < match.end() and match.start() < effect.end


def _told(
    text: str, match: re.Match[str], own: Effect, place: Place, arms: re.Match[str] | None, resolver: Resolver,
    studied: Argument | None,
) -> Told | None:  # fmt: skip
    target = resolver.object(place)
    first = _place(text, *arms.span("first")) if arms is not None else None
    second = _place(text, *arms.span("second")) if arms is not None and arms["second"] else None
    if first is not None and second is not None and is_control(text[first.start : first.end]):
        # Whether the number is that of the control, the words do not say for sure.
        return None
    subject = resolver.subject(first, people=True) if first is not None else studied
    none = 1 if own.measure in RATIOS else 0
    if target is None or subject is None or own.value is None or own.value == none:
        return None
    frame = Frame(
        rule="numbers",
        predicate=Predicate.AFFECTS,
        direction=Direction.INCREASE if own.value > none else Direction.DECREASE,
        object=place,
        trigger_start=match.start("name"),
        trigger_end=match.end("name"),
        comparator=second,
    )
    return frame, subject, target


def _place(text: str, start: int, end: int) -> Place:
    return Place(start=start, end=end, reach_end=end, word=text[start:end].rsplit(maxsplit=1)[-1].lower())
