"""The forest plots of an outcome: what `kg.analysis` pools, together with its pool; the rest beside, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.analysis.pooling import Pool, pool_estimates, split
from kg.analysis.reported import Estimate
from kg.errors import MissingExtraError
from kg.pages.effect import EffectView
from kg.pages.figures.forest import ForestRow, Pooled
from kg.pages.figures.svg import short
from kg.pages.statement import Statement

Measured = tuple[Statement, EffectView]
# These stand in the plot already.
_AGAIN = ("the same effect again", "another estimate of the same paper")
_SECTIONS = ("abstract", "results", "conclusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Hold what one forest plot shows; ``note`` says how it was pooled, or why not."""

    measure: str
    outcome: str
    ratio: bool
    rows: tuple[ForestRow, ...]
    pooled: Pooled | None
    note: str


def plots_of(outcomes: Sequence[tuple[str, Sequence[Measured]]]) -> list[Plot]:
    """Return the plots of effects by outcome: each pool by itself, then for each measure what is not pooled.

    Where statsmodels is missing, nothing is pooled.
    """
    pooled: list[Plot] = []
    alone: dict[str, list[tuple[str, Measured, str]]] = defaultdict(list)
    for outcome, measured in outcomes:
        ordered = sorted(measured, key=_order)
        estimates = {effect.iri: _estimate(one, effect) for one, effect in ordered}
        pools, reasons = _pool(list(estimates.values()))
        pooled += [_pooled(outcome, one) for one in pools]
        for one, effect in ordered:
            reason = reasons.get(effect.iri, "")
            if reason and reason not in _AGAIN:
                alone[estimates[effect.iri].family].append((outcome, (one, effect), reason))
    return [*pooled, *(_alone(family, rows) for family, rows in sorted(alone.items(), key=_most_first))]


def _pool(estimates: Sequence[Estimate]) -> tuple[tuple[Pool, ...], dict[str, str]]:
    """Return pools, and the reasons of what is in none by effect."""
    try:
        pools, excluded = pool_estimates(estimates)
    except MissingExtraError:
        kept, left_out = split(estimates)
        missing = {one.effect: "the extra [analysis] is not installed" for one in kept}
        return (), missing | {one.estimate.effect: one.reason for one in left_out}
    return pools, {one.estimate.effect: one.reason for one in excluded}


def _most_first(item: tuple[str, list[tuple[str, Measured, str]]]) -> tuple[int, str]:
    return -len(item[1]), item[0]


def _order(measured: Measured) -> tuple[str, int, str]:
    one, effect = measured
    place = _SECTIONS.index(one.section) if one.section in _SECTIONS else len(_SECTIONS)
    return one.work.name, place, effect.iri


def _estimate(one: Statement, effect: EffectView) -> Estimate:
    return Estimate(
        effect=effect.iri,
        claim=one.iri,
        paper=one.work.name,
        study=_study(one),
        year=one.work.year,
        subject=one.subject.words,
        outcome=one.object.words,
        measure=effect.measure,
        value=Decimal(effect.value),
        unit=effect.unit,
        low=Decimal(effect.low),
        high=Decimal(effect.high),
        level=Decimal(effect.level) if effect.level else None,
        p=effect.p,
        n=_whole(effect.n or one.sample),
        studies=_whole(effect.studies or one.studies),
        direction=one.direction,
        negated=one.negated,
        certainty=one.certainty,
        status=one.status,
        settings=one.settings,
        designs=one.designs,
        section=one.section,
        words=effect.words,
        sentence=one.sentence,
    )


def _whole(number: str) -> int | None:
    return int(number) if number.isascii() and number.isdigit() else None


def _study(one: Statement) -> str:
    return f"{one.work.name} {one.work.year}".strip()


def _pooled(outcome: str, pool: Pool) -> Plot:
    summary = pool.summary
    rows = tuple(
        ForestRow(
            label=one.study, value=float(one.value), low=float(one.low or 0), high=float(one.high or 0),
            weight=weight / 100, path=f"/claim/{one.claim.rpartition('/')[2]}",
        )
        for one, weight in zip(pool.estimates, summary.weights, strict=True)
    )  # fmt: skip
    note = (
        f"{len(rows)} studies, {pool.setting}, random effects; I² {summary.i2:.0f} %, Q p = {summary.q_p:.2g}; "
        f"interval by {summary.interval}"
    )
    if pool.predicted_low is not None and pool.predicted_high is not None:
        note += f"; a new study would lie between {pool.predicted_low:.3g} and {pool.predicted_high:.3g}"
    return Plot(
        measure=pool.measure, outcome=outcome, ratio=pool.estimates[0].is_ratio, rows=rows, note=note,
        pooled=Pooled(value=pool.value, low=pool.low, high=pool.high, note=note),
    )  # fmt: skip


def _alone(family: str, found: Sequence[tuple[str, Measured, str]]) -> Plot:
    rows = tuple(
        ForestRow(label=f"{short(outcome, 20)}, {_study(one)}", value=float(effect.value), low=float(effect.low),
                  high=float(effect.high), weight=0.4, path=f"/claim/{one.id}")
        for outcome, (one, effect), _ in found
    )  # fmt: skip
    note = "Not pooled: " + "; ".join(sorted({reason for _, _, reason in found}))
    ratio = _estimate(*found[0][1]).is_ratio
    outcomes = {outcome for outcome, _, _ in found}
    outcome = outcomes.pop() if len(outcomes) == 1 else "several outcomes"
    return Plot(measure=family, outcome=outcome, ratio=ratio, rows=rows, pooled=None, note=note)
