"""What a paper says in short: its main findings, and the risks that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.pages.statement import Statement

FINDINGS, RISKS = 4, 2
# Fewer statements than these are read as quickly as their gist.
FEW = 8
# Where authors say themselves what is new, and then where they show it.
_SECTIONS = {"conclusion": 0, "abstract": 0, "title": 1, "results": 1}
_LIMIT = "evidence limitation"
# What was hardly read right is not what a reader should see first.
_SURE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """Hold the main findings of a paper and what it warns of, the foremost first."""

    findings: list[Statement]
    risks: list[Statement]


def gist_of(statements: Sequence[Statement]) -> Gist | None:
    """Return the gist of a paper; None where there is nothing to shorten."""
    if len(statements) < FEW:
        return None
    sure = [one for one in statements if float(one.score or 1) >= _SURE]
    findings = (one for one in sure if one.kind == "claim" and one.status == "finding")
    risks = (one for one in sure if one.verdict == "risk" and one.status != "background")
    return Gist(findings=_first(findings, _foremost, FINDINGS), risks=_first(risks, _gravest, RISKS))


def _first(found: Iterable[Statement], order: Callable[[Statement], object], most: int) -> list[Statement]:
    """Return the first in an order, each sentence and each pair of things once."""
    kept: list[Statement] = []
    seen: set[object] = set()
    for one in sorted(found, key=order):  # type: ignore[arg-type]
        marks = {(one.start, one.end), (one.subject.words.lower(), one.object.words.lower())}
        if not marks & seen:
            kept.append(one)
        seen |= marks
    return kept[:most]


def _foremost(one: Statement) -> tuple[int, int, bool, float, int]:
    measured = any(effect.drawable for effect in one.effects)
    return _SECTIONS.get(one.section, 2), one.rank, not measured, -float(one.score or 0), one.start


def _gravest(one: Statement) -> tuple[bool, int, int, float, int]:
    return one.risk_kind == _LIMIT, _SECTIONS.get(one.section, 2), one.rank, -float(one.score or 0), one.start
