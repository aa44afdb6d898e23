"""Negation: cues and scopes, by token (BioScope as a table)."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement, Tally, judge_sets
from extractors.evaluate.score import Score
from extractors.evaluate.task import Measure, Task
from extractors.negation import find_negations

SCOPES, CUES, WHOLE = "scope tokens", "cue tokens", "scopes, strict"
_HEADER = ["sentence_id", "sentence", "cue_span", "scope_span", "target"]
_TOKEN = re.compile(r"\w+|[^\w\s]")
_KIND = "negation"

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold the cues and the scopes of one sentence."""

    cues: Spans
    scopes: Spans


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each sentence; rows of one sentence, a row a cue, become one case."""
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows.setdefault(row["sentence"], []).append(row)
    for number, (sentence, found) in enumerate(rows.items(), 1):
        negated = [row for row in found if float(row["target"])]
        cues = tuple(tuple(span) for row in negated for span in ast.literal_eval(row["cue_span"]))
        scopes = tuple(tuple(ast.literal_eval(row["scope_span"])) for row in negated)
        name = f"{found[0]['sentence_id']}#{number}"
        document = Document(id=name, text=sentence, source=path.name, format="bioscope")
        yield Case(id=name, documents=(document,), gold=Gold(cues=cues, scopes=scopes))


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the tokens of cues and scopes, and whole scopes; a token counts where it begins inside."""
    text, gold = case.document.text, case.gold
    found = [scope for scope in find_negations(text, weights=examinee.weights) if scope.full]
    cues = tuple((scope.cue_start, scope.cue_end) for scope in found)
    scopes = tuple((scope.start, scope.end) for scope in found)
    places = [match.start() for match in _TOKEN.finditer(text)]
    tallies = (
        _tokens(SCOPES, places, gold.scopes, scopes),
        _tokens(CUES, places, gold.cues, cues),
        judge_sets(WHOLE, _KIND, _noted(text, gold.scopes, gold.cues), _noted(text, scopes, cues)),
    )
    return Judgement(paper=case.id, tallies=tallies)


def _tokens(measure: str, places: Iterable[int], gold: Spans, found: Spans) -> Tally:
    inside = [(_covers(gold, place), _covers(found, place)) for place in places]
    score = Score(
        right=inside.count((True, True)), spurious=inside.count((False, True)), missed=inside.count((True, False))
    )
    return Tally(measure=measure, kind=_KIND, score=score)


def _covers(spans: Spans, place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _noted(text: str, scopes: Spans, cues: Spans) -> dict[tuple[int, int, str], str]:
    """Return the scopes with the cues inside as notes; their words stay out, for they are half of a sentence."""
    return {
        (start, end, "scope"): ", ".join(text[first:last].lower() for first, last in cues if start <= first < end)
        for start, end in scopes
    }


TASK = Task(
    name="negation",
    summary="negation cues and scopes (BioScope, tab-separated)",
    sniff=lambda path, first: first.split("\t") == _HEADER,
    read=read,
    judge=judge,
    measures=(Measure(name=SCOPES), Measure(name=CUES), Measure(name=WHOLE)),
    last_stage="sentences.",
)
