"""Which vocabulary names a disease first, and when its counterparts in others hold for the words."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from extractors.linking import Linker
from ontologies.crosswalk import Crosswalk
from ontologies.lexicon import Lexicon
from ontologies.term import Kind


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    lines = ["Disease\tdrowsiness\tMESH:D006970=1", "Disease\tfaulty heart\tMESH:D006331=3"]
    folder.joinpath("priors.tsv.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    return folder


@pytest.fixture(scope="module")
def linker(weights: Path) -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open(), weights=weights)


def test_what_corpora_say_in_the_leading_vocabulary_comes_before_names_of_others(linker: Linker) -> None:
    link = linker.link_text("drowsiness", Kind.DISEASE)
    assert str(link.term) == "MESH:D006970"
    assert any(str(candidate.curie) == "HP:0002329" for candidate in link.candidates)


def test_a_heading_that_corpora_use_for_other_words_brings_no_counterparts_along(linker: Linker) -> None:
    link = linker.link_text("faulty heart", Kind.DISEASE)
    assert (str(link.term), link.find("MONDO")) == ("MESH:D006331", None)
    assert linker.link_text("heart disease", Kind.DISEASE).find("MONDO") is not None


def test_a_broader_disease_brings_no_counterparts_along(linker: Linker) -> None:
    link = linker.link_text("tubular damage", Kind.DISEASE)
    assert (str(link.find("MESH")), link.find("MONDO")) == ("MESH:D007674", None)


def test_joined_names_are_named_each_where_the_leading_vocabulary_has_no_term_for_both(linker: Linker) -> None:
    link = linker.link_text("nausea and vomiting", Kind.DISEASE)
    assert [str(one.term) for one in link.each] == ["MESH:D009325", "MESH:D014839"]


def test_each_of_joined_names_has_the_class_of_its_own_name(linker: Linker) -> None:
    link = linker.link_text("breast and ovarian cancer", Kind.DISEASE)
    assert [str(one.find("MONDO")) for one in link.each] == ["MONDO:0007254", "MONDO:0008170"]
