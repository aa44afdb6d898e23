"""Checks of what the graph points to: ids against the releases, and IRIs of its own that nothing describes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Store

from kg.export.world import own_stem
from kg.rdf.mentions import CATEGORIES
from kg.rdf.terms import Knowledge
from kg.verify.report import ask
from kg.vocab import term
from ontologies.curie import Curie

# Vocabularies that no release here holds, or only the part that most papers name: what corpora taught of the rest
# cannot be judged.
_IN_PART = frozenset({"NCBIGene", "NCBITaxon", "GO", "OMIM", "dbSNP"})
_BIOLINK = term("biolink:x").value[:-1]
# What was found in papers, and what claims speak of; what the input itself states is kept as it came.
_USED = """
SELECT DISTINCT ?id ?t ?category ?release {
  { SELECT DISTINCT ?t { ?m cg:rule ?rule ; oa:hasBody ?t } } UNION
  { SELECT DISTINCT ?t { ?c cg:certainty ?sure ; biolink:subject|biolink:object ?t } }
  ?t skos:notation ?id .
  OPTIONAL { ?t a ?category }
  OPTIONAL { ?t rdfs:isDefinedBy ?from . ?from dcterms:identifier ?release }
} ORDER BY ?id ?category"""


def identifiers(store: Store, knowledge: Knowledge) -> Iterator[str | None]:
    """Check each id in use: no release holds it, it is retired, or its kind is not the one that the graph gives it.

    Ids of releases that are not installed here, in another version or only in part cannot be judged and are passed
    over.
    """
    elsewhere = {name for name, _, _ in other_releases(store, knowledge)}
    for identifier, iri, category, release in ask(store, _USED):
        if (category is not None and not category.startswith(_BIOLINK)) or release in elsewhere:
            continue
        curie = Curie.from_iri(iri)
        found = knowledge.find_term(curie) if curie else None
        if found is None and curie is not None and curie.prefix in _IN_PART:
            continue
        if found is None:
            yield f"{iri}: {identifier} is in no release"
        elif found.obsolete:
            after = ", ".join(map(str, found.replaced_by)) or "nothing"
            yield f"{iri}: {identifier} is obsolete, replaced by {after}"
        elif category != term(CATEGORIES[found.kind]).value:
            yield f"{iri}: {identifier} is a {category}, the release has {CATEGORIES[found.kind]}"
        else:
            yield None


def other_releases(store: Store, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Return the releases that the graph was made with and that are not installed here: name, version, version here."""
    stated = ask(store, "SELECT ?n ?v { ?run prov:used ?r . ?r dcterms:identifier ?n ; dcat:version ?v } ORDER BY ?n")
    here = {release.name: release.version for release in knowledge.releases()}
    return [(name, version, here.get(name, "none")) for name, version in stated if here.get(name) != version]


def dangling(store: Store) -> Iterator[str | None]:
    """Check that each IRI of the graph's own making that something points to is described.

    Property by property, as the description of the whole lists them: one scan of each, and one look-up a thing.
    """
    stem = own_stem(store)
    properties = [name for (name,) in ask(store, "SELECT DISTINCT ?p { ?x void:property ?p } ORDER BY ?p")]
    for name in properties:
        own = f"{{ SELECT DISTINCT ?o {{ ?s <{name}> ?o FILTER (isIRI(?o) && STRSTARTS(STR(?o), '{stem}')) }} }}"
        rows = ask(store, f"SELECT ?o (EXISTS {{ ?o ?any ?thing }} AS ?there) {{ {own} }}")
        for thing, there in rows:
            yield None if there == "true" else f"{thing}: <{name}> points to it and nothing describes it"
