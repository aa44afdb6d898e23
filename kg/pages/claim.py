"""A claim or a risk: its arms, its effect, how it is known, who agrees, and who makes more of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from starlette.requests import Request

from kg.analysis.reported import RATIOS
from kg.pages.ask import ask, labels
from kg.pages.figures.forest import ForestRow, draw_forest
from kg.pages.page import Elsewhere, Figure, NotFoundError, Page
from kg.pages.statement import Statement, apart, find_statements

if TYPE_CHECKING:
    from kg.pages.site import Site

MOST = 60
# A claim with its effects, statistics, sentence and proposition.
_RDF = """CONSTRUCT {{ ?s ?p ?o }} {{
  {{ BIND (<{claim}> AS ?s) <{claim}> ?p ?o }}
  UNION {{ <{claim}> cg:effect|prov:wasDerivedFrom|cg:states ?s . ?s ?p ?o }}
  UNION {{ <{claim}> cg:effect ?e . ?e cg:statistic ?s . ?s ?p ?o }}
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Hold a claim on the same pair and how it stands to the one that is shown."""

    statement: Statement
    how: str


async def show(site: Site, request: Request) -> Page | Elsewhere:
    """Show a claim or risk; its effects and statistics stand on its page."""
    kind, _, rest = request.url.path.lstrip("/").partition("/")
    name, _, part = rest.partition("/")
    if part:
        return Elsewhere(path=f"/{kind}/{name}#effects")
    source = site.source
    found = await find_statements(source, [f"{source.base}{kind}/{name}"])
    if not found:
        raise NotFoundError(f"This graph holds no {kind} {name}.")
    return await _page(site, found[0])


async def show_proposition(site: Site, request: Request) -> Page:
    """Show the claims that say one thing."""
    source = site.source
    iri = f"{source.base}proposition/{request.path_params['name']}"
    rows = await ask(source, "proposition", proposition=iri, most=MOST)
    if not rows:
        raise NotFoundError("No claim of this graph states this.")
    shown = await find_statements(source, [row["statement"] for row in rows])
    first = shown[0]
    title = f"{first.subject.words} {first.verb} {first.object.words}"
    return Page(template="proposition.html", title=title, rdf=f"DESCRIBE <{iri}>", values={"shown": shown})


async def _page(site: Site, one: Statement) -> Page:
    source = site.source
    pair = {"subject": one.subject.iri, "object": one.object.iri, "claim": one.iri}
    # A relation of a paper states nothing, and nothing states it.
    stated = {**pair, "proposition": one.proposition or one.iri}
    whole = all(pair.values())
    kin_rows, cited_rows, references, names = await asyncio.gather(
        ask(source, "claim-kin", most=MOST, **stated) if whole else _nothing(),
        ask(source, "claim-cited", most=MOST, paper=one.work.iri, **pair) if whole else _nothing(),
        ask(source, "claim-references", claim=one.iri),
        labels(source, [one.subject.iri, one.object.iri]),
    )
    kin, relations = apart(await find_statements(source, [row["claim"] for row in (*kin_rows, *cited_rows)]))
    citing = {row["claim"] for row in cited_rows}
    figures = _figures(one, kin)
    title = " ".join(part for part in (one.subject.words, one.relation, one.object.words) if part)
    return Page(
        template="claim.html",
        title=title,
        rdf=_RDF.format(claim=one.iri),
        figures=figures,
        values={
            "one": one,
            "names": names,
            "quote": quote(one),
            "agreeing": [other for other in kin if other.iri not in citing and _agrees(one, other)],
            "disagreeing": [other for other in kin if other.iri not in citing and _disagrees(one, other)],
            "beside": [other for other in kin if other.iri not in citing
                       and not _agrees(one, other) and not _disagrees(one, other)],
            "citing": [Kin(statement=other, how=raised(one, other)) for other in kin if other.iri in citing],
            "relations": relations,
            "references": references,
        },
    )  # fmt: skip


async def _nothing() -> list[dict[str, str]]:
    return []


def quote(one: Statement) -> Markup:
    """Return the sentence of a statement with the words of its arguments marked where they stand in it.

    The first place of each is marked; a place inside another is not.
    """
    places: list[tuple[int, int, str]] = []
    for role, words in (("subject", one.subject.words), ("object", one.object.words)):
        at = one.sentence.find(words) if words else -1
        if at >= 0 and all(at >= end or at + len(words) <= start for start, end, _ in places):
            places.append((at, at + len(words), role))
    written, at = Markup(""), 0
    for start, end, role in sorted(places):
        marked = Markup('<mark class="{}">{}</mark>').format(role, one.sentence[start:end])
        written += escape(one.sentence[at:start]) + marked
        at = end
    return written + escape(one.sentence[at:])


def _way(one: Statement) -> str:
    """Return which way a claim points; a denied change is none."""
    return "no change" if one.negated or one.direction == "no change" else one.direction


def _agrees(one: Statement, other: Statement) -> bool:
    """Tell whether two claims on one pair say the same: the same way, or neither says one and both affirm.

    A relation of a paper as a whole says nothing that a claim could agree with.
    """
    return not one.of_paper and _way(one) == _way(other)


def _disagrees(one: Statement, other: Statement) -> bool:
    return not one.of_paper and bool(_way(one)) and bool(_way(other)) and _way(one) != _way(other)


def raised(one: Statement, other: Statement) -> str:
    """Say how a claim that cites another makes more of it: more certain, or in people where it was not; or nothing."""
    ways: list[str] = []
    if one.of_paper:
        return ""
    if other.rank < one.rank and not other.negated:
        ways.append(f"{other.certainty} where the paper says {one.certainty}")
    if "clinical" in other.settings and one.settings and "clinical" not in one.settings:
        ways.append(f"clinical where it was shown {' and '.join(one.settings)}")
    return "; ".join(ways)


def _figures(one: Statement, kin: Sequence[Statement]) -> list[Figure]:
    """Draw the effect of the claim, with those of its kin that have the same measure."""
    shown = next((effect for effect in one.effects if effect.drawable), None)
    if shown is None:
        return []
    rows = [
        ForestRow(label=_label(each), value=float(effect.value), low=float(effect.low), high=float(effect.high),
                  path="" if each is one else f"/claim/{each.id}")
        for each in (one, *kin)
        for effect in each.effects
        if effect.drawable and effect.measure == shown.measure
    ]  # fmt: skip
    title = f"{shown.measure or 'Effect'} with interval: {one.subject.words} on {one.object.words}"
    return [draw_forest("effect", title, shown.measure, rows[:20], ratio=shown.measure in RATIOS)]


def _label(one: Statement) -> str:
    return f"{one.work.name} {one.work.year}".strip()
