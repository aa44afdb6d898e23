"""Learn warnings of articles for everybody: ``python -m extractors.training.lay --weights DIR --out DIR``.

Learns from the articles of `benchmarks/gold/lay-train.jsonl`, which were written and marked for this.
"""

from __future__ import annotations

import argparse
import logging
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from extractors.evaluate.tasks.risk import Expected, Gold, read
from extractors.pipeline import Extraction, Pipeline
from extractors.risks.lay import everyday
from extractors.risks.lay.model import AGENT, CLASSES, FILE, KINDS, save
from extractors.risks.lay.words import Article, describe
from extractors.stages import STAGES, WITH_WEIGHTS, default_registry
from extractors.weights import PACKAGED

GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold" / "lay-train.jsonl"
# The stages whose mentions the network is told.
_BEFORE = tuple(STAGES)[: tuple(STAGES).index("links.lexicon.v1")]
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
    from extractors.training.window_net import Lesson, arrays, learn

    vectors = options.weights / everyday.FILE
    vectors = vectors if vectors.exists() else PACKAGED / everyday.FILE
    told = list(examples(options.gold, options.weights, everyday.load(vectors), options.papers))
    lessons = [Lesson(article.rows, article.numbers, *labels(article, gold)) for article, gold in told]
    _log.info("%d articles", len(lessons))
    net = learn(lessons, classes=CLASSES, hidden=_HIDDEN, epochs=options.epochs, seed=options.seed)
    found, about = arrays(net)
    options.out.mkdir(parents=True, exist_ok=True)
    save(options.out / FILE, found, {**about, "least": LEAST, "articles": len(lessons)})
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


def examples(
    gold: Path, weights: Path, vectors: everyday.Everyday, papers: int | None = None
) -> Iterator[tuple[Article, Sequence[Gold]]]:
    """Yield the articles as the network sees them, each with its marked sentences."""
    options: dict[str, dict[str, object]] = {name: {} for name in _BEFORE}
    options |= {name: {"weights": weights} for name in _BEFORE if name in WITH_WEIGHTS}
    pipeline = Pipeline.from_names(default_registry(), _BEFORE, options)
    for case in islice(read(gold, None), papers):
        found = pipeline.run_one(case.document)
        article = describe(found, vectors) if isinstance(found, Extraction) else None
        if article is not None:
            yield article, case.gold


def labels(article: Article, gold: Sequence[Gold]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the class of each word and how much it counts: what one may mark or not does not."""
    classes = np.zeros(len(article.words), dtype=np.int64)
    weights = np.ones(len(article.words), dtype=np.float32)
    risks = sorted((risk for one in gold for risk in one.risks), key=lambda risk: not risk.optional)
    for risk in risks:
        inside = _words(article, *risk.hazard[0])
        if risk.optional:
            weights[inside] = 0.0
        else:
            classes[inside], weights[inside] = _CLASSES[risk.kind], 1.0
    for place in _agents(article, risks):
        if classes[place] == 0:
            classes[place], weights[place] = AGENT, 1.0
    return classes, weights


def _words(article: Article, start: int, end: int) -> slice:
    return slice(int(np.searchsorted(article.ends, start, "right")), int(np.searchsorted(article.starts, end)))


def _agents(article: Article, risks: Sequence[Expected]) -> Iterator[int]:
    """Yield the words of all places where the name of an agent stands, in the singular or plural."""
    spans = {span for risk in risks for span in risk.agent}
    names = {tuple(article.stems[_words(article, *span)]) for span in spans} - {()}
    for name in sorted(names):
        for at in range(len(article.stems) - len(name) + 1):
            if tuple(article.stems[at : at + len(name)]) == name:
                yield from range(at, at + len(name))


if __name__ == "__main__":
    main()
