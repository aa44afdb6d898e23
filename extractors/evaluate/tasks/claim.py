"""Claims: does one stand where annotators saw the evidence, and does it point the right way (Evidence Inference)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.claim import Claim, Direction
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, classed, tally
from extractors.evaluate.task import Average, Measure, Task
from extractors.readers import read as read_papers

COVERED, POINTED = "evidence spans with a claim", "direction where there is one"
_DIRECTIONS = {
    "significantly increased": Direction.INCREASE,
    "significantly decreased": Direction.DECREASE,
    "no significant difference": Direction.NO_CHANGE,
}
_OPPOSITE = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Prompt:
    """Hold one question of the corpus: what does the intervention do to the outcome, compared with the comparator?"""

    start: int
    end: int
    intervention: str
    comparator: str
    outcome: str
    direction: Direction


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper with the questions on it; ``texts`` is the folder of papers, by default beside.

    Questions whose evidence is not at its place in the text are left out.
    """
    prompts: dict[str, set[Prompt]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["offset_check"] == "match" and row["label"] in _DIRECTIONS:
            prompts.setdefault(row["pmcid"], set()).add(_prompt(row))
    folder = texts or path.parent / "papers"
    for name in sorted(prompts):
        yield Case(id=name, documents=(_document(folder / f"{name}.txt"),), gold=tuple(sorted(prompts[name])))


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Look for claims whose sentence touches the evidence; of several the one on the outcome's words is asked.

    The direction counts as seen from the intervention: a claim on the comparator is turned round.
    """
    claims = examinee.read(case.document).claims
    covered: list[Fact] = []
    pointed: list[Tally] = []
    for prompt in case.gold:
        there = [claim for claim in claims if claim.sentence.start < prompt.end and prompt.start < claim.sentence.end]
        state = State.RIGHT if there else State.MISSED
        covered.append(Fact(state=state, text=prompt.outcome, start=prompt.start, end=prompt.end))
        if there:
            claim = max(there, key=lambda claim: (_likeness(prompt.outcome, claim.object.text), claim.score))
            pointed += _pointed(prompt, claim)
    return Judgement(paper=case.id, tallies=(tally(COVERED, "span", covered), *pointed))


def _pointed(prompt: Prompt, claim: Claim) -> tuple[Tally, ...]:
    note = f"{prompt.intervention} v {prompt.comparator}: {prompt.outcome}"
    return classed(POINTED, prompt.direction, direction_for(prompt, claim), note)


def direction_for(prompt: Prompt, claim: Claim) -> Direction:
    """Return which way a claim points as seen from the intervention of the question."""
    moves = claim.direction in _OPPOSITE
    if claim.negated and moves:
        return Direction.NO_CHANGE
    ours, theirs, said = (_words(text) for text in (prompt.intervention, prompt.comparator, claim.subject.text))
    turned = len(said & (theirs - ours)) > len(said & (ours - theirs))
    return _OPPOSITE[claim.direction] if moves and turned else claim.direction


def _likeness(left: str, right: str) -> float:
    one, other = _words(left), _words(right)
    return len(one & other) / max(1, len(one | other))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]{3,}", text.lower()))


def _prompt(row: dict[str, str]) -> Prompt:
    return Prompt(
        start=int(row["start"]),
        end=int(row["end"]),
        intervention=row["intervention"],
        comparator=row["comparator"],
        outcome=row["outcome"],
        direction=_DIRECTIONS[row["label"]],
    )


def _document(path: Path) -> Document:
    if not path.is_file():
        raise ReaderError(path.name, "the text of the paper is not here", advice="name the folder: --texts FOLDER")
    papers: Sequence[object] = list(read_papers([path]))
    text = path.read_text(encoding="utf-8")
    if len(papers) == 1 and isinstance(papers[0], Document) and papers[0].text == text:
        return papers[0]
    raise ReaderError(path.name, "the text does not read as it stands in the file, so that offsets would not hold")


TASK = Task(
    name="claim",
    summary="claims at annotated evidence, and their direction (Evidence Inference, JSON Lines)",
    sniff=lambda path, first: first.startswith("{") and '"prompt_id"' in first,
    read=read,
    judge=judge,
    measures=(Measure(name=COVERED), Measure(name=POINTED, also=(Average.KINDS,))),
)
