"""Setting, status and certainty of single claims, read by hand in real papers (JSON Lines)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extractors.assertion import assess, find_citations
from extractors.claim import Certainty, Setting, Status
from extractors.document import Document, Sentence
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, Tally, answer, tally
from extractors.evaluate.task import Average, Measure, Task
from extractors.evidence import evidence_at
from extractors.pipeline import Extraction
from extractors.readers import read as read_papers
from ontologies.term import Kind

SETTING, STATUS, CERTAINTY = "setting of claim", "status of claim", "certainty of claim"
KEPT_APART = "bench kept apart from people"
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Hold what a reader found of one claim.

    ``sentence`` is the first 16 digits of the SHA-256 of its sentence; ``subject`` and ``object`` count from its
    beginning. ``settings`` are those that a careful reader may name, `NONE` among them; empty where that could not be
    judged, as are ``status`` and ``certainty``.
    """

    sentence: str
    subject: tuple[int, int]
    object: tuple[int, int]
    settings: tuple[str, ...]
    status: str
    certainty: str


def read(path: Path, texts: Path | None) -> Iterator[Case]:
    """Yield a case for each paper; ``texts`` is the folder that the file names begin in, and has to be given."""
    if texts is None:
        raise ReaderError(path.name, "the papers are not here", advice="name their folder: --texts FOLDER")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name, listed in groupby(rows, key=lambda row: str(row["file"])):
        gold = tuple(
            Gold(
                sentence=row["sha256"],
                subject=(row["subject"][0], row["subject"][1]),
                object=(row["object"][0], row["object"][1]),
                settings=tuple(setting or NONE for setting in row["settings"] or ()),
                status=row["status"] or "",
                certainty=row["certainty"] or "",
            )
            for row in listed
        )
        papers = [paper for paper in read_papers([texts / name]) if isinstance(paper, Document)]
        if papers:
            yield Case(id=name, documents=(papers[0],), gold=gold)


def judge(case: Case, examinee: Examinee) -> Judgement:
    """Compare what is said of each claim that was read; whether the claim itself was found does not matter here."""
    extraction = examinee.read(case.document)
    places = {_digest(sentence.text): sentence for sentence in extraction.sentences}
    tallies = [one for gold in case.gold for one in _compared(gold, places.get(gold.sentence), extraction)]
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _compared(gold: Gold, sentence: Sentence | None, extraction: Extraction) -> Iterator[Tally]:
    setting, status, certainty = _said(gold, sentence, extraction) if sentence else ("", "", "")
    note = sentence.text if sentence else ""
    if gold.settings:
        expected = setting if setting in gold.settings else gold.settings[0]
        yield answer(SETTING, expected, expected=expected, given=setting, note=note)
        if Setting.CLINICAL not in gold.settings and NONE not in gold.settings:
            wrong = setting == Setting.CLINICAL
            state = State.MISSED if wrong else State.RIGHT
            yield tally(KEPT_APART, gold.settings[0], [Fact(state=state, text=setting, note=note)])
    if gold.status:
        yield answer(STATUS, gold.status, expected=gold.status, given=status, note=note)
    if gold.certainty:
        yield answer(CERTAINTY, gold.certainty, expected=gold.certainty, given=certainty, note=note)


def _said(gold: Gold, sentence: Sentence, extraction: Extraction) -> tuple[str, Status, Certainty]:
    """Return what the stages after this would say of a claim in this place."""
    document, start = extraction.document, sentence.start
    role = document.role_at(start)
    assertion = assess(document, sentence, role, find_citations(document, start, sentence.end))
    verb = start + max(gold.subject[0], gold.object[0], 1)
    lines = [
        mention.text
        for mention in extraction.mentions
        if mention.kind is Kind.CELL_LINE and start <= mention.start < sentence.end
    ]
    evidence = evidence_at(document, extraction.evidence, sentence, verb, cell_lines=lines, status=assertion.status)
    setting = evidence.settings[0] if evidence.settings else NONE
    return setting, assertion.status, assertion.certainty_at(verb - 1, verb)


TASK = Task(
    name="setting",
    summary="setting, status and certainty of claims that were read by hand (JSON Lines)",
    sniff=lambda path, first: first.startswith("{") and '"settings"' in first,
    read=read,
    judge=judge,
    last_stage="evidence.",
    measures=(
        Measure(name=SETTING, also=(Average.KINDS,)),
        Measure(name=KEPT_APART),
        Measure(name=STATUS, also=(Average.KINDS,)),
        Measure(name=CERTAINTY, also=(Average.KINDS,)),
    ),
)
