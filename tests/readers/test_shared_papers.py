"""Real papers, where the reference material is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import Document, Genre, Role
from extractors.pipeline import Failure
from extractors.readers import read
from ontologies.curie import Curie

pytestmark = pytest.mark.shared


def spread(paths: list[Path], count: int) -> list[Path]:
    ordered = sorted(paths)
    return ordered[:: max(1, len(ordered) // count)][:count]


def assert_sound(results: list[Document | Failure]) -> None:
    assert results
    assert [result for result in results if isinstance(result, Failure)] == []
    for document in results:
        assert isinstance(document, Document)
        for annotation in document.annotations:
            if annotation.start is not None:
                assert document.text[annotation.start : annotation.end] == annotation.name


def test_papers_in_jats_read_without_a_failure(shared: Path) -> None:
    results = list(read(spread(list((shared / "papers" / "jats").iterdir()), 40)))
    assert len(results) == 40
    assert_sound(results)
    assert all(result.metadata.title and result.blocks for result in results if isinstance(result, Document))


def test_papers_of_the_trials_corpus_read_without_a_failure(shared: Path) -> None:
    folder = shared / "corpora" / "evidence-inference" / "papers"
    assert_sound(list(read(spread(list(folder.glob("*.nxml")), 20))))
    texts = spread(list(folder.glob("*.txt")), 20)
    results = list(read(texts))
    assert_sound(results)
    for path, result in zip(texts, results, strict=True):
        assert isinstance(result, Document)
        assert result.text == path.read_bytes().decode("utf-8")
        assert Role.METHODS in {section.role for section in result.sections} or "BODY.METHODS" not in result.text


def test_medline_files_read_without_a_failure(shared: Path) -> None:
    assert_sound(list(read([shared / "papers" / "medline"])))


def test_annotated_corpora_keep_their_offsets(shared: Path) -> None:
    for name in ("bc5cdr", "biored", "bioid-celllines"):
        results = list(read([next((shared / "corpora" / name).glob("*.pubtator"))]))
        assert_sound(results)
        placed = [a.start is not None for r in results if isinstance(r, Document) for a in r.annotations]
        assert all(placed)


def test_the_seeds_say_what_they_are(shared: Path) -> None:
    lay, page = read([shared / "seeds"])
    assert isinstance(lay, Document)
    assert isinstance(page, Document)
    assert (lay.metadata.genre, page.metadata.genre) == (Genre.LAY, Genre.PAGE)
    assert [str(curie) for curie in lay.references[0].ids] == ["PMC:12775850"]
    assert {citation.key for citation in lay.citations} == {"1"}
    assert page.metadata.find_id("DOI") == Curie("DOI", "10.1016/j.omton.2025.201107")
    assert (page.id, page.metadata.issued, len(page.metadata.authors)) == ("PMC12775850-page", "2025-12-09", 6)
    given = {str(curie) for annotation in page.annotations for curie in annotation.curies}
    assert given == {"MONDO:0004989", "NCBIGene:407011", "MESH:D009369", "MESH:D001943"}
