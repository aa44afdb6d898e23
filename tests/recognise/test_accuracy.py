"""What the rules reach on gold standards, with the packaged lexicon: thresholds a little below the measured figures."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import Block, BlockKind, Document
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import default_registry
from ontologies.layout import DEFAULT_FOLDER

KINDS = {
    "SpecificDisease": "Disease", "DiseaseClass": "Disease", "Modifier": "Disease", "CompositeMention": "Disease",
    "DiseaseOrPhenotypicFeature": "Disease", "ChemicalEntity": "Chemical", "GeneOrGeneProduct": "Gene",
    "OrganismTaxon": "Species", "Phenotype": "Disease",
}  # fmt: skip
STAGES = ("sentences.rules.v1", "abbreviations.scispacy.v1", "mentions.layered.v1")


@pytest.fixture(scope="module")
def packaged() -> Pipeline:
    if not (DEFAULT_FOLDER / "snapshot.json").is_file():
        pytest.skip("the packaged snapshot is not here")
    return Pipeline.from_names(default_registry(), STAGES)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "thresholds"),
    [
        ("bc5cdr/dev", {"Disease": 0.78, "Chemical": 0.83}),
        ("ncbi-disease/dev", {"Disease": 0.68}),
        ("biored/dev", {"Disease": 0.77, "Gene": 0.76, "Species": 0.87}),
    ],
)
def test_strict_f1_of_mentions(shared: Path, packaged: Pipeline, corpus: str, thresholds: dict[str, float]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for document, gold in itertools.islice(read(shared / "corpora" / f"{corpus}.pubtator"), 60):
        result = packaged.run_one(document)
        assert isinstance(result, Extraction)
        found = {(m.start, m.end, KINDS.get(m.kind, m.kind)) for m in result.mentions}
        for kind in thresholds:
            counts[kind, "both"] += len({mention for mention in found & gold if mention[2] == kind})
            counts[kind, "all"] += sum(mention[2] == kind for mention in (*found, *gold))
    reached = {kind: 2 * counts[kind, "both"] / counts[kind, "all"] for kind in thresholds}
    assert all(reached[kind] > least for kind, least in thresholds.items()), reached


def read(path: Path) -> Iterator[tuple[Document, set[tuple[int, int, str]]]]:
    for record in path.read_text(encoding="utf-8").split("\n\n"):
        lines = record.strip().split("\n")
        if len(lines) < 2:
            continue
        title, abstract = (line.split("|", 2)[2] for line in lines[:2])
        text = f"{title} {abstract}"
        rows = [line.split("\t") for line in lines[2:]]
        gold = {
            (int(row[1]), int(row[2]), KINDS.get(row[4], row[4])) for row in rows if len(row) > 4 and row[1].isdigit()
        }
        blocks = tuple(
            Block(start=start, end=end, kind=BlockKind.PARAGRAPH)
            for start, end in ((0, len(title)), (len(title) + 1, len(text)))
        )
        yield Document(id=lines[0].split("|")[0], text=text, source=path.name, format="pubtator", blocks=blocks), gold
