"""Binding: does a number stand with the claim that it belongs to (sentences and rows of tables read by hand)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.claim import Claim, Direction, Effect
from extractors.claims.binding import is_statistic
from extractors.document import Document
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, answer, tally
from extractors.evaluate.places import OPPOSITE, Spans, find_sentence, meets, read_rows, spans_of
from extractors.evaluate.task import Measure, Task

BOUND, WHAT, POINTED, ARM = "number with its claim", "number with its outcome", "and direction", "arm of a value"
_OTHER_ARM = {"subject": "comparator", "comparator": "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Hold one statistic with what it is about; spans are offsets in the document, a place may have several names.

    ``numbers`` are the digits of the statistic, each by its place. ``arm`` says whose value it is, where it is that of
    one arm. With ``carried_subject`` or ``carried_object`` the argument may stand outside the passage.
    """

    numbers: Spans
    object: Spans
    subject: Spans
    comparator: Spans
    directions: frozenset[Direction]
    arm: str
    carried_object: bool
    carried_subject: bool
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Hold a sentence, or a row of a table, with the numbers that belong to a claim; the others belong to none."""

    start: int
    end: int
    place: str
    numbers: tuple[Number, ...]

    @property
    def stretch(self) -> tuple[int, int]:
        """Return where it begins and ends."""
        return self.start, self.end


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper; ``texts`` is the folder that the file names begin in, and has to be given.

    A line is a passage: ``file``, ``paper``, ``place`` (text or table), ``start``, ``end``, the first 16 digits of its
    SHA-256, and ``effects``, whose spans count from the beginning of the passage. Those of a table may lie outside the
    row, in heads or caption. A passage that has moved is found again by its hash.
    """
    for name, paper, rows in read_rows(path, texts):
        yield Case(id=f"{name} {paper.id}", documents=(paper,), gold=tuple(_passage(row, paper) for row in rows))


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare what the statistics of claims stand in the passages with what they belong to.

    A statistic that is bound is right where the claim is about the same outcome, and its subject is the subject or
    the comparator of the gold; the direction is turned round with the latter. It counts once if right, and once as
    wrong if it stands in a wrong claim as well.
    """
    claims = examinee.read(case.document).claims
    tallies: list[Tally] = []
    for passage in case.gold:
        pairs = _pairs(passage, claims)
        for measure in (BOUND, WHAT, POINTED):
            tallies.append(tally(measure, passage.place, _facts(passage, pairs, measure, case.document.text)))
        tallies += _arms(passage, pairs)
    return Judgement(paper=case.id, tallies=tuple(tallies))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Hold a statistic of a claim, with the gold that has its digits, if any."""

    effect: Effect
    claim: Claim
    gold: Number | None


def _pairs(passage: Passage, claims: Sequence[Claim]) -> list[_Pair]:
    there = (
        (effect, claim)
        for claim in claims
        for effect in claim.statistics
        if is_statistic(effect) and passage.start <= effect.start < passage.end
    )
    return [_Pair(effect, claim, _gold_of(effect, passage.numbers)) for effect, claim in there]


def _gold_of(effect: Effect, numbers: Sequence[Number]) -> Number | None:
    """Return the gold that shares most digits with a statistic."""
    best = max(numbers, key=lambda one: _shared(effect, one), default=None)
    return best if best is not None and _shared(effect, best) else None


def _shared(effect: Effect, number: Number) -> int:
    return sum(effect.start <= start and end <= effect.end for start, end in number.numbers)


def _facts(passage: Passage, pairs: Sequence[_Pair], measure: str, text: str) -> Iterator[Fact]:
    met = [pair.gold for pair in pairs if pair.gold and _agrees(pair.gold, pair.claim, passage, measure)]
    whole = text[passage.start : passage.end]
    for number in passage.numbers:
        if not number.optional:
            state = State.RIGHT if number in met else State.MISSED
            yield Fact(state=state, text=_said(number, text), start=passage.start, end=passage.end, note=whole)
    wrong: dict[tuple[int, int], _Pair] = {}
    for pair in pairs:
        if not (pair.gold and (pair.gold.optional or _agrees(pair.gold, pair.claim, passage, measure))):
            wrong.setdefault((pair.effect.start, pair.effect.end), pair)
    for pair in wrong.values():
        claim = pair.claim
        told = f"{pair.effect.text}: {claim.subject.text} | {claim.direction or '-'} | {claim.object.text}"
        said = f"{told} [{claim.rule}]"
        yield Fact(state=State.SPURIOUS, text=said, start=passage.start, end=passage.end, note=whole)


def _agrees(number: Number, claim: Claim, passage: Passage, measure: str) -> bool:
    if not meets(number.object, claim.object, within=passage.stretch if number.carried_object else None):
        return False
    straight = _is_straight(number, claim, passage)
    if measure == WHAT:
        return True
    if not straight and not meets(number.comparator, claim.subject):
        return False
    direction = Direction.NO_CHANGE if claim.negated else claim.direction
    if not straight:
        direction = OPPOSITE.get(direction, direction)
    return measure == BOUND or not number.directions or direction in number.directions


def _is_straight(number: Number, claim: Claim, passage: Passage) -> bool:
    """Tell whether the subject of a claim is that of the gold, not its comparator."""
    return meets(number.subject, claim.subject, within=passage.stretch if number.carried_subject else None)


def _arms(passage: Passage, pairs: Sequence[_Pair]) -> Iterator[Tally]:
    """Yield for each value of one arm that is with its claim, whether it is known to be that arm's."""
    seen: set[Number] = set()
    for pair in pairs:
        number = pair.gold
        if number is None or not number.arm or number in seen or not _agrees(number, pair.claim, passage, BOUND):
            continue
        seen.add(number)
        expected = number.arm if _is_straight(number, pair.claim, passage) else _OTHER_ARM[number.arm]
        yield answer(ARM, passage.place, expected=expected, given=pair.effect.arm, note=pair.effect.text)


def _said(number: Number, text: str) -> str:
    digits = " ".join(text[start:end] for start, end in number.numbers)
    subject, target = (text[slice(*spans[0])] if spans else "(before)" for spans in (number.subject, number.object))
    return f"{digits}: {subject} | {'/'.join(sorted(number.directions))} | {target}"


def _passage(row: Mapping[str, Any], document: Document) -> Passage:
    start, length = find_sentence(row, document)
    numbers = tuple(_number(effect, start) for effect in row["effects"])
    return Passage(start=start, end=start + length, place=row["place"], numbers=numbers)


def _number(effect: Mapping[str, Any], offset: int) -> Number:
    def spans(name: str) -> Spans:
        return spans_of(effect, name, offset)

    return Number(
        numbers=spans("numbers"),
        object=spans("object"),
        subject=spans("subject"),
        comparator=spans("comparator"),
        directions=frozenset(map(Direction, effect.get("direction", ()))),
        arm=effect.get("arm", ""),
        carried_object=effect.get("carried_object", False),
        carried_subject=effect.get("carried_subject", False),
        optional=effect.get("optional", False),
    )


TASK = Task(
    name="binding",
    summary="which number belongs to which claim, in sentences and rows of tables read by hand (JSON Lines)",
    sniff=lambda path, first: first.startswith("{") and '"sha256"' in first and '"effects"' in first,
    read=read,
    judge=judge,
    measures=(Measure(name=BOUND), Measure(name=WHAT), Measure(name=POINTED), Measure(name=ARM)),
)
