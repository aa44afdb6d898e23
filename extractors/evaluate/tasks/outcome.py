"""Participants, interventions and outcomes of trials, by token (EBM-NLP as CoNLL)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, Tally
from extractors.evaluate.score import Score
from extractors.evaluate.task import Average, Measure, Task
from extractors.pipeline import Extraction
from ontologies.term import Kind

TOKENS = "tokens"
_START = "-DOCSTART-"
# What of ours answers for a class: drugs are interventions in trials, and trials name participants by their disease.
# Chosen on 150 abstracts, where diseases as outcomes would gain 0.03 there and lose precision.
CLASSES: dict[str, tuple[str, frozenset[Kind]]] = {
    "I-PAR": ("participants", frozenset({Kind.SPECIES, Kind.DISEASE})),
    "I-INT": ("interventions", frozenset({Kind.INTERVENTION, Kind.CHEMICAL})),
    "I-OUT": ("outcomes", frozenset({Kind.OUTCOME, Kind.PROCESS, Kind.PHENOTYPE})),
}
_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", ")", "]", "%", "'s"})
_NO_SPACE_AFTER = frozenset({"(", "["})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold where each token begins and its label."""

    starts: tuple[int, ...]
    labels: tuple[str, ...]


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each abstract: a token a line, its label last; the text is put together from the tokens."""
    name, tokens, labels = "", list[str](), list[str]()
    with path.open(encoding="utf-8") as file:
        for line in [*file, f"{_START} ()"]:
            fields = line.split()
            if line.startswith(_START):
                if tokens:
                    yield _case(name, tokens, labels, path)
                name, tokens, labels = line[len(_START) :].strip().strip("()"), [], []
            elif fields:
                tokens.append(fields[0])
                labels.append(fields[-1])


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Count tokens of each class; a token counts where it begins inside a mention of a kind that answers for it."""
    extraction = examinee.read(case.document)
    tallies = (
        _tally(case.gold, label, title, _covered(extraction, kinds)) for label, (title, kinds) in CLASSES.items()
    )
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _tally(gold: Gold, label: str, title: str, covered: set[int]) -> Tally:
    pairs = [(own == label, start in covered) for start, own in zip(gold.starts, gold.labels, strict=True)]
    score = Score(
        right=pairs.count((True, True)), spurious=pairs.count((False, True)), missed=pairs.count((True, False))
    )
    return Tally(measure=TOKENS, kind=title, score=score)


def _covered(extraction: Extraction, kinds: frozenset[Kind]) -> set[int]:
    spans = [(mention.start, mention.end) for mention in extraction.mentions if mention.kind in kinds]
    if Kind.INTERVENTION in kinds:
        spans += [(intervention.start, intervention.end) for intervention in extraction.interventions]
    return {place for start, end in spans for place in range(start, end)}


def _case(name: str, tokens: Sequence[str], labels: Sequence[str], path: Path) -> Case:
    text, starts = "", []
    for number, token in enumerate(tokens):
        tight = token in _NO_SPACE_BEFORE or (number and tokens[number - 1] in _NO_SPACE_AFTER)
        text += "" if tight or not text else " "
        starts.append(len(text))
        text += token
    document = Document(id=name, text=text, source=path.name, format="ebm-nlp")
    return Case(id=name, documents=(document,), gold=Gold(starts=tuple(starts), labels=tuple(labels)))


TASK = Task(
    name="outcome",
    summary="participants, interventions and outcomes by token (EBM-NLP, CoNLL)",
    sniff=lambda path, first: first.startswith(_START),
    read=read,
    judge=judge,
    last_stage="interventions.",
    measures=(Measure(name=TOKENS, also=(Average.KINDS,)),),
)
