"""Learn every file of `extractors.models`: ``python -m extractors.training --corpora DIR --texts FILE --out DIR``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.claims.confidence import FILE as CONFIDENCE
from extractors.negation.learned import FILE as NEGATION
from extractors.training import confidence, genes, lay, modifiers, negation, phrases, priors, relations, tagger
from extractors.training.cut import cut

RECIPES = ("priors", "modifiers", "genes", "negation", "tagger", "phrases", "lay", "relations", "confidence")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipes one after the other; see ``--help``. Each can be run alone as ``extractors.training.NAME``."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    if not options.papers:
        _run(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        options.texts = cut(options.corpora, options.texts, Path(folder), options.papers)
        options.corpora = Path(folder)
        _run(options)


def _run(options: argparse.Namespace) -> None:
    epochs = ["--epochs", str(options.epochs)] if options.epochs else []
    shared = ["--corpora", str(options.corpora), "--split", options.split]

    def without(known: Iterable[str]) -> list[str]:
        """Return the corpora to leave out that a recipe knows: those for linking have none without ids."""
        return [part for name in options.without if name in known for part in ("--without", name)]

    chosen = options.only or RECIPES
    if "priors" in chosen:
        priors.main([*shared, *without(priors.CORPORA), "--out", str(options.out / "priors.tsv.gz")])
    if "modifiers" in chosen:
        where = ["--weights", str(options.out), "--out", str(options.out / "modifiers.tsv")]
        modifiers.main([*shared, *without(priors.CORPORA), *where])
    if "genes" in chosen:
        genes.main([*shared, *without(genes.CORPORA), "--out", str(options.out / "genes.json.gz")])
    if "negation" in chosen:
        negation.main([*shared, *without(negation.CORPORA), "--out", str(options.out / NEGATION)])
    if "tagger" in chosen:
        tagger.main(
            [*shared, *without(options.without), "--texts", str(options.texts), "--out", str(options.out), *epochs]
        )
    if "phrases" in chosen and not phrases.CORPORA.intersection(options.without):
        phrases.main([*shared, "--weights", str(options.out), "--out", str(options.out), *epochs])
    if "lay" in chosen:
        papers = ["--papers", str(options.papers)] if options.papers else []
        lay.main(["--weights", str(options.out), "--out", str(options.out), *papers, *epochs])
    if "relations" in chosen:
        where = ["--weights", str(options.out), "--out", str(options.out)]
        relations.main([*shared, *without(relations.CORPORA), *where])
    if "confidence" in chosen:
        confidence.main(["--out", str(options.out / CONFIDENCE)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--texts", type=Path, required=True, help="unlabelled texts for word vectors, one a line")
    parser.add_argument("--out", type=Path, required=True, help="folder for the learned files")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="all: development parts too")
    parser.add_argument("--without", action="append", default=[], help="a corpus to leave out; may be repeated")
    parser.add_argument("--only", action="append", choices=RECIPES, help="a recipe to run; may be repeated")
    parser.add_argument("--papers", type=int, help="only the first of each corpus: to try that all recipes run")
    parser.add_argument("--epochs", type=int, help="of tagger and phrases, in place of what each is best with")
    return parser


if __name__ == "__main__":
    main()
