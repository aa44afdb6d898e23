"""What the tagger is told of each word: its forms, its vector, and what lexicon and rules say of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.mention import Mention
from extractors.recognise.lexicon import Match
from extractors.recognise.tagger.words import Word
from ontologies.term import Kind

# Kinds that the lexicon and the rules tell apart, in the order of the columns.
HINTS = (
    Kind.GENE, Kind.DISEASE, Kind.CHEMICAL, Kind.SPECIES, Kind.CELL_LINE, Kind.CELL_TYPE, Kind.VARIANT, Kind.ANATOMY,
    Kind.PROCESS, Kind.PHENOTYPE, Kind.INTERVENTION, Kind.OUTCOME,
)  # fmt: skip
_COLUMN = {kind: 3 * at for at, kind in enumerate(HINTS)}
_HALF = 3 * len(HINTS)
WIDTH = 2 * _HALF + 1

Array = np.ndarray[Any, Any]


class Features(NamedTuple):
    """The words of one sentence and what is known of them: ``hints`` is (words, WIDTH) in 0..1.

    It has a column for the first, the inner and the last word of a name of each kind, first for every name that
    the lexicon has (the greatest weight of its senses), then for the mentions that the rules took (their score); the
    last column marks words of the paper's own short forms.
    """

    words: Sequence[Word]
    hints: Array


def describe(
    words: Sequence[Word], matches: Iterable[Match], mentions: Iterable[Mention], shorts: frozenset[str], offset: int
) -> Features:
    """Return the features of a sentence that begins at ``offset``; matches count from there, mentions in the document.

    ``mentions`` are those that touch the sentence, ``shorts`` the short forms that the paper defines.
    """
    starts = [word.start for word in words]
    marks: dict[int, float] = {}
    for match in matches:
        first, last = place(starts, words, match.start, match.end)
        for sense in match.senses:
            if sense.kind in _COLUMN:
                _mark(marks, first, last, _COLUMN[sense.kind], max(sense.weight, 0.1))
    for mention in mentions:
        if mention.kind in _COLUMN:
            first, last = place(starts, words, mention.start - offset, mention.end - offset)
            _mark(marks, first, last, _HALF + _COLUMN[mention.kind], mention.score)
    for at, word in enumerate(words):
        if word.text in shorts:
            marks[at * WIDTH + WIDTH - 1] = 1.0
    # Writing numbers one by one into an array takes longer.
    hints = np.zeros((len(words), WIDTH), dtype=np.float32)
    hints.put(list(marks), list(marks.values()))
    return Features(words, hints)


def place(starts: Sequence[int], words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of the words that a span touches."""
    first = bisect_left(starts, start)
    if first and words[first - 1].end > start:
        first -= 1
    return first, max(bisect_left(starts, end), first)


def _mark(marks: dict[int, float], first: int, last: int, column: int, weight: float) -> None:
    """Raise the columns of a name's first, inner and last words; a single word is first and last."""
    if first < last:
        inner = [at * WIDTH + column + 1 for at in range(first + 1, last - 1)]
        for cell in (first * WIDTH + column, *inner, (last - 1) * WIDTH + column + 2):
            if marks.get(cell, 0.0) < weight:
                marks[cell] = weight
