"""The tagger's network for training, in torch; at run time `extractors.recognise.tagger.network` computes the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.recognise.tagger.features import WIDTH
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import PREFIXES, SHAPES, SUFFIXES
from extractors.training.corpora import CORPORA, LABELS

HIDDEN = 160
REACHES = (1, 2, 4, 1, 1)
DROP = 0.3
_OWN = 24
_FORMS = (("prefix", PREFIXES, 32), ("suffix2", SUFFIXES, 32), ("suffix3", SUFFIXES, 32), ("suffix4", SUFFIXES, 32),
          ("shape", SHAPES, 24))  # fmt: skip
# How often an input is hidden in training, so that names are not learned by heart and no source is relied on alone.
_HIDE_WORD, _HIDE_OWN, _HIDE_HINT = 0.1, 0.15, 0.1
# How often a corpus's own habits are left out, so that what the corpora share carries most.
_HIDE_HABIT = 0.2


class Net(nn.Module):
    """Read sentences with window layers; give logits (sentences, words, labels, TAGS).

    Corpora mark the same kind by different rules ("patients" is a species to some). Each has a correction of its own on
    top of the shared output, which takes up its habits; what is exported is the shared output with the mean of the
    corrections of chosen corpora.
    """

    def __init__(self, vectors: np.ndarray[Any, Any]) -> None:
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=True)
        self.own = _table(len(vectors), _OWN, 0.1)
        self.forms = nn.ModuleList(_table(size, width, 0.3) for _, size, width in _FORMS)
        width = vectors.shape[1] + _OWN + sum(width for *_, width in _FORMS) + WIDTH
        self.input, self.input_norm = nn.Linear(width, HIDDEN), nn.LayerNorm(HIDDEN)
        self.windows = nn.ModuleList(nn.Linear(3 * HIDDEN, HIDDEN) for _ in REACHES)
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in REACHES)
        self.output = nn.Linear(HIDDEN, len(LABELS) * TAGS)
        self.habits = nn.Parameter(torch.zeros(len(CORPORA), len(LABELS) * TAGS, HIDDEN))
        self.habit_biases = nn.Parameter(torch.zeros(len(CORPORA), len(LABELS) * TAGS))

    def forward(self, words: Tensor, forms: Tensor, hints: Tensor, inside: Tensor, corpora: Tensor) -> Tensor:
        """Return logits for s sentences of w words.

        ``words`` is (s, w) rows, ``forms`` (s, w, 5), ``hints`` (s, w, WIDTH), ``inside`` (s, w, 1) with 0 behind the
        end of a sentence, ``corpora`` (s) numbers of `CORPORA`, -1 for none.
        """
        state = self._first(words, forms, hints) * inside
        for window, norm, reach in zip(self.windows, self.norms, REACHES, strict=True):
            around = torch.cat([_shift(state, reach), state, _shift(state, -reach)], -1)
            state = (state + self._drop(norm(functional.relu(window(around))))) * inside
        logits = self.output(state) + self._habit(state, corpora)
        shaped: Tensor = logits.view(*words.shape, len(LABELS), TAGS)
        return shaped

    def _first(self, words: Tensor, forms: Tensor, hints: Tensor) -> Tensor:
        shape = (*words.shape, 1)
        vectors, own = self.vectors(words), self.own(words)
        if self.training:
            vectors = vectors * (torch.rand(shape) > _HIDE_WORD)
            own = own * (torch.rand(shape) > _HIDE_OWN)
            hints = hints * (torch.rand(len(words), 1, WIDTH) > _HIDE_HINT)
        tables = [self._drop(table(forms[..., at])) for at, table in enumerate(self.forms)]
        joined = torch.cat([functional.dropout(vectors, DROP / 2, self.training), own, *tables, hints], -1)
        return self._drop(self.input_norm(functional.relu(self.input(joined))))

    def _habit(self, state: Tensor, corpora: Tensor) -> Tensor:
        """Return each sentence's corrections by its corpus; nothing for corpus -1, and now and then in training."""
        if self.training:
            corpora = torch.where(torch.rand(len(corpora)) < _HIDE_HABIT, -1, corpora)
        known = (corpora >= 0).float()[:, None]
        biases = (self.habit_biases[corpora] * known).unsqueeze(1)
        return torch.baddbmm(biases, state, (self.habits[corpora] * known.unsqueeze(1)).transpose(1, 2))

    def _drop(self, values: Tensor) -> Tensor:
        return functional.dropout(values, DROP, self.training)


def _table(rows: int, width: int, spread: float) -> nn.Embedding:
    table = nn.Embedding(rows, width)
    nn.init.normal_(table.weight, std=spread)
    return table


def _shift(state: Tensor, by: int) -> Tensor:
    """Return the state moved along the words, noughts where nothing comes in."""
    length = state.shape[1]
    if by > 0:
        return functional.pad(state, (0, 0, by, 0))[:, :length]
    return functional.pad(state, (0, 0, 0, -by))[:, -by:]


def arrays(net: Net, habits: Mapping[str, Sequence[str]]) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights under the names that the run time reads.

    ``habits`` maps a label to the corpora whose mean correction it gets. Tables are stored in half precision, vectors
    as bytes with one scale a column.
    """
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    vectors = state["vectors.weight"]
    scale = np.maximum(np.abs(vectors).max(axis=0), 1e-6) / 127
    found = {
        "vectors": np.round(vectors / scale).astype(np.int8),
        "vector_scale": scale.astype(np.float32),
        "own": state["own.weight"],
        "input": state["input.weight"].T,
        "input_bias": state["input.bias"],
        "input_scale": state["input_norm.weight"],
        "input_shift": state["input_norm.bias"],
    }
    for at, (name, *_) in enumerate(_FORMS):
        found[name] = state[f"forms.{at}.weight"]
    for at in range(len(REACHES)):
        found[f"w{at}"] = state[f"windows.{at}.weight"].T.reshape(3, HIDDEN, HIDDEN)
        found[f"b{at}"] = state[f"windows.{at}.bias"]
        found[f"scale{at}"], found[f"shift{at}"] = state[f"norms.{at}.weight"], state[f"norms.{at}.bias"]
    weight, bias = _with_habits(state, habits)
    found["output"], found["output_bias"] = weight.T, bias
    return {name: _half(name, array) for name, array in found.items()}


def _with_habits(state: Mapping[str, Any], habits: Mapping[str, Sequence[str]]) -> tuple[Any, Any]:
    weight, bias = state["output.weight"].copy(), state["output.bias"].copy()
    names = [corpus.name for corpus in CORPORA]
    for at, label in enumerate(LABELS):
        rows = slice(at * TAGS, (at + 1) * TAGS)
        chosen = [names.index(name) for name in habits.get(label, ())]
        if chosen:
            weight[rows] += state["habits"][chosen][:, rows].mean(axis=0)
            bias[rows] += state["habit_biases"][chosen][:, rows].mean(axis=0)
    return weight, bias


def _half(name: str, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return array if array.dtype == np.int8 or name == "vector_scale" else array.astype(np.float16)
