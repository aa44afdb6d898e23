"""What every reader must do, whatever its format."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from reader_samples import DATA, SAMPLES, documents, results

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers import FORMATS, read, read_bytes, readers, sniff
from extractors.readers.stream import HEAD

ALL = [pytest.param(document, id=f"{name}:{document.id}") for name in SAMPLES for document in documents(name)]
# Formats in which any text is a valid file: there nothing can be broken.
FORGIVING = {"text", "markdown", "html"}


def test_every_format_has_a_sample_and_every_sample_a_format() -> None:
    assert set(SAMPLES.values()) == set(FORMATS)
    assert set(SAMPLES) == {path.name for path in DATA.iterdir()}


def test_the_registry_keeps_the_documented_order() -> None:
    assert tuple(readers()) == FORMATS


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_the_format_is_found_from_the_content(name: str, expected: str) -> None:
    assert sniff((DATA / name).read_bytes()[:HEAD]) == expected


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_no_two_narrow_formats_claim_a_sample(name: str, expected: str) -> None:
    head = (DATA / name).read_bytes()[:HEAD]
    claims = {found for found, reader in readers().items() if reader.sniff(head)}
    assert claims - {"text"} <= {expected}
    assert expected in claims


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_documents_name_their_format_and_file(name: str, expected: str) -> None:
    found = documents(name)
    assert found
    assert {document.format for document in found} == {expected}
    assert {document.source for document in found} == {name}


@pytest.mark.parametrize("document", ALL)
def test_spans_lie_within_the_text_and_blocks_in_order(document: Document) -> None:
    # The constructor checks: making it again from its own fields must not raise.
    again = Document(**{field.name: getattr(document, field.name) for field in dataclasses.fields(document)})
    assert again == document
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()
    for reference in document.references:
        if reference.start is not None and reference.end is not None:
            assert 0 <= reference.start < reference.end <= len(document.text)


@pytest.mark.parametrize("document", ALL)
def test_sections_nest_with_the_outer_ones_first(document: Document) -> None:
    for index, inner in enumerate(document.sections):
        assert inner.start < inner.end
        for outer in document.sections[:index]:
            apart = outer.end <= inner.start
            around = outer.start <= inner.start and inner.end <= outer.end
            assert apart or around, (outer, inner)


@pytest.mark.parametrize("document", ALL)
def test_annotations_with_a_span_name_what_stands_there(document: Document) -> None:
    for annotation in document.annotations:
        assert (annotation.start is None) == (annotation.end is None)
        if annotation.start is not None:
            assert document.text[annotation.start : annotation.end] == annotation.name
        assert annotation.source


@pytest.mark.parametrize("document", ALL)
def test_citations_point_to_references_of_the_document(document: Document) -> None:
    keys = {reference.key for reference in document.references}
    for citation in document.citations:
        assert citation.key in keys
        assert citation.start < citation.end


@pytest.mark.parametrize("document", ALL)
def test_what_is_not_in_a_block_is_white_space_or_markup(document: Document) -> None:
    covered = set()
    for block in document.blocks:
        covered.update(range(block.start, block.end))
    left = "".join(char for index, char in enumerate(document.text) if index not in covered)
    assert not any(char.isalpha() for char in left)


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert results(name) == results(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_stream_read_byte_by_byte_gives_the_same(name: str) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(1 if size is None or size < 0 or size > 1 else size)

    reader = readers()[SAMPLES[name]]
    slow = list(reader.read(Slow((DATA / name).read_bytes()), name))
    assert slow == results(name)


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error_that_says_so(data: bytes) -> None:
    with pytest.raises(ReaderError, match=r"empty|no reader"):
        list(read_bytes(data, "nothing.xml"))


@pytest.mark.parametrize("name", [name for name, kind in SAMPLES.items() if kind not in FORGIVING])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_breaks_off_fails_without_a_crash(name: str, share: float, tmp_path: Path) -> None:
    whole = (DATA / name).read_bytes()
    broken = tmp_path / name
    broken.write_bytes(whole[: int(len(whole) * share)])
    found = list(read([broken]))
    assert all(isinstance(result, Document | Failure) for result in found)
    if SAMPLES[name] != "pubtator":
        assert any(isinstance(result, Failure) and result.stage == "read" for result in found)


@pytest.mark.parametrize("name", SAMPLES)
def test_bytes_turned_over_never_crash_a_reader(name: str, tmp_path: Path) -> None:
    whole = bytearray((DATA / name).read_bytes())
    for step in (7, 31, 101):
        damaged = bytearray(whole)
        for place in range(step, len(damaged), step):
            damaged[place] = (damaged[place] * 7 + step) % 256
        path = tmp_path / f"{step}-{name}"
        path.write_bytes(damaged)
        assert all(isinstance(result, Document | Failure) for result in read([path]))
