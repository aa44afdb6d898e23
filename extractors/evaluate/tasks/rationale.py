"""Rationales: do claims stand in the sentences of abstracts that bear out or refute a statement (SciFact)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Block, BlockKind, Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, tally
from extractors.evaluate.task import Measure, Task

COVERED = "rationale sentences with a claim or risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold the sentences of an abstract that are the rationale of some statement."""

    spans: tuple[tuple[int, int], ...]


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each abstract that holds a rationale; ``texts`` is the file of abstracts, by default beside."""
    corpus = texts or path.parent / "corpus.jsonl"
    if not corpus.is_file():
        raise ReaderError(path.name, "the abstracts are not here", advice="name their file: --texts FILE")
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        for paper, found in json.loads(line)["evidence"].items():
            wanted[paper].update(number for one in found for number in one["sentences"])
    with corpus.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if str(row["doc_id"]) in wanted:
                yield _case(str(row["doc_id"]), row["title"], row["abstract"], wanted[str(row["doc_id"])], corpus)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Count the rationale sentences in which a claim or a risk was found; only the recall means something."""
    extraction = examinee.read(case.document)
    said = [*(claim.sentence for claim in extraction.claims), *(risk.sentence for risk in extraction.risks)]
    facts = [
        Fact(
            state=State.RIGHT if any(s.start < end and start < s.end for s in said) else State.MISSED,
            text="rationale", start=start, end=end,
        )
        for start, end in case.gold.spans
    ]  # fmt: skip
    return Judgement(paper=case.id, tallies=(tally(COVERED, "sentence", facts),))


def _case(name: str, title: str, sentences: list[str], wanted: set[int], path: Path) -> Case:
    lines = [title, *(sentence.strip() for sentence in sentences)]
    text = f"{title}\n{' '.join(lines[1:])}"
    spans, place = [], len(title) + 1
    for number, sentence in enumerate(lines[1:]):
        if number in wanted:
            spans.append((place, place + len(sentence)))
        place += len(sentence) + 1
    blocks = (
        Block(start=0, end=len(title), kind=BlockKind.TITLE),
        Block(start=len(title) + 1, end=len(text), kind=BlockKind.PARAGRAPH),
    )
    document = Document(id=name, text=text, source=path.name, format="abstract", blocks=blocks)
    return Case(id=name, documents=(document,), gold=Gold(spans=tuple(spans)))


TASK = Task(
    name="rationale",
    summary="claims in rationale sentences (SciFact, JSON Lines)",
    sniff=lambda path, first: '"cited_doc_ids"' in first,
    read=read,
    judge=judge,
    measures=(Measure(name=COVERED),),
)
