"""A small network over the words of a text, in plain numpy: windows that widen, then what a word's group says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
_SMALL = 1e-5


class Layer(NamedTuple):
    """One window layer: words see ``reach`` places to the left and right; weights are (3, in, out)."""

    weights: Array
    bias: Array
    scale: Array
    shift: Array
    reach: int


class WindowNetwork:
    """Give every word of a text the probabilities of its classes.

    Window layers read the words in one row; then each word sees the mean over the words of its group, and that over
    the text. A group may be all places of one word, or a sentence.
    """

    def __init__(self, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
        single = {name: array.astype(np.float32) for name, array in arrays.items()}
        self._input = [single[f"input{part}"] for part in ("", "_bias", "_scale", "_shift")]
        self._windows = [_layer(single, f"window{at}", reach) for at, reach in enumerate(about["reaches"])]
        self._pool = [single[f"pool{part}"] for part in ("", "_bias", "_scale", "_shift")]
        self._last = _layer(single, "last", 1)
        self._output, self._output_bias = single["output"], single["output_bias"]

    def __call__(self, rows: Array, groups: Array) -> Array:
        """Return an array (words, classes) of probabilities; ``rows`` is (words, features), ``groups`` (words,)."""
        state = _dense(rows, *self._input)
        for layer in self._windows:
            state += normal(window(state, layer), layer.scale, layer.shift)
        state += _dense(np.concatenate([state, means(state, groups), _mean(state)], axis=1), *self._pool)
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


def window(state: Array, layer: Layer, apart: Array | slice = slice(0)) -> Array:
    """Return the rectified sum of each word's window; what lies beyond the ends of the row counts as noughts.

    ``apart`` are the words that neither see nor are seen by the word ``reach`` places behind them.
    """
    left, middle, right = layer.weights
    total: Array = state @ middle
    before, behind = state[: -layer.reach] @ left, state[layer.reach :] @ right
    before[apart] = behind[apart] = 0.0
    total[layer.reach :] += before
    total[: -layer.reach] += behind
    total += layer.bias
    return np.maximum(total, 0.0, out=total)


def normal(values: Array, scale: Array, shift: Array) -> Array:
    """Bring rows, in place, to mean 0 and variance 1, scaled and shifted by what was learned; return them."""
    size = values.shape[1]
    values -= values @ np.full((size, 1), 1 / size, values.dtype)
    values *= (1 / np.sqrt(np.einsum("ij,ij->i", values, values) / size + _SMALL))[:, None]
    values *= scale
    values += shift
    return values


def means(rows: Array, groups: Array) -> Array:
    """Return for each row the mean over the rows of its group.

    >>> means(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0])).ravel().tolist()
    [2.0, 2.0, 2.0]
    """
    # Rows of a group lie side by side in this order, so that each is summed in one go.
    order = np.argsort(groups, kind="stable")
    counts = np.bincount(groups)
    sums = np.add.reduceat(rows[order], np.concatenate([[0], np.cumsum(counts)[:-1]]), axis=0)
    found: Array = (sums / counts[:, None].astype(rows.dtype))[groups]
    return found
