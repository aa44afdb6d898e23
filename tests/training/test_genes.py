"""What is learned of genes from a small corpus of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.linking.gene_weights import FAMILY, FILE, GeneWeights
from extractors.linking.genes import Genes
from extractors.training import genes
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.orthologs import Orthologs

_PAPER = (
    "{number}|t|Zorb rises in mice\n{number}|a|The zorb gene and kinases of patients rose.\n"
    "{number}\t0\t4\tZorb\tGene\t22059\n{number}\t23\t27\tzorb\tGene\t7157\n{number}\t37\t44\tkinases\tFamilyName\t\n\n"
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "nlm-gene").mkdir()
    text = "".join(_PAPER.format(number=number) for number in range(101, 107))
    (folder / "nlm-gene" / "train.pubtator").write_text(text, encoding="utf-8")
    return folder


def test_names_are_counted_by_paper_and_orthologs_together(corpora: Path) -> None:
    orthologs = Orthologs.open()
    counted = genes.counts(genes.gold(corpora, split="all"), orthologs)
    group = orthologs.group_of(Curie("NCBIGene", "7157"))
    assert counted.names["zorb"] == {group: 12}
    assert counted.names["kinase"] == {FAMILY: 6}
    assert counted.counts("kinases") == (0, 6)


def test_a_name_that_only_corpora_have_leads_to_the_gene_of_the_species(corpora: Path) -> None:
    orthologs = Orthologs.open()
    counted = genes.counts(genes.gold(corpora, split="all"), orthologs)
    found = Genes(Lexicon.open(), orthologs, counted).of("zorb")
    assert {"NCBIGene:7157", "NCBIGene:22059"} <= {str(each.curie) for each in found}


def test_the_recipe_writes_the_same_bytes_twice(corpora: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        genes.main(["--corpora", str(corpora), "--out", str(tmp_path / name / FILE)])
    assert (tmp_path / "a" / FILE).read_bytes() == (tmp_path / "b" / FILE).read_bytes()
    learned = GeneWeights.open(tmp_path / "a", Orthologs.open())
    assert learned.choice
    assert learned.counts("kinase") == (0, 6)
