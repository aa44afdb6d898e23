"""From judgements on pairs to claims and risks: one for a pair and a paper, beside what the rules found."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.assertion import Assertion, assess, find_citations
from extractors.claim import LEARNED, Argument, Claim, Direction, Predicate, Risk, RiskKind, Status
from extractors.claims.arguments import Resolver
from extractors.claims.context import find_qualifiers
from extractors.claims.valence import about_cancer, benefit_of
from extractors.document import Sentence
from extractors.evidence import cell_lines_in, evidence_at
from extractors.pipeline import Extraction
from extractors.relations.candidates import Candidate, Encoder
from extractors.relations.entities import Passage, Place
from extractors.relations.model import INDUCED, RELATED, Judgement, Model
from extractors.relations.reading import HARMS, has_body, keys_of, passages, told_by_rules
from extractors.risks.adverse import EVENT, find_treated, is_ailment
from extractors.risks.agents import is_spared
from extractors.risks.hazards import frequency_of, kind_of, severity_of
from extractors.risks.opposite import is_given_for, is_listed_less, is_reduced
from extractors.risks.pairs import overlap, speaks_against

RULE, ACROSS = LEARNED, f"{LEARNED}, across sentences"
# Corpora are abstracts about the very things that they relate; full texts name many more. Of forty pairs read from full
# texts with half these chances half were wrong. A sentence of the body is one of hundreds.
FULL_TEXT = {INDUCED: 0.5, RELATED: 0.6}
BODY = {INDUCED: 0.7, RELATED: 0.9}
ANYWHERE = {INDUCED: 0.0, RELATED: 0.0}
# What a paper treats is seldom what its drugs bring about.
TREATED = 0.6
# Below this chance a drug and a harm that stand near each other are taken for no event; of proteins that are given the
# corpora have too few to judge by.
DOUBT = 0.3
_JUDGED = frozenset({"CD"})

_S = TypeVar("_S", Claim, Risk)
Meaning = tuple[Predicate, Direction]
_CAUSES = (Predicate.CAUSES, Direction.INCREASE)
_STUDIED = (Predicate.STUDIED_FOR, Direction.NONE)
_TREATS = (Predicate.TREATS, Direction.NONE)
_MEANINGS: dict[str, Meaning] = {
    "Association": (Predicate.ASSOCIATED, Direction.NONE),
    "Positive_Correlation": (Predicate.CORRELATED, Direction.INCREASE),
    "Negative_Correlation": (Predicate.CORRELATED, Direction.DECREASE),
    "Bind": (Predicate.INTERACTS, Direction.NONE),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a pair that is judged to be related, and the passage that says so most surely."""

    passage: Passage
    candidate: Candidate
    meaning: Meaning
    score: float

    @property
    def harms(self) -> bool:
        """Tell whether the first of the pair brings about the second."""
        return self.meaning == _CAUSES

    @property
    def worsens(self) -> bool:
        """Tell whether there is more of a disease with a chemical."""
        return self.harms or (self.candidate.letters == "CD" and self.meaning[1] is Direction.INCREASE)

    @property
    def pair(self) -> frozenset[str]:
        """Return the two things."""
        return self.candidate.pair


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold the related pairs of a paper, each once, and those of which the first hardly harms by the second."""

    found: Sequence[Found]
    doubted: frozenset[frozenset[str]]


def find(extraction: Extraction, encoder: Encoder, model: Model) -> Reading:
    """Judge the pairs of a paper: as title and abstract have them, else as the surest sentence has.

    Sentences of the body are asked for more certainty than an abstract, or a text of a few sentences.
    """
    told = told_by_rules(extraction)
    best: dict[frozenset[str], Found] = {}
    harm: dict[frozenset[str], float] = {}
    floors = FULL_TEXT if has_body(extraction) else ANYWHERE
    for passage in passages(extraction):
        least = [max(model.least(head, whole=passage.whole), floor) for head, floor in floors.items()]
        for judgement in model(encoder(passage, told), whole=passage.whole):
            pair = judgement.candidate.pair
            if judgement.candidate.letters in _JUDGED:
                harm[pair] = max(harm.get(pair, 0.0), judgement.induced)
            found = _found(passage, judgement, least)
            known = best.get(pair)
            if found is not None and (known is None or (known.score < found.score and not known.passage.whole)):
                best[pair] = found
        floors = BODY if floors is FULL_TEXT else floors
    return Reading(tuple(best.values()), frozenset(pair for pair, chance in harm.items() if chance < DOUBT))


def _found(passage: Passage, judgement: Judgement, least: Sequence[float]) -> Found | None:
    candidate = judgement.candidate
    if judgement.induced >= least[INDUCED]:
        return Found(passage, candidate, _CAUSES, judgement.induced)
    if judgement.related < least[RELATED] or not (candidate.first.named and candidate.second.named):
        return None
    meaning = _MEANINGS[judgement.type]
    if candidate.letters == "CD" and judgement.type == "Negative_Correlation":
        meaning = _TREATS
    return Found(passage, candidate, meaning, judgement.related)


def add_to(extraction: Extraction, reading: Reading) -> tuple[tuple[Claim, ...], tuple[Risk, ...]]:
    """Return the claims and risks of a paper with those that were learned, in the order of the text.

    What the rules say of a pair stays as it is and gains in score where the model agrees; what they deny is not
    claimed. Only a harm that they take from words between two names goes where the model gives it little chance.
    """
    by_pair = {one.pair: one for one in reading.found}
    claims = [_confirmed(claim, _pairs(claim.subject, claim.object), by_pair) for claim in extraction.claims]
    kept = (risk for risk in extraction.risks if not _is_doubted(risk, reading.doubted))
    risks = [_confirmed(risk, _pairs(risk.agent, risk.hazard), by_pair) for risk in kept]
    said = {pair for claim in claims for pair in _pairs(claim.subject, claim.object)}
    # What a claim of the rules calls good, or denies, is no harm by what is learned.
    good = {pair for claim in claims if claim.benefit or claim.negated for pair in _pairs(claim.subject, claim.object)}
    warned = {pair for risk in risks if risk.kind in HARMS for pair in _pairs(risk.agent, risk.hazard)}
    writer, text = _Writer(extraction), extraction.document.text
    for one in reading.found:
        told = one.pair in said
        if one.pair in warned if one.harms else told:
            continue
        claim = writer.claim(one)
        if claim is not None:
            claims += () if told else (claim,)
            harms = claim.predicate is Predicate.CAUSES
            if harms and one.pair not in good and not is_spared(text, claim.sentence, claim.subject):
                risks.append(_risk(text, claim))
    return (
        tuple(sorted(claims, key=lambda claim: claim.sentence.start)),
        tuple(sorted(risks, key=lambda risk: risk.sentence.start)),
    )


def _pairs(subject: Argument | None, target: Argument) -> list[frozenset[str]]:
    if subject is None:
        return []
    return [frozenset((first, second)) for first in keys_of(subject) for second in keys_of(target)]


def _is_doubted(risk: Risk, doubted: frozenset[frozenset[str]]) -> bool:
    pairs = _pairs(risk.agent, risk.hazard) if risk.rule.startswith(EVENT) else []
    return bool(pairs) and doubted.issuperset(pairs)


def _confirmed(statement: _S, pairs: Sequence[frozenset[str]], found: dict[frozenset[str], Found]) -> _S:
    scores = [found[pair].score for pair in pairs if pair in found]
    best = max(scores, default=0.0)
    return replace(statement, score=round(best, 3)) if best > statement.score and not statement.negated else statement


class _Writer:
    """Make claims of one document."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction, self._document = extraction, extraction.document
        self._resolver = Resolver(self._document.text, extraction.links, extraction.interventions)
        self._cancer = about_cancer(f"{self._document.metadata.title}\n{self._document.text[:1500]}")

    def claim(self, found: Found) -> Claim | None:
        """Return the claim, in the nearest sentence that states something, be it no aim or method; else None.

        A disease that an agent is only said to be given for is what it is studied for, no harm of it.
        """
        studied: Claim | None = None
        for sentence, first, second in _places(found):
            subject, target = Resolver.named(first.link), Resolver.named(second.link)
            if found.harms and found.score < TREATED and target.key in self._treated:
                return None
            if not (found.worsens and self._is_opposed(found, sentence, subject, target)):
                claim = self._stated(found, sentence, subject, target)
                if claim is not None:
                    return claim
            elif studied is None and is_given_for(self._document.text, subject, target):
                studied = self._stated(replace(found, meaning=_STUDIED), sentence, subject, target)
        return studied

    def _stated(self, found: Found, sentence: Sentence, subject: Argument, target: Argument) -> Claim | None:
        """Return the claim where the sentence states something; else None."""
        role = self._document.role_at(sentence.start)
        citations = find_citations(self._document, sentence.start, sentence.end)
        assertion = assess(self._document, sentence, role, citations)
        if assertion.is_negated(target.start, target.end) or assertion.status is Status.METHOD:
            return None
        if not assertion.states(target.start, target.end):
            return None
        cites = tuple(dict.fromkeys(citation.key for citation in citations))
        return self._claimed(found, sentence, subject, target, assertion, cites)

    def _is_opposed(self, found: Found, sentence: Sentence, subject: Argument, target: Argument) -> bool:
        """Tell whether a sentence says that a harm is none, is treated or less, or comes of something else."""
        text = self._document.text
        if not is_ailment(text, sentence, target):
            return True
        if found.candidate.met:
            return speaks_against(text, sentence, subject, target)
        if is_reduced(text, sentence, target) or is_listed_less(text, sentence, target):
            return True
        return any(overlap(harm, target) and agent.key != subject.key for agent, harm in self._brought)

    @functools.cached_property
    def _brought(self) -> list[tuple[Argument, Argument]]:
        """Return what brings which harm by the rules."""
        return [(risk.agent, risk.hazard) for risk in self._extraction.risks if risk.agent is not None]

    @functools.cached_property
    def _treated(self) -> frozenset[str]:
        return find_treated(self._document.text, self._resolver)

    def _claimed(
        self,
        found: Found,
        sentence: Sentence,
        subject: Argument,
        target: Argument,
        assertion: Assertion,
        cites: tuple[str, ...],
    ) -> Claim:
        text, (predicate, direction) = self._document.text, found.meaning
        links = self._resolver.links_in(sentence.start, sentence.end)
        return Claim(
            paper=self._document.id,
            sentence=sentence,
            section=self._document.role_at(sentence.start),
            subject=subject,
            predicate=predicate,
            direction=direction,
            object=target,
            qualifiers=find_qualifiers(text, sentence, self._resolver, (subject, target)),
            certainty=assertion.certainty_at(target.start, target.end),
            status=assertion.status,
            evidence=evidence_at(
                self._document,
                self._extraction.evidence,
                sentence,
                target.start,
                cell_lines=cell_lines_in(links),
                status=assertion.status,
            ),
            benefit=benefit_of(predicate, direction, target, cancer=self._cancer, negated=False),
            cites=cites,
            rule=RULE if found.candidate.met else ACROSS,
            score=round(found.score, 3),
        )


def _places(found: Found) -> Iterator[tuple[Sentence, Place, Place]]:
    """Yield sentences with the two mentions to show, the best first; of like kinds the earlier one is the subject."""
    sentences, candidate = found.passage.sentences, found.candidate
    alike = candidate.letters[0] == candidate.letters[1]
    for _, one, other in candidate.met:
        first, second = (other, one) if alike and other.link.mention.start < one.link.mention.start else (one, other)
        yield sentences[one.sentence], first, second
    if not candidate.met:
        for second in candidate.second.places:
            first = min(candidate.first.places, key=lambda place: abs(place.sentence - second.sentence))
            yield sentences[second.sentence], first, second


def _risk(text: str, claim: Claim) -> Risk:
    """Return the harm that a claim tells of."""
    sentence, hazard = claim.sentence, claim.object
    return Risk(
        paper=claim.paper,
        sentence=sentence,
        section=claim.section,
        kind=kind_of(hazard.text, RiskKind.ADVERSE_EVENT),
        hazard=hazard,
        agent=claim.subject,
        qualifiers=claim.qualifiers,
        severity=severity_of(text, sentence.start, hazard.end),
        frequency=frequency_of(text, sentence.start, sentence.end, hazard.start),
        certainty=claim.certainty,
        status=claim.status,
        evidence=claim.evidence,
        cites=claim.cites,
        rule=f"claim: {claim.rule}",
        score=claim.score,
    )
