"""What a paper claims, on what evidence, and at what risk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractors.document import Role, Sentence
from extractors.mention import Intervention
from extractors.phrase import is_local, phrase_key
from ontologies.curie import Curie
from ontologies.term import Kind


class Predicate(StrEnum):
    """Say what a subject does to an object; the direction is kept apart."""

    AFFECTS = "affects"
    TREATS = "treats"
    PREVENTS = "prevents"
    IMPROVES = "improves"
    WORSENS = "worsens"
    CAUSES = "causes"
    REGULATES = "regulates"
    INTERACTS = "interacts with"
    ASSOCIATED = "associated with"
    CORRELATED = "correlated with"
    STUDIED_FOR = "studied for"
    APPROVED_FOR = "approved for"


class Direction(StrEnum):
    """Say which way the object changes."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CHANGE = "no change"
    NONE = ""


class Certainty(StrEnum):
    """Say how certain the text is: never how strong the study or how sure the extractor is."""

    ASSERTED = "asserted"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


class Status(StrEnum):
    """Say whose statement it is."""

    FINDING = "finding"
    BACKGROUND = "background"
    METHOD = "method"
    LIMITATION = "limitation"


class Setting(StrEnum):
    """Say where the thing was seen."""

    IN_VITRO = "in vitro"
    EX_VIVO = "ex vivo"
    IN_VIVO = "in vivo"
    IN_SILICO = "in silico"
    CLINICAL = "clinical"


class Design(StrEnum):
    """Say how the study was made."""

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    RCT = "randomised controlled trial"
    CLINICAL_TRIAL = "clinical trial"
    COHORT = "cohort study"
    CASE_CONTROL = "case-control study"
    CROSS_SECTIONAL = "cross-sectional study"
    CASE_REPORT = "case report"
    ANIMAL = "animal study"
    CELL = "cell study"
    IN_SILICO = "computational study"
    GUIDELINE = "guideline"
    REVIEW = "review"
    LAY = "lay text"


class RiskKind(StrEnum):
    """Say what sort of harm or limit a risk is."""

    ADVERSE_EVENT = "adverse event"
    DISEASE_PROMOTION = "disease promotion"
    TOXICITY = "toxicity"
    CONTRAINDICATION = "contraindication"
    INTERACTION = "interaction"
    SAFETY_CONCERN = "safety concern"
    EVIDENCE_LIMITATION = "evidence limitation"
    OVERCLAIMING = "overclaiming"
    DELAY_OF_CARE = "delay of care"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Fill one place of a claim: the words, and what they were linked to.

    ``curies`` is the linked term and its counterparts, best first; empty for NIL. ``intervention`` is set where the
    argument is a composed intervention. ``spelled`` are words of no term with the paper's short forms spelled out;
    empty where they have none.
    """

    start: int
    end: int
    text: str
    kind: Kind
    curies: tuple[Curie, ...] = ()
    intervention: Intervention | None = None
    spelled: str = ""

    @property
    def key(self) -> str:
        """Return what the argument is, apart from where it stands."""
        if self.intervention is not None:
            return self.intervention.key
        return str(self.curies[0]) if self.curies else phrase_key(self.spelled or self.text)

    def key_in(self, paper: str) -> str:
        """Return what the argument is for all papers: words that only name a part in a study keep to their paper."""
        loose = not self.curies and self.intervention is None
        return f"{paper}: {self.key}" if loose and is_local(self.spelled or self.text) else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Add a condition under which a claim holds.

    ``role`` is one of population, species, cell line, cell type, tissue, disease, dose, time, source, other.
    """

    role: str
    argument: Argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Hold one reported effect or statistic with its verbatim text.

    ``measure`` is the usual short name (SMD, MD, OR, RR, HR, RD, fold change, percent change, correlation, mean,
    events); empty where only a p value, an I2 or a count is given. ``p_comparator`` keeps "<" apart from "=": p < 0.001
    is not 0.001. I2 is in percent; a single value has equal ends. ``sd`` is what follows a plus-minus sign, and
    ``spread_low`` and ``spread_high`` stand around a median or mean; ``spread`` says what they are: "SD" or "SE", "IQR"
    or "range", empty where the text does not say. ``arm`` says of the value of one arm of a claim whose it is:
    "subject" or "comparator". ``start`` and ``end`` mark ``text``.
    """

    start: int
    end: int
    text: str
    measure: str = ""
    value: Decimal | None = None
    unit: str = ""
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Decimal | None = None
    p: Decimal | None = None
    p_comparator: str = ""
    i2_low: Decimal | None = None
    i2_high: Decimal | None = None
    tau2: Decimal | None = None
    q: Decimal | None = None
    n: int | None = None
    studies: int | None = None
    sd: Decimal | None = None
    spread_low: Decimal | None = None
    spread_high: Decimal | None = None
    spread: str = ""
    arm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Say what a statement rests on, for one claim or for a whole paper.

    ``rule`` names what decided. ``level`` is derived from the two axes by the rule `extractors.evidence` names; empty
    where nothing is known. ``n`` counts participants, ``studies`` studies.
    """

    settings: tuple[Setting, ...] = ()
    designs: tuple[Design, ...] = ()
    level: str = ""
    rule: str = ""
    n: int | None = None
    studies: int | None = None


def _hash(*facts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()[:20]


# How the rules are called that read a whole passage.
LEARNED = "learned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Hold one statement of a paper: who changes what, which way, in which setting, how certain.

    ``benefit`` is True where the change is good for the patient or subject, False where it is a harm, None where the
    text leaves it open. ``cites`` are keys of `Document.references` in the sentence. ``statistics`` holds effects bound
    to this claim. ``rule`` names the pattern that found it and ``score`` in 0..1 is the extractor's own confidence.

    Two identities: ``key`` is what is said, the same in every paper; ``id`` adds the conditions, the paper and the
    place.
    """

    paper: str
    sentence: Sentence
    section: Role
    subject: Argument
    predicate: Predicate
    direction: Direction
    object: Argument
    comparator: Argument | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    statistics: tuple[Effect, ...] = ()
    negated: bool = False
    certainty: Certainty = Certainty.ASSERTED
    status: Status = Status.FINDING
    evidence: Evidence = Evidence()
    benefit: bool | None = None
    cites: tuple[str, ...] = ()
    rule: str = ""
    score: float = 1.0

    @property
    def of_paper(self) -> bool:
        """Tell whether the paper as a whole relates the two; the sentence then only names them."""
        return self.rule.startswith(LEARNED)

    @property
    def key(self) -> str:
        """Return the hash of what is said: arguments, predicate, direction and polarity.

        Comparator and qualifiers are not in it: they say under which conditions one paper saw it, and with them hardly
        two papers would ever say the same.
        """
        ends = self.subject.key_in(self.paper), self.object.key_in(self.paper)
        return _hash(*ends, self.predicate, self.direction, self.negated)

    @property
    def id(self) -> str:
        """Return the hash of what is said, under which conditions, and where it stands."""
        places = (self.subject.start, self.subject.end, self.object.start, self.object.end)
        comparator = self.comparator.key if self.comparator else ""
        conditions = sorted(f"{qualifier.role}={qualifier.argument.key}" for qualifier in self.qualifiers)
        return _hash(self.paper, self.sentence.start, self.sentence.end, *places, self.key, comparator, *conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Hold one statement about harm, or about the limits of the evidence.

    ``agent`` is what brings the risk, None where the text names none; ``hazard`` is the harm or the limit.
    ``associated`` is True where the text only links the two, False where it asserts a cause. The other fields are as
    in `Claim`.
    """

    paper: str
    sentence: Sentence
    section: Role
    kind: RiskKind
    hazard: Argument
    agent: Argument | None = None
    mitigation: tuple[Argument, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    severity: str = ""
    frequency: str = ""
    associated: bool = False
    negated: bool = False
    certainty: Certainty = Certainty.ASSERTED
    status: Status = Status.FINDING
    evidence: Evidence = Evidence()
    cites: tuple[str, ...] = ()
    rule: str = ""
    score: float = 1.0

    @property
    def key(self) -> str:
        """Return the hash of what is said, the same in every paper."""
        agent = self.agent.key_in(self.paper) if self.agent else ""
        return _hash(self.kind, agent, self.hazard.key_in(self.paper), self.negated, self.associated)

    @property
    def id(self) -> str:
        """Return the hash of what is said and where it stands."""
        places = (self.sentence.start, self.sentence.end, self.hazard.start, self.hazard.end)
        return _hash(self.paper, *places, self.agent.start if self.agent else "", self.key)
