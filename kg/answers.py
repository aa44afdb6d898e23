"""Answers that need the whole graph, kept beside its store: a version never changes, so each is worked out once.

What can be had paper by paper (`kg.paging`) begins at once however large a graph is. The other named queries compare or
count over all papers, or find a row in few of them; asked without a parameter, or with one that only picks rows by a
column, their answer is taken from here. It is made at the end of a build, or when it is first asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, Store, parse_query_results

from kg.paging import pages, serialized
from kg.query import named_queries, query

FOLDER = "answers"
# A smaller graph is asked as quickly as a file is read.
LEAST_QUADS = 200_000


def is_kept(name: str, params: Mapping[str, str]) -> bool:
    """Tell whether an answer is one that is kept: of the whole graph, or of rows with given words in a column.

    >>> is_kept("agreement", {}), is_kept("unlinked", {"type": "Gene"}), is_kept("agreement", {"subject": "zinc"})
    (True, True, False)
    >>> is_kept("claims", {})
    False
    """
    named = named_queries().get(name)
    return named is not None and named.kept and set(params) <= set(named.picks)


def keep_answers(store: Store, version: Path) -> None:
    """Write all answers that are kept beside the store of a version; a small graph has none."""
    if len(store) >= LEAST_QUADS:
        for name in named_queries():
            if is_kept(name, {}):
                _keep(store, version, name)


def find_answer(version: Path, name: str, params: Mapping[str, str], most: int | None = None) -> QuerySolutions | None:
    """Return an answer that is kept with a version of a graph, up to ``most`` rows; None where there is none."""
    if not is_kept(name, params) or not (path := _path(version, name)).exists():
        return None
    answer = parse_query_results(_lines(path, params, most), QueryResultsFormat.TSV)
    assert isinstance(answer, QuerySolutions)
    return answer


def find_or_keep(
    store: Store, version: Path, name: str, params: Mapping[str, str], most: int | None = None
) -> QuerySolutions | None:
    """Return an answer that is kept, up to ``most`` rows, and keep it first where nobody has; None where none is."""
    if is_kept(name, params) and not _path(version, name).exists() and len(store) >= LEAST_QUADS:
        # Where nothing can be written beside the store, the question is asked as any other.
        with contextlib.suppress(OSError):
            _keep(store, version, name)
    return find_answer(version, name, params, most)


def _path(version: Path, name: str) -> Path:
    """Return where an answer is kept; another text of the query has another place."""
    text = named_queries()[name].text
    return version / FOLDER / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.tsv"


def _keep(store: Store, version: Path, name: str) -> None:
    path = _path(version, name)
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as out:
        out.writelines(_answered(store, name))
    unfinished.replace(path)


def _answered(store: Store, name: str) -> Iterator[bytes]:
    """Yield the whole answer to a query, by paper where it may be cut: that takes less memory."""
    if named_queries()[name].by_paper:
        return serialized(pages(store, name), QueryResultsFormat.TSV)
    answer = query(store, name)
    assert isinstance(answer, QuerySolutions)
    return serialized(iter([answer]), QueryResultsFormat.TSV)


def _lines(path: Path, params: Mapping[str, str], most: int | None) -> bytes:
    with path.open("rb") as lines:
        head = next(lines)
        names = [name.removeprefix("?") for name in head.decode().rstrip("\n").split("\t")]
        wanted = {names.index(name): str(Literal(text)).encode()[1:-1] for name, text in params.items()}
        return head + b"".join(itertools.islice(_picked(lines, wanted), most))


def _picked(lines: Iterable[bytes], wanted: Mapping[int, bytes]) -> Iterator[bytes]:
    """Yield the lines that have these texts in these places, alone or among others that are joined with bars."""
    for line in lines:
        cells = line.rstrip(b"\n").split(b"\t")
        if all(text in cells[place].strip(b'"').split(b"|") for place, text in wanted.items()):
            yield line


__all__ = ["find_answer", "find_or_keep", "is_kept", "keep_answers"]
