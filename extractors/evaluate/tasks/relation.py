"""Relations between entities: pairs of ids in a paper, found from its raw text (PubTator with relation lines)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.claim import Argument
from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, judge_sets
from extractors.evaluate.relations import INDUCED, TYPES, Relation, induced, relations
from extractors.evaluate.task import Average, Measure, Task
from extractors.linking.variant_names import Variant, read_variant
from extractors.readers import read as read_papers
from extractors.readers.kinds import kind_of
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

PAIRS, TYPED = "pairs", "pairs with type"
RENEWED = "pairs, retired ids renewed"
# Kinds that the corpora do not tell apart from another.
_LIKE = {Kind.INTERVENTION: Kind.CHEMICAL, Kind.PHENOTYPE: Kind.DISEASE}
# The vocabularies that the corpora take their ids from.
_VOCABULARIES = ("MESH", "OMIM", "NCBIGene", "NCBITaxon", "CVCL", "dbSNP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold the relations of a paper as (type, id, id), and where the entity of each id stands.

    ``types`` and ``kinds`` are the types of relations and the pairs of kinds that the whole file relates. ``local`` is
    True where ids number the mentions of a paper (T1, T2) and name no thing in the world: an argument then answers by
    its place.
    """

    relations: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[int, int, str], ...]
    types: tuple[str, ...]
    kinds: frozenset[frozenset[Kind]]
    local: bool


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper, with the lines ``id<TAB>type<TAB>id<TAB>id`` below its mentions as gold."""
    stated: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    places: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    labels: dict[tuple[str, str], Kind] = {}
    for paper, fields in _lines(path):
        if fields[0].isdigit() and len(fields) >= 5:
            places[paper].append((int(fields[0]), int(fields[1]), fields[4]))
            labels.update(((paper, name), kind_of(fields[3])) for name in re.split(r"[|,;]", fields[4]))
        elif not fields[0].isdigit():
            stated[paper].append((fields[0], fields[1], fields[2]))
    types = tuple(sorted({type_ for found in stated.values() for type_, *_ in found}))
    known = (
        [labels[paper, name] for name in names if (paper, name) in labels]
        for paper, found in stated.items()
        for _, *names in found
    )
    kinds = frozenset(frozenset(pair) for pair in known if len(pair) == 2)
    every = [name for found in stated.values() for _, *names in found for name in names]
    local = bool(every) and all(name.startswith("T") and name[1:].isdigit() for name in every)
    for document in read_papers([path]):
        if isinstance(document, Document):
            name = document.id.removeprefix("PMID")
            gold = Gold(
                relations=tuple(stated[name]), places=tuple(places[name]), types=types, kinds=kinds, local=local
            )
            yield Case(id=document.id, documents=(document,), gold=gold)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare unordered pairs of ids, and with their type where the file has several types.

    Of a file with one type only relations of that type are asked for, and types are compared where the file has some
    of ours. Relations between kinds that the file never relates are left out. Ids compare as the file writes them, and
    again with those that are retired read as their successors: the graph has those that hold now.
    """
    gold: Gold = case.gold
    extraction = examinee.read(case.document)
    find = induced if gold.types == (INDUCED,) else relations
    given = [relation for relation in find(extraction) if not gold.kinds or _kinds(relation) in gold.kinds]
    found = {named for relation in given for named in _named(relation, gold)}
    wanted = {(type_, *sorted(pair)) for type_, *pair in gold.relations}
    tallies = [judge_sets(PAIRS, "pair", _texts(wanted, typed=False), _texts(found, typed=False))]
    renewed = {(type_, *sorted(map(_renewed, pair))) for type_, *pair in wanted}
    tallies.append(judge_sets(RENEWED, "pair", _texts(renewed, typed=False), _texts(found, typed=False)))
    if len(TYPES.intersection(gold.types)) > 1:
        for type_ in sorted({type_ for type_, *_ in wanted | found}):
            sides = ({fact for fact in side if fact[0] == type_} for side in (wanted, found))
            tallies.append(judge_sets(TYPED, type_, *(_texts(side, typed=True) for side in sides)))
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _texts(facts: Iterable[tuple[str, ...]], *, typed: bool) -> dict[str, str]:
    return {" - ".join(fact if typed else fact[1:]): "" for fact in sorted(facts)}


def _kinds(relation: Relation) -> frozenset[Kind]:
    return frozenset(_LIKE.get(argument.kind, argument.kind) for argument in (relation.subject, relation.object))


def _named(relation: Relation, gold: Gold) -> Iterator[tuple[str, ...]]:
    """Yield the relation with the ids of the file, one for each pair that its arguments come to."""
    for first in _names(relation.subject, gold):
        for second in _names(relation.object, gold):
            if first != second:
                yield (relation.type, *sorted((first, second)))


def _names(argument: Argument, gold: Gold) -> Iterator[str]:
    if gold.local:
        yield from (name for start, end, name in gold.places if start < argument.end and argument.start < end)
        return
    parts = argument.intervention.parts if argument.intervention else ()
    for curies in (argument.curies, *(part.curies for part in parts)):
        found = (curie for prefix in _VOCABULARIES for curie in curies if curie.prefix == prefix)
        first = next(found, None)
        if first is not None:
            yield _written(first)
    variant = read_variant(argument.text) if argument.kind is Kind.VARIANT and not argument.curies else None
    if variant is not None:
        yield _of_variant(variant)


def _written(curie: Curie) -> str:
    """Return an id as the corpora write it: without prefix, but for those whose owners have one in it."""
    return str(curie) if curie.prefix in ("OMIM", "CVCL") else curie.identifier


def _of_variant(variant: Variant) -> str:
    """Return a variant without an rs number as BioRED writes it, after tmVar: p|SUB|R|150|X."""
    if variant.change == "sub":
        after = variant.after.replace("*", "X")
        return f"{variant.level}|SUB|{variant.before.replace('*', 'X')}|{variant.place}|{after}"
    return f"{variant.level}|{variant.change.upper()}|{variant.place}|{variant.after}"


_HEADING = re.compile(r"[CD]\d{6,}")


def _renewed(name: str) -> str:
    """Return the id that holds now for one of a corpus, which keeps those of its year."""
    return Lexicon.open().successor(Curie("MESH", name)).identifier if _HEADING.fullmatch(name) else name


def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the id and the other fields of every annotation and relation line."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            paper, tab, rest = line.rstrip("\n").partition("\t")
            fields = rest.split("\t")
            if tab and len(fields) >= 3:
                yield paper, fields


TASK = Task(
    name="relation",
    summary="pairs of ids from raw text, with their types (PubTator with relation lines)",
    # A PubTator file is taken for entities unless somebody asks for its relations.
    sniff=lambda path, first: False,
    read=read,
    judge=judge,
    measures=(Measure(name=PAIRS), Measure(name=RENEWED), Measure(name=TYPED, also=(Average.KINDS,))),
)
