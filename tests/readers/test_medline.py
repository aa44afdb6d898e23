"""PubMed and MEDLINE records."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from reader_samples import block_texts, documents, failures

from extractors.document import Role
from extractors.readers import medline
from ontologies.curie import Curie


def test_a_record_gives_text_sections_and_metadata() -> None:
    record = documents("records.xml")[0]
    assert record.id == "PMC9000003"
    assert block_texts(record)[:3] == ["Tea and sleep in adults.", "BACKGROUND", "Tea is drunk by many."]
    assert record.role_at(record.text.index("Forty adults")) is Role.METHODS
    assert "with CO2." in record.text
    metadata = record.metadata
    assert metadata.issued == "2020-02-09"
    assert metadata.publication_types == ("Randomized Controlled Trial", "Retracted Publication")
    assert metadata.retracted
    assert [person.name for person in metadata.authors] == ["Green T Leaf", "Tea Group"]
    assert metadata.find_id("DOI") == Curie("DOI", "10.9999/tea.1")


def test_headings_and_chemicals_carry_mesh_ids() -> None:
    record = documents("records.xml")[0]
    (heading,) = record.metadata.mesh_headings
    assert (str(heading.curie), heading.major, heading.qualifiers) == ("MESH:D012890", True, ("drug effects",))
    (chemical,) = record.annotations
    assert (chemical.name, chemical.curies, chemical.start) == ("Tea", (Curie("MESH", "D013662"),), None)
    assert chemical.source == "MEDLINE chemical list"


def test_references_of_a_record_have_ids() -> None:
    assert documents("records.xml")[0].references[0].ids == (Curie("PMID", "77"),)


def test_labels_within_one_paragraph_make_sections_and_titles_lose_their_brackets() -> None:
    record = documents("records.xml")[1]
    assert record.metadata.title == "Tea in winter."
    assert record.metadata.issued == "1998-12"
    assert record.role_at(record.text.index("All were warm")) is Role.RESULTS


def test_a_record_without_text_fails_alone_and_deletions_are_no_records() -> None:
    (failure,) = failures("records.xml")
    assert failure.paper == "PMID90000005"
    assert len(documents("records.xml")) == 2


RECORD = (
    "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Title {}</ArticleTitle><Abstract>"
    "<AbstractText>{}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n"
)


class Generated:
    """Serve a long file that never exists as a whole."""

    def __init__(self, size: int) -> None:
        self.parts = self._make(size)
        self.left = b""
        self.total = 0

    def _make(self, size: int) -> Iterator[bytes]:
        yield b"<PubmedArticleSet>"
        made, number = 0, 0
        while made < size:
            number += 1
            part = RECORD.format(number, number, "Many words in a row. " * 60).encode()
            made += len(part)
            yield part
        yield b"</PubmedArticleSet>"

    def read(self, size: int = -1, /) -> bytes:
        while len(self.left) < size and (part := next(self.parts, b"")):
            self.left += part
        given, self.left = self.left[:size], self.left[size:]
        self.total += len(given)
        return given


@pytest.mark.slow
def test_a_long_file_is_read_in_memory_that_stays_flat() -> None:
    import resource

    stream = Generated(50_000_000)
    documents = medline.read(stream, "long.xml")
    next(documents)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    count = sum(1 for _ in documents)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert stream.total > 50_000_000
    assert count > 30_000
    assert peak < 5_000_000
    # lxml's own memory is not Python's: the whole process may not have grown by more than a few records.
    assert (after - before) * 1024 < 25_000_000
