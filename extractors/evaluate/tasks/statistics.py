"""Statistics: type, value, interval and p of passages and tables, exact (JSON Lines)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.claim import Effect
from extractors.document import Document
from extractors.effects import find_effects
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, tally
from extractors.evaluate.task import Measure, Task
from extractors.pipeline import Failure
from extractors.readers import read as read_papers
from extractors.tables import table_effects

EXACT, TYPES, VALUES, LEVELS = "statistics, exact", "statistics, by type", "type and value", "level of the interval"
TEXT, TABLE = "text", "table"
_NUMBERS = ("value", "sd", "ci_low", "ci_high", "p")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Hold all statistics of a part of a text, as rows of facts.

    ``digest`` begins the SHA-256 of the passage; empty where the text is given with the gold.
    """

    start: int
    end: int
    place: str
    rows: tuple[Mapping[str, Any], ...]
    digest: str = ""


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper.

    A line is an object with ``statistics`` and either ``id`` and ``text``, or ``paper`` (a file in the folder
    ``texts``), ``place``, ``start``, ``end`` and ``digest``: such gold holds no text. Papers that are not there, and
    passages that read otherwise there, are left out.

    Each of the statistics is an object with any of ``measure`` (several with a bar between where a reader may call it
    either way), ``value``, ``sd``, ``ci_low``, ``ci_high``, ``ci_level`` (a number, "IQR" or "range"),
    ``p_comparator`` and ``p``. Numbers are strings with a point and a plain minus sign. One with ``optional`` is
    neither missed nor wrong: a mark that a legend explains, the p of an interaction.
    """
    by_paper: dict[str, list[dict[str, Any]]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if "text" in row:
                yield _given(row, path.name)
            else:
                by_paper.setdefault(row["paper"], []).append(row)
    yield from _located(by_paper, path, texts)


def _given(row: Mapping[str, Any], source: str) -> Case:
    document = Document(id=row["id"], text=row["text"], source=source, format="statistics")
    whole = Passage(start=0, end=len(row["text"]), place=TEXT, rows=tuple(row["statistics"]))
    return Case(id=row["id"], documents=(document,), gold=(whole,))


def _located(by_paper: Mapping[str, Sequence[Mapping[str, Any]]], path: Path, texts: Path | None) -> Iterator[Case]:
    if by_paper and (texts is None or not any((texts / name).is_file() for name in by_paper)):
        raise ReaderError(path.name, "the papers that the gold speaks of are not here", advice="--texts FOLDER")
    for name in by_paper:
        file = texts / name if texts else Path(name)
        document = next(read_papers([str(file)]), None) if file.is_file() else None
        if document is not None and not isinstance(document, Failure):
            places = [_placed(row, document) for row in by_paper[name]]
            yield Case(id=file.stem, documents=(document,), gold=tuple(place for place in places if place))


def _placed(row: Mapping[str, Any], document: Document) -> Passage | None:
    """Return the passage where it is: at its place, or where the reader puts the same text now."""
    length = row["end"] - row["start"]
    for start in (row["start"], *(block.start for block in document.blocks)):
        if hashlib.sha256(document.text[start : start + length].encode()).hexdigest().startswith(row["digest"]):
            place = TABLE if row["place"] == TABLE else TEXT
            rows = tuple(row["statistics"])
            return Passage(start=start, end=start + length, place=place, rows=rows, digest=row["digest"])
    return None


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare what each passage says, each as often as it says it; no sign before p is the sign of equality."""
    tallies: list[Tally] = []
    for passage in case.gold:
        found = [fact for effect in _effects(case.document, passage) for fact in facts_of(effect)]
        tallies += _tallies(passage, found)
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _effects(document: Document, passage: Passage) -> Iterable[Effect]:
    if passage.place != TABLE or not document.tables:
        return find_effects(document.text, passage.start, passage.end)
    return [effect for effect in table_effects(document) if passage.start <= effect.start < passage.end]


def facts_of(effect: Effect) -> Iterator[dict[str, str]]:
    """Yield what an effect says as rows like those of the gold: its I2, tau2 and Q are rows of their own.

    >>> from extractors.effects import find_effects
    >>> for row in facts_of(find_effects("(SMD 0.3, p = .01; I2 = 40%)")[0]): print(row)
    {'measure': 'SMD', 'value': '0.3', 'p_comparator': '=', 'p': '0.01'}
    {'measure': 'I2', 'value': '40'}
    """
    own = {name: getattr(effect, name) for name in ("measure", "value", "sd", "ci_low", "ci_high", "ci_level")}
    if effect.spread_low is not None:
        own |= {"ci_low": effect.spread_low, "ci_high": effect.spread_high, "ci_level": effect.spread}
    p = {"p_comparator": effect.p_comparator, "p": effect.p} if effect.p is not None else {}
    others = {"I2": effect.i2_low, "tau2": effect.tau2, "Q": effect.q}
    general = [{"measure": name, "value": value} for name, value in others.items() if value is not None]
    if any(own[name] not in (None, "") for name in ("measure", "value", "ci_low")) or (p and not general):
        yield _written(own | p)
    elif p:
        general[0] |= p
    yield from map(_written, general)


def _written(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value not in (None, "")}


def _tallies(passage: Passage, found: Sequence[Mapping[str, str]]) -> Iterator[Tally]:
    for measure, names in ((EXACT, _NUMBERS), (VALUES, ("value",))):
        pairs, missed, spurious = pair(passage.rows, found, names)
        facts = [_fact(State.RIGHT, gold, passage) for gold, _ in pairs]
        facts += [_fact(State.MISSED, gold, passage) for gold in missed]
        facts += [_fact(State.SPURIOUS, row, passage) for row in spurious]
        yield tally(measure, passage.place, facts)
        if measure == EXACT:
            for kind in dict.fromkeys(fact.note for fact in facts):
                yield tally(TYPES, kind, [fact for fact in facts if fact.note == kind])
            levels = [(gold, row) for gold, row in pairs if gold.get("ci_level", "").isdigit()]
            yield tally(LEVELS, "interval", [_level(gold, row, passage) for gold, row in levels])


def _level(gold: Mapping[str, Any], row: Mapping[str, str], passage: Passage) -> Fact:
    same = gold["ci_level"] == row.get("ci_level", "")
    return _fact(State.RIGHT if same else State.MISSED, gold, passage)


def pair(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, str]], names: Sequence[str]
) -> tuple[list[tuple[Mapping[str, Any], Mapping[str, str]]], list[Mapping[str, Any]], list[Mapping[str, str]]]:
    """Return the pairs that are alike, the gold that is missed, and what is spurious; each row pairs off once.

    Gold with fewer names for its type comes first, and optional gold last, so that no other row takes their place.
    """
    left = list(found)
    pairs: list[tuple[Mapping[str, Any], Mapping[str, str]]] = []
    missed: list[Mapping[str, Any]] = []
    for row in sorted(gold, key=lambda row: (bool(row.get("optional")), row.get("measure", "").count("|"))):
        at = next((at for at, other in enumerate(left) if _alike(row, other, names)), None)
        if at is not None:
            other = left.pop(at)
            pairs += [] if row.get("optional") else [(row, other)]
        elif not row.get("optional") and _says(row, names):
            missed.append(row)
    return pairs, missed, [row for row in left if _says(row, names)]


def _says(row: Mapping[str, Any], names: Sequence[str]) -> bool:
    return any(name in row for name in names)


def _alike(gold: Mapping[str, Any], found: Mapping[str, str], names: Sequence[str]) -> bool:
    if found.get("measure", "") not in gold.get("measure", "").split("|") or not _says(gold, names):
        return False
    compared = "p" not in names or gold.get("p_comparator", "") == found.get("p_comparator", "")
    return compared and all(_number(gold.get(name)) == _number(found.get(name)) for name in names)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fact(state: State, row: Mapping[str, Any], passage: Passage) -> Fact:
    kind = str(row.get("measure", "")).split("|")[0] or ("interval" if "ci_low" in row else "p")
    words = [kind, *(f"{name} {row[name]}" for name in (*_NUMBERS, "ci_level") if name in row)]
    return Fact(state=state, text=" ".join(words), start=passage.start, end=passage.end, note=kind)


TASK = Task(
    name="statistics",
    summary="type, value, interval and p of passages and tables, exact (JSON Lines)",
    sniff=lambda path, first: first.startswith("{") and '"statistics"' in first,
    read=read,
    judge=judge,
    last_stage="sentences.",
    measures=(Measure(name=EXACT), Measure(name=TYPES, summed=False), Measure(name=VALUES), Measure(name=LEVELS)),
)
