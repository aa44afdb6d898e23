"""Search, and suggestions while one types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.kinds import kind_of
from kg.pages.links import page_of
from kg.pages.page import Elsewhere, Page
from kg.pages.statement import find_statements
from kg.search import Search

if TYPE_CHECKING:
    from kg.pages.site import Site

ENTITIES, PAPERS, STATEMENTS = 12, 12, 12
SUGGESTED = 8
LONGEST = 200


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show what fits the words; an id leads to its page at once."""
    words = " ".join(request.query_params.get("q", "")[:LONGEST].split())
    search = await site.find_search()
    entities = search.entities(words, limit=ENTITIES) if words else []
    papers = search.papers(words, limit=PAPERS) if words else []
    if len(entities) == 1 and entities[0].curie.lower() == words.lower():
        return Elsewhere(path=page_of(entities[0].iri, site.source.base))
    if not entities and len(papers) == 1 and papers[0].name.lower() == words.lower():
        return Elsewhere(path=page_of(papers[0].iri, site.source.base))
    iris = search.statements(words, limit=STATEMENTS) if words else []
    found = [*(one.iri for one in entities), *(one.iri for one in papers), *iris]
    return Page(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        rdf=f"DESCRIBE {' '.join(f'<{iri}>' for iri in found)}" if found else "",
        values={
            "words": words,
            "entities": entities,
            "papers": papers,
            "statements": await find_statements(site.source, iris),
            "more": {kind: _count(search, kind, words) for kind in ("paper", "statement")},
        },
    )


def _count(search: Search, kind: str, words: str) -> int:
    return search.count(kind, words) if words else 0


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
        *({"label": one.label, "iri": one.iri, "hint": f"{kind_of(one.kind).name} {one.curie}".strip(),
           "path": page_of(one.iri, base)} for one in entities),
        *({"label": one.title or one.name, "iri": one.iri, "hint": f"paper {one.year}".strip(),
           "path": page_of(one.iri, base)} for one in papers),
    ]  # fmt: skip
