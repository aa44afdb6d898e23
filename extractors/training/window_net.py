"""The window network in torch, and its training loop; `extractors.windows.WindowNetwork` computes the same."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_log = logging.getLogger(__name__)
HIDDEN = 96
REACHES = (1, 2, 4)
_DROP, _DROP_INPUT = 0.3, 0.15
_RATE, _DECAY, _CLIP = 2e-3, 0.02, 1.0
_WARM_UP, _BATCH = 50, 8
# Longer texts are cut.
_WORDS = 520


class Lesson(NamedTuple):
    """Hold the words of a text: ``rows`` (words, features), and of each its group, class and how much it counts."""

    rows: np.ndarray[Any, Any]
    groups: np.ndarray[Any, Any]
    classes: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]


class WindowNet(nn.Module):
    """Read texts; give logits (texts, words, classes)."""

    def __init__(self, width: int, classes: int, hidden: int) -> None:
        super().__init__()
        self.input, self.input_norm = nn.Linear(width, hidden), nn.LayerNorm(hidden)
        self.windows = nn.ModuleList(nn.Linear(3 * hidden, hidden) for _ in REACHES)
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in REACHES)
        self.pool, self.pool_norm = nn.Linear(3 * hidden, hidden), nn.LayerNorm(hidden)
        self.last, self.last_norm = nn.Linear(3 * hidden, hidden), nn.LayerNorm(hidden)
        self.output = nn.Linear(hidden, classes)

    def forward(self, rows: Tensor, groups: Tensor, inside: Tensor) -> Tensor:
        """Return logits; ``rows`` is (t, w, features), ``groups`` (t, w), ``inside`` (t, w, 1): 0 behind the end."""
        rows = functional.dropout(rows, _DROP_INPUT, self.training)
        state = self._drop(self.input_norm(functional.relu(self.input(rows)))) * inside
        for layer, norm, reach in zip(self.windows, self.norms, REACHES, strict=True):
            state = (state + self._window(state, layer, norm, reach)) * inside
        around = torch.cat([state, _means(state, groups, inside), _mean(state, inside)], -1)
        state = (state + self._drop(self.pool_norm(functional.relu(self.pool(around))))) * inside
        state = state + self._window(state, self.last, self.last_norm, 1)
        found: Tensor = self.output(state)
        return found

    def _window(self, state: Tensor, layer: nn.Module, norm: nn.Module, reach: int) -> Tensor:
        length = state.shape[1]
        left = functional.pad(state, (0, 0, reach, 0))[:, :length]
        right = functional.pad(state, (0, 0, 0, reach))[:, reach:]
        return self._drop(norm(functional.relu(layer(torch.cat([left, state, right], -1)))))

    def _drop(self, values: Tensor) -> Tensor:
        return functional.dropout(values, _DROP, self.training)


def _means(state: Tensor, groups: Tensor, inside: Tensor) -> Tensor:
    texts, _, width = state.shape
    size = int(groups.max()) + 1
    places = groups[..., None]
    sums = torch.zeros(texts, size, width).scatter_add(1, places.expand(-1, -1, width), state)
    counts = torch.zeros(texts, size, 1).scatter_add(1, places, inside)
    return torch.gather(sums / counts.clamp(min=1), 1, places.expand(-1, -1, width))


def _mean(state: Tensor, inside: Tensor) -> Tensor:
    return (state.sum(1, keepdim=True) / inside.sum(1, keepdim=True)).expand(-1, state.shape[1], -1)


def learn(
    found: Sequence[Lesson], *, classes: int, epochs: int, seed: int, hidden: int = HIDDEN, threads: int = 1
) -> WindowNet:
    """Return a network trained on texts; the same ones, seed and number of threads give the same weights."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = WindowNet(found[0].rows.shape[1], classes, hidden)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    plan = [_batches(found, chance) for _ in range(epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, steps))
    net.train()
    for epoch, batches in enumerate(plan, 1):
        total = 0.0
        for batch in batches:
            loss = _loss(net, [found[at] for at in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), _CLIP)
            optimiser.step()
            schedule.step()
            total += loss.item()
        _log.info("epoch %d of %d: loss %.4f", epoch, epochs, total / len(batches))
    return net.eval()


def _pace(step: int, steps: int) -> float:
    """Return the share of the full rate: a short warm-up, then half a cosine down to a fiftieth."""
    return min(1.0, (step + 1) / _WARM_UP) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * step / steps))


def _batches(found: Sequence[Lesson], chance: random.Random) -> list[list[int]]:
    """Return groups of texts of about one length, in random order."""
    order = sorted(range(len(found)), key=lambda at: len(found[at].rows) + 100 * chance.random())
    groups = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    chance.shuffle(groups)
    return groups


def _loss(net: WindowNet, batch: Sequence[Lesson]) -> Tensor:
    longest = min(_WORDS, max(len(one.rows) for one in batch))
    width = batch[0].rows.shape[1]
    rows, inside = torch.zeros(len(batch), longest, width), torch.zeros(len(batch), longest, 1)
    groups = torch.zeros(len(batch), longest, dtype=torch.long)
    classes, weights = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
    for at, one in enumerate(batch):
        size = min(longest, len(one.rows))
        rows[at, :size], inside[at, :size] = torch.from_numpy(one.rows[:size]), 1.0
        groups[at] = longest  # words behind the end are a group of their own
        groups[at, :size] = torch.from_numpy(one.groups[:size])
        classes[at, :size] = torch.from_numpy(one.classes[:size])
        weights[at, :size] = torch.from_numpy(one.weights[:size])
    logits = net(rows, groups, inside)
    losses = functional.cross_entropy(logits.flatten(0, 1), classes.reshape(-1), reduction="none")
    return (losses * weights.reshape(-1)).sum() / weights.sum()


def arrays(net: WindowNet) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, Any]]:
    """Return the weights under the names that the run time reads, in half precision, and what describes them."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    found = {}
    layers = [("input", "input", "input_norm"), ("pool", "pool", "pool_norm"), ("last", "last", "last_norm")]
    layers += [(f"window{at}", f"windows.{at}", f"norms.{at}") for at in range(len(REACHES))]
    for name, layer, norm in layers:
        weights = state[f"{layer}.weight"].T
        found[name] = weights if name in ("input", "pool") else weights.reshape(3, -1, weights.shape[1])
        found[f"{name}_bias"] = state[f"{layer}.bias"]
        found[f"{name}_scale"], found[f"{name}_shift"] = state[f"{norm}.weight"], state[f"{norm}.bias"]
    found["output"], found["output_bias"] = state["output.weight"].T, state["output.bias"]
    return {name: array.astype(np.float16) for name, array in found.items()}, {"reaches": REACHES}
