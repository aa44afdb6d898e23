from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.claim import Argument, Risk, RiskKind
from extractors.document import Role, Sentence
from extractors.errors import ReaderError
from extractors.evaluate.examination import examine
from extractors.evaluate.tasks import find_task, guess_task
from extractors.pipeline import Extraction, Pipeline
from ontologies.term import Kind

TEXT = "Zinc caused nausea and rash."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "paper.txt").write_text(f"On zinc\n\n{TEXT}\n", encoding="utf-8")
    risks = [
        {"kind": "harm", "agent": [[0, 4]], "hazard": [[12, 18]]},
        {"kind": "harm", "hazard": [[23, 27]], "optional": True},
    ]
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    row = {"file": "paper.txt", "paper": "paper", "start": 0, "end": len(TEXT), "sha256": digest, "risks": risks}
    path = tmp_path / "risks.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def finding(hazard: str, agent: str, *, negated: bool = False) -> Pipeline:
    def run(extraction: Extraction) -> Extraction:
        text = extraction.document.text
        at = text.index(TEXT)

        def place(words: str) -> Argument:
            start = text.index(words, at)
            return Argument(start=start, end=start + len(words), text=words, kind=Kind.CHEMICAL)

        risk = Risk(
            paper=extraction.document.id,
            sentence=Sentence(start=at, end=at + len(TEXT), text=TEXT),
            section=Role.RESULTS,
            kind=RiskKind.ADVERSE_EVENT,
            hazard=place(hazard),
            agent=place(agent),
            negated=negated,
        )
        return replace(extraction, risks=(risk,))

    return Pipeline((("test", run),))


def scores(gold: Path, pipeline: Pipeline) -> dict[str, tuple[int, int, int]]:
    task = guess_task(gold)
    assert task.name == "risk"
    (judgement,) = examine(task, task.read(gold, gold.parent), pipeline)
    return {one.measure: (one.score.right, one.score.spurious, one.score.missed) for one in judgement.tallies}


@pytest.mark.parametrize(
    ("pipeline", "hazard", "whole"),
    [
        (finding("nausea", "Zinc"), (1, 0, 0), (1, 0, 0)),
        (finding("nausea", "rash"), (1, 0, 0), (0, 1, 1)),
        (finding("nausea", "Zinc", negated=True), (1, 0, 0), (0, 1, 1)),
        (finding("rash", "Zinc"), (0, 0, 1), (0, 0, 1)),
        (finding("caused", "Zinc"), (0, 1, 1), (0, 1, 1)),
    ],
)
def test_a_risk_agrees_in_hazard_agent_and_denial(
    gold: Path, pipeline: Pipeline, hazard: tuple[int, int, int], whole: tuple[int, int, int]
) -> None:
    assert scores(gold, pipeline) == {"risks, kind and hazard": hazard, "and agent, denied or not": whole}


def test_risks_need_the_folder_of_their_papers(gold: Path) -> None:
    with pytest.raises(ReaderError, match="--texts"):
        list(find_task("risk").read(gold, None))
