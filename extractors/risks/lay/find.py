"""Read the warnings of an article from what the network says of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.claim import RiskKind
from extractors.claims.words import listed
from extractors.pipeline import Extraction
from extractors.risks.lay.model import KINDS, Model
from extractors.risks.lay.names import facts_of, find_names, nearest
from extractors.risks.lay.words import Article, describe, runs

Array = np.ndarray[Any, Any]
# What the words beside the likeliest one need, as a share of what that needs; and those that may stand between them.
_EXTENT = 0.6
_GAP = 2
# A longer name around the likeliest one may have so many points less: "dandelion syrup" and not "dandelion".
_CLOSE = 1.0
# What a warning does not begin with, and what it does not end with: "and the pills" is "the pills".
_JOINING = listed("and or but that which who of because although so while as than then still also")
_LEADING = listed(
    "the a an of and or but to with for from by in on at is are was were has have had do does did that which who be as "
    "than their its it's his her your our if so because when while this these those there more less very still just"
)
_SUBJECTS = listed("it they he she we you i there")


class Warned(NamedTuple):
    """Hold the words of a warning, offsets in the document, half open, and the probability of the likeliest."""

    kind: RiskKind
    start: int
    end: int
    score: float


class Reading:
    """What the networks say of one article: its warnings in the order of the text, and what brings each."""

    def __init__(self, extraction: Extraction, model: Model) -> None:
        self._article = article = describe(extraction, model.everyday)
        self._facts = model.facts
        self.warnings: tuple[Warned, ...] = ()
        if article is not None:
            found = _warnings(article, model.network(article.rows, article.numbers), model)
            self.warnings = tuple(sorted(found, key=lambda one: (one.start, one.end)))
            self._names = find_names(article, extraction.mentions, model.names(article.rows, article.groups)[:, 1])

    def within(self, start: int, end: int) -> list[Warned]:
        """Return the warnings that begin in a stretch of the text."""
        return [one for one in self.warnings if start <= one.start < end]

    def agent(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where in the document stands what brings a harm, whose own words are ``start`` to ``end``."""
        article = self._article
        words = article.within(start, end) if article is not None else slice(0)
        if article is None or words.start >= words.stop or not self._names:
            return None
        harm = words.start, words.stop - 1
        points = np.array([facts_of(article, name, harm) for name in self._names]) @ self._facts
        best = nearest(article, self._names[int(np.argmax(points))], harm)
        close = [name for name, one in zip(self._names, points, strict=True) if one > points.max() - _CLOSE]
        around = [place for name in close for place in name.places if place[0] <= best[0] and best[1] <= place[1]]
        first, last = article.whole(*max(around, key=lambda place: place[1] - place[0]))
        return int(article.starts[first]), int(article.ends[last])


def _warnings(article: Article, likely: Array, model: Model) -> Iterator[Warned]:
    for column, kind in enumerate(KINDS, 1):
        chances = likely[:, column]
        for first, last in runs(article, np.flatnonzero(chances > _EXTENT * model.least[kind]), _GAP):
            score = float(chances[first : last + 1].max())
            if score > model.least[kind]:
                start, stop = _trimmed(article.words, *article.whole(first, last))
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
