"""Learn phrases of trials: ``python -m extractors.training.phrases --corpora DIR --weights DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.document import Document
from extractors.mention import ShortForm
from extractors.pipeline import Extraction, Pipeline
from extractors.recognise.lexicon import readable, shared
from extractors.recognise.phrases.find import FILE
from extractors.recognise.phrases.network import CLASSES, INTERVENTION, OUTCOME, save
from extractors.recognise.phrases.words import Passage, describe
from extractors.recognise.tagged import FILE as TAGGER
from extractors.recognise.tagged import features_of
from extractors.recognise.tagger.network import Network, load
from extractors.stages import BEFORE_TAGGER, default_registry
from extractors.training.phrase_labels import Rarity, label
from ontologies.lexicon import Lexicon

CORPORA = frozenset({"evidence-inference"})
_log = logging.getLogger(__name__)
_FILES = {"train": ("train.jsonl",), "all": ("train.jsonl", "validation.jsonl")}
_ROLES = {"intervention": INTERVENTION, "comparator": INTERVENTION, "outcome": OUTCOME}
_HEAD = re.compile(r"^(TITLE|(?:ABSTRACT|BODY)[^\n:]*):[ ]*$", re.MULTILINE)

Names = dict[int, set[str]]


class Read(NamedTuple):
    """A paper's abstract as the network sees it, and what questions call its interventions and outcomes."""

    passage: Passage
    short_forms: tuple[ShortForm, ...]
    names: Names


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; see ``--help``."""
    from extractors.training.window_net import Lesson, arrays, learn

    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    network = load(options.weights / TAGGER)
    reads = list(_read(options.corpora / "evidence-inference", _FILES[options.split], network))
    if not reads:
        _log.info("no papers with questions: nothing to learn")
        return
    rarity = Rarity(read.passage for read in reads)
    examples = [label(read.passage, read.names, read.short_forms, rarity) for read in reads]
    _log.info("%d abstracts", len(examples))
    lessons = [Lesson(one.passage.rows, one.passage.groups, one.classes, one.weights) for one in examples]
    found, about = arrays(learn(lessons, classes=CLASSES, epochs=options.epochs, seed=options.seed))
    options.out.mkdir(parents=True, exist_ok=True)
    save(options.out / FILE, found, {**about, "tagger": network.digest, "papers": len(reads), "split": options.split})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.phrases", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--weights", type=Path, required=True, help="folder with the tagger's weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="all: development parts too")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def _read(folder: Path, files: Iterable[str], network: Network) -> Iterator[Read]:
    pipeline, lexicon = Pipeline.from_names(default_registry(), BEFORE_TAGGER), shared(Lexicon.open())
    for paper, names in sorted(_names(folder, files).items()):
        text = abstract((folder / "papers" / f"{paper}.txt").read_text(encoding="utf-8"))
        found = pipeline.run_one(Document(id=paper, text=text, source=paper, format="text"))
        if isinstance(found, Extraction):
            sentences = list(readable(found.document, found.sentences))
            features = list(features_of(found, sentences, lambda text: lexicon.matches(text)[1]))
            offsets = [sentence.start for sentence in sentences]
            yield Read(describe(features, offsets, *network.read(features)), found.short_forms, names)


def _names(folder: Path, files: Iterable[str]) -> dict[str, Names]:
    """Return for each paper what the questions on it call its interventions and outcomes."""
    names: dict[str, Names] = defaultdict(lambda: defaultdict(set))
    for path in (folder / file for file in files):
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            row = json.loads(line)
            for role, column in _ROLES.items():
                names[row["pmcid"]][column].add(row[role])
    return names


def abstract(text: str) -> str:
    """Return the title and abstract of a full text whose parts are headed TITLE:, ABSTRACT.METHODS: and so on.

    >>> abstract("TITLE:\\nRest for pain\\nABSTRACT.METHODS:\\nWe rested.\\nBODY.INTRODUCTION:\\nPain hurts.")
    'Rest for pain. METHODS We rested.'
    """
    parts = []
    heads = list(_HEAD.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head[1].startswith("BODY"):
            break
        words = " ".join(text[head.end() : following.start() if following else len(text)].split())
        if head[1] == "TITLE":
            parts.append(words if words.endswith((".", "?")) else f"{words}.")
        else:
            parts.append(f"{head[1].partition('.')[2]} {words}".strip())
    return " ".join(parts)


if __name__ == "__main__":
    main()
