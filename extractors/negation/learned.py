"""Where the scope of a denial begins and ends, by weights learned from the BioScope corpus."""

from __future__ import annotations

import functools
import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from extractors.negation.features import Cue
from extractors.weights import PACKAGED

FILE = "negation.json.gz"
BIAS = ""
"""The name of the weight that every decision has."""


_NEVER = -40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Hold the weights of features for three decisions, as log-odds.

    ``cue``: does it deny. ``end`` and ``start``: does the scope stop at this word, having come so far from the cue.
    """

    cue: Mapping[str, float]
    end: Mapping[str, float]
    start: Mapping[str, float]

    def denies(self, cue: Cue) -> bool:
        """Tell whether a cue denies the thing itself."""
        return _sum(self.cue, cue.features()) > 0

    def scope(self, cue: Cue) -> tuple[int, int]:
        """Return the first and the last word of the scope, both inside."""
        ends = (_sum(self.end, told) if whole else _NEVER for told, whole in zip(cue.ends(), cue.closed(), strict=True))
        ahead = _stop(ends, len(cue.words.starts) - cue.last)
        back = _stop((_sum(self.start, told) for told in cue.starts()), cue.first + 1)
        first, last = cue.first - back, cue.last + ahead
        return first, last - (last > cue.last and _is_stray(cue.words.classes[first : last + 1]))


def _is_stray(kinds: tuple[str, ...]) -> bool:
    """Tell whether words end with the end of a bracket that they did not open."""
    opening = {")": "(", "]": "["}.get(kinds[-1])
    return opening is not None and kinds.count(kinds[-1]) > kinds.count(opening)


@functools.lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Weights | None:
    """Return the weights of a folder, by default the packaged ones; None where the folder has none."""
    path = (folder or PACKAGED) / FILE
    if not path.is_file():
        return None
    return Weights(**json.loads(gzip.decompress(path.read_bytes())))


def _sum(weights: Mapping[str, float], told: Iterable[str]) -> float:
    return weights[BIAS] + sum(map(weights.get, told, repeat(0.0)))


def _stop(odds: Iterable[float], places: int) -> int:
    """Return the likeliest of some places to stop at, each reached only where none before was stopped at.

    ``odds`` are log-odds to stop, nearest place first; the last place is stopped at for certain. Places that are too
    unlikely to be reached are not asked for.

    >>> _stop([-2.0, 1.0, 3.0], 3)
    1
    """
    best, chosen, gone = -math.inf, 0, 0.0
    for at, one in enumerate(odds):
        stays = 0.0 if at == places - 1 else -_softplus(-one)
        if gone + stays > best:
            best, chosen = gone + stays, at
        gone -= _softplus(one)
        if gone <= best:
            break
    return chosen


def _softplus(value: float) -> float:
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))
