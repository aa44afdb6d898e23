"""The training loop of the tagger."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Collection, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.recognise.tagger.features import Array
from extractors.recognise.tagger.network import TAGS
from extractors.training.batch import batch
from extractors.training.lessons import Lesson, grouped, plan, runs
from extractors.training.net import Net
from extractors.training.vectors import Vectors

_log = logging.getLogger(__name__)

RATE, _LATER_RATE = 3e-3, 2e-3
_DECAY = 0.01
_WARM_UP = 200
_CLIP = 1.0
# How much the teachers count where a corpus says what is right.
_BESIDE_GOLD = 0.5
# Words at a time where nothing is learned.
_READ = 6000


def learn(
    found: Sequence[Lesson],
    vectors: Vectors,
    *,
    epochs: int,
    seed: int,
    threads: int = 1,
    without: Collection[str] = (),
    start: Net | None = None,
) -> Net:
    """Return a network trained on the lessons; the running mean of its weights over the last steps.

    ``without`` names corpora of `CORPORA` that have no lessons. ``start`` lends the weights to begin with, which are
    then changed in smaller steps. The same lessons, seed and number of threads give the
    same weights.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    torch.use_deterministic_algorithms(True)
    net = Net(vectors.rows, without)
    if start is not None:
        net.load_state_dict(start.state_dict())
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    mean = _Mean(learned)
    rate = RATE if start is None else _LATER_RATE
    optimiser = torch.optim.AdamW(learned, lr=rate, weight_decay=_DECAY, betas=(0.9, 0.99), fused=True)
    pieces = runs(found)
    epoch_plans = [plan(pieces, chance) for _ in range(epochs)]
    steps = sum(map(len, epoch_plans))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    net.train()
    for epoch, groups in enumerate(epoch_plans, 1):
        total = 0.0
        for group in groups:
            loss = _loss(net, sorted(group, key=lambda one: one.number))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, _CLIP)
            optimiser.step()
            schedule.step()
            mean.add(learned)
            total += loss.item()
        _log.info("epoch %d of %d: loss %.4f", epoch, epochs, total / len(groups))
    mean.put(learned)
    return net.eval()


def taught(found: Sequence[Lesson], teachers: Sequence[Net]) -> list[Lesson]:
    """Return the lessons with the mean of the probabilities that the teachers give, each corpus read by its habits."""
    said = zip(*(_read(found, net) for net in teachers), strict=True)
    means = (np.mean(each, axis=0).astype(np.float16) for each in said)
    return [one._replace(taught=mean) for one, mean in zip(found, means, strict=True)]


def _read(found: Sequence[Lesson], net: Net) -> Iterator[Array]:
    for group in _alike(found):
        read = functional.softmax(net(batch(group)).detach(), -1).numpy()
        yield from np.split(read, np.cumsum([len(one.rows) for one in group])[:-1])


def _alike(found: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    """Yield the lessons in their order in groups that `batch` takes."""
    for group in grouped(found, _READ):
        first = 0
        for at in range(1, len(group) + 1):
            if at == len(group) or group[at].number != group[first].number:
                yield group[first:at]
                first = at


def _rate(step: int, steps: int) -> float:
    """Return the share of the full rate: a short warm-up, then half a cosine down to a fiftieth."""
    return min(1.0, (step + 1) / _WARM_UP) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * step / steps))


class _Mean:
    """The exponential mean of a network's weights, quick at first; it looks at every fourth step."""

    _EVERY = 4

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self._values = [value.detach().clone() for value in weights]
        self._steps = 0

    def add(self, weights: Sequence[Tensor]) -> None:
        self._steps += 1
        if self._steps % self._EVERY == 0:
            keep = min(0.999, self._steps / (self._steps + 50)) ** self._EVERY
            torch._foreach_mul_(self._values, keep)
            torch._foreach_add_(self._values, [value.detach() for value in weights], alpha=1 - keep)

    def put(self, weights: Sequence[Tensor]) -> None:
        """Give the weights their means."""
        with torch.no_grad():
            for value, mean in zip(weights, self._values, strict=True):
                value.copy_(mean)


def _loss(net: Net, group: Sequence[Lesson]) -> Tensor:
    """Return the summed cross entropy, a word, of what corpora mark and of what teachers say.

    Where both speak each has its share; where a corpus does not mark a label its teachers alone count.
    """
    logs = functional.log_softmax(net(batch(group)), -1)
    tags = torch.from_numpy(np.concatenate([one.tags for one in group])).long()
    marked = torch.from_numpy(np.concatenate([one.marked for one in group])).float()
    said = torch.from_numpy(np.concatenate([_said(one) for one in group])).float()
    heard = said.sum(-1)
    by_gold = -logs.gather(-1, tags[..., None])[..., 0] * marked * (1 - _BESIDE_GOLD * heard)
    by_teachers = -(said * logs).sum(-1) * (1 - (1 - _BESIDE_GOLD) * marked)
    return (by_gold + by_teachers).sum() / len(tags)


def _said(one: Lesson) -> Array:
    """Return what teachers say, noughts where there are none."""
    return np.zeros((*one.tags.shape, TAGS), dtype=np.float16) if one.taught is None else one.taught
