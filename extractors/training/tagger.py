"""Train the tagger: ``python -m extractors.training.tagger --corpora DIR --texts FILE --out DIR``."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from extractors.recognise.tagged import FILE
from extractors.recognise.tagger.network import save
from extractors.training import unlabelled
from extractors.training.corpora import CORPORA, FAMILY, LABELS, Gold, divide, read_all
from extractors.training.examples import examples
from extractors.training.lessons import Lesson, lessons
from extractors.training.vectors import Vectors
from extractors.training.vectors import learn as learn_vectors

_log = logging.getLogger(__name__)
_THRESHOLD = 0.5


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; see ``--help``.

    First some teachers learn from the train parts. What ships begins as the first of them and learns from the split
    that is asked for and from what the teachers say on the average: of labels that a corpus does not mark, of those
    that it marks, and of unlabelled text.
    """
    from extractors.training.learn import learn, taught
    from extractors.training.net import REACHES, SAME_BEFORE, arrays

    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train, rest = _papers(options)
    vectors = _vectors(options.texts, options.vectors)

    def prepared(papers: Sequence[Gold]) -> list[Lesson]:
        return lessons(examples(papers, options.processes), vectors)

    network = partial(learn, vectors=vectors, threads=options.threads, without=options.without)
    found = prepared(train)
    _log.info("%d papers, %d sentences", len(found), sum(len(one.lengths) for one in found))
    seeds = range(options.seed + 1, options.seed + 1 + options.teachers)
    teachers = [network(found, epochs=options.epochs, seed=seed) for seed in seeds]
    known = taught([*found, *prepared(rest), *prepared(list(unlabelled.read(options.texts)))], teachers)
    net = network(known, epochs=options.later_epochs, seed=options.seed, start=teachers[0])
    habits = {label: _habits(label, options.without) for label in LABELS}
    weights = {**arrays(net), "words": np.frombuffer("\n".join(vectors.words).encode(), dtype=np.uint8)}
    about = {
        "kinds": [label if habits[label] and label != FAMILY else "" for label in LABELS],
        "thresholds": [_THRESHOLD] * len(LABELS),
        "reaches": REACHES,
        "same_before": SAME_BEFORE,
    }
    options.out.mkdir(parents=True, exist_ok=True)
    save(options.out / FILE, weights, about)
    _report(options, [*train, *rest], habits)


def _papers(options: argparse.Namespace) -> tuple[list[Gold], list[Gold]]:
    """Return the papers of the train parts, and the others that the split asks for."""
    # Papers to choose on stay out wherever they stand, also those of a corpus that is left out.
    golds = list(read_all(options.corpora))
    train = divide(golds)[0]
    first = {id(gold) for gold in train}
    rest = [gold for gold in golds if id(gold) not in first] if options.split == "all" else []
    wanted = [[one for one in papers if one.corpus.name not in options.without] for papers in (train, rest)]
    return wanted[0], wanted[1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.tagger", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--texts", type=Path, required=True, help="unlabelled texts for word vectors, one a line")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="all: development parts too")
    parser.add_argument("--without", action="append", default=[], help="a corpus to leave out; may be repeated")
    parser.add_argument("--vectors", type=Path, help="a file that keeps the word vectors between runs")
    parser.add_argument("--teachers", type=int, default=2, help="networks that learn first; the first one goes on")
    parser.add_argument("--epochs", type=int, default=9, help="of each teacher")
    parser.add_argument("--later-epochs", type=int, default=7, help="of what ships, after those of the first teacher")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of torch; another number gives other weights")
    parser.add_argument("--processes", type=int, default=2, help="that prepare the sentences")
    return parser


def _vectors(texts: Path, kept: Path | None) -> Vectors:
    if kept is not None and kept.exists():
        with np.load(kept) as file:
            return Vectors(bytes(file["words"]).decode().split("\n"), file["rows"])
    vectors = learn_vectors(texts)
    if kept is not None:
        words = np.frombuffer("\n".join(vectors.words).encode(), dtype=np.uint8)
        np.savez(kept, words=words, rows=vectors.rows)
    return vectors


def _habits(label: str, without: Sequence[str]) -> list[str]:
    return [corpus.name for corpus in CORPORA if label in corpus.labels and corpus.name not in without]


def _report(options: argparse.Namespace, taken: Sequence[Gold], habits: dict[str, list[str]]) -> None:
    """Write beside the weights what they were learned from and their checksum."""
    weights = (options.out / FILE).read_bytes()
    spans = Counter((gold.corpus.name, label) for gold in taken for *_, label in gold.spans)
    report = {
        "sha256": hashlib.sha256(weights).hexdigest(),
        "bytes": len(weights),
        "split": options.split,
        "seed": options.seed,
        "teachers": options.teachers,
        "later_epochs": options.later_epochs,
        "epochs": options.epochs,
        "threads": options.threads,
        "texts": hashlib.sha256(options.texts.read_bytes()).hexdigest(),
        "habits": habits,
        "corpora": [
            {
                "name": corpus.name,
                "licence": corpus.licence,
                "papers": sum(gold.corpus is corpus for gold in taken),
                "spans": {label: spans[corpus.name, label] for label in corpus.labels},
            }
            for corpus in CORPORA
            if corpus.name not in options.without
        ],
    }
    text = json.dumps(report, indent=1, sort_keys=True) + "\n"
    (options.out / "tagger.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
