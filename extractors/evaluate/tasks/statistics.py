"""Statistics: measure, value, interval and p of a passage, exact (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from extractors.claim import Effect
from extractors.document import Document
from extractors.effects import find_effects
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, judge_sets
from extractors.evaluate.task import Measure, Task

EXACT, VALUES = "statistics, exact", "measure and value"
_FIELDS = ("measure", "value", "ci_low", "ci_high", "p_comparator", "p")
_NUMBERS = frozenset({"value", "ci_low", "ci_high", "p"})


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each line: an object with ``id``, ``text`` and ``statistics``.

    Each of the statistics is an object with any of ``measure``, ``value``, ``ci_low``, ``ci_high``, ``p_comparator``
    and ``p``; numbers are strings as the text has them, with a point and a plain minus sign.
    """
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            document = Document(id=row["id"], text=row["text"], source=path.name, format="statistics")
            yield Case(id=row["id"], documents=(document,), gold=tuple(row["statistics"]))


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the tuples as sets; numbers compare as numbers, and no sign before p is the sign of equality."""
    found = [_fields(effect) for effect in find_effects(case.document.text)]
    tallies = (
        judge_sets(measure, "statistic", _texts(case.gold, names), _texts(found, names))
        for measure, names in ((EXACT, _FIELDS), (VALUES, _FIELDS[:2]))
    )
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _fields(effect: Effect) -> dict[str, str]:
    values = {name: getattr(effect, name) for name in _FIELDS}
    return {name: str(value) for name, value in values.items() if value is not None}


def _texts(statistics: Iterable[Mapping[str, str]], names: tuple[str, ...]) -> dict[str, str]:
    texts = (" ".join(_written(name, row.get(name, "")) for name in names).strip() for row in statistics)
    return {" ".join(text.split()): "" for text in texts if text}


def _written(name: str, value: str) -> str:
    if not value or (name == "p_comparator" and value == "="):
        return ""
    return f"{name}={format(Decimal(value).normalize(), 'f') if name in _NUMBERS else value}"


TASK = Task(
    name="statistics",
    summary="measure, value, interval and p, exact (JSON Lines with text and statistics)",
    sniff=lambda path, first: first.startswith("{") and '"statistics"' in first,
    read=read,
    judge=judge,
    last_stage="sentences.",
    measures=(Measure(name=EXACT), Measure(name=VALUES)),
)
