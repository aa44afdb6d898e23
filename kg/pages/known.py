"""What a graph knows of an entity: names, what is above, below and beside it, and every statement in a few words."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.pages.ask import Source, Thing, ask, labels, said
from kg.pages.figures.evidence import draw_evidence
from kg.pages.figures.neighbours import Neighbour, draw_neighbours
from kg.pages.kinds import Kind, best_kind
from kg.pages.links import id_of, page_of
from kg.pages.page import Figure
from kg.pages.statement import kind_of_class
from kg.vocab import CG

# Statements beyond these are neither counted nor drawn one by one.
MOST_CLAIMS = 5000
RELATED = 30
# What is said of a risk: that there is one, or that there is none.
_OF_RISK = ("risk", "denied")
NEIGHBOURS = 14
_PARTS = (
    "cg:agent", "cg:sourceCell", "cg:sourceTissue", "cg:vesicle", "cg:cargo", "cg:engineering", "cg:route", "cg:dose",
)  # fmt: skip


# Pairs of a setting and a design.
Studied = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Hold a statement about the entity in a few words; ``rank`` orders evidence, the strongest first.

    ``score`` is the chance that it was read right, from 0 to 1; ``paper`` is the IRI of its paper.
    """

    iri: str
    role: str
    other: str
    verdict: str
    direction: str
    finding: bool
    rank: int
    certainty: str
    score: float
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Hold an entity.

    Claims, risks and relations of papers stand in the order of `strength`, risks that are denied last. ``names`` are
    labels of what it refers to; ``studied`` has settings and designs of each claim by its IRI, "not stated" for none.
    """

    thing: Thing
    label: str
    around: Sequence[Mapping[str, str]]
    claims: Sequence[About]
    risks: Sequence[About]
    relations: Sequence[About]
    capped: bool
    figures: Sequence[Figure]
    names: Mapping[str, str]
    studied: Mapping[str, Studied]

    @property
    def kind(self) -> Kind:
        """Return the kind of the entity."""
        return best_kind(self.thing.all("rdf:type"))

    @property
    def above(self) -> list[tuple[str, str]]:
        """Return label and IRI of its parents."""
        return sorted((self.names.get(iri, id_of(iri) or iri), iri) for iri in self.thing.all("rdfs:subClassOf"))

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Return role, IRI and label of the parts of a treatment."""
        return [
            (said(f"{CG}{name.removeprefix('cg:')}"), iri, self.names.get(iri, iri))
            for name in _PARTS
            for iri in self.thing.all(name)
        ]


async def know(source: Source, iri: str) -> Known | None:
    """Return what a graph knows of an entity; None where that is nothing."""
    facts, around, rows, axes = await asyncio.gather(
        ask(source, "entity", entity=iri),
        ask(source, "entity-around", entity=iri, most=RELATED),
        ask(source, "entity-claims", entity=iri, most=MOST_CLAIMS),
        ask(source, "entity-evidence", entity=iri, most=MOST_CLAIMS),
    )
    thing = _gather(iri, facts)
    if not thing.facts and not rows:
        return None
    statements = _distinct(rows)
    claims = [one for one in statements if one.verdict not in (*_OF_RISK, "relation")]
    beside, studied = _neighbours(claims), _studied(axes, claims)
    parts = [part for name in _PARTS for part in thing.all(name)]
    names = await labels(source, {*thing.all("rdfs:subClassOf"), *(one.iri for one in beside), *parts})
    label = thing.one("skos:prefLabel") or id_of(iri) or iri
    return Known(
        thing=thing,
        label=label,
        around=around,
        claims=claims,
        risks=sorted((one for one in statements if one.verdict in _OF_RISK), key=lambda one: one.verdict == "denied"),
        relations=[one for one in statements if one.verdict == "relation"],
        capped=len(rows) >= MOST_CLAIMS,
        figures=_figures(label, page_of(iri, source.base), studied, beside, names, source.base),
        names=names,
        studied=studied,
    )


def _distinct(rows: Sequence[Mapping[str, str]]) -> list[About]:
    """Return each statement once, by strength; one whose subject and object are the same is about the subject."""
    kept: dict[str, About] = {}
    for one in sorted(map(read_about, rows), key=lambda one: one.role != "subject"):
        kept.setdefault(one.iri, one)
    return sorted(kept.values(), key=strength)


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
        verdict = "denied" if row["negated"] == "true" else "risk"
    elif kind_of_class([row["class"]]) == "relation":
        verdict = "relation"
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
        score=float(row["score"] or 0),
        paper=row["paper"],
    )


def strength(one: About) -> tuple[bool, bool, int, str, bool, float, str]:
    """Return what statements are ordered by: findings, strong evidence, certain words and sure readings first.

    What was more likely read wrong comes after what was not, whatever it rests on.
    """
    doubtful = 0 < one.score < 0.5
    return not one.finding, doubtful, one.rank, one.certainty, one.role != "subject", -one.score, one.iri


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


def _studied(axes: Sequence[Mapping[str, str]], claims: Sequence[About]) -> dict[str, Studied]:
    pairs: dict[str, set[tuple[str, str]]] = {one.iri: set() for one in claims}
    for row in axes:
        if row["statement"] in pairs:
            setting, design = (said(row[name]) if row[name] else "not stated" for name in ("setting", "design"))
            pairs[row["statement"]].add((setting, design))
    return {iri: frozenset(found) for iri, found in pairs.items()}


def _figures(
    label: str, path: str, studied: Mapping[str, Studied], beside: Sequence[Neighbour], names: Mapping[str, str],
    base: str,
) -> list[Figure]:  # fmt: skip
    cells = Counter(pair for pairs in studied.values() for pair in pairs)
    figures = [draw_evidence(label, cells, path)] if cells else []
    return [*figures, draw_neighbours(label, beside, names, base)] if beside else figures
