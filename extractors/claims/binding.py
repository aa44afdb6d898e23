"""Which statistic belongs to which claim of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.claim import Effect

# Measures that compare or relate: these, a p value or an interval say how large a claim is. A count alone does not.
POOLABLE = frozenset({"SMD", "MD", "WMD", "OR", "RR", "HR", "RD", "IRR", "PR", "Hedges g", "Cohen d"})


def is_statistic(effect: Effect) -> bool:
    """Tell whether an effect says more than a number of people or studies."""
    return bool(effect.measure) or effect.p is not None or effect.ci_low is not None or effect.i2_low is not None


_ONE_EACH = POOLABLE | {"correlation", "AUC", "beta"}
_FAR = 40
_RATIOS = frozenset({"OR", "RR", "HR", "IRR", "PR"})


def by_chance(effects: Sequence[Effect]) -> bool:
    """Tell whether the statistics of a claim leave it to chance.

    They do where every p is at or above 0.05, or where no p is given and the interval holds the value of no effect.
    The usual threshold of five in a hundred is meant; a p value given only as below a larger bound says nothing.

    >>> from extractors.effects import find_effects
    >>> by_chance(find_effects("(P = .40)")), by_chance(find_effects("(P < .05)"))
    (True, False)
    """
    values = [effect for effect in effects if effect.p is not None]
    if values:
        return all(e.p is not None and e.p >= Decimal("0.05") and e.p_comparator in {"=", ">", ">="} for e in values)
    spans = [e for e in effects if e.measure in POOLABLE and e.ci_low is not None and e.ci_high is not None]
    none = {e.start: Decimal(1 if e.measure in _RATIOS else 0) for e in spans}
    return bool(spans) and all(
        e.ci_low < none[e.start] < e.ci_high for e in spans if e.ci_low is not None and e.ci_high is not None
    )


def bind(effects: Sequence[Effect], ends: Sequence[tuple[int, int]], text: str) -> list[tuple[Effect, ...]]:
    """Return for each claim the effects that belong to it.

    ``ends`` holds for each claim, in any order, the end of its trigger or object, whichever comes last, and the start
    of its trigger. An effect belongs to the claims that end last before it; claims of one trigger that get none share
    those of the last. With "respectively" as many effects as claims pair off in order. An effect before all claims
    goes to the first. Of several estimates of one measure after a claim, those that words part from the first are of
    other things and stay free.
    """
    bound: list[list[Effect]] = [[] for _ in ends]
    if not ends:
        return []
    statistics = [effect for effect in effects if is_statistic(effect)]
    distinct = sorted({end for end, _ in ends})
    if "respectively" in text and len(distinct) > 1 and len(statistics) == len(distinct):
        for effect, end in zip(statistics, distinct, strict=True):
            for at, (place, _) in enumerate(ends):
                if place == end:
                    bound[at].append(effect)
        return [tuple(found) for found in bound]
    first: dict[tuple[int, str], Effect] = {}
    for effect in statistics:
        before = [end for end in distinct if end <= effect.start]
        nearest = before[-1] if before else distinct[0]
        earlier = first.setdefault((nearest, effect.measure), effect)
        if effect.measure in _ONE_EACH and effect.start - earlier.end > _FAR:
            # "and between A and B (r = .56)": words stand between, so it is about something that no claim names.
            continue
        for at, (end, _) in enumerate(ends):
            if end == nearest:
                bound[at].append(effect)
    _share(bound, ends)
    return [tuple(found) for found in bound]


def _share(bound: list[list[Effect]], ends: Sequence[tuple[int, int]]) -> None:
    """Give claims without an effect those of the next claim of the same trigger: "lowered A and B (P < .01)"."""
    order = sorted(range(len(ends)), key=lambda at: ends[at], reverse=True)
    last: dict[int, list[Effect]] = {}
    for at in order:
        trigger = ends[at][1]
        if bound[at]:
            last[trigger] = bound[at]
        else:
            bound[at] = list(last.get(trigger, ()))


def pooled(own: Sequence[Effect], around: Sequence[Effect]) -> tuple[Effect, ...]:
    """Add the heterogeneity that a paper gives for its pooled analysis as a whole to a pooled claim without its own."""
    if not any(effect.measure in POOLABLE for effect in own) or any(effect.i2_low is not None for effect in own):
        return tuple(own)
    general = [effect for effect in around if not effect.measure and effect.i2_low is not None]
    return (*own, *general[:1])


def with_counts(effect: Effect, studies: int | None) -> Effect:
    """Return the effect with the number of studies where it names none."""
    return effect if effect.studies is not None or studies is None else replace(effect, studies=studies)
