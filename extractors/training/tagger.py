"""Train the tagger: ``python -m extractors.training.tagger --corpora DIR --texts FILE --out DIR``."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extractors.recognise.tagged import FILE
from extractors.recognise.tagger.network import save
from extractors.training.corpora import CORPORA, FAMILY, LABELS, Gold, divide, read_all
from extractors.training.examples import examples
from extractors.training.vectors import Vectors
from extractors.training.vectors import learn as learn_vectors

_log = logging.getLogger(__name__)
_THRESHOLD = 0.5


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; see ``--help``."""
    from extractors.training.learn import learn
    from extractors.training.net import REACHES, arrays

    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    # Papers to choose on stay out wherever they stand, also those of a corpus that is left out.
    golds = list(read_all(options.corpora))
    wanted = golds if options.split == "all" else divide(golds)[0]
    taken = [gold for gold in wanted if gold.corpus.name not in options.without]
    vectors = _vectors(options.texts, options.vectors)
    found = list(examples(taken, options.processes))
    _log.info("%d papers, %d sentences, %d vectors", len(taken), len(found), len(vectors.words))

    net = learn(found, vectors, epochs=options.epochs, seed=options.seed, threads=options.threads)
    habits = {label: _habits(label, options.without) for label in LABELS}
    weights = {**arrays(net, habits), "words": np.frombuffer("\n".join(vectors.words).encode(), dtype=np.uint8)}
    about = {
        "kinds": [label if habits[label] and label != FAMILY else "" for label in LABELS],
        "thresholds": [_THRESHOLD] * len(LABELS),
        "reaches": REACHES,
    }
    options.out.mkdir(parents=True, exist_ok=True)
    save(options.out / FILE, weights, about)
    _report(options, taken, habits)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.tagger", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--texts", type=Path, required=True, help="unlabelled texts for word vectors, one a line")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="all: development parts too")
    parser.add_argument("--without", action="append", default=[], help="a corpus to leave out; may be repeated")
    parser.add_argument("--vectors", type=Path, help="a file that keeps the word vectors between runs")
    parser.add_argument("--epochs", type=int, default=12)
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
