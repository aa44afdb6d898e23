from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.link import Link
from extractors.linking import Linker
from extractors.linking.gene_paper import _of_taxon, rodent_share
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies import Crosswalk, Curie, Kind, Lexicon


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


def genes(linker: Linker, text: str, *names: str) -> list[str]:
    document = Document(id="x", text=text, source="x", format="text")
    mentions = (Mention.cut(text, text.index(name), text.index(name) + len(name), Kind.GENE, "test") for name in names)
    links: tuple[Link, ...] = linker.link(Extraction(document=document, mentions=tuple(mentions)))
    return [str(link.term) for link in links]


def test_where_a_paper_names_another_species_alone_the_symbols_tell_mice_from_people() -> None:
    yeast, mouse = Curie("NCBITaxon", "4932"), Curie("NCBITaxon", "10090")
    told = dict(_of_taxon(mouse, {yeast: {"share": 1.0}}, 0.75))
    assert told == {"symbols rodent": 0.75, "symbols unnamed rodent": 0.75, "unnamed rodent": 1.0}


def test_the_same_symbols_in_capitals_name_genes_of_people(linker: Linker) -> None:
    text = "Embryos without it had less EOMES, ELF5 and SOX2 and more NANOG and GATA6."
    found = genes(linker, text, "EOMES", "ELF5", "SOX2", "NANOG", "GATA6")
    assert found == [f"NCBIGene:{number}" for number in (8320, 2001, 6657, 79923, 2627)]


@pytest.mark.parametrize(
    ("spellings", "share"),
    [
        (["Nanog", "SOX2"], 0.5),
        (["Insulin", "podocin", "beta-catenin", "histone H3"], None),
        (["IL-6", "TNF", "p53"], 0.0),
        ([], None),
    ],
)
def test_only_symbols_tell_a_custom_and_one_is_too_few(spellings: list[str], share: float | None) -> None:
    assert rodent_share(spellings) == share


PEOPLE = "Of 1,906 adults, carriers of APOE4 had the highest risk. Plasma GFAP fell. Placebo was given to 600 people. "


def test_one_mouse_does_not_make_mouse_genes_of_a_trial(linker: Linker) -> None:
    text = PEOPLE + "In mice the antibody bound. Then TREM2 was looked at."
    assert genes(linker, text, "APOE4", "GFAP", "TREM2") == ["NCBIGene:348", "NCBIGene:2670", "NCBIGene:54209"]


@pytest.mark.parametrize("name", ["hormone receptor", "growth factor receptors", "tyrosine kinase"])
def test_a_class_of_proteins_is_no_gene(linker: Linker, name: str) -> None:
    assert genes(linker, f"The {name} was expressed in patients.", name) == ["None"]
