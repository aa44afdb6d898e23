"""The page where queries are written: an editor, named queries as examples, the answer as a table or a drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request

from kg.errors import GraphError, QueryError
from kg.pages.ask import Source, Table, ask, shorten, vocabulary
from kg.pages.cells import Cell, cells_of
from kg.pages.figures.bars import draw_bars
from kg.pages.figures.triples import draw_triples
from kg.pages.page import Figure, Page
from kg.query import NamedQuery, named_queries
from kg.sparql_words import limited
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.pages.site import Site

SHOWN = 200
_TRIPLES_SHOWN = 60_000
_BARS = 40
_COMMENT = re.compile(r"#[^\n]*|<[^<>\s]*>|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_FORMATS = ("csv", "tsv", "json", "xml")
_START = """PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?paper ?title ?issued
WHERE {
  ?work dcterms:hasVersion ?text ; dcterms:identifier ?paper .
  OPTIONAL { ?work dcterms:title ?title }
  OPTIONAL { ?work dcterms:issued ?issued }
}
ORDER BY DESC(?issued) ?paper
LIMIT 20
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Hold what a query gave: a table, triples as text, yes or no, or what went wrong."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: bool = False
    triples: str = ""
    verdict: str = ""
    error: str = ""


async def show(site: Site, request: Request) -> Page:
    """Show the editor, and the answer to the query that the address holds."""
    name, text = request.query_params.get("name", ""), request.query_params.get("query", "")
    named = named_queries().get(name)
    params = _params(request, named)
    if named is not None and not text:
        text = named.text
    known = next((one for one in named_queries().values() if _same(one.text, text)), None)
    run = bool(request.query_params.get("query")) or (named is not None and "run" in request.query_params)
    answer, figure = await _answer(site.source, known.name if known else text, params) if run else (None, None)
    return Page(
        template="query.html",
        title=named.title if named else "Query",
        status=400 if answer and answer.error else 200,
        figures=[figure] if figure else [],
        values={
            "text": text or _START,
            "named": named,
            "params": params,
            "examples": list(named_queries().values()),
            "answer": answer,
            "downloads": _downloads(known, text, params, answer) if answer else [],
            "prefixes": PREFIXES,
        },
    )


def _params(request: Request, named: NamedQuery | None) -> dict[str, str]:
    if named is None:
        return {}
    given = {one.name: request.query_params.get(one.name, "").strip() for one in named.parameters}
    return {name: value for name, value in given.items() if value}


def _same(text: str, other: str) -> bool:
    """Tell whether texts are the same but for the ends of their lines, which a form changes."""
    return text.strip().splitlines() == other.strip().splitlines()


async def _answer(source: Source, text: str, params: Mapping[str, str]) -> tuple[Answer, Figure | None]:
    form = _FORM.search(_COMMENT.sub(" ", text))
    kind = form[1].upper() if form else "SELECT"
    try:
        if kind == "ASK":
            return Answer(verdict="yes" if await source.ask(text, **params) else "no"), None
        if kind in ("CONSTRUCT", "DESCRIBE"):
            triples = await source.construct(limited(text, SHOWN), **params)
            shown = triples.decode("utf-8", "replace")[:_TRIPLES_SHOWN]
            return Answer(triples=shown or "# no triples"), draw_triples(_read(triples), source.base)
        table = await _select(source, text, params)
    except GraphError as error:
        return Answer(error=str(error)), None
    cells = tuple(cells_of(table.columns, row, source.base) for row in table.rows[:SHOWN])
    answer = Answer(columns=table.columns, rows=cells, more=len(table.rows) > SHOWN)
    return answer, _chart(answer)


def _read(turtle: bytes) -> list[Triple]:
    from pyoxigraph import RdfFormat, parse

    return [quad.triple for quad in parse(turtle, RdfFormat.TURTLE)]


async def _select(source: Source, text: str, params: Mapping[str, str]) -> Table:
    """Run a query, or a named one, for a row more than is shown; one that takes no limit at its end runs as it is."""
    if text in named_queries():
        return await source.select(text, SHOWN + 1, **params)
    try:
        return await source.select(limited(text, SHOWN + 1), **params)
    except QueryError:
        return await source.select(text, **params)


def _chart(answer: Answer) -> Figure | None:
    """Draw a table of names with one number each as bars."""
    numbers = [at for at in range(len(answer.columns)) if answer.rows and all(row[at].number for row in answer.rows)]
    words = [at for at in range(len(answer.columns)) if at not in numbers]
    if len(numbers) != 1 or not 1 <= len(words) <= 2 or not 2 <= len(answer.rows) <= _BARS:
        return None
    bars = [
        (" · ".join(row[at].words for at in words if row[at].words), float(row[numbers[0]].words))
        for row in answer.rows
    ]
    if any(value < 0 for _, value in bars):
        return None
    return draw_bars(answer.columns[numbers[0]], bars)


def _downloads(named: NamedQuery | None, text: str, params: Mapping[str, str], answer: Answer) -> list[tuple[str, str]]:
    if answer.error:
        return []
    forms = _FORMATS if not answer.triples else ("ttl", "nt", "jsonld")
    if named is not None:
        return [(form, f"/queries/{named.name}?{urlencode({**params, 'format': form})}") for form in forms]
    return [(form, f"/sparql?{urlencode({'query': text, 'format': form})}") for form in forms]


async def vocabulary_of(source: Source) -> dict[str, Any]:
    """Return what the editor completes: prefixes, and the classes and properties in use, the most used first."""
    rows = await ask(source, "vocabulary")
    known = vocabulary()

    def written(kind: str) -> list[dict[str, str]]:
        return [
            {
                "iri": row["name"],
                "name": shorten(row["name"]),
                "about": known.get(row["name"], {}).get("definition", ""),
            }
            for row in rows
            if row["kind"] == kind
        ]

    return {"prefixes": PREFIXES, "classes": written("class"), "properties": written("property")}
