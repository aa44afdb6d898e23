"""Learn relations of entities: ``python -m extractors.training.relations --corpora DIR --weights DIR --out DIR``.

Everything that the model is told at run time comes from the pipeline here too: mentions, links, claims and risks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from extractors.document import Document
from extractors.evaluate.examinee import blind
from extractors.pipeline import Extraction, Pipeline
from extractors.readers import read
from extractors.readers.kinds import kind_of
from extractors.relations import FILE
from extractors.relations.candidates import LETTERS, ROWS, Array, Candidate, Encoder
from extractors.relations.entities import KINDS, Entity
from extractors.relations.model import HARMING, HEADS, INDUCED, RELATED, TYPES, VERSION, WIDTH, context
from extractors.relations.reading import passages, told_by_rules
from extractors.stages import STAGES, WITH_WEIGHTS, default_registry
from extractors.weights import write_model
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STAGE = "relations.learned.v1"
_log = logging.getLogger(__name__)

CORPORA: dict[str, str] = {"bc5cdr": "public domain", "biored": "public domain", "drugprot": "CC BY 4.0"}
"""The corpora that state relations, with their terms."""

# DrugProt's types as BioRED would call them; what a gene is a part of or turns over is related without more.
_DRUGPROT = {
    "INHIBITOR": "Negative_Correlation",
    "ANTAGONIST": "Negative_Correlation",
    "INDIRECT-DOWNREGULATOR": "Negative_Correlation",
    "ACTIVATOR": "Positive_Correlation",
    "AGONIST": "Positive_Correlation",
    "AGONIST-ACTIVATOR": "Positive_Correlation",
    "INDIRECT-UPREGULATOR": "Positive_Correlation",
    "DIRECT-REGULATOR": "Bind",
    "SUBSTRATE": "Association",
    "PRODUCT-OF": "Association",
    "PART-OF": "",
}
# Which corpora teach what, and of what pairs they speak: proteins that do harm as a drug does, only one marks.
_TEACHES = {INDUCED: ("bc5cdr", "biored"), RELATED: ("biored", "drugprot")}
_STATED = {"bc5cdr": HARMING, "drugprot": ("CG",)}
_BROUGHT = {"CID", "Positive_Correlation"}
# Corpora that relate mentions within a sentence and say nothing of others.
_LOCAL = frozenset({"drugprot"})
# A drug that is a protein is a chemical to some corpora and a gene to our recognisers.
_ALIKE = {"G": "GC", "C": "CG"}
_NAMES = re.compile(r"[|,;]")
_VARIANTS = re.compile(r"[,;]")
_FOLDS = 5
_STRENGTH = {INDUCED: 0.03, RELATED: 0.02}
_TYPE_STRENGTH = 0.05
# A wrong relation is worse than a missed one: recall counts so much of precision when a threshold is chosen. Corpora
# are about what they relate, other papers are not: what is only related is asked for more.
_BETA = {INDUCED: 0.9, RELATED: 0.7}


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a passage's candidates with the relation that the corpus states of each, empty for none."""

    corpus: str
    paper: str
    whole: bool
    candidates: Sequence[Candidate]
    types: Sequence[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """Hold what a corpus says of a paper: its marks (start, end, letter, id), and relation types by the two ids."""

    marks: Sequence[tuple[int, int, str, str]]
    types: Mapping[frozenset[str], str]


def read_corpus(folder: Path, corpus: str, split: str) -> Iterator[tuple[Document, Gold]]:
    """Yield the papers of a corpus with their relations; the development part of one that has nothing else counts."""
    train, dev = (folder / corpus / f"{part}.pubtator" for part in ("train", "dev"))
    for path in (train, dev) if split == "all" or not train.exists() else (train,):
        if path.exists():
            golds = _golds(path)
            for document in read([path]):
                if isinstance(document, Document):
                    yield document, golds[document.id.removeprefix("PMID")]


def _golds(path: Path) -> dict[str, Gold]:
    marks: defaultdict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    types: defaultdict[str, dict[frozenset[str], str]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        paper, *fields = line.split("\t")
        if len(fields) >= 5 and fields[0].isdigit():
            letter = KINDS.get(kind_of(fields[3]), "")
            names = (_NAMES if letter != KINDS[Kind.VARIANT] else _VARIANTS).split(fields[4])
            marks[paper] += [(int(fields[0]), int(fields[1]), letter, name) for name in names]
        elif len(fields) >= 3:
            types[paper][frozenset(fields[1:3])] = _DRUGPROT.get(fields[0], fields[0])
    return {paper: Gold(marks[paper], types[paper]) for paper in marks}


def examples(corpus: str, extraction: Extraction, gold: Gold, encoder: Encoder) -> Iterator[Example]:
    """Yield the passages of a paper, and each sentence of its abstract once more by itself.

    An entity is whatever the corpus calls the mentions that it shares characters with, so that a wrong link does not
    unteach a right relation.
    """
    told = told_by_rules(extraction)
    for passage in passages(extraction, alone=True):
        if passage.whole and corpus in _LOCAL:
            continue
        candidates = encoder(passage, told)
        if candidates:
            names = {id(one): _names(one, gold.marks) for one in passage.entities}
            types = [_type(names[id(one.first)], names[id(one.second)], gold.types) for one in candidates]
            yield Example(corpus, extraction.document.id, passage.whole, candidates, types)


def _names(entity: Entity, marks: Sequence[tuple[int, int, str, str]]) -> list[str]:
    """Return the ids that a corpus gives to at least a third of an entity's mentions."""
    counts: Counter[str] = Counter()
    alike = _ALIKE.get(entity.letter, entity.letter)
    for place in entity.places:
        start, end = place.link.mention.start, place.link.mention.end
        counts.update({mark[3] for mark in marks if mark[2] in alike and mark[0] < end and start < mark[1]})
    return [name for name, count in counts.items() if 3 * count >= len(entity.places)]


def _type(first: Sequence[str], second: Sequence[str], types: Mapping[frozenset[str], str]) -> str:
    pairs = (frozenset(pair) for pair in product(first, second))
    return next((types[pair] for pair in pairs if pair in types), "")


def learn(found: Sequence[Example]) -> dict[str, Array]:
    """Return the arrays of the model: the table of the facts, then the weights of a pair among the others.

    The second stage learns from scores of papers that the first had not seen.
    """
    table = np.zeros((ROWS, HEADS))
    second, least = [], np.zeros((2, 2))
    for head in (INDUCED, RELATED):
        chosen = [each for one in found for each in _for_head(one, head)]
        scores, table[:, head] = _first(chosen, head)
        for whole in (False, True):
            pairs = [(one, score) for one, score in zip(chosen, scores, strict=True) if one.whole == whole]
            weights, least[head, int(whole)] = _second(pairs, _BETA[head])
            second.append(weights)
    for at, type_ in enumerate(TYPES):
        table[:, 2 + at] = _type_weights(found, type_)
    scale = np.maximum(np.abs(table).max(axis=0), 1e-6) / 127
    return {
        "table": np.round(table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "second": np.array(second, dtype=np.float32).reshape(2, 2, -1),
        "least": least.astype(np.float32),
    }


def _for_head(one: Example, head: int) -> Iterator[Example]:
    """Yield what of an example a head learns from, apart for the pairs that compete; of most a corpus is silent."""
    stated = _STATED.get(one.corpus, ("CD",) if head == INDUCED else LETTERS)
    rivals = [(each,) for each in HARMING] if head == INDUCED else [LETTERS]
    for letters in rivals if one.corpus in _TEACHES[head] else ():
        kept = [at for at, pair in enumerate(one.candidates) if pair.letters in letters and pair.letters in stated]
        if kept:
            types = [one.types[at] if head == RELATED or one.types[at] in _BROUGHT else "" for at in kept]
            yield replace(one, candidates=[one.candidates[at] for at in kept], types=types)


def _first(found: Sequence[Example], head: int) -> tuple[list[Array], Array]:
    """Return the scores of each example by weights that did not see its paper, and the weights of all."""
    rows, wanted = _matrix(found), _wanted(found)
    sizes = [len(one.candidates) for one in found]
    folds = np.repeat([crc32(one.paper.encode()) % _FOLDS for one in found], sizes)
    scores = np.zeros(len(wanted))
    for fold in range(_FOLDS):
        held = folds == fold
        if held.any() and not held.all():
            scores[held] = rows[held] @ _fit(rows[~held], wanted[~held], _STRENGTH[head])
    return np.split(scores, np.cumsum(sizes)[:-1]), _fit(rows, wanted, _STRENGTH[head])


def _second(pairs: Sequence[tuple[Example, Array]], beta: float) -> tuple[Array, float]:
    """Return the weights of a pair among the others, and the chance from which on saying so is right most often."""
    if not pairs:
        return np.zeros(WIDTH + 1), 1.0  # nothing to learn from: never
    inputs = np.concatenate([context(one.candidates, score) for one, score in pairs])
    wanted = _wanted([one for one, _ in pairs])
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    weights = _fit((inputs - middle) / spread, wanted, 1.0, bias=True)
    weights = np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] * middle / spread).sum())
    chances = 1.0 / (1.0 + np.exp(-(inputs @ weights[:-1] + weights[-1])))
    return weights, _best_threshold(chances, wanted, beta)


def _best_threshold(chances: Array, wanted: Array, beta: float) -> float:
    """Return the threshold, in steps of two hundredths, with the best F score of that beta.

    >>> _best_threshold(np.array([0.9, 0.6, 0.55, 0.2]), np.array([True, True, False, False]), 1.0)
    0.56
    """
    steps = np.arange(0.1, 0.9, 0.02)
    scores = [(wanted & (chances >= step)).sum() / ((chances >= step).sum() + beta**2 * wanted.sum()) for step in steps]
    return round(float(steps[int(np.argmax(scores))]), 2)


def _type_weights(found: Sequence[Example], type_: str) -> Array:
    chosen = [each for one in found if one.corpus != "bc5cdr" and (each := _related(one)) is not None]
    wanted = np.array([given == type_ for one in chosen for given in one.types])
    return _fit(_matrix(chosen), wanted, _TYPE_STRENGTH)


def _related(one: Example) -> Example | None:
    kept = [at for at, type_ in enumerate(one.types) if type_]
    if not kept:
        return None
    return replace(one, candidates=[one.candidates[at] for at in kept], types=[one.types[at] for at in kept])


def _wanted(found: Sequence[Example]) -> Array:
    return np.array([bool(type_) for one in found for type_ in one.types])


def _matrix(found: Sequence[Example]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    rows = [np.concatenate(candidate.parts) for one in found for candidate in one.candidates]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.concatenate(rows) if rows else np.zeros(0, dtype=np.uint32)
    matrix = csr_matrix((np.ones(len(places), dtype=np.float32), places, ends), shape=(len(rows), ROWS))
    matrix.sum_duplicates()
    return matrix


def _fit(inputs: Any, wanted: Array, strength: float, *, bias: bool = False) -> Array:
    """Return the weights of a logistic regression, with the bias last where one is asked for; noughts for one class."""
    from sklearn.linear_model import LogisticRegression

    if len(set(wanted.tolist())) < 2:
        return np.zeros(inputs.shape[1] + bias)
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=bias, random_state=1, max_iter=1000)
    model.fit(inputs, wanted)
    weights: Array = model.coef_[0]
    return np.append(weights, model.intercept_[0]) if bias else weights


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; see ``--help``."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    names = [name for name in CORPORA if name not in options.without]
    found: list[Example] = []
    for name in names:
        papers = list(read_corpus(options.corpora, name, options.split))
        found += _read_papers(name, papers, options.weights, options.processes)
        _log.info("%s: %d papers", name, len(papers))
    options.out.mkdir(parents=True, exist_ok=True)
    write_model(options.out / FILE, learn(found), {"version": VERSION}, packed=True)
    _report(options, names, found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.relations", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with one folder a corpus")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the weights that find the mentions")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="all: development parts too")
    parser.add_argument("--without", action="append", default=[], choices=tuple(CORPORA), help="a corpus to leave out")
    parser.add_argument("--processes", type=int, default=2, help="that read the papers")
    return parser


_Paper = tuple[Document, Gold]
_CHUNK = 24


def _read_papers(name: str, papers: Sequence[_Paper], weights: Path, processes: int) -> Iterator[Example]:
    chunks = [papers[at : at + _CHUNK] for at in range(0, len(papers), _CHUNK)]
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(partial(_read_chunk, name, weights), chunks):
            yield from found


def _read_chunk(name: str, weights: Path, papers: Sequence[_Paper]) -> list[Example]:
    pipeline, encoder = _pipeline(weights), Encoder(Lexicon.open())
    read_papers = ((pipeline.run_one(blind(document)), gold) for document, gold in papers)
    return [
        example
        for extraction, gold in read_papers
        if isinstance(extraction, Extraction)
        for example in examples(name, extraction, gold, encoder)
    ]


def _pipeline(weights: Path) -> Pipeline:
    """Return the stages whose claims and risks the model is told of; weights of a version before it may lie beside."""
    names = tuple(STAGES)[: tuple(STAGES).index(STAGE)]
    options: dict[str, dict[str, object]] = {name: {"weights": weights} for name in names if name in WITH_WEIGHTS}
    return Pipeline.from_names(default_registry(), names, options)


def _report(options: argparse.Namespace, names: Sequence[str], found: Sequence[Example]) -> None:
    """Write beside the weights what they were learned from and their checksum."""
    weights = (options.out / FILE).read_bytes()
    types = {
        name: Counter(type_ for one in found if one.corpus == name for type_ in one.types if type_) for name in names
    }
    report = {
        "sha256": hashlib.sha256(weights).hexdigest(),
        "bytes": len(weights),
        "split": options.split,
        "corpora": [
            {
                "name": name,
                "licence": CORPORA[name],
                "papers": len({one.paper for one in found if one.corpus == name}),
                "pairs": sum(len(one.types) for one in found if one.corpus == name),
                "related": dict(sorted(types[name].items())),
            }
            for name in names
        ],
    }
    text = json.dumps(report, indent=1, sort_keys=True) + "\n"
    (options.out / FILE).with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
