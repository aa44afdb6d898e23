"""Answers of any length, paper by paper: the first rows come at once and nothing is held for the last.

A query whose head says ``# by paper`` sorts its rows by paper first, and no row needs more than one paper.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from kg.query import find_text, named_queries, query, rows
from kg.sparql_words import limited

PAPERS = "SELECT DISTINCT ?paper { ?work dcterms:hasVersion ?text ; dcterms:identifier ?paper } ORDER BY ?paper"
# What stands before the first row, behind the last and between two, as the store writes.
_JOINTS = {
    QueryResultsFormat.JSON: (b'"bindings":[', b"]}}", b","),
    QueryResultsFormat.XML: (b"<results>", b"</results></sparql>", b""),
    QueryResultsFormat.CSV: (b"\n", b"", b""),
    QueryResultsFormat.TSV: (b"\n", b"", b""),
}


def is_paged(name: str, params: Mapping[str, str]) -> bool:
    """Tell whether an answer can be had paper by paper: of a query that says so, asked of the whole graph.

    >>> is_paged("claims", {}), is_paged("claims", {"paper": "PMC1"}), is_paged("agreement", {})
    (True, False, False)
    """
    named = named_queries().get(name)
    return named is not None and named.by_paper and not params


def pages(store: Store, name: str, most: int | None = None) -> Iterator[QuerySolutions]:
    """Yield the answers to a named query, or its text, by paper in the order of their ids; at least one, maybe empty.

    With ``most`` they end at so many rows.
    """
    found = query(store, PAPERS)
    assert isinstance(found, QuerySolutions)
    for page in [{"paper": paper} for (paper,) in rows(found)] or [{}]:
        if most is None:
            yield _asked(store, name, page)
            continue
        # Only what is written down can be counted and still be handed on.
        written = _written(_asked(store, limited(find_text(name), most), page), QueryResultsFormat.JSON)
        answer = parse_query_results(written, QueryResultsFormat.JSON)
        assert isinstance(answer, QuerySolutions)
        yield answer
        most -= len(json.loads(written)["results"]["bindings"])
        if most <= 0:
            return


def _asked(store: Store, text: str, page: Mapping[str, str]) -> QuerySolutions:
    answer = query(store, text, **page)
    assert isinstance(answer, QuerySolutions)
    return answer


def _written(answer: QuerySolutions, form: QueryResultsFormat) -> bytes:
    piece = io.BytesIO()
    answer.serialize(piece, form)
    return piece.getvalue()


def page_rows(answers: Iterator[QuerySolutions]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of pages as plain text."""
    return itertools.chain.from_iterable(map(rows, answers))


def serialized(answers: Iterator[QuerySolutions], form: QueryResultsFormat) -> Iterator[bytes]:
    """Yield pages, of which there is at least one, as one answer: with one head, and one end in JSON and XML."""
    opens, closes, joint = _JOINTS[form]
    begun = False
    for number, answer in enumerate(answers):
        head, opening, rest = _written(answer, form).partition(opens)
        found = rest.removesuffix(closes)
        yield (b"" if number else head + opening) + (joint if begun and found else b"") + found
        begun = begun or bool(found)
    yield closes
