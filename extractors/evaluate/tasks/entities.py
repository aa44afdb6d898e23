"""Entities: mentions by span, ids by document, and linking alone."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Annotation, Document
from extractors.evaluate import habits
from extractors.evaluate.examinee import GOLD, Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, Mark, Tally, judge_sets, tally
from extractors.evaluate.ids import fact_of, ids_of
from extractors.evaluate.marks import mark
from extractors.evaluate.score import compare_overlap
from extractors.evaluate.task import Average, Measure, Task
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.readers import read as read_papers
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

Vocabularies = Mapping[Kind, tuple[str, ...]]
Span = tuple[int, int, str]

STRICT = "mentions, strict"
OVERLAP = "mentions, overlap"
IDS = "ids per document"
RENEWED = "ids per document, retired ones renewed"
HABITS = "ids per document, genus of a species as the species"
BOTH = "mentions with id, strict"
LINKED_IDS = "linking alone, ids per document"
LINKED = "linking alone, mentions"
NIL = "linking alone, no match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold the entities of one paper, and what the whole file does.

    ``vocabularies`` are those that it uses for each kind, commonest first; ``people`` tells whether it marks patients
    and women as a species.
    """

    annotations: tuple[Annotation, ...]
    vocabularies: Vocabularies
    people: bool = True


def cases_of(documents: Iterable[Document]) -> list[Case]:
    """Return a case for each document: its annotations with a span and a kind that we know are the gold."""
    papers = list(documents)
    golds = [tuple(filter(_counts, paper.annotations)) for paper in papers]
    vocabularies = _survey(golds)
    people = any(map(habits.marks_people, golds))
    return [
        Case(id=paper.id, documents=(paper,), gold=Gold(annotations=gold, vocabularies=vocabularies, people=people))
        for paper, gold in zip(papers, golds, strict=True)
    ]


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare mentions and ids with the gold, then the ids that the linker gives to the gold mentions.

    Kinds that the file does not label are left out of account. A mapped id counts where the gold uses its vocabulary.
    Ids are compared as the gold has them, and again with those of the gold that are retired read as their successors;
    those of organisms also at the rank of species, without wide groups, and without people where the file marks none.
    """
    gold: Gold = case.gold
    extraction = examinee.read(case.document)
    found = [link for link in _links(extraction) if link.mention.kind in gold.vocabularies]
    linked = _link_gold(examinee, case.document, gold, extraction)
    tallies: list[Tally] = []
    for kind, prefixes in gold.vocabularies.items():
        wanted = [annotation for annotation in gold.annotations if annotation.kind is kind]
        given = [link for link in found if link.mention.kind is kind]
        tallies += _mentions(kind, wanted, given)
        if prefixes and examinee.links:
            tallies += _ids(IDS, kind, wanted, given, prefixes)
            tallies += _ids(RENEWED, kind, list(map(_renewed, wanted)), given, prefixes)
            if kind is Kind.SPECIES:
                named = given if gold.people else habits.without_people(given)
                tallies += _ids(HABITS, kind, habits.by_species(wanted, named), named, prefixes)
            tallies.append(_with_ids(kind, wanted, given, prefixes))
            alone = [(a, link) for a, link in linked if a.kind is kind]
            tallies += _ids(LINKED_IDS, kind, wanted, [link for _, link in alone], prefixes)
            tallies += _alone(kind, alone, prefixes)
    return Judgement(paper=case.id, tallies=tuple(tallies), marks=_marks(gold, found, examinee))


def _counts(annotation: Annotation) -> bool:
    return annotation.start is not None and annotation.kind is not Kind.OTHER


def _survey(golds: Iterable[Sequence[Annotation]]) -> Vocabularies:
    counts: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
    for gold in golds:
        for annotation in gold:
            counts[annotation.kind].update(curie.prefix for curie in annotation.curies)
    return {
        kind: tuple(sorted(seen, key=lambda prefix: (-seen[prefix], prefix))) for kind, seen in sorted(counts.items())
    }


def _links(extraction: Extraction) -> tuple[Link, ...]:
    """Return a link for each mention; where the system links nothing, one to no term."""
    if extraction.links or not extraction.mentions:
        return extraction.links
    return tuple(Link(mention=mention, term=None, rule="nil:no linking") for mention in extraction.mentions)


def _link_gold(
    examinee: Examinee, document: Document, gold: Gold, extraction: Extraction
) -> list[tuple[Annotation, Link]]:
    if not examinee.links or not any(gold.vocabularies.values()):
        return []
    wanted = list({(*_span(a), a.kind): a for a in gold.annotations}.values())
    wanted.sort(key=lambda a: (a.start or 0, -(a.end or 0), a.kind))
    mentions = [Mention.cut(document.text, a.start or 0, a.end or 0, a.kind, GOLD) for a in wanted]
    context = [mention for mention in extraction.mentions if mention.kind not in gold.vocabularies]
    return list(zip(wanted, examinee.link(document, mentions, context), strict=True))


def _span(annotation: Annotation) -> Span:
    return annotation.start or 0, annotation.end or 0, annotation.name


def _mentions(kind: Kind, wanted: Sequence[Annotation], given: Sequence[Link]) -> Iterator[Tally]:
    gold = {_span(a): ", ".join(map(str, a.curies)) for a in wanted}
    found = {(link.mention.start, link.mention.end, link.mention.text): "" for link in given}
    yield judge_sets(STRICT, kind, gold, found)
    score = compare_overlap([span[:2] for span in gold], [span[:2] for span in found])
    yield Tally(measure=OVERLAP, kind=kind, score=score)


def _ids(
    measure: str, kind: Kind, wanted: Sequence[Annotation], given: Sequence[Link], prefixes: tuple[str, ...]
) -> Iterator[Tally]:
    gold = _noted((curie, a.name) for a in wanted for curie in a.curies)
    found = _noted((curie, link.mention.text) for link in given for curie in ids_of(link, prefixes))
    for prefix in prefixes:
        here = {str(curie): note for curie, note in gold.items() if curie.prefix == prefix}
        there = {str(curie): note for curie, note in found.items() if curie.prefix == prefix}
        yield judge_sets(measure, kind, here, there, vocabulary=prefix)


def _renewed(annotation: Annotation) -> Annotation:
    """Return a gold entity with the ids that hold now: corpora keep those of their year, the graph does not."""
    lexicon = Lexicon.open()
    return dataclasses.replace(annotation, curies=tuple(lexicon.successor(curie) for curie in annotation.curies))


def _noted(pairs: Iterable[tuple[Curie, str]]) -> dict[Curie, str]:
    """Return each id with the first name that it has in the text."""
    noted: dict[Curie, str] = {}
    for curie, name in pairs:
        noted.setdefault(curie, name)
    return noted


def _with_ids(kind: Kind, wanted: Sequence[Annotation], given: Sequence[Link], prefixes: tuple[str, ...]) -> Tally:
    """Count a mention as right where span and id are; where the gold has no id, where the system gives none either."""
    by_span = {(link.mention.start, link.mention.end): link for link in given}
    facts: list[Fact] = []
    for annotation in {_span(a): a for a in wanted}.values():
        link = by_span.pop(_span(annotation)[:2], None)
        facts += fact_of(annotation, link, prefixes)
    for link in by_span.values():
        facts += fact_of(None, link, prefixes)
    return tally(BOTH, kind, facts)


def _alone(kind: Kind, pairs: Sequence[tuple[Annotation, Link]], prefixes: tuple[str, ...]) -> Iterator[Tally]:
    """Count what the linker makes of the gold mentions: ids where the gold has one, no match where it has none.

    Ids of variants are outside the registered vocabularies for the most part, so no id there does not mean no match.
    """
    facts = [fact for a, link in pairs if a.curies for fact in fact_of(a, link, prefixes)]
    yield tally(LINKED, kind, facts)
    if kind is Kind.VARIANT:
        return
    gold = {_span(a): "" for a, _ in pairs if not a.curies}
    found = {_span(a): str(link.term or "") for a, link in pairs if not ids_of(link, prefixes)}
    yield judge_sets(NIL, kind, gold, found)


def _marks(gold: Gold, found: Sequence[Link], examinee: Examinee) -> tuple[Mark, ...]:
    return mark(gold.annotations, found, gold.vocabularies if examinee.links else {})


def _sniff(path: Path, first: str) -> bool:
    parts = first.split("|", 2)
    pubtator = len(parts) == 3 and parts[1] in ("t", "a")
    return pubtator or first.startswith("<") or bool({".pubtator", ".bioc"} & set(path.suffixes))


def _read(path: Path, texts: Path | None) -> list[Case]:
    return cases_of(paper for paper in read_papers([path]) if isinstance(paper, Document))


TASK = Task(
    name="entities",
    summary="recognition and linking of entities (PubTator, BioC)",
    sniff=_sniff,
    read=_read,
    judge=judge,
    last_stage="links.",
    measures=(
        Measure(name=STRICT),
        Measure(name=OVERLAP),
        Measure(name=IDS, also=(Average.PAPERS,)),
        Measure(name=RENEWED),
        Measure(name=HABITS),
        Measure(name=BOTH),
        Measure(name=LINKED_IDS),
        Measure(name=LINKED),
        Measure(name=NIL),
    ),
)
