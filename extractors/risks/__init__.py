"""What a paper says of harm, and of the limits of what it knows.

Risks come from claims whose change is a harm, from a drug and a harm that a sentence joins (`adverse`), and from
phrases that are warnings by themselves (`limits`). A mitigation is what the text says avoids the same hazard.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.assertion import Assertion, assess, find_citations
from extractors.claim import Argument, Certainty, Claim, Direction, Risk, RiskKind, Status
from extractors.claims import SILENT
from extractors.claims.arguments import Resolver
from extractors.claims.context import find_qualifiers
from extractors.claims.groups import is_control
from extractors.claims.valence import about_cancer
from extractors.document import Genre, Role, Sentence
from extractors.evidence import cell_lines_in, evidence_at
from extractors.pipeline import Extraction, Stage
from extractors.risks.adverse import EVENT, LISTED, Found, find_events, find_treated
from extractors.risks.agents import find_agents
from extractors.risks.claimed import AGENTS, DISEASES, LINKING, is_harmful
from extractors.risks.harms import find_harms, is_general
from extractors.risks.hazards import frequency_of, kind_of, severity_of
from extractors.risks.lay.find import Reading, Warned
from extractors.risks.lay.model import Model, load
from extractors.risks.limits import Caution, find_cautions
from extractors.risks.mitigation import mitigated
from extractors.risks.opposite import is_not_raised, is_reduced
from extractors.risks.pairs import Event, overlap
from extractors.screen import screened
from extractors.weights import PACKAGED
from ontologies.term import Kind

__all__ = ["find_risks", "stage"]

NOTHING = Found([], [])
# The class of harms in the network for articles, and the rule of what it finds.
_HARM = RiskKind.ADVERSE_EVENT
NETWORK = "network"
# How far to both sides of words that name an agent a longer name may reach.
_AROUND = 60


def stage(*, weights: Path | None = None) -> Stage:
    """Return the stage that fills `Extraction.risks`; it reads sentences, links, interventions, evidence and claims.

    ``weights`` is a folder with ``lay.npz`` in place of the packaged one; a folder of weights need not have the file,
    articles for the general public are then read like papers.
    """

    def run(extraction: Extraction) -> Extraction:
        lay = extraction.document.metadata.genre is Genre.LAY
        model = load(weights or PACKAGED) if lay else None
        return replace(extraction, risks=tuple(find_risks(extraction, model)))

    return run


def find_risks(extraction: Extraction, model: Model | None = None) -> Iterator[Risk]:
    """Yield the risks of a document in the order of the text; each pair of agent and hazard once a sentence.

    ``model`` reads the warnings of an article for the general public.
    """
    reader = _Reader(extraction, model)
    by_sentence: dict[int, list[Claim]] = {}
    for claim in extraction.claims:
        by_sentence.setdefault(claim.sentence.start, []).append(claim)
    found: list[Risk] = []
    for sentence in extraction.sentences:
        role = extraction.document.role_at(sentence.start)
        if role not in SILENT:
            found.extend(reader.read(sentence, role, by_sentence.get(sentence.start, ())))
    yield from mitigated(found, extraction)


class _Reader:
    """Read one document sentence by sentence."""

    def __init__(self, extraction: Extraction, model: Model | None) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.resolver = Resolver(self.document.text, extraction.links, extraction.interventions)
        self.treated = find_treated(self.document.text, self.resolver)
        self.cancer = about_cancer(f"{self.document.metadata.title}\n{self.document.text[:1500]}")
        self.reading = Reading(extraction, model) if model is not None else None

    def _brings(self, hazard: Argument) -> Argument | None:
        """Return what brings a harm that an article for the general public warns of."""
        place = self.reading.agent(hazard.start, hazard.end) if self.reading is not None else None
        if place is None:
            return None
        wholes = [self.resolver.composed(one) for one in self.resolver.interventions_in(*place)]
        start, end = place
        near = self.resolver.links_in(max(0, start - _AROUND), end + _AROUND)
        wholes += [self.resolver.named(one) for one in near if one.mention.start <= start and end <= one.mention.end]
        return wholes[0] if wholes else self._named(start, end)

    def _named(self, start: int, end: int, kind: Kind = Kind.INTERVENTION) -> Argument:
        """Return a stretch of the text, as what it was linked to where that is most of it."""
        text, links = self.document.text[start:end], self.resolver.links_in(start, end)
        # A syrup of a plant is not the plant; tablets of a drug are the drug.
        links = [link for link in links if link.mention.kind is not Kind.SPECIES or link.mention.text == text]
        whole = [link for link in links if 2 * (link.mention.end - link.mention.start) > end - start]
        if len(whole) == 1:
            return self.resolver.named(whole[0])
        return Argument(start=start, end=end, text=text, kind=kind)

    def read(self, sentence: Sentence, role: Role, claims: Sequence[Claim]) -> Iterator[Risk]:
        """Yield the risks of one sentence."""
        text = self.document.text
        harmful = [claim for claim in claims if is_harmful(text, claim, self.cancer)]
        criteria = _CRITERIA.search(sentence.text) is not None
        events, listed = (
            NOTHING if role is Role.METHODS or criteria else find_events(text, sentence, self.resolver, self.treated)
        )
        cautions = list(find_cautions(text, sentence.start, sentence.end))
        warned = self.reading.within(sentence.start, sentence.end) if self.reading is not None else []
        cautions += _beside(warned, cautions)
        if not (harmful or events or listed or cautions or warned):
            return
        assertion = self._assess(sentence, role)
        for claim in harmful:
            yield self._from_claim(claim)
        for event in events:
            told = any(c.subject.key == event.agent.key and overlap(event.harm, c.object) for c in harmful)
            told = told or any(overlap(event.agent, c.subject) and overlap(event.harm, c.object) for c in harmful)
            against = [c for c in claims if c.subject.key == event.agent.key and overlap(event.harm, c.object)]
            if not told and assertion.states(event.start, event.end) and not any(c.benefit for c in against):
                risk = self._from_event(sentence, role, event, assertion)
                unchanged = any(c.direction is Direction.NO_CHANGE for c in against)
                yield replace(risk, negated=True) if unchanged else risk
        claimed = {claim.object.start for claim in harmful}
        for hazard in listed:
            if hazard.start not in claimed:
                risk = self._from_hazard(sentence, role, hazard, assertion)
                yield replace(risk, agent=None) if self._is_anothers(risk.agent, claims) else risk
        known = [*listed, *(event.harm for event in events), *(claim.object for claim in harmful)]
        yield from self._from_warned(sentence, role, warned, known, assertion)
        for caution in () if criteria else cautions:
            if role is Role.METHODS and caution.kind is not RiskKind.EVIDENCE_LIMITATION:
                continue
            if assertion.states(caution.start, caution.end) and not self._is_fewer(sentence, caution):
                risk = self._from_caution(sentence, role, caution, assertion)
                hazards = self._warned_of(sentence, caution)
                yield from (replace(risk, hazard=hazard) for hazard in hazards or (risk.hazard,))

    def _from_warned(
        self, sentence: Sentence, role: Role, warned: Sequence[Warned], known: Sequence[Argument], assertion: Assertion
    ) -> Iterator[Risk]:
        """Yield the harms that an article warns of, without those that the known ones touch."""
        for one in warned:
            harm = self._named(one.start, one.end, Kind.PHENOTYPE)
            if one.kind is _HARM and not any(overlap(harm, other) for other in known):
                yield replace(self._from_hazard(sentence, role, harm, assertion), rule=NETWORK, score=one.score)

    def _is_anothers(self, agent: Argument | None, claims: Sequence[Claim]) -> bool:
        """Tell whether a sentence speaks of other things that are given, and not of what the paper tests."""
        given = [claim.subject for claim in claims if claim.subject.kind in AGENTS]
        return self.reading is None and agent is not None and bool(given) and all(one.key != agent.key for one in given)

    @functools.cached_property
    def _tested(self) -> Argument | None:
        """Return what the title names as given, where that is one thing: adverse events of a trial are its."""
        title = next((one for one in self.extraction.sentences if self.document.role_at(one.start) is Role.TITLE), None)
        agents = [] if title is None else find_agents(self.document.text, title, self.resolver)
        agents = [agent for agent in agents if not is_control(agent.text)]
        return agents[0] if len({agent.key for agent in agents}) == 1 else None

    def _assess(self, sentence: Sentence, role: Role) -> Assertion:
        return assess(self.document, sentence, role, find_citations(self.document, sentence.start, sentence.end))

    def _from_claim(self, claim: Claim) -> Risk:
        text, target = self.document.text, claim.object
        lost = claim.direction is Direction.DECREASE
        return Risk(
            paper=claim.paper,
            sentence=claim.sentence,
            section=claim.section,
            kind=RiskKind.SAFETY_CONCERN if lost else kind_of(self._hazard_words(claim), RiskKind.ADVERSE_EVENT),
            hazard=target,
            agent=claim.subject,
            qualifiers=claim.qualifiers,
            severity=severity_of(text, claim.sentence.start, target.end),
            frequency=frequency_of(text, claim.sentence.start, claim.sentence.end, target.start),
            associated=claim.predicate in LINKING,
            negated=claim.negated,
            certainty=claim.certainty,
            status=claim.status,
            evidence=claim.evidence,
            cites=claim.cites,
            rule=f"claim: {claim.rule}",
            score=claim.score,
        )

    @staticmethod
    def _hazard_words(claim: Claim) -> str:
        diseases = " ".join(q.argument.text for q in claim.qualifiers if q.role == "disease")
        return f"{claim.object.text} {diseases}" if "growth" in claim.object.text else claim.object.text

    def _base(self, sentence: Sentence, role: Role, kind: RiskKind, hazard: Argument, assertion: Assertion) -> Risk:
        cites = find_citations(self.document, sentence.start, sentence.end)
        links = self.resolver.links_in(sentence.start, sentence.end)
        return Risk(
            paper=self.document.id,
            sentence=sentence,
            section=role,
            kind=kind,
            hazard=hazard,
            certainty=assertion.certainty_at(hazard.start, hazard.end),
            status=assertion.status,
            evidence=evidence_at(
                self.document,
                self.extraction.evidence,
                sentence,
                hazard.start,
                cell_lines=cell_lines_in(links),
                status=assertion.status,
            ),
            cites=tuple(dict.fromkeys(citation.key for citation in cites)),
        )

    def _from_event(self, sentence: Sentence, role: Role, event: Event, assertion: Assertion) -> Risk:
        text, hazard = self.document.text, event.harm
        denied = event.rule in {"effects", LISTED} and assertion.is_negated(event.start, event.end)
        denied = denied or is_not_raised(text, event.harm, event.agent)
        if _BETWEEN.search(text, max(sentence.start, event.agent.start - 60), event.agent.start):
            # "No association between the drug and stroke": the denial of the one is that of the other.
            denied = assertion.is_negated(event.agent.start, event.agent.end)
        base = self._from_hazard(sentence, role, hazard, assertion)
        return replace(
            base,
            agent=event.agent,
            qualifiers=find_qualifiers(text, sentence, self.resolver, (event.agent, hazard)),
            associated=not event.cause,
            negated=(base.negated or denied) and not _ONLY.search(text, sentence.start, hazard.start),
            rule=f"{EVENT}: {event.rule}",
            score=event.score,
        )

    def _from_hazard(self, sentence: Sentence, role: Role, hazard: Argument, assertion: Assertion) -> Risk:
        """Return the risk of a harm that came up; of what the paper tests, where the sentence does not say of what."""
        text, agent = self.document.text, self._tested if self.reading is None else self._brings(hazard)
        kind = RiskKind.SAFETY_CONCERN if is_general(hazard.text) else RiskKind.ADVERSE_EVENT
        return replace(
            self._base(sentence, role, kind_of(hazard.text, kind), hazard, assertion),
            agent=agent,
            qualifiers=find_qualifiers(text, sentence, self.resolver, tuple(a for a in (agent, hazard) if a)),
            severity=severity_of(text, sentence.start, hazard.end),
            frequency=frequency_of(text, sentence.start, sentence.end, hazard.start),
            associated=True,
            negated=assertion.is_negated(hazard.start, hazard.end) or _UNRELATED.search(sentence.text) is not None,
            rule=f"{EVENT}: {LISTED}",
            score=0.6,
        )

    def _from_caution(self, sentence: Sentence, role: Role, caution: Caution, assertion: Assertion) -> Risk:
        text = self.document.text
        hazard = Argument(start=caution.start, end=caution.end, text=text[caution.start : caution.end], kind=Kind.OTHER)
        base = self._base(sentence, role, caution.kind, hazard, assertion)
        limits = caution.kind is RiskKind.EVIDENCE_LIMITATION
        certainty = Certainty.ASSERTED if limits else base.certainty
        return replace(
            base,
            # An article says "it" where it warns, and names what does no harm beside it.
            agent=self._brings(hazard) or self._nearest_agent(sentence, caution),
            negated=self._is_denied(sentence, caution, assertion),
            certainty=certainty,
            status=Status.LIMITATION if limits and base.status is not Status.BACKGROUND else base.status,
            rule=NETWORK if caution.rule == NETWORK else f"phrase: {caution.rule}",
            score=caution.score,
        )

    def _is_fewer(self, sentence: Sentence, caution: Caution) -> bool:
        """Tell whether there is less of what is warned of: "fewer safety risks"."""
        if caution.kind is RiskKind.EVIDENCE_LIMITATION:
            return False
        words = self.document.text[caution.start : caution.end]
        phrase = Argument(start=caution.start, end=caution.end, text=words, kind=Kind.OTHER)
        return is_reduced(self.document.text, sentence, phrase)

    def _warned_of(self, sentence: Sentence, caution: Caution) -> list[Argument]:
        """Return the diseases that a warning names: "boxed warning for X", "should not be used in patients with X"."""
        text = self.document.text
        opened = _WARNED_OF.match(text, caution.start, sentence.end) if caution.rule in _NAMING else None
        if opened is None:
            return []
        links = self.resolver.links_in(opened.end(), sentence.end)
        links = sorted([*links, *find_harms(sentence, links)], key=lambda link: link.mention.start)
        found, end = list[Argument](), opened.end()
        for link in links:
            if link.mention.kind in DISEASES and _LEADING.fullmatch(text, end, link.mention.start):
                found.append(self.resolver.named(link))
                end = link.mention.end
        return found

    def _is_denied(self, sentence: Sentence, caution: Caution, assertion: Assertion) -> bool:
        """Tell whether a warning is said not to hold; the network finds only what is warned of."""
        text = self.document.text
        advised = caution.kind in _ADVISED and _ADVICE.search(text, sentence.start, caution.start)
        if caution.rule == NETWORK or advised:
            return False
        # A limit is itself a denial ("no human evidence"); only one that stands outside it denies the limit.
        return any(
            scope.cue_end <= caution.start
            and scope.end >= caution.end
            and not _REASON.search(text, scope.cue_end + _BESIDE, caution.start)
            for scope in assertion.negations
        )

    def _nearest_agent(self, sentence: Sentence, caution: Caution) -> Argument | None:
        wholes = [self.resolver.composed(w) for w in self.resolver.interventions_in(sentence.start, sentence.end)]
        links = self.resolver.links_in(sentence.start, sentence.end)
        agents = wholes or [self.resolver.named(link) for link in links if link.mention.kind in AGENTS]
        apart = [agent for agent in agents if agent.end <= caution.start or caution.end <= agent.start]
        inside = [agent for agent in agents if caution.start <= agent.start and agent.end < caution.end]
        return min(apart + inside, key=lambda agent: abs(agent.start - caution.start), default=None)


def _beside(warned: Sequence[Warned], known: Sequence[Caution]) -> Iterator[Caution]:
    """Yield the warnings that name no harm, without those that the known ones touch."""
    for one in warned:
        if one.kind is not _HARM and all(one.end <= other.start or other.end <= one.start for other in known):
            yield Caution(kind=one.kind, rule=NETWORK, start=one.start, end=one.end, score=one.score)


# "Not because of safety concerns" denies the reason itself: so near to the denial it stands.
_BESIDE = 3
# "No serious reactions and only minor rash": the denial ends there.
_ONLY = re.compile(r"\b(?:but|and|other than|apart from|except(?: for)?),? (?:only |a few |some )(?:[\w-]+ ){0,3}$")
# "None was considered related to the drug."
_UNRELATED = screened(
    r"\b(?:not|none|no)\b(?: \w+){0,5} related to (?:the )?(?:study )?(?:treatment|drug|medication)|\bunrelated to",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:association|link|relation(?:ship)?|correlation)s? between (?:[\w-]+ ){0,4}$", re.IGNORECASE
)
# Who was let into a study: what is named there is no warning.
_CRITERIA = screened(r"\b(?:in|ex)clusion criteria\b|\b(?:were|was|be) excluded\b", re.IGNORECASE)
# "Nobody should put off proven care" warns of it, "no patient put off care" denies it.
_ADVISED = frozenset({RiskKind.DELAY_OF_CARE, RiskKind.OVERCLAIMING})
_ADVICE = re.compile(
    r"\b(?:should|must|ought|want|wish|let|advis\w+|recommend\w*|warn\w*|please|do not|don['’]t|never)\b", re.IGNORECASE
)
# The rules of phrases that name whom or what they warn of right behind, and the words that lead there.
_NAMING = frozenset({"contraindication", "safety concern"})
_WARNED_OF = re.compile(
    r"(?:(?:black[ -]box|boxed) warnings? (?:for|about|of|on|regarding|concerning)|contra-?indicat(?:ed|ions?)"
    r"(?: (?:in|for|include[sd]?|are|were))?|should (?:not be (?:used|given|prescribed|administered|taken)|be avoided)"
    r" (?:in|by|during|with))\s",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\)?(?:(?:,|and|or|,\s?(?:and|or))?\s?)(?:[\w-]+\s){0,8}", re.IGNORECASE)
# What stands between a denial and these is what was not done, for the reason that follows.
_REASON = re.compile(r"\b(?:due to|because(?: of)?|owing to|given|since|as a result of)\b", re.IGNORECASE)
