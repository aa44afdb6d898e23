"""Plain text and lay articles."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reader_samples import DATA, block_texts, documents, one, section

from extractors.document import BlockKind, Genre, Role
from extractors.errors import ReaderError, UnknownFormatError
from extractors.readers import read_bytes, text
from extractors.readers.citations import find_citations, read_entry
from extractors.readers.stream import decode
from ontologies.curie import Curie

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\r\n\t\ufeff\u2028\u2003\u00a0𝛽🧬é"),
    max_size=300,
)


@given(WORDS)
@example("\ufeffTitle\r\n\r\nA 🧬 word.\r\rLast\n")
@settings(max_examples=300, deadline=None)
def test_the_text_is_the_content_and_blocks_are_slices_of_it(content: str) -> None:
    document = text.document(content, "x.txt")
    assert document.text == content
    joined = "".join(block_texts(document))
    assert "".join(joined.split()) == "".join(content.replace("\ufeff", "").split()) or "\ufeff" in content[1:]


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-le"]))
@settings(max_examples=200, deadline=None)
def test_decoding_moves_no_character(content: str, encoding: str) -> None:
    data = content.encode(encoding) if encoding != "utf-32-le" else b"\xff\xfe\0\0" + content.encode(encoding)
    marked = encoding != "utf-8" and not (encoding == "utf-32-le" and not content)
    decoded = decode(data)
    assert decoded == ("\ufeff" + content if marked or (decoded.startswith("\ufeff") and not content) else content)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_read_or_fail_with_a_reader_error(data: bytes) -> None:
    try:
        for document in read_bytes(data, "x"):
            assert document.text
    except ReaderError:
        pass


def test_old_encodings_are_read_without_a_shift() -> None:
    assert one("naïve “words”".encode("cp1252")).text == "naïve “words”"


def test_a_lay_article_has_title_headings_and_genre() -> None:
    (lay,) = documents("lay.txt")
    assert lay.text == (DATA / "lay.txt").read_text(encoding="utf-8")
    assert lay.metadata.genre is Genre.LAY
    assert lay.metadata.title == "Does Green Tea Keep You Awake? What a New Review Found"
    assert block_texts(lay, "metadata") == ["Sleep Corner"]
    assert section(lay, "What did the review find?").role is Role.RESULTS
    assert section(lay, "How strong is the evidence?").role is Role.LIMITATIONS
    assert section(lay, "Key takeaways").role is Role.KEY_FINDINGS


NEWS = """Honey syrup pulled from shelves

A syrup sold as a cure for whooping cough was withdrawn last week after four toddlers fell ill.

Officials said the bottles held spores that grow in the gut. The firm makes three more syrups. Parents should throw
the bottles away, warns the poisons centre, and call a nurse if a child is floppy or cannot swallow. There is no trial
of the syrup in babies. A jar cost 12 euros in most shops.
"""
ABSTRACT = """Honey and spores: a survey of jars

Spores of soil bacteria are found in honey. We examined 112 jars from shops in three towns and found spores in nine
(8 %, 95 % CI 4 to 15). Jars from small producers held spores more often (p = 0.03). Infants may be at risk of illness
after eating honey, and parents are advised by officials to wait. Our results agree with earlier surveys of jars that
were sold online, and support the advice that is printed on labels now.
"""


def test_news_is_told_from_an_abstract_on_the_same_matter() -> None:
    assert one(NEWS).metadata.genre is Genre.LAY
    assert one(ABSTRACT).metadata.genre is Genre.TEXT


def test_numbered_references_are_resolved_and_counting_numbers_are_not() -> None:
    (lay,) = documents("lay.txt")
    first, second = lay.references
    assert (first.key, first.ids, first.year) == ("1", (Curie("PMC", "9000003"),), "2024")
    assert (second.title, second.ids) == ("Cups at night", (Curie("DOI", "10.9999/tea.1"),))
    assert lay.text[first.start : first.end].startswith("[1] Tea and sleep")
    cited = [(lay.text[c.start - 5 : c.end], c.key) for c in lay.citations]
    assert cited == [("less 1", "1"), ("hort [1, 2]", "1"), ("hort [1, 2]", "2")] or [key for _, key in cited] == [
        "1",
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cells died 1.", ["1"]),
        ("Did cells die 1?", ["1"]),
        ("(cells died) 1. Then", ["1"]),
        ("As shown 1,2.", ["1", "2"]),
        ("As shown [1-3].", ["1", "2", "3"]),
        ("As shown.¹ Then", ["1"]),
        ("In phase 1.", []),
        ("They waited for 2.", []),
        ("It rose by 1.5 points", []),
        ("See Table 2.", []),
        ("There were 3 of them.", []),
        ("As shown [9].", []),
    ],
)
def test_which_numbers_are_citations(sentence: str, expected: list[str]) -> None:
    document = text.document(sentence, "x")
    references = [read_entry(f"[{number}] Some words in a title.", 0, 28, 1) for number in (1, 2, 3)]
    assert [citation.key for citation in find_citations(sentence, document.iter_blocks(), references)] == expected


def test_broken_lines_are_joined_and_numbered_headings_nest() -> None:
    (wrapped,) = documents("wrapped.txt")
    assert wrapped.metadata.title == "EFFECTS OF REST ON WORK"
    paragraphs = block_texts(wrapped, "paragraph")
    assert len(paragraphs) == 2
    assert paragraphs[0].count("\n") == 2
    assert [part.title for part in wrapped.sections_at(wrapped.text.index("We asked"))] == ["2. Methods", "2.1 Setting"]
    assert wrapped.references[0].title == "Night shifts"
    assert block_texts(wrapped, "list item") == ["- Letters rose by a tenth.", "- Errors fell."]


def test_one_paragraph_is_one_block_without_a_title() -> None:
    document = one("Aspirin lowered pain in forty adults. It was given twice a day.")
    assert document.metadata.title == ""
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]
    assert document.metadata.genre is Genre.TEXT


def test_lines_that_start_with_a_hash_are_no_headings_where_they_are_sentences() -> None:
    words = "Some words on rest.\n\n# This line is a note.\n\n# And this is another one.\n"
    assert one(words).format == "text"
    assert one(words.replace(".\n", "\n")).format == "markdown"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n",
        b"a\x00b",
        b"id\tname\tage\n1\tx\t2\n2\ty\t3\n",
        b'{"some": "json"}',
        b"<unknown><xml/></unknown>",
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        list(read_bytes(data, "strange"))


def test_a_collection_in_one_text_file_is_refused() -> None:
    with pytest.raises(ReaderError, match="more than one paper"):
        list(read_bytes(b"many words " * 500_000, "big.txt"))


def test_a_text_without_a_list_of_references_cites_the_papers_that_it_links_to() -> None:
    words = "Rest helps\n\nSo says a trial (https://doi.org/10.1000/rest.1). Again: https://doi.org/10.1000/rest.1.\n"
    (reference,) = text.document(words, "a.txt").references
    assert [str(curie) for curie in reference.ids] == ["DOI:10.1000/rest.1"]
    assert words[reference.start : reference.end] == "https://doi.org/10.1000/rest.1"
    assert text.document("Rest helps\n\nMore at https://example.org/rest.\n", "a.txt").references == ()
