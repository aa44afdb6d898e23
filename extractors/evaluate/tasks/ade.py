"""Adverse drug effects: pairs of drug and effect in single sentences, those without any included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.claim import Argument, Risk, RiskKind
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, tally
from extractors.evaluate.task import Measure, Task

PAIRS = "pairs, overlap"
_KINDS = (RiskKind.ADVERSE_EVENT, RiskKind.TOXICITY, RiskKind.DISEASE_PROMOTION)
_FIELDS = 8
_NEGATIVE = "ADE-NEG.txt"

Pair = tuple[str, str]


def read(path: Path, texts: Path | None) -> list[Case]:
    """Return a case for each sentence: those with pairs from ``path``, those without from the file beside it.

    ``texts`` names the file of negative sentences where it is another one. Sentences are in the order of their hashes,
    so that the first so many of them are a sample of both sorts.
    """
    pairs: dict[str, set[Pair]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("|")
        if len(fields) == _FIELDS:
            pairs.setdefault(fields[1], set()).add((fields[5], fields[2]))
    negative = texts or path.parent / _NEGATIVE
    if not negative.is_file():
        raise ReaderError(path.name, "the sentences without effects are not here", advice="name the file: --texts FILE")
    for line in negative.read_text(encoding="utf-8").splitlines():
        pairs.setdefault(line.split(" ", 2)[-1], set())
    cases = [_case(sentence, sorted(found), path) for sentence, found in pairs.items()]
    return sorted(cases, key=lambda case: case.id)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare pairs: a found one is right where both its words overlap a place of the gold's words.

    Several found pairs may hit one gold pair, which counts once.
    """
    text = case.document.text
    risks = [risk for risk in examinee.read(case.document).risks if risk.kind in _KINDS and not risk.negated]
    found = [(risk.agent, risk) for risk in risks if risk.agent is not None]
    hits = [[pair for pair in case.gold if _agrees(text, pair, agent, risk)] for agent, risk in found]
    reached = {pair for pairs in hits for pair in pairs}
    facts = [Fact(state=State.RIGHT if pair in reached else State.MISSED, text=" -> ".join(pair)) for pair in case.gold]
    spurious = {
        f"{agent.text} -> {risk.hazard.text}" for (agent, risk), pairs in zip(found, hits, strict=True) if not pairs
    }
    facts += [Fact(state=State.SPURIOUS, text=words) for words in sorted(spurious)]
    return Judgement(paper=case.id, tallies=(tally(PAIRS, "drug -> effect", facts),))


def _agrees(text: str, pair: Pair, agent: Argument, risk: Risk) -> bool:
    return _touches(text, pair[0], agent) and _touches(text, pair[1], risk.hazard)


def _touches(text: str, words: str, argument: Argument) -> bool:
    places: Iterator[re.Match[str]] = re.finditer(re.escape(words), text)
    return any(place.start() < argument.end and argument.start < place.end() for place in places)


def _case(sentence: str, pairs: Sequence[Pair], path: Path) -> Case:
    name = hashlib.sha256(sentence.encode()).hexdigest()[:12]
    document = Document(id=name, text=sentence, source=path.name, format="ade")
    return Case(id=name, documents=(document,), gold=tuple(pairs))


TASK = Task(
    name="ade",
    summary="drug and adverse effect in a sentence (DRUG-AE.rel, beside it ADE-NEG.txt)",
    sniff=lambda path, first: len(first.split("|")) == _FIELDS and first.split("|")[0].isdigit(),
    read=read,
    judge=judge,
    measures=(Measure(name=PAIRS),),
)
