"""Read the claims of one document, sentence by sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.assertion import Assertion, assess, find_citations
from extractors.claim import Argument, Claim, Design, Direction, Effect, Evidence, Status
from extractors.claims.arguments import Resolver
from extractors.claims.binding import Anchors, bind, is_statistic, pooled
from extractors.claims.confidence import LEAST, confidence
from extractors.claims.context import find_qualifiers
from extractors.claims.coordinated import coordinated
from extractors.claims.frame import Frame
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_control, is_group, is_treated, may_act, refers_back
from extractors.claims.labelled import find_factors, find_labelled, may_label
from extractors.claims.meaning import (
    COMPARING,
    OF_THE_PAPER,
    Found,
    distinct,
    is_worth_keeping,
    judged,
    may_be_chance,
    meaning_of,
    signed,
    turned,
)
from extractors.claims.numbers import find_numbered, told_by_numbers
from extractors.claims.phrases import find_phrases
from extractors.claims.tokens import Item, parse
from extractors.claims.valence import about_cancer, benefit_of
from extractors.document import Role, Sentence
from extractors.effects import find_effects
from extractors.evidence import SYNTHESES, evidence_at
from extractors.pipeline import Extraction
from extractors.screen import screened
from ontologies.term import Kind

_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION})
_TRIALS = frozenset({Design.RCT, Design.CLINICAL_TRIAL})
# Sections that speak of other papers as much as of this one.
_OF_OTHERS = frozenset({Role.INTRODUCTION, Role.METHODS, Role.DISCUSSION})
_STUDIED = re.compile(
    r"\b(?:effects?|effectiveness|efficacy|impact|influence|safety|use|role|benefits?|evaluation|trial|study"
    r"|comparison)"
    r" of\s+",
    re.IGNORECASE,
)


# Arms that were alike before anything was given show no effect.
_AT_START = screened(
    r"\b(?:at|before) (?:the )?(?:beginning|start|outset) of (?:the )?(?:study|trial|treatment|intervention)\b"
    r"|\b(?:at|before) (?:baseline|enrol?ment|randomi[sz]ation|study entry|inclusion)\b|\bbaseline (?:characteristic"
    r"|demographic)|\bdemographic (?:\w+ )?(?:characteristic|variable|data)",
    re.IGNORECASE,
)


_POPULATION = re.compile(
    r"\b(?:[Ii]n|[Aa]mong|[Ff]or|[Oo]f) (?:the |those |all )?(?:patients|participants|subjects|people|women|men"
    r"|children|those)\s[^,;.]{3,80}\bat (?:baseline|enrol?ment|inclusion|study entry)\b"
)
# Nothing that is given changes these: that arms do not differ in them says how they were chosen.
_TRAIT = re.compile(
    r"(?:mean |median |average |the )?(?:age|sex|gender|race|ethnicity|height|demographics?|baseline\b.*"
    r"|level of education|marital status|socio-?economic status)(?: distribution| range| of (?:the )?patients)?$",
    re.IGNORECASE,
)
# A sentence that gives a p value or an interval tells of arms that were tested against each other.
_TESTED = re.compile(
    r"\b[Pp]\s?[<>=≤≥]|\b[Pp][- ]values?\b|\bCI\b|\bn\.?s\.?\b|\bsignifican|\d\s?% (?:higher|lower|more|less|great|few)"
    r"|\d[- ]?fold\b|\btimes (?:higher|lower|more|less|great)"
)


# A title that asks claims nothing, with a question mark or without.
_ASKING = re.compile(r"(?:Do|Does|Did|Is|Are|Can|Could|Will|Would|Should|What|Which|How|Why)\b")
# "no differences, with the exception of lower pain": what is excepted is not denied.
_EXCEPT = re.compile(r"\bexcept(?:ion of| for| that)?\b", re.IGNORECASE)
# Verbs whose object may be denied alone: "led to no loss".
_PLAIN = frozenset({"active", "light", "link"})
# What is not known yet: a question.
_OPEN = re.compile(
    r"\b(?:to what extent|(?:unclear|unknown|uncertain"
    r"|(?:not|n't) (?:yet )?(?:known|clear|understood)|debated?) (?:whether|if|how)"
    r"|questions? (?:(?:of|is|as to) )?whether)\b",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"\b(?:(?:by|through|via) which|[Hh]ow|[Ww]hy)\b")
_DENYING = re.compile(r"\b(?:not|no|never|fail\w*|cannot|neither|lack\w*)\b|n't\b")
# "rose by ten beats": an amount brings nothing.
_AMOUNT = re.compile(
    r"\bby\s+(?:(?:approximately|about|around|almost|nearly|over|up to|at least|more than"
    r"|an? (?:mean|average|median) of)\s+)?"
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|half)\s*[\w%/-]*\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Hold what all claims of a sentence share."""

    sentence: Sentence
    items: Sequence[Item]
    role: Role
    assertion: Assertion
    effects: tuple[Effect, ...]
    cites: tuple[str, ...]


def _says_something(claim: Claim, least: float) -> bool:
    """Tell apart what was found from how arms were at the start, what was done, and differences in passing.

    What the methods say of other papers' findings, with a citation, counts.
    """
    rule, alike = claim.rule.split(",")[0], claim.direction in {Direction.NO_CHANGE, Direction.NONE}
    if rule in COMPARING and (_is_start(claim.sentence.text) or (alike and _is_trait(claim))):
        return False
    # Of claims with a statistic of their own, and of those that arms do not differ, the doubtful are mostly right too.
    firm = bool(claim.statistics) or rule == "difference"
    if claim.score < (0.4 * least if firm else least) or claim.status is Status.METHOD:
        return False
    if _is_itself(claim) or (claim.section is Role.TITLE and _ASKING.match(claim.sentence.text)):
        return False
    if claim.section is Role.METHODS and not claim.cites:
        return False
    if claim.rule == "nominal, carried on" and not claim.statistics and claim.direction is not Direction.NO_CHANGE:
        # "improvements in X" may be anybody's: without a number of its own it is not taken as the last subject's.
        return False
    bare = claim.rule.startswith("difference") and not claim.direction and not claim.statistics
    return not bare or "significan" in claim.sentence.text


def _is_itself(claim: Claim) -> bool:
    """Tell whether the rival was taken for the subject: nothing is compared with itself."""
    return claim.comparator is not None and claim.comparator.key == claim.subject.key


def _is_start(sentence: str) -> bool:
    """Tell whether a sentence is of how arms were at the start; of people with something then, it is not."""
    return _AT_START.search(_POPULATION.sub("", sentence)) is not None


def _is_trait(claim: Claim) -> bool:
    sentence, target = claim.sentence, claim.object
    before = sentence.text[: max(0, target.start - sentence.start)]
    return _TRAIT.match(target.text) is not None or before.lower().endswith(("baseline ", "at baseline, "))


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
    )


_ARMS = frozenset({"interventions", "treatments", "conditions", "regimens", "diets", "study days"})


class Reader:
    """Read one document; it remembers the last subject and the last outcome for the sentence after."""

    def __init__(self, extraction: Extraction, least: float = LEAST) -> None:
        self._least = least
        self.extraction = extraction
        self.document = extraction.document
        self.resolver = Resolver(self.document.text, extraction.links, extraction.interventions)
        self.cancer = about_cancer(f"{self.document.metadata.title}\n{self.document.text[:1500]}")
        self._last: tuple[int, Argument] | None = None
        self._measured: tuple[int, Argument] | None = None

    def read(self, at: int, sentence: Sentence, role: Role) -> Iterator[Claim]:
        """Yield the claims of the sentence with the index ``at``; sentences are to be read in order."""
        # Reading numbers costs more than most else here: without a claim only numbers that may make one are read.
        early = may_label(sentence.text)
        effects = find_effects(self.document.text, sentence.start, sentence.end) if early else ()
        span = sentence.start, sentence.end
        items = parse(self.document.text, *span, self.resolver.closed(*span))
        found = self._find(at, sentence, items, effects)
        if not found:
            return
        effects = effects if early else find_effects(self.document.text, sentence.start, sentence.end)
        scene = self._scene(sentence, role, items, effects)
        if len(scene.effects) > 1:
            found += tuple(coordinated(self.document.text, sentence.end, found, scene.effects, self.resolver))
        stated = distinct([o for o in found if self._states(scene, o.frame)])
        anchors = [_anchors(one, sentence) for one in stated]
        numbers = bind(self.document.text, (sentence.start, sentence.end), scene.effects, anchors)
        bound = list(zip(stated, numbers, strict=True))
        worth = {_said(one) for one in stated if is_worth_keeping(one)}
        for one, own in bound:
            # What is told in one breath with something known counts too: "lowered pain and the XYZ score".
            if _said(one) in worth:
                claim = self._claim(scene, one, own)
                if _says_something(claim, self._least):
                    yield claim

    def _find(self, at: int, sentence: Sentence, items: Sequence[Item], effects: Sequence[Effect]) -> list[Found]:
        text = self.document.text
        resolved = (self._resolve(at, frame) for frame in Grammar(items).frames())
        found = [judged(replace(one, frame=signed(one.frame, text)), text) for one in resolved if one is not None]
        told = (
            *find_phrases(text, sentence, items, self.resolver),
            *find_numbered(text, sentence, items, self.resolver),
            *find_factors(text, sentence, self.resolver, effects),
        )
        for frame, subject, target in told:
            found.append(Found(frame=frame, subject=subject, object=target))
        return self._labelled(sentence, items, found, effects)

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
        return _Scene(
            sentence=sentence,
            items=items,
            role=role,
            assertion=assess(self.document, sentence, role, citations),
            effects=effects,
            cites=tuple(dict.fromkeys(citation.key for citation in citations)),
        )

    def _resolve(self, at: int, frame: Frame) -> Found | None:  # noqa: PLR0911
        """Return the frame with what its places stand for; None where one of them stands for nothing."""
        if frame.subject is not None and frame.subject == frame.object:
            return self._split(frame)
        target = self._target(at, frame)
        sentence = self.extraction.sentences[at].text
        tested = frame.comparator is not None or _TESTED.search(sentence) is not None
        compared = tested and (frame.rule in COMPARING or (frame.rule == "passive" and frame.comparator is not None))
        subject = self.resolver.subject(frame.subject, people=compared) if frame.subject is not None else None
        if frame.subject is not None and self._is_amount(frame.subject.start):
            return None
        arms = frame.comparator is not None or (tested and subject is not None and subject.kind is not Kind.ANATOMY)
        if subject is not None and frame.subject is not None and not may_act(subject, frame.subject, compared=arms):
            return None
        carried = subject is None
        same = frame.rule == "difference" or frame.direction is Direction.NO_CHANGE
        if subject is not None and not subject.curies and is_group(subject.text) and frame.subject is not None:
            if not same and not tested:
                return None
            # "No difference between the groups": the title may say what they got.
            subject = self._studied(at, frame)
            carried = subject is not None
            subject = subject or self.resolver.subject(frame.subject) if frame.subject else None
        if subject is None and frame.subject is not None:
            place = frame.subject
            refers = refers_back(place, self.document.text[max(0, place.start - 6) : place.start])
            frame = replace(frame, pronoun=frame.pronoun or refers)
            carried = carried or refers
        # "Levels were raised" may be anybody's doing: without a test it is not taken as the last subject's.
        theirs = frame.rule != "passive" or tested
        if subject is None and theirs and (frame.subject is None or frame.pronoun):
            subject = self._carried(at, frame) or self._studied(at, frame)
        if target is None or subject is None or (subject.start < target.end and target.start < subject.end):
            return None
        low, high = min(subject.end, target.end), max(subject.start, target.start)
        if "|" in self.document.text[low:high]:
            # Two cells of a table are no sentence.
            return None
        if subject.kind in _ILLS and self.document.text[subject.end : target.start].strip().endswith("ing"):
            # "tumour promoting signals" names the signals.
            return None
        if not carried:
            self._last = (at, subject)
        self._measured = (at, target)
        known = (self.resolver.recognised(subject), self.resolver.recognised(target))
        measured = self.resolver.is_measured(target)
        if frame.rule == "difference" and frame.comparator is not None and not carried:
            sign = told_by_numbers(self.document.text, self.extraction.sentences[at], subject, frame.comparator)
            frame = replace(frame, direction=sign)
        return Found(frame=frame, subject=subject, object=target, carried=carried, known=known, measured=measured)

    def _is_amount(self, start: int) -> bool:
        return _AMOUNT.search(self.document.text, max(0, start - 40), start) is not None

    def _target(self, at: int, frame: Frame) -> Argument | None:
        if frame.object.start < frame.object.end:
            return self.resolver.object(frame.object)
        # An empty place: what did not differ, the sentence before says.
        return self._measured[1] if self._measured and at - self._measured[0] == 1 else None

    def _split(self, frame: Frame) -> Found | None:
        """Return the parts of one phrase that names both: "approved X-based cancer treatment"."""
        place = frame.object
        diseases = [
            link for link in self.resolver.links_in(place.start, place.end) if link.mention.kind is Kind.DISEASE
        ]
        if not diseases:
            return None
        target = self.resolver.named(diseases[-1])
        subject = self.resolver.subject(replace(place, end=target.start))
        if subject is None or subject.end > target.start:
            return None
        return Found(frame=frame, subject=subject, object=target)

    def _studied(self, at: int, frame: Frame) -> Argument | None:
        """Return what the title studies, for a comparison among the paper's own results that names no arm."""
        role = self.document.role_at(self.extraction.sentences[at].start)
        return self._titled if frame.rule in OF_THE_PAPER and role not in _OF_OTHERS else None

    def _as_given(self, subject: Argument) -> Argument:
        """Return "the intervention group" with the term of the one thing that the title studies."""
        given = self._sole if not subject.curies and is_treated(subject.text) else None
        return replace(subject, curies=given.curies, kind=given.kind) if given is not None else subject

    @functools.cached_property
    def _sole(self) -> Argument | None:
        """Return what the title studies where that is a term and the only one that can be given."""
        title = next((section for section in self.document.sections if section.role is Role.TITLE), None)
        if title is None:
            return None
        given = [
            link for link in self.resolver.links_in(title.start, title.end) if link.mention.kind in _GIVEN and link.term
        ]
        alone = len({link.curies[0] for link in given}) == 1
        return self.resolver.named(given[0]) if alone else None

    @functools.cached_property
    def _titled(self) -> Argument | None:
        """Return what the title studies: an intervention, a drug, or the "X" of "Effect of X on Y"."""
        title = next((section for section in self.document.sections if section.role is Role.TITLE), None)
        start, end = (title.start, title.end) if title else (0, len(self.document.metadata.title) + 1)
        whole = next(iter(self.resolver.interventions_in(start, end)), None)
        if whole is not None:
            return self.resolver.composed(whole)
        given = [link for link in self.resolver.links_in(start, end) if link.mention.kind in _GIVEN and link.term]
        return (
            self.resolver.named(given[0]) if given else self._in_title(start, end) or self._first_in_title(start, end)
        )

    def _first_in_title(self, start: int, end: int) -> Argument | None:
        """Return what the title of a trial begins with: "Early rehabilitation versus usual care after stroke"."""
        if not _TRIALS.intersection(self.extraction.evidence.designs):
            return None
        items = parse(self.document.text, start, end)
        if (
            len(items) < 2
            or items[0].kind != "np"
            or items[1].word not in {"for", "versus", "vs", "in", "on", "and", "with"}
        ):
            return None
        found = self.resolver.subject(Grammar(items).place(0))
        return replace(found, kind=Kind.INTERVENTION) if found is not None and found.kind is Kind.OTHER else found

    def _in_title(self, start: int, end: int) -> Argument | None:
        match = _STUDIED.search(self.document.text, start, end)
        items = parse(self.document.text, match.end(), end) if match else []
        if not items or items[0].kind != "np":
            return None
        found = self.resolver.subject(Grammar(items).place(0))
        return replace(found, kind=Kind.INTERVENTION) if found is not None and not found.curies else found

    def _carried(self, at: int, frame: Frame) -> Argument | None:
        """Return the subject of the sentence itself or of the one before it."""
        if self._last is None or at - self._last[0] > 1:
            return None
        last = self._last[1]
        telling = bool(last.curies or last.intervention) or last.kind is Kind.INTERVENTION
        return last if telling and (self._last[0] == at or frame.pronoun or frame.rule in COMPARING) else None

    def _claim(self, scene: _Scene, found: Found, own: tuple[Effect, ...]) -> Claim:
        frame, assertion, text = found.frame, scene.assertion, self.document.text
        comparator = self.resolver.subject(frame.comparator, people=True) if frame.comparator is not None else None
        found, comparator = self._from_the_treated(found, comparator)
        found = replace(found, subject=self._as_given(found.subject))
        frame = found.frame
        cancer = self.cancer or about_cancer(scene.sentence.text)
        predicate, direction, negated = meaning_of(
            found,
            negated=self._is_denied(scene, frame),
            chance=may_be_chance(frame, own, text, scene.sentence),
            cancer=cancer,
        )
        taken = [argument for argument in (found.subject, found.object, comparator) if argument]
        claim = Claim(
            paper=self.document.id,
            sentence=scene.sentence,
            section=scene.role,
            subject=found.subject,
            predicate=predicate,
            direction=direction,
            object=found.object,
            comparator=comparator,
            qualifiers=find_qualifiers(text, scene.sentence, self.resolver, taken),
            statistics=own,
            negated=negated,
            certainty=assertion.certainty_at(frame.trigger_start, frame.trigger_end),
            status=assertion.status,
            evidence=self._evidence(scene, frame.trigger_start),
            benefit=benefit_of(predicate, direction, found.object, cancer=cancer, negated=negated),
            cites=scene.cites,
            rule=f"{frame.rule}, carried on" if found.carried else frame.rule,
        )
        return replace(claim, score=round(confidence(claim, found, text, scene.items), 3))

    def _states(self, scene: _Scene, frame: Frame) -> bool:
        """Tell whether a frame is stated, not asked, aimed at or still to be known."""
        if _OPEN.search(self.document.text, scene.sentence.start, frame.trigger_start):
            return False
        return scene.assertion.states(frame.trigger_start, frame.trigger_end)

    def _is_denied(self, scene: _Scene, frame: Frame) -> bool:
        """Tell whether a frame is denied: by its sentence, or its object alone ("lowered A but not B")."""
        start, text = scene.sentence.start, self.document.text
        bare = frame.rule in _PLAIN and text[max(start, frame.object.start - 4) : frame.object.start].lower().endswith(
            " no "
        )
        apart = frame.object.led == "but" or (
            bare and not scene.assertion.is_negated(frame.trigger_start, frame.trigger_end)
        )
        denied = scene.assertion.is_negated(frame.trigger_start, frame.trigger_end)
        if not denied or _EXCEPT.search(text, start, frame.trigger_start) is not None:
            return apart
        # "How zinc lowers pain is not known" takes for granted that it does.
        granted = _GRANTED.search(text, start, frame.trigger_start)
        return apart != (granted is None or _DENYING.search(text, granted.end(), frame.trigger_end) is not None)

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
        sentence = scene.sentence
        links = self.resolver.links_in(sentence.start, sentence.end)
        evidence = evidence_at(
            self.document,
            self.extraction.evidence,
            sentence,
            at,
            cell_line=any(link.mention.kind is Kind.CELL_LINE for link in links),
            own=scene.assertion.status is Status.FINDING,
        )
        counts = [effect for effect in scene.effects if not is_statistic(effect)]
        n = next((effect.n for effect in counts if effect.n), evidence.n)
        studies = next((effect.studies for effect in counts if effect.studies and effect.studies > 1), evidence.studies)
        return replace(evidence, n=n, studies=studies)

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
