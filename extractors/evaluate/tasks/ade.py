"""Adverse drug effects: pairs of drug and effect in single sentences, those without any included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractors.claim import Argument, RiskKind
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, tally
from extractors.evaluate.task import Measure, Task
from extractors.pipeline import Extraction
from ontologies.term import Kind

PAIRS, NAMED = "pairs, overlap", "pairs, by any name"
_KINDS = (RiskKind.ADVERSE_EVENT, RiskKind.TOXICITY, RiskKind.DISEASE_PROMOTION)
_FIELDS = 8
_NEGATIVE = "ADE-NEG.txt"

Pair = tuple[str, str]
Places = Sequence[tuple[int, int]]


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

    Several found pairs may hit one gold pair, which counts once; what a procedure brings is no effect of a drug. The
    gold lists a thing once more under each of its names in a sentence ("hyponatraemia (HN)"), a risk names it once: in
    the second measure a found pair stands for all names that the system itself takes for the same thing.
    """
    extraction = examinee.read(case.document)
    risks = [risk for risk in extraction.risks if risk.kind in _KINDS and not risk.negated]
    found = [(risk.agent, risk.hazard) for risk in risks if risk.agent is not None and not _is_procedure(risk.agent)]
    tallies = []
    for measure, names in ((PAIRS, _place), (NAMED, _names)):
        placed = {
            (agent.text, hazard.text): (names(extraction, agent), names(extraction, hazard)) for agent, hazard in found
        }
        tallies.append(tally(measure, "drug -> effect", _compared(case, placed)))
    return Judgement(paper=case.id, tallies=tuple(tallies))


def _compared(case: Case, found: Mapping[Pair, tuple[Places, Places]]) -> Iterator[Fact]:
    text = case.document.text
    hits = {
        words: [pair for pair in case.gold if _touches(text, pair[0], drug) and _touches(text, pair[1], effect)]
        for words, (drug, effect) in found.items()
    }
    reached = {pair for pairs in hits.values() for pair in pairs}
    for pair in case.gold:
        yield Fact(state=State.RIGHT if pair in reached else State.MISSED, text=" -> ".join(pair))
    for words in sorted(words for words, pairs in hits.items() if not pairs):
        yield Fact(state=State.SPURIOUS, text=" -> ".join(words))


def _is_procedure(agent: Argument) -> bool:
    return agent.kind is Kind.INTERVENTION and agent.intervention is None


def _place(_: Extraction, argument: Argument) -> Places:
    return [(argument.start, argument.end)]


def _names(extraction: Extraction, argument: Argument) -> Places:
    """Return the places of an argument, of other names with the same term, and of its short or long form."""
    places = [(argument.start, argument.end)]
    if argument.curies:
        links = (link for link in extraction.links if link.term == argument.curies[0])
        places += [(link.mention.start, link.mention.end) for link in links]
    for form in extraction.short_forms:
        short, long = (form.short_start, form.short_end), (form.long_start, form.long_end)
        for one, other in ((short, long), (long, short)):
            if one[0] < argument.end and argument.start < one[1]:
                places.append(other)
    return places


def _touches(text: str, words: str, places: Places) -> bool:
    found: Iterator[re.Match[str]] = re.finditer(re.escape(words), text)
    return any(one.start() < end and start < one.end() for one in found for start, end in places)


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
    measures=(Measure(name=PAIRS), Measure(name=NAMED)),
)
