from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import ReaderError
from extractors.evaluate.score import Score
from extractors.evaluate.tasks.statistics import EXACT, LEVELS, TABLE, TEXT, TYPES, judge, pair, read

_PAPER = (
    '<article article-type="research-article"><front><article-meta/></front><body><p>{first}</p>'
    "<p>Stroke was rarer (OR 0.63, 95% CI 0.49 to 0.81; P = .002).</p><table-wrap><label>Table 1</label><table>"
    "<tr><th/><th>HR (95% CI)</th></tr><tr><td>Age</td><td>1.2 (1.1–1.4)</td></tr></table></table-wrap></body>"
    "</article>"
)
_SENTENCE = "Stroke was rarer (OR 0.63, 95% CI 0.49 to 0.81; P = .002)."
_ROW = "Age | 1.2 (1.1–1.4)"
_OR = {
    "measure": "OR", "value": "0.630", "ci_low": "0.49", "ci_high": "0.81", "ci_level": "95", "p_comparator": "=",
    "p": "0.002",
}  # fmt: skip
_HR = {"measure": "HR|estimate", "value": "1.2", "ci_low": "1.1", "ci_high": "1.4", "ci_level": "90"}


def located(place: str, text: str, start: int, rows: list[Mapping[str, Any]]) -> str:
    """Return a line of gold that holds no text."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    line = {"paper": "one.xml", "place": place, "start": start, "end": start + len(text), "digest": digest}
    return json.dumps(line | {"statistics": rows}) + "\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold standard of a paper that lies beside it, with the places of an older reading."""
    (tmp_path / "one.xml").write_text(_PAPER.format(first="A first paragraph."), encoding="utf-8")
    path = tmp_path / "gold.jsonl"
    lines = [located("results", _SENTENCE, 3, [_OR]), located("table", _ROW, 9, [_HR])]
    path.write_text("".join(lines) + located("results", "gone", 0, [_OR]), encoding="utf-8")
    return path


def scores(gold: Path) -> dict[tuple[str, str], Score]:
    """Return the scores by measure and kind."""
    (case,) = read(gold, gold.parent)
    found: dict[tuple[str, str], Score] = {}
    for tally in judge(case, None).tallies:  # type: ignore[arg-type]
        found[tally.measure, tally.kind] = found.get((tally.measure, tally.kind), Score()) + tally.score
    return found


def test_passages_are_found_by_their_hash_and_lost_ones_left_out(gold: Path) -> None:
    (case,) = read(gold, gold.parent)
    assert [case.document.text[passage.start : passage.end] for passage in case.gold] == [_SENTENCE, _ROW]


def test_text_and_tables_are_counted_apart_and_types_too(gold: Path) -> None:
    found = scores(gold)
    assert found[EXACT, TEXT] == found[EXACT, TABLE] == found[TYPES, "OR"] == found[TYPES, "HR"] == Score(right=1)


def test_the_level_of_an_interval_is_a_measure_of_its_own(gold: Path) -> None:
    assert scores(gold)[LEVELS, "interval"] == Score(right=1, missed=1)


def test_gold_without_its_papers_says_what_is_needed(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="--texts"):
        list(read(gold, None))
    with pytest.raises(ReaderError, match="--texts"):
        list(read(gold, tmp_path / "elsewhere"))


def test_each_row_pairs_off_once_and_optional_ones_are_neither_missed_nor_wrong() -> None:
    rows = [{"measure": "mean", "value": "1.0"}, {"measure": "mean", "value": "1", "optional": True}, {"p": "0.5"}]
    found = [{"measure": "mean", "value": "1"}] * 3
    pairs, missed, spurious = pair(rows, found, ("value", "p"))
    assert [gold for gold, _ in pairs] == rows[:1]
    assert (missed, spurious) == ([{"p": "0.5"}], found[:1])


def test_a_type_may_be_called_two_things_but_no_third() -> None:
    rows = [{"measure": "mean|estimate", "value": "1"}]
    assert len(pair(rows, [{"measure": "estimate", "value": "1.0"}], ("value",))[0]) == 1
    assert len(pair(rows, [{"measure": "MD", "value": "1.0"}], ("value",))[1]) == 1
