"""Vectors of everyday words: what lies near each other means much the same, "peddled" and "touted"."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extractors.weights import read_arrays

Array = np.ndarray[Any, Any]
FILE = "everyday.npz"
# A word that has no vector gets that of one which begins alike: letters shared, and their least share of the word.
_SHARED, _PART, _REST = 5, 0.6, 4


class Everyday:
    """Look up words; ``words`` are in order, ``vectors`` (words, dimensions) are whole numbers times ``scale``."""

    def __init__(self, words: Sequence[str], vectors: Array, scale: float) -> None:
        self._words = words
        self._vectors, self._scale = vectors, np.float32(scale)
        self._places = {word: at for at, word in enumerate(words)}

    @property
    def width(self) -> int:
        """Return the number of dimensions."""
        return int(self._vectors.shape[1])

    def rows(self, words: Sequence[str]) -> tuple[Array, Array]:
        """Return the vectors of words (words, dimensions), noughts for what is unlike all, and which are unlike all.

        >>> known = Everyday(["peddle", "sell"], np.array([[1], [2]], dtype=np.int8), 0.5)
        >>> [row.ravel().tolist() for row in known.rows(["sell", "peddled", "zinc"])]
        [[1.0, 0.5, 0.0], [0.0, 0.0, 1.0]]
        """
        places = np.array([self._place(word) for word in words], dtype=int)
        missing = places < 0
        rows: Array = self._vectors[places] * self._scale
        rows[missing] = 0.0
        return rows, missing.astype(np.float32)

    def _place(self, word: str) -> int:
        place = self._places.get(word)
        return self._alike(word) if place is None else place

    def _alike(self, word: str) -> int:
        at = bisect_left(self._words, word)
        near = [(_shared(self._words[place], word), -place) for place in (at - 1, at) if 0 <= place < len(self._words)]
        shared, place = max(near, default=(0, 0))
        longer = len(self._words[-place]) - shared
        return -place if shared >= _SHARED and shared >= _PART * len(word) and longer <= _REST else -1


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@functools.lru_cache(maxsize=2)
def load(path: Path) -> Everyday:
    """Read the vectors of a file; raise `WeightsError` where it cannot be read."""
    arrays = read_arrays(path)
    words = bytes(arrays["words"]).decode().split("\n")
    return Everyday(words, arrays["vectors"], float(arrays["scale"]))
