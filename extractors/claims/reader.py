"""Read the claims of one document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.assertion import Assertion, assess, find_citations
from extractors.claim import Argument, Claim, Effect, Evidence, Status
from extractors.claims.arguments import Resolver
from extractors.claims.binding import Anchors, bind, is_statistic, pooled
from extractors.claims.confidence import LEAST, confidence
from extractors.claims.context import find_qualifiers
from extractors.claims.coordinated import coordinated
from extractors.claims.discourse import Discourse
from extractors.claims.frame import Frame
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_control, is_group, is_treated
from extractors.claims.keeping import says_something
from extractors.claims.labelled import find_factors, find_labelled, may_label
from extractors.claims.meaning import (
    COMPARING,
    Found,
    distinct,
    is_worth_keeping,
    judged,
    may_be_chance,
    meaning_of,
    signed,
    turned,
)
from extractors.claims.numbers import find_numbered
from extractors.claims.phrases import find_phrases
from extractors.claims.ratios import find_ratios, may_be_ratio
from extractors.claims.stated import is_denied, is_stated
from extractors.claims.title import TRIALS, Title
from extractors.claims.tokens import Item, parse
from extractors.claims.valence import about_cancer, benefit_of
from extractors.document import Role, Sentence
from extractors.effects import find_effects
from extractors.evidence import SYNTHESES, cell_lines_in, evidence_at, studied_in
from extractors.pipeline import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Hold what all claims of a sentence share."""

    sentence: Sentence
    items: Sequence[Item]
    role: Role
    assertion: Assertion
    effects: tuple[Effect, ...]
    cites: tuple[str, ...]
    cell_lines: tuple[str, ...]

    @property
    def tells_methods(self) -> bool:
        """Tell whether it says what was done; what methods say of other papers, with a citation, counts."""
        return self.assertion.status is Status.METHOD or (self.role is Role.METHODS and not self.cites)


def _said(found: Found) -> tuple[str, int, int]:
    """Return what the objects of one list share: the rule, the trigger and the subject."""
    return found.frame.rule, found.frame.trigger_start, found.subject.start


def _anchors(found: Found, sentence: Sentence) -> Anchors:
    """Return where the parts of a frame stand in its sentence."""
    frame, rival = found.frame, found.frame.comparator
    subject = (found.subject.start, found.subject.end)
    return Anchors(
        trigger=(frame.trigger_start, frame.trigger_end),
        object=(found.object.start, found.object.end),
        subject=subject if not found.carried and sentence.start <= subject[0] < sentence.end else None,
        comparator=(rival.start, rival.end) if rival is not None else None,
        compares=frame.rule in COMPARING or rival is not None,
        values=frame.values,
    )


_ARMS = frozenset({"interventions", "treatments", "conditions", "regimens", "diets", "study days"})


class Reader:
    """Read one document."""

    def __init__(self, extraction: Extraction, least: float = LEAST) -> None:
        self._least = least
        self.extraction = extraction
        self.document = extraction.document
        self.resolver = Resolver(self.document.text, extraction.links, extraction.interventions)
        self.cancer = about_cancer(f"{self.document.metadata.title}\n{self.document.text[:1500]}")
        self._title = Title(extraction, self.resolver)
        self._discourse = Discourse(extraction, self.resolver, self._title)

    def read(self, at: int, sentence: Sentence, role: Role) -> Iterator[Claim]:
        """Yield the claims of the sentence with the index ``at``; sentences are to be read in order."""
        # Reading numbers costs more than most else here: without a claim only numbers that may make one are read.
        early = may_label(sentence.text) or may_be_ratio(sentence.text)
        effects = find_effects(self.document.text, sentence.start, sentence.end) if early else ()
        span = sentence.start, sentence.end
        items = parse(self.document.text, *span, self.resolver.closed(*span))
        found = self._find(at, sentence, items, effects)
        if not found:
            return
        effects = effects if early else find_effects(self.document.text, sentence.start, sentence.end)
        scene = self._scene(sentence, role, items, effects)
        if scene.tells_methods:
            return
        if len(scene.effects) > 1:
            found += tuple(coordinated(self.document.text, sentence.end, found, scene.effects, self.resolver))
        stated = distinct([o for o in found if is_stated(self.document.text, sentence, o.frame, scene.assertion)])
        anchors = [_anchors(one, sentence) for one in stated]
        numbers = bind(self.document.text, (sentence.start, sentence.end), scene.effects, anchors)
        bound = list(zip(stated, numbers, strict=True))
        worth = {_said(one) for one in stated if is_worth_keeping(one)}
        for one, own in bound:
            # What is told in one breath with something known counts too: "lowered pain and the XYZ score".
            if _said(one) in worth:
                claim = self._claim(scene, one, own)
                if says_something(claim, self._least):
                    yield self._with_conditions(claim, scene, one.frame.trigger_start)

    def _find(self, at: int, sentence: Sentence, items: Sequence[Item], effects: Sequence[Effect]) -> list[Found]:
        text = self.document.text
        resolved = (self._discourse.resolve(at, frame) for frame in Grammar(items).frames())
        found = [judged(signed(one, text), text) for one in resolved if one is not None]
        told = (
            *find_phrases(text, sentence, items, self.resolver),
            *find_numbered(text, sentence, items, self.resolver),
            *find_factors(text, sentence, self.resolver, effects),
            *self._ratios(sentence, effects),
        )
        found += [Found(frame=frame, subject=subject, object=target) for frame, subject, target in told]
        return self._labelled(sentence, items, found, effects)

    def _ratios(self, sentence: Sentence, effects: Sequence[Effect]) -> Iterator[tuple[Frame, Argument, Argument]]:
        """Yield what ratios and differences say; among the results of a trial what they compare is what it studies."""
        if effects:
            trial = TRIALS.intersection(self.extraction.evidence.designs)
            own = self.document.role_at(sentence.start) in {Role.ABSTRACT, Role.RESULTS}
            studied = self._title.sole if trial and own else None
            yield from find_ratios(self.document.text, sentence, self.resolver, effects, studied)

    def _labelled(
        self, sentence: Sentence, items: Sequence[Item], found: list[Found], effects: Sequence[Effect]
    ) -> list[Found]:
        """Add what labels of numbers tell; of a bare "both groups" they say which is which, so these give way."""
        named = [one for one in found if not (is_group(one.subject.text) or one.subject.text.lower() in _ARMS)]
        triggers = [one.frame.trigger_start for one in named]
        told = find_labelled(self.document.text, sentence, items, self.resolver, effects, triggers)
        more = [Found(frame=frame, subject=subject, object=target) for frame, subject, target in told]
        return [*named, *more] if more else found

    def _scene(self, sentence: Sentence, role: Role, items: Sequence[Item], effects: tuple[Effect, ...]) -> _Scene:
        citations = find_citations(self.document, sentence.start, sentence.end)
        links = self.resolver.links_in(sentence.start, sentence.end)
        return _Scene(
            sentence=sentence,
            items=items,
            role=role,
            assertion=assess(self.document, sentence, role, citations),
            effects=effects,
            cites=tuple(dict.fromkeys(citation.key for citation in citations)),
            cell_lines=cell_lines_in(links),
        )

    def _as_given(self, found: Found) -> Found:
        """Return "the intervention group" with the term of the one thing that the title studies."""
        subject = found.subject
        given = self._title.sole if not subject.curies and is_treated(subject.text) else None
        return (
            found if given is None else replace(found, subject=replace(subject, curies=given.curies, kind=given.kind))
        )

    def _claim(self, scene: _Scene, found: Found, own: tuple[Effect, ...]) -> Claim:
        """Return a claim with its score, yet without what `_with_conditions` adds to those that are kept."""
        frame, assertion, text = found.frame, scene.assertion, self.document.text
        comparator = self.resolver.subject(frame.comparator, people=True) if frame.comparator is not None else None
        found, comparator = self._from_the_treated(found, comparator)
        found = self._as_given(found)
        frame = found.frame
        predicate, direction, negated = meaning_of(
            found,
            negated=is_denied(text, scene.sentence, frame, assertion),
            chance=may_be_chance(frame, own, text, scene.sentence),
        )
        claim = Claim(
            paper=self.document.id,
            sentence=scene.sentence,
            section=scene.role,
            subject=found.subject,
            predicate=predicate,
            direction=direction,
            object=found.object,
            comparator=comparator,
            statistics=own,
            negated=negated,
            certainty=assertion.certainty_at(frame.trigger_start, frame.trigger_end),
            status=assertion.status,
            cites=scene.cites,
            rule=f"{frame.rule}, carried on" if found.carried else frame.rule,
        )
        return replace(claim, score=round(confidence(claim, found, text, scene.items), 3))

    def _with_conditions(self, claim: Claim, scene: _Scene, at: int) -> Claim:
        """Return a claim whose words of change stand ``at`` an offset with its conditions, evidence and benefit."""
        cancer = self.cancer or about_cancer(scene.sentence.text)
        taken = [argument for argument in (claim.subject, claim.object, claim.comparator) if argument]
        return replace(
            claim,
            qualifiers=find_qualifiers(self.document.text, scene.sentence, self.resolver, taken),
            evidence=self._evidence(scene, at),
            benefit=benefit_of(claim.predicate, claim.direction, claim.object, cancer=cancer, negated=claim.negated),
        )

    @staticmethod
    def _from_the_treated(found: Found, comparator: Argument | None) -> tuple[Found, Argument | None]:
        """Return a comparison as seen from what is tested: "higher with placebo than with zinc" is lower with zinc."""
        if found.frame.rule not in COMPARING or comparator is None:
            return found, comparator
        if not is_control(found.subject.text) or is_control(comparator.text):
            return found, comparator
        return replace(found, frame=turned(found.frame), subject=comparator), found.subject

    def _evidence(self, scene: _Scene, at: int) -> Evidence:
        """Return the evidence of one claim; numbers that its sentence gives come before those of the paper."""
        evidence = evidence_at(
            self.document,
            self.extraction.evidence,
            scene.sentence,
            at,
            cell_lines=scene.cell_lines,
            status=scene.assertion.status,
        )
        counts = [effect for effect in scene.effects if not is_statistic(effect)]
        n = self._participants(scene, counts, evidence)
        studies = next((effect.studies for effect in counts if effect.studies and effect.studies > 1), evidence.studies)
        same = n == evidence.n and studies == evidence.studies
        return evidence if same else replace(evidence, n=n, studies=studies)

    def _participants(self, scene: _Scene, counts: Sequence[Effect], evidence: Evidence) -> int | None:
        """Return how many a claim is about: in a synthesis those of a sentence, else the whole study as far as told."""
        if not SYNTHESES.isdisjoint(evidence.designs):
            return next((effect.n for effect in counts if effect.n), evidence.n)
        if evidence.n is not None or not any(effect.n for effect in counts):
            return evidence.n
        return studied_in(scene.sentence.text, evidence)

    def with_heterogeneity(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """Yield the claims, the pooled ones with the I2 that the same or the next two sentences give for all."""
        if not any(design in SYNTHESES for design in self.extraction.evidence.designs):
            yield from claims
            return
        places = {sentence.start: at for at, sentence in enumerate(self.extraction.sentences)}
        for claim in claims:
            own = claim.statistics
            if own and claim.status is Status.FINDING:
                at = places[claim.sentence.start]
                own = pooled(own, self._general(self.extraction.sentences[at : at + 3]))
            yield replace(claim, statistics=own) if own != claim.statistics else claim

    def _general(self, sentences: Sequence[Sentence]) -> list[Effect]:
        text = self.document.text
        telling = [sentence for sentence in sentences if "I" in sentence.text and "%" in sentence.text]
        return [effect for sentence in telling for effect in find_effects(text, sentence.start, sentence.end)]
