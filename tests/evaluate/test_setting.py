from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.claim import Evidence, Setting
from extractors.document import Sentence
from extractors.errors import ReaderError
from extractors.evaluate.examination import examine
from extractors.evaluate.tasks import find_task, guess_task
from extractors.pipeline import Extraction, Pipeline

TEXT = "Zinc lowered growth, as seen before."
WORDS = "Zinc lowered growth of cells in culture."


def row(sentence: str, settings: list[str]) -> str:
    digest = hashlib.sha256(sentence.encode()).hexdigest()[:16]
    return json.dumps(
        {"file": "paper.txt", "sha256": digest, "subject": [0, 4], "object": [13, 19], "settings": settings,
         "status": "finding", "certainty": "asserted"},
    )  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "paper.txt").write_text(f"On zinc\n\n{TEXT} {WORDS}\n", encoding="utf-8")
    path = tmp_path / "settings.jsonl"
    path.write_text("\n".join([row(TEXT, ["in vitro"]), row(WORDS, ["in vitro", ""])]) + "\n", encoding="utf-8")
    return path


def reading(extraction: Extraction) -> Extraction:
    text = extraction.document.text
    sentences = tuple(Sentence(start=text.index(s), end=text.index(s) + len(s), text=s) for s in (TEXT, WORDS))
    return replace(extraction, sentences=sentences, evidence=Evidence(settings=(Setting.CLINICAL,)))


def test_a_dish_that_is_taken_for_people_counts_by_itself(gold: Path) -> None:
    task = guess_task(gold)
    assert task.name == "setting"
    (judgement,) = examine(task, task.read(gold, gold.parent), Pipeline((("test", reading),)))
    found = {(tally.measure, tally.score.right, tally.score.missed) for tally in judgement.tallies}
    assert ("setting of claim", 1, 0) in found
    assert ("setting of claim", 0, 1) in found
    assert ("bench kept apart from people", 0, 1) in found


def test_a_sentence_that_is_not_found_is_missed(gold: Path) -> None:
    task = find_task("setting")
    nothing = Pipeline((("nothing", lambda extraction: extraction),))
    (judgement,) = examine(task, task.read(gold, gold.parent), nothing)
    assert {tally.score.right for tally in judgement.tallies if tally.measure == "setting of claim"} == {0}


def test_the_folder_of_the_papers_has_to_be_named(gold: Path) -> None:
    with pytest.raises(ReaderError, match="--texts"):
        list(find_task("setting").read(gold, None))
