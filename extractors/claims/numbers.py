"""Which way arms differ where only their numbers say so: "pain was 12.3 in A and 15.6 in B (p = 0.01)"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extractors.claim import Argument, Direction, Predicate
from extractors.claims.arguments import Resolver
from extractors.claims.frame import Frame, Place
from extractors.claims.grammar import Grammar
from extractors.claims.tokens import Item
from extractors.document import Sentence

_NUMBER = r"(?:day |week )?[-−–]?\d+(?:[.,·]\d+)*"
# What may stand after a number: its spread, its unit, its interval.
_SPREAD = (
    r"\s?%?(?:\s?(?:±|\+/-)\s?[\d.]+)?"
    r"(?:\s?(?!in\b|with\b|and\b|for\b|on\b|vs\b)[a-zA-Zµμ/%·²]{1,9}){0,2}(?:\s?[(\[][^()\[\]]*[)\]])?"
)
_ARM = r"(?:the\s+)?[\w+/-]+(?:\s[\w+/-]+){0,3}?"
_AGAINST = r"(?:and|vs\.?|versus|v\.?|(?:as )?compared (?:with|to)|than|while|whereas|but|to)"
_IN = r"(?:in|with|for|on|among|after|following|of|under|by)"
_PEOPLE = (
    r"(?:\s+of\s+(?:the\s+|all\s+)?(?:patients|subjects|participants|cases|women|men|children|infants|eyes|sites))?"
)
_VERB = (
    r"(?P<verb>was|were|averaged|occurred)"
    r"(?:\s+(?:seen|observed|reported|found|noted|achieved|recorded|successful|present))?"
    r"(?:\s+(?:in the case of|in|by|at))?"
)


@functools.cache
def _arms() -> tuple[re.Pattern[str], ...]:
    """Return the patterns: each number with its arm, and two numbers before two arms."""
    one, two = (rf"(?P<{name}>{_NUMBER}){_SPREAD}{_PEOPLE}" for name in ("one", "two"))
    first, second = (rf"(?P<{name}>{_ARM})" for name in ("first", "second"))
    end = r"(?=\s?[,.;(\[]|\s+(?:and|with|at|after)\b|$)"
    bracket = r"(?:\s?[(\[][^()\[\]]*[)\]])?"
    again = r"(?:it\s+)?(?:was\s+|were\s+)?(?:in\s+|by\s+)?"
    return (
        re.compile(
            rf"\b{_VERB}\s+{one},?\s+{_IN}\s+{first}{bracket},?\s+{_AGAINST}\s+{again}{two},?\s+{_IN}\s+{second}{end}"
        ),
        re.compile(
            rf"\b{_VERB}\s+{one},?\s+{_AGAINST}\s+{two},?\s+{_IN}\s+{first}\s+(?:and|vs\.?|versus)\s+{second}{end}"
        ),
    )


# Arms that were tested against each other; without a test two numbers are only told.
_TESTED = re.compile(
    r"\b[Pp]\s?[<>=≤≥]|\b[Pp][- ]values?\b|\bNS\b|\bn\.s\.|\bsignifican|\d\s?% ?CI\b|confidence interval"
)


def may_tell(sentence: str) -> bool:
    """Tell whether a sentence may give numbers of arms that were tested or are set against each other."""
    return _GIVEN.search(sentence) is not None and (_TESTED.search(sentence) or _SET.search(sentence)) is not None


_SET = re.compile(r"\d[^.;]{0,60}\b(?:vs?\.?|versus|compared (?:with|to))\s[^.;]{0,40}\d")
_GIVEN = re.compile(r"\b(?:was|were|averaged|occurred)\b[^.;]{0,25}\d")


def find_numbered(
    text: str, sentence: Sentence, items: Sequence[Item], resolver: Resolver
) -> Iterator[tuple[Frame, Argument, Argument]]:
    """Yield a frame where two arms of a study are told by their numbers; whether by chance, its statistics say."""
    if not may_tell(sentence.text):
        return
    for pattern in _arms():
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        grammar = Grammar(items)
        at = next((here for here, item in enumerate(items) if item.start == match.start("verb")), None)
        measured = grammar.subjects_of(at) if at is not None else []
        first, second = (_place(match, name) for name in ("first", "second"))
        subject = resolver.subject(first, people=True)
        target = resolver.object(measured[0]) if measured else None
        if subject is None or target is None or resolver.subject(second, people=True) is None:
            return
        yield (
            Frame(
                rule="numbers",
                predicate=Predicate.AFFECTS,
                direction=_sign(match["one"], match["two"]),
                object=measured[0],
                trigger_start=match.start("verb"),
                trigger_end=match.end("verb"),
                comparator=second,
            ),
            subject,
            target,
        )
        return


def _place(match: re.Match[str], name: str) -> Place:
    start, end = match.span(name)
    return Place(start=start, end=end, reach_end=end, word=match[name].rsplit(maxsplit=1)[-1].lower())


_BESIDE = re.compile(rf"(?:\s+(?:group|arm|treatment|patients))?\s?[(\[][^()\d]{{0,12}}?(?P<number>{_NUMBER})")
_PAIR = re.compile(
    rf"[(\[][^()\[\]]{{0,40}}?(?P<one>{_NUMBER}){_SPREAD}"
    rf"\s*(?:vs\.?|versus|v\.?|compared (?:with|to))\s*(?P<two>{_NUMBER})"
)


def told_by_numbers(text: str, sentence: Sentence, subject: Argument, comparator: Place) -> Direction:
    """Return which way two arms differ by the numbers beside them, none where none stand there.

    >>> from extractors.claim import Argument
    >>> from ontologies.term import Kind
    >>> text = "Pain differed between zinc (3.1) and placebo (4.0)."
    >>> zinc = Argument(start=22, end=26, text="zinc", kind=Kind.CHEMICAL)
    >>> placebo = Place(start=37, end=44, reach_end=44)
    >>> told_by_numbers(text, Sentence(start=0, end=len(text), text=text), zinc, placebo).value
    'decrease'
    """
    one, two = _BESIDE.match(text, subject.end), _BESIDE.match(text, comparator.end)
    if one is not None and two is not None and subject.end < comparator.start:
        return _sign(one["number"], two["number"])
    pair = _PAIR.search(text, max(subject.end, comparator.end), sentence.end)
    return _sign(pair["one"], pair["two"]) if pair is not None and subject.end < comparator.start else Direction.NONE


def _sign(one: str, two: str) -> Direction:
    left, right = (_value(number) for number in (one, two))
    if left == right:
        return Direction.NONE
    return Direction.INCREASE if left > right else Direction.DECREASE


def _value(number: str) -> float:
    plain = number.rpartition(" ")[2].replace("−", "-").replace("–", "-").replace("·", ".")
    # "1,234" counts thousands, "12,3" is a decimal comma.
    plain = re.sub(r",(?=\d{3}\b)", "", plain).replace(",", ".")
    return float(plain if plain.count(".") < 2 else plain.replace(".", "", plain.count(".") - 1))
