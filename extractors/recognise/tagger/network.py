"""The tagger's network at run time: window convolutions over the words of a text, in plain numpy."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractors.errors import WeightsError
from extractors.recognise.tagger.features import WIDTH, Features
from extractors.recognise.tagger.words import folded, forms
from extractors.weights import write_arrays
from ontologies.term import Kind

Array = np.ndarray[Any, Any]

# Tags of each kind: outside; the first, inner and last word of a name of several words; a name of one word.
OUTSIDE, FIRST, INNER, LAST, SINGLE = range(5)
TAGS = 5
# Changes whenever features or layers do: weights of another version would give nonsense without an error.
VERSION = 1
_SMALL = 1e-5


class Layer(NamedTuple):
    """One window layer: words see ``reach`` places to the left and right; weights are (3, in, out)."""

    weights: Array
    bias: Array
    scale: Array
    shift: Array
    reach: int


class Network:
    """Give every word the probabilities of its tags for each kind.

    The words' vectors, forms and hints are projected, then read by residual layers whose windows widen. Sentences see
    each other in one way: before the last windows a word learns the mean over all places of the same word in the
    sentences given, which should be those of one paper. All numbers are single precision; results agree with the
    training code to about 1e-4.
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
        self._known: dict[str, Array] = {}
        self._layers = [
            Layer(single[f"w{at}"], single[f"b{at}"], single[f"scale{at}"], single[f"shift{at}"], reach)
            for at, reach in enumerate(about["reaches"])
        ]
        self._same_before = about.get("same_before", -1)
        self._same = [single[f"same{part}"] for part in ("", "_bias", "_scale", "_shift")] if "same" in single else []
        self._out, self._out_bias = single["output"], single["output_bias"]
        # Tells weights apart: what reads the first layer must have been learned beside it.
        self.digest = sha256(arrays["input"].tobytes() + arrays["output"].tobytes()).hexdigest()

    def __call__(self, sentences: Sequence[Features]) -> list[Array]:
        """Return for each sentence an array (words, kinds, TAGS) of log-probabilities."""
        if not sentences:
            return []
        gap = max((layer.reach for layer in self._layers), default=0)
        places = _places([len(sentence.words) for sentence in sentences], gap)
        state = self.first(sentences)
        for at, layer in enumerate(self._layers):
            if at == self._same_before:
                state += self._of_same(state, sentences)
            state += normal(window(state, places, layer), layer.scale, layer.shift)
        logits = (state @ self._out + self._out_bias).reshape(len(state), len(self.kinds), TAGS)
        logs = logits - _log_sum(logits)
        return np.split(logs, np.cumsum([len(sentence.words) for sentence in sentences[:-1]]))

    def first(self, sentences: Sequence[Features]) -> Array:
        """Return what the first layer makes of each word of the sentences, alone: (words, units)."""
        parts = [self._words([word.text for word in one.words]) + one.hints @ self._hint_weights for one in sentences]
        return self._activated(np.concatenate(parts))

    def _of_same(self, state: Array, sentences: Sequence[Features]) -> Array:
        """Return what words learn from all places of the same word, their case aside."""
        numbers: dict[str, int] = {}
        groups = [numbers.setdefault(word.text.lower(), len(numbers)) for one in sentences for word in one.words]
        weights, bias, scale, shift = self._same
        means = mean_rows(state, np.array(groups))
        return normal(np.maximum(means @ weights + bias, 0.0), scale, shift)[groups]

    def _activated(self, state: Array) -> Array:
        return normal(np.maximum(state, 0.0, out=state), self._scale, self._shift)

    def _words(self, words: Sequence[str]) -> Array:
        """Return what the words themselves add to the first layer; kept, since texts repeat their words."""
        if len(self._known) > _KEPT:
            self._known.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._known.update(zip(new, self._project(new), strict=True))
        return np.stack([self._known[word] for word in words])

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


def _places(lengths: Sequence[int], gap: int) -> Array:
    """Return where words stand in one long row with gaps around each sentence.

    >>> _places([2, 1], 3).tolist()
    [3, 4, 8]
    """
    starts = gap * np.arange(1, len(lengths) + 1)
    return np.arange(sum(lengths)) + np.repeat(starts, lengths)


def window(state: Array, places: Array, layer: Layer) -> Array:
    """Return the rectified sum of each word's window.

    ``places`` is where each word stands in a row, counted from the reach of the layer at least; places without a word
    count as noughts.
    """
    row = np.zeros((places[-1] + layer.reach + 1, state.shape[1]), dtype=state.dtype)
    row[places] = state
    around = np.concatenate([row[places - layer.reach], state, row[places + layer.reach]], axis=1)
    total: Array = around @ layer.weights.reshape(around.shape[1], -1)
    total += layer.bias
    return np.maximum(total, 0.0, out=total)


def mean_rows(rows: Array, groups: Array) -> Array:
    """Return the mean over the rows of each group; groups are numbered from 0 without holes.

    >>> mean_rows(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0])).ravel().tolist()
    [2.0, 2.0]
    """
    # Rows of a group lie side by side in this order, so that each is summed in one go.
    order = np.argsort(groups, kind="stable")
    counts = np.bincount(groups)
    sums = np.add.reduceat(rows[order], np.concatenate([[0], np.cumsum(counts)[:-1]]), axis=0)
    means: Array = sums / counts[:, None].astype(rows.dtype)
    return means


def normal(values: Array, scale: Array, shift: Array) -> Array:
    """Return rows with mean 0 and variance 1, scaled and shifted by what was learned."""
    centred: Array = values - values.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", centred, centred)[:, None] / values.shape[1]
    centred *= scale / np.sqrt(spread + _SMALL)
    centred += shift
    return centred


def _log_sum(logits: Array) -> Array:
    top = logits.max(axis=-1, keepdims=True)
    total: Array = top + np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))
    return total


@functools.lru_cache(maxsize=4)
def load(path: Path) -> Network:
    """Read the weights of a file; raise `WeightsError` where it is none, or of another version of the tagger."""
    try:
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(bytes(arrays.pop("about")).decode())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(path, f"it cannot be read ({error})") from error
    if about.get("version") != VERSION or about.get("width") != WIDTH:
        raise WeightsError(path, f"it is of version {about.get('version')}, this package reads {VERSION}")
    return Network(arrays, about)


def save(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    described = json.dumps({**about, "version": VERSION, "width": WIDTH}, sort_keys=True).encode()
    write_arrays(path, {**arrays, "about": np.frombuffer(described, dtype=np.uint8)})
