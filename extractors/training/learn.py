"""The training loop of the tagger."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.recognise.tagger.features import WIDTH
from extractors.recognise.tagger.network import TAGS
from extractors.recognise.tagger.words import FORMS, folded, forms
from extractors.training.corpora import LABELS
from extractors.training.examples import Example
from extractors.training.net import Net
from extractors.training.vectors import Vectors

_log = logging.getLogger(__name__)

RATE = 3e-3
_DECAY = 0.01
_WARM_UP = 200
_BATCH = 2500
_CLIP = 1.0
# Full papers are many words of few labels: each epoch sees this share of their sentences.
_SHARE_OF_FULL_TEXTS = 0.35


def learn(found: Sequence[Example], vectors: Vectors, *, epochs: int, seed: int, threads: int = 1) -> Net:
    """Return a network trained on the examples; the running mean of its weights over the last steps.

    The same examples, seed and number of threads give the same weights.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    torch.use_deterministic_algorithms(True)
    net = Net(vectors.rows)
    rows = {word: row for row, word in enumerate(vectors.words, 1)}
    words = [
        np.array([(rows.get(folded(word.text), 0), *forms(word.text)) for word in one.features.words]) for one in found
    ]
    mean = _Mean(net)
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=_DECAY, betas=(0.9, 0.99))
    plan = [_batches(found, _sample(found, chance), chance) for _ in range(epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    net.train()
    for epoch, batches in enumerate(plan, 1):
        total = 0.0
        for batch in batches:
            loss = _loss(net, [found[at] for at in batch], [words[at] for at in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, _CLIP)
            optimiser.step()
            schedule.step()
            mean.add(net)
            total += loss.item()
        _log.info("epoch %d of %d: loss %.4f", epoch, epochs, total / len(batches))
    net.load_state_dict(mean.state)
    return net.eval()


def _rate(step: int, steps: int) -> float:
    """Return the share of the full rate: a short warm-up, then half a cosine down to a fiftieth."""
    return min(1.0, (step + 1) / _WARM_UP) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * step / steps))


class _Mean:
    """The exponential mean of a network's weights, quick at first."""

    def __init__(self, net: Net) -> None:
        self.state = {name: value.clone() for name, value in net.state_dict().items()}
        self._steps = 0

    def add(self, net: Net) -> None:
        self._steps += 1
        keep = min(0.999, self._steps / (self._steps + 50))
        for name, value in net.named_parameters():
            if value.requires_grad:
                self.state[name].mul_(keep).add_(value.detach(), alpha=1 - keep)


def _sample(found: Sequence[Example], chance: random.Random) -> list[int]:
    full = [at for at, one in enumerate(found) if one.corpus.full_text]
    rest = [at for at, one in enumerate(found) if not one.corpus.full_text]
    return rest + chance.sample(full, int(len(full) * _SHARE_OF_FULL_TEXTS))


def _batches(found: Sequence[Example], chosen: Iterable[int], chance: random.Random) -> list[list[int]]:
    """Return groups of sentences of about one length, each of some thousand words, in random order."""
    order = sorted(chosen, key=lambda at: len(found[at].features.words) + 6 * chance.random())
    groups: list[list[int]] = [[]]
    longest = 0
    for at in order:
        longest = max(longest, len(found[at].features.words))
        if groups[-1] and longest * (len(groups[-1]) + 1) > _BATCH:
            groups.append([])
            longest = len(found[at].features.words)
        groups[-1].append(at)
    chance.shuffle(groups)
    return groups


def _loss(net: Net, batch: Sequence[Example], words: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> Tensor:
    """Return the summed cross entropy of the labels that each corpus marks, a word."""
    shape = (len(batch), max(map(len, words)))
    rows = torch.zeros((*shape, 1 + FORMS), dtype=torch.long)
    hints, inside = torch.zeros((*shape, WIDTH)), torch.zeros((*shape, 1))
    tags, counted = torch.zeros((*shape, len(LABELS)), dtype=torch.long), torch.zeros((*shape, len(LABELS)))
    for at, (one, row) in enumerate(zip(batch, words, strict=True)):
        length = len(row)
        rows[at, :length], inside[at, :length] = torch.from_numpy(row), 1.0
        hints[at, :length] = torch.from_numpy(one.features.hints)
        tags[at, :length], counted[at, :length] = torch.from_numpy(one.tags), torch.from_numpy(one.marked).float()
    corpora = torch.tensor([one.number for one in batch])
    logits = net(rows[..., 0], rows[..., 1:], hints, inside, corpora)
    losses = functional.cross_entropy(logits.reshape(-1, TAGS), tags.reshape(-1), reduction="none")
    return (losses * counted.reshape(-1)).sum() / inside.sum()
