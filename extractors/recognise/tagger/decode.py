"""From probabilities of tags to spans of words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.recognise.tagger.network import FIRST, INNER, LAST, OUTSIDE, SINGLE

Array = np.ndarray[Any, Any]

# Which tags may stand before which: a name ends before the next begins, and is within once it has begun.
_APART = (OUTSIDE, LAST, SINGLE)
_WITHIN = (FIRST, INNER)
_NEVER = -1e9
# Words less likely than this to belong to a name stay outside without a search.
NOTHING = math.log(0.98)


class Span(NamedTuple):
    """The words ``first`` to ``last`` (half open) of a run with the mean probability of their tags."""

    first: int
    last: int
    score: float


class Run(NamedTuple):
    """The words ``first`` to ``last`` (half open, of all) in sentence ``number`` that may name things of one kind."""

    number: int
    kind: int
    first: int
    last: int


def runs(logs: Array, ends: Array, thresholds: Sequence[float]) -> Iterator[Run]:
    """Yield where a text may have names: by sentence, then kind, then place.

    All words of a run may belong to a name, and some word of it is likelier in a name than outside. ``logs`` is (words,
    kinds, TAGS), ``ends`` holds the last word + 1 of each sentence.
    """
    bias = np.array([math.log(threshold / (1 - threshold)) for threshold in thresholds])
    words, kinds = np.nonzero(logs[..., FIRST:].max(axis=-1) > logs[..., OUTSIDE] + bias)
    numbers = np.searchsorted(ends, words, side="right")
    unsure = (logs[..., OUTSIDE] < NOTHING).T.tolist()
    borders = [0, *ends.tolist()]
    run = Run(-1, -1, 0, 0)
    for number, kind, word in sorted(zip(numbers.tolist(), kinds.tolist(), words.tolist(), strict=True)):
        if not unsure[kind][word] or ((number, kind) == run[:2] and word < run.last):
            continue
        first, last = word, word + 1
        while first > borders[number] and unsure[kind][first - 1]:
            first -= 1
        while last < borders[number + 1] and unsure[kind][last]:
            last += 1
        run = Run(number, kind, first, last)
        yield run


def spans(logs: Array, threshold: float = 0.5) -> Iterator[Span]:
    """Yield the names in a run of words by the likeliest sequence of tags that is well-formed.

    ``logs`` is (words, TAGS), log-probabilities of one kind. A ``threshold`` below a half makes names likelier than
    the network itself says, one above makes them rarer.

    >>> rows = [[0.96, 0.01, 0.01, 0.01, 0.01], [0.04, 0.9, 0.02, 0.02, 0.02], [0.04, 0.02, 0.02, 0.9, 0.02]]
    >>> [(span.first, span.last, round(span.score, 2)) for span in spans(np.log(rows))]
    [(1, 3, 0.9)]
    """
    rows = logs.tolist()
    yield from _cut(rows, _best_path(rows, math.log(threshold / (1 - threshold))))


def _best_path(rows: list[list[float]], bias: float) -> list[int]:
    """Return the likeliest well-formed tags of a run of words (Viterbi's algorithm)."""
    scores = [rows[0][OUTSIDE] + bias, rows[0][FIRST], _NEVER, _NEVER, rows[0][SINGLE]]
    back: list[list[int]] = []
    for row in rows[1:]:
        apart, within = max(_APART, key=scores.__getitem__), max(_WITHIN, key=scores.__getitem__)
        outer, inner = scores[apart], scores[within]
        scores = [
            outer + row[OUTSIDE] + bias, outer + row[FIRST], inner + row[INNER], inner + row[LAST], outer + row[SINGLE],
        ]  # fmt: skip
        back.append([apart, apart, within, within, apart])
    path = [max(_APART, key=scores.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _cut(rows: list[list[float]], path: list[int]) -> Iterator[Span]:
    first = 0
    for at, tag in enumerate(path):
        if tag in (FIRST, SINGLE):
            first = at
        if tag in (LAST, SINGLE):
            total = sum(rows[place][path[place]] for place in range(first, at + 1))
            yield Span(first, at + 1, math.exp(total / (at + 1 - first)))
