from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.link import Link
from extractors.linking import Linker
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import ENTITY_STAGES, default_registry
from ontologies import Crosswalk, Kind, Lexicon

Read = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def linker(folder: Path, nothing_learned: Path) -> Linker:
    return Linker(Lexicon.open(folder), Crosswalk.open(folder), weights=nothing_learned)


def link_of(extraction: Extraction, text: str) -> Link:
    return next(link for link in extraction.links if link.mention.text == text)


def test_every_mention_has_one_link_in_its_place(read: Read) -> None:
    extraction = read("TNF in mice with breast cancer, the V600E variant and doxorubicin-loaded liposomes.")
    assert [link.mention for link in extraction.links] == list(extraction.mentions)


def test_a_disease_has_both_its_ids(linker: Linker) -> None:
    link = linker.link_text("breast cancers", Kind.DISEASE)
    assert (str(link.term), str(link.find("MONDO")), link.rule) == ("MESH:D001943", "MONDO:0007254", "exact")


def test_a_chemical_and_a_gene_have_their_counterparts(linker: Linker) -> None:
    assert str(linker.link_text("metformin", Kind.CHEMICAL).find("CHEBI")) == "CHEBI:6801"
    assert str(linker.link_text("miR-23b", Kind.GENE).find("HGNC")) == "HGNC:31606"


@pytest.mark.parametrize("name", ["hsa-miR-23b", "miR-23b-3p", "hsa-miR-23b-5p", "microRNA-23b", "miR-23b*"])
def test_arms_and_species_of_mirnas_lead_to_their_gene(linker: Linker, name: str) -> None:
    assert str(linker.link_text(name, Kind.GENE).term) == "NCBIGene:407011"


def test_no_match_is_a_value(linker: Linker) -> None:
    link = linker.link_text("glorbosis", Kind.DISEASE)
    assert (link.term, link.rule, link.curies) == (None, "nil:no name", ())


def test_candidates_are_ranked_and_hold_the_chosen_one(linker: Linker) -> None:
    link = linker.link_text("breast cancer", Kind.DISEASE)
    scores = [candidate.score for candidate in link.candidates]
    assert scores == sorted(scores, reverse=True)
    assert link.term == link.candidates[0].curie


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        ("TNF was measured in all.", "NCBIGene:7124"),
        ("TNF was measured in mice.", "NCBIGene:21926"),
        ("Mice were used. Mice ate. Later TNF rose.", "NCBIGene:21926"),
        ("Patients had mice. TNF of patients, women and MCF-7 cells rose.", "NCBIGene:7124"),
    ],
)
def test_the_species_of_the_paper_decides_between_genes(text: str, gene: str) -> None:
    pipeline = Pipeline.from_names(default_registry(), ENTITY_STAGES)
    extraction = pipeline.run_one(Document(id="t", text=text, source="t", format="text"))
    assert isinstance(extraction, Extraction)
    assert [str(link.term) for link in extraction.links if link.mention.text == "TNF"] == [gene]


def test_an_abbreviation_has_the_term_of_its_long_form(read: Read) -> None:
    link = link_of(read("Tumor necrosis factor (TF) is made. TF rose."), "TF")
    assert (str(link.term), link.rule) == ("NCBIGene:7124", "abbreviation")


def test_an_rs_number_is_its_own_id(read: Read) -> None:
    assert str(link_of(read("The allele rs334 was rare."), "rs334").term) == "dbSNP:rs334"


def test_the_same_text_gives_the_same_links(read: Read) -> None:
    text = "TNF and miR-23b in mice with breast cancer (BC)."
    assert read(text) == read(text)
