"""A small lexicon of real terms, and a pipeline over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.pipeline import Extraction, Pipeline
from extractors.stages import ENTITY_STAGES, WITH_LEXICON, WITH_WEIGHTS, default_registry
from ontologies import Curie, Kind, Name, Scope, Term, compile_snapshot
from ontologies.mapping import Mapping, Predicate

HUMAN, MOUSE = "NCBITaxon:9606", "NCBITaxon:10090"


def term(curie: str, kind: Kind, *names: str, taxon: str | None = None) -> Term:
    return Term(
        curie=Curie.parse(curie),
        kind=kind,
        names=tuple(Name(text=text, scope=Scope.EXACT if at else Scope.LABEL) for at, text in enumerate(names)),
        taxon=Curie.parse(taxon) if taxon else None,
    )


TERMS = (
    term("MESH:D001943", Kind.DISEASE, "Breast Neoplasms", "Breast Cancer"),
    term("MONDO:0007254", Kind.DISEASE, "breast cancer"),
    term("MESH:D009369", Kind.DISEASE, "Neoplasms", "cancer"),
    term("MESH:D007674", Kind.DISEASE, "Kidney Diseases", "kidney disease"),
    term("MESH:D003643", Kind.PROCESS, "Death"),
    term("MESH:D006973", Kind.DISEASE, "Hypertension"),
    term("MESH:D000099", Kind.DISEASE, "Induced Hypertension"),
    term("MESH:D010146", Kind.DISEASE, "Pain"),
    term("NCBIGene:407011", Kind.GENE, "MIR23B", "microRNA 23b", "mir-23b", "hsa-mir-23b", taxon=HUMAN),
    term("NCBIGene:7124", Kind.GENE, "TNF", "tumor necrosis factor", taxon=HUMAN),
    term("NCBIGene:21926", Kind.GENE, "Tnf", "tumor necrosis factor", taxon=MOUSE),
    term("NCBIGene:847", Kind.GENE, "CAT", "catalase", taxon=HUMAN),
    term("NCBIGene:6427", Kind.GENE, "SRSF2", "PR264", "SET", taxon=HUMAN),
    term("NCBIGene:9242", Kind.GENE, "MSC", "musculin", taxon=HUMAN),
    term("NCBIGene:2064", Kind.GENE, "ERBB2", "HER2", taxon=HUMAN),
    term("NCBIGene:930", Kind.GENE, "CD19", taxon=HUMAN),
    term("CVCL_0031", Kind.CELL_LINE, "MCF-7", taxon=HUMAN),
    term("CVCL_0553", Kind.CELL_LINE, "T-47D", "T47D", taxon=HUMAN),
    term("CVCL_1248", Kind.CELL_LINE, "HER2", taxon=HUMAN),
    term("CL:0000134", Kind.CELL_TYPE, "mesenchymal stem cell", "mesenchymal stromal cell"),
    term("CL:0000084", Kind.CELL_TYPE, "T cell"),
    term("MESH:D059630", Kind.CELL_TYPE, "Mesenchymal Stem Cells"),
    term("GO:1903561", Kind.ANATOMY, "extracellular vesicle"),
    term("MESH:D000067128", Kind.ANATOMY, "Extracellular Vesicles"),
    term("GO:0070062", Kind.ANATOMY, "extracellular exosome", "exosome"),
    term("UBERON:0002371", Kind.ANATOMY, "bone marrow"),
    term("UBERON:0001013", Kind.ANATOMY, "adipose tissue"),
    term("MESH:D008687", Kind.CHEMICAL, "Metformin"),
    term("CHEBI:6801", Kind.CHEMICAL, "metformin"),
    term("MESH:D004317", Kind.CHEMICAL, "Doxorubicin"),
    term("MESH:D000068900", Kind.CHEMICAL, "Sitagliptin Phosphate", "sitagliptin"),
    term("MESH:D000068878", Kind.CHEMICAL, "Trastuzumab"),
    term("MESH:D008081", Kind.CHEMICAL, "Liposomes"),
    term("GO:0006915", Kind.PROCESS, "apoptotic process", "apoptosis"),
    term("GO:0016477", Kind.PROCESS, "cell migration"),
    term("NCBITaxon:9606", Kind.SPECIES, "Homo sapiens", "human"),
    term("NCBITaxon:10090", Kind.SPECIES, "Mus musculus", "mouse"),
)
MAPPINGS = tuple(
    Mapping(
        subject=Curie.parse(subject),
        predicate=predicate,
        object=Curie.parse(target),
        justification="semapv:ManualMappingCuration",
        source="test",
    )
    for subject, predicate, target in (
        ("MONDO:0007254", Predicate.EXACT, "MESH:D001943"),
        ("CHEBI:6801", Predicate.EXACT, "MESH:D008687"),
        ("NCBIGene:407011", Predicate.EXACT, "HGNC:31606"),
        ("CL:0000134", Predicate.EXACT, "MESH:D059630"),
        ("GO:1903561", Predicate.EXACT, "MESH:D000067128"),
    )
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small compiled lexicon."""
    path = tmp_path_factory.mktemp("lexicon")
    compile_snapshot(TERMS, path, mappings=MAPPINGS, common={"cat", "set", "cancer", "pain", "death"})
    return path


@pytest.fixture(scope="session")
def nothing_learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of weights without any."""
    return tmp_path_factory.mktemp("weights")


@pytest.fixture(scope="session")
def pipeline(folder: Path, nothing_learned: Path) -> Pipeline:
    """Return the recognising and linking stages over the small lexicon, with nothing learned from corpora."""
    options = {name: {"lexicon": folder} for name in WITH_LEXICON}
    for name in WITH_WEIGHTS:
        options.setdefault(name, {})["weights"] = nothing_learned
    return Pipeline.from_names(default_registry(), ENTITY_STAGES, options)


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Callable[..., Extraction]:
    """Return a function that reads a text, or a document, and fails the test where a stage fails."""

    def run(text: str | Document) -> Extraction:
        document = text if isinstance(text, Document) else Document(id="t", text=text, source="t.txt", format="text")
        result = pipeline.run_one(document)
        assert isinstance(result, Extraction), result
        return result

    return run
