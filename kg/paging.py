"""Answers of any length, paper by paper: the first rows come at once and nothing is held for the last.

A query whose head says ``# by paper`` sorts its rows by paper first, and no row needs more than one paper.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from kg.query import named_queries, query, rows

PAPERS = "SELECT DISTINCT ?paper { ?work dcterms:hasVersion ?text ; dcterms:identifier ?paper } ORDER BY ?paper"


def is_paged(name: str, params: Mapping[str, str]) -> bool:
    """Tell whether an answer can be had paper by paper: of a query that says so, asked of the whole graph.

    >>> is_paged("claims", {}), is_paged("claims", {"paper": "PMC1"}), is_paged("agreement", {})
    (True, False, False)
    """
    named = named_queries().get(name)
    return named is not None and named.by_paper and not params


def pages(store: Store, name: str) -> Iterator[QuerySolutions]:
    """Yield the answers to a named query by paper, in the order of their ids; one empty answer where there is none."""
    found = query(store, PAPERS)
    assert isinstance(found, QuerySolutions)
    for page in [{"paper": paper} for (paper,) in rows(found)] or [{}]:
        answer = query(store, name, **page)
        assert isinstance(answer, QuerySolutions)
        yield answer


def page_rows(answers: Iterator[QuerySolutions]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of pages as plain text."""
    return itertools.chain.from_iterable(map(rows, answers))


def serialized(answers: Iterator[QuerySolutions], form: QueryResultsFormat) -> Iterator[bytes]:
    """Yield pages as CSV or TSV, with one head."""
    for number, answer in enumerate(answers):
        piece = io.BytesIO()
        answer.serialize(piece, form)
        text = piece.getvalue()
        yield text if not number else text.split(b"\n", 1)[1]
