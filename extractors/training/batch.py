"""Papers side by side in one row, for one step of training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from extractors.recognise.tagger.features import Array
from extractors.training.lessons import GAP, Lesson


class Batch(NamedTuple):
    """Papers in one long row with gaps around their sentences, as at run time; those of one corpus stand together.

    ``places`` are the words' places in the row; ``sentences`` and ``groups`` number sentences and same words of a paper
    for every place, gaps are a group of their own; ``corpora`` has (number, start, end) of the papers of each corpus.
    """

    rows: Tensor
    hints: Tensor
    inside: Tensor
    groups: Tensor
    sentences: Tensor
    places: Tensor
    corpora: tuple[tuple[int, int, int], ...]


def batch(group: Sequence[Lesson]) -> Batch:
    """Return lessons in one row; those of one corpus must stand together."""
    lengths = [length for one in group for length in one.lengths]
    starts = GAP + np.cumsum([0, *(length + GAP for length in lengths)])
    size = int(starts[-1])
    places = np.concatenate([np.arange(at, at + length) for at, length in zip(starts, lengths, strict=False)])
    row = torch.from_numpy(places)
    sentences = np.repeat(np.arange(len(lengths)), [length + GAP for length in lengths])
    offsets = np.cumsum([0, *(int(one.groups.max()) + 1 for one in group)])
    groups = torch.full((size,), int(offsets[-1]))
    shifted = [one.groups + offset for one, offset in zip(group, offsets, strict=False)]
    groups[row] = torch.from_numpy(np.concatenate(shifted)).long()
    return Batch(
        rows=_laid(np.concatenate([one.rows for one in group]), row, size).long(),
        hints=_laid(np.concatenate([one.hints for one in group]), row, size).float(),
        inside=_laid(np.ones((len(places), 1)), row, size).float(),
        groups=groups,
        sentences=torch.from_numpy(np.concatenate([np.zeros(GAP, dtype=sentences.dtype), sentences])),
        places=row,
        corpora=tuple(_corpora(group)),
    )


def _laid(values: Array, places: Tensor, size: int) -> Tensor:
    row = torch.zeros((size, *values.shape[1:]), dtype=torch.from_numpy(values).dtype)
    row[places] = torch.from_numpy(values)
    return row


def _corpora(group: Sequence[Lesson]) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each corpus with the half-open range of its places; the first begins with the first gap."""
    first, at = 0, GAP
    for one, after in zip(group, (*group[1:], None), strict=True):
        at += len(one.rows) + GAP * len(one.lengths)
        if after is None or after.number != one.number:
            yield one.number, first, at
            first = at
