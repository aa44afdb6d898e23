"""Errors as a table: a line for each class of each error."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.evaluate.facts import Judgement
from extractors.evaluate.marks import errors_of

COLUMNS = ("paper", "class", "kind", "start", "end", "text", "ids", "found")
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def to_tsv(judgements: Iterable[Judgement]) -> str:
    """Return the errors, tab-separated with a header; ``found`` is what the system has in the place."""
    lines = [COLUMNS]
    for judgement in judgements:
        for mark in errors_of(judgement):
            place = ("" if mark.start is None else str(mark.start), "" if mark.end is None else str(mark.end))
            lines += [
                (judgement.paper, problem, mark.kind, *place, mark.text, mark.ids, mark.other)
                for problem in mark.problems
            ]
    return "".join("\t".join(cell.translate(_BREAKS) for cell in line) + "\n" for line in lines)
