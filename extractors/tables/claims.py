"""Claims of tables: what the name of a row does to what the head or the caption names, by the estimate in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.assertion import find_citations
from extractors.claim import Argument, Claim, Direction, Effect, Predicate, Qualifier
from extractors.claims import SILENT
from extractors.claims.binding import POOLABLE, by_chance
from extractors.claims.valence import benefit_of
from extractors.document import Block, Cell, Role, Sentence, Table
from extractors.effects.measures import CONTRASTS, RATIOS
from extractors.effects.spreads import with_spreads
from extractors.evidence import evidence_at
from extractors.pipeline import Extraction, Stage
from extractors.tables.arms import Arm, dose_in, is_control
from extractors.tables.comparisons import Comparison, comparisons
from extractors.tables.forms import NOTHING, read_form
from extractors.tables.grid import Grid, captions_of
from extractors.tables.marks import marks_of
from extractors.tables.names import MARKS, Names
from extractors.tables.reading import Reading, TableReader
from extractors.tables.versus import Sides, sides_of
from ontologies.term import Kind

FACTOR, EFFECT, ARMS, COUNTS = "table, factor", "table, effect", "table, arms", "table, counts"
_SCORES = {FACTOR: 0.7, EFFECT: 0.7, ARMS: 0.7, COUNTS: 0.6}
_AT_START = re.compile(
    r"\bbaseline\b|characteristic|demographic|\bat (?:the )?(?:\w+ )?(?:enrol|inclusion|entry)|\bpre-?test\b"
    r"|\b(?:description|profiles?|data|comparability) of (?:the )?(?:\w+ ){0,2}"
    r"(?:population|patients|groups|participants)",
    re.IGNORECASE,
)

# Rows that only tables of how arms were chosen have; "age under 60" is a part of the people.
_TRAITS = re.compile(
    r"\W*(?:mean |median )?(?:age|sex|gender|race|ethnicity|(?:fe)?males?(?: sex)?|(?:wo)?men)(?: at \w+)?"
    r"\s?(?:[,;:(]|$)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:from|since|relative to|adjust\w+ for|controlling for) (?:the )?baseline|\bbaseline[- ]adjusted"
    r"|\bpost-?baseline",
    re.IGNORECASE,
)
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_OUTCOMES = _ILLS | {Kind.OUTCOME, Kind.PROCESS}
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.CELL_TYPE})
_FACTORS = _GIVEN | _ILLS | {Kind.GENE, Kind.VARIANT}
_CHANGED = _OUTCOMES | {Kind.CHEMICAL, Kind.GENE}

# Captions that say what stands on the other side of the rows. The words that follow are searched for names.
_RISK_OF = re.compile(
    r"\b(?:factors?|predictors?|predict(?:s|ing|ion)?|determinants?|correlates|associat(?:ions?|ed)|relat(?:ions?|ed|ionships?)"
    r"|risks?|odds|hazards?|likelihood|ratios?)\b[^.;:]{0,60}?\b(?:with|to|of|for|and|on)\s",
    re.IGNORECASE,
)
_EFFECT_OF = re.compile(r"\b(?:effects?|efficacy|effectiveness|impact|influence)\sof\s", re.IGNORECASE)
_ON = re.compile(r"\s(?:on|in|upon)\s", re.IGNORECASE)
# What a head says of the method is no outcome.
_METHOD = re.compile(r"regress|analys|model|adjust|variate|variable|estimate|ratio|value|score", re.IGNORECASE)
# Names of categories, arms and technical rows, which mean nothing without what stands around them.
_CATEGORY = re.compile(
    r"^\W*(?:no|none|never|former|other|unknown|missing|male|female|men|women|total|overall|all|group|low|medium|middle|moderate"
    r"|mild|severe|high|model|constant|intercept|adjusted|crude|unadjusted|quartile|tertile|quintile|control|difference|mean"
    r"|white|black|single|married|primary|secondary|study|random|fixed)\b|[<>≤≥=]|\b(?:vs?\.?|versus)\b|^\W*\d|I2"
    r"|\bet al\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\W*[A-Za-z]{3,}")
_LONGEST_NAME = 60
_TIME = re.compile(
    r"\W*(?:(?:post|pre)-?\w+ )?(?:weeks?|months?|days?|years?|visits?|hours?|at|after|follow-?up|end of|\d)\b",
    re.IGNORECASE,
)
_PREDICTS = re.compile(r"predict|factors? (?:associated )?(?:with|for|of)|determinants", re.IGNORECASE)
_PREDICTING = re.compile(r"(?:the )?predict(?:ing|ion of|ors? of)\s")
_PREDICTED = re.compile(
    r"(?:the |an? |having |being )?(?P<words>[a-z][a-z-]+(?: (?!by\b|in\b|among|from|at\b|according|using|and\b|with\b)"
    r"[a-z-]+){0,4})(?=\s(?:by|in|among|from|at|according|using)\b|\s?[.,(]|$)"
)
# What arms were like before anything was given, and names of rows that say nothing without their heading.
_BEFORE = re.compile(
    r"\b(?:before|prior to|pre-?(?:treatment|intervention|op\w*|test|dose)|t0|(?:day|week|month) 0)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"\W*(?:total|any|overall|all|mean|median|value|score|(?:all )?patients(?:, [^|]*)?|emax|emin|cmax|auc|peak"
    r"|(?:percent |% |mean |absolute )?change(?: from baseline)?|per[- ]protocol|intention[- ]to[- ]treat|m?ITT|PP|n)?"
    r"\W*(?:\([^)]*\)|n|%|\W)*",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\W*(?:mild|moderate|severe|(?:grades?|stages?)\b.{0,8}|left|right|(?:de|in)crease[ds]?|improve\w*|worse\w*"
    r"|unchanged|yes|none?|never|other|unknown|missing|men|women|males?|females?|[<>≤≥]?\s?\d.*)\W*$",
    re.IGNORECASE,
)
_FORM_WORDS = re.compile(
    r"\([^)]*\)|\b(?:mean|median|average|values?|number|no|n|SD|SEM?|CI|of|the|in|and|at|for|patients|subjects|change|difference"
    r"|baseline|from|adjusted|LS|intervention|groups?|treatment|outcomes?|results?|scores?)\b|[^A-Za-z\s]",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\+|\bplus\b|\band\b|\bwith\b|/", re.IGNORECASE)
_DOSES = re.compile(r"\d[\d.,]*\s?(?:[mµμn]?g|m[lL]|[KM]?IU|mM|[µμn]M)\b")
_LISTED = re.compile(r",|\band\b|\bor\b|/")
_NEAR = 30
_MARKED = re.compile(
    r"\W*(?:yes|present|positive|exposed|any|ever|high(?:er|est)?)\b(?:\W*vs?\W*\w+)?[^a-z]*$", re.IGNORECASE
)


def stage() -> Stage:
    """Return the stage that adds the claims of tables to `Extraction.claims`, in the order of the text.

    It also says of all of them what a plus-minus is, where only the paper as a whole does.
    """

    def run(extraction: Extraction) -> Extraction:
        added = tuple(find_table_claims(extraction)) if extraction.document.tables else ()
        claims = sorted((*extraction.claims, *added), key=lambda claim: claim.sentence.start)
        return replace(extraction, claims=with_spreads(claims, extraction.document.text))

    return run


def find_table_claims(extraction: Extraction) -> Iterator[Claim]:
    """Yield what tables claim, row by row.

    "table, factor": the name of the row is a factor with an estimate, and the head of the column or a caption like
    "Factors associated with X" names the outcome, which must be recognised; a factor need not be where it stands for
    itself, in no section of the table. "table, effect": a caption like "Effect of X on Y" names what was given and the
    row what it was seen on, both recognised. "table, arms": a row gives an outcome for a treated arm and for a control,
    and how sure the difference is; tables of baseline characteristics claim nothing. The categories of a factor claim
    nothing, but for "yes".
    """
    writer = _Writer(extraction)
    document = extraction.document
    for table in document.tables:
        if document.role_at(table.cells[0].start) not in SILENT:
            captions = captions_of(document, table)
            readings = list(TableReader(Grid(document, table, captions)).readings())
            yield from writer.factors(readings, captions)
            yield from writer.arms(table, readings, captions)


def _tells(effect: Effect) -> bool:
    sure = effect.ci_low is not None or effect.p is not None
    return effect.measure in CONTRASTS and effect.value is not None and sure


@dataclass(frozen=True, slots=True)
class _Topic:
    """Hold what the caption names: what the rows are factors of, or what was given to change what the rows name."""

    outcome: Argument | None = None
    given: Argument | None = None


class _Writer(Names):
    """Make claims of the tables of one document."""

    def factors(self, readings: Sequence[Reading], captions: Sequence[Block]) -> Iterator[Claim]:
        """Yield what estimates say of the names of their rows, or of two that a head or the caption sets apart."""
        telling = [reading for reading in readings if _tells(reading.effect)]
        topic = self.topic(captions) if telling else _Topic()
        for reading in telling:
            claim = self.claim(reading, topic) or self.versus(reading, captions)
            if claim is not None:
                yield claim

    def versus(self, reading: Reading, captions: Sequence[Block]) -> Claim | None:
        """Return what an estimate says of two that are compared, seen on what the row or a head names."""
        text, sentence = self._document.text, self._sentence(reading.anchor)
        sides = sides_of(text, reading, captions) if reading.effect.measure in POOLABLE | {"beta"} else None
        if sides is not None and sides.head is None and reading.effect.measure == "beta":
            # A slope compares two where its own head names one of them.
            return None
        if sides is None or sentence is None or any(self._starts_at(block) for block in captions[:1]):
            return None
        target = self._seen_on(reading, sides, captions)
        one, two = (self._side(span) for span in (sides.one, sides.two))
        if target is None or one.key == two.key or target.key in {one.key, two.key}:
            return None
        return replace(self._made(reading, sentence, one, target, EFFECT), comparator=two)

    def arms(self, table: Table, readings: Sequence[Reading], captions: Sequence[Block]) -> Iterator[Claim]:
        """Yield what rows say of arms; a table that gives their age or sex tells how they were at the start."""
        text = self._document.text
        start = any(_is_start(text[block.start : block.end]) for block in captions[:1])
        if start or any(_TRAITS.match(text, cell.start, cell.end) for cell in table.cells if not cell.column):
            return
        for found in comparisons(text, readings, marks_of(text, captions)):
            sentence = self._sentence(found.anchor)
            target = self._measured(found, captions)
            arm, dose = self._arm(found.arm, found.control)
            if sentence is not None and target is not None and arm is not None and _WORDS.match(target.text):
                control = self._words(found.control.name, Kind.INTERVENTION)
                if not found.tested and not (arm.curies or is_control(text, found.control)):
                    # Counts of "ICU" and "no ICU" compare people, not what they got.
                    continue
                yield self._arms(found, sentence, arm, control, target, dose)

    def _measured(self, found: Comparison, captions: Sequence[Block]) -> Argument | None:
        """Return what was measured; None for how arms were at the start, categories and parts of the people."""
        if found.head is not None and not self._says_nothing(found.label) and self._is_of_one_thing(found.head):
            # Under "mean time to healing (days)" rows are parts of the people.
            return None
        cells = [cell for cell in (found.label, found.section, found.head) if cell is not None]
        label = self._telling(cells)
        if label is not None:
            return self._named(label, _CHANGED) or self._words(label, Kind.OUTCOME)
        return self._captioned(captions) if len(cells) == 1 and self._says_nothing(cells[0]) else None

    def _is_of_one_thing(self, head: Cell) -> bool:
        """Tell whether what heads all arms says what their numbers measure: "mean healing time in weeks"."""
        words = self._document.text[head.start : head.end]
        return bool(read_form(words).measure) and len(_FORM_WORDS.sub("", words).split()) > 1

    def _telling(self, cells: Sequence[Cell]) -> Cell | None:
        """Return the first of a row's name and what stands above it that says what was measured."""
        text = self._document.text
        if any(_is_start(text[cell.start : cell.end]) for cell in cells):
            return None
        label = cells[0]
        if _BEFORE.search(text, label.start, label.end):
            return None
        if not self._says_nothing(label):
            return None if _GRADE.match(text, label.start, label.end) else label
        return next(iter(cells[1:]), None)

    def _seen_on(self, reading: Reading, sides: Sides, captions: Sequence[Block]) -> Argument | None:
        """Return what two are compared by: what a head names, else the row or its section, else the caption."""
        headed = self._headed(reading)
        if headed is not None:
            return headed
        cells = [cell for cell in (*reading.row.labels[-1:], reading.row.section) if cell is not None]
        cells = [cell for cell in cells if cell is not sides.head]
        label = self._telling(cells) if cells else None
        if label is not None:
            found = self._named(label, _CHANGED) or self._words(label, Kind.OUTCOME)
            return found if _WORDS.match(found.text) and not _CATEGORY.search(found.text) else None
        return self._captioned(captions) if not cells or self._says_nothing(cells[0]) else None

    def _captioned(self, captions: Sequence[Block]) -> Argument | None:
        """Return the outcome that the caption names, for rows that only say when."""
        block = next(iter(captions), None)
        return self._only_outcome(block.start, block.end) if block is not None else None

    def _says_nothing(self, label: Cell) -> bool:
        """Tell whether the name of a row only says when, or that it is of all."""
        text = self._document.text
        if _BEFORE.search(text, label.start, label.end) or _is_start(text[label.start : label.end]):
            return False
        return self._is_time(label) or _BARE.fullmatch(text, label.start, label.end) is not None

    def _side(self, span: tuple[int, int]) -> Argument:
        """Return one of two that are compared: a recognised thing that is given, else its words."""
        given = self._first(*span, _GIVEN)
        whole = given is not None and 2 * len(given.text) > span[1] - span[0]
        text = MARKS.sub("", self._document.text[slice(*span)])
        words = Argument(start=span[0], end=span[0] + len(text), text=text, kind=Kind.INTERVENTION)
        return given if given is not None and whole else words

    def _starts_at(self, block: Block) -> bool:
        return _is_start(self._document.text[block.start : block.end])

    def _arm(self, arm: Arm, control: Arm) -> tuple[Argument | None, Argument | None]:
        """Return what an arm got, and at which dose; None for a dose of nobody knows what."""
        text, cell = self._document.text, arm.outer or arm.name
        dose = dose_in(text, arm.name)
        shown = Argument(start=dose[0], end=dose[1], text=text[slice(*dose)], kind=Kind.OTHER) if dose else None
        rival = text[control.name.start : control.name.end].lower()
        given = self._first(cell.start, cell.end, _GIVEN)
        if given is not None and given.text.lower() not in rival and not _JOINED.search(text, cell.start, cell.end):
            return given, shown
        words = self._words(cell, Kind.INTERVENTION)
        return (words if _WORDS.search(_DOSES.sub("", words.text)) else None), shown

    def _is_time(self, cell: Cell) -> bool:
        return _TIME.match(self._document.text[cell.start : cell.end]) is not None

    def _arms(
        self,
        found: Comparison,
        sentence: Sentence,
        arm: Argument,
        control: Argument,
        target: Argument,
        dose: Argument | None,
    ) -> Claim:
        direction = found.direction
        return Claim(
            paper=self._document.id,
            sentence=sentence,
            section=Role.TABLE,
            subject=arm,
            predicate=Predicate.AFFECTS,
            direction=direction,
            object=target,
            comparator=control,
            qualifiers=(Qualifier(role="dose", argument=dose),) if dose is not None else (),
            statistics=found.statistics,
            evidence=evidence_at(self._document, self._extraction.evidence, sentence, found.anchor.start),
            benefit=benefit_of(Predicate.AFFECTS, direction, target, cancer=self._cancer, negated=False),
            rule=ARMS if found.tested else COUNTS,
            score=_SCORES[ARMS if found.tested else COUNTS],
        )

    def topic(self, captions: Sequence[Block]) -> _Topic:
        """Return what the first sentences of the caption name."""
        text = self._document.text
        for block in captions[:1]:
            if "interaction" in text[block.start : block.end].lower():
                break
            effect = _EFFECT_OF.search(text, block.start, block.end)
            if effect:
                on = _ON.search(text, effect.end(), block.end)
                return _Topic(given=self._first(effect.end(), on.start() if on else block.end, _GIVEN))
            risk = _RISK_OF.search(text, block.start, block.end)
            if risk:
                return _Topic(outcome=self._only_outcome(risk.end(), block.end) or self._plain_outcome(risk))
        return _Topic()

    def _plain_outcome(self, risk: re.Match[str]) -> Argument | None:
        """Return words that nobody knows as what is predicted: "Odds ratios for predicting enrolment by age"."""
        text = self._document.text
        further = _PREDICTING.match(text, risk.end())
        told = further is not None or _PREDICTS.search(risk[0])
        match = _PREDICTED.match(text, further.end() if further else risk.end()) if told else None
        if match is None or self._first(*match.span("words"), frozenset(Kind)):
            return None
        return Argument(start=match.start("words"), end=match.end("words"), text=match["words"], kind=Kind.OUTCOME)

    def _only_outcome(self, start: int, end: int) -> Argument | None:
        """Return the outcome that a caption names; None where it names several in one breath."""
        first = self._first(start, end, _OUTCOMES)
        if first is not None and _METHOD.search(first.text):
            return None
        second = self._first(first.end, end, _OUTCOMES) if first else None
        if first is None or second is None:
            return first
        between = self._document.text[first.end : second.start]
        return None if _LISTED.search(between) and len(between) < _NEAR else first

    def claim(self, reading: Reading, topic: _Topic) -> Claim | None:
        """Return what a reading claims; None where one side is not named."""
        sentence = self._sentence(reading.anchor)
        label = reading.row.labels[-1] if reading.row.labels else None
        if sentence is None or label is None:
            return None
        if topic.given is not None:
            target = self._named(label, _CHANGED)
            return self._made(reading, sentence, topic.given, target, EFFECT) if target else None
        outcome = self._headed(reading) or topic.outcome
        factor = self._factor(reading, label)
        if outcome is None or factor is None or factor.key == outcome.key:
            return None
        return self._made(reading, sentence, factor, outcome, FACTOR)

    def _factor(self, reading: Reading, label: Cell) -> Argument | None:
        """Return what the row is about: its name, or for "yes" the name before or the heading above it."""
        if not _MARKED.match(self._document.text[label.start : label.end]):
            return self._named(label, _FACTORS) or (None if reading.row.section else self._plain(reading, label))
        outer = reading.row.labels[-2] if len(reading.row.labels) > 1 else reading.row.section
        return self._named(outer, _FACTORS) if outer is not None else None

    def _plain(self, reading: Reading, label: Cell) -> Argument | None:
        """Return the words of a row that stands for itself, where nothing in it is recognised."""
        text = self._document.text[label.start : label.end]
        alone = len(reading.row.labels) == 1 and not self._first(label.start, label.end, frozenset(Kind))
        if not alone or len(text) > _LONGEST_NAME or not _WORDS.match(text) or _CATEGORY.search(text):
            return None
        return Argument(start=label.start, end=label.end, text=text, kind=Kind.OTHER)

    def _headed(self, reading: Reading) -> Argument | None:
        """Return the outcome that heads the column, beside what the heads say of numbers and methods."""
        words = [(head, self._document.text[head.start : head.end]) for head in reading.heads]
        telling = (head for head, text in words if read_form(text) == NOTHING and not _METHOD.search(text))
        found = (self._named(head, _OUTCOMES) for head in telling)
        return next((argument for argument in found if argument is not None), None)

    def _made(self, reading: Reading, sentence: Sentence, subject: Argument, target: Argument, rule: str) -> Claim:
        document, effect = self._document, reading.effect
        chance = by_chance([effect])
        predicate = Predicate.AFFECTS if rule == EFFECT else Predicate.ASSOCIATED
        direction = Direction.NO_CHANGE if chance and rule == EFFECT else _direction(effect)
        negated = chance and rule == FACTOR
        citations = find_citations(document, sentence.start, sentence.end)
        return Claim(
            paper=document.id,
            sentence=sentence,
            section=Role.TABLE,
            subject=subject,
            predicate=predicate,
            direction=Direction.NONE if negated else direction,
            object=target,
            statistics=(effect,),
            negated=negated,
            evidence=evidence_at(document, self._extraction.evidence, sentence, reading.anchor.start),
            benefit=benefit_of(predicate, direction, target, cancer=self._cancer, negated=negated),
            cites=tuple(dict.fromkeys(citation.key for citation in citations)),
            rule=rule,
            score=_SCORES[rule],
        )


def _is_start(words: str) -> bool:
    """Tell whether words speak of how arms were at the start, and not of what changed since."""
    return _AT_START.search(_SINCE.sub("", words)) is not None


def _direction(effect: Effect) -> Direction:
    none = 1 if effect.measure in RATIOS else 0
    if effect.value is None or effect.value == none:
        return Direction.NO_CHANGE
    return Direction.INCREASE if effect.value > none else Direction.DECREASE
