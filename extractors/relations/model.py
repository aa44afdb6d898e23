"""The learned model: how likely two entities of a passage are related, and how."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractors.errors import WeightsError
from extractors.relations.candidates import LETTERS, ROWS, Array, Candidate
from extractors.weights import read_model

TYPES = ("Association", "Positive_Correlation", "Negative_Correlation", "Bind")
"""The types that are told apart, as BioRED calls them; its other four are too rare in it to be learned."""

INDUCED, RELATED = 0, 1
# Pairs of which the first may harm by the second: a drug may be a protein.
HARMING = ("CD", "GD")
HEADS = 2 + len(TYPES)
# Changes whenever facts or layers do: weights of another version would give nonsense without an error.
VERSION = 2
_FAR = -6.0
_MOST = 10
WIDTH = 27 + len(LETTERS)
"""How many numbers the second model reads of a candidate."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Say of a candidate how likely the first brings about the second, how likely the two are related, and how."""

    candidate: Candidate
    induced: float
    related: float
    type: str


class Model:
    """Score the candidates of a passage.

    The facts of a pair are summed up in a linear model; a second one weighs the sum against those of the other pairs
    of the passage: what is related to nothing else here is seldom related to this.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.table = arrays["table"].astype(np.float32) * arrays["scale"]
        self.second = arrays["second"].astype(np.float64)
        self._least = arrays["least"]

    def least(self, head: int, *, whole: bool) -> float:
        """Return the chance from which on a pair counts, for a passage of its sort."""
        return float(self._least[head, int(whole)])

    def __call__(self, candidates: Sequence[Candidate], *, whole: bool) -> list[Judgement]:
        """Return a judgement on each candidate; all are of one passage."""
        if not candidates:
            return []
        sums = self.sums(candidates)
        induced = np.zeros(len(candidates))
        for letters in HARMING:
            at = [place for place, one in enumerate(candidates) if one.letters == letters]
            if at:
                induced[at] = self._chances(INDUCED, [candidates[place] for place in at], sums[at, INDUCED], whole)
        related = self._chances(RELATED, candidates, sums[:, RELATED], whole)
        types = [TYPES[at] for at in sums[:, 2:].argmax(axis=1)]
        return [Judgement(*each) for each in zip(candidates, induced.tolist(), related.tolist(), types, strict=True)]

    def _chances(self, head: int, candidates: Sequence[Candidate], scores: Array, whole: bool) -> Array:
        weights = self.second[head, int(whole)]
        logits = context(candidates, scores) @ weights[:-1] + weights[-1]
        chances: Array = 1.0 / (1.0 + np.exp(-logits))
        return chances

    def sums(self, candidates: Sequence[Candidate]) -> Array:
        """Return the sum of each candidate's rows, one number a head."""
        parts = {id(part): part for candidate in candidates for part in candidate.parts}
        starts = np.cumsum([0, *map(len, parts.values())])
        summed = np.add.reduceat(self.table[np.concatenate(list(parts.values()))], starts[:-1], axis=0)
        place = {name: at for at, name in enumerate(parts)}
        places = np.array([[place[id(part)] for part in candidate.parts] for candidate in candidates])
        total: Array = summed[places].sum(axis=1)
        return total


class _Standing:
    """How the scores of a group stand to each other: the two best, and the first place of each."""

    __slots__ = ("first", "mean", "places", "second", "size")

    def __init__(self, scores: list[float]) -> None:
        ranked = sorted(scores, reverse=True)
        self.first, self.second = ranked[0], ranked[min(1, len(ranked) - 1)]
        self.size, self.mean = len(ranked), sum(scores) / len(scores)
        self.places: dict[float, int] = {}
        for place, score in enumerate(ranked):
            self.places.setdefault(score, place)


def context(candidates: Sequence[Candidate], scores: Array) -> Array:
    """Return what the second model reads: each score, and how it stands among those of the pairs that it competes with.

    These are all of the passage, those of the same kinds, and of these those with the same first or second entity.
    """
    groups: defaultdict[object, list[float]] = defaultdict(list)
    keys = [_groups(candidate) for candidate in candidates]
    values = scores.tolist()
    for score, names in zip(values, keys, strict=True):
        for name in names:
            groups[name].append(score)
    tops = {name: _Standing(found) for name, found in groups.items()}
    rows = []
    for candidate, score, names in zip(candidates, values, keys, strict=True):
        row = [score]
        for name in names:
            group = tops[name]
            place = group.places[score]
            best = (group.second if place == 0 else group.first) if group.size > 1 else _FAR
            row += (best, score - best, min(place, _MOST), min(group.size, 2 * _MOST), group.mean)
        rows.append([*row, *_counts(candidate)])
    return np.array(rows)


def _groups(candidate: Candidate) -> tuple[object, ...]:
    letters = candidate.letters
    return (0, letters, (letters, 1, candidate.first.key), (letters, 2, candidate.second.key))


_KINDS = {letters: [float(other == letters) for other in LETTERS] for letters in LETTERS}


def _counts(candidate: Candidate) -> list[float]:
    first, second = candidate.first.places, candidate.second.places
    away = 0 if candidate.met else min(abs(a.sentence - b.sentence) for a in first for b in second)
    counts = (len(first), len(second), len(candidate.met), away, first[0].sentence, second[0].sentence)
    return [*(count if count < _MOST else _MOST for count in counts), *_KINDS[candidate.letters]]


@functools.lru_cache(maxsize=4)
def load(path: Path) -> Model:
    """Read the weights of a file; raise `WeightsError` where it is none, or of another version of the model."""
    arrays, _ = read_model(path, version=VERSION)
    if arrays["table"].shape != (ROWS, HEADS):
        raise WeightsError(path, f"its table is {arrays['table'].shape}, this package reads {(ROWS, HEADS)}")
    return Model(arrays)
