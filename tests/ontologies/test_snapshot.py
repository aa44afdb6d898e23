"""Facts that the packaged snapshot must hold."""

from __future__ import annotations

import hashlib

import pytest

from ontologies import Crosswalk, Curie, Flag, Kind, Lexicon, Ontology, Predicate, Scope
from ontologies.retractions import is_retracted
from ontologies.snapshot.build import CURATED
from ontologies.sources import sources


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.open()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mir-23b", "NCBIGene:407011"),
        ("MIR23B", "NCBIGene:407011"),
        ("hsa-miR-23b", "NCBIGene:407011"),
        ("microRNA-23b", "NCBIGene:407011"),
        ("miR-23b-3p", "NCBIGene:407011"),
        ("let-7a-1", "NCBIGene:406881"),
        ("breast cancer", "MONDO:0007254"),
        ("breast cancer", "MESH:D001943"),
        ("cancer", "MESH:D009369"),
        ("cancer", "MONDO:0004992"),
        ("tumours", "MONDO:0005070"),
        ("Type II diabetes", "MESH:D003924"),
        ("hepatocellular carcinomas", "MONDO:0007256"),
        ("MCF-7", "CVCL_0031"),
        ("MCF7", "CVCL_0031"),
        ("MDA MB 231", "CVCL_0062"),
        ("4T1", "CVCL_0125"),
        ("HeLa", "CVCL_0030"),
        ("p53", "NCBIGene:7157"),
        ("TP53", "NCBIGene:7157"),
        ("Trp53", "NCBIGene:22059"),
        ("TNF-α", "NCBIGene:7124"),
        ("IL-6", "NCBIGene:3569"),
        ("Il6", "NCBIGene:16193"),
        ("aspirin", "MESH:D001241"),
        ("doxorubicin", "CHEBI:28748"),
        ("mice", "NCBITaxon:10090"),
        ("patients", "NCBITaxon:9606"),
        ("E. coli", "NCBITaxon:562"),
        ("SARS-CoV-2", "NCBITaxon:2697049"),
        ("mesenchymal stem cells", "CL:0000134"),
        ("T lymphocyte", "CL:0000084"),
        ("apoptosis", "GO:0006915"),
        ("cell migration", "GO:0016477"),
        ("extracellular vesicles", "GO:1903561"),
        ("seizures", "HP:0001250"),
        ("odds ratio", "STATO:0000182"),
        ("liver", "UBERON:0002107"),
        ("AZT", "MESH:D015215"),
        ("Adriamycin", "MESH:D004317"),
        ("venlafaxine", "MESH:D000069470"),
        ("FK506", "MESH:D016559"),
        ("NaCl", "CHEBI:26710"),
        ("osteopontin", "NCBIGene:6696"),
        ("ppardb", "NCBIGene:30754"),
        ("Hep3B", "CVCL_0326"),
    ],
)
def test_the_name_stands_for_the_term(lexicon: Lexicon, text: str, wanted: str) -> None:
    assert wanted in [str(entry.curie) for entry in lexicon.lookup(text)]


@pytest.mark.parametrize(
    ("curie", "kind"),
    [
        ("MESH:D001943", Kind.DISEASE),
        ("MESH:D003863", Kind.DISEASE),
        ("MESH:D001241", Kind.CHEMICAL),
        ("MESH:D000068258", Kind.CHEMICAL),
        ("MESH:D014409", Kind.OTHER),
        ("MESH:D013812", Kind.INTERVENTION),
        ("MESH:D008099", Kind.ANATOMY),
        ("MESH:D013601", Kind.CELL_TYPE),
        ("MESH:D051379", Kind.SPECIES),
        ("MESH:D017209", Kind.PROCESS),
        ("MESH:D016449", Kind.PUBLICATION_TYPE),
        ("NCBIGene:407011", Kind.GENE),
        ("CVCL_0031", Kind.CELL_LINE),
        ("GO:0006915", Kind.PROCESS),
        ("ECO:0000181", Kind.EVIDENCE),
    ],
)
def test_the_term_is_of_the_kind(lexicon: Lexicon, curie: str, kind: Kind) -> None:
    assert lexicon.kind_of(Curie.parse(curie)) is kind


@pytest.mark.parametrize("word", ["was", "set", "rest", "impact", "not", "and"])
def test_gene_symbols_that_are_words_can_be_told_apart(lexicon: Lexicon, word: str) -> None:
    genes = [entry for entry in lexicon.lookup(word) if entry.kind is Kind.GENE]
    assert all(Flag.SYMBOL | Flag.COMMON in entry.flags for entry in genes)


def test_mirna_arms_are_narrower_than_the_gene(lexicon: Lexicon) -> None:
    scopes = {str(entry.curie): entry.scope for entry in lexicon.lookup("miR-23b-5p")}
    assert scopes["NCBIGene:407011"] is Scope.NARROW


def test_obsolete_terms_keep_their_record_and_say_what_replaced_them(lexicon: Lexicon) -> None:
    term = lexicon.term(Curie.parse("MONDO:0000002"))
    assert term.obsolete
    assert term.replaced_by == (Curie("MONDO", "0009299"),)
    assert term.curie not in [entry.curie for entry in lexicon.lookup(term.label)]


def test_retired_mesh_records_say_which_heading_took_their_place(lexicon: Lexicon) -> None:
    term = lexicon.term(Curie.parse("MESH:C065179"))
    assert term.obsolete
    assert [lexicon.term(successor).label for successor in term.replaced_by] == ["Atorvastatin"]


def test_mesh_descends_by_tree_numbers() -> None:
    mesh = Ontology.open("mesh")
    neoplasms, breast, aspirin = (Curie("MESH", number) for number in ("D009369", "D001943", "D001241"))
    assert breast in mesh.descendants(neoplasms)
    assert mesh.is_a(breast, neoplasms)
    assert not mesh.is_a(aspirin, neoplasms)


def test_mondo_knows_breast_cancer_below_cancer() -> None:
    mondo = Ontology.open("mondo")
    assert Curie("MONDO", "0004992") in mondo.ancestors(Curie("MONDO", "0007254"))
    assert Curie("MONDO", "0004989") in mondo.children(Curie("MONDO", "0007254"))


@pytest.mark.parametrize(
    ("curie", "prefix", "wanted"),
    [
        ("MESH:D001943", "MONDO", "MONDO:0007254"),
        ("MESH:D001943", "MONDO", "MONDO:0021100"),
        ("MESH:D009369", "MONDO", "MONDO:0005070"),
        ("MESH:D009369", "MONDO", "MONDO:0004992"),
        ("MONDO:0004989", "MESH", "MESH:D001943"),
        ("MONDO:0005148", "MESH", "MESH:D003924"),
        ("MESH:D001241", "CHEBI", "CHEBI:15365"),
        ("NCBIGene:407011", "HGNC", "HGNC:31606"),
        ("HGNC:11998", "NCBIGene", "NCBIGene:7157"),
        ("NCBIGene:22059", "MGI", "MGI:98834"),
        ("NCBIGene:24842", "RGD", "RGD:3889"),
        ("MESH:D051379", "NCBITaxon", "NCBITaxon:10090"),
        ("HP:0001250", "MESH", "MESH:D012640"),
    ],
)
def test_the_crosswalk_holds(curie: str, prefix: str, wanted: str) -> None:
    assert wanted in [str(m.object) for m in Crosswalk.open().translate(Curie.parse(curie), prefix)]


def test_one_heading_for_neoplasm_and_cancer_is_exact_for_one_only() -> None:
    found = Crosswalk.open().translate(Curie("MESH", "D009369"), "MONDO")
    assert [str(m.object) for m in found if m.predicate is Predicate.EXACT] == ["MONDO:0005070"]
    assert all(m.justification.startswith("semapv:") and m.source for m in found)


def test_every_release_says_version_licence_source_and_checksum(lexicon: Lexicon) -> None:
    releases = lexicon.releases()
    assert [release.name for release in releases] == list(dict.fromkeys(release.name for release in releases))
    assert {release.name for release in releases} == set(sources())
    for release in releases:
        assert release.version
        assert release.licence
        assert release.licence_url.startswith("https://")
        assert release.package
        assert len(release.sha256) == 64
        assert release.terms or release.name in ("crosswalk", "retractions")


def test_retracted_papers_are_known() -> None:
    assert is_retracted("9500320")
    assert not is_retracted(1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("b-catenin", "NCBIGene:1499"),
        ("H1299", "CVCL_0060"),
        ("293T", "CVCL_0063"),
        ("leptin", "NCBIGene:25608"),
        ("rice", "NCBITaxon:4530"),
        ("lung cancer", "MESH:D008175"),
        ("Pmr1p", "NCBIGene:852709"),
        ("HK-2", "CVCL_0302"),
    ],
)
def test_spellings_that_no_source_has_are_made_by_rule(lexicon: Lexicon, text: str, wanted: str) -> None:
    assert wanted in [str(entry.curie) for entry in lexicon.lookup(text)]


@pytest.mark.parametrize(("name", "file"), [("eco", "evidence"), ("stato", "statistics"), ("obi", "obi")])
def test_the_packed_releases_hold_the_curated_files_as_they_are(lexicon: Lexicon, name: str, file: str) -> None:
    (release,) = (release for release in lexicon.releases() if release.name == name)
    assert release.sha256 == hashlib.sha256((CURATED / f"{file}.tsv").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("term", "parent"),
    [
        ("ECO:0000181", "ECO:0000002"),
        ("ECO:0000179", "ECO:0000006"),
        ("ECO:0005502", "ECO:0000002"),
        ("ECO:0000204", "ECO:0006151"),
    ],
)
def test_evidence_terms_stand_where_their_owner_has_them(lexicon: Lexicon, term: str, parent: str) -> None:
    assert Curie.parse(parent) in lexicon.term(Curie.parse(term)).parents


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("HFpEF", "MESH:D054144"),
        ("heart failure with reduced ejection fraction", "MESH:D054143"),
        ("MOGAD", "MONDO:1040024"),
        ("glofitamab", "MESH:C000720108"),
        ("idecabtagene vicleucel", "MESH:C000715380"),
    ],
)
def test_names_of_today_are_there(lexicon: Lexicon, name: str, wanted: str) -> None:
    assert wanted in [str(entry.curie) for entry in lexicon.lookup(name)]
