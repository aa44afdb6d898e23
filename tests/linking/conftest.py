from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.linking import Linker
from ontologies import Crosswalk, Kind, Lexicon
from ontologies.compile import compile_snapshot
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Name, Scope, Term

Make = Callable[..., Linker]


def term(curie: str, kind: Kind, label: str, *others: str, parents: tuple[str, ...] = ()) -> Term:
    names = (Name(text=label, scope=Scope.LABEL), *(Name(text=text, scope=Scope.EXACT) for text in others))
    return Term(curie=Curie.parse(curie), kind=kind, names=names, parents=tuple(map(Curie.parse, parents)))


TERMS = (
    term("MESH:D001943", Kind.DISEASE, "Breast Neoplasms", "breast cancer"),
    term("MESH:D010051", Kind.DISEASE, "Ovarian Neoplasms", "ovarian cancer"),
    term("MESH:D009369", Kind.DISEASE, "Neoplasms", "cancer"),
    term("MESH:D007674", Kind.DISEASE, "Kidney Diseases", "kidney disease"),
    term("MESH:D003424", Kind.DISEASE, "Crohn Disease"),
    term("MESH:D003922", Kind.DISEASE, "Type 1 Diabetes"),
    term("MESH:D009203", Kind.DISEASE, "Myocardial Infarction"),
    term("MESH:D017180", Kind.DISEASE, "Tachycardia, Ventricular", "ventricular tachycardia"),
    term("MESH:D014693", Kind.DISEASE, "Ventricular Fibrillation"),
    term("MONDO:0005068", Kind.DISEASE, "myocardial infarction"),
    term("MONDO:0004781", Kind.DISEASE, "posterior infarct", parents=("MONDO:0005068",)),
    term("MONDO:0000001", Kind.DISEASE, "lonely disease of a kind"),
    term("MONDO:0009999", Kind.DISEASE, "proximal Crohn disease"),
    term("MESH:D003863", Kind.DISEASE, "Depression", "low mood"),
    term("MESH:D003866", Kind.DISEASE, "Depressive Disorder"),
    term("MESH:D002996", Kind.CHEMICAL, "Clomiphene"),
    term("MESH:D000431", Kind.CHEMICAL, "Ethanol", "alcohol"),
    term("MESH:D000438", Kind.CHEMICAL, "Alcohols"),
    term("MESH:D010695", Kind.CHEMICAL, "Phlorhizin"),
    term("MESH:D010758", Kind.CHEMICAL, "Phosphorus", "Ph"),
)
MAPPINGS = (
    Mapping(
        subject=Curie.parse("MONDO:0005068"),
        predicate=Predicate.EXACT,
        object=Curie.parse("MESH:D009203"),
        justification="semapv:ManualMappingCuration",
        source="test",
    ),
)


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small compiled lexicon."""
    path = tmp_path_factory.mktemp("lexicon")
    compile_snapshot(TERMS, path, mappings=MAPPINGS, common={"cancer"})
    return path


@pytest.fixture
def linker(lexicon: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return a function that makes a linker over the small lexicon with the learned files that it is given."""

    def make(priors: str = "", modifiers: str = "") -> Linker:
        folder = tmp_path_factory.mktemp("weights")
        (folder / "priors.tsv.gz").write_bytes(gzip.compress(priors.encode()))
        (folder / "modifiers.tsv").write_text(modifiers, encoding="utf-8")
        return Linker(Lexicon.open(lexicon), Crosswalk.open(lexicon), weights=folder)

    return make
