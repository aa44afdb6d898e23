"""Our own words: few, described, mapped, and used."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Store

from extractors.claim import Certainty, Design, Direction, RiskKind, Setting, Status
from extractors.evidence import LEVELS
from kg.query import query
from kg.reference import PAGE, page
from kg.vocab import CG, PREFIXES, SHAPES, VOCABULARY, concept, term, value

SKOS = rdflib.SKOS
MAPPINGS = (
    SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch,
    rdflib.RDFS.subClassOf, rdflib.RDFS.subPropertyOf,
)  # fmt: skip
# What no vocabulary has a word for.
UNMAPPED = {"benefit", "comparator", "context", "contextText", "mitigation", "relation"}


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(VOCABULARY, format="turtle")


@pytest.fixture(scope="module")
def terms(vocabulary: rdflib.Graph) -> set[str]:
    return {str(node) for node in vocabulary.subjects(rdflib.RDF.type) if str(node).startswith(CG)}


def test_there_are_fewer_than_fifty_terms(terms: set[str]) -> None:
    assert 40 < len(terms) < 50


def test_each_term_has_a_label_a_definition_and_a_mapping(vocabulary: rdflib.Graph, terms: set[str]) -> None:
    for name in sorted(terms):
        node = rdflib.URIRef(name)
        assert vocabulary.value(node, rdflib.RDFS.label), name
        assert vocabulary.value(node, SKOS.definition), name
        mapped = any(vocabulary.value(node, mapping) for mapping in MAPPINGS)
        assert mapped != (name.removeprefix(CG) in UNMAPPED), name


def test_every_term_that_the_code_uses_is_defined_and_the_other_way_round(terms: set[str], root: Path) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "kg").rglob("*.py")))
    queries = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "kg/queries").glob("*.rq")))
    for name in terms:
        word = f"cg:{name.removeprefix(CG)}"
        assert word in code or word in queries or word.endswith("Span"), word


@pytest.mark.parametrize("kind", [Certainty, Design, Direction, RiskKind, Setting, Status])
def test_every_value_is_a_concept_with_its_words_as_label(vocabulary: rdflib.Graph, kind: type[StrEnum]) -> None:
    for member in kind:
        if member.value:
            node = rdflib.URIRef(value(member).value)
            assert str(vocabulary.value(node, SKOS.prefLabel)) == member.value
            assert vocabulary.value(node, SKOS.inScheme)


def test_levels_of_evidence_are_ordered(vocabulary: rdflib.Graph) -> None:
    for place, level in enumerate(LEVELS, 1):
        node = rdflib.URIRef(concept("level", level).value)
        assert str(vocabulary.value(node, SKOS.notation)) == str(place)


def test_the_shapes_cover_every_class(terms: set[str]) -> None:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    targets = {str(node) for node in shapes.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#targetClass"))}
    classes = {name for name in terms if name.removeprefix(CG)[0].isupper()}
    assert classes <= targets


def test_the_shapes_say_something_of_every_term(terms: set[str]) -> None:
    # The class of words that are no term has no property of its own, and statements' classes are targets.
    text = SHAPES.read_text(encoding="utf-8")
    assert [name for name in sorted(terms) if f"cg:{name.removeprefix(CG)}" not in text] == []


def test_no_prefix_hides_another() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert term("obo:STATO_0000100").value.endswith("STATO_0000100")


def test_every_property_says_of_what_and_with_which_value(vocabulary: rdflib.Graph, terms: set[str]) -> None:
    schema = rdflib.Namespace(PREFIXES["schema"])
    for name in sorted(terms):
        node = rdflib.URIRef(name)
        if name.removeprefix(CG)[0].islower():
            assert vocabulary.value(node, schema.domainIncludes, any=True), name
            assert vocabulary.value(node, schema.rangeIncludes, any=True), name


def test_the_vocabulary_has_a_version_of_its_own(vocabulary: rdflib.Graph) -> None:
    ontology = vocabulary.value(None, rdflib.RDF.type, rdflib.OWL.Ontology)
    number = vocabulary.value(ontology, rdflib.OWL.versionInfo)
    assert str(vocabulary.value(ontology, rdflib.OWL.versionIRI)) == f"{ontology}/{number}"


def test_the_reference_page_is_the_one_that_is_made_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m kg.reference"


def test_the_example_on_the_reference_page_is_a_query(store: Store) -> None:
    sparql = page().split("```sparql\n")[1].split("```")[0]
    assert list(query(store, sparql)) == []
    wider = sparql.replace("randomised-controlled-trial", "meta-analysis")
    assert len(list(query(store, wider))) == 1
