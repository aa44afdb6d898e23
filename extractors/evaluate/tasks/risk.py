"""Risks of sentences that were marked: the hazard, who brings it, and whether it is denied."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.claim import Risk, RiskKind
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, tally
from extractors.evaluate.places import Spans, find_sentence, meets, read_rows, spans_of
from extractors.evaluate.task import Average, Measure, Task
from extractors.readers.text import document

HAZARDS, WHOLE = "risks, kind and hazard", "and agent, denied or not"
HARM = "harm"
_CLASSES = {
    RiskKind.EVIDENCE_LIMITATION: "limit",
    RiskKind.INTERACTION: "interaction",
    RiskKind.CONTRAINDICATION: "contraindication",
    RiskKind.OVERCLAIMING: "overclaiming",
    RiskKind.DELAY_OF_CARE: "delay of care",
}
_ANY = "any"
_ARTICLE = '"sentences":'


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Hold one risk that a sentence states; spans are offsets in the document, a place may have several names.

    ``kind`` is harm, limit or another class of `RiskKind`, or "any". Without ``agent`` whoever brings the harm stands
    elsewhere, and what is found for it does not matter. An ``optional`` risk may be found or not.
    """

    kind: str
    hazard: Spans
    agent: Spans
    negated: bool
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold a sentence by its place, with its risks."""

    start: int
    end: int
    risks: tuple[Expected, ...]


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper or article.

    A line is a sentence of a paper: ``file``, ``paper``, ``start``, ``end``, the first 16 digits of its SHA-256, and
    ``risks``, whose spans count from the beginning of the sentence; ``texts`` is the folder that the file names begin
    in, and has to be given. Or a line is an article of our own: ``id`` and ``sentences``, each with its ``text``, the
    number of its ``paragraph`` and its ``risks``, whose hazard and agent are words of the sentence and of the article.
    """
    with path.open(encoding="utf-8") as lines:
        first = lines.readline()
        if _ARTICLE in first:
            yield from (_article(json.loads(line)) for line in (first, *lines))
            return
    for name, paper, rows in read_rows(path, texts):
        gold = []
        for row in rows:
            start, length = find_sentence(row, paper)
            risks = tuple(_expected(risk, start) for risk in row["risks"])
            gold.append(Gold(start=start, end=start + length, risks=risks))
        yield Case(id=f"{name} {paper.id}", documents=(paper,), gold=tuple(gold))


def _article(row: Mapping[str, Any]) -> Case:
    text, starts = "", []
    for number, sentence in enumerate(row["sentences"]):
        new = sentence["paragraph"] != row["sentences"][number - 1]["paragraph"]
        text += ("\n\n" if new else " ") if number else ""
        starts.append(len(text))
        text += sentence["text"]
    gold = []
    for sentence, start in zip(row["sentences"], starts, strict=True):
        risks = tuple(_told(risk, text, sentence["text"], start) for risk in sentence.get("risks", ()))
        gold.append(Gold(start=start, end=start + len(sentence["text"]), risks=risks))
    return Case(id=row["id"], documents=(document(text, f"{row['id']}.txt"),), gold=tuple(gold))


def _told(risk: Mapping[str, Any], text: str, sentence: str, start: int) -> Expected:
    at = start + sentence.index(risk["hazard"])
    name = risk.get("agent", "").strip()
    places = re.finditer(rf"(?<!\w){re.escape(name)}", text, re.IGNORECASE) if name else ()
    return Expected(
        kind=_CLASSES.get(RiskKind(risk["kind"]), HARM),
        hazard=((at, at + len(risk["hazard"])),),
        agent=tuple(place.span() for place in places),
        negated=risk.get("negated", False),
        optional=risk.get("optional", False),
    )


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare the risks of the sentences that were read; the others of the paper do not count.

    A limit agrees where it shares a character with the gold's words, a harm where it shares half of the shorter one.
    """
    risks = examinee.read(case.document).risks
    facts: dict[tuple[str, str], list[Fact]] = {}
    for measure in (HAZARDS, WHOLE):
        for gold in case.gold:
            for kind, fact in _compared(gold, risks, case.document.text, measure):
                facts.setdefault((measure, kind), []).append(fact)
    return Judgement(paper=case.id, tallies=tuple(tally(*key, found) for key, found in facts.items()))


def _compared(gold: Gold, risks: Sequence[Risk], text: str, measure: str) -> Iterator[tuple[str, Fact]]:
    there = [risk for risk in risks if gold.start <= risk.hazard.start < gold.end]
    agreeing = {id(risk): [one for one in gold.risks if _agrees(one, risk, measure)] for risk in there}
    met = [one for found in agreeing.values() for one in found]
    sentence = text[gold.start : gold.end]
    for one in gold.risks:
        if not one.optional:
            state = State.RIGHT if one in met else State.MISSED
            said = text[slice(*one.hazard[0])]
            yield HARM if one.kind == _ANY else one.kind, Fact(state=state, text=said, start=gold.start, note=sentence)
    for risk in there:
        if not agreeing[id(risk)]:
            agent = risk.agent.text if risk.agent else "-"
            told = f"{'not ' if risk.negated else ''}{agent} -> {risk.hazard.text} [{risk.rule}]"
            yield _class(risk), Fact(state=State.SPURIOUS, text=told, start=gold.start, note=sentence)


def _class(risk: Risk) -> str:
    return _CLASSES.get(risk.kind, HARM)


def _agrees(one: Expected, risk: Risk, measure: str) -> bool:
    if one.kind not in {_ANY, _class(risk)} or not meets(one.hazard, risk.hazard, loosely=one.kind != HARM):
        return False
    if measure == HAZARDS:
        return True
    agent = not one.agent or (risk.agent is not None and meets(one.agent, risk.agent))
    return agent and one.negated == risk.negated


def _expected(risk: Mapping[str, Any], offset: int) -> Expected:
    return Expected(
        kind=risk["kind"],
        hazard=spans_of(risk, "hazard", offset),
        agent=spans_of(risk, "agent", offset),
        negated=risk.get("negated", False),
        optional=risk.get("optional", False),
    )


TASK = Task(
    name="risk",
    summary="risks of marked sentences: hazard, agent, denial (JSON Lines)",
    sniff=lambda path, first: (
        first.startswith("{") and '"risks"' in first and ('"sha256"' in first or _ARTICLE in first)
    ),
    read=read,
    judge=judge,
    measures=(Measure(name=HAZARDS, also=(Average.KINDS,)), Measure(name=WHOLE)),
)
