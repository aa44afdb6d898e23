"""The network for phrases at run time, in plain numpy: words in their sentence, and in all places of the abstract."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from extractors.errors import WeightsError
from extractors.recognise.phrases.words import Array, Passage, means
from extractors.recognise.tagger.network import Layer, normal, window
from extractors.weights import write_arrays

NONE, INTERVENTION, OUTCOME = range(3)
CLASSES = 3
# Changes whenever features or layers do.
VERSION = 1


class PhraseNetwork:
    """Give every word of an abstract the probability that it belongs to an intervention or an outcome.

    Window layers read the words in one row; then each word sees the mean over all places where the abstract has it, and
    the mean over the abstract: what is given in one place is given in all.
    """

    def __init__(self, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
        single = {name: array.astype(np.float32) for name, array in arrays.items()}
        self._input = [single[f"input{part}"] for part in ("", "_bias", "_scale", "_shift")]
        self._windows = [_layer(single, f"window{at}", reach) for at, reach in enumerate(about["reaches"])]
        self._pool = [single[f"pool{part}"] for part in ("", "_bias", "_scale", "_shift")]
        self._last = _layer(single, "last", 1)
        self._output, self._output_bias = single["output"], single["output_bias"]

    def __call__(self, passage: Passage) -> Array:
        """Return an array (words, CLASSES) of probabilities."""
        state = _dense(passage.rows, *self._input)
        for layer in self._windows:
            state += normal(window(state, layer), layer.scale, layer.shift)
        state += _dense(np.concatenate([state, means(state, passage.groups), _mean(state)], axis=1), *self._pool)
        state += normal(window(state, self._last), self._last.scale, self._last.shift)
        logits = state @ self._output + self._output_bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Array = powers / powers.sum(axis=1, keepdims=True)
        return found


def _dense(rows: Array, weights: Array, bias: Array, scale: Array, shift: Array) -> Array:
    return normal(np.maximum(rows @ weights + bias, 0.0), scale, shift)


def _layer(arrays: Mapping[str, Array], name: str, reach: int) -> Layer:
    return Layer(arrays[name], arrays[f"{name}_bias"], arrays[f"{name}_scale"], arrays[f"{name}_shift"], reach)


def _mean(state: Array) -> Array:
    return np.broadcast_to(state.mean(axis=0), state.shape)


@functools.lru_cache(maxsize=4)
def load(path: Path, tagger: str) -> PhraseNetwork:
    """Read the weights of a file; raise `WeightsError` where it is none, or was learned beside another tagger.

    ``tagger`` is the digest of the tagger's weights (`extractors.recognise.tagger.network.Network.digest`): phrases
    read its first layer.
    """
    try:
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(bytes(arrays.pop("about")).decode())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise WeightsError(path, f"it cannot be read ({error})") from error
    if about.get("version") != VERSION:
        raise WeightsError(path, f"it is of version {about.get('version')}, this package reads {VERSION}")
    if about.get("tagger") != tagger:
        raise WeightsError(path, "it was learned beside another tagger; learn it again: --only phrases")
    return PhraseNetwork(arrays, about)


def save(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write weights so that the same numbers give the same bytes."""
    described = json.dumps({**about, "version": VERSION}, sort_keys=True).encode()
    write_arrays(path, {**arrays, "about": np.frombuffer(described, dtype=np.uint8)}, packed=True)
