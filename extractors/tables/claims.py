"""Claims of tables: what the name of a row does to what the head or the caption names, by the estimate in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.assertion import find_citations
from extractors.claim import Argument, Claim, Direction, Effect, Predicate, Qualifier
from extractors.claims import SILENT
from extractors.claims.binding import POOLABLE, by_chance
from extractors.claims.contrasts import BARE
from extractors.claims.valence import benefit_of
from extractors.document import Block, Cell, Role, Sentence, Table
from extractors.effects.measures import CONTRASTS, RATIOS
from extractors.effects.spreads import with_spreads
from extractors.evidence import evidence_at
from extractors.pipeline import Extraction, Stage
from extractors.tables.arms import Arm, dose_in, is_control
from extractors.tables.changes import changes
from extractors.tables.comparisons import Comparison, comparisons
from extractors.tables.factors import CATEGORY, GIVEN, OUTCOMES, WORDS, Factors, Topic
from extractors.tables.forms import read_form
from extractors.tables.grid import Grid, captions_of
from extractors.tables.marks import marks_of
from extractors.tables.names import MARKS
from extractors.tables.reading import Reading, TableReader
from extractors.tables.versus import Sides, sides_of
from ontologies.term import Kind

FACTOR, EFFECT, ARMS, COUNTS = "table, factor", "table, effect", "table, arms", "table, counts"
CORRELATE, CHANGES = "table, correlation", "table, change"
_SCORES = {FACTOR: 0.7, EFFECT: 0.7, ARMS: 0.7, COUNTS: 0.6, CORRELATE: 0.7, CHANGES: 0.6}
_PREDICATES = {EFFECT: Predicate.AFFECTS, CORRELATE: Predicate.CORRELATED}
_AT_START = re.compile(
    r"\bbaseline\b|characteristic|demographic|prognostic variables|\ba?etiology of|\bpre-?test\b"
    r"|\bat (?:the )?(?:\w+ )?(?:enrol|inclusion|entry)"
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
_CHANGED = OUTCOMES | {Kind.CHEMICAL, Kind.GENE}
# What arms were like before anything was given, and names of rows that say nothing without their heading.
_BEFORE = re.compile(
    r"\b(?:before|prior to|pre-?(?:treatment|intervention|op\w*|test|dose)|t0|(?:day|week|month) 0)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"\W*(?:total|any|overall|all|mean|median|value|score|(?:all )?patients(?:, [^|]*)?|emax|emin|cmax|auc|peak"
    r"|(?:ls |mean |adjusted )*(?:treatment )?differences?"
    r"|(?:percent |% |mean |absolute )?change(?: from baseline)?|per[- ]protocol|intention[- ]to[- ]treat|m?ITT|PP|n)?"
    r"\W*(?:\([^)]*\)|n|%|\W)*",
    re.IGNORECASE,
)
_UNEXPLAINED = frozenset({BARE, "percentage"})
# A table that tells what came of something, not how people were.
_AFTERWARDS = re.compile(
    r"\b(?:adverse|side[- ]effects?|complications?|toxicit\w*|morbidit\w*|mortality|outcomes?|respon\w+|results?"
    r"|efficacy|effects?|after|follow\w*|post\w*|events?|recurrences?|changes?|improve\w*|end ?points?|incidences?)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\W*(?:mild|moderate|severe|(?:utili[sz]ation )?rates?|percentages?|prevalence|incidence|frequency"
    r"|(?:grades?|stages?)\b.{0,8}|left|right|(?:de|in)crease[ds]?|improve\w*|worse\w*"
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
            grid = Grid(document, table, captions)
            readings = list(TableReader(grid).readings())
            yield from writer.factors(readings, captions, grid)
            yield from writer.arms(table, readings, captions)


def _tells(effect: Effect) -> bool:
    sure = effect.ci_low is not None or effect.p is not None
    return effect.measure in CONTRASTS and effect.value is not None and sure


class _Writer(Factors):
    """Make claims of the tables of one document."""

    def factors(self, readings: Sequence[Reading], captions: Sequence[Block], grid: Grid) -> Iterator[Claim]:
        """Yield what estimates say of the names of their rows, or of two that a head or the caption sets apart."""
        telling = [reading for reading in readings if _tells(reading.effect)]
        topic = self.topic(captions, grid) if telling else Topic()
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
        told = any(_AFTERWARDS.search(text, block.start, block.end) for block in captions[:1])
        for found in (*comparisons(text, readings, marks_of(text, captions)), *changes(text, readings)):
            if not told and any(effect.measure in _UNEXPLAINED for effect in found.statistics):
                continue
            sentence = self._sentence(found.anchor)
            target = self._measured(found, captions)
            arm, dose = self._arm(found.arm, found.control)
            if sentence is not None and target is not None and arm is not None and WORDS.match(target.text):
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
        headed = self.headed(reading)
        if headed is not None:
            return headed
        cells = [cell for cell in (*reading.row.labels[-1:], reading.row.section) if cell is not None]
        cells = [cell for cell in cells if cell is not sides.head and not cell.start <= sides.two[0] < cell.end]
        label = self._telling(cells) if cells else None
        if label is not None:
            found = self._named(label, _CHANGED) or self._words(label, Kind.OUTCOME)
            return found if WORDS.match(found.text) and not CATEGORY.search(found.text) else None
        return self._captioned(captions) if not cells or self._says_nothing(cells[0]) else None

    def _captioned(self, captions: Sequence[Block]) -> Argument | None:
        """Return the outcome that the caption names, for rows that only say when."""
        block = next(iter(captions), None)
        return self.only_outcome(block.start, block.end) if block is not None else None

    def _says_nothing(self, label: Cell) -> bool:
        """Tell whether the name of a row only says when, or that it is of all."""
        text = self._document.text
        if _BEFORE.search(text, label.start, label.end) or _is_start(text[label.start : label.end]):
            return False
        return self.is_time(label) or _BARE.fullmatch(text, label.start, label.end) is not None

    def _side(self, span: tuple[int, int]) -> Argument:
        """Return one of two that are compared: a recognised thing that is given, else its words."""
        given = self._first(*span, GIVEN)
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
        given = self._first(cell.start, cell.end, GIVEN)
        if given is not None and given.text.lower() not in rival and not _JOINED.search(text, cell.start, cell.end):
            return given, shown
        words = self._words(cell, Kind.INTERVENTION)
        return (words if WORDS.search(_DOSES.sub("", words.text)) else None), shown

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
        rule = CHANGES if found.within else ARMS if found.tested else COUNTS
        return Claim(
            paper=self._document.id,
            sentence=sentence,
            section=Role.TABLE,
            subject=arm,
            predicate=Predicate.AFFECTS,
            direction=direction,
            object=target,
            comparator=None if found.within else control,
            qualifiers=(Qualifier(role="dose", argument=dose),) if dose is not None else (),
            statistics=found.statistics,
            evidence=evidence_at(self._document, self._extraction.evidence, sentence, found.anchor.start),
            benefit=benefit_of(Predicate.AFFECTS, direction, target, cancer=self._cancer, negated=False),
            rule=rule,
            score=_SCORES[rule],
        )

    def claim(self, reading: Reading, topic: Topic) -> Claim | None:
        """Return what a reading claims; None where one side is not named."""
        sentence = self._sentence(reading.anchor)
        label = reading.row.labels[-1] if reading.row.labels else None
        if sentence is None or label is None:
            return None
        if topic.given is not None:
            target = self._named(label, _CHANGED)
            return self._made(reading, sentence, topic.given, target, EFFECT) if target else None
        if reading.effect.measure == "correlation" and topic.correlate is not None:
            other = self.correlate(label)
            found = other is not None and other.key != topic.correlate.key
            return self._made(reading, sentence, other, topic.correlate, CORRELATE) if other and found else None
        outcome = self.outcome(reading, topic)
        factor, rival = self.factor(reading, label, topic)
        if outcome is None or factor is None or factor.key == outcome.key:
            return None
        return replace(self._made(reading, sentence, factor, outcome, FACTOR), comparator=rival)

    def _made(self, reading: Reading, sentence: Sentence, subject: Argument, target: Argument, rule: str) -> Claim:
        document, effect = self._document, reading.effect
        chance = by_chance([effect])
        predicate = _PREDICATES.get(rule, Predicate.ASSOCIATED)
        direction = Direction.NO_CHANGE if chance and rule == EFFECT else _direction(effect)
        negated = chance and rule != EFFECT
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
