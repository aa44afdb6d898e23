"""JATS and its ancestors."""

from __future__ import annotations

import pytest
from reader_samples import block_texts, documents, one, section, slice_of

from extractors.document import BlockKind, Document, Role
from ontologies.curie import Curie


@pytest.fixture(scope="module")
def article() -> Document:
    return documents("article.nxml")[0]


def jats(body: str, front: str = "", back: str = "") -> Document:
    return one(
        f"<article article-type='x'><front><article-meta>{front}</article-meta></front><body>{body}</body>"
        f"<back>{back}</back></article>"
    )


def body_text(body: str) -> str:
    return jats(body).text


def test_the_pmc_id_is_the_id_and_all_ids_are_kept(article: Document) -> None:
    assert article.id == "PMC9000001"
    assert [str(curie) for curie in article.metadata.ids] == ["PMC:9000001", "PMID:90000001", "DOI:10.9999/jwe.2024.1"]


def test_metadata_of_the_front_matter(article: Document) -> None:
    metadata = article.metadata
    assert metadata.title == "Vesicles lower TNF-α in MCF-7 cells: A small trial"
    assert [(person.name, person.orcid) for person in metadata.authors] == [
        ("Asa B. Lind", Curie("ORCID", "0000-0002-1825-0097")),
        ("The Example Group", None),
    ]
    assert (metadata.issued, metadata.journal, metadata.publisher) == (
        "2024-03-07",
        "Journal of Worked Examples",
        "Example House",
    )
    assert metadata.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert metadata.publication_types == ("research-article", "Research Article")
    assert metadata.keywords == ("vesicle", "TNF", "Cell biology")
    assert metadata.language == "en"
    assert metadata.retracted


def test_sections_have_roles_from_titles_and_types_and_nest(article: Document) -> None:
    abstract = next(part for part in article.sections if part.role is Role.ABSTRACT)
    by_type = section(article, "What we did")
    assert by_type.role is Role.METHODS
    assert abstract.start <= by_type.start < by_type.end <= abstract.end
    cells = article.text.index("Cells grew")
    assert [part.title for part in article.sections_at(cells)] == ["2. Materials and methods", "2.1 Cells"]
    assert article.role_at(cells) is Role.METHODS
    assert section(article, "Limitations").role is Role.LIMITATIONS
    assert section(article, "Abbreviations").role is Role.BACK


def test_funding_and_conflicts_of_the_front_matter_close_the_text(article: Document) -> None:
    assert article.role_at(article.text.index("The Example Fund")) is Role.FUNDING
    assert article.role_at(article.text.index("One author owns")) is Role.CONFLICT


def test_short_abstracts_are_summaries_and_translations_are_left_out(article: Document) -> None:
    assert article.role_at(article.text.index("Vesicles calm")) is Role.SUMMARY
    assert "Les vésicules" not in article.text


def test_replies_of_reviewers_are_left_out(article: Document) -> None:
    assert "reviewers" not in article.text


def test_tables_give_a_caption_and_a_block_a_row(article: Document) -> None:
    table = section(article, "Table 1")
    inside = [block for block in article.blocks if table.start <= block.start < table.end]
    assert {block.label for block in inside} == {"Table 1"}
    assert [slice_of(article, block) for block in inside] == [
        "TNF by group.",
        "Group | TNF-α^a",
        "Vesicle | 4.1",
        "Control | 9.8",
        "Mean of five.",
    ]
    assert [block.kind for block in inside][1:4] == [BlockKind.TABLE_ROW] * 3


def test_figures_give_captions_with_their_label(article: Document) -> None:
    captions = [block for block in article.blocks if block.label == "Figure 1"]
    assert [slice_of(article, block) for block in captions] == ["The plan.", "Arrows show steps."]


def test_all_that_a_figure_says_is_its_caption_and_films_are_figures() -> None:
    film = "<media><label>Video 1</label><caption><p>It runs.</p></caption></media>"
    document = jats(f"<fig><label>Fig 2</label><caption><p>One.</p></caption><p>Two.</p></fig>{film}")
    assert [(slice_of(document, block), block.label) for block in document.blocks] == [
        ("One.", "Fig 2"),
        ("Two.", "Fig 2"),
        ("It runs.", "Video 1"),
    ]
    assert {document.role_at(block.start) for block in document.blocks} == {Role.FIGURE}


def test_a_list_inside_a_paragraph_parts_it(article: Document) -> None:
    texts = block_texts(article)
    start = texts.index("Wash twice.")
    assert texts[start - 1].startswith("Cells grew")
    assert texts[start + 1 : start + 3] == ["Count.", "Then we waited."]


def test_definitions_are_kept_as_term_and_meaning(article: Document) -> None:
    assert "TNF: tumour necrosis factor" in block_texts(article, "list item")


def test_raised_reference_numbers_are_bracketed_and_cited(article: Document) -> None:
    cited = [(article.text[c.start : c.end], c.key) for c in article.citations]
    assert cited == [("1", "r1"), ("2", "r2"), ("2", "r2"), ("1", "r1")]
    assert "Cells talk to each other [1,2] and others agree [2]." in article.text
    assert "TNF-α was lower [1]." in article.text


def test_references_are_read_from_prose_and_from_data(article: Document) -> None:
    prose, data = article.references
    assert (prose.key, prose.title, prose.year, prose.ids) == ("r1", "On cells", "2001", (Curie("PMID", "11"),))
    assert data.text == "Ray M, Poe E. On vesicles. Drops. 2010;2(3):4-9."
    assert data.ids == (Curie("DOI", "10.9999/drops.7"),)


def test_an_old_file_reads_with_its_entities_licence_and_labels() -> None:
    (old,) = documents("old.nxml")
    assert old.id == "PMID90000002"
    assert old.metadata.title == "Rest – a review"
    assert old.metadata.issued == "1999-11"
    assert old.metadata.licence == "http://creativecommons.org/licenses/by/2.0"
    assert old.role_at(old.text.index("We slept")) is Role.RESULTS
    assert old.references[0].text == "Owl N. Night. Dark. 1990."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("10<sup>3</sup> cells", "10^3 cells"),
        ("10<sup>-3</sup> M", "10^-3 M"),
        ("I<sup>2</sup> = 50", "I2 = 50"),
        ("cm<sup>2</sup>", "cm2"),
        ("H<sub>2</sub>O", "H2O"),
        ("VO<sub>2 </sub>rose", "VO2 rose"),
        ("Ca<sup>2+</sup>", "Ca2+"),
        ("<sup>125</sup>I-labelled", "125I-labelled"),
        ("CD4<sup>+</sup> T", "CD4+ T"),
        ("p27<sup>Kip1</sup>", "p27Kip1"),
        ("Apc<sup>Min</sup> mice", "Apc^Min mice"),
        ("0.91<sup>a</sup>", "0.91^a"),
        ("the 1<sup>st</sup> day", "the 1st day"),
        ("a <italic>b </italic>c", "a b c"),
        ("one<break/>two", "one two"),
        ("TNF\n   <sub>a</sub> fell", "TNFa fell"),
        ("x<inline-graphic/>y", "xy"),
        ("see<xref ref-type='fn' rid='n'>*</xref> below", "see below"),
        ("&beta;-cell &lsqb;1&rsqb;", "β-cell [1]"),
        ("a&nosuchthing;b", "a&nosuchthing;b"),
    ],
)
def test_inline_markup_neither_glues_nor_tears_words(markup: str, expected: str) -> None:
    assert body_text(f"<p>{markup}</p>") == expected


def test_mathml_is_read_and_tex_is_not() -> None:
    power = "<mml:msup><mml:mi>χ</mml:mi><mml:mn>2</mml:mn></mml:msup>"
    math = f"<mml:math xmlns:mml='m'>{power}<mml:mo>=</mml:mo><mml:mn>4</mml:mn></mml:math>"
    formula = f"<inline-formula><alternatives>{math}<tex-math>\\chi</tex-math></alternatives></inline-formula>"
    assert body_text(f"<p>With {formula} it held.</p>") == "With χ2 = 4 it held."


def test_a_bare_raised_number_does_not_join_the_word_before() -> None:
    reference = "<ref-list><ref id='b'><mixed-citation>X</mixed-citation></ref></ref-list>"
    document = jats("<p>cells<xref ref-type='bibr' rid='b'>12</xref> grew</p>", back=reference)
    assert document.text == "cells [12] grew"
    assert [(c.start, c.end, c.key) for c in document.citations] == [(7, 9, "b")]


def test_a_set_of_articles_gives_one_document_each() -> None:
    from extractors.readers import read_bytes

    article = (
        "<article xmlns='http://x' article-type='a'><front><article-meta/></front><body><p>{}</p></body></article>"
    )
    data = f"<pmc-articleset>{article.format('One.')}{article.format('Two.')}</pmc-articleset>"
    found = list(read_bytes(data.encode(), "set.xml"))
    assert [(document.id, document.text) for document in found] == [("set", "One."), ("set-2", "Two.")]


def test_an_article_with_a_title_only_has_a_text() -> None:
    front = "<title-group><article-title>Alone</article-title></title-group>"
    document = one(
        f"<article article-type='x'><front><article-meta>{front}</article-meta></front></article>", "a/b.nxml"
    )
    assert (document.id, document.text) == ("b", "Alone")
