"""The page of a paper: its text with what it names and claims, and its claims and risks beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.gist import gist_of
from kg.pages.kinds import KINDS, OTHER, Kind
from kg.pages.layout import lay_out
from kg.pages.links import page_of
from kg.pages.marked import Marker, Mention, Part, parts_of
from kg.pages.page import Elsewhere, NotFoundError, Page
from kg.pages.reading import Reading, find_paper, read_paper

if TYPE_CHECKING:
    from kg.pages.site import Site

_RDF = """CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} }}"""
# How many of the things that a paper names are listed.
_NAMED = 40


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show a paper, or send parts of one to the place where they stand."""
    source, name = site.source, request.path_params["name"]
    found = await find_paper(source, name)
    if found is None:
        raise NotFoundError(f"This graph holds no paper called {name}.")
    about, rest = found
    if rest:
        return Elsewhere(path=_within(page_of(about.iri, source.base), rest))
    return _page(await read_paper(source, about), _number(request, "part"), _number(request, "at", -1))


def _within(path: str, rest: str) -> str:
    """Return the place on the page of a paper where a sentence, span or mention stands."""
    kind, _, where = rest.partition("/")
    start = where.split("-")[0]
    return (
        f"{path}?at={start}#s{start}"
        if kind in ("sentence", "span", "mention", "section") and start.isdigit()
        else path
    )


def _number(request: Request, name: str, default: int = 1) -> int:
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else default


def _page(paper: Reading, number: int, at: int) -> Page:
    said = paper.said
    parts = parts_of(paper.text, paper.headings, paper.mentions, said)
    part = _choose(parts, number, at)
    marker = Marker(paper.text, paper.mentions, said)
    numbered = list(enumerate(paper.statements, 1))
    return Page(
        template="paper.html",
        title=" ".join(paper.about.one("dcterms:title").split()) or paper.name,
        rdf=_RDF.format(graphs=" ".join(f"<{iri}>" for iri in paper.layers.values())),
        values={
            "about": paper.about,
            "name": paper.name,
            "part": part,
            "parts": parts,
            "pieces": list(lay_out(paper.text, part, marker, paper.headings)) if part else [],
            "statements": [one for one in numbered if part and part.start <= one[1].start < part.end],
            "relations": paper.relations,
            "gist": gist_of(paper.statements),
            "counts": Counter(one.kind for one in paper.statements),
            "contents": [(one, _part_of(parts, one.start)) for one in paper.headings if one.level < 3 and one.title],
            "kinds": _kinds_in(part, paper.mentions),
            "named": paper.named[:_NAMED],
            "cited": paper.cited,
            "text_missing": not paper.text,
            "evidence": paper.evidence,
        },
    )


def _choose(parts: Sequence[Part], number: int, at: int) -> Part | None:
    if at >= 0:
        number = _part_of(parts, at)
    return parts[min(max(number, 1), len(parts)) - 1] if parts else None


def _part_of(parts: Sequence[Part], at: int) -> int:
    return next((part.number for part in parts if at < part.end), len(parts) or 1)


def _kinds_in(part: Part | None, mentions: Sequence[Mention]) -> list[tuple[Kind, int]]:
    if part is None:
        return []
    signs = Counter(one.sign for one in mentions if part.start <= one.start < part.end)
    return [(kind, signs[kind.sign]) for kind in (*KINDS.values(), OTHER) if signs[kind.sign]]
