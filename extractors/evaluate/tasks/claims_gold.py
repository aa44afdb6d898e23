"""Claims of sentences that were read by hand: both arguments, direction, and that nothing else is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.claim import Claim, Direction, Predicate
from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, tally
from extractors.evaluate.places import OPPOSITE, Spans, find_sentence, meets, read_rows, spans_of
from extractors.evaluate.task import Measure, Task

ARGUMENTS, POINTED, NAMED = "claims, both arguments", "claims, arguments and direction", "and predicate"
_FAMILIES = {
    Predicate.ASSOCIATED: "associated",
    Predicate.CORRELATED: "associated",
    Predicate.INTERACTS: "interacts",
    Predicate.TREATS: "treats",
    Predicate.STUDIED_FOR: "treats",
    Predicate.APPROVED_FOR: "treats",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Hold one claim that a sentence states; spans are offsets in the document, a place may have several names.

    An empty ``directions`` leaves the direction open. With ``carried`` an argument may also stand in another sentence.
    An ``optional`` claim may be found or not.
    """

    subject: Spans
    object: Spans
    comparator: Spans
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
    for name, paper, rows in read_rows(path, texts):
        yield Case(id=f"{name} {paper.id}", documents=(paper,), gold=tuple(_gold(row, paper) for row in rows))


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
    within = (gold.start, gold.end) if one.carried else None
    straight = meets(one.subject, claim.subject, within=within)
    turned = not straight and claim.comparator is not None and meets(one.comparator, claim.subject)
    if turned:
        direction = OPPOSITE.get(direction, direction)
    if not (straight or turned) or not meets(one.object, claim.object, within=within):
        return False
    if measure == ARGUMENTS or not one.directions:
        return True
    if measure == NAMED and _FAMILIES.get(claim.predicate, "affects") != one.family:
        return False
    return direction in one.directions


def _said(one: Expected, text: str) -> str:
    subject = text[slice(*one.subject[0])] if one.subject else "(before)"
    target = text[slice(*one.object[0])] if one.object else "(before)"
    return f"{subject} | {'/'.join(sorted(d or '-' for d in one.directions))} | {target}"


def _gold(row: Mapping[str, Any], document: Document) -> Gold:
    start, length = find_sentence(row, document)
    claims = tuple(_expected(claim, start) for claim in row["claims"])
    return Gold(start=start, end=start + length, claims=claims)


def _expected(claim: Mapping[str, Any], offset: int) -> Expected:
    return Expected(
        subject=spans_of(claim, "subject", offset),
        object=spans_of(claim, "object", offset),
        comparator=spans_of(claim, "comparator", offset),
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
