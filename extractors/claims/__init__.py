"""What a paper claims: who changes what, which way, by how much, on what evidence.

`words` holds the vocabulary, `tokens` parses a sentence, `grammar` finds frames, `arguments` says what their places stand
for, `binding`, `context` and `valence` add statistics, conditions and whether the change is good.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.assertion import Assertion, assess, find_citations
from extractors.claim import Argument, Claim, Direction, Effect, Evidence, Predicate, Status
from extractors.claims import words
from extractors.claims.arguments import Resolver
from extractors.claims.binding import bind, by_chance, is_statistic, pooled
from extractors.claims.context import find_qualifiers
from extractors.claims.grammar import Frame, Grammar
from extractors.claims.phrases import find_phrases
from extractors.claims.tokens import parse
from extractors.claims.valence import about_cancer, benefit_of, valence_of
from extractors.document import Role, Sentence
from extractors.effects import find_effects
from extractors.evidence import SYNTHESES, clause_around, evidence_for
from extractors.pipeline import Extraction, Stage
from ontologies.term import Kind

__all__ = ["SILENT", "find_claims", "stage"]

SILENT = frozenset({Role.REFERENCES, Role.ENTITIES, Role.FUNDING, Role.CONFLICT, Role.BACK})
"""Sections that claim nothing."""

# How far a rule is to be trusted where nothing else is known.
_SCORES = {
    "active": 0.9, "passive": 0.9, "link": 0.85, "comparative": 0.85, "predicative": 0.85, "difference": 0.85, "light": 0.8,
    "compound": 0.85, "due to": 0.8, "nominal": 0.75, "participle": 0.75, "intransitive": 0.7, "judged": 0.7,
    "link noun": 0.7, "approved": 0.9, "effect": 0.6, "for": 0.6,
}  # fmt: skip
_COMPARING = frozenset({"comparative", "predicative", "difference", "judged", "intransitive", "nominal", "effect"})
# Comparisons whose arms a paper may have named in its title only.
_OF_THE_PAPER = frozenset({"comparative", "predicative", "difference", "intransitive", "passive", "nominal"})
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION})
_HARMS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})


@functools.cache
def _triggers() -> frozenset[str]:
    forms = {form for form, entry in words.verb_forms().items() if entry.word.role is not words.Role.PLAIN}
    light = {form for form, entry in words.verb_forms().items() if entry.word.role is words.Role.LIGHT}
    causal = {"due", "secondary", "because", "owing", "for", "against", "attributable"}
    return frozenset((forms - light) | set(words.noun_forms()) | set(words.link_nouns()) | set(words.COMPARATIVES) | causal) | {
        "lead", "led", "leads", "leading", "result", "results", "resulted", "resulting", "produce", "produced", "produces"
    }  # fmt: skip


_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SUFFIXES = ("-induced", "-related", "-associated", " induced")


def _worth_parsing(sentence: str) -> bool:
    lower = sentence.lower()
    return not _triggers().isdisjoint(_WORDS.findall(lower)) or any(suffix in lower for suffix in _SUFFIXES)


def stage() -> Stage:
    """Return the stage that fills `Extraction.claims`; it reads sentences, links, interventions and the evidence."""

    def run(extraction: Extraction) -> Extraction:
        return replace(extraction, claims=tuple(find_claims(extraction)))

    return run


def find_claims(extraction: Extraction) -> Iterator[Claim]:
    """Yield the claims of a document in the order of the text.

    A claim needs a subject and an object; one of them is a recognised name, or the sentence compares arms or gives a
    statistic. A subject that is a pronoun, or none, is that of the claim before, in the same or the sentence before.
    Questions, aims, references and back matter claim nothing.
    """
    reader = _Reader(extraction)
    claims: list[Claim] = []
    for at, sentence in enumerate(extraction.sentences):
        role = extraction.document.role_at(sentence.start)
        if role in SILENT or not _worth_parsing(sentence.text):
            continue
        claims.extend(reader.read(at, sentence, role))
    yield from reader.with_heterogeneity(claims)


_Found = tuple[Frame, Argument, Argument, bool]


def _distinct(found: Sequence[_Found]) -> list[_Found]:
    """Drop what another frame says already: a change named inside an object, the same pair told by a weaker rule."""
    kept: list[_Found] = []
    pairs: dict[tuple[int, int, int], Predicate] = {}
    for one in sorted(found, key=lambda one: -_SCORES[one[0].rule]):
        frame, subject, target, _ = one
        inside = any(
            other.start <= frame.trigger_start < other.end and other is not target
            for _, _, other, _ in found
            if frame.rule in {"nominal", "effect"}
        )
        pair = (subject.start, target.start, target.end)
        if not inside and pairs.setdefault(pair, frame.predicate) == frame.predicate:
            kept.append(one)
    return sorted(dict.fromkeys(kept), key=lambda one: (one[0].trigger_start, one[2].start, one[1].start))


# A difference that may be chance is none that was found; what another arm showed is another matter.
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:(?:is|was|were|are|did)(?: not|n't)|but not|though not)\b(?: \w+){0,3} significan\w+|\b(?:in"
    r"|non-?)significant\b|\bNS\b|\bn\.s\."
)
_ANOTHER_ARM = re.compile(r"\b(?:whereas|while|unlike|without|in contrast)\b")


def _is_denied_significance(text: str, sentence: Sentence, at: int) -> bool:
    match = _NOT_SIGNIFICANT.search(text, at, sentence.end)
    if match is None:
        match = _NOT_SIGNIFICANT.search(text, sentence.start, at)
        return match is not None and text[sentence.start : match.start()].strip().lower() in {
            "although",
            "though",
            "while",
        }
    return _ANOTHER_ARM.search(text, at, match.start()) is None


_STUDIED = re.compile(
    r"\b(?:effects?|effectiveness|efficacy|impact|influence|safety|use|role|benefits?|evaluation|trial|study"
    r"|comparison) of\s+",
    re.IGNORECASE,
)


class _Reader:
    """Read one document; it remembers the last subject."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.resolver = Resolver(self.document.text, extraction.links, extraction.interventions)
        self.cancer = about_cancer(f"{self.document.metadata.title}\n{self.document.text[:1500]}")
        self.last: tuple[int, Argument] | None = None
        self.measured: tuple[int, Argument] | None = None

    def read(self, at: int, sentence: Sentence, role: Role) -> Iterator[Claim]:
        """Yield the claims of one sentence."""
        text = self.document.text
        items = parse(text, sentence.start, sentence.end, self.resolver.closed(sentence.start, sentence.end))
        found: list[tuple[Frame, Argument, Argument, bool]] = []
        assertion: Assertion | None = None
        for frame in Grammar(items).frames():
            resolved = self._resolve(at, frame)
            if resolved is not None:
                found.append((frame, *resolved))
        for frame, subject, target in find_phrases(text, sentence, items, self.resolver):
            found.append((frame, subject, target, False))
        if not found:
            return
        cites = find_citations(self.document, sentence.start, sentence.end)
        assertion = assess(self.document, sentence, role, cites)
        found = _distinct([one for one in found if assertion.states(one[0].trigger_start, one[0].trigger_end)])
        effects = find_effects(text, sentence.start, sentence.end)
        ends = [(max(frame.trigger_end, target.end), frame.trigger_start) for frame, _, target, _ in found]
        keys = tuple(dict.fromkeys(citation.key for citation in cites))
        for (frame, subject, target, carried), own in zip(found, bind(effects, ends, sentence.text), strict=True):
            claim = self._claim(sentence, role, frame, subject, target, assertion, own, effects, keys, carried)
            if claim is not None:
                yield claim

    def _resolve(self, at: int, frame: Frame) -> tuple[Argument, Argument, bool] | None:
        """Return subject, object and whether the subject was carried on from before."""
        if frame.subject is not None and frame.subject == frame.object:
            return self._split(frame)
        target = self.resolver.object(frame.object)
        if target is None and frame.object.start == frame.object.end and self.measured and at - self.measured[0] == 1:
            target = self.measured[1]
        subject = self.resolver.subject(frame.subject) if frame.subject is not None else None
        carried = subject is None
        if subject is None and (frame.subject is None or frame.pronoun):
            subject = self._carried(at, frame) or self._focus(frame)
        if target is None or subject is None or (subject.start < target.end and target.start < subject.end):
            return None
        if not carried:
            self.last = (at, subject)
        self.measured = (at, target)
        return subject, target, carried

    def _split(self, frame: Frame) -> tuple[Argument, Argument, bool] | None:
        """Return the parts of one phrase that names both: "approved X-based cancer treatment"."""
        place = frame.object
        diseases = [
            link for link in self.resolver.links_in(place.start, place.end) if link.mention.kind is Kind.DISEASE
        ]
        subject = self.resolver.subject(replace(place, end=diseases[-1].mention.start)) if diseases else None
        if subject is None:
            return None
        target = self.resolver.named(diseases[-1])
        return (subject, target, False) if subject.end <= target.start else None

    def _focus(self, frame: Frame) -> Argument | None:
        """Return what the paper's title studies, for a comparison that names no arm."""
        if frame.rule not in _OF_THE_PAPER:
            return None
        return self._titled

    @functools.cached_property
    def _titled(self) -> Argument | None:
        title = next((s for s in self.document.sections if s.role is Role.TITLE), None)
        end = title.end if title else len(self.document.metadata.title) + 1
        start = title.start if title else 0
        whole = next(iter(self.resolver.interventions_in(start, end)), None)
        if whole is not None:
            return self.resolver.composed(whole)
        given = [link for link in self.resolver.links_in(start, end) if link.mention.kind in _GIVEN and link.term]
        return self.resolver.named(given[0]) if given else self._in_title(start, end)

    def _in_title(self, start: int, end: int) -> Argument | None:
        """Return the "X" of "Effect of X on Y" in a title."""
        match = _STUDIED.search(self.document.text, start, end)
        if match is None:
            return None
        items = parse(self.document.text, match.end(), end)
        if not items or items[0].kind != "np":
            return None
        found = self.resolver.subject(Grammar(items).place(0))
        return replace(found, kind=Kind.INTERVENTION) if found is not None and not found.curies else found

    def _carried(self, at: int, frame: Frame) -> Argument | None:
        """Return the subject of the sentence itself or of the one before it."""
        if self.last is None or at - self.last[0] > 1:
            return None
        within = self.last[0] == at
        telling = bool(self.last[1].curies or self.last[1].intervention) or self.last[1].kind is Kind.INTERVENTION
        return self.last[1] if telling and (within or frame.pronoun or frame.rule in _COMPARING) else None

    def _claim(
        self,
        sentence: Sentence,
        role: Role,
        frame: Frame,
        subject: Argument,
        target: Argument,
        assertion: Assertion,
        own: tuple[Effect, ...],
        effects: tuple[Effect, ...],
        cites: tuple[str, ...],
        carried: bool,
    ) -> Claim | None:
        known = (self.resolver.recognised(subject), self.resolver.recognised(target))
        comparator = self.resolver.subject(frame.comparator) if frame.comparator is not None else None
        if not self._worth_keeping(frame, subject, target, known, own, role):
            return None
        negated = assertion.is_negated(frame.trigger_start, frame.trigger_end)
        predicate, direction, negated = self._meaning(frame, target, negated, own, sentence)
        if direction is None:
            return None
        score = _SCORES[frame.rule] * (0.7 if carried else 1.0) * (1.0, 0.9, 0.7)[2 - sum(known)]
        return Claim(
            paper=self.document.id,
            sentence=sentence,
            section=role,
            subject=subject,
            predicate=predicate,
            direction=direction,
            object=target,
            comparator=comparator,
            qualifiers=find_qualifiers(
                self.document.text, sentence, self.resolver, [a for a in (subject, target, comparator) if a]
            ),
            statistics=own,
            negated=negated,
            certainty=assertion.certainty_at(frame.trigger_start, frame.trigger_end),
            status=assertion.status,
            evidence=self._evidence(sentence, effects, frame.trigger_start),
            benefit=benefit_of(predicate, direction, target, self.cancer or about_cancer(sentence.text), negated),
            cites=cites,
            rule=f"{frame.rule}, carried on" if carried else frame.rule,
            score=round(score, 3),
        )

    def _worth_keeping(
        self,
        frame: Frame,
        subject: Argument,
        target: Argument,
        known: tuple[bool, bool],
        own: tuple[Effect, ...],
        role: Role,
    ) -> bool:
        if role is Role.METHODS and not all(known):
            return False
        if frame.predicate is Predicate.TREATS and frame.rule == "participle":
            return target.kind in _HARMS
        if (
            frame.predicate in {Predicate.APPROVED_FOR, Predicate.TREATS}
            and target.kind is Kind.OUTCOME
            and not known[1]
        ):
            return False
        if any(known):
            return True
        compares = frame.comparator is not None or (frame.rule in _COMPARING and bool(own))
        return subject.kind is Kind.INTERVENTION or compares

    def _meaning(
        self, frame: Frame, target: Argument, negated: bool, own: tuple[Effect, ...], sentence: Sentence
    ) -> tuple[Predicate, Direction | None, bool]:
        """Return predicate, direction and polarity; direction None where nothing is said."""
        predicate, direction = frame.predicate, frame.direction
        chance = frame.rule in _COMPARING and (
            by_chance(own) or _is_denied_significance(self.document.text, sentence, frame.trigger_start)
        )
        if frame.rule == "difference":
            return predicate, Direction.NO_CHANGE if negated or chance else Direction.NONE, False
        if predicate is Predicate.AFFECTS and (chance or (negated and direction is Direction.NONE)):
            # "had no effect on", "was lower (P = .4)": that is what was found, and no denial of it.
            return predicate, Direction.NO_CHANGE, False
        if predicate in {Predicate.IMPROVES, Predicate.WORSENS} and direction is Direction.NONE:
            if chance:
                return Predicate.AFFECTS, Direction.NO_CHANGE, False
            bad = valence_of(target.text, target.kind, self.cancer) < 0
            rises = (predicate is Predicate.IMPROVES) != bad
            return predicate, Direction.INCREASE if rises else Direction.DECREASE, negated
        return predicate, direction, negated

    def _evidence(self, sentence: Sentence, effects: tuple[Effect, ...], at: int) -> Evidence:
        sections = [section.title for section in self.document.sections_at(sentence.start) if section.title]
        lines = any(
            link.mention.kind is Kind.CELL_LINE for link in self.resolver.links_in(sentence.start, sentence.end)
        )
        clause = clause_around(self.document.text, sentence.start, sentence.end, at)
        evidence = evidence_for(self.extraction.evidence, clause, sections[-1] if sections else "", lines)
        counts = [effect for effect in effects if not is_statistic(effect)]
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
            if claim.status is not Status.FINDING or not claim.statistics:
                yield claim
                continue
            at = places[claim.sentence.start]
            near = self.extraction.sentences[at : at + 3]
            around = [effect for s in near for effect in self._general(s.start, s.end)]
            yield replace(claim, statistics=pooled(claim.statistics, around))

    @functools.lru_cache(maxsize=64)  # noqa: B019  one reader lives as long as its document is read
    def _general(self, start: int, end: int) -> tuple[Effect, ...]:
        if "I" not in self.document.text[start:end]:
            return ()
        return find_effects(self.document.text, start, end)
