"""XML that is made to harm."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.errors import ReaderError, UnsafeInputError
from extractors.pipeline import Failure
from extractors.readers import jats, medline, read, read_bytes
from extractors.readers.xml import check_subset

ARTICLE = "<article article-type='x'><front><article-meta/></front><body><p>{}</p></body></article>"


def read_article(prolog: str, words: str = "&e;", encoding: str = "utf-8") -> list[Document | Failure]:
    data = (prolog + ARTICLE.format(words)).encode(encoding)
    return list(jats.read(io.BytesIO(data), "x.nxml"))


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.txt"
    path.write_text("the secret")
    return path.as_uri()


def test_an_external_entity_is_refused(secret: str) -> None:
    with pytest.raises(UnsafeInputError, match="external entity 'e'"):
        read_article(f'<!DOCTYPE article [<!ENTITY e SYSTEM "{secret}">]>')


def test_an_external_parameter_entity_is_refused(secret: str) -> None:
    with pytest.raises(UnsafeInputError, match="parameter entity"):
        read_article(f'<!DOCTYPE article [<!ENTITY % e SYSTEM "{secret}"> %e;]>', "x")


def test_a_secret_behind_a_comment_is_refused_too(secret: str) -> None:
    hidden = f'<!DOCTYPE article [<!ENTITY a "<!--"><!ENTITY e SYSTEM "{secret}"><!ENTITY b "-->">]>'
    with pytest.raises(UnsafeInputError):
        read_article(hidden)


def test_utf_16_does_not_hide_a_declaration(secret: str) -> None:
    prolog = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE article [<!ENTITY e SYSTEM "{secret}">]>'
    with pytest.raises(UnsafeInputError):
        read_article(prolog, encoding="utf-16")


def test_encodings_that_hide_markup_are_refused() -> None:
    with pytest.raises(UnsafeInputError, match="utf-7"):
        read_article('<?xml version="1.0" encoding="utf-7"?>', "x")


def test_a_dtd_is_never_loaded(tmp_path: Path) -> None:
    dtd = tmp_path / "evil.dtd"
    dtd.write_text('<!ENTITY e "from the dtd">')
    (document,) = read_article(f'<!DOCTYPE article SYSTEM "{dtd.as_uri()}">', "a &e; b")
    assert isinstance(document, Document)
    assert document.text == "a &e; b"


def test_billions_of_laughs_are_refused_at_once() -> None:
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(UnsafeInputError, match="expands to other entities"):
        read_article(f"<!DOCTYPE article [{laughs}]>", "&l9;")


def test_the_quadratic_bomb_is_refused() -> None:
    with pytest.raises(UnsafeInputError, match="a long text"):
        read_article(f'<!DOCTYPE article [<!ENTITY e "{"a" * 100_000}">]>', "&e;" * 10_000)


def test_harmless_declarations_are_read() -> None:
    prolog = '<!DOCTYPE article [<!ENTITY e "&#946;"><!ENTITY fig SYSTEM "f1.gif" NDATA IMAGE><!-- it\'s fine -->]>'
    (document,) = read_article(prolog, "&e;-cell")
    assert isinstance(document, Document)
    assert document.text == "β-cell"


@pytest.mark.parametrize("subset", ["", "<!-- <!ENTITY e SYSTEM 'x'> -->", "<!ELEMENT p ANY>"])
def test_subsets_without_entities_are_safe(subset: str) -> None:
    check_subset(subset, "x")


def test_deep_nesting_is_an_error() -> None:
    with pytest.raises(ReaderError):
        read_article("", "<b>" * 5000 + "x" + "</b>" * 5000)


def test_a_failing_file_says_where_and_the_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.nxml").write_text(ARTICLE.format("One.") + "<!-- open")
    (tmp_path / "b.nxml").write_text(ARTICLE.format("&lt; Two."))
    first, second, third = read([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert "line 1" in second.error
    assert isinstance(third, Document)
    assert third.text == "< Two."


def test_a_record_over_the_cap_is_refused_and_a_long_file_of_small_ones_is_not() -> None:
    article = "<Article><ArticleTitle>T</ArticleTitle></Article>"
    record = f"<PubmedArticle><MedlineCitation><PMID>1</PMID>{article}</MedlineCitation></PubmedArticle>"
    many = ("<PubmedArticleSet>" + record * 9000 + "</PubmedArticleSet>").encode()
    assert len(many) > 1_000_000
    assert len(list(medline.read(io.BytesIO(many), "x", size_cap=600_000))) == 9000
    with pytest.raises(UnsafeInputError, match="600,000 bytes"):
        list(medline.read(io.BytesIO(many.replace(b"</PubmedArticle><PubmedArticle>", b"")), "x", size_cap=600_000))


def test_text_over_the_cap_is_refused() -> None:
    with pytest.raises(ReaderError, match="100 bytes"):
        list(read_bytes(b"words " * 100, "x.txt", size_cap=100))
