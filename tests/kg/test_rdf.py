"""Extractions become quads in the shape of the model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from graph_builders import EXTRACTIONS, TinyKnowledge, lay, other, review
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from extractors.claim import LEARNED, Certainty, Direction, Status
from extractors.document import Document, Reference
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction
from kg.names import Names
from kg.rdf import Run, paper_quads
from kg.rdf.sheet import date, fit, iri, literal
from kg.rdf.terms import term_quads
from kg.vocab import term
from ontologies.curie import Curie
from ontologies.mapping import Mapping
from ontologies.term import Kind

RUN = Run(version="0", config="c" * 64)
NAMES = Names()


def quads_of(extraction: Extraction) -> list[Quad]:
    return list(paper_quads(extraction, NAMES, RUN))


def objects(quads: list[Quad], predicate: str, subject: NamedNode | None = None) -> list[str]:
    verb = term(predicate)
    return sorted(quad.object.value for quad in quads if quad.predicate == verb and subject in (None, quad.subject))  # type: ignore[union-attr]


@given(st.text())
def test_fitting_keeps_the_length_so_that_offsets_still_count(text: str) -> None:
    assert len(fit(text)) == len(text)
    Literal(fit(text))


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_papers_never_share_an_iri(one: str, other: str) -> None:
    assert (NAMES.paper(one) == NAMES.paper(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2025-12-09", "date"), ("2025-12", "gYearMonth"), ("2025", "gYear"), ("2025-13", None), ("Winter 2025", None)],
)
def test_a_date_gets_the_type_of_its_precision(text: str, kind: str | None) -> None:
    made = date(text)
    assert (made and made.datatype.value.rpartition("#")[2]) == kind


def test_text_that_is_no_iri_stays_text() -> None:
    assert iri("CC BY") is None
    assert iri("https://example.org/a b") is None
    assert iri("https://example.org/a?b=1#c") == NamedNode("https://example.org/a?b=1#c")


def test_numbers_keep_their_digits() -> None:
    assert literal(Decimal("1E-7")).startswith('"0.0000001"^^')


@pytest.mark.parametrize("name", sorted(EXTRACTIONS))
def test_no_quad_has_a_blank_node_or_lies_outside_a_named_graph(name: str) -> None:
    for quad in quads_of(EXTRACTIONS[name]()):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert isinstance(quad.graph_name, NamedNode)


def test_a_paper_has_its_four_graphs_and_no_other_of_its_own() -> None:
    own = {quad.graph_name.value for quad in quads_of(review()) if "/graph/paper/" in quad.graph_name.value}  # type: ignore[union-attr]
    assert {graph.rpartition("/")[2] for graph in own} == {"text", "mentions", "claims", "provenance"}


@pytest.mark.parametrize(("words", "kind"), [("breast cancer", "Disease"), ("Gizmonin", "Chemical")])
def test_a_mention_takes_twelve_triples_with_a_term_and_without(words: str, kind: str) -> None:
    start = review().document.text.index(words)
    place = f"{start}-{start + len(words)}"
    about = {
        NAMES.within("PMC1", "mention", f"{place}-{kind}"),
        NAMES.within("PMC1", "span", place),
        NAMES.within("PMC1", "selector", place),
    }
    assert sum(quad.subject in about for quad in quads_of(review())) == 12


def test_a_claim_without_statistics_takes_at_most_thirty_five_triples() -> None:
    extraction = other()
    quads = quads_of(extraction)
    for claim in extraction.claims:
        node = NAMES.claim(claim.id)
        assert sum(quad.subject == node for quad in quads) <= 35


def test_what_the_page_states_is_kept_apart_from_what_was_found() -> None:
    quads = quads_of(review())
    given_node = NAMES.within("PMC1", "given", 1)
    assert objects(quads, "oa:hasBody", given_node) == ["http://purl.obolibrary.org/obo/MONDO_0004989"]
    assert objects(quads, "dcterms:source", given_node) == ["https://example.org/page"]
    found = NAMES.within("PMC1", "mention", "58-71-Disease")
    assert objects(quads, "oa:hasBody", found) == ["http://purl.obolibrary.org/obo/MONDO_0007254"]


def test_a_mention_of_two_things_has_both_for_bodies_and_both_are_terms_of_the_graph() -> None:
    text = "breast and ovarian cancer"
    mention = Mention.cut(text, 0, len(text), Kind.DISEASE, "hand")
    other_link = Link(mention=mention, term=Curie.parse("MESH:D010051"), rule="joined")
    link = Link(mention=mention, term=Curie.parse("MESH:D001943"), rule="joined", also=(other_link,))
    document = Document(id="t", text=text, source="t.txt", format="text")
    found = paper_quads(Extraction(document=document, mentions=(mention,), links=(link,)), NAMES, RUN)
    assert objects(list(found), "oa:hasBody") == [
        "http://id.nlm.nih.gov/mesh/D001943",
        "http://id.nlm.nih.gov/mesh/D010051",
    ]
    assert {str(curie) for curie in found.shared.terms} == {"MESH:D001943", "MESH:D010051"}


def test_authors_keep_their_order() -> None:
    quads = quads_of(review())
    assert objects(quads, "foaf:name", NAMES.within("PMC1", "author", 1)) == ["Ada One"]
    assert objects(quads, "co:index", NAMES.within("PMC1", "author", 2)) == ["2"]


def test_a_lay_article_cites_as_evidence_and_a_paper_cites() -> None:
    assert objects(quads_of(lay()), "cito:citesAsEvidence", NAMES.paper("lay"))
    assert objects(quads_of(review()), "cito:cites", NAMES.paper("PMC1")) == ["https://pubmed.ncbi.nlm.nih.gov/666"]


def test_an_entry_that_names_two_works_is_one_reference_to_both() -> None:
    first = Reference(key="r9", text="(a) Rest. 2001.", title="Rest", year="2001", ids=(Curie("PMID", "11"),))
    second = Reference(key="r9", text="(b) Sleep. 2002.", title="Sleep", year="2002", ids=(Curie("PMID", "12"),))
    extraction = review()
    document = replace(extraction.document, references=(first, second))
    quads = quads_of(replace(extraction, document=document))
    node = NAMES.within(document.id, "reference", "r9")
    assert objects(quads, "dcterms:title", node) == ["Rest; Sleep"]
    assert objects(quads, "rdfs:label", node) == ["(a) Rest. 2001. (b) Sleep. 2002."]
    assert len(objects(quads, "biro:references", node)) == 2


def test_only_a_claim_that_is_asserted_and_not_denied_makes_a_plain_edge() -> None:
    graph = NAMES.shared("asserted")
    edges = [
        quad for extraction in (review(), lay(), other()) for quad in quads_of(extraction) if quad.graph_name == graph
    ]
    claims = [claim for extraction in (review(), lay(), other()) for claim in extraction.claims]
    safe = [claim for claim in claims if not claim.negated and claim.certainty is Certainty.ASSERTED]
    assert len(edges) == len(safe) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"direction": Direction.NO_CHANGE},
        {"status": Status.METHOD},
        {"status": Status.LIMITATION},
        {"negated": True},
        {"certainty": Certainty.PROBABLE},
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold_on_its_own_has_a_node_but_no_plain_edge(change: dict[str, Any]) -> None:
    extraction = review()
    (plain,) = extraction.claims
    edges = [
        [quad for quad in quads_of(replace(extraction, claims=(claim,))) if quad.graph_name == NAMES.shared("asserted")]
        for claim in (plain, replace(plain, **change))
    ]
    assert [len(found) for found in edges] == [1, 0]
    node = NAMES.claim(replace(plain, **change).id)
    assert objects(quads_of(replace(extraction, claims=(replace(plain, **change),))), "cg:states", node)


def test_what_a_paper_relates_as_a_whole_states_nothing_and_makes_no_plain_edge() -> None:
    extraction = review()
    (claim,) = extraction.claims
    made = paper_quads(replace(extraction, claims=(replace(claim, rule=LEARNED),)), NAMES, RUN)
    quads = list(made)
    node = NAMES.relation(replace(claim, rule=LEARNED).id)
    assert objects(quads, "rdf:type", node) == [term("cg:PaperRelation").value]
    assert objects(quads, "biolink:subject", node)
    assert objects(quads, "cg:direction", node)
    for verb in ("cg:states", "cg:benefit", "biolink:original_predicate"):
        assert objects(quads, verb, NAMES.claim(claim.id)) == objects(quads, verb, node) == []
    assert not any(quad.graph_name == NAMES.shared("asserted") for quad in quads)
    assert (made.claims, made.relations) == (0, 1)


def test_a_finding_of_others_is_a_plain_edge_and_a_harm_that_was_only_looked_for_is_none() -> None:
    graph = NAMES.shared("asserted")
    extraction = review()
    (claim,), (risk,) = extraction.claims, extraction.risks
    cited = replace(extraction, claims=(replace(claim, status=Status.BACKGROUND),))
    assert sum(quad.graph_name == graph for quad in quads_of(cited)) == 1
    harm = replace(risk, certainty=Certainty.ASSERTED)
    for status, edges in ((Status.FINDING, 1), (Status.METHOD, 0)):
        changed = replace(extraction, claims=(), risks=(replace(harm, status=status),))
        assert sum(quad.graph_name == graph for quad in quads_of(changed)) == edges


def test_two_papers_that_say_the_same_state_one_proposition() -> None:
    first, second = (quads_of(extraction) for extraction in (lay(), lay()))
    assert objects(first, "cg:states") == objects(second, "cg:states")
    assert len(set(objects(first, "cg:states"))) == 4


def test_a_p_value_keeps_its_sign_and_an_interval_its_level() -> None:
    quads = quads_of(review())
    assert objects(quads, "cg:relation") == ["<"]
    assert objects(quads, "cg:level") == ["95"]
    kinds = Counter(objects(quads, "rdf:type"))
    assert kinds["http://purl.obolibrary.org/obo/STATO_0000231"] == 1
    assert kinds["http://purl.obolibrary.org/obo/STATO_0000100"] == 1


def test_a_risk_that_is_only_linked_gets_the_weaker_predicate() -> None:
    risk = NAMES.risk(review().risks[0].id)
    (predicate,) = objects(quads_of(review()), "biolink:predicate", risk)
    assert predicate.endswith("associated_with_increased_likelihood_of")


def test_terms_bring_those_above_them_and_their_counterparts() -> None:
    quads = list(chain.from_iterable(term_quads([Curie.parse("MONDO:0007254")], TinyKnowledge(), NAMES)))
    assert objects(quads, "skos:notation") == ["MESH:D001943", "MONDO:0004992", "MONDO:0007254"]
    assert objects(quads, "skos:closeMatch") == [
        "http://id.nlm.nih.gov/mesh/D001943",
        "http://purl.obolibrary.org/obo/MONDO_0007254",
    ]
    assert objects(quads, "sssom:mapping_justification") == ["https://w3id.org/semapv/vocab/ManualMappingCuration"]


def test_text_that_no_xml_can_carry_does_not_stop_a_paper() -> None:
    document = Document(id="odd/../ id\u00e9", text="a\x0b\ud800\u0000b", source="x", format="text")
    lines = paper_quads(Extraction(document=document), NAMES, RUN).lines()
    assert any("odd%2F..%2F%20id%C3%A9" in line for line in lines)


@pytest.mark.parametrize("name", sorted(EXTRACTIONS))
def test_the_bytes_do_not_depend_on_the_hash_seed(name: str) -> None:
    code = (
        "import sys; from graph_builders import EXTRACTIONS; from kg.names import Names;"
        "from kg.rdf import Run, paper_quads;"
        f"made = paper_quads(EXTRACTIONS[{name!r}](), Names(), Run(version='0', config='c'));"
        "sys.stdout.buffer.write(''.join(made.lines()).encode())"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") > 100


def test_a_source_of_mappings_that_is_no_release_has_its_name() -> None:
    class Other(TinyKnowledge):
        def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
            return tuple(replace(mapping, source="elsewhere") for mapping in super().mappings(curie))

    quads = list(chain.from_iterable(term_quads([Curie.parse("MONDO:0007254")], Other(), NAMES)))
    pointed = {quad.object for quad in quads if quad.predicate == term("sssom:mapping_source")}
    assert pointed == {NAMES.node("release", "elsewhere")}
    assert pointed == {quad.subject for quad in quads if quad.object == Literal("elsewhere")}


def test_the_sentence_of_an_argument_that_is_carried_on_is_described() -> None:
    made = review()
    (claim, *_), (first, *_, last) = made.claims, made.sentences
    start = last.start
    carried = replace(claim.object, start=start, end=start + 8, text=made.document.text[start : start + 8])
    alone = replace(
        made, links=(), interventions=(), risks=(), document=replace(made.document, annotations=()),
        claims=(replace(claim, object=carried),),
    )  # fmt: skip
    quads = quads_of(alone)
    scopes = {quad.object for quad in quads if quad.predicate == term("oa:hasScope")}
    described = {quad.subject for quad in quads if quad.predicate == term("nif:beginIndex")}
    assert NAMES.sentence("PMC1", first.start, first.end) in scopes
    assert NAMES.sentence("PMC1", last.start, last.end) in scopes
    assert scopes <= described
