from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def doc(folder: Path):  # type: ignore[no-untyped-def]
    import spacy

    from extractors import spacy_components  # noqa: F401  # registers as the entry point does

    nlp = spacy.blank("en")
    nlp.add_pipe("claimgraph_entities", config={"lexicon": str(folder)})
    return nlp("Breast cancer cells took up miR-23b-loaded exosomes.")


def test_entities_have_label_and_id(doc) -> None:  # type: ignore[no-untyped-def]
    assert [(entity.text, entity.label_, entity.kb_id_) for entity in doc.ents] == [
        ("Breast cancer", "Disease", "MESH:D001943"),
        ("miR-23b", "Gene", "NCBIGene:407011"),
        ("exosomes", "Anatomy", "GO:0070062"),
    ]


def test_compositions_overlap_their_parts_in_the_span_group(doc) -> None:  # type: ignore[no-untyped-def]
    assert "miR-23b-loaded exosomes" in [span.text for span in doc.spans["claimgraph"]]


def test_the_link_is_an_attribute_of_the_span(doc) -> None:  # type: ignore[no-untyped-def]
    assert str(doc.ents[0]._.claimgraph_link.find("MONDO")) == "MONDO:0007254"


def test_the_entry_point_is_declared(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["spacy_factories"] == {
        "claimgraph_entities": "extractors.spacy_components:make_entities"
    }


def test_nothing_is_registered_when_the_package_is_imported(root: Path) -> None:
    code = "import sys, extractors, extractors.pipeline, extractors.stages; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "False"
