"""Every named query has its rows on the small graph, and its parameters are values, never syntax."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graph_builders import LAY, OTHER, REVIEW
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from extractors.relations.statements import ACROSS, RULE
from kg.errors import QueryError, UnknownQueryError
from kg.paging import is_paged, page_rows, pages, serialized
from kg.query import NamedQuery, bind, columns, find_text, named_queries, query, resolve, rows
from kg.vocab import PREFIXES, term

REDUCED = (
    "MSC-EVs reduced the viability of breast cancer cells (SMD = -4.79, 95% CI -5.5 to -4.1, p < 0.001) in MCF-7 cells."
)
RAISED = "MSC-EVs increased the viability of breast cancer cells."
CLAIMS = (
    "claim,paper,section,sentence,start,end,subject,subject_id,predicate,direction,object,object_id,comparator,context,"
    "negated,certainty,status,setting,design,measure,value,ci_low,ci_high,ci_level,p,i2,n,studies"
)
RISKS = (
    "risk,paper,section,sentence,start,end,kind,agent,agent_id,hazard,hazard_id,setting,design,certainty,negated,"
    "mitigation"
)


def ask(store: Store, query_name: str, /, *names: str, **params: str) -> list[tuple[str, ...]]:
    results = query(store, query_name, **params)
    assert isinstance(results, QuerySolutions)
    known = columns(results)
    places = [known.index(column) for column in names or known]
    return [tuple(row[place] for place in places) for row in rows(results)]


def table(store: Store, name: str, **params: str) -> list[dict[str, str]]:
    results = query(store, name, **params)
    assert isinstance(results, QuerySolutions)
    return [dict(zip(columns(results), row, strict=True)) for row in rows(results)]


@pytest.mark.parametrize(("name", "expected"), [("claims", CLAIMS), ("risks", RISKS)])
def test_claims_and_risks_have_the_columns_that_other_programs_read(store: Store, name: str, expected: str) -> None:
    results = query(store, name)
    assert isinstance(results, QuerySolutions)
    assert ",".join(columns(results)) == expected


def test_a_claim_fills_its_row(store: Store) -> None:
    (row,) = table(store, "claims", paper="PMC1")
    assert row.pop("claim")
    assert row == {
        "paper": "PMC1", "section": "results", "sentence": REDUCED, "start": "25", "end": "139", "subject": "MSC-EVs",
        "subject_id": "", "predicate": "affects", "direction": "decrease", "object": "viability",
        "object_id": "MESH:D002470", "comparator": "", "context": "MCF-7|breast cancer", "negated": "false",
        "certainty": "asserted", "status": "finding", "setting": "in vitro",
        "design": "meta-analysis|systematic review",
        "measure": "SMD", "value": "-4.79", "ci_low": "-5.5", "ci_high": "-4.1", "ci_level": "95", "p": "<0.001",
        "i2": "50-70", "n": "", "studies": "58",
    }  # fmt: skip
    assert REVIEW[int(row["start"]) : int(row["end"])] == REDUCED


def test_a_risk_fills_its_row(store: Store) -> None:
    row, limit = table(store, "risks")
    assert row.pop("risk")
    assert (limit["kind"], limit["agent"], limit["agent_id"]) == ("evidence limitation", "", "")
    assert row == {
        "paper": "PMC1", "section": "results", "sentence": "Vesicles carrying miR-23b may promote dormancy in mice.",
        "start": "140", "end": "195", "kind": "disease promotion", "agent": "Vesicles carrying miR-23b",
        "agent_id": "GO:1903561|NCBIGene:407011", "hazard": "dormancy", "hazard_id": "", "setting": "in vivo",
        "design": "animal study", "certainty": "possible", "negated": "false", "mitigation": "Cargo control",
    }  # fmt: skip


def test_ids_of_an_argument_have_its_counterparts_after_its_own(store: Store) -> None:
    found = ask(store, "claims", "object_id", paper="lay", object="MONDO:0007254")
    assert found == [("MONDO:0007254|MESH:D001943",)] * 2


def test_benefits_come_with_the_strongest_evidence_first_and_without_denials(store: Store) -> None:
    names = ("paper", "subject", "direction", "object", "value", "studies")
    assert ask(store, "benefits", *names) == [
        ("PMC1", "MSC-EVs", "decrease", "viability", "-4.79", "58"),
        ("lay", "MSC-EVs", "", "breast cancer", "", ""),
    ]


def all_in_vitro(store: Store) -> Store:
    """Return a copy of a store in which nothing was seen in vivo."""
    edited = Store()
    edited.extend(store)
    setting = "https://w3id.org/claimgraph/value/setting/"
    edited.update(
        f"DELETE {{ GRAPH ?g {{ ?c ?by <{setting}in-vivo> }} }} INSERT {{ GRAPH ?g {{ ?c ?by <{setting}in-vitro> }} }}"
        f" WHERE {{ GRAPH ?g {{ ?c ?by <{setting}in-vivo> }} }}"
    )
    return edited


def all_related(store: Store, rule: str) -> Store:
    """Return a copy of a store, all in vitro, in which every claim is what its paper relates as a whole."""
    edited = all_in_vitro(store)
    claim_only = "cg:states, cg:benefit, cg:effect, cg:rule, biolink:original_predicate"
    edited.update(
        f"DELETE {{ GRAPH ?g {{ ?c a cg:Claim . ?c ?by ?old }} }} "
        f'INSERT {{ GRAPH ?g {{ ?c a cg:PaperRelation ; cg:rule "{rule}" }} }} '
        f"WHERE {{ GRAPH ?g {{ ?c a cg:Claim OPTIONAL {{ ?c ?by ?old FILTER (?by IN ({claim_only})) }} }} }}",
        prefixes=PREFIXES,
    )
    return edited


@pytest.mark.parametrize("rule", [RULE, ACROSS])
@pytest.mark.parametrize(
    "name",
    [
        "agreement",
        "balance",
        "benefits",
        "claims",
        "contradictions",
        "descendants",
        "forest",
        "cited-only",
        "raised",
        "retracted",
    ],
)
def test_what_a_paper_relates_as_a_whole_is_no_claim(store: Store, name: str, rule: str) -> None:
    def found(edited: Store) -> list[tuple[str, ...]]:
        rows = ask(edited, name)
        return [row for row in rows if "risk" not in row and "cited" not in row] if name != "claims" else rows

    assert found(all_in_vitro(store))
    assert found(all_related(store, rule)) == []


def test_relations_are_what_papers_relate_as_wholes(store: Store) -> None:
    assert ask(store, "relations") == []
    columns = ("subject", "predicate", "direction", "object", "object_id", "named", "start", "sentence")
    edited = all_related(store, ACROSS)
    assert ask(edited, "relations", *columns, paper="PMC1") == [
        ("MSC-EVs", "affects", "decrease", "viability", "MESH:D002470", "across sentences", "25", REDUCED)
    ]
    assert ask(edited, "relations", "paper", object="MONDO:0007254") == [("lay",)] * 2
    assert ask(edited, "relations", "paper", subject="MSC-EVs", object="viability") == [("PMC1",), ("PMID2",)]
    assert set(ask(all_related(store, RULE), "relations", "named")) == {("in one sentence",)}
    assert set(ask(edited, "sentences", "kind")) == {("relation",), ("risk",)}


def test_contradictions_are_opposite_directions_in_one_setting_of_different_papers(store: Store) -> None:
    assert ask(store, "contradictions") == [], "one paper saw it in a dish, the other in mice"
    edited = all_in_vitro(store)
    row = ("MSC-EVs", "Cell Survival", "in vitro", "PMID2", RAISED, "PMC1", REDUCED)
    assert ask(edited, "contradictions", subject="MSC-EVs", object="viability", setting="in vitro") == [row]
    assert ask(edited, "contradictions", setting="clinical") == []


def test_agreement_counts_papers_by_setting_and_by_what_they_say(store: Store) -> None:
    columns = ("object", "setting", "papers", "increase", "decrease", "no_change", "verdict")
    assert ask(store, "agreement", *columns) == [
        ("apoptotic process", "not stated", "2", "1", "0", "1", "mixed"),
        ("Cell Survival", "in vitro", "1", "0", "1", "0", "one paper"),
        ("Cell Survival", "in vivo", "1", "1", "0", "0", "one paper"),
    ]
    assert ask(store, "agreement", "object", object="apoptosis") == [("apoptotic process",)]


def test_balance_has_benefit_harm_and_risk(store: Store) -> None:
    assert ask(store, "balance", "side", "what", "paper") == [
        ("benefit", "breast cancer", "lay"),
        ("benefit", "decrease of viability", "PMC1"),
        ("harm", "increase of viability", "PMID2"),
        ("risk", "evidence limitation: approved", "lay"),
        ("risk", "disease promotion: dormancy", "PMC1"),
    ]
    assert ask(store, "balance", "side", agent="MSC-EVs") == [("benefit",), ("benefit",), ("harm",)]


def test_forest_has_a_row_for_each_effect_with_a_value(store: Store) -> None:
    names = ("paper", "year", "outcome", "measure", "value", "ci_low", "ci_high", "studies")
    expected = [("PMC1", "2025", "viability", "SMD", "-4.79", "-5.5", "-4.1", "58")]
    assert ask(store, "forest", *names, outcome="viability", measure="SMD") == expected
    assert ask(store, "forest", *names, measure="OR") == []


def test_effects_have_their_interval_p_and_heterogeneity_apart(store: Store) -> None:
    (row,) = table(store, "effects", measure="SMD", subject="MSC-EVs", paper="PMC1")
    assert row.pop("claim") in row.pop("effect")
    assert row == {
        "paper": "PMC1", "subject": "MSC-EVs", "object": "viability", "measure": "SMD", "value": "-4.79", "unit": "",
        "ci_low": "-5.5", "ci_high": "-4.1", "ci_level": "95", "p_relation": "<", "p": "0.001", "arm": "",
        "spread": "", "spread_value": "", "spread_low": "", "spread_high": "", "i2_low": "50",
        "i2_high": "70", "tau2": "", "q": "", "n": "", "studies": "58", "start": "79", "end": "122",
        "words": "SMD = -4.79, 95% CI -5.5 to -4.1, p < 0.001",
    }  # fmt: skip
    assert ask(store, "effects", measure="OR") == []


def test_forest_takes_the_number_of_studies_of_the_claim_where_the_effect_has_none(store: Store) -> None:
    edited = Store()
    edited.extend(store)
    of_effect = "{ GRAPH ?g { ?claim cg:effect ?effect . ?effect cg:studyCount ?number } }"
    of_claim = "{ GRAPH ?g { ?claim cg:effect ?effect ; cg:studyCount ?number } }"
    more = "INSERT { GRAPH ?g { ?claim cg:studyCount 61 } }"
    edited.update(
        f"DELETE {{ GRAPH ?g {{ ?claim cg:studyCount ?number }} }} {more} WHERE {of_claim}", prefixes=PREFIXES
    )
    assert ask(edited, "forest", "studies") == [("58",)], "the number of the effect itself comes first"
    edited.update(f"DELETE {{ GRAPH ?g {{ ?effect cg:studyCount ?number }} }} WHERE {of_effect}", prefixes=PREFIXES)
    assert ask(edited, "forest", "studies") == [("61",)]


def test_targets_are_genes_only(store: Store) -> None:
    assert ask(store, "targets") == []
    edited = Store()
    edited.extend(store)
    edited.update(
        "PREFIX biolink: <https://w3id.org/biolink/vocab/> "
        "DELETE { GRAPH ?g { ?c biolink:object ?o } } "
        "INSERT { GRAPH ?g { ?c biolink:object <https://identifiers.org/ncbigene/407011> } }"
        " WHERE { GRAPH ?g { ?c biolink:object ?o ; biolink:original_object 'viability' } }"
    )
    names = ("gene", "gene_id", "direction", "setting", "paper")
    assert ask(edited, "targets", *names, setting="in vivo") == [
        ("MIR23B", "NCBIGene:407011", "increase", "in vivo", "PMID2")
    ]
    assert len(ask(edited, "targets", subject="MSC-EVs")) == 2
    assert ask(all_related(edited, RULE), "targets") == []


def test_sentences_say_what_stands_in_them(store: Store) -> None:
    assert ask(store, "sentences", "paper", "kind", "relation", "object", "negated") == [
        ("PMC1", "claim", "affects (decrease)", "viability", "false"),
        ("PMC1", "risk", "disease promotion", "dormancy", "false"),
        ("PMID2", "claim", "affects (increase)", "viability", "false"),
        ("PMID2", "claim", "affects (increase)", "apoptosis", "false"),
        ("lay", "claim", "treats", "breast cancer", "false"),
        ("lay", "claim", "affects (increase)", "apoptosis", "true"),
        ("lay", "claim", "approved for", "breast cancer", "true"),
        ("lay", "risk", "evidence limitation", "approved", "true"),
    ]
    ((says,),) = ask(store, "sentences", "says", about="dormancy")
    assert ask(store, "sentences", "sentence", says=says)[0][0].startswith("Vesicles carrying")


def test_every_sentence_is_the_text_at_its_offsets(store: Store) -> None:
    texts = {"PMC1": REVIEW, "lay": LAY, "PMID2": OTHER}
    for paper, start, end, sentence in ask(store, "sentences", "paper", "start", "end", "sentence"):
        assert texts[paper][int(start) : int(end)] == sentence


def test_loose_mappings_tell_how_the_counterpart_relates(store: Store) -> None:
    found = set(ask(store, "loose-mappings", "paper", "term", "relation", "counterpart", "source"))
    assert found == {("lay", "MONDO:0007254", "closeMatch", "MESH:D001943", "tiny")}
    assert ask(store, "loose-mappings", prefix="HP") == []


def test_cited_only_leaves_out_what_some_paper_found(store: Store) -> None:
    assert ask(store, "cited-only", "paper", "object", "negated") == [("lay", "apoptosis", "true")]


def test_hedged_needs_the_same_polarity_in_both_papers(store: Store) -> None:
    # One paper says "may increase", the other flatly denies it: that is no hedge of the same claim.
    assert ask(store, "hedged") == []


def test_hedged_sets_a_careful_paper_beside_one_that_says_it_flatly() -> None:
    from bodies import paper
    from bodies import store as store_of

    from extractors.claim import Certainty

    careful = paper("A 2001", verb="might cut", certainty=Certainty.POSSIBLE)
    made = store_of([paper("A 2001", verb="could cut", certainty=Certainty.POSSIBLE, also=careful), paper("B 2002")])
    columns = ("subject", "relation", "object", "careful_paper", "certainty", "careful_sentence", "flat_paper")
    row = (
        "the vaccine",
        "affects",
        "tuberculosis",
        "A 2001",
        "possible",
        "the vaccine could cut tuberculosis .",
        "B 2002",
    )
    assert ask(made, "hedged", *columns) == [row]
    assert ask(made, "hedged", "flat_sentence", subject="vaccine") == [("the vaccine reduced tuberculosis .",)]
    assert ask(all_related(made, RULE), "hedged") == []


def test_unlinked_counts_mentions_that_stand_for_nothing(store: Store) -> None:
    assert ask(store, "unlinked") == [("Gizmonin", "ChemicalEntity", "1", "1"), ("MSC-EVs", "Treatment", "1", "1")]
    assert ask(store, "unlinked", "words", type="ChemicalEntity") == [("Gizmonin",)]


def test_raised_finds_a_cure_that_rests_on_cells(store: Store) -> None:
    assert ask(store, "raised", "paper", "citing_sentence", "cited_paper", "cited_setting", "raised") == [
        ("lay", "MSC-EVs cure breast cancer.", "PMC1", "in vitro", "setting")
    ]


def test_descendants_reach_claims_on_terms_below(store: Store) -> None:
    found = ask(store, "descendants", "term", "paper", "subject", term="MONDO:0004992")
    assert ("MONDO:0007254", "lay", "therapy") in found
    assert ("MONDO:0007254", "PMC1", "MSC-EVs") in found, "the disease is a condition of this claim"
    assert {row[0] for row in found} == {"MONDO:0007254"}


def test_retracted_papers_come_with_what_rests_on_them(tmp_path: Path, store: Store) -> None:
    assert ask(store, "retracted", "retracted", "how", "paper") == [
        ("PMID2", "claims", "PMID2"),
        ("PMID2", "claims", "PMID2"),
        ("https://pubmed.ncbi.nlm.nih.gov/666", "cited", "PMC1"),
    ]


def test_overview_counts_and_names_the_releases(store: Store) -> None:
    found = ask(store, "overview")
    assert ("count", "claims", "6", "", "") in found
    assert ("class", "https://w3id.org/claimgraph/vocab#Claim", "6", "", "") in found
    assert ("release", "Tiny terms", "", "1", "CC0") in found


def test_papers_have_their_metadata_once(store: Store) -> None:
    names = ("paper", "title", "authors", "issued", "doi", "licence", "retracted")
    assert ask(store, "papers", *names) == [
        ("PMC1", "Vesicles against tumours", "Ada One|Bo Two", "2025-12-09", "10.1000/one",
         "https://creativecommons.org/licenses/by/4.0/", "false"),
        ("PMID2", "Another view", "", "2024-05", "", "", "true"),
        ("lay", "Do parcels cure?", "", "2026", "", "", "false"),
    ]  # fmt: skip


def test_mentions_have_place_type_and_term(store: Store) -> None:
    found = ask(store, "mentions", "start", "text", "type", "id", paper="PMC1")
    assert found == [
        ("25", "MSC-EVs", "Treatment", ""),
        ("58", "breast cancer", "Disease", "MONDO:0007254"),
        ("127", "MCF-7", "CellLine", "CVCL_0031"),
        ("140", "Vesicles carrying miR-23b", "Treatment", ""),
        ("158", "miR-23b", "Gene", "NCBIGene:407011"),
        ("222", "Gizmonin", "ChemicalEntity", ""),
    ]


def test_imported_annotations_keep_their_source(store: Store) -> None:
    assert ask(store, "imported", "name", "aliases", "id", "source") == [
        ("breast cancer", "tumour of the breast", "MONDO:0004989", "https://example.org/page")
    ]


def test_every_named_query_has_a_test_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in named_queries() if f'"{name}"' not in text] == []


@pytest.mark.parametrize("named", named_queries().values(), ids=lambda named: named.name)
def test_heads_are_complete_and_every_parameter_is_used(named: NamedQuery, store: Store) -> None:
    assert named.title
    assert named.description.endswith(".")
    for parameter in named.parameters:
        assert re.search(f"# if {parameter.name}[:,]", named.text)
    declared = {parameter.name for parameter in named.parameters}
    assert set(re.findall(r"# if (\w+)(?:, by paper)?:", named.text)) == declared


@pytest.mark.parametrize("spelling", ["NCBIGene:407011", "ncbigene:407011", "MIR23B", "mir23b", "miR-23b"])
def test_an_entity_is_found_by_id_and_by_name_and_brings_treatments_with_it(store: Store, spelling: str) -> None:
    assert len(ask(store, "risks", agent=spelling)) == 1


def test_a_name_that_the_graph_does_not_have_is_an_error(store: Store) -> None:
    with pytest.raises(QueryError, match="nothing in this graph is called 'zork'"):
        resolve(store, "zork", "entity")


@given(st.text(min_size=1, max_size=40))
def test_no_value_of_a_parameter_can_become_syntax(given_text: str) -> None:
    store = Store()
    text = named_queries()["papers"].text
    try:
        bound = bind(store, text, {"paper": given_text})
    except (QueryError, ValueError):
        return
    assert list(store.query(bound)) == []


def test_an_injected_clause_is_only_a_value(store: Store) -> None:
    assert ask(store, "claims", paper='x" } . ?s ?p ?o . { #') == []


def test_an_unknown_parameter_names_those_there_are(store: Store) -> None:
    with pytest.raises(QueryError, match="agent, paper"):
        query(store, "risks", disease="x")


def test_a_lone_word_that_is_no_query_lists_the_queries(store: Store) -> None:
    with pytest.raises(UnknownQueryError, match="claims"):
        query(store, "claimz")


def test_own_sparql_knows_the_prefixes_and_binds_variables(store: Store) -> None:
    sparql = "SELECT ?x { ?x prism:doi ?doi ; dcterms:identifier ?name }"
    assert ask(store, sparql, doi="10.1000/one", name="PMC1")[0][0].endswith("/paper/PMC1")
    assert ask(store, sparql, doi="10.1000/one", name="PMC2") == []


def test_a_query_that_does_not_parse_is_one_line(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        query(store, "SELECT ?x {")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name, named in named_queries().items() if named.by_paper])
def test_an_answer_by_paper_is_the_whole_answer(store: Store, name: str) -> None:
    assert list(page_rows(pages(store, name))) == ask(store, name)
    assert is_paged(name, {}) is not named_queries()[name].kept
    assert not is_paged(name, {"paper": "PMC1"})


CUT = [
    ("claims", {"subject": "MSC-EVs"}),
    ("claims", {"subject": "MSC-EVs", "object": "viability"}),
    ("cited-only", {"subject": "MSC-EVs"}),
    ("descendants", {"term": "MONDO:0004992"}),
    ("effects", {"measure": "SMD"}),
    ("effects", {"measure": "SMD", "subject": "MSC-EVs"}),
    ("mentions", {"term": "NCBIGene:407011"}),
    ("relations", {"subject": "MSC-EVs"}),
    ("risks", {"agent": "MSC-EVs"}),
    ("sentences", {"about": "MSC-EVs"}),
    ("targets", {"subject": "MSC-EVs", "setting": "in vitro"}),
]


@pytest.mark.parametrize(("name", "params"), CUT, ids=str)
def test_an_answer_about_one_thing_comes_by_paper_too(store: Store, name: str, params: dict[str, str]) -> None:
    assert is_paged(name, params)
    whole = query(store, name, **params)
    assert isinstance(whole, QuerySolutions)
    found = pages(store, name, params=params)
    assert b"".join(serialized(found, QueryResultsFormat.TSV)) == whole.serialize(format=QueryResultsFormat.TSV)


def test_an_answer_about_what_no_paper_says_is_one_empty_page(store: Store) -> None:
    (page,) = pages(store, "effects", params={"measure": "none such"})
    assert columns(page)[:2] == ("effect", "claim")
    assert list(page) == []


def test_the_papers_of_an_answer_are_asked_some_at_a_time() -> None:
    many = Store()
    graph = "https://w3id.org/claimgraph/data/graph/paper"
    for number in range(30):
        many.add(
            Quad(
                NamedNode(f"urn:{number}"),
                term("biolink:effect_type"),
                Literal("OR"),
                NamedNode(f"{graph}/{number}/claims"),
            )
        )
    assert len(list(pages(many, "effects", params={"measure": "OR"}))) == 4


FORMS = [QueryResultsFormat.CSV, QueryResultsFormat.TSV, QueryResultsFormat.JSON, QueryResultsFormat.XML]


@pytest.mark.parametrize("form", FORMS, ids=str)
@pytest.mark.parametrize("most", [1, 2, 3, 1000])
def test_pages_end_at_so_many_rows(store: Store, form: QueryResultsFormat, most: int) -> None:
    text = find_text("claims")
    first = query(store, f"{text} LIMIT {most}")
    assert isinstance(first, QuerySolutions)
    assert b"".join(serialized(pages(store, "claims", most), form)) == first.serialize(format=form)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_pages_of_a_graph_without_papers_are_an_empty_file(form: QueryResultsFormat) -> None:
    empty = query(Store(), "claims")
    assert isinstance(empty, QuerySolutions)
    assert b"".join(serialized(pages(Store(), "claims"), form)) == empty.serialize(format=form)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_pages_are_one_file_with_one_head(store: Store, form: QueryResultsFormat) -> None:
    whole = query(store, "claims")
    assert isinstance(whole, QuerySolutions)
    assert b"".join(serialized(pages(store, "claims"), form)) == whole.serialize(format=form)


def test_a_graph_without_papers_has_an_empty_answer_with_columns() -> None:
    (page,) = pages(Store(), "claims")
    assert columns(page)[:2] == ("claim", "paper")
    assert list(page) == []


def test_raised_finds_a_paper_that_makes_a_cause_of_the_link_it_cites() -> None:
    from dataclasses import replace

    from bodies import paper
    from bodies import store as store_of

    from extractors.claim import Predicate
    from extractors.document import Citation, Reference
    from ontologies.curie import Curie

    cited = paper("A 2001", verb="went with")
    number = Curie(prefix="PMID", identifier="1001")
    cited = replace(
        cited,
        document=replace(cited.document, metadata=replace(cited.document.metadata, ids=(number,))),
        claims=tuple(replace(claim, predicate=Predicate.ASSOCIATED) for claim in cited.claims),
    )
    citing = paper("B 2002")
    reference = Reference(key="r1", text="A, 2001", ids=(number,))
    citing = replace(
        citing,
        document=replace(
            citing.document,
            references=(reference,),
            citations=tuple(Citation(start=one.start, end=one.end, key="r1") for one in citing.sentences),
        ),
    )
    columns = ("paper", "citing_sentence", "cited_paper", "raised")
    assert ask(store_of([cited, citing]), "raised", *columns) == [
        ("B 2002", "the vaccine reduced tuberculosis .", "A 2001", "strength")
    ]
    silent = replace(citing, document=replace(citing.document, citations=()))
    assert ask(store_of([cited, silent]), "raised", *columns) == []
