"""Learn to link genes: ``python -m extractors.training.genes --corpora DIR --out FILE``.

Two small logistic models over the features of `extractors.linking.gene_paper` and `extractors.linking.gene_links`, and
counts of papers. Names and species come from the lexicon and the rules; the corpora say which gene was meant. Papers
are dealt out to folds, and the counts that the models see for a paper come from the other folds: so they learn how far
counts can be trusted for papers that were not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.document import Document
from extractors.linking import Linker, gene_links
from extractors.linking.gene_paper import GenePaper
from extractors.linking.gene_weights import FAMILY, FILE, GeneWeights, grouped
from extractors.linking.genes import Genes
from extractors.mention import Mention
from extractors.pipeline import Extraction, Failure, Pipeline
from extractors.readers import read
from extractors.stages import default_registry
from extractors.training.priors import held_back
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.orthologs import Orthologs
from ontologies.term import Kind

# Corpora whose terms allow what is learned from them to be passed on, all public domain or CC0.
CORPORA = ("nlm-gene", "gnormplus-bc2gn", "biored", "tmvar3")
_FAMILIES = ("FamilyName", "DomainMotif")
_FOLDS = 5
_RARE = 20
_RIDGE = 1.0

Features = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold a paper as far as the rules read it, with the genes and families that its annotators marked in place."""

    extraction: Extraction
    mentions: tuple[Mention, ...]
    genes: Mapping[tuple[int, int], frozenset[Curie]]

    @classmethod
    def of(cls, document: Document, extraction: Extraction) -> Gold:
        """Put the marked genes in the place of those that the rules found."""
        genes: dict[tuple[int, int], frozenset[Curie]] = {}
        for annotation in document.annotations:
            if annotation.start is None or annotation.end is None:
                continue
            if annotation.kind is Kind.GENE:
                genes[annotation.start, annotation.end] = frozenset(annotation.curies)
            elif annotation.label in _FAMILIES:
                genes.setdefault((annotation.start, annotation.end), frozenset())
        made = (Mention.cut(document.text, start, end, Kind.GENE, "gold") for start, end in sorted(genes))
        others = tuple(mention for mention in extraction.mentions if mention.kind is not Kind.GENE)
        return cls(extraction=replace(extraction, mentions=others), mentions=tuple(made), genes=genes)

    @property
    def all_genes(self) -> frozenset[Curie]:
        """Return every gene that the paper is annotated with."""
        return frozenset(gene for genes in self.genes.values() for gene in genes)


def learn(papers: Sequence[Gold], lexicon: Lexicon) -> dict[str, object]:
    """Return weights and counts, as they are written."""
    orthologs = Orthologs.open(lexicon.folder)
    folds = [papers[first::_FOLDS] for first in range(_FOLDS)]
    parts = []
    for number, fold in enumerate(folds):
        rest = [paper for other, group in enumerate(folds) if other != number for paper in group]
        parts.append((fold, counts(rest, orthologs)))
    choice = _fit(_choices(parts, lexicon, GeneWeights()), _conditional)
    link = _fit(_links(parts, lexicon, GeneWeights(choice=choice)), _binary)
    by_gene, by_name = _counted(papers)
    return {"choice": choice, "link": link, "papers": by_gene, "names": by_name}


def counts(papers: Iterable[Gold], orthologs: Orthologs) -> GeneWeights:
    """Return what papers count, without weights."""
    by_gene, by_name = _counted(papers)
    names = {name: grouped(meant, orthologs) for name, meant in by_name.items()}
    return GeneWeights(papers=grouped(by_gene, orthologs), names=names)


def _counted(papers: Iterable[Gold]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Count papers by gene, and by name and gene, genes as bare numbers; the empty text stands for a family."""
    by_gene: Counter[str] = Counter()
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        by_gene.update(gene.identifier for gene in paper.all_genes if gene.prefix == "NCBIGene")
        seen = set()
        for mention in paper.mentions:
            genes = paper.genes[mention.start, mention.end]
            if len(genes) <= 1:
                seen.add((key(mention.text), next(iter(genes)).identifier if genes else FAMILY))
        for name, gene in seen:
            if name:
                by_name[name][gene] += 1
    names = {name: dict(sorted(found.items())) for name, found in sorted(by_name.items())}
    return dict(sorted(by_gene.items())), names


def _ranked(paper: Gold, genes: Genes, linker: Linker) -> Iterator[tuple[Mention, frozenset[Curie], GenePaper]]:
    taxa = linker.taxa(paper.extraction)
    read_paper = genes.paper(paper.extraction, paper.mentions, taxa)
    for mention in paper.mentions:
        if not genes.parts(mention.text):
            yield mention, paper.genes[mention.start, mention.end], read_paper


def _choices(
    parts: Sequence[tuple[Sequence[Gold], GeneWeights]], lexicon: Lexicon, weights: GeneWeights
) -> Iterator[tuple[list[Features], list[bool]]]:
    """Yield the candidates of each mention that has both right and wrong ones, with their features."""
    linker = Linker(lexicon, Crosswalk.open(lexicon.folder))
    for fold, counted in parts:
        genes = Genes(lexicon, Orthologs.open(lexicon.folder), replace(counted, choice=weights.choice))
        for paper in fold:
            for mention, gold, read_paper in _ranked(paper, genes, linker):
                found = read_paper.features(mention, mention.text)
                right = [named.curie in gold for named, _ in found]
                if any(right) and not all(right):
                    yield [(*named.features, *features) for named, features in found], right


def _links(
    parts: Sequence[tuple[Sequence[Gold], GeneWeights]], lexicon: Lexicon, weights: GeneWeights
) -> Iterator[tuple[list[Features], list[bool]]]:
    """Yield the best candidate of each mention, and whether the paper is annotated with it."""
    linker = Linker(lexicon, Crosswalk.open(lexicon.folder))
    for fold, counted in parts:
        genes = Genes(lexicon, Orthologs.open(lexicon.folder), replace(counted, choice=weights.choice))
        for paper in fold:
            for mention, _, read_paper in _ranked(paper, genes, linker):
                ranked = read_paper.rank(mention, mention.text)
                if ranked:
                    found = gene_links.features(mention, paper.extraction.document.text, ranked, genes.weights)
                    yield [tuple(found)], [ranked[0].named.curie in paper.all_genes]


Array = NDArray[Any]
Slope = Callable[[Array, Array, Array, Array], Array]


def _fit(examples: Iterable[tuple[list[Features], list[bool]]], gradient: Slope, steps: int = 800) -> dict[str, float]:
    """Return the weights of the features that are not rare, by gradient steps with momentum (Adam) on all examples."""
    kept = list(examples)
    seen = Counter(name for rows, _ in kept for row in rows for name, _ in row)
    names = sorted(name for name, count in seen.items() if count >= _RARE)
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((sum(len(rows) for rows, _ in kept), len(names)), dtype=np.float32)
    starts, at = [], 0
    for rows, _ in kept:
        starts.append(at)
        for row in rows:
            for name, value in row:
                if name in place:
                    table[at, place[name]] += value
            at += 1
    right = np.array([mark for _, marks in kept for mark in marks], dtype=bool)
    weights = np.zeros(len(names))
    first, second = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        slope = gradient(table, right, np.array(starts), weights) + _RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = 0.1 * (1 - step / (steps + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _conditional(table: Array, right: Array, starts: Array, weights: Array) -> Array:
    """Return the slope of the loss of choosing one of the right candidates of each mention."""
    lengths = np.diff(np.append(starts, len(table)))
    scores = table @ weights.astype(np.float32)
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    chosen = powers / np.repeat(np.add.reduceat(powers, starts), lengths)
    wanted = np.where(right, powers, 0.0)
    wanted = wanted / np.repeat(np.add.reduceat(wanted, starts), lengths)
    return np.asarray(table.T @ (chosen - wanted), dtype=float)


def _binary(table: Array, right: Array, starts: Array, weights: Array) -> Array:
    """Return the slope of the loss of telling right from wrong."""
    del starts
    likely = 1.0 / (1.0 + np.exp(-np.clip(table @ weights.astype(np.float32), -30, 30)))
    return np.asarray(table.T @ (likely - right), dtype=float)


def gold(corpora: Path, *, split: str, names: Sequence[str] = CORPORA) -> list[Gold]:
    """Return the papers of the corpora as the rules read them; with the split ``train`` none of `held_back`."""
    stages = ("sentences.rules.v1", "abbreviations.scispacy.v1", "mentions.layered.v1")
    pipeline = Pipeline.from_names(default_registry(), stages, {name: {} for name in stages})
    held_out = held_back(corpora) if split == "train" else frozenset()
    found: dict[str, Gold] = {}
    for part in ("train",) if split == "train" else ("train", "dev"):
        for paper in _papers(corpora, names, part):
            if paper.id not in held_out and paper.id not in found:
                read_paper = pipeline.run_one(replace(paper, annotations=()))
                if not isinstance(read_paper, Failure):
                    found[paper.id] = Gold.of(paper, read_paper)
    return list(found.values())


def _papers(corpora: Path, names: Iterable[str], part: str) -> Iterator[Document]:
    for path in (corpora / name / f"{part}.pubtator" for name in names):
        if path.is_file():
            yield from (paper for paper in read([path]) if isinstance(paper, Document))


def write(learned: Mapping[str, object], path: Path) -> None:
    """Write weights and counts; equal ones give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(learned, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; a corpus that is not there is left out."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training.genes", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with a folder for each corpus")
    parser.add_argument("--split", choices=("train", "all"), default="all", help="train leaves the dev files out")
    parser.add_argument("--without", action="append", default=[], choices=CORPORA, help="a corpus to leave out")
    parser.add_argument("--out", type=Path, required=True, help=f"file to write, by custom {FILE}")
    options = parser.parse_args(arguments)
    names = [name for name in CORPORA if name not in options.without]
    papers = gold(options.corpora, split=options.split, names=names)
    write(learn(papers, Lexicon.open()), options.out)
    sys.stderr.write(f"{len(papers)} papers; {options.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
