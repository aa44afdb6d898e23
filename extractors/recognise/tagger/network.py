"""The tagger's network at run time: window convolutions over the words of a text, in plain numpy."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.words import folded, forms
from extractors.weights import read_model, write_model
from extractors.windows import Layer, normal, window
from ontologies.term import Kind

Array = np.ndarray[Any, Any]

# Tags of each kind: outside; the first, inner and last word of a name of several words; a name of one word.
OUTSIDE, FIRST, INNER, LAST, SINGLE = range(5)
TAGS = 5
# Changes whenever features or layers do: weights of another version would give nonsense without an error.
VERSION = 1


class Network:
    """Give every word the probabilities of its tags for each kind.

    The words' vectors, forms and hints are projected, then read by residual layers whose windows widen; sentences do
    not see each other. All numbers are single precision; results agree with the training code to about 1e-4.
    """

    def __init__(self, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
        self.kinds: tuple[Kind | None, ...] = tuple(Kind(name) if name else None for name in about["kinds"])
        self.thresholds: tuple[float, ...] = tuple(about["thresholds"])
        words = bytes(arrays["words"]).decode().split("\n")
        self._rows = {word: row for row, word in enumerate(words, 1)}
        self._vectors, self._vector_scale = arrays["vectors"], arrays["vector_scale"]
        self._tables = [arrays[name] for name in ("own", "prefix", "suffix2", "suffix3", "suffix4", "shape")]
        single = {name: array.astype(np.float32) for name, array in arrays.items() if name not in _LARGE}
        self._word_weights, self._hint_weights = single["input"][:-WIDTH], single["input"][-WIDTH:]
        self._bias, self._scale, self._shift = single["input_bias"], single["input_scale"], single["input_shift"]
        self._known: dict[str, bytes] = {}
        self._layers = [
            Layer(single[f"w{at}"], single[f"b{at}"], single[f"scale{at}"], single[f"shift{at}"], reach)
            for at, reach in enumerate(about["reaches"])
        ]
        self._out, self._out_bias = single["output"], single["output_bias"]
        # Tells weights apart: what reads the first layer must have been learned beside it.
        self.digest = sha256(arrays["input"].tobytes() + arrays["output"].tobytes()).hexdigest()

    def __call__(self, sentences: Sequence[Features]) -> list[Array]:
        """Return for each sentence an array (words, kinds, TAGS) of log-probabilities."""
        ends = np.cumsum([len(sentence.words) for sentence in sentences], dtype=int)
        return np.split(self.read(sentences)[1], ends)[:-1]

    def read(self, sentences: Sequence[Features]) -> tuple[Array, Array]:
        """Return what the first layer makes of each word alone, and log-probabilities, all sentences in one row.

        The former is (words, units), the latter (words, kinds, TAGS).
        """
        if not sentences:
            return np.zeros((0, len(self._bias)), np.float32), np.zeros((0, len(self.kinds), TAGS), np.float32)
        words = [word.text for sentence in sentences for word in sentence.words]
        ends = np.cumsum([len(sentence.words) for sentence in sentences])
        state = self._words(words) + np.concatenate([sentence.hints for sentence in sentences]) @ self._hint_weights
        first = state = self._activated(state)
        for layer in self._layers:
            found = window(state, layer, _across(ends, layer.reach, len(words)))
            state = np.add(state, normal(found, layer.scale, layer.shift), out=found)
        return first, _log_likely((state @ self._out + self._out_bias).reshape(len(words), len(self.kinds), TAGS))

    def _activated(self, state: Array) -> Array:
        return normal(np.maximum(state, 0.0, out=state), self._scale, self._shift)

    def _words(self, words: Sequence[str]) -> Array:
        """Return what the words themselves add to the first layer; kept, since texts repeat their words."""
        if len(self._known) > _KEPT:
            self._known.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._known.update(zip(new, (row.tobytes() for row in self._project(new)), strict=True))
        # Bytes are joined much faster than arrays.
        return np.frombuffer(b"".join([self._known[word] for word in words]), np.float32).reshape(len(words), -1)

    def _project(self, words: Sequence[str]) -> Array:
        rows = np.array([self._rows.get(folded(word), 0) for word in words])
        places = np.column_stack([rows, [forms(word) for word in words]])
        parts = [table[places[:, at]] for at, table in enumerate(self._tables)]
        joined = np.concatenate([self._vectors[rows] * self._vector_scale, *parts], axis=1, dtype=np.float32)
        projected: Array = joined @ self._word_weights + self._bias
        return projected


# Read row by row; the rest is small.
_LARGE = frozenset({"words", "vectors", "own", "prefix", "suffix2", "suffix3", "suffix4", "shape"})
# Words whose share of the first layer is kept: about 20 MB.
_KEPT = 30_000


def _across(ends: Array, reach: int, size: int) -> Array:
    """Return the words that stand in another sentence than the word ``reach`` places behind them.

    >>> _across(np.array([2, 5]), 1, 5).tolist()
    [1]
    """
    places = (ends[:, None] - np.arange(1, reach + 1)).ravel()
    found: Array = places[(places >= 0) & (places < size - reach)]
    return found


def _log_likely(logits: Array) -> Array:
    """Return log-probabilities over the last axis; it goes first meanwhile, since numpy is slow over short rows."""
    turned = np.ascontiguousarray(np.moveaxis(logits, -1, 0))
    top = turned.max(axis=0)
    found: Array = np.moveaxis(turned - (top + np.log(np.exp(turned - top).sum(axis=0))), 0, -1)
    return found


@functools.lru_cache(maxsize=4)
def load(path: Path) -> Network:
    """Read the weights of a file; raise `WeightsError` where it is none, or of another version of the tagger."""
    arrays, about = read_model(path, version=VERSION, width=WIDTH)
    return Network(arrays, about)


def save(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    write_model(path, arrays, {**about, "version": VERSION, "width": WIDTH})
