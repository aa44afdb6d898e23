"""Learn which name of an article brings a harm: a network that finds names, and weights that choose among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch

from extractors.risks.lay.names import FACTS, Name, facts_of, find_names
from extractors.risks.lay.words import Article
from extractors.training.lay_examples import Example
from extractors.training.window_net import Lesson, arrays, learn
from extractors.windows import WindowNetwork

Array = np.ndarray[Any, Any]
_HIDDEN = 96
# Epochs, as a share of those that the network for warnings needs.
_SHORTER = 0.75
# What weighs the names must see them as the network finds them in articles that it did not learn from.
_FOLDS = 3
_RIDGE = 1e-3
_STEPS = 100


class Choice(NamedTuple):
    """Hold what is told of each name and a harm, (names, facts), and which of them bring it, (names,)."""

    facts: Array
    right: Array


def learn_names(told: Sequence[Example], epochs: int, seed: int) -> tuple[dict[str, Array], Array]:
    """Return the weights of the network that finds names, and those of the facts that choose among names."""
    lessons = [Lesson(one.article.rows, one.article.groups, *_named(one)) for one in told]
    shorter = max(1, int(_SHORTER * epochs))

    def taught(chosen: Sequence[Lesson]) -> tuple[dict[str, Array], dict[str, Any]]:
        return arrays(learn(chosen, classes=2, hidden=_HIDDEN, epochs=shorter, seed=seed))

    choices: list[Choice] = []
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(lessons) if at % _FOLDS != fold]
        network = WindowNetwork(*taught(rest or lessons))
        for example in told[fold::_FOLDS]:
            choices += _choices(example, network)
    return taught(lessons)[0], weigh(choices)


def _named(example: Example) -> tuple[Array, Array]:
    """Return 1 for each word of all places where the name of an agent stands, in the singular or plural."""
    stems = example.article.stems
    classes = np.zeros(len(stems), dtype=np.int64)
    spans = {span for risk in example.certain for span in risk.agent}
    names = {tuple(stems[example.article.within(*span)]) for span in spans} - {()}
    for name in names:
        for at in range(len(stems) - len(name) + 1):
            if tuple(stems[at : at + len(name)]) == name:
                classes[at : at + len(name)] = 1
    return classes, np.ones(len(stems), dtype=np.float32)


def _choices(example: Example, network: WindowNetwork) -> Iterator[Choice]:
    """Yield the choice of each harm that one of the names brings."""
    article = example.article
    names = find_names(article, example.mentions, network(article.rows, article.groups)[:, 1])
    for risk in example.certain:
        words = article.within(*risk.hazard[0])
        right = [any(_meets(article, name, span) for span in risk.agent) for name in names]
        if any(right) and words.start < words.stop:
            harm = words.start, words.stop - 1
            yield Choice(np.array([facts_of(article, name, harm) for name in names]), np.array(right, dtype=float))


def _meets(article: Article, name: Name, span: tuple[int, int]) -> bool:
    return any(span[0] < article.ends[last] and article.starts[first] < span[1] for first, last in name.places)


def weigh(choices: Sequence[Choice]) -> Array:
    """Return the weights under which the right names of a harm are likeliest among all (conditional logit).

    >>> weigh([Choice(np.array([[1.0, 0.0], [0.0, 0.0]]), np.array([1.0, 0.0]))]).astype(bool).tolist()
    [True, False]
    """
    if not choices:
        return np.zeros(FACTS, np.float32)
    facts = np.concatenate([choice.facts for choice in choices])
    spread = np.where(facts.std(axis=0) > 0, facts.std(axis=0), 1.0)
    rows, right = torch.tensor(facts / spread), torch.tensor(np.concatenate([choice.right for choice in choices]))
    owner = torch.tensor(np.repeat(np.arange(len(choices)), [len(choice.facts) for choice in choices]))
    weights = torch.zeros(facts.shape[1], dtype=rows.dtype, requires_grad=True)
    steps = torch.optim.LBFGS([weights], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> Any:
        steps.zero_grad()
        odds = rows @ weights
        powers = torch.exp(odds - odds.detach().max())
        empty = torch.zeros(len(choices), dtype=rows.dtype)
        shares = empty.index_add(0, owner, powers * right) / empty.index_add(0, owner, powers)
        found = _RIDGE * (weights * weights).sum() - shares.log().mean()
        found.backward()
        return found

    steps.step(loss)
    found: Array = np.round(weights.detach().numpy() / spread, 4).astype(np.float32)
    return found
