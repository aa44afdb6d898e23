"""HTML articles."""

from __future__ import annotations

import pytest
from reader_samples import block_texts, documents, one, section

from extractors.document import Document, Genre, Role
from extractors.errors import ReaderError
from ontologies.curie import Curie


@pytest.fixture(scope="module")
def lay() -> Document:
    return documents("lay.html")[0]


def test_only_the_article_is_read(lay: Document) -> None:
    for furniture in ("Home", "Share this", "Buy now", "All rights", "var x", "p{}"):
        assert furniture not in lay.text
    assert block_texts(lay)[:2] == [
        "Can tea help you sleep?",
        "Many people drink tea. [1] It’s warm & cheap, with CO2.",
    ]


def test_metadata_of_a_lay_page(lay: Document) -> None:
    metadata = lay.metadata
    assert metadata.genre is Genre.LAY
    assert (metadata.title, metadata.issued, metadata.publisher) == (
        "Can tea help you sleep?",
        "2024-03-05",
        "Sleepy Site",
    )
    assert metadata.url == "https://sleepy.example/tea"
    assert [person.name for person in metadata.authors] == ["Ann Lee"]


def test_structure_is_kept(lay: Document) -> None:
    assert section(lay, "What did the study find?").role is Role.RESULTS
    assert block_texts(lay, "list item") == ["Sleep grew by two hours.", "No harm was seen."]
    assert block_texts(lay, "table row") == ["Cup | Hours", "One | 7"]
    assert block_texts(lay, "caption") == ["A cup of tea."]


def test_links_to_papers_and_to_the_list_are_citations(lay: Document) -> None:
    listed, linked = lay.references
    assert (listed.key, listed.ids) == ("1", (Curie("DOI", "10.9999/tea.1"),))
    assert linked.ids == (Curie("PMID", "90000003"),)
    assert [(lay.text[c.start : c.end], c.key) for c in lay.citations] == [("1", "1"), ("trial in adults", "link1")]


def test_citation_tags_make_a_journal_article() -> None:
    (paper,) = documents("paper.html")
    assert paper.id == "PMID90000011"
    assert paper.metadata.genre is Genre.ARTICLE
    assert paper.metadata.authors[0].name == "Green Leaf"
    assert paper.metadata.issued == "2022-07-04"
    assert paper.metadata.journal == "Cups"


def test_declared_encodings_are_honoured() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><h1>X</h1><p>Łódź</p></body></html>'
    assert "Łódź" in one(page.encode("iso-8859-2")).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<!doctype html><title>x</title>",
    ],
)
def test_a_page_without_text_is_an_error(page: str) -> None:
    with pytest.raises(ReaderError, match="page"):
        one(page)


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    document = one(
        "<html><body><div>one<p>two</p>three<br>four</div><table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    assert document.text == "one\n\ntwo\n\nthree four\n\na | b"


def test_deeply_nested_elements_do_not_crash_the_reader() -> None:
    page = "<html><body>" + "<div>" * 3000 + "words" + "</div>" * 3000 + "</body></html>"
    try:
        found = one(page).text
    except ReaderError as error:
        found = str(error)
    assert "words" in found or "deep" in found
