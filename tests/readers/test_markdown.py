"""Markdown articles and structured pages."""

from __future__ import annotations

import pytest
from reader_samples import DATA, block_texts, documents, one, section

from extractors.document import Document, Genre, Role
from ontologies.curie import Curie
from ontologies.term import Kind


@pytest.fixture(scope="module")
def page() -> Document:
    return documents("page.txt")[0]


def test_the_text_is_the_file(page: Document) -> None:
    assert page.text == (DATA / "page.txt").read_text(encoding="utf-8")


def test_a_page_names_the_article_and_itself(page: Document) -> None:
    metadata = page.metadata
    assert page.id == "PMC9000010-page"
    assert metadata.genre is Genre.PAGE
    assert metadata.ids == (Curie("PMC", "9000010"), Curie("DOI", "10.9999/tea.2"))
    assert metadata.url == "https://pages.example/paper/PMC9000010"
    assert metadata.issued == "2024-05-06"
    assert [person.name for person in metadata.authors] == ["Green T. Leaf", "Bo Chen", "Åsa Lind"]
    assert metadata.title.startswith("Green tea vesicles")
    assert page.references == ()


def test_the_sections_of_a_page_have_roles(page: Document) -> None:
    roles = [part.role for part in page.sections]
    assert roles == [
        Role.TITLE,
        Role.SUMMARY,
        Role.KEY_FINDINGS,
        Role.ABSTRACT,
        Role.ENTITIES,
        Role.ENTITIES,
        Role.FIGURE,
    ]


def test_listed_entities_become_annotations_with_ids_aliases_and_source(page: Document) -> None:
    found = {(a.name, a.source.rpartition(", ")[2]): a for a in page.annotations}
    gene = found["BMAL1", "Full-text entities"]
    assert gene.kind is Kind.GENE
    assert gene.curies == (Curie("NCBIGene", "406"),)
    assert gene.aliases == ("basic helix-loop-helix ARNT like 1", "ARNTL", "MOP3")
    assert gene.source == "https://pages.example/paper/PMC9000010, Full-text entities"
    assert str(found["HeLa", "Full-text entities"].curies[0]) == "CVCL_0030"
    assert str(found["sleep loss", "Linked entities"].curies[0]) == "MONDO:0000001"
    assert str(found["sleep loss", "Full-text entities"].curies[0]) == "MESH:D012892"


def test_blocks_are_without_marks_and_paragraphs_may_span_lines(page: Document) -> None:
    assert "Vesicles raised survival of tired cells." in block_texts(page, "list item")
    assert "Tea leaves shed vesicles.\nThey were tested on cells." in block_texts(page, "paragraph")
    assert block_texts(page, "title") == [page.metadata.title]


def test_a_generic_article_is_read_too() -> None:
    (article,) = documents("article.md")
    assert article.id == "article"
    assert article.metadata.genre is Genre.TEXT
    assert [person.name for person in article.metadata.authors] == ["Ann Lee", "Bo Chen"]
    assert article.metadata.issued == "2023-02-01"
    assert article.metadata.keywords == ("sleep", "nurses")
    assert section(article, "Methods").role is Role.METHODS
    assert block_texts(article, "table row") == ["Group | Errors", "Nap   | 4", "None  | 9"]
    (reference,) = article.references
    assert (reference.key, reference.title, reference.ids) == ("1", "Night shifts", (Curie("PMID", "123"),))
    assert [article.text[c.start : c.end] for c in article.citations] == ["[1]"]


def test_links_to_papers_are_references_where_there_is_no_list() -> None:
    document = one("# A\n\nSee [the trial](https://doi.org/10.9999/X.1) and https://example.org/.\n")
    (reference,) = document.references
    assert (reference.title, reference.ids) == ("the trial", (Curie("DOI", "10.9999/x.1"),))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_hold_with_any_line_end(end: str) -> None:
    text = end.join(["# Title 𝛽", "", "- **one** item", "- two", "", "Last", "line.", ""])
    document = one(text.encode())
    assert document.text == text
    assert block_texts(document) == ["Title 𝛽", "**one** item", "two", f"Last{end}line."]


def test_a_byte_order_mark_stays_and_does_not_shift() -> None:
    document = one(b"\xef\xbb\xbf# Title\n\nWords.\n")
    assert document.text == "\ufeff# Title\n\nWords.\n"
    assert block_texts(document) == ["Title", "Words."]
