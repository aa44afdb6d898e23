"""Learn warnings of articles for everybody: ``python -m extractors.training.lay --weights DIR --out DIR``.

Learns from the articles of `benchmarks/gold/lay-train.jsonl`, which were written and marked for this: a network that
finds the words of warnings, one that finds the names of what brings harm, and weights that choose among the names.
"""

from __future__ import annotations

import argparse
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extractors.risks.lay import everyday
from extractors.risks.lay.model import CLASSES, FILE, KINDS, save
from extractors.training.lay_examples import Example, examples
from extractors.weights import PACKAGED

Array = np.ndarray[Any, Any]
GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold" / "lay-train.jsonl"
# What the gold standard calls the kinds, in the order of the model's.
_NAMES = ("harm", "limit", "contraindication", "interaction", "delay of care", "overclaiming")
_CLASSES = {name: at for at, name in enumerate(_NAMES, 1)}
LEAST = dict(zip((kind.value for kind in KINDS), (0.5, 0.55, 0.6, 0.45, 0.5, 0.6), strict=True))
"""What the likeliest word of a warning must reach by its kind, chosen on a third of the articles held back."""
_HIDDEN = 128
_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; without the articles nothing is written. See ``--help``."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if not options.gold.is_file():
        _log.info("no marked articles at %s: nothing to learn", options.gold)
        return
    from extractors.training.lay_names import learn_names
    from extractors.training.window_net import Lesson, arrays, learn

    vectors = options.weights / everyday.FILE
    vectors = vectors if vectors.exists() else PACKAGED / everyday.FILE
    told = list(examples(options.gold, options.weights, everyday.load(vectors), options.papers))
    lessons = [Lesson(one.article.rows, one.article.numbers, *labels(one)) for one in told]
    _log.info("%d articles", len(lessons))
    net = learn(lessons, classes=CLASSES, hidden=_HIDDEN, epochs=options.epochs, seed=options.seed)
    names, facts = learn_names(told, options.epochs, options.seed)
    network, about = arrays(net)
    options.out.mkdir(parents=True, exist_ok=True)
    save(options.out / FILE, network, names, facts, {**about, "least": LEAST, "articles": len(lessons)})
    if vectors.resolve() != (options.out / everyday.FILE).resolve():
        shutil.copyfile(vectors, options.out / everyday.FILE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.lay", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder with the tagger's weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--gold", type=Path, default=GOLD, help="marked articles, by default those of benchmarks/gold")
    parser.add_argument("--papers", type=int, help="only so many articles")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def labels(example: Example) -> tuple[Array, Array]:
    """Return the class of each word and how much it counts: what one may mark or not does not."""
    article = example.article
    classes = np.zeros(len(article.words), dtype=np.int64)
    weights = np.ones(len(article.words), dtype=np.float32)
    risks = sorted((risk for one in example.gold for risk in one.risks), key=lambda risk: not risk.optional)
    for risk in risks:
        inside = article.within(*risk.hazard[0])
        if risk.optional:
            weights[inside] = 0.0
        else:
            classes[inside], weights[inside] = _CLASSES[risk.kind], 1.0
    return classes, weights


if __name__ == "__main__":
    main()
