"""The mentions layer: who is named where, as Web Annotations, and what the input itself had annotated."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import NamedNode

from extractors.document import Annotation, Document, Sentence
from extractors.link import Link
from extractors.mention import Intervention
from extractors.pipeline import Extraction
from kg.names import Names
from kg.rdf.sheet import Sheet, iri
from kg.rdf.text import text_node
from kg.vocab import term
from ontologies.term import Kind

CATEGORIES: dict[Kind, str] = {
    Kind.GENE: "biolink:Gene",
    Kind.DISEASE: "biolink:Disease",
    Kind.CHEMICAL: "biolink:ChemicalEntity",
    Kind.SPECIES: "biolink:OrganismTaxon",
    Kind.CELL_LINE: "biolink:CellLine",
    Kind.CELL_TYPE: "biolink:Cell",
    Kind.VARIANT: "biolink:SequenceVariant",
    Kind.INTERVENTION: "biolink:Treatment",
    Kind.OUTCOME: "biolink:ClinicalFinding",
    Kind.ANATOMY: "biolink:AnatomicalEntity",
    Kind.PHENOTYPE: "biolink:PhenotypicFeature",
    Kind.PROCESS: "biolink:BiologicalProcess",
    Kind.EVIDENCE: "biolink:EvidenceType",
    Kind.STATISTIC: "biolink:InformationContentEntity",
    Kind.PUBLICATION_TYPE: "biolink:Publication",
    Kind.OTHER: "biolink:NamedThing",
}


@dataclass(slots=True)
class Spans:
    """Describe runs of text once each: source, sentence and selector.

    One node is both a position and a quote selector: the text's hash makes prefix and suffix needless.
    """

    sheet: Sheet
    names: Names
    document: Document
    source: NamedNode
    sentences: tuple[Sentence, ...]
    seen: set[tuple[int, int]]

    @classmethod
    def over(cls, sheet: Sheet, names: Names, extraction: Extraction) -> Spans:
        """Start with no span described."""
        document = extraction.document
        return cls(sheet, names, document, text_node(names, document), extraction.sentences, set())

    def node(self, start: int, end: int, sentence: Sentence | None = None) -> NamedNode:
        """Return the span, described in the sheet if it was not yet."""
        node = self.names.span(self.document.id, start, end)
        if (start, end) not in self.seen:
            self.seen.add((start, end))
            self._describe(node, start, end, sentence or sentence_at(self.sentences, start))
        return node

    def _describe(self, node: NamedNode, start: int, end: int, sentence: Sentence | None) -> None:
        selector = self.names.selector(self.document.id, start, end)
        self.sheet.add(node, "oa:hasSource", self.source)
        self.sheet.add(node, "oa:hasSelector", selector)
        if sentence is not None:
            scope = self.names.sentence(self.document.id, sentence.start, sentence.end)
            self.sheet.add(node, "oa:hasScope", scope)
        self.sheet.typed(selector, "oa:TextPositionSelector")
        self.sheet.add(selector, "oa:start", start)
        self.sheet.add(selector, "oa:end", end)
        self.sheet.add(selector, "oa:exact", self.document.text[start:end])


def sentence_at(sentences: tuple[Sentence, ...], start: int) -> Sentence | None:
    """Return the sentence that holds an offset, or None; sentences are in order."""
    at = bisect(sentences, start, key=_END)
    return sentences[at] if at < len(sentences) and sentences[at].start <= start else None


_END = attrgetter("end")


def mention_quads(extraction: Extraction, names: Names) -> tuple[Sheet, Spans]:
    """Return the mentions layer; the spans in it may be used by claims."""
    document = extraction.document
    sheet = Sheet(names.graph(document.id, "mentions"))
    spans = Spans.over(sheet, names, extraction)
    for link in own_links(extraction):
        _describe_link(sheet, spans, link)
    for intervention in extraction.interventions:
        _describe_intervention(sheet, spans, intervention)
    for place, annotation in enumerate(document.annotations, 1):
        _describe_given(sheet, spans, annotation, place)
    return sheet, spans


def own_links(extraction: Extraction) -> list[Link]:
    """Return the links but those of mentions that are composed interventions as a whole: their parts say more."""
    whole = {(one.start, one.end) for one in extraction.interventions}
    return [link for link in extraction.links if link.term or (link.mention.start, link.mention.end) not in whole]


def _annotate(sheet: Sheet, spans: Spans, node: NamedNode, start: int, end: int) -> None:
    sheet.typed(node, "oa:Annotation")
    sheet.add(node, "oa:motivatedBy", term("oa:identifying"))
    sheet.add(node, "oa:hasTarget", spans.node(start, end))


def _describe_link(sheet: Sheet, spans: Spans, link: Link) -> None:
    """Describe a linked mention in twelve triples; only one with no term says its kind, else the term does.

    A mention that names several things has a body for each.
    """
    mention = link.mention
    node = spans.names.within(spans.document.id, "mention", f"{mention.start}-{mention.end}-{mention.kind.value}")
    _annotate(sheet, spans, node, mention.start, mention.end)
    sheet.add(node, "cg:rule", f"{mention.recogniser} > {link.rule}")
    if link.term is None:
        sheet.add(node, "dcterms:type", term(CATEGORIES[mention.kind]))
    else:
        sheet.add(node, "oa:hasBody", *(NamedNode(one.term.iri) for one in link.each if one.term is not None))


def _describe_intervention(sheet: Sheet, spans: Spans, intervention: Intervention) -> None:
    where = f"{intervention.start}-{intervention.end}-whole"
    node = spans.names.within(spans.document.id, "mention", where)
    _annotate(sheet, spans, node, intervention.start, intervention.end)
    sheet.add(node, "oa:hasBody", spans.names.intervention(intervention.key))


def _describe_given(sheet: Sheet, spans: Spans, annotation: Annotation, place: int) -> None:
    """Keep what the input itself states apart from what was found: never merged, its source named."""
    document = spans.document
    node = spans.names.within(document.id, "given", place)
    sheet.typed(node, "oa:Annotation", "cg:ImportedAnnotation")
    sheet.add(node, "oa:motivatedBy", term("oa:identifying" if annotation.start is not None else "oa:tagging"))
    sheet.add(node, "oa:hasBody", *(NamedNode(curie.iri) for curie in annotation.curies))
    sheet.add(node, "dcterms:type", term(CATEGORIES[annotation.kind]))
    sheet.add(node, "rdfs:label", annotation.name)
    sheet.add(node, "skos:altLabel", *annotation.aliases)
    sheet.add(node, "dcterms:source", iri(annotation.source) or annotation.source or document.source)
    if annotation.start is not None and annotation.end is not None:
        sheet.add(node, "oa:hasTarget", spans.node(annotation.start, annotation.end))
    else:
        sheet.add(node, "oa:hasTarget", spans.names.paper(document.id))


def sentences_used(extraction: Extraction) -> Iterable[Sentence]:
    """Return the sentences that hold a mention, or a claim or a risk or what these point to, in order and once each."""
    places = [link.mention.start for link in extraction.links]
    places += [intervention.start for intervention in extraction.interventions]
    places += [given.start for given in extraction.document.annotations if given.start is not None]
    # A subject may be carried on from another sentence, and the numbers of a table stand in cells of their own.
    for claim in extraction.claims:
        places += [claim.subject.start, claim.object.start, *(effect.start for effect in claim.statistics)]
    for risk in extraction.risks:
        places += [one.start for one in (risk.agent, risk.hazard, *risk.mitigation) if one is not None]
    found = {sentence_at(extraction.sentences, start) for start in places}
    found |= {claim.sentence for claim in extraction.claims} | {risk.sentence for risk in extraction.risks}
    return sorted((sentence for sentence in found if sentence), key=lambda sentence: (sentence.start, sentence.end))
