"""A paper as it was read: its text, what it names and where, and what it claims."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.names import Names
from kg.pages.ask import NOTHING, Source, Thing, ask, in_order, things
from kg.pages.kinds import OTHER, Kind, kind_of
from kg.pages.links import page_of
from kg.pages.marked import Heading, Mention, Said, flat
from kg.pages.statement import Statement, apart, is_statement, read_statement
from kg.vocab import term

# What stands within a paper, by the names that its IRIs have.
_PARTS = re.compile(r"/(?:sentence|span|mention|section|selector|author|reference|text|given)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Hold a thing that a paper names, with how often."""

    iri: str
    label: str
    kind: Kind
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold a paper.

    Offsets count in ``text``, which is empty where it does not lie beside the graph. ``about`` has what is said of the
    paper, of its text version and, under "authors", their names in order. Mentions do not overlap; ``statements`` are
    in the order of the text, as are ``relations``, which no sentence states; ``named`` has the most frequent first.
    """

    about: Thing
    name: str
    text: str
    layers: Mapping[str, str]
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    relations: tuple[Statement, ...]
    named: tuple[Named, ...]
    cited: tuple[Mapping[str, str], ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return settings and designs of the paper as a whole."""
        return in_order(self.about.all("cg:setting")) + in_order(self.about.all("cg:design"))

    @property
    def said(self) -> list[Said]:
        """Return the sentences that claim something; of two that overlap the first."""
        grouped: dict[tuple[int, int], list[tuple[int, str, str]]] = {}
        for number, one in enumerate(self.statements, 1):
            grouped.setdefault((one.start, one.end), []).append((number, f"c{number}", one.kind))
        kept: list[Said] = []
        for (start, end), refs in sorted(grouped.items()):
            if not kept or kept[-1].end <= start:
                kept.append(Said(start=start, end=end, refs=tuple(refs)))
        return kept


async def find_paper(source: Source, name: str) -> tuple[Thing, str] | None:
    """Return what is said of a paper, and what of the name stands for a part of it; None where there is no such paper.

    Ids of papers may hold slashes themselves.
    """
    part = _PARTS.search(name)
    for head in dict.fromkeys((name, name[: part.start()] if part else name)):
        iri = Names(source.base).paper(head).value
        found = await things(source, "paper", paper=iri)
        if iri in found and found[iri].one("dcterms:hasVersion"):
            return _join(iri, found), name[len(head) + 1 :]
    return None


async def read_paper(source: Source, about: Thing, path_of: Callable[[str], str] | None = None) -> Reading:
    """Return a paper as it was read, from what `find_paper` found.

    ``path_of`` says where a mention of a thing leads, by its IRI; without it, to the page about the thing.
    """
    path_of = path_of or (lambda iri: page_of(iri, source.base))
    name = about.one("dcterms:identifier")
    names = Names(source.base)
    layers = {layer: names.graph(name, layer).value for layer in ("text", "mentions", "claims")}
    places, stated, where, named, cited = await asyncio.gather(
        ask(source, "paper-places", text=layers["text"]),
        things(source, "paper-layer", layer=layers["claims"]),
        ask(source, "paper-mentions", mentions=layers["mentions"]),
        ask(source, "paper-names", mentions=layers["mentions"]),
        ask(source, "paper-cited", paper=about.iri),
    )
    text = source.text(about.one("spdx:checksumValue")) or ""
    found = _things(named)
    statements, relations = apart(_statements(stated, _around(about, places, text), about.iri))
    return Reading(
        about=about,
        name=name,
        text=text,
        layers=layers,
        headings=tuple(_headings(places, text)),
        mentions=tuple(flat(_mentions(where, found, path_of))),
        statements=tuple(statements),
        relations=tuple(relations),
        named=tuple(_ranked(where, found)),
        cited=tuple(cited),
    )


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


def _around(about: Thing, places: Sequence[Mapping[str, str]], text: str) -> dict[str, Thing]:
    """Return paper and sentences in the form that reading statements needs."""
    begin, end, anchor, role, part = (
        term(name).value for name in ("nif:beginIndex", "nif:endIndex", "nif:anchorOf", "cg:role", "dcterms:isPartOf")
    )
    sections = sorted((int(row["start"]), -int(row["end"]), row["role"]) for row in places if row["role"])
    around = {about.iri: about}
    for row in places:
        if row["role"]:
            continue
        start = int(row["start"])
        roles = [name for first, last, name in sections if first <= start < -last]
        section = f"{row['place']}/section"
        around[section] = Thing(section, {role: tuple(roles[-1:])})
        facts = {begin: (row["start"],), end: (row["end"],), anchor: (text[start : int(row["end"])],), part: (section,)}
        around[row["place"]] = Thing(row["place"], facts)
    return around


def _statements(stated: Mapping[str, Thing], around: Mapping[str, Thing], paper: str) -> list[Statement]:
    everything = {**stated, **around}
    read = (read_statement(thing, everything, paper) for thing in stated.values() if is_statement(thing))
    return sorted(read, key=lambda one: (one.start, one.end, one.kind, one.iri))


def _things(rows: Sequence[Mapping[str, str]]) -> dict[str, Named]:
    """Return what a paper names by IRI; of several classes the most telling one counts."""
    found: dict[str, Named] = {}
    for row in rows:
        kind = kind_of(row["kind"]) if row["kind"] else OTHER
        if row["body"] not in found or found[row["body"]].kind is OTHER:
            found[row["body"]] = Named(iri=row["body"], label=row["label"], kind=kind, times=0)
    return found


def _mentions(
    rows: Sequence[Mapping[str, str]], named: Mapping[str, Named], path_of: Callable[[str], str]
) -> list[Mention]:
    paths = {iri: path_of(iri) for iri in named}
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
        if not row["role"]:
            continue
        title, start = " ".join(row["title"].split()), int(row["start"])
        line = " ".join(text[start : text.find("\n", start) if text.find("\n", start) > 0 else None].split())
        level = row["place"].rpartition("-")[2]
        found.append(Heading(start=start, level=int(level) if level.isdigit() else 1, title=title, role=row["role"],
                             shown=bool(title) and line == title))  # fmt: skip
    return sorted(found, key=lambda one: (one.start, one.level, one.title))


def _ranked(rows: Sequence[Mapping[str, str]], named: Mapping[str, Named]) -> list[Named]:
    times = Counter(row["body"] for row in rows if row["body"] in named)
    ranked = sorted(times, key=lambda iri: (-times[iri], named[iri].label, iri))
    return [Named(iri=iri, label=named[iri].label, kind=named[iri].kind, times=times[iri]) for iri in ranked]
