"""The page of an entity: what it is called, what is above, below and beside it, and what papers claim of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.known import know
from kg.pages.links import id_of, iri_of
from kg.pages.page import Elsewhere, NotFoundError, Page
from kg.pages.statement import find_statements

if TYPE_CHECKING:
    from kg.pages.site import Site

SHOWN = 20


async def show_iri(site: Site, request: Request) -> Page | Elsewhere:
    """Show the entity of an IRI, or find one by its name."""
    iri = request.query_params.get("iri", "")
    if not iri:
        return Elsewhere(path="/search")
    return await show_entity(site, request, iri)


async def show_curie(site: Site, request: Request) -> Page:
    """Show the entity of an id such as MONDO:0007254."""
    curie = request.path_params["curie"]
    iri = iri_of(curie)
    if not iri:
        raise NotFoundError(f"{curie} is no id of a vocabulary that this graph knows.")
    return await show_entity(site, request, iri)


async def show_own(site: Site, request: Request) -> Page:
    """Show a treatment made of parts, or words that stand for no known term."""
    return await show_entity(site, request, site.source.base + request.url.path.lstrip("/"))


async def show_entity(site: Site, request: Request, iri: str) -> Page:
    """Show what the graph says of an entity."""
    source = site.source
    known = await know(source, iri)
    if known is None:
        raise NotFoundError(f"This graph says nothing of {id_of(iri) or iri}.")
    wanted, number = request.query_params.get("show", "all"), _page_number(request)
    chosen = [one for one in known.claims if wanted in ("all", one.verdict)]
    search, shown, risks, relations = await asyncio.gather(
        site.find_search(),
        find_statements(source, [one.iri for one in chosen[(number - 1) * SHOWN : number * SHOWN]]),
        find_statements(source, [one.iri for one in known.risks[:SHOWN]]),
        find_statements(source, [one.iri for one in known.relations[:SHOWN]]),
    )
    return Page(
        template="entity.html",
        title=known.label,
        rdf=f"DESCRIBE <{iri}>",
        figures=known.figures,
        values={
            "known": known,
            "thing": known.thing,
            "spoken": search.entity(iri),
            "tally": Counter(one.verdict for one in known.claims),
            "shown": shown,
            "risks": risks,
            "relations": relations,
            "wanted": wanted,
            "page_number": number,
            "pages": max(1, -(-len(chosen) // SHOWN)),
        },
    )


def _page_number(request: Request) -> int:
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1
