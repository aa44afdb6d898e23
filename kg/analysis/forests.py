"""The rows of a forest plot with the pooled ones: what pictures, tables and pages draw."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from kg.analysis.ask import Graph
from kg.analysis.pooling import Excluded, Pool, pool_estimates
from kg.analysis.reported import Estimate, estimates
from kg.errors import MissingExtraError

COLUMNS = (
    "row", "measure", "setting", "study", "paper", "year", "subject", "outcome", "value", "ci_low", "ci_high",
    "ci_level", "n", "studies", "weight", "i2", "tau2", "q", "q_p", "predicted_low", "predicted_high", "note", "words",
    "comparator",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hold the effects of one measure in one setting; ``pool`` is None where nothing could be pooled.

    ``studies`` are those that were pooled, ``apart`` what has an interval and is drawn but not pooled (meta-analyses,
    a lone study ...), ``weights`` the percent of each of ``studies``.
    """

    measure: str
    setting: str
    is_ratio: bool
    studies: tuple[Estimate, ...]
    weights: tuple[float, ...]
    apart: tuple[Excluded, ...]
    pool: Pool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Hold what papers report of a subject and an outcome: groups to draw, and what has no interval to draw.

    ``note`` says what is missing, such as the library that pools.
    """

    subject: str
    outcome: str
    groups: tuple[Group, ...]
    listed: tuple[Excluded, ...]
    note: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not self.groups


# What is drawn beside the pooled studies: right or wrong to pool, its number and interval can be read.
_DRAWN = frozenset(
    {"itself pooled from several studies", "reported from elsewhere", "the only study of its measure and setting",
     "several settings at once", "the setting is not known", "the sentence says the opposite of the number"}
)  # fmt: skip


def forest(
    graph: Graph, subject: str, outcome: str, *, measure: str = "", setting: str = "", loosely: bool = False
) -> Forest:
    """Return the effects of a subject on an outcome by measure and setting, with their pools.

    ``measure`` and ``setting`` leave only those. Without statsmodels the studies come without pools, and ``note`` says
    so. Raise `QueryError` where the graph does not know the subject or the outcome.
    """
    found = [
        one for one in estimates(graph, subject, outcome, loosely=loosely) if measure in ("", one.measure, one.family)
    ]
    found = [one for one in found if not setting or setting in one.settings]
    note = ""
    try:
        pools, excluded = pool_estimates(found)
    except MissingExtraError as error:
        note, pools = f"not pooled: {error}", ()
        excluded = tuple(Excluded(estimate=one, reason="not pooled") for one in found)
    drawn = [one for one in excluded if _is_drawn(one)]
    return Forest(
        subject=subject,
        outcome=outcome,
        groups=tuple(_groups(pools, drawn)),
        listed=tuple(one for one in excluded if not _is_drawn(one)),
        note=note,
    )


def _is_drawn(one: Excluded) -> bool:
    estimate = one.estimate
    has_interval = estimate.low is not None and estimate.high is not None and estimate.low < estimate.high
    fits = not estimate.is_ratio or (estimate.value > 0 and (estimate.low or 0) > 0)
    return has_interval and fits and estimate.is_comparable and one.reason in {*_DRAWN, "not pooled"}


def _groups(pools: tuple[Pool, ...], drawn: list[Excluded]) -> Iterator[Group]:
    by_place = {(one.measure, one.setting): one for one in pools}
    beside: dict[tuple[str, str], list[Excluded]] = {}
    for one in drawn:
        place = one.estimate.family, ", ".join(one.estimate.settings) or "not stated"
        beside.setdefault(place, []).append(one)
    for measure, setting in sorted({*by_place, *beside}):
        pooled, apart = by_place.get((measure, setting)), beside.get((measure, setting), [])
        studies = pooled.estimates if pooled else ()
        yield Group(
            measure=measure,
            setting=setting,
            is_ratio=(studies[0] if studies else apart[0].estimate).is_ratio,
            studies=studies,
            weights=pooled.summary.weights if pooled else (),
            apart=tuple(apart),
            pool=pooled,
        )


def rows(found: Forest) -> Iterator[dict[str, object]]:
    """Yield the rows of a table: studies with their weights, the pooled row after them, then what was left out."""
    for group in found.groups:
        place = {"measure": group.measure, "setting": group.setting}
        for one, weight in zip(group.studies, group.weights, strict=True):
            yield {**_row(one), **place, "row": "study", "weight": f"{weight:.2f}"}
        if group.pool is not None:
            yield {**_pooled_row(group.pool), **place}
        for left in group.apart:
            yield {**_row(left.estimate), **place, "row": "not pooled", "note": _note(left)}
    for left in found.listed:
        yield {**_row(left.estimate), "row": "not pooled", "note": _note(left)}


def _note(left: Excluded) -> str:
    return "; ".join(part for part in (left.estimate.method, left.reason) if part)


def write_csv(found: Forest, out: IO[str]) -> None:
    """Write the rows as CSV with the columns `COLUMNS`, empty cells for what is not known."""
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows(found):
        writer.writerow({name: "" if cell is None else cell for name, cell in row.items()})


def _row(one: Estimate) -> dict[str, object]:
    return {
        "measure": one.family, "setting": "|".join(one.settings), "study": one.study, "paper": one.paper,
        "year": one.year, "subject": one.subject, "outcome": one.outcome, "value": one.value, "ci_low": one.low,
        "ci_high": one.high, "ci_level": one.level, "n": one.n, "studies": one.studies, "words": one.words,
        "note": one.method, "comparator": one.comparator,
    }  # fmt: skip


def _pooled_row(pooled: Pool) -> dict[str, object]:
    summary = pooled.summary
    numbers = {
        "value": pooled.value, "ci_low": pooled.low, "ci_high": pooled.high, "i2": summary.i2, "tau2": summary.tau2,
        "q": summary.q, "q_p": summary.q_p, "predicted_low": pooled.predicted_low,
        "predicted_high": pooled.predicted_high,
    }  # fmt: skip
    note = f"random effects, Paule-Mandel; {summary.interval} interval"
    shown = {name: None if number is None else f"{number:.4g}" for name, number in numbers.items()}
    return {"row": "pooled", "ci_level": 95, "studies": summary.studies, "note": note, **shown}
