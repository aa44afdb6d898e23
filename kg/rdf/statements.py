"""What claims and risks share: arguments, qualifiers, evidence, certainty, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode

from extractors.claim import Argument, Claim, Evidence, Qualifier, Risk
from extractors.mention import Intervention
from extractors.phrase import phrase_key
from kg.names import Names
from kg.rdf.mentions import Spans
from kg.rdf.sheet import Sheet
from kg.vocab import concept, value
from ontologies.curie import Curie

QUALIFIERS: dict[str, str] = {
    "population": "biolink:population_context_qualifier",
    "species": "biolink:species_context_qualifier",
    "cell line": "biolink:anatomical_context_qualifier",
    "cell type": "biolink:anatomical_context_qualifier",
    "tissue": "biolink:anatomical_context_qualifier",
    "disease": "biolink:disease_context_qualifier",
}
PARTS: dict[str, str] = {
    "agent": "cg:agent",
    "source cell": "cg:sourceCell",
    "source tissue": "cg:sourceTissue",
    "vesicle": "cg:vesicle",
    "cargo": "cg:cargo",
    "engineering": "cg:engineering",
    "route": "cg:route",
    "dose": "cg:dose",
}


@dataclass(slots=True)
class Shared:
    """Gather what papers share, so that it can be described once for all of them.

    ``terms`` are the ids in use, ``phrases`` the wordings of arguments with no term by kind and key, and
    ``interventions`` the wordings and parts of composed interventions by key. ``paper`` is the paper that is being
    described; empty where several were gathered.
    """

    paper: str = ""
    terms: set[Curie] = field(default_factory=set)
    phrases: set[tuple[str, str, str]] = field(default_factory=set)
    interventions: set[tuple[str, str, tuple[tuple[str, str], ...]]] = field(default_factory=set)

    def argument(self, names: Names, argument: Argument) -> NamedNode:
        """Return the node that stands for an argument, and take note of what it needs."""
        self.terms.update(argument.curies)
        if argument.intervention is not None:
            return self.intervention(names, argument.intervention)
        if argument.curies:
            return NamedNode(argument.curies[0].iri)
        return self.phrase(names, argument.key_in(self.paper), argument.kind.value, argument.spelled or argument.text)

    def phrase(self, names: Names, key: str, kind: str, words: str) -> NamedNode:
        """Return the node of words with no term."""
        self.phrases.add((key, kind, " ".join(words.split())))
        return names.phrase(key)

    def intervention(self, names: Names, intervention: Intervention) -> NamedNode:
        """Return the node of a composed intervention."""
        parts = []
        for part in intervention.parts:
            self.terms.update(part.curies)
            filler = part.curies[0].iri if part.curies else ""
            parts.append((part.role, filler or self.phrase(names, phrase_key(part.text), "Other", part.text).value))
        self.interventions.add((intervention.key, " ".join(intervention.text.split()), tuple(sorted(parts))))
        return names.intervention(intervention.key)


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold what describing the statements of one paper needs: the sheet, its spans, and what papers share.

    ``propositions`` and ``edges`` are sheets of the graphs that papers share.
    """

    sheet: Sheet
    propositions: Sheet
    edges: Sheet
    spans: Spans
    names: Names
    shared: Shared


def describe_place(desk: Desk, node: NamedNode, statement: Claim | Risk) -> None:
    """Say in which sentence of which paper a statement stands; what it cites is said of the sentence."""
    sheet, names, sentence = desk.sheet, desk.names, statement.sentence
    sheet.add(node, "biolink:publications", names.paper(statement.paper))
    sheet.add(node, "prov:wasDerivedFrom", names.sentence(statement.paper, sentence.start, sentence.end))


def describe_modality(sheet: Sheet, node: NamedNode, statement: Claim | Risk) -> None:
    """Keep apart: polarity, how certain the text is, whose statement it is, and how sure the extractor is.

    What all statements have in common is said of the run.
    """
    sheet.add(node, "biolink:negated", statement.negated)
    sheet.add(node, "cg:certainty", value(statement.certainty))
    sheet.add(node, "cg:status", value(statement.status))
    sheet.add(node, "cg:rule", statement.rule)
    sheet.add(node, "cg:score", Decimal(str(round(statement.score, 4))))


def describe_evidence(sheet: Sheet, node: NamedNode, evidence: Evidence) -> None:
    """Describe the two axes of evidence, the level derived from them, and the rule that derived it.

    The terms of ECO and MeSH are those that the values of the axes are mapped to.
    """
    sheet.add(node, "cg:setting", *map(value, evidence.settings))
    sheet.add(node, "cg:design", *map(value, evidence.designs))
    if evidence.level:
        sheet.add(node, "cg:evidenceLevel", concept("level", evidence.level))
    sheet.add(node, "cg:evidenceRule", evidence.rule)
    sheet.add(node, "cg:sampleSize", evidence.n)
    sheet.add(node, "cg:studyCount", evidence.studies)


def describe_qualifiers(desk: Desk, node: NamedNode, qualifiers: tuple[Qualifier, ...]) -> None:
    """Describe the conditions under which a statement holds, with the words of the paper."""
    for qualifier in qualifiers:
        verb = QUALIFIERS.get(qualifier.role, "cg:context")
        desk.sheet.add(node, verb, desk.shared.argument(desk.names, qualifier.argument))
    desk.sheet.add(node, "cg:contextText", joined(qualifier.argument.text for qualifier in qualifiers))


def joined(texts: Iterable[str]) -> str:
    """Return texts as one literal, each once, with bars between; a bar within becomes a slash.

    One literal keeps their order, and a statement with ten conditions small.

    >>> joined(["in mice", "at 10 mg|kg", "in mice"])
    'in mice|at 10 mg/kg'
    """
    return "|".join(dict.fromkeys(text.replace("|", "/") for text in texts))


def describe_argument(desk: Desk, node: NamedNode, role: str, argument: Argument) -> NamedNode:
    """Describe the subject or object of a statement: its term, its words and their place; return the term."""
    filler = desk.shared.argument(desk.names, argument)
    desk.sheet.add(node, f"biolink:{role}", filler)
    desk.sheet.add(node, f"biolink:original_{role}", argument.text)
    desk.sheet.add(node, f"cg:{role}Span", desk.spans.node(argument.start, argument.end))
    return filler
