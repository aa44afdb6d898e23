"""From probabilities of tags to spans of words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
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
    """The words ``first`` to ``last`` (half open) of a sentence with the mean probability of their tags."""

    first: int
    last: int
    score: float


def named(logs: Array, ends: Array, thresholds: Sequence[float]) -> list[tuple[int, int]]:
    """Return in order the numbers of the sentences and kinds where a word is likelier in a name than outside.

    Nothing else can have names. ``logs`` is (words, kinds, TAGS), ``ends`` holds the last word + 1 of each sentence.
    """
    bias = np.array([math.log(threshold / (1 - threshold)) for threshold in thresholds])
    words, kinds = np.nonzero(logs[..., FIRST:].max(axis=-1) > logs[..., OUTSIDE] + bias)
    return sorted(set(zip(np.searchsorted(ends, words, side="right").tolist(), kinds.tolist(), strict=True)))


def spans(logs: Array, threshold: float = 0.5) -> Iterator[Span]:
    """Yield the names in a sentence by the likeliest sequence of tags that is well-formed.

    ``logs`` is (words, TAGS), log-probabilities of one kind. A ``threshold`` below a half makes names likelier than
    the network itself says, one above makes them rarer.

    >>> rows = [[0.96, 0.01, 0.01, 0.01, 0.01], [0.04, 0.9, 0.02, 0.02, 0.02], [0.04, 0.02, 0.02, 0.9, 0.02]]
    >>> [(span.first, span.last, round(span.score, 2)) for span in spans(np.log(rows))]
    [(1, 3, 0.9)]
    """
    bias = math.log(threshold / (1 - threshold))
    unsure = np.flatnonzero(logs[:, OUTSIDE] < NOTHING).tolist()
    for _, run in groupby(enumerate(unsure), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        rows = logs[places[0] : places[-1] + 1].tolist()
        yield from _cut(places[0], rows, _best_path(rows, bias))


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


def _cut(offset: int, rows: list[list[float]], path: list[int]) -> Iterator[Span]:
    first = 0
    for at, tag in enumerate(path):
        if tag in (FIRST, SINGLE):
            first = at
        if tag in (LAST, SINGLE):
            total = sum(rows[place][path[place]] for place in range(first, at + 1))
            yield Span(offset + first, offset + at + 1, math.exp(total / (at + 1 - first)))
