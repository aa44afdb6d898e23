"""A paper: its text with what it names and claims, and its claims and risks beside it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.names import Names
from kg.pages.ask import NOTHING, Source, Thing, ask, things
from kg.pages.ask import said as said_of
from kg.pages.kinds import KINDS, OTHER, Kind, kind_of
from kg.pages.layout import lay_out
from kg.pages.links import page_of
from kg.pages.marked import Heading, Marker, Mention, Part, Said, flat, parts_of
from kg.pages.page import Elsewhere, NotFoundError, Page
from kg.pages.statement import Statement, is_statement, read_statement

if TYPE_CHECKING:
    from kg.pages.site import Site

_RDF = """CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} }}"""
# How many of the things that a paper names are listed.
_NAMED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Hold a thing that a paper names, with how often."""

    iri: str
    label: str
    kind: Kind
    times: int


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show a paper, or send parts of one to the place where they stand."""
    name = request.path_params["name"]
    found = await _find(site.source, name)
    if found is None:
        raise NotFoundError(f"This graph holds no paper called {name}.")
    about, rest = found
    names = Names(site.source.base)
    paper = names.paper(about.one("dcterms:identifier"))
    if rest:
        return Elsewhere(path=_within(page_of(paper.value, site.source.base), rest))
    return await _page(site, about, _number(request, "part"), _number(request, "at", -1))


async def _find(source: Source, name: str) -> tuple[Thing, str] | None:
    """Return a paper, and what of the path names a part of it; ids of papers may hold slashes themselves."""
    names = Names(source.base)
    head, rest = name, ""
    while head:
        iri = names.paper(head).value
        found = await things(source, "paper", paper=iri)
        if iri in found and found[iri].one("dcterms:hasVersion"):
            return _join(iri, found), rest
        head, _, last = head.rpartition("/")
        rest = f"{last}/{rest}" if rest else last
    return None


def _join(iri: str, found: Mapping[str, Thing]) -> Thing:
    """Return a paper with what is said of its text version and its authors, in their order."""
    paper = found[iri]
    version = found.get(paper.one("dcterms:hasVersion"), NOTHING)
    authors = sorted((found[one] for one in paper.all("dcterms:creator") if one in found),
                     key=lambda one: int(one.one("co:index") or 0))  # fmt: skip
    about = found.get(paper.one("foaf:primaryTopic"), NOTHING)
    facts = {**about.facts, **paper.facts, "authors": tuple(one.one("foaf:name") for one in authors)}
    for predicate, values in version.facts.items():
        facts.setdefault(predicate, values)
    return Thing(iri, facts)


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


async def _page(site: Site, about: Thing, number: int, at: int) -> Page:
    source, names = site.source, Names(site.source.base)
    name = about.one("dcterms:identifier")
    layers = {layer: names.graph(name, layer).value for layer in ("text", "mentions", "claims")}
    places, stated, where, named, cited = await asyncio.gather(
        ask(source, "paper-places", text=layers["text"]),
        things(source, "paper-layer", layer=layers["claims"]),
        ask(source, "paper-mentions", mentions=layers["mentions"]),
        ask(source, "paper-names", mentions=layers["mentions"]),
        ask(source, "paper-cited", paper=about.iri),
    )
    text = source.text(about.one("spdx:checksumValue")) or ""
    statements = _statements(stated, _around(about, places), about.iri)
    things_named = _things(named)
    mentions = flat(_mentions(where, things_named, source.base))
    headings = _headings(places, text)
    said = _said(statements)
    parts = parts_of(text, headings, mentions, said)
    part = _choose(parts, number, at)
    return Page(
        template="paper.html",
        title=" ".join(about.one("dcterms:title").split()) or name,
        rdf=_RDF.format(graphs=" ".join(f"<{iri}>" for iri in layers.values())),
        values={
            "about": about,
            "name": name,
            "part": part,
            "parts": parts,
            "pieces": list(lay_out(text, part, Marker(text, mentions, said), headings)) if part else [],
            "statements": [one for one in _numbered(statements) if part and part.start <= one[1].start < part.end],
            "counts": Counter(one.kind for one in statements),
            "contents": [(one, _part_of(parts, one.start)) for one in headings if one.level < 3 and one.title],
            "kinds": _kinds_in(part, mentions),
            "named": _ranked(where, things_named),
            "cited": cited,
            "text_missing": not text,
            "evidence": [said_of(iri) for name in ("cg:setting", "cg:design") for iri in about.all(name)],
        },
    )


def _around(about: Thing, places: Sequence[Mapping[str, str]]) -> dict[str, Thing]:
    """Return paper and sentences in the form that reading statements needs."""
    from kg.vocab import term

    begin, end, anchor, role, part = (
        term(name).value for name in ("nif:beginIndex", "nif:endIndex", "nif:anchorOf", "cg:role", "dcterms:isPartOf")
    )
    sections = sorted((int(row["start"]), -int(row["end"]), row["role"]) for row in places if row["role"])
    around = {about.iri: about}
    for row in places:
        if not row["sentence"]:
            continue
        start = int(row["start"])
        roles = [name for first, last, name in sections if first <= start < -last]
        section = f"{row['place']}/section"
        around[section] = Thing(section, {role: tuple(roles[-1:])})
        facts = {begin: (row["start"],), end: (row["end"],), anchor: (row["sentence"],), part: (section,)}
        around[row["place"]] = Thing(row["place"], facts)
    return around


def _statements(stated: Mapping[str, Thing], around: Mapping[str, Thing], paper: str) -> list[Statement]:
    everything = {**stated, **around}
    read = (read_statement(thing, everything, paper) for thing in stated.values() if is_statement(thing))
    return sorted(read, key=lambda one: (one.start, one.end, one.kind, one.iri))


def _numbered(statements: Sequence[Statement]) -> list[tuple[int, Statement]]:
    return list(enumerate(statements, 1))


def _said(statements: Sequence[Statement]) -> list[Said]:
    grouped: dict[tuple[int, int], list[tuple[int, str, str]]] = {}
    for number, one in _numbered(statements):
        grouped.setdefault((one.start, one.end), []).append((number, f"c{number}", one.kind))
    kept: list[Said] = []
    for (start, end), refs in sorted(grouped.items()):
        if not kept or kept[-1].end <= start:
            kept.append(Said(start=start, end=end, refs=tuple(refs)))
    return kept


def _things(rows: Sequence[Mapping[str, str]]) -> dict[str, Named]:
    """Return what a paper names by IRI; of several classes the most telling one counts."""
    found: dict[str, Named] = {}
    for row in rows:
        kind = kind_of(row["kind"]) if row["kind"] else OTHER
        if row["body"] not in found or found[row["body"]].kind is OTHER:
            found[row["body"]] = Named(iri=row["body"], label=row["label"], kind=kind, times=0)
    return found


def _mentions(rows: Sequence[Mapping[str, str]], named: Mapping[str, Named], base: str) -> list[Mention]:
    paths = {iri: page_of(iri, base) for iri in named}
    return [
        Mention(
            start=int(row["start"]),
            end=int(row["end"]),
            sign=(named[row["body"]].kind if row["body"] in named else kind_of(row["kind"])).sign,
            path=paths.get(row["body"], ""),
            label=named[row["body"]].label if row["body"] in named else "",
        )
        for row in sorted(rows, key=lambda row: (int(row["start"]), int(row["end"]), row["body"], row["kind"]))
    ]


def _headings(places: Sequence[Mapping[str, str]], text: str) -> list[Heading]:
    found = []
    for row in places:
        if row["sentence"] or not row["role"]:
            continue
        title, start = " ".join(row["title"].split()), int(row["start"])
        line = " ".join(text[start : text.find("\n", start) if text.find("\n", start) > 0 else None].split())
        level = row["place"].rpartition("-")[2]
        found.append(Heading(start=start, level=int(level) if level.isdigit() else 1, title=title, role=row["role"],
                             shown=bool(title) and line == title))  # fmt: skip
    return sorted(found, key=lambda one: (one.start, one.level, one.title))


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


def _ranked(rows: Sequence[Mapping[str, str]], named: Mapping[str, Named]) -> list[Named]:
    times = Counter(row["body"] for row in rows if row["body"] in named)
    ranked = sorted(times, key=lambda iri: (-times[iri], named[iri].label, iri))[:_NAMED]
    return [Named(iri=iri, label=named[iri].label, kind=named[iri].kind, times=times[iri]) for iri in ranked]
