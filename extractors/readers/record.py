"""What every reader gives back: documents, and failures for records that do not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from extractors.document import Document
from extractors.errors import ExtractorError
from extractors.pipeline import Failure
from extractors.readers.stream import ByteStream


class Reader(Protocol):
    """Read one format; each module of this room that has these three names is a reader."""

    NAME: str

    def sniff(self, head: bytes) -> bool:
        """Tell from the first bytes of the content whether it is of this format."""

    def read(self, stream: ByteStream, source: str, *, size_cap: int = ...) -> Iterator[Document | Failure]:
        """Yield the documents in the order of the file; raise `ReaderError` where the file as a whole is broken."""


def attempt(make: Callable[[], Document], paper: str, source: str) -> Document | Failure:
    """Make a document of one record; what is wrong with the record becomes a `Failure` and the file goes on."""
    try:
        return make()
    except RecursionError:
        return failure(paper, source, "the elements are nested too deeply to read")
    except (ExtractorError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        described = (
            str(error) if isinstance(error, ExtractorError) else f"broken record: {type(error).__name__}: {error}"
        )
        return failure(paper, source, described)


def failure(paper: str, source: str, problem: str) -> Failure:
    """Report that one record could not be read."""
    return Failure(paper=paper, source=source, stage="read", error=problem)
