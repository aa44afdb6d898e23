"""Files, folders, globs, archives and standard input."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import pickle
import tarfile
import zipfile
from pathlib import Path

import pytest
from reader_samples import DATA, SAMPLES, documents

from extractors.document import Document
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers import list_inputs, read, read_file, read_input

NOTE = b"A short note about rest and its effects on work."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_bytes(NOTE)
    (tmp_path / "a.txt").write_bytes(NOTE)
    (tmp_path / "c.txt").write_bytes(NOTE)
    (tmp_path / ".hidden").write_bytes(NOTE)
    return tmp_path


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def test_folders_are_walked_in_order_and_hidden_files_left_out(folder: Path) -> None:
    assert [item.source for item in list_inputs([folder])] == ["a.txt", "b/two.txt", "c.txt"]
    assert [item.size for item in list_inputs([folder])] == [len(NOTE)] * 3


def test_globs_are_sorted_and_a_file_named_twice_is_read_once(folder: Path) -> None:
    found = list_inputs([str(folder / "*.txt"), folder / "a.txt", str(folder / "**" / "two.txt")])
    assert [item.source for item in found] == ["a.txt", "c.txt", "two.txt"]


def test_a_file_with_glob_characters_in_its_name_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_bytes(NOTE)
    assert [result.id for result in read([tmp_path / "a[1].txt"])] == ["a[1]"]


def test_missing_files_fail_and_the_rest_goes_on(folder: Path) -> None:
    missing, found = read([folder / "none.txt", folder / "a.txt"])
    assert isinstance(missing, Failure)
    assert "No such file" in missing.error
    assert isinstance(found, Document)


def test_standard_input_is_read_and_stays_open() -> None:
    stdin = io.BytesIO(NOTE)
    (document,) = read(["-"], stdin=stdin)
    assert (document.id, document.source) == ("stdin", "stdin")
    assert not stdin.closed


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_samples_read_as_the_plain_ones(name: str, pack, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(pack((DATA / name).read_bytes()))
    assert [result for result in read([path]) if isinstance(result, Document)] == documents(name)


@pytest.mark.parametrize("outer", ["zip", "tar", "tar.gz", "zip in gz", "tar.gz in zip"])
def test_archives_give_their_members_with_their_path(outer: str, tmp_path: Path) -> None:
    members = {"in/a.txt": NOTE, "in/.hidden": NOTE, "in/b.xml": b"<broken", "in/c.txt": NOTE}
    data = {
        "zip": lambda: zipped(members),
        "tar": lambda: tarred(members, "w"),
        "tar.gz": lambda: tarred(members),
        "zip in gz": lambda: gzip.compress(zipped(members)),
        "tar.gz in zip": lambda: zipped({"x.tgz": tarred(members)}),
    }[outer]()
    path = tmp_path / "box"
    path.write_bytes(data)
    first, broken, last = read([path])
    prefix = "box!x.tgz!" if outer == "tar.gz in zip" else "box!"
    assert isinstance(first, Document)
    assert (first.source, first.id) == (f"{prefix}in/a.txt", "a")
    assert isinstance(broken, Failure)
    assert broken.source == f"{prefix}in/b.xml"
    assert isinstance(last, Document)


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lzma.compress,
        bz2.compress,
        lambda data: zipped({"a.txt": data}),
        lambda data: tarred({"a.txt": data}),
    ],
)
def test_damaged_archives_fail_without_a_crash(pack, tmp_path: Path) -> None:
    data = pack(NOTE * 500)
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / f"{share}"
        path.write_bytes(data[: int(len(data) * share)])
        found = list(read([path]))
        assert any(isinstance(result, Failure) for result in found), (share, found)


def test_archives_without_end_are_refused(tmp_path: Path) -> None:
    data = NOTE
    for _ in range(8):
        data = gzip.compress(data)
    path = tmp_path / "deep.gz"
    path.write_bytes(data)
    (failure,) = read([path])
    assert isinstance(failure, Failure)
    assert "deep" in failure.error


def test_a_bomb_of_zeros_is_refused_at_the_cap(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"word " * 4_000_000))
    (failure,) = read([path], size_cap=1_000_000)
    assert isinstance(failure, Failure)
    assert "1,000,000 bytes" in failure.error


def test_an_office_file_is_named_as_one(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    (failure,) = read([path])
    assert isinstance(failure, Failure)
    assert "Office" in failure.error


def test_inputs_travel_to_other_processes(folder: Path) -> None:
    items = pickle.loads(pickle.dumps(list_inputs([folder])))
    assert [result for item in items for result in read_input(item)] == list(read([folder]))
    assert all(pickle.loads(pickle.dumps(result)) == result for result in read([folder]))


def test_read_file_raises_where_read_reports() -> None:
    with pytest.raises(ReaderError, match="neither title nor abstract"):
        list(read_file(DATA / "records.xml"))


def test_a_file_without_a_single_paper_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "empty.xml"
    path.write_bytes(b"<PubmedArticleSet></PubmedArticleSet>")
    (failure,) = read([path])
    assert isinstance(failure, Failure)
    assert "no paper" in failure.error
