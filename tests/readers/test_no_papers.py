"""What is no paper is refused by name: a file of data or a program reads as plain text, and its name tells."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.errors import UnknownFormatError
from extractors.pipeline import Failure
from extractors.readers import read, read_bytes

WORDS = b"Rest helps.\n\nWe slept, and it helped us all a lot.\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("data.csv", "a table"),
        ("papers/Data.CSV", "a table"),
        ("data.csv.gz", "a table"),
        ("box.zip!in/page.docx", "an Office document"),
        ("scan.pdf", "a printed page"),
        ("page.nxml", "data"),
    ],
)
def test_plain_text_with_the_name_of_something_else_is_no_paper(name: str, kind: str) -> None:
    with pytest.raises(UnknownFormatError, match=kind):
        list(read_bytes(WORDS, name))


@pytest.mark.parametrize("name", ["note.txt", "note", "note.text", "note.abstract", "v1.2", "NOTE.TXT.gz"])
def test_texts_are_read_by_any_other_name(name: str) -> None:
    data = gzip.compress(WORDS) if name.endswith(".gz") else WORDS
    assert [document.text for document in read_bytes(data, name)] == [WORDS.decode()]


def test_a_name_does_not_hide_what_a_reader_knows_by_its_content() -> None:
    (document,) = read_bytes(b"12|t|Rest helps.\n12|a|We slept.\n", "corpus.csv")
    assert document.format == "pubtator"


def test_binary_data_under_the_name_of_a_text_is_called_binary() -> None:
    with pytest.raises(UnknownFormatError, match=r"binary data that begins .* expected medline, jats"):
        list(read_bytes(b"Results\x00\x01\x02" * 9, "paper.txt"))


def test_a_folder_without_a_paper_gives_only_failures(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "empty.docx").write_bytes(b"")
    results = list(read([tmp_path]))
    assert all(isinstance(result, Failure) and not isinstance(result, Document) for result in results)
    assert [result.source for result in results] == ["data.csv", "empty.docx"]
