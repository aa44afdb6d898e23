"""The front page: a search box, and what the graph holds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.ask import ask
from kg.pages.kinds import KINDS
from kg.pages.page import Page
from kg.search import Entity

if TYPE_CHECKING:
    from kg.pages.site import Site

_LISTED = ("Disease", "Treatment", "ChemicalEntity", "Gene", "CellLine", "Cell")
_COUNTED = ("papers", "claims", "risks", "relations", "failures")
_FAILURES, _COMPARED = 20, 8
_RDF = "CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?g {{ <{base}graph/dataset> <{base}graph/run> }} GRAPH ?g {{ ?s ?p ?o }} }}"


async def show(site: Site, request: Request) -> Page:
    """Show what the graph holds, what it was made of, and what failed."""
    facts = site.source.facts
    search, measured = await asyncio.gather(site.find_search(), ask(site.source, "measured", most=_COMPARED))
    found = [(KINDS[kind], _by_mentions(search.most_spoken_of(kind, limit=8))) for kind in _LISTED]
    failures = _failures(site.source.folder.path / "failures.jsonl")
    return Page(
        template="overview.html",
        title="claimgraph",
        rdf=_RDF.format(base=site.source.base),
        values={
            "facts": facts,
            "counts": {**dict.fromkeys(_COUNTED, 0), **facts["counts"]},
            "releases": facts.get("releases", ()),
            "measured": measured,
            "spoken": [(kind, things) for kind, things in found if things],
            "failures": list(islice(failures, _FAILURES)),
            "version": site.source.folder.current().name,
        },
    )


def _by_mentions(found: Sequence[Entity]) -> list[Entity]:
    return sorted(found, key=lambda one: (-one.mentions, one.label))


def _failures(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
