"""What speaks for an intervention and what against it, beside another one if wanted, and what was measured."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.pages.ask import ask, labels
from kg.pages.figures.forest import draw_forest
from kg.pages.known import About, read_about, strength
from kg.pages.links import id_of, iri_of
from kg.pages.page import Figure, Page
from kg.pages.pooling import Measured, Plot, plots_of
from kg.pages.statement import Statement, find_statements
from kg.search import Search

if TYPE_CHECKING:
    from kg.pages.site import Site

MOST, EACH, EFFECTS, PLOTS, PLOTTED, ROWS = 4000, 6, 150, 8, 24, 12
SIDES = ("for", "against", "risk", "no change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold an outcome with what was said of it: how often which, in which words."""

    iri: str
    label: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Hold an outcome that both interventions were studied for, with what was said of each."""

    iri: str
    label: str
    sides: Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Hold an intervention: claims and risks by verdict, the strongest first, outcomes, and relations of papers.

    ``counted`` has all outcomes by IRI, those with most said of them first; ``outcomes`` the first of them.
    """

    iri: str
    label: str
    tally: Mapping[str, int]
    shown: Mapping[str, Sequence[Statement]]
    counted: Mapping[str, Mapping[str, int]]
    outcomes: Sequence[Outcome]
    related: int
    effects: Sequence[Statement]
    relations: Sequence[Statement]


async def show(site: Site, request: Request) -> Page:
    """Show one or two interventions, given by name, id or IRI."""
    given = [" ".join(request.query_params.get(name, "")[:300].split()) for name in ("a", "b")]
    search = await site.find_search()
    chosen = [(words, _resolve(search, words)) for words in given]
    sides = await asyncio.gather(*(_side(site, iri) for _, iri in chosen if iri))
    figures = [figure for side in sides for figure in _plots(side)]
    examples = [] if sides else await ask(site.source, "measured", most=12)
    names = " and ".join(side.label for side in sides)
    return Page(
        template="compare.html",
        title=f"Benefit and risk of {names}" if names else "Compare",
        rdf=f"DESCRIBE {' '.join(f'<{side.iri}>' for side in sides)}" if sides else "",
        figures=figures,
        values={
            "given": given,
            "missing": [words for words, iri in chosen if words and not iri],
            "sides": sides,
            "examples": examples,
            "shared": await _shared(site, sides),
            "verdicts": SIDES,
        },
    )


def _resolve(search: Search, words: str) -> str:
    """Return the IRI of what was typed: an IRI, an id, or the name that fits best."""
    if words.startswith(("http://", "https://")):
        return words
    found = search.entities(words, limit=1) if words else []
    return found[0].iri if found else iri_of(words) if ":" in words else ""


async def _side(site: Site, iri: str) -> Side:
    source = site.source
    related = [row["thing"] for row in await ask(source, "compare-related", entity=iri)]
    rows, measured = await asyncio.gather(
        ask(source, "compare-statements", entities=related, most=MOST),
        ask(source, "compare-effects", entities=related, most=EFFECTS),
    )
    abouts = sorted({_about(row) for row in rows}, key=strength)
    first = {verdict: [one.iri for one in abouts if one.verdict == verdict][:EACH] for verdict in (*SIDES, "relation")}
    counted = _outcomes(abouts)
    first_outcomes = list(counted)[:ROWS]
    names, found, effects = await asyncio.gather(
        labels(source, [iri, *first_outcomes]),
        find_statements(source, [one for each in first.values() for one in each]),
        find_statements(source, [row["statement"] for row in measured]),
    )
    by_iri = {one.iri: one for one in found}
    return Side(
        iri=iri,
        label=names.get(iri) or id_of(iri) or iri,
        tally=Counter(one.verdict for one in abouts),
        shown={verdict: [by_iri[one] for one in each if one in by_iri] for verdict, each in first.items()},
        counted=counted,
        outcomes=[Outcome(iri=one, label=names.get(one) or id_of(one), counts=counted[one]) for one in first_outcomes],
        related=len(related) - 1,
        effects=effects,
        relations=[by_iri[one] for one in first["relation"] if one in by_iri],
    )


def _about(row: Mapping[str, str]) -> About:
    """Read a row; a risk that is denied counts where no change does."""
    one = read_about({**row, "role": "subject"})
    return replace(one, verdict="no change") if one.verdict == "denied" else one


async def _shared(site: Site, sides: Sequence[Side]) -> list[Shared]:
    """Return the outcomes that both sides were studied for."""
    if len(sides) < 2:
        return []
    both = [iri for iri in sides[0].counted if all(iri in side.counted for side in sides)][:ROWS]
    names = await labels(site.source, both)
    return [
        Shared(iri=iri, label=names.get(iri) or id_of(iri), sides=[side.counted[iri] for side in sides]) for iri in both
    ]


def _outcomes(abouts: Sequence[About]) -> dict[str, Mapping[str, int]]:
    """Return the outcomes, those that most is said of first, with how often each verdict."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in abouts:
        if one.other and one.verdict != "relation":
            counted[one.other][one.verdict] += 1
    return {iri: counted[iri] for iri in sorted(counted, key=lambda iri: (-counted[iri].total(), iri))}


def _plots(side: Side) -> list[Figure]:
    """Draw what was measured; outcomes with most effects first."""
    grouped: dict[str, list[Measured]] = defaultdict(list)
    for one in side.effects:
        grouped[one.object.iri] += [(one, effect) for effect in one.effects if effect.drawable and effect.measure]
    ranked = sorted((item for item in grouped.items() if item[1]), key=lambda item: (-len(item[1]), item[0]))
    plots = plots_of([(rows[0][0].object.words, rows) for _, rows in ranked])
    return [_draw(side, at, plot) for at, plot in enumerate(plots[:PLOTS], 1)]


def _draw(side: Side, at: int, plot: Plot) -> Figure:
    name = f"forest-{id_of(side.iri).replace(':', '-').lower() or 'own'}-{at}"
    title = f"{side.label}: {plot.measure} for {plot.outcome}"
    drawn = draw_forest(name, title, plot.measure, plot.rows[:PLOTTED], plot.pooled, ratio=plot.ratio)
    return replace(drawn, note=plot.note)
