"""Search, and suggestions while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.kinds import kind_of
from kg.pages.links import page_of
from kg.pages.page import Elsewhere, Page, page_number
from kg.pages.statement import find_statements
from kg.search import Entity, Paper, Search

if TYPE_CHECKING:
    from kg.pages.site import Site

# How many of each are shown side by side, how many where only one sort is wanted, and how many names at most.
FEW, EACH, NAMES = 12, 20, 100
SORTS = ("names", "papers", "claims")
SUGGESTED = 8
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold what fits some words: ``more`` counts papers and statements, up to a thousand."""

    entities: Sequence[Entity] = ()
    papers: Sequence[Paper] = ()
    statements: Sequence[str] = ()
    more: Mapping[str, int] = field(default_factory=lambda: {"paper": 0, "statement": 0})


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show what fits the words, of all sorts or page by page of one; an id leads to its page at once."""
    words = " ".join(request.query_params.get("q", "")[:LONGEST].split())
    sort, number = request.query_params.get("in", ""), page_number(request)
    search, base = await site.find_search(), site.source.base
    found = await asyncio.to_thread(_find, search, words, sort, number)
    if len(found.entities) == 1 and found.entities[0].curie.lower() == words.lower():
        return Elsewhere(path=page_of(found.entities[0].iri, base))
    if not found.entities and len(found.papers) == 1 and found.papers[0].name.lower() == words.lower():
        return Elsewhere(path=page_of(found.papers[0].iri, base))
    iris = [*(one.iri for one in found.entities), *(one.iri for one in found.papers), *found.statements]
    return Page(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        rdf=f"DESCRIBE {' '.join(f'<{iri}>' for iri in iris)}" if iris else "",
        values={
            "words": words,
            "entities": found.entities,
            "papers": found.papers,
            "statements": await find_statements(site.source, found.statements),
            "more": found.more,
            "sort": sort if sort in SORTS else "",
            "page_number": number,
            "pages": max(1, -(-found.more.get({"papers": "paper", "claims": "statement"}.get(sort, ""), 0) // EACH)),
            "few": FEW,
        },
    )


def _find(search: Search, words: str, sort: str, number: int) -> Found:
    """Search; a common word has so many hits that the server should not wait for it."""
    if not words:
        return Found()
    more = {kind: search.count(kind, words) for kind in ("paper", "statement")}
    if sort not in SORTS:
        return Found(
            entities=search.entities(words, limit=FEW),
            papers=search.papers(words, limit=FEW),
            statements=search.statements(words, limit=FEW),
            more=more,
        )
    skip = (number - 1) * EACH
    return Found(
        entities=search.entities(words, limit=NAMES) if sort == "names" else (),
        papers=search.papers(words, limit=EACH, skip=skip) if sort == "papers" else (),
        statements=search.statements(words, limit=EACH, skip=skip) if sort == "claims" else (),
        more=more,
    )


async def suggest(site: Site, given: str) -> list[dict[str, str]]:
    """Return entities and papers whose name begins so, as a list of label, hint and path."""
    words = " ".join(given[:LONGEST].split())
    if not words:
        return []
    search = await site.find_search()
    entities = await asyncio.to_thread(search.entities, words, limit=SUGGESTED)
    papers = await asyncio.to_thread(search.papers, words, limit=3) if len(words) > 3 else []
    base = site.source.base
    return [
        *({"label": one.label, "iri": one.iri, "hint": " ".join(filter(None, (kind_of(one.kind).told, one.curie))),
           "path": page_of(one.iri, base)} for one in entities),
        *({"label": one.title or one.name, "iri": one.iri, "hint": f"paper {one.year}".strip(),
           "path": page_of(one.iri, base)} for one in papers),
    ]  # fmt: skip
