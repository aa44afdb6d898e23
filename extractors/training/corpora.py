"""The corpora that weights are learned from: what each labels, on which terms, which part is kept for choosing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Annotation, Document
from extractors.readers import read
from extractors.training import trials
from ontologies.term import Kind

# Families and domains of proteins are marked apart from genes by two corpora: a label of its own teaches the border.
FAMILY = "Family"
_FAMILIES = frozenset({"FamilyName", "DomainMotif"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Describe a corpus: ``labels`` are the kinds that it marks wherever they occur; what it leaves out is unknown.

    ``only`` narrows its annotations to these types of its own, where it has several for a kind and some are another
    thing to us. ``people`` tells that patients and women are species to it, as they are to us. ``dev`` tells that it
    has a development part; the others lend their last fifth. A ``partial`` corpus marks some of its names only:
    sentences where it marks none say nothing.
    """

    name: str
    labels: tuple[str, ...]
    licence: str
    only: frozenset[str] = frozenset()
    people: bool = False
    dev: bool = False
    full_text: bool = False
    partial: bool = False


GENE, DISEASE, CHEMICAL, SPECIES = Kind.GENE.value, Kind.DISEASE.value, Kind.CHEMICAL.value, Kind.SPECIES.value
LINE, CELL, VARIANT = Kind.CELL_LINE.value, Kind.CELL_TYPE.value, Kind.VARIANT.value
ANATOMY, PROCESS = Kind.ANATOMY.value, Kind.PROCESS.value
INTERVENTION, OUTCOME = Kind.INTERVENTION.value, Kind.OUTCOME.value

# Every label that the tagger learns, in the order of its outputs.
LABELS = (GENE, DISEASE, CHEMICAL, SPECIES, LINE, CELL, VARIANT, ANATOMY, PROCESS, FAMILY, INTERVENTION, OUTCOME)

# CRAFT marks genes as PR and chemicals as ChEBI do, roles and groups among them: other things than the rest means.
# tmVar's genes, diseases and species come from programs. DrugProt has nothing but a development part.
CORPORA = (
    Corpus(name="bc5cdr", labels=(DISEASE, CHEMICAL), licence="public domain", dev=True),
    Corpus(name="ncbi-disease", labels=(DISEASE,), licence="public domain", dev=True),
    Corpus(
        name="biored",
        labels=(GENE, DISEASE, CHEMICAL, SPECIES, LINE, VARIANT),
        licence="public domain",
        people=True,
        dev=True,
    ),
    Corpus(name="nlm-gene", labels=(GENE, FAMILY), licence="CC0 1.0"),
    Corpus(name="gnormplus-bc2gn", labels=(GENE, FAMILY), licence="public domain"),
    Corpus(name="tmvar3", labels=(VARIANT,), licence="public domain"),
    Corpus(name="s800-species", labels=(SPECIES,), licence="CC BY"),
    Corpus(name="linnaeus-species", labels=(SPECIES,), licence="CC BY", full_text=True),
    Corpus(
        name="craft",
        labels=(DISEASE, SPECIES, CELL, ANATOMY, PROCESS),
        only=frozenset({"MONDO", "NCBITaxon", "CL", "UBERON", "GO_BP", "GO_MF"}),
        licence="CC BY 3.0",
        dev=True,
        full_text=True,
    ),
    Corpus(name="evidence-inference", labels=(INTERVENTION, OUTCOME), licence="MIT", dev=True, partial=True),
    Corpus(name="drugprot", labels=(GENE, CHEMICAL), licence="CC BY 4.0", dev=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold a paper with the spans of a corpus: (start, end, label), half open, in characters of the text."""

    corpus: Corpus
    document: Document
    spans: tuple[tuple[int, int, str], ...]
    dev: bool


def read_all(folder: Path, *, without: Iterable[str] = ()) -> Iterator[Gold]:
    """Yield the papers of every corpus in the folder, in the order of `CORPORA`; a corpus that is not there is skipped.

    A paper is ``dev`` where it stands in a development file, or in the last fifth of a corpus that has none.
    """
    left_out = frozenset(without)
    for corpus in CORPORA:
        if corpus.name not in left_out:
            yield from _read(folder, corpus)


def divide(golds: Iterable[Gold]) -> tuple[list[Gold], list[Gold]]:
    """Return the papers to learn from and those to choose on; no paper is in both, whatever corpora it stands in."""
    everything = list(golds)
    dev = [gold for gold in everything if gold.dev]
    seen = {gold.document.id for gold in dev}
    return [gold for gold in everything if not gold.dev and gold.document.id not in seen], dev


def _read(folder: Path, corpus: Corpus) -> Iterator[Gold]:
    for part in ("train", "dev"):
        papers = list(_papers(folder / corpus.name, corpus, part))
        first_dev = 0 if part == "dev" else len(papers) if corpus.dev else len(papers) * 4 // 5
        for number, (document, spans) in enumerate(papers):
            yield Gold(corpus=corpus, document=document, spans=spans, dev=number >= first_dev)


def _papers(folder: Path, corpus: Corpus, part: str) -> Iterator[tuple[Document, tuple[tuple[int, int, str], ...]]]:
    if corpus.partial:
        yield from trials.read(folder, part)
        return
    path = folder / f"{part}.pubtator"
    for found in read([path]) if path.exists() else ():
        if isinstance(found, Document):
            yield found, tuple(_spans(corpus, found))


def _spans(corpus: Corpus, document: Document) -> Iterator[tuple[int, int, str]]:
    for annotation in document.annotations:
        label = _label(annotation)
        usable = label in corpus.labels and (not corpus.only or annotation.label in corpus.only)
        if usable and annotation.start is not None and annotation.end is not None:
            yield annotation.start, annotation.end, label


def _label(annotation: Annotation) -> str:
    return FAMILY if annotation.label in _FAMILIES else annotation.kind.value
