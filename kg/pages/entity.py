"""The page of an entity: what it is called, what is above, below and beside it, and what papers claim of it."""

from __future__ import annotations

import asyncio
import functools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request

from kg.pages.figures.evidence import SETTINGS
from kg.pages.known import About, Studied, know
from kg.pages.links import id_of, iri_of, page_of
from kg.pages.page import Elsewhere, NotFoundError, Page, page_number
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
    wanted, number = _wanted(request), page_number(request)
    fitting = [one for one in known.claims if _fits(known.studied.get(one.iri, frozenset()), wanted)]
    chosen = [one for one in fitting if wanted.get("show", one.verdict) == one.verdict]
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
            "fitting": Counter(one.verdict for one in fitting),
            "papers": _papers(known.claims),
            "denied": sum(one.verdict == "denied" for one in known.risks),
            "settings": _settings(known.studied),
            "number": len(chosen),
            "link": functools.partial(_address, page_of(iri, source.base), wanted),
            "shown": shown,
            "risks": risks,
            "relations": relations,
            "wanted": wanted,
            "page_number": number,
            "pages": max(1, -(-len(chosen) // SHOWN)),
        },
    )


def _wanted(request: Request) -> dict[str, str]:
    """Return which claims are wanted: ``show`` is a verdict, ``setting`` and ``design`` where they were studied."""
    given = {name: request.query_params.get(name, "")[:60] for name in ("show", "setting", "design")}
    return {name: value for name, value in given.items() if value not in ("", "all")}


def _fits(studied: Studied, wanted: Mapping[str, str]) -> bool:
    """Tell whether a claim was studied so; both are wanted of one pair, as in the picture."""
    setting, design = wanted.get("setting", ""), wanted.get("design", "")
    return (not setting and not design) or any(
        setting in ("", one_setting) and design in ("", one_design) for one_setting, one_design in studied
    )


def _address(path: str, wanted: Mapping[str, str], **changed: str) -> str:
    """Return the address of the claims that are wanted, with something changed; "" leaves it out."""
    fields = {name: value for name, value in {**wanted, **changed}.items() if value}
    joint = "&" if "?" in path else "?"
    return f"{path}{joint + urlencode(fields) if fields else ''}#claims"


def _papers(claims: Sequence[About]) -> dict[str, int]:
    """Return how many papers say each verdict, and under "all" how many say anything."""
    papers: dict[str, set[str]] = defaultdict(set)
    for one in claims:
        papers[one.verdict].add(one.paper)
        papers["all"].add(one.paper)
    return {verdict: len(found) for verdict, found in papers.items()}


def _settings(studied: Mapping[str, Studied]) -> list[tuple[str, int]]:
    """Return the settings of claims with how many there are, as `SETTINGS` has them."""
    counted = Counter(setting for pairs in studied.values() for setting in {setting for setting, _ in pairs})
    return [(setting, counted[setting]) for setting in SETTINGS if setting in counted]
