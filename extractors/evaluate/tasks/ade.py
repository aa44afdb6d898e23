"""Adverse drug effects: pairs of drug and effect in single sentences, those without any included."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.claim import Argument, RiskKind
from extractors.document import Document
from extractors.errors import ReaderError
from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Fact, Judgement, State, tally
from extractors.evaluate.task import Measure, Task
from extractors.pipeline import Extraction
from ontologies.term import Kind

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

    Several found pairs may hit one gold pair, which counts once. The gold lists a thing once more under each of its
    names in a sentence ("hyponatraemia (HN)"), a risk names it once: so a found pair stands for all names that the
    system itself takes for the same thing.
    """
    text, extraction = case.document.text, examinee.read(case.document)
    risks = [risk for risk in extraction.risks if risk.kind in _KINDS and not risk.negated]
    found = [(risk.agent, risk) for risk in risks if risk.agent is not None and not _is_procedure(risk.agent)]
    hits = [
        [
            (drug, effect)
            for drug, effect in case.gold
            if _touches(text, drug, _names(extraction, agent))
            and _touches(text, effect, _names(extraction, risk.hazard))
        ]
        for agent, risk in found
    ]
    reached = {pair for pairs in hits for pair in pairs}
    facts = [Fact(state=State.RIGHT if pair in reached else State.MISSED, text=" -> ".join(pair)) for pair in case.gold]
    spurious = {
        f"{agent.text} -> {risk.hazard.text}" for (agent, risk), pairs in zip(found, hits, strict=True) if not pairs
    }
    facts += [Fact(state=State.SPURIOUS, text=words) for words in sorted(spurious)]
    return Judgement(paper=case.id, tallies=(tally(PAIRS, "drug -> effect", facts),))


def _is_procedure(agent: Argument) -> bool:
    return agent.kind is Kind.INTERVENTION and agent.intervention is None


def _names(extraction: Extraction, argument: Argument) -> list[tuple[int, int]]:
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


def _touches(text: str, words: str, places: Sequence[tuple[int, int]]) -> bool:
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
    measures=(Measure(name=PAIRS),),
)
