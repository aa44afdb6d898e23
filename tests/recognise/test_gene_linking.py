"""Genes over the packaged snapshot and weights: which species, which of several, several at once, or none."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.link import Link
from extractors.linking import Linker
from extractors.linking.gene_names import prefix_taxon, spellings
from extractors.linking.gene_parts import parts
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.sentences import stage as sentences
from ontologies.crosswalk import Crosswalk
from ontologies.lexicon import Lexicon
from ontologies.term import Kind


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


def link(linker: Linker, text: str, gene: str, *species: str) -> Link:
    """Return the link of the last place of a gene in a text with marked species."""
    places = [(text.rindex(gene), gene, Kind.GENE), *((text.index(name), name, Kind.SPECIES) for name in species)]
    mentions = tuple(Mention.cut(text, at, at + len(name), kind, "test") for at, name, kind in sorted(places))
    extraction = sentences()(Extraction(document=Document(id="x", text=text, source="x", format="text")))
    links = linker.link(Extraction(document=extraction.document, sentences=extraction.sentences, mentions=mentions))
    return next(each for each in links if each.mention.text == gene)


@pytest.mark.parametrize(
    ("text", "gene", "species", "number"),
    [
        ("Loss of p53 in mice was fatal.", "p53", ("mice",), "22059"),
        ("Loss of p53 in patients was fatal.", "p53", ("patients",), "7157"),
        ("We cloned the rat leptin gene.", "leptin", ("rat",), "25608"),
        ("Bovine leptin rose.", "leptin", ("Bovine",), "280836"),
        ("Cells had hTERT.", "hTERT", (), "7015"),
    ],
)
def test_the_species_beside_a_gene_decides(
    linker: Linker, text: str, gene: str, species: tuple[str, ...], number: str
) -> None:
    assert str(link(linker, text, gene, *species).term) == f"NCBIGene:{number}"


def test_a_composite_has_a_link_for_each_part(linker: Linker) -> None:
    found = link(linker, "ERK1/2 was active in patients.", "ERK1/2", "patients")
    assert [str(each.term) for each in found.each] == ["NCBIGene:5595", "NCBIGene:5594"]


def test_a_family_has_no_gene_but_keeps_its_candidates(linker: Linker) -> None:
    found = link(linker, "Protein tyrosine kinases family members act.", "Protein tyrosine kinases")
    assert found.term is None


def test_a_symbol_of_another_database_of_letters_is_no_split() -> None:
    assert parts("14-3-3", lambda name: True) == ()
    assert parts("IL-2", lambda name: True) == ()
    assert parts("caspase-3/7", lambda name: name == "caspase-3") == ("caspase-3", "caspase-7")
    assert parts("Mcm2-4", lambda name: True) == ("Mcm2", "Mcm3", "Mcm4")


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("p-Akt", "Akt"),
        ("TGF-b receptor", "TGF-beta receptor"),
        ("human leptin gene", "leptin"),
        ("beta APP", "APP beta"),
        ("microRNA-23b", "miR-23b"),
    ],
)
def test_names_are_tried_without_what_papers_add(text: str, spelling: str) -> None:
    assert spelling in {name.replace("  ", " ") for name, _ in spellings(text)}


def test_a_letter_before_capitals_names_the_species() -> None:
    assert str(prefix_taxon("mBrca1")) == "NCBITaxon:10090"
    assert prefix_taxon("mdm2") is None
