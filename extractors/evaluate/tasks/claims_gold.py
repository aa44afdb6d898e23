"""Claims of sentences that were read by hand: both arguments, direction, and that nothing else is claimed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from extractors.claim import Argument, Claim, Direction, Predicate
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, tally
from extractors.evaluate.task import Measure, Task
from extractors.readers import read as read_papers

ARGUMENTS, POINTED, NAMED = "claims, both arguments", "claims, arguments and direction", "and predicate"
_OPPOSITE = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
_FAMILIES = {
    Predicate.ASSOCIATED: "associated",
    Predicate.CORRELATED: "associated",
    Predicate.INTERACTS: "interacts",
    Predicate.TREATS: "treats",
    Predicate.STUDIED_FOR: "treats",
    Predicate.APPROVED_FOR: "treats",
}

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Hold one claim that a sentence states; spans are offsets in the document, a place may have several names.

    An empty ``directions`` leaves the direction open. With ``carried`` an argument may also stand in another sentence.
    An ``optional`` claim may be found or not.
    """

    subject: _Spans
    object: _Spans
    comparator: _Spans
    directions: frozenset[Direction]
    family: str
    carried: bool
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold a sentence by its place, with what it claims."""

    start: int
    end: int
    claims: tuple[Expected, ...]


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper; ``texts`` is the folder that the file names begin in, and has to be given.

    A line is a sentence: ``file``, ``paper``, ``start``, ``end``, the first 16 digits of its SHA-256, and ``claims``,
    whose spans count from the beginning of the sentence. A sentence that has moved is found again by its hash.
    """
    if texts is None:
        raise ReaderError(path.name, "the papers are not here", advice="name their folder: --texts FOLDER")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name, listed in groupby(sorted(rows, key=_place), key=lambda row: row["file"]):
        wanted: dict[str, list[dict[str, Any]]] = {}
        for row in listed:
            wanted.setdefault(row["paper"], []).append(row)
        for paper in read_papers([texts / name]):
            if isinstance(paper, Document) and paper.id in wanted:
                gold = tuple(_gold(row, paper) for row in wanted.pop(paper.id))
                yield Case(id=f"{name} {paper.id}", documents=(paper,), gold=gold)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare what is claimed in the sentences that were read; the others of the paper do not count.

    Arguments agree where they share half of the shorter one; a claim that is told the other way round, from the
    comparator, agrees with its opposite. Several finds of one claim count once, an optional one not at all. What the
    paper as a whole relates is no claim of a sentence.
    """
    claims = [claim for claim in examinee.read(case.document).claims if not claim.of_paper]
    tallies: list[Tally] = []
    for measure in (ARGUMENTS, POINTED, NAMED):
        facts = [fact for gold in case.gold for fact in _compared(gold, claims, case.document.text, measure)]
        tallies.append(tally(measure, "claim", facts))
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _compared(gold: Gold, claims: Sequence[Claim], text: str, measure: str) -> Iterator[Fact]:
    there = [claim for claim in claims if claim.sentence.start < gold.end and gold.start < claim.sentence.end]
    agreeing = {id(claim): [one for one in gold.claims if _agrees(one, claim, gold, measure)] for claim in there}
    met = [one for found in agreeing.values() for one in found]
    sentence = text[gold.start : gold.end]
    for one in gold.claims:
        if not one.optional:
            state = State.RIGHT if one in met else State.MISSED
            yield Fact(state=state, text=_said(one, text), start=gold.start, end=gold.end, note=sentence)
    for claim in there:
        if not agreeing[id(claim)]:
            told = f"{claim.subject.text} | {claim.direction or '-'} | {claim.object.text} [{claim.rule}]"
            yield Fact(state=State.SPURIOUS, text=told, start=gold.start, end=gold.end, note=sentence)


def _agrees(one: Expected, claim: Claim, gold: Gold, measure: str) -> bool:
    direction = Direction.NO_CHANGE if claim.negated else claim.direction
    straight = _meets(one.subject, claim.subject, gold, carried=one.carried)
    turned = not straight and claim.comparator is not None and _meets(one.comparator, claim.subject, gold)
    if turned:
        direction = _OPPOSITE.get(direction, direction)
    if not (straight or turned) or not _meets(one.object, claim.object, gold, carried=one.carried):
        return False
    if measure == ARGUMENTS or not one.directions:
        return True
    if measure == NAMED and _FAMILIES.get(claim.predicate, "affects") != one.family:
        return False
    return direction in one.directions


def _meets(spans: _Spans, argument: Argument, gold: Gold, *, carried: bool = False) -> bool:
    if carried and not gold.start <= argument.start < gold.end:
        return True
    for start, end in spans:
        shared = min(end, argument.end) - max(start, argument.start)
        if shared > 0 and 2 * shared >= min(end - start, argument.end - argument.start):
            return True
    return False


def _said(one: Expected, text: str) -> str:
    subject = text[slice(*one.subject[0])] if one.subject else "(before)"
    target = text[slice(*one.object[0])] if one.object else "(before)"
    return f"{subject} | {'/'.join(sorted(d or '-' for d in one.directions))} | {target}"


def _place(row: Mapping[str, Any]) -> tuple[str, str, int]:
    return row["file"], row["paper"], row["start"]


def _gold(row: Mapping[str, Any], document: Document) -> Gold:
    start, length = _found(row, document)
    claims = tuple(_expected(claim, start) for claim in row["claims"])
    return Gold(start=start, end=start + length, claims=claims)


def _found(row: Mapping[str, Any], document: Document) -> tuple[int, int]:
    """Return where a sentence stands now and how long it is."""
    length = row["end"] - row["start"]
    places = (row["start"], *range(len(document.text) - length + 1))
    for start in places:
        sentence = document.text[start : start + length]
        if hashlib.sha256(sentence.encode()).hexdigest().startswith(row["sha256"]):
            return start, length
    raise ReaderError(document.id, "a sentence of the gold standard is not in this paper", advice="use its version")


def _expected(claim: Mapping[str, Any], offset: int) -> Expected:
    def spans(name: str) -> _Spans:
        return tuple((offset + start, offset + end) for start, end in claim.get(name, ()))

    return Expected(
        subject=spans("subject"),
        object=spans("object"),
        comparator=spans("comparator"),
        directions=frozenset(map(Direction, claim["direction"])),
        family=claim["family"],
        carried=claim.get("carried", False),
        optional=claim.get("optional", False),
    )


TASK = Task(
    name="claims-gold",
    summary="claims of sentences read by hand: arguments, direction, predicate (JSON Lines with offsets)",
    sniff=lambda path, first: first.startswith("{") and '"sha256"' in first and '"claims"' in first,
    read=read,
    judge=judge,
    measures=(Measure(name=ARGUMENTS), Measure(name=POINTED), Measure(name=NAMED)),
)
