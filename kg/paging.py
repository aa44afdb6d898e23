"""Answers of any length, paper by paper: the first rows come at once and nothing is held for the last.

A query whose head says ``# by paper`` sorts its rows by paper first, and no row needs more than one paper. Asked for
something that its lines ``# if NAME, by paper`` look up, it is asked of the papers that have it, some at a time.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from kg.query import Called, NamedQuery, columns, fill, find_text, named_queries, query, rows, stand_for, where
from kg.sparql_words import limited

PAPERS = "SELECT DISTINCT ?paper { ?work dcterms:hasVersion ?text ; dcterms:identifier ?paper } ORDER BY ?paper"
# How many papers are asked for at first, and at most: each page has twice as many as the one before it.
_FIRST, _MOST = 4, 256
# What stands before the first row, behind the last and between two, as the store writes.
_JOINTS = {
    QueryResultsFormat.JSON: (b'"bindings":[', b"]}}", b","),
    QueryResultsFormat.XML: (b"<results>", b"</results></sparql>", b""),
    QueryResultsFormat.CSV: (b"\n", b"", b""),
    QueryResultsFormat.TSV: (b"\n", b"", b""),
}


def is_paged(name: str, params: Mapping[str, str]) -> bool:
    """Tell whether an answer can be had paper by paper: of a query that says so, asked of more than one paper.

    >>> is_paged("claims", {}), is_paged("claims", {"subject": "zinc"}), is_paged("agreement", {})
    (True, True, False)
    >>> is_paged("claims", {"paper": "PMC1"}), is_paged("targets", {"setting": "in vivo"})
    (False, False)
    """
    named = named_queries().get(name)
    if named is None or not named.by_paper or "paper" in params:
        return False
    return any(param in named.cuts for param in params) if params else not named.kept


def pages(
    store: Store,
    name: str,
    most: int | None = None,
    params: Mapping[str, str] | None = None,
    called: Called | None = None,
) -> Iterator[QuerySolutions]:
    """Yield the answers to a named query, or its text, by paper in the order of their ids; at least one, maybe empty.

    With ``most`` they end at so many rows. ``called`` looks up the names in ``params``; raise `QueryError` where one
    stands for nothing.
    """
    text = find_text(name)
    for asked in _cut(store, text, params or {}, called):
        if most is None:
            yield _asked(store, asked)
            continue
        # Only what is written down can be counted and still be handed on.
        written = _written(_asked(store, limited(asked, most)), QueryResultsFormat.JSON)
        answer = parse_query_results(written, QueryResultsFormat.JSON)
        assert isinstance(answer, QuerySolutions)
        yield answer
        most -= len(json.loads(written)["results"]["bindings"])
        if most <= 0:
            return


def _cut(store: Store, text: str, params: Mapping[str, str], called: Called | None) -> Iterator[str]:
    """Yield the queries that give an answer piece by piece."""
    values = stand_for(store, text, params, called)
    named = NamedQuery.parse("", text)
    if not any(param in values for param in named.cuts):
        papers = [str(paper) for (paper,) in _asked(store, PAPERS)]
        size = named.by_paper or 1
        for first in range(0, len(papers) or 1, size):
            yield fill(text, values | ({"paper": papers[first : first + size]} if papers else {}))
        return
    found = _papers(store, where(text, values))
    first, size = 0, _FIRST
    while first < len(found) or not first:
        yield fill(text, values, list(itertools.chain.from_iterable(found[first : first + size])))
        first, size = first + size, min(size * 2, _MOST)


def _papers(store: Store, asked: str) -> list[list[dict[str, str]]]:
    """Return what was found in each paper, in the order of their ids."""
    found = _asked(store, asked)
    names = columns(found)
    papers: dict[str, list[dict[str, str]]] = {}
    for row in found:
        papers.setdefault(row["its_graph"].value, []).append(dict(zip(names, map(str, row), strict=True)))
    return [papers[graph] for graph in sorted(papers, key=_paper_of)]


def _paper_of(graph: str) -> str:
    """Return the id of the paper that a layer belongs to.

    >>> _paper_of("https://example.org/graph/paper/10.1000%2Fa/claims")
    '10.1000/a'
    """
    return unquote(graph.rsplit("/", 2)[1], errors="surrogatepass")


def _asked(store: Store, text: str) -> QuerySolutions:
    answer = query(store, text)
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
