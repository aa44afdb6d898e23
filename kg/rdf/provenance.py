"""Where the graph comes from: the run, the releases it used, and which graphs it made of which text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from extractors.document import Document
from kg.names import LAYERS, Names
from kg.rdf.sheet import Sheet, iri
from kg.rdf.text import text_node
from kg.vocab import CG, PREFIXES, term
from ontologies.release import Release

# How statements were come by, in the words of Biolink's enumerations.
KNOWLEDGE_LEVEL, AGENT_TYPE = "not_provided", "text_mining_agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Describe one build: the program's version, a digest of its configuration, what it ran, and the passed-in time.

    ``at`` is an ISO 8601 date and time, empty where none was passed in.
    """

    version: str
    config: str
    stages: tuple[str, ...] = ()
    at: str = ""


def run_node(run: Run, names: Names) -> NamedNode:
    """Return the activity that made a graph."""
    return names.node("run", run.config[:20])


def provenance_quads(document: Document, run: Run, names: Names) -> Sheet:
    """Return the provenance layer of a paper."""
    sheet = Sheet(names.graph(document.id, "provenance"))
    text = text_node(names, document)
    for layer in LAYERS[:3]:
        graph = names.graph(document.id, layer)
        sheet.add(graph, "prov:wasGeneratedBy", run_node(run, names))
        sheet.add(graph, "prov:wasDerivedFrom", text)
        sheet.add(graph, "foaf:primaryTopic", names.paper(document.id))
    return sheet


def run_quads(run: Run, releases: Iterable[Release], names: Names) -> Sheet:
    """Describe the run and each release that it used."""
    sheet = Sheet(names.shared("run"))
    node = run_node(run, names)
    sheet.typed(node, "prov:Activity")
    sheet.add(node, "schema:softwareVersion", run.version)
    sheet.add(node, "spdx:checksumValue", run.config)
    sheet.add(node, "cg:rule", *run.stages)
    # Biolink asks for both of every statement; here they are the same for all.
    sheet.add(node, "biolink:knowledge_level", KNOWLEDGE_LEVEL)
    sheet.add(node, "biolink:agent_type", AGENT_TYPE)
    if run.at:
        sheet.add(node, "prov:endedAtTime", Literal(run.at, datatype=term("xsd:dateTime")))
    for release in releases:
        used = names.node("release", release.name)
        sheet.add(node, "prov:used", used)
        sheet.typed(used, "dcat:Dataset", "prov:Entity")
        sheet.add(used, "dcterms:identifier", release.name)
        sheet.add(used, "dcterms:title", release.title)
        sheet.add(used, "dcat:version", release.version)
        licence = iri(release.licence_url)
        sheet.add(used, "dcterms:license", licence)
        sheet.add(used, "dcterms:rights", release.licence)
        sheet.add(used, "dcat:landingPage", iri(release.homepage))
        sheet.add(used, "dcterms:source", release.package)
        sheet.add(used, "spdx:checksumValue", release.sha256)
    return sheet


# Whoever passes a graph on must look at both; the sentences in it are their authors'.
_RIGHTS = "The licence of each paper is stated with the paper, that of each vocabulary with its release in this graph."


def dataset_quads(
    run: Run, counts: Mapping[str, int], classes: Mapping[str, int], properties: Mapping[str, int], names: Names
) -> Sheet:
    """Describe the whole graph in VoID: what it holds, so that nobody must count it again.

    ``counts`` are the numbers of the build's summary by name, ``classes`` and ``properties`` count things and triples
    by IRI.
    """
    sheet = Sheet(names.shared("dataset"))
    node = names.node("dataset")
    sheet.typed(node, "void:Dataset", "dcat:Dataset")
    sheet.add(node, "dcterms:title", "Claims of biomedical papers")
    sheet.add(node, "dcterms:rights", _RIGHTS)
    sheet.add(node, "void:uriSpace", names.base)
    sheet.add(node, "void:vocabulary", NamedNode(CG.removesuffix("#")), NamedNode(PREFIXES["biolink"]))
    sheet.add(node, "prov:wasGeneratedBy", run_node(run, names))
    sheet.add(node, "void:triples", counts.get("quads"))
    sheet.add(node, "void:documents", counts.get("papers"))
    for name, number in sorted(counts.items()):
        part = names.node("dataset", "count", name)
        sheet.add(node, "void:subset", part)
        sheet.add(part, "dcterms:title", name)
        sheet.add(part, "void:entities", number)
    _partitions(sheet, "class", "void:entities", classes, names)
    _partitions(sheet, "property", "void:triples", properties, names)
    return sheet


def _partitions(sheet: Sheet, kind: str, measure: str, counts: Mapping[str, int], names: Names) -> None:
    for name, number in sorted(counts.items()):
        part = names.node("dataset", kind, name)
        sheet.add(names.node("dataset"), f"void:{kind}Partition", part)
        sheet.add(part, f"void:{kind}", NamedNode(name))
        sheet.add(part, measure, number)
