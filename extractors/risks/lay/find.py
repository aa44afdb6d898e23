"""Read the warnings of an article from what the network says of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.claim import RiskKind
from extractors.claims.words import listed
from extractors.pipeline import Extraction
from extractors.risks.lay.model import AGENT, KINDS, Model
from extractors.risks.lay.words import Article, describe

Array = np.ndarray[Any, Any]
# What the words beside the likeliest one need, as a share of what that needs; and those that may stand between them.
_EXTENT = 0.6
_GAP = 2
# What a warning does not begin with, and what it does not end with: "and the pills" is "the pills".
_JOINING = listed("and or but that which who of because although so while as than then still also")
_LEADING = listed(
    "the a an of and or but to with for from by in on at is are was were has have had do does did that which who be as "
    "than their its it's his her your our if so because when while this these those there more less very still just"
)
_SUBJECTS = listed("it they he she we you i there")
# What a word of an agent's name needs, and how much more a place in the title counts.
_NAMED, _TITLE = 0.1, 0.3


class Warned(NamedTuple):
    """Hold the words of a warning, offsets in the document, half open, and the probability of the likeliest."""

    kind: RiskKind
    start: int
    end: int
    score: float


class Named(NamedTuple):
    """Hold words that may name what an article warns of, and the points that speak for it."""

    start: int
    end: int
    points: float


class Reading:
    """What the network says of one article, in the order of the text: its warnings, and names of what it warns of."""

    def __init__(self, extraction: Extraction, model: Model) -> None:
        article = describe(extraction, model.everyday)
        self.warnings: tuple[Warned, ...] = ()
        self.names: tuple[Named, ...] = ()
        if article is not None:
            likely = model.network(article.rows, article.numbers)
            self.warnings = tuple(sorted(_warnings(article, likely, model), key=lambda one: (one.start, one.end)))
            self.names = tuple(_named(article, likely[:, AGENT]))

    def within(self, start: int, end: int) -> list[Warned]:
        """Return the warnings that begin in a stretch of the text."""
        return [one for one in self.warnings if start <= one.start < end]


def _warnings(article: Article, likely: Array, model: Model) -> Iterator[Warned]:
    for column, kind in enumerate(KINDS, 1):
        chances = likely[:, column]
        for first, last in _runs(article, np.flatnonzero(chances > _EXTENT * model.least[kind])):
            score = float(chances[first : last + 1].max())
            if score > model.least[kind]:
                start, stop = _trimmed(article.words, first, last)
                yield Warned(kind, int(article.starts[start]), int(article.ends[stop]), round(score, 3))


def _trimmed(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return the first and last of some words without what only joins them to the rest of their sentence.

    >>> _trimmed(["but", "nobody", "tested", "it", "and", "they"], 0, 5)
    (1, 3)
    """
    while first < last and _leads(words[last - 1].lower(), words[last].lower()):
        last -= 1
    while first < last and words[first].lower() in _JOINING:
        first += 1
    return first, last


def _leads(before: str, word: str) -> bool:
    """Tell whether a word belongs to what follows it: a sign, an article, the subject of another clause."""
    return not word[0].isalnum() or word in _LEADING or (word in _SUBJECTS and before in _JOINING)


def _runs(article: Article, chosen: Array, gap: int = _GAP) -> Iterator[tuple[int, int]]:
    """Yield the first and last of words of one sentence with at most ``gap`` others between them; signs at the ends go.

    Words of one name stand side by side: no gap.
    """
    places = [place for place in chosen.tolist() if article.words[place][0].isalnum()]
    first = previous = -1
    for place in [*places, -1]:
        joined = previous >= 0 and 0 < place - previous <= gap + 1
        if not (joined and article.numbers[previous] == article.numbers[place]):
            if previous >= 0:
                yield first, previous
            first = place
        previous = place


def _named(article: Article, likely: Array) -> Iterator[Named]:
    for first, last in _runs(article, np.flatnonzero(likely > _NAMED), 0):
        points = float(likely[first : last + 1].mean()) + _TITLE * float(article.numbers[first] == 0)
        yield Named(int(article.starts[first]), int(article.ends[last]), round(points, 3))
