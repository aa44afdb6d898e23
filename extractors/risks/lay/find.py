"""Read the warnings of an article from what the network says of its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from extractors.claim import RiskKind
from extractors.pipeline import Extraction
from extractors.risks.lay.model import AGENT, KINDS, Model
from extractors.risks.lay.words import Article, describe

Array = np.ndarray[Any, Any]
# Words that one warning may have between its words.
_GAP = 2
# What a word of an agent's name needs, and how much more a place in the title counts.
_NAMED, _TITLE = 0.1, 0.3


class Warned(NamedTuple):
    """Hold the words of a warning, offsets in the document, half open, and the probability of the likeliest."""

    kind: RiskKind
    start: int
    end: int
    score: float


class Reading:
    """What the network says of one article: its warnings, in the order of the text, and what it warns of."""

    def __init__(self, extraction: Extraction, model: Model) -> None:
        article = describe(extraction, model.everyday)
        self.warnings: tuple[Warned, ...] = ()
        self.about: tuple[int, int] | None = None
        if article is not None:
            likely = model.network(article.rows, article.numbers)
            self.warnings = tuple(sorted(_warnings(article, likely, model), key=lambda one: (one.start, one.end)))
            self.about = _about(article, likely[:, AGENT])

    def within(self, start: int, end: int) -> list[Warned]:
        """Return the warnings that begin in a stretch of the text."""
        return [one for one in self.warnings if start <= one.start < end]


def _warnings(article: Article, likely: Array, model: Model) -> Iterator[Warned]:
    for column, kind in enumerate(KINDS, 1):
        chances = likely[:, column]
        for first, last in _runs(article, np.flatnonzero(chances > model.least[kind])):
            score = float(chances[first : last + 1].max())
            yield Warned(kind, int(article.starts[first]), int(article.ends[last]), round(score, 3))


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


def _about(article: Article, likely: Array) -> tuple[int, int] | None:
    """Return the first place of the name that an article warns of, the one likeliest over all its places."""
    points: dict[tuple[str, ...], float] = {}
    where: dict[tuple[str, ...], tuple[int, int]] = {}
    for first, last in _runs(article, np.flatnonzero(likely > _NAMED), 0):
        name = tuple(article.stems[first : last + 1])
        title = _TITLE * float(article.numbers[first] == 0)
        points[name] = points.get(name, 0.0) + float(likely[first : last + 1].mean()) + title
        where.setdefault(name, (int(article.starts[first]), int(article.ends[last])))
    return where[max(points, key=lambda name: (points[name], -where[name][0]))] if points else None
