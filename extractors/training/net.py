"""The tagger's network for training, in torch; at run time `extractors.recognise.tagger.network` computes the same."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.recognise.tagger.features import WIDTH
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import PREFIXES, SHAPES, SUFFIXES
from extractors.training.batch import Batch
from extractors.training.corpora import CORPORA, LABELS

HIDDEN = 160
REACHES = (1, 2, 4, 1, 1)
# Before this window layer words see the mean over all places of the same word in the paper.
SAME_BEFORE = 3
DROP = 0.3
_OWN = 24
_FORMS = (("prefix", PREFIXES, 32), ("suffix2", SUFFIXES, 32), ("suffix3", SUFFIXES, 32), ("suffix4", SUFFIXES, 32),
          ("shape", SHAPES, 24))  # fmt: skip
# How often an input is hidden in training, so that names are not learned by heart and no source is relied on alone.
_HIDE_WORD, _HIDE_OWN, _HIDE_HINT = 0.1, 0.15, 0.1
# How often a corpus's own habits are left out, so that what the corpora share carries most.
_HIDE_HABIT = 0.2


class Net(nn.Module):
    """Read sentences with window layers; give logits (words, labels, TAGS).

    Corpora mark the same kind by different rules ("patients" is a species to some). Each has a correction of its own on
    top of the shared output for the labels that it marks, which takes up its habits; what is exported is the shared
    output with the mean of the corrections of the corpora that mark a label. What a corpus does not mark is read in
    that way too, and so is text of none.
    """

    def __init__(self, vectors: np.ndarray[Any, Any], without: Collection[str] = ()) -> None:
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=True)
        self.own = _table(len(vectors), _OWN, 0.1)
        self.forms = nn.ModuleList(_table(size, width, 0.3) for _, size, width in _FORMS)
        width = vectors.shape[1] + _OWN + sum(width for *_, width in _FORMS) + WIDTH
        self.input, self.input_norm = nn.Linear(width, HIDDEN), nn.LayerNorm(HIDDEN)
        self.windows = nn.ModuleList(nn.Linear(3 * HIDDEN, HIDDEN) for _ in REACHES)
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in REACHES)
        self.same, self.same_norm = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN)
        self.output = nn.Linear(HIDDEN, len(LABELS) * TAGS)
        self.habits = nn.Parameter(torch.zeros(len(CORPORA), len(LABELS) * TAGS, HIDDEN))
        self.habit_biases = nn.Parameter(torch.zeros(len(CORPORA), len(LABELS) * TAGS))
        self.register_buffer("mix", _mix(without), persistent=False)

    def forward(self, batch: Batch) -> Tensor:
        """Return logits (words, labels, TAGS) for the words of the batch, without its gaps."""
        # Half the bits for the products: training takes two thirds of the time.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            state = self._first(batch) * batch.inside
            for at, (window, norm, reach) in enumerate(zip(self.windows, self.norms, REACHES, strict=True)):
                if at == SAME_BEFORE:
                    state = (state + self._same(state, batch)) * batch.inside
                around = torch.cat([_shift(state, reach), state, _shift(state, -reach)], -1)
                state = (state + self._drop(norm(functional.relu(window(around))).float())) * batch.inside
            shared = self.output(state).float()
        logits = (shared + self._habit(state, batch))[batch.places]
        shaped: Tensor = logits.view(-1, len(LABELS), TAGS)
        return shaped

    def corrections(self) -> tuple[Tensor, Tensor]:
        """Return weights and biases that each corpus adds to the shared output, last those of text of no corpus."""
        wide = self.mix.repeat_interleave(TAGS, dim=-1)
        weights = torch.einsum("nco,coh->noh", wide, self.habits)
        return weights, torch.einsum("nco,co->no", wide, self.habit_biases)

    def _first(self, batch: Batch) -> Tensor:
        vectors, own, hints = self.vectors(batch.rows[:, 0]), self.own(batch.rows[:, 0]), batch.hints
        if self.training:
            vectors = self._drop(vectors * (torch.rand(len(vectors), 1) > _HIDE_WORD), DROP / 2)
            own = own * (torch.rand(len(own), 1) > _HIDE_OWN)
            seen = torch.rand(int(batch.sentences[-1]) + 1, WIDTH) > _HIDE_HINT
            hints = hints * seen[batch.sentences]
        tables = [self._drop(table(batch.rows[:, at])) for at, table in enumerate(self.forms, 1)]
        joined = torch.cat([vectors, own, *tables, hints], -1)
        return self._drop(self.input_norm(functional.relu(self.input(joined))).float())

    def _same(self, state: Tensor, batch: Batch) -> Tensor:
        """Return for each place what the mean of its word over the paper adds."""
        size = int(batch.groups.max()) + 1
        sums = torch.zeros(size, HIDDEN).index_add(0, batch.groups, state)
        counts = torch.zeros(size, 1).index_add(0, batch.groups, torch.ones(len(state), 1))
        means = sums / counts.clamp(min=1)
        return self._drop(self.same_norm(functional.relu(self.same(means))).float())[batch.groups]

    def _habit(self, state: Tensor, batch: Batch) -> Tensor:
        """Return the corrections of each sentence by its corpus; now and then in training a sentence has none."""
        weights, biases = self.corrections()
        parts = [functional.linear(state[first:last], weights[at], biases[at]) for at, first, last in batch.corpora]
        found = torch.cat(parts)
        if self.training:
            kept = torch.rand(int(batch.sentences[-1]) + 1, 1) >= _HIDE_HABIT
            found = found * kept[batch.sentences]
        return found

    def _drop(self, values: Tensor, share: float = DROP) -> Tensor:
        """Drop values out, by one byte of chance each: torch's own dropout takes many times as long on a processor."""
        if not self.training:
            return values
        size, kept = values.numel(), round(256 * (1 - share))
        chance = torch.empty(-(-size // 8), dtype=torch.long).random_(-(2**63), None).view(torch.uint8)
        return values * (chance[:size].view(values.shape) < kept).float().mul_(256 / kept)


def _mix(without: Collection[str]) -> Tensor:
    """Return what part each corpus's correction has (corpora and none, corpora, labels)."""
    taught = [one.labels if one.name not in without else () for one in CORPORA]
    marks = torch.tensor([[float(label in labels) for label in LABELS] for labels in taught])
    mean = (marks / marks.sum(0).clamp(min=1)).expand(len(CORPORA) + 1, -1, -1)
    own = torch.cat([torch.diag_embed(marks.T).permute(1, 2, 0), torch.zeros(1, *marks.shape)])
    return torch.where(torch.cat([marks, torch.zeros(1, len(LABELS))])[:, None] > 0, own, mean)


def _table(rows: int, width: int, spread: float) -> nn.Embedding:
    table = nn.Embedding(rows, width)
    nn.init.normal_(table.weight, std=spread)
    return table


def _shift(state: Tensor, by: int) -> Tensor:
    """Return the state moved along the words, noughts where nothing comes in."""
    if by > 0:
        return functional.pad(state, (0, 0, by, 0))[:-by]
    return functional.pad(state, (0, 0, 0, -by))[-by:]


def arrays(net: Net) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights under the names that the run time reads.

    The output is that for text of no corpus. Tables are stored in half precision, vectors as bytes with one scale a
    column.
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
    found["same"], found["same_bias"] = state["same.weight"].T, state["same.bias"]
    found["same_scale"], found["same_shift"] = state["same_norm.weight"], state["same_norm.bias"]
    weights, biases = (correction[-1].detach().numpy() for correction in net.corrections())
    found["output"], found["output_bias"] = (state["output.weight"] + weights).T, state["output.bias"] + biases
    return {name: _half(name, array) for name, array in found.items()}


def _half(name: str, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return array if array.dtype == np.int8 or name == "vector_scale" else array.astype(np.float16)
