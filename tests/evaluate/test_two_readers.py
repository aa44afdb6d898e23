"""Two readers of the same articles are compared as the extractor is with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.readers import compare
from extractors.evaluate.tasks.risk import WHOLE

TEXT = "Fennel drops and mint oil brought rashes and fits."


def article(path: Path, *risks: dict[str, Any]) -> Path:
    sentences = [{"text": TEXT, "paragraph": 0, "risks": list(risks)}]
    path.write_text(json.dumps({"id": "x", "sentences": sentences}, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def test_what_both_mark_is_right_and_doubts_of_one_do_not_count(tmp_path: Path) -> None:
    rashes = {"kind": "adverse event", "hazard": "rashes", "agent": "fennel drops"}
    fits = {"kind": "adverse event", "hazard": "fits", "agent": "mint oil"}
    doubtful = {"kind": "evidence limitation", "hazard": "and", "agent": "", "optional": True}
    first = article(tmp_path / "first.jsonl", rashes, fits)
    second = article(tmp_path / "second.jsonl", rashes, {**fits, "agent": "fennel drops"}, doubtful)
    hazards, whole = compare(first, second), compare(first, second, WHOLE)
    assert (hazards.right, hazards.spurious, hazards.missed) == (2, 0, 0)
    assert (whole.right, whole.spurious, whole.missed) == (1, 1, 1)
