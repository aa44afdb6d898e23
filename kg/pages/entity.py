"""An entity: what it is called, what is above, below and beside it, and what papers claim of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.ask import Thing, ask, labels, said
from kg.pages.figures.evidence import draw_evidence
from kg.pages.figures.neighbours import Neighbour, draw_neighbours
from kg.pages.kinds import best_kind
from kg.pages.links import id_of, iri_of
from kg.pages.page import Elsewhere, Figure, NotFoundError, Page
from kg.pages.statement import find_statements

if TYPE_CHECKING:
    from kg.pages.site import Site

# Claims beyond these are neither counted nor drawn one by one; the page says so.
MOST_CLAIMS = 5000
SHOWN = 20
RELATED = 30
NEIGHBOURS = 14
VERDICTS = ("for", "against", "no change", "open")
_PARTS = (
    "cg:agent", "cg:sourceCell", "cg:sourceTissue", "cg:vesicle", "cg:cargo", "cg:engineering", "cg:route", "cg:dose",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Hold a statement about the entity in a few words; ``rank`` orders evidence, the strongest first."""

    iri: str
    role: str
    other: str
    verdict: str
    direction: str
    finding: bool
    rank: int
    certainty: str


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
    facts, around, rows, axes = await asyncio.gather(
        ask(source, "entity", entity=iri),
        ask(source, "entity-around", entity=iri, most=RELATED),
        ask(source, "entity-claims", entity=iri, most=MOST_CLAIMS),
        ask(source, "entity-evidence", entity=iri, most=MOST_CLAIMS),
    )
    thing = _gather(iri, facts)
    if not thing.facts and not rows:
        raise NotFoundError(f"This graph says nothing of {id_of(iri) or iri}.")
    statements = sorted({read_about(row) for row in rows}, key=strength)
    claims = [one for one in statements if one.verdict != "risk"]
    risks = [one for one in statements if one.verdict == "risk"]
    wanted, skip = request.query_params.get("show", "all"), _page_number(request)
    chosen = [one for one in claims if wanted in ("all", one.verdict)]
    beside = _neighbours(claims)
    names, shown, shown_risks = await asyncio.gather(
        labels(source, {*_above(thing), *(one.iri for one in beside), *_part_iris(thing)}),
        find_statements(source, [one.iri for one in chosen[(skip - 1) * SHOWN : skip * SHOWN]]),
        find_statements(source, [one.iri for one in risks[:SHOWN]]),
    )
    label = thing.one("skos:prefLabel") or id_of(iri) or iri
    return Page(
        template="entity.html",
        title=label,
        rdf=f"DESCRIBE <{iri}>",
        figures=_figures(label, axes, beside, names, source.base),
        values={
            "thing": thing,
            "label": label,
            "kind": best_kind(thing.all("rdf:type")),
            "spoken": (await site.find_search()).entity(iri),
            "above": sorted((names.get(one, id_of(one) or one), one) for one in _above(thing)),
            "parts": _parts(thing, names),
            "around": around,
            "tally": Counter(one.verdict for one in claims),
            "total": len(claims),
            "capped": len(rows) >= MOST_CLAIMS,
            "shown": shown,
            "risks": shown_risks,
            "risk_total": len(risks),
            "wanted": wanted,
            "page_number": skip,
            "pages": max(1, -(-len(chosen) // SHOWN)),
            "verdicts": VERDICTS,
            "names": names,
        },
    )


def _gather(iri: str, rows: Sequence[Mapping[str, str]]) -> Thing:
    facts: dict[str, set[str]] = {}
    for row in rows:
        facts.setdefault(row["predicate"], set()).add(row["value"])
    return Thing(iri, {predicate: tuple(sorted(values)) for predicate, values in facts.items()})


def read_about(row: Mapping[str, str]) -> About:
    """Read a row of a query that tells of a statement in a few words."""
    direction = said(row["direction"]) if row["direction"] else ""
    verdict = {"true": "for", "false": "against"}.get(row["benefit"], "open")
    if row["risk"]:
        verdict = "risk"
    elif direction == "no change" or row["negated"] == "true":
        verdict = "no change"
    return About(
        iri=row["statement"],
        role=row["role"],
        other=row["other"],
        verdict=verdict,
        direction=direction,
        finding=said(row["status"]) == "finding",
        rank=int(said(row["level"], "notation") or 99) if row["level"] else 99,
        certainty=said(row["certainty"], "notation") or "1",
    )


def strength(one: About) -> tuple[bool, int, str, str, str]:
    """Return what statements are ordered by: findings, strong evidence and certain words first."""
    return not one.finding, one.rank, one.certainty, one.role, one.iri


def _page_number(request: Request) -> int:
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def _above(thing: Thing) -> tuple[str, ...]:
    return thing.all("rdfs:subClassOf")


def _part_iris(thing: Thing) -> list[str]:
    return [iri for name in _PARTS for iri in thing.all(name)]


def _parts(thing: Thing, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (said(f"https://w3id.org/claimgraph/vocab#{name.removeprefix('cg:')}"), iri, names.get(iri, iri))
        for name in _PARTS
        for iri in thing.all(name)
    ]


def _neighbours(claims: Sequence[About]) -> list[Neighbour]:
    """Return the things that claims connect this one with most often; what a direction says is of the object."""
    counted: dict[str, Counter[str]] = {}
    outward: Counter[str] = Counter()
    for one in claims:
        if one.other:
            counted.setdefault(one.other, Counter())[one.direction or "unstated"] += 1
            outward[one.other] += one.role == "subject"
    ranked = sorted(counted, key=lambda iri: (-counted[iri].total(), iri))[:NEIGHBOURS]
    return [
        Neighbour(iri=iri, directions=dict(counted[iri]), outward=outward[iri], total=counted[iri].total())
        for iri in ranked
    ]


def _figures(
    label: str, axes: Sequence[Mapping[str, str]], beside: Sequence[Neighbour], names: Mapping[str, str], base: str
) -> list[Figure]:
    cells: Counter[tuple[str, str]] = Counter()
    for _, setting, design in {(row["statement"], row["setting"], row["design"]) for row in axes}:
        cells[(said(setting) if setting else "not stated", said(design) if design else "not stated")] += 1
    figures = [draw_evidence(label, cells)] if cells else []
    return [*figures, draw_neighbours(label, beside, names, base)] if beside else figures
