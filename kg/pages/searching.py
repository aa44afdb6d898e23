"""Search, and suggestions while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.kinds import kind_of
from kg.pages.links import page_of
from kg.pages.page import Elsewhere, Page
from kg.pages.statement import apart, find_statements
from kg.search import Entity, Paper, Search

if TYPE_CHECKING:
    from kg.pages.site import Site

ENTITIES, PAPERS, STATEMENTS = 12, 12, 12
SUGGESTED = 8
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold what fits some words: ``more`` counts papers and statements, up to a thousand."""

    entities: Sequence[Entity]
    papers: Sequence[Paper]
    statements: Sequence[str]
    more: Mapping[str, int]


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show what fits the words; an id leads to its page at once."""
    words = " ".join(request.query_params.get("q", "")[:LONGEST].split())
    search, base = await site.find_search(), site.source.base
    found = await asyncio.to_thread(_find, search, words)
    if len(found.entities) == 1 and found.entities[0].curie.lower() == words.lower():
        return Elsewhere(path=page_of(found.entities[0].iri, base))
    if not found.entities and len(found.papers) == 1 and found.papers[0].name.lower() == words.lower():
        return Elsewhere(path=page_of(found.papers[0].iri, base))
    iris = [*(one.iri for one in found.entities), *(one.iri for one in found.papers), *found.statements]
    statements, relations = apart(await find_statements(site.source, found.statements))
    return Page(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        rdf=f"DESCRIBE {' '.join(f'<{iri}>' for iri in iris)}" if iris else "",
        values={
            "words": words,
            "entities": found.entities,
            "papers": found.papers,
            "statements": statements,
            "relations": relations,
            "more": found.more,
        },
    )


def _find(search: Search, words: str) -> Found:
    """Search; a common word has so many hits that the server should not wait for it."""
    if not words:
        return Found(entities=(), papers=(), statements=(), more={"paper": 0, "statement": 0})
    return Found(
        entities=search.entities(words, limit=ENTITIES),
        papers=search.papers(words, limit=PAPERS),
        statements=search.statements(words, limit=STATEMENTS),
        more={kind: search.count(kind, words) for kind in ("paper", "statement")},
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
        *({"label": one.label, "iri": one.iri, "hint": f"{kind_of(one.kind).name} {one.curie}".strip(),
           "path": page_of(one.iri, base)} for one in entities),
        *({"label": one.title or one.name, "iri": one.iri, "hint": f"paper {one.year}".strip(),
           "path": page_of(one.iri, base)} for one in papers),
    ]  # fmt: skip
