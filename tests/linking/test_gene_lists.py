"""Genes that are told in one breath."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.linking.gene_weights import GeneWeights
from extractors.linking.genes import Genes
from extractors.linking.taxa import Taxa
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies.lexicon import Lexicon
from ontologies.orthologs import Orthologs
from ontologies.term import Kind


@pytest.fixture(scope="module")
def genes() -> Genes:
    lexicon = Lexicon.open()
    orthologs = Orthologs.open(lexicon.folder)
    return Genes(lexicon, orthologs, GeneWeights.open(None, orthologs))


def linked(genes: Genes, name: str) -> list[str]:
    document = Document(id="t", text=f"We looked at {name} here.", source="t.txt", format="text")
    mention = Mention.cut(document.text, 13, 13 + len(name), Kind.GENE, "test")
    (decision,) = genes.decide(Extraction(document=document), [mention], Taxa.nowhere())
    each = (decision.candidates, *decision.also) if decision.linked else ()
    return [str(candidates[0].curie) for candidates in each]


def test_two_genes_in_one_name_are_two(genes: Genes) -> None:
    assert linked(genes, "JAK1/2") == ["NCBIGene:3716", "NCBIGene:3717"]


def test_parts_that_only_other_species_have_leave_the_whole_without_a_gene(genes: Genes) -> None:
    assert genes.parts("II/III")
    assert linked(genes, "II/III") == []
