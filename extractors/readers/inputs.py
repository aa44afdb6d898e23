"""From files, folders, globs and standard input to documents and failures."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractors.document import Document
from extractors.errors import ExtractorError, ReaderError
from extractors.pipeline import Failure
from extractors.readers.containers import unpack
from extractors.readers.formats import read_content
from extractors.readers.ids import stem
from extractors.readers.record import failure
from extractors.readers.stream import SIZE_CAP, ByteStream, Peeked

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Name one file to read.

    ``path`` opens it ("-" is standard input), ``source`` is what documents call it: the file name, or the path within
    the folder that was given, so that the same papers have the same source wherever they lie. ``size`` is in bytes as
    the file lies on disk, 0 where it is not known.
    """

    path: str
    source: str
    size: int


def list_inputs(inputs: Sequence[str | Path]) -> list[Input]:
    """Return the files that the inputs stand for, each once, in the order of the inputs.

    A folder stands for all files in it and below, hidden ones left out, and a glob (``*``, ``?``, ``[]``, ``**``) for
    what it matches, both sorted by path. A file that does not exist is listed, too, and fails when it is read.
    """
    found: dict[str, Input] = {}
    for given in inputs:
        for item in _expand(str(given)):
            found.setdefault(os.path.realpath(item.path) if item.path != STDIN else STDIN, item)
    return list(found.values())


def _expand(given: str) -> Iterator[Input]:
    if given == STDIN:
        yield Input(path=STDIN, source="stdin", size=0)
    elif os.path.isdir(given):
        for path in _walk(Path(given)):
            yield _input(path, path.relative_to(given).as_posix())
    elif not os.path.exists(given) and glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))
        for match in matches or [given]:
            yield from _expand(match) if match != given else [_input(Path(given), Path(given).name)]
    else:
        yield _input(Path(given), Path(given).name)


def _walk(folder: Path) -> Iterator[Path]:
    found = []
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(where, name) for name in files if not name.startswith(".")]
    yield from sorted(found, key=lambda path: path.relative_to(folder).parts)


def _input(path: Path, source: str) -> Input:
    return Input(path=str(path), source=source, size=path.stat().st_size if path.is_file() else 0)


def read(
    inputs: Sequence[str | Path], *, size_cap: int = SIZE_CAP, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """Yield the documents of all inputs, in the order of `list_inputs`, and a `Failure` for all that does not read.

    Nothing is held but the record that is being read. ``size_cap`` is the most bytes that one paper may have;
    ``stdin`` is what "-" reads, by default the standard input of the process.
    """
    for item in list_inputs(inputs):
        yield from read_input(item, size_cap=size_cap, stdin=stdin)


def read_input(item: Input, *, size_cap: int = SIZE_CAP, stdin: BinaryIO | None = None) -> Iterator[Document | Failure]:
    """Yield what `read` does for one file; an `Input` can be sent to another process and read there."""
    try:
        file = _open(item, stdin)
    except OSError as error:
        yield failure(stem(item.source), item.source, f"{item.source}: cannot be opened: {error.strerror or error}")
        return
    with file:
        seekable = file if item.path != STDIN else None
        yield from _read_stream(file, item.source, size_cap, seekable=seekable, on_error=_reported)


def _open(item: Input, stdin: BinaryIO | None) -> BinaryIO:
    if item.path != STDIN:
        return open(item.path, "rb")
    # A duplicate, so that the caller's stream stays open when ours is closed.
    return _Borrowed(stdin if stdin is not None else sys.stdin.buffer)


class _Borrowed(io.RawIOBase, BinaryIO):
    """Read from a stream without closing it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._borrowed = stream

    def read(self, size: int = -1, /) -> bytes:
        return self._borrowed.read(size)


def _read_stream(
    stream: ByteStream,
    source: str,
    size_cap: int,
    *,
    seekable: BinaryIO | None = None,
    on_error: Callable[[Exception, str], Failure],
) -> Iterator[Document | Failure]:
    """Yield the documents of all files in a stream; ``on_error`` makes failures of what goes wrong, or raises it."""
    members = unpack(stream, source, seekable=seekable)
    while True:
        try:
            content, name = next(members)
        except StopIteration:
            return
        except ReaderError as error:
            yield on_error(error, source)
            return
        if isinstance(content, ReaderError):
            yield on_error(content, name)
        else:
            yield from _read_member(content, name, size_cap, on_error)


def _read_member(
    content: Peeked, name: str, size_cap: int, on_error: Callable[[Exception, str], Failure]
) -> Iterator[Document | Failure]:
    count = 0
    results = read_content(content, name, size_cap)
    while True:
        try:
            result = next(results)
        except StopIteration:
            break
        # One file must never stop a batch: this is the batch runner of reading.
        except Exception as error:
            yield on_error(error, name)
            return
        count += 1
        yield result
    if not count:
        yield on_error(ReaderError(name, "the file holds no paper"), name)


def _reported(error: Exception, source: str) -> Failure:
    described = str(error) if isinstance(error, ExtractorError) else f"{source}: {type(error).__name__}: {error}"
    return failure(stem(source), source, described)


def _raised(error: Exception, source: str) -> Failure:
    raise error


def read_file(path: str | Path, *, size_cap: int = SIZE_CAP) -> Iterator[Document]:
    """Yield the documents of one file; raise `ReaderError` at the first thing that does not read."""
    with open(path, "rb") as file:
        results = _read_stream(file, Path(path).name, size_cap, seekable=file, on_error=_raised)
        yield from _strict(results)


def read_bytes(data: bytes, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document]:
    """Yield the documents in the bytes of one file; raise `ReaderError` at the first thing that does not read.

    >>> [document.id for document in read_bytes(b"12|t|Rest helps.\\n12|a|We slept.\\n", "two.pubtator")]
    ['PMID12']
    """
    yield from _strict(_read_stream(io.BytesIO(data), source, size_cap, on_error=_raised))


def _strict(results: Iterable[Document | Failure]) -> Iterator[Document]:
    for result in results:
        if isinstance(result, Failure):
            raise ReaderError(result.source, result.error.removeprefix(f"{result.source}: "))
        yield result
