"""Names that dictionaries lend, and the tables of genes that came with them."""

from __future__ import annotations

import bz2
import pickle
from collections import Counter

import pytest

from ontologies import Curie, Kind, Name, Scope, Term
from ontologies.errors import SourceError
from ontologies.mapping import Mapping, Predicate
from ontologies.readers import reader
from ontologies.snapshot.dictionaries import Group, pickled_groups, recased, unii_groups
from ontologies.snapshot.lending import Lending, from_neighbours, short_names

_HEADER = "Name\tTYPE\tUNII\tDisplay Name\n"


def _term(curie: str, *names: str, kind: Kind = Kind.CHEMICAL, xrefs: tuple[str, ...] = ()) -> Term:
    scopes = [Scope.LABEL, *[Scope.EXACT] * len(names)]
    return Term(
        curie=Curie.parse(curie),
        kind=kind,
        names=tuple(Name(text=text, scope=scope) for text, scope in zip(names, scopes, strict=False)),
        xrefs=tuple(Curie.parse(xref) for xref in xrefs),
    )


def test_unii_names_are_grouped_by_preferred_name_without_systematic_ones() -> None:
    data = _HEADER + "AZT\tcn\tX1\tZIDOVUDINE\nZIDOVUDINE [INN]\tcn\tX1\tZIDOVUDINE\n1-(3-AZIDO)\tsys\tX1\tZIDOVUDINE\n"
    assert list(unii_groups(data.encode(), "names")) == [Group(chief="zidovudine", names=("AZT", "zidovudine"))]


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("LASIX", "bn", "Lasix"),
        ("MDMA", "cn", "MDMA"),
        ("VITAMIN B12", "cn", "vitamin B12"),
        ("FK-506", "cd", "FK-506"),
    ],
)
def test_names_in_capitals_get_the_case_of_papers(name: str, kind: str, wanted: str) -> None:
    assert recased(name, kind) == wanted


def test_a_pickle_of_plain_values_is_read_and_one_that_makes_objects_is_refused() -> None:
    table = {"drugs": {"aspro": ["aspirin"], "asa": ["aspirin", "mesalazine"]}}
    groups = list(pickled_groups(bz2.compress(pickle.dumps(table)), "table", "drugs"))
    assert groups == [Group(chief="aspirin", names=("aspro", "asa")), Group(chief="mesalazine", names=("asa",))]
    with pytest.raises(SourceError, match="Counter"):
        list(pickled_groups(pickle.dumps(Counter("a")), "table", "drugs"))


def test_names_go_to_the_term_with_the_chief_name_or_its_base_without_the_salt() -> None:
    lending = Lending([_term("MESH:D004317", "Doxorubicin"), _term("MESH:D001241", "Aspirin")], [Kind.CHEMICAL], ())
    groups = [Group(chief="doxorubicin hydrochloride", names=("Adriamycin", "aspirin", "Rubex, liquid"))]
    assert lending.borrow(groups) == [(Curie("MESH", "D004317"), "Adriamycin", Scope.EXACT)]


def test_a_heading_of_a_salt_borrows_the_names_of_the_drug() -> None:
    lending = Lending([_term("MESH:D000069470", "Venlafaxine Hydrochloride")], [Kind.CHEMICAL], ())
    groups = [Group(chief="venlafaxine", names=("venlafaxine", "Effexor"))]
    assert [name for _, name, _ in lending.borrow(groups)] == ["venlafaxine", "Effexor"]


def test_a_name_offered_to_two_terms_or_common_in_text_is_not_lent() -> None:
    lending = Lending([_term("MESH:D1", "one"), _term("MESH:D2", "two")], [Kind.CHEMICAL], {"speed"})
    groups = [Group(chief="one", names=("XYZ", "speed")), Group(chief="two", names=("XYZ", "both of them"))]
    assert lending.borrow(groups) == [(Curie("MESH", "D2"), "both of them", Scope.EXACT)]


def test_other_kinds_do_not_borrow_but_keep_their_names() -> None:
    terms = [_term("MESH:D1", "one", kind=Kind.DISEASE), _term("MESH:D2", "two")]
    lending = Lending(terms, [Kind.CHEMICAL], ())
    assert lending.borrow([Group(chief="one", names=("uno",)), Group(chief="two", names=("one",))]) == []


def test_a_neighbour_lends_over_its_cross_reference_or_the_exact_match_of_one() -> None:
    heading = _term("MESH:D056486", "Drug Hepatitis", kind=Kind.DISEASE)
    lending = Lending([heading], [Kind.DISEASE], ())
    stated = _term("DOID:1", "toxic hepatitis", kind=Kind.DISEASE, xrefs=("MESH:D056486",))
    matched = _term("EFO:0000001", "hepatotoxicity", kind=Kind.DISEASE, xrefs=("MONDO:0000009",))
    mapping = Mapping(
        subject=Curie("MONDO", "0000009"),
        predicate=Predicate.EXACT,
        object=heading.curie,
        justification="semapv:ManualMappingCuration",
        source="test",
    )
    lent = from_neighbours([stated, matched], [mapping], lending, "MESH")
    assert lent == [
        (heading.curie, "toxic hepatitis", Scope.EXACT),
        (heading.curie, "hepatotoxicity", Scope.EXACT),
    ]


def test_short_names_are_the_firm_ones_up_to_six_letters_and_digits() -> None:
    assert short_names([_term("NCBIGene:1", "CD-209", "lectin receptor", kind=Kind.GENE)]) == {"cd 209"}


def test_zebrafish_genes_stand_under_ncbi_ids_and_those_without_are_left_out() -> None:
    data = b"ZFIN ID\tSO ID\tSymbol\tNCBI Gene ID\t\nZDB-1\tSO:1\tppardb\t30754\nZDB-2\tSO:1\tnone\t\n"
    assert [(str(term.curie), term.label) for term in reader("zfin")(data, "zfin")] == [("NCBIGene:30754", "ppardb")]


def test_gene_info_of_other_columns_is_refused() -> None:
    with pytest.raises(SourceError, match="#tax_id"):
        list(reader("gene-info")(("\t".join("abcdefghijklmnop") + "\n").encode(), "gene_info"))
