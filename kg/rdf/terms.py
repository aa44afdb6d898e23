"""The shared graphs: terms with their ancestors, mappings between vocabularies, interventions and loose phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode

from kg.names import Names, digest
from kg.rdf.mentions import CATEGORIES
from kg.rdf.sheet import Sheet, iri
from kg.rdf.statements import PARTS, Shared
from kg.vocab import term as vocab_term
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.release import Release
from ontologies.term import Kind, Scope, Term

if TYPE_CHECKING:
    from ontologies.retractions import Retractions

SEMAPV = "https://w3id.org/semapv/vocab/"


class Knowledge(Protocol):
    """Tell what is known of terms; `PackedKnowledge` does so from the packed releases."""

    def find_term(self, curie: Curie) -> Term | None:
        """Return a term, or None where no release holds it."""

    def ancestors(self, curie: Curie) -> tuple[Curie, ...]:
        """Return all terms above one; none where it is unknown."""

    def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
        """Return the mappings of a term, with it as subject."""

    def release_of(self, curie: Curie) -> str:
        """Return the name of the release that holds a term, or nothing."""

    def releases(self) -> tuple[Release, ...]:
        """Return the releases, in a stable order."""

    def is_retracted(self, pmid: str) -> bool:
        """Tell whether a paper was withdrawn."""


class PackedKnowledge:
    """Tell what the packed releases say, or those of a compiled snapshot in a folder, read through memory maps.

    A snapshot without a list of withdrawn papers goes with the packed list.
    """

    def __init__(self, lexicon: Path | None = None) -> None:
        from ontologies.crosswalk import Crosswalk
        from ontologies.lexicon import Lexicon
        from ontologies.ontology import Ontology

        self._lexicon = Lexicon.open(lexicon)
        self._ontology = Ontology(self._lexicon)
        self._crosswalk = Crosswalk(self._lexicon)
        self._retractions = _retractions(lexicon)

    def find_term(self, curie: Curie) -> Term | None:
        """Return a term, or None where no release holds it."""
        return self._lexicon.find_term(curie)

    def ancestors(self, curie: Curie) -> tuple[Curie, ...]:
        """Return all terms above one; none where it is unknown."""
        return self._ontology.ancestors(curie) if curie in self._ontology else ()

    def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
        """Return the mappings of a term, with it as subject."""
        return self._crosswalk.mappings(curie)

    def release_of(self, curie: Curie) -> str:
        """Return the name of the release that holds a term, or nothing."""
        release = self._lexicon.release_of(curie)
        return release.name if release else ""

    def releases(self) -> tuple[Release, ...]:
        """Return the packed releases."""
        return self._lexicon.releases()

    def is_retracted(self, pmid: str) -> bool:
        """Tell whether the packed list of withdrawn papers holds a PubMed number."""
        return self._retractions.is_retracted(pmid)


def _retractions(folder: Path | None) -> Retractions:
    from ontologies.errors import SnapshotError
    from ontologies.retractions import Retractions

    try:
        return Retractions.open(folder)
    except SnapshotError:
        return Retractions.open()


def term_quads(used: Iterable[Curie], knowledge: Knowledge, names: Names) -> Iterator[Sheet]:
    """Describe the terms in use and their counterparts in full, and all terms above them by label and parents."""
    chosen = set(used)
    found = {curie: _described_mappings(curie, knowledge) for curie in sorted(chosen)}
    mappings = {mapping for group in found.values() for mapping in group}
    yield _all_ids(found, names)
    chosen |= {mapping.object for mapping in mappings}
    above = {higher for curie in chosen for higher in knowledge.ancestors(curie)} - chosen
    for curie in sorted(chosen):
        yield _describe_term(curie, knowledge, names, full=True)
    for curie in sorted(above):
        yield _describe_term(curie, knowledge, names, full=False)
    yield from _mapping_quads(mappings, names)
    yield _source_quads(mappings, knowledge, names)


def _all_ids(found: dict[Curie, list[Mapping]], names: Names) -> Sheet:
    """Give each term all its ids in one cell: joining them in a query would cost more than the rest of it."""
    sheet = Sheet(names.shared("terms"))
    for curie, mappings in found.items():
        sheet.add(NamedNode(curie.iri), "cg:allIds", "|".join([str(curie), *sorted(_closest(mappings))]))
    return sheet


def _closest(mappings: Iterable[Mapping]) -> set[str]:
    """Return the ids of exact counterparts, and of close ones in vocabularies that have no exact one."""
    exact = {mapping.object for mapping in mappings if mapping.predicate is Predicate.EXACT}
    prefixes = {curie.prefix for curie in exact}
    close = {mapping.object for mapping in mappings if mapping.predicate is Predicate.CLOSE}
    return {str(curie) for curie in exact | {curie for curie in close if curie.prefix not in prefixes}}


def _described_mappings(curie: Curie, knowledge: Knowledge) -> list[Mapping]:
    """Return the mappings that lead to a term which a release describes: the others would dangle."""
    return [mapping for mapping in knowledge.mappings(curie) if knowledge.find_term(mapping.object) is not None]


def _describe_term(curie: Curie, knowledge: Knowledge, names: Names, *, full: bool) -> Sheet:
    sheet = Sheet(names.shared("terms"))
    node = NamedNode(curie.iri)
    term = knowledge.find_term(curie)
    sheet.typed(node, CATEGORIES[term.kind if term else Kind.OTHER])
    sheet.add(node, "skos:notation", str(curie))
    sheet.add(node, "skos:prefLabel", term.label if term else str(curie))
    if term is not None:
        sheet.add(node, "rdfs:subClassOf", *(NamedNode(parent.iri) for parent in term.parents if parent != curie))
        release = knowledge.release_of(curie)
        sheet.add(node, "rdfs:isDefinedBy", names.node("release", release) if release else None)
        if full:
            _describe_fully(sheet, node, term)
    return sheet


def _describe_fully(sheet: Sheet, node: NamedNode, term: Term) -> None:
    for name in term.names[1:]:
        if name.text != term.label:
            same = name.scope in (Scope.EXACT, Scope.LABEL)
            sheet.add(node, "skos:altLabel" if same else "skos:hiddenLabel", name.text)
    sheet.add(node, "skos:definition", term.definition)
    sheet.add(node, "biolink:in_taxon", NamedNode(term.taxon.iri) if term.taxon else None)
    if term.obsolete:
        sheet.add(node, "owl:deprecated", True)
    sheet.add(node, "dcterms:isReplacedBy", *(NamedNode(curie.iri) for curie in term.replaced_by))


def _mapping_quads(mappings: Iterable[Mapping], names: Names) -> Iterator[Sheet]:
    """Describe each mapping once, in the order of its ends, with the plain SKOS triple both ways."""
    stated = {min(mapping, mapping.inverse) for mapping in mappings}
    for mapping in sorted(stated):
        sheet = Sheet(names.shared("mappings"))
        ends = NamedNode(mapping.subject.iri), NamedNode(mapping.object.iri)
        sheet.add(ends[0], mapping.predicate, ends[1])
        sheet.add(ends[1], mapping.predicate.inverse, ends[0])
        justification, _, rule = mapping.justification.partition(" ")
        facts = (mapping.subject, mapping.predicate, mapping.object, mapping.justification, mapping.source)
        node = names.node("mapping", digest(*facts))
        sheet.typed(node, "sssom:Mapping")
        sheet.add(node, "owl:annotatedSource", ends[0])
        sheet.add(node, "owl:annotatedProperty", vocab_term(mapping.predicate))
        sheet.add(node, "owl:annotatedTarget", ends[1])
        local = justification.removeprefix("semapv:")
        sheet.add(node, "sssom:mapping_justification", iri(SEMAPV + local) if local else None)
        sheet.add(node, "cg:rule", rule)
        sheet.add(node, "sssom:mapping_source", names.node("release", mapping.source) if mapping.source else None)
        yield sheet


def _source_quads(mappings: Iterable[Mapping], knowledge: Knowledge, names: Names) -> Sheet:
    """Name the sources of mappings that are no releases of terms, so that nothing points into the void."""
    sheet = Sheet(names.shared("mappings"))
    described = {release.name for release in knowledge.releases()}
    for source in sorted({mapping.source for mapping in mappings} - described - {""}):
        sheet.typed(names.node("release", source), "prov:Entity")
        sheet.add(names.node("release", source), "dcterms:identifier", source)
    return sheet


def entity_quads(shared: Shared, names: Names) -> Sheet:
    """Describe composed interventions with their parts, and the words that stand for no term."""
    sheet = Sheet(names.shared("entities"))
    _describe_interventions(sheet, shared, names)
    words: dict[str, set[str]] = defaultdict(set)
    for key, kind, text in shared.phrases:
        node = names.phrase(key)
        words[key].add(text)
        sheet.typed(node, CATEGORIES[Kind(kind)])
    for key, texts in words.items():
        sheet.typed(names.phrase(key), "cg:Phrase")
        _label(sheet, names.phrase(key), texts)
    return sheet


def _describe_interventions(sheet: Sheet, shared: Shared, names: Names) -> None:
    wordings: dict[str, set[str]] = defaultdict(set)
    for key, text, parts in shared.interventions:
        wordings[key].add(text)
        node = names.intervention(key)
        for role, filler in parts:
            sheet.add(node, PARTS.get(role, "cg:agent"), NamedNode(filler))
        ids = {str(curie) for _, filler in parts if (curie := Curie.from_iri(filler)) is not None}
        sheet.add(node, "cg:allIds", "|".join(sorted(ids)))
    for key, texts in wordings.items():
        sheet.typed(names.intervention(key), "cg:Intervention", "biolink:Treatment")
        _label(sheet, names.intervention(key), texts)


def _label(sheet: Sheet, node: NamedNode, texts: set[str]) -> None:
    """Label a thing with its shortest wording, the first in order among equals; the others are further names."""
    first, *others = sorted(texts, key=lambda text: (len(text), text))
    sheet.add(node, "skos:prefLabel", first)
    sheet.add(node, "skos:altLabel", *others)
