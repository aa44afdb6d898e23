"""The ways and worked examples of the reference page lead somewhere, on papers made so that each finds something."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain

import pytest
from bodies import paper
from graph_builders import BREAST_CANCER, CANCER, MCF7, MESH_BREAST, MIR23B, TinyKnowledge, lay, review
from pyoxigraph import QuerySolutions, RdfFormat, Store

from extractors.claim import Argument, Certainty, Claim, Design, Direction, Effect, Evidence, Qualifier, Setting
from extractors.document import Citation, Reference
from extractors.pipeline import Extraction
from kg.names import Names
from kg.query import query, rows
from kg.rdf import Run, paper_quads
from kg.rdf.statements import Shared
from kg.rdf.terms import entity_quads, term_quads
from kg.reference import page
from kg.vocab import VOCABULARY
from kg.ways import WAYS, examples
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind

NAMES = Names()
STARTS = {
    "claim, risk, relation": "{ ?x a cg:Claim } UNION { ?x a cg:Risk } UNION { ?x a cg:PaperRelation }",
    "claim": "?x a cg:Claim",
    "risk": "?x a cg:Risk",
    "paper": "?x dcterms:hasVersion ?version",
    "sentence": "?x a doco:Sentence",
    "mention": "?x a oa:Annotation",
    "term": "?x rdfs:isDefinedBy ?release",
}
FOUND = {
    "cell-lines-of-a-disease": ("MCF-7", "2"),
    "cited-with-more": ("PMID2", "PMC1"),
    "clear-ratios": ("PMC1", "MSC-EVs", "viability", "OR", "0.5", "0.2", "0.9"),
    "feared-in-animals": ("zinc",),
    "frequent-harms": ("PMC1", "Vesicles carrying miR-23b", "dormancy", "3 %", "fatal", "Cargo control"),
    "genes-that-fall": ("MSC-EVs", "MIR23B", "2"),
    "hedged-then-negative": ("E 2003", "zinc may shorten colds .", "F 2004", "zinc did not change colds ."),
    "named-together": ("MCF-7", "breast cancer", "2"),
    "opposite-with-numbers": ("iron", "fatigue", "G 2005", "MD 2 (1 to 3)", "H 2006", ""),
    "other-ids": ("MONDO:0007254",),
    "people-not-mice": ("MSC-EVs",),
    "small-studies": ("PMC1", "Vesicles against tumours", "12", "randomised controlled trial"),
    "trials-about-cancer": ("PMC1", "MSC-EVs", "viability", "decrease"),
}


class Mapped(TinyKnowledge):
    """Know counterparts of every sort."""

    def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
        made = [
            Mapping(subject=BREAST_CANCER, predicate=one, object=MESH_BREAST, justification="", source="tiny")
            for one in Predicate
        ]
        return tuple(one for mapping in made for one in (mapping, mapping.inverse) if one.subject == curie)


@pytest.fixture(scope="module")
def asked() -> Store:
    store, shared = Store(), Shared()
    for extraction in (_paper(), _citing(), lay(), *_others()):
        made = paper_quads(extraction, NAMES, Run(version="0", config="c" * 64))
        store.extend(made)
        shared.terms |= made.shared.terms
        shared.phrases |= made.shared.phrases
        shared.interventions |= made.shared.interventions
    store.extend([*chain.from_iterable(term_quads(shared.terms, Mapped(), NAMES)), *entity_quads(shared, NAMES)])
    store.load(path=VOCABULARY, format=RdfFormat.TURTLE, to_graph=NAMES.shared("vocabulary"))
    return store


def _claims(extraction: Extraction, certainty: Certainty) -> tuple[Claim, Claim]:
    """Return a claim of a small trial, and that a substance makes a gene fall."""
    claim, place = extraction.claims[0], extraction.claims[0].subject
    effect = Effect(
        start=place.start, end=place.end, text="OR 0.5 (0.2 to 0.9)", measure="OR", value=Decimal("0.5"),
        ci_low=Decimal("0.2"), ci_high=Decimal("0.9"), ci_level=Decimal(95), p=Decimal("0.01"), p_comparator="=",
    )  # fmt: skip
    trial = replace(
        claim,
        certainty=certainty,
        evidence=Evidence(settings=(Setting.CLINICAL,), designs=(Design.RCT,), rule="words", n=12),
        statistics=(effect,),
        qualifiers=(*claim.qualifiers, *(_qualifier(place, role) for role in ("species", "population"))),
    )
    gene = Argument(start=place.start, end=place.end, text="miR-23b", kind=Kind.GENE, curies=(MIR23B,))
    return trial, replace(claim, subject=replace(place, kind=Kind.CHEMICAL), object=gene, statistics=())


def _qualifier(place: Argument, role: str) -> Qualifier:
    return Qualifier(role=role, argument=replace(place, curies=(MCF7,)))


def _paper() -> Extraction:
    made = review()
    risks = (replace(made.risks[0], frequency="3 %", severity="fatal"),)
    return replace(made, claims=_claims(made, Certainty.POSSIBLE), risks=risks)


def _citing() -> Extraction:
    made = review()
    document = replace(
        made.document,
        id="PMID2",
        metadata=replace(made.document.metadata, ids=()),
        references=(Reference(key="r1", text="One", ids=(Curie.parse("PMC1"),)),),
        citations=tuple(Citation(start=one.start, end=one.end, key="r1") for one in made.sentences),
    )
    trial, fall = (replace(one, paper="PMID2") for one in _claims(made, Certainty.ASSERTED))
    disease = Argument(start=0, end=8, text="Vesicles", kind=Kind.DISEASE, curies=(MESH_BREAST,))
    return replace(made, document=document, claims=(trial, fall, replace(fall, object=disease)), risks=())


def _others() -> tuple[Extraction, ...]:
    """Return a remedy that is feared, what is said with care and then denied, and two papers that disagree."""
    helped = paper("C 2001", subject="zinc", thing="cough")
    helped = replace(helped, claims=tuple(replace(claim, benefit=True) for claim in helped.claims))
    careful = paper(
        "E 2003", subject="zinc", verb="may shorten", thing="colds", certainty=Certainty.POSSIBLE,
        designs=(Design.REVIEW,),
    )  # fmt: skip
    return (
        helped,
        paper("D 2002", subject="zinc", verb="brought", thing="nausea", settings=(Setting.IN_VIVO,), risk=True),
        careful,
        paper("F 2004", subject="zinc", verb="did not change", thing="colds", negated=True),
        paper(
            "G 2005", subject="iron", verb="raised", thing="fatigue", direction=Direction.INCREASE,
            effects=(("MD", "2", "1", "3"),),
        ),
        paper("H 2006", subject="iron", thing="fatigue"),
    )  # fmt: skip


def _ask(store: Store, sparql: str) -> list[tuple[str, ...]]:
    results = query(store, sparql)
    assert isinstance(results, QuerySolutions)
    return list(rows(results))


@pytest.mark.parametrize(("start", "path"), [(way.start, path) for way in WAYS for path in way.paths])
def test_every_way_on_the_page_leads_to_something(asked: Store, start: str, path: str) -> None:
    assert _ask(asked, f"SELECT ?end WHERE {{ {STARTS[start]} . ?x {path} ?end FILTER (?end != ?x) }} LIMIT 1")


@pytest.mark.parametrize("name", sorted(FOUND))
def test_every_worked_example_finds_what_it_asks_for(asked: Store, name: str) -> None:
    found = _ask(asked, examples()[name])
    assert [row[: len(FOUND[name])] for row in found[:1]] == [FOUND[name]]


def test_a_claim_with_the_id_of_an_exact_counterpart_is_found_below_a_term(asked: Store) -> None:
    results = query(asked, "descendants", term=str(CANCER))
    assert isinstance(results, QuerySolutions)
    assert {row[0] for row in rows(results)} == {str(BREAST_CANCER), str(MESH_BREAST)}


def test_the_page_has_all_examples_and_each_begins_with_its_question() -> None:
    assert sorted(examples()) == sorted(FOUND)
    for text in examples().values():
        assert text.strip() in page()
        assert text.startswith("# ")
        assert "?" in text.partition("\n")[0]
        assert "PREFIX" not in text
