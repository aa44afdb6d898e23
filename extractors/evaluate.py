"""Score what the pipeline finds against gold standards that others made."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.document import Annotation, Document
from extractors.link import Link
from extractors.mention import ShortForm
from extractors.pipeline import Extraction, Failure, Pipeline
from ontologies.curie import Curie
from ontologies.term import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Count agreements and disagreements with a gold standard.

    >>> score = Score(right=8, spurious=2, missed=2)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.8, 0.8, 0.8)
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            right=self.right + other.right, spurious=self.spurious + other.spurious, missed=self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the gold that was found; 0 where nothing was found."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Report one measure for one kind of entity (or of pair) on one corpus."""

    measure: str
    kind: str
    score: Score


def compare(gold: Iterable[object], found: Iterable[object]) -> Score:
    """Compare two bags of hashable facts; a fact counts as often as both hold it.

    >>> compare(["a", "b"], ["b", "c"])
    Score(right=1, spurious=1, missed=1)
    """
    wanted, given = Counter(gold), Counter(found)
    right = sum((wanted & given).values())
    return Score(right=right, spurious=sum(given.values()) - right, missed=sum(wanted.values()) - right)


def compare_overlap(gold: Iterable[tuple[int, int]], found: Iterable[tuple[int, int]]) -> Score:
    """Compare spans that need only share a character; each span is matched at most once, in the order of the text.

    >>> compare_overlap([(0, 5), (10, 12)], [(3, 8)])
    Score(right=1, spurious=0, missed=1)
    """
    open_gold = sorted(gold)
    right, spurious = 0, 0
    for start, end in sorted(found):
        partner = next((span for span in open_gold if span[0] < end and start < span[1]), None)
        if partner is None:
            spurious += 1
        else:
            open_gold.remove(partner)
            right += 1
    return Score(right=right, spurious=spurious, missed=len(open_gold))


def evaluate_entities(documents: Iterable[Document], pipeline: Pipeline) -> list[Row]:
    """Score mentions (strict and overlapping spans) and document-level ids of every kind that the gold labels.

    The annotations of the documents are the gold; the pipeline sees the documents without them. A kind that the gold
    does not label is left out of account. Ids are compared per document as sets, in the vocabularies that the gold
    uses for the kind: a mapped id counts where the gold has that vocabulary. A paper on which the pipeline fails
    counts as one with nothing found.
    """
    pairs = [(document, _run(pipeline, document)) for document in documents]
    kinds = sorted({annotation.kind for document, _ in pairs for annotation in _spanned(document)} - {Kind.OTHER})
    rows = []
    for kind in kinds:
        prefixes = _prefixes(kind, (document for document, _ in pairs))
        rows += [
            Row(measure="mentions, strict", kind=kind, score=_total(pairs, partial(_strict, kind=kind))),
            Row(measure="mentions, overlap", kind=kind, score=_total(pairs, partial(_overlap, kind=kind))),
        ]
        if prefixes:
            score = _total(pairs, partial(_ids, kind=kind, prefixes=prefixes))
            rows.append(Row(measure=f"ids per document ({', '.join(prefixes)})", kind=kind, score=score))
    return rows


def evaluate_short_forms(gold: Path, documents: Iterable[Document], pipeline: Pipeline) -> list[Row]:
    """Score pairs of abbreviation and long form.

    ``gold`` is a table with the columns ``pmid``, ``short_form`` and ``long_form``, tab-separated, with a header.
    Pairs compare per document without case and with runs of blanks made one.
    """
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    with gold.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            pairs[row["pmid"]].add(_folded(row["short_form"], row["long_form"]))
    total = Score()
    for document in documents:
        found = {_folded(pair.short, pair.long) for pair in _short_forms(pipeline, document)}
        total += compare(pairs.get(document.id, set()), found)
    return [Row(measure="abbreviation pairs", kind="pair", score=total)]


def read_abstracts(path: Path) -> Iterator[Document]:
    """Yield the texts of a file of abstracts: blank lines between them, the id alone in the first line of each."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        name, _, text = block.strip().partition("\n")
        if text:
            yield Document(id=name.strip(), text=text, source=path.name, format="abstracts")


def blind(document: Document) -> Document:
    """Return the document without the annotations it came with, so that the pipeline cannot read the answers."""
    return dataclasses.replace(document, annotations=())


def _run(pipeline: Pipeline, document: Document) -> Extraction:
    result = pipeline.run_one(blind(document))
    return Extraction(document=document) if isinstance(result, Failure) else result


def _short_forms(pipeline: Pipeline, document: Document) -> tuple[ShortForm, ...]:
    return _run(pipeline, document).short_forms


def _folded(short: str, long: str) -> tuple[str, str]:
    return " ".join(short.lower().split()), " ".join(long.lower().split())


def _total(pairs: Iterable[tuple[Document, Extraction]], measure: Callable[[Document, Extraction], Score]) -> Score:
    return sum((measure(document, extraction) for document, extraction in pairs), start=Score())


def _spanned(document: Document) -> Iterator[Annotation]:
    return (annotation for annotation in document.annotations if annotation.start is not None)


def _gold_spans(document: Document, kind: Kind) -> set[tuple[int, int]]:
    return {(a.start or 0, a.end or 0) for a in _spanned(document) if a.kind is kind}


def _found_spans(extraction: Extraction, kind: Kind) -> set[tuple[int, int]]:
    return {(mention.start, mention.end) for mention in extraction.mentions if mention.kind is kind}


def _strict(document: Document, extraction: Extraction, kind: Kind) -> Score:
    return compare(_gold_spans(document, kind), _found_spans(extraction, kind))


def _overlap(document: Document, extraction: Extraction, kind: Kind) -> Score:
    return compare_overlap(_gold_spans(document, kind), _found_spans(extraction, kind))


def _prefixes(kind: Kind, documents: Iterable[Document]) -> tuple[str, ...]:
    """Return the vocabularies that the gold uses for a kind, the commonest first."""
    counts: Mapping[str, int] = Counter(
        curie.prefix for document in documents for a in _spanned(document) if a.kind is kind for curie in a.curies
    )
    return tuple(sorted(counts, key=lambda prefix: (-counts[prefix], prefix)))


def _ids(document: Document, extraction: Extraction, kind: Kind, prefixes: tuple[str, ...]) -> Score:
    gold = {curie for annotation in _spanned(document) if annotation.kind is kind for curie in annotation.curies}
    chosen = (_best(link, prefixes) for link in extraction.links if link.mention.kind is kind)
    return compare(gold, {curie for curie in chosen if curie is not None})


def _best(link: Link, prefixes: tuple[str, ...]) -> Curie | None:
    if link.term is not None and link.term.prefix in prefixes:
        return link.term
    return next((found for prefix in prefixes if (found := link.find(prefix)) is not None), None)
