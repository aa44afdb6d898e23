"""A small table of terms for what people keep by hand: id, kind, label, exact names, related names, parents, source."""

from __future__ import annotations

from collections.abc import Iterator

from ontologies.errors import SourceError
from ontologies.readers.common import distinct, parse, rows
from ontologies.term import Kind, Scope, Term

COLUMNS = ("id", "kind", "label", "exact", "related", "parents", "source")


def read_terms_tsv(data: bytes, source: str) -> Iterator[Term]:
    """Yield the rows as terms; several names or parents in a cell are joined with ``|``; the header comes first."""
    for number, cells in rows(data, source, columns=len(COLUMNS)):
        if number == 1:
            if tuple(cells) != COLUMNS:
                raise SourceError(source, 1, f"expected the columns {', '.join(COLUMNS)}")
            continue
        identifier = parse(cells[0])
        if identifier is None or cells[1] not in list(Kind):
            raise SourceError(source, number, f"expected an id and a kind, found {cells[0]!r} and {cells[1]!r}")
        names = [(cells[2], Scope.LABEL), *((text, Scope.EXACT) for text in cells[3].split("|"))]
        names += [(text, Scope.RELATED) for text in cells[4].split("|")]
        parents = tuple(parent for text in cells[5].split("|") if (parent := parse(text)))
        yield Term(curie=identifier, kind=Kind(cells[1]), names=distinct(names), parents=parents)
