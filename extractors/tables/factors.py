"""Tables of factors: what the rows are factors of (caption, head or section say it) and what each row names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.claim import Argument
from extractors.document import Block, Cell
from extractors.tables.forms import NOTHING, read_form
from extractors.tables.grid import Grid, Row
from extractors.tables.names import Names
from extractors.tables.reading import Reading
from ontologies.term import Kind

ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
OUTCOMES = ILLS | {Kind.OUTCOME, Kind.PROCESS}
GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION, Kind.CELL_TYPE})
_FACTORS = GIVEN | ILLS | {Kind.GENE, Kind.VARIANT}
_CORRELATES = _FACTORS | OUTCOMES

# Captions that say what stands on the other side of the rows. The words that follow are searched for names.
_RISK_OF = re.compile(
    r"\b(?:factors?|predictors?|predict(?:s|ing|ion)?|determinants?|correlates|associat(?:ions?|ed)|relat(?:ions?|ed|ionships?)"
    r"|risks?|odds|hazards?|likelihood|ratios?)\b[^.;:]{0,60}?\b(?:with|to|of|for|and|on)\s"
    r"|\b(?:regressions?|multivaria\w+|univaria\w+)(?:\s(?:analys[ie]s|models?|results?|\([^)]*\)))*\s"
    r"(?:of|for|on|predicting|evaluating)\s",
    re.IGNORECASE,
)
_EFFECT_OF = re.compile(r"\b(?:effects?|efficacy|effectiveness|impact|influence)\sof\s", re.IGNORECASE)
_ON = re.compile(r"\s(?:on|in|upon)\s", re.IGNORECASE)
_CORRELATION_OF = re.compile(
    r"\bcorrelations?(?:\scoefficients?)?(?:\s\([^)]*\))?\s(?:between|of|for|with)\s"
    r"(?:(?:the|changes? in)\s)*",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(r"\s(?:and|with|to)\s")
# What a head says of the method is no outcome.
_METHOD = re.compile(r"regress|analys|model|adjust|variate|variable|estimate|ratio|value|score", re.IGNORECASE)
# Names of categories, arms and technical rows, which mean nothing without what stands around them.
CATEGORY = re.compile(
    r"^\W*(?:no|none|never|former|other|unknown|missing|male|female|men|women|total|overall|all|group|low|medium|middle|moderate"
    r"|mild|severe|high|model|constant|intercept|adjusted|crude|unadjusted|quartile|tertile|quintile|control|difference|mean"
    r"|white|black|single|married|primary|secondary|study|random|fixed|major|minor|both|complete|partial|early|late|acute"
    r"|chronic)\b|[<>≤≥=]|\b(?:vs?\.?|versus)\b|^\W*\d|I2"
    r"|\bet al\b",
    re.IGNORECASE,
)
# Categories that say who people are, and can be set against another of the same table.
_WHO = re.compile(
    r"(?!(?:Yes|Any|Ever|Positive|Present|Negative|Absent|Normal|Low|High|More|Less)\b)"
    r"[A-Z][a-z]{3,}(?:[ -][a-z]+){0,3}"
)
_MEANINGLESS = re.compile(
    r"(?:no|none|never|other|unknown|missing|total|overall|all|group|low|medium|middle|moderate|mild|severe|high|model|constant"
    r"|intercept|adjusted|crude|quartile|tertile|quintile|control|difference|mean|primary|secondary|study|random|fixed|first"
    r"|second|third|lowest|highest|reference)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\W*(?:ref\w*\.?(?:\s(?:group|category))?|1(?:\.0+)?(?:\W*\(?ref\w*\.?\)?)?|[-–—]{1,2})\W*", re.IGNORECASE
)
WORDS = re.compile(r"\W*[A-Za-z]{3,}")
_LONGEST_NAME = 60
_PREDICTS = re.compile(
    r"predict|factors? (?:(?:independently )?associated )?(?:with|for|of)|determinants|correlates of|regression"
    r"|variate",
    re.IGNORECASE,
)
_PREDICTING = re.compile(r"(?:the )?predict(?:ing|ion of|ors? of)\s")
_BORDER = "by|in|among|from|at|according|using|to|for|during|after|between|on"
_PREDICTED = re.compile(
    rf"(?:the |an? |having |being )?(?P<words>[a-z][a-z-]+(?: (?!(?:{_BORDER}|and|with)\b)[a-z-]+){{0,6}})"
    rf"(?=\s(?:{_BORDER})\b|\s?[.,(]|$)"
)
_NO_OUTCOME = re.compile(
    r"\b(?:factors?|associations?|effects?|variables?|models?|results?|relationships?|odds|risks?|differences?|patients|groups?|outcomes?"
    r"|characteristics|demographics?"
    r"|(?:each|these|those|both|all|data|studies|analys[ie]s))\b"
)
_MEASURE_OF = re.compile(
    r"\W*(?:age|duration|time|number|no\.|frequency|severity|length|years?|knowledge|awareness|attitudes?|fear"
    r"|family history|perceived|onset|interval)\b(?=.*\b(?:of|since|to|at|about|between)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)]*\)\W*$")
_LISTED = re.compile(r",|\band\b|\bor\b|/")
_BESIDE = re.compile(r"\w\s(?:or|and)\s(?:the\s)?$")
_NEAR = 30
_MARKED = re.compile(
    r"\W*(?:yes|present|positive|exposed|any|ever|high(?:er|est)?)\b(?:\W*vs?\W*\w+)?[^a-z]*$", re.IGNORECASE
)
_TIME = re.compile(
    r"\W*(?:(?:post|pre)-?\w+ )?(?:weeks?|months?|days?|years?|visits?|hours?|at|after|follow-?up|end of|\d)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\W*(?:(?:mean|median|absolute|percent(?:age)?|adjusted) )?"
    r"(?:changes?|rates?|values?|scores?|numbers?|levels?|results?)\s(?:from|at|after|over|in|to)\s(?:\w+ ){0,2}?"
    r"(?:\d|baseline|week|month|day|year|end\b|last).*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W*\d+\.\s[A-Z]")


@dataclass(frozen=True, slots=True)
class Topic:
    """Hold what the caption names: what the rows are factors of, or what was given to change what the rows name.

    ``variables`` are sections and names whose rows are categories, with the name of the category that others are held
    against, by where they stand. ``told`` says that the caption speaks of factors at all, ``correlate`` what the rows
    are correlated with.
    """

    outcome: Argument | None = None
    given: Argument | None = None
    correlate: Argument | None = None
    told: bool = False
    variables: dict[int, Cell] = field(default_factory=dict)


def _outer(row: Row) -> Cell | None:
    return row.labels[-2] if len(row.labels) > 1 else row.section


class Factors(Names):
    """Know what the rows of tables are factors of."""

    def topic(self, captions: Sequence[Block], grid: Grid) -> Topic:
        """Return what the first sentences of the caption name, and which names of the table have categories."""
        text = self._document.text
        variables = dict(self._variables(grid))
        for block in captions[:1]:
            if "interaction" in text[block.start : block.end].lower():
                break
            effect = _EFFECT_OF.search(text, block.start, block.end)
            if effect:
                on = _ON.search(text, effect.end(), block.end)
                given = self._first(effect.end(), on.start() if on else block.end, GIVEN)
                return Topic(given=given, variables=variables)
            correlated = _CORRELATION_OF.search(text, block.start, block.end)
            if correlated:
                other = _OTHER_SIDE.search(text, correlated.end(), block.end)
                end = other.start() if other else block.end
                listed = "," in text[correlated.end() : end]
                found = None if listed else self._first(correlated.end(), end, _CORRELATES)
                return Topic(correlate=found, variables=variables)
            risk = _RISK_OF.search(text, block.start, block.end)
            if risk:
                outcome = self.only_outcome(risk.end(), block.end) or self._plain_outcome(risk)
                return Topic(outcome=outcome, told=True, variables=variables)
        return Topic(variables=variables)

    def _variables(self, grid: Grid) -> Iterator[tuple[int, Cell]]:
        """Yield where what has categories is named, with the category that the others are held against."""
        for row in grid.rows():
            outer = _outer(row)
            refers = any(_REFERENCE.fullmatch(grid.words(cell)) for cell in row.cells.values())
            if outer is not None and refers and row.labels:
                yield outer.start, row.labels[-1]

    def _plain_outcome(self, risk: re.Match[str]) -> Argument | None:
        """Return words that nobody knows as what is predicted: "Odds ratios for predicting enrolment by age"."""
        text = self._document.text
        further = _PREDICTING.match(text, risk.end())
        told = further is not None or _PREDICTS.search(risk[0])
        match = _PREDICTED.match(text, further.end() if further else risk.end()) if told else None
        if match is None or _NO_OUTCOME.search(match["words"]) or self._first(*match.span("words"), frozenset(Kind)):
            return None
        return Argument(start=match.start("words"), end=match.end("words"), text=match["words"], kind=Kind.OUTCOME)

    def only_outcome(self, start: int, end: int) -> Argument | None:
        """Return the outcome that a caption names; None where it names several in one breath."""
        first = self._first(start, end, OUTCOMES)
        if first is not None and (
            _METHOD.search(first.text) or _BESIDE.search(self._document.text, start, first.start)
        ):
            # "of the bowel or the bladder toxicity" names two, of which one is known.
            return None
        second = self._first(first.end, end, OUTCOMES) if first else None
        if first is None or second is None:
            return first
        between = self._document.text[first.end : second.start]
        return None if _LISTED.search(between) and len(between) < _NEAR else first

    def outcome(self, reading: Reading, topic: Topic) -> Argument | None:
        """Return what a row is a factor of: what heads the column or the caption names, else what heads the rows."""
        named = self.headed(reading) or topic.outcome
        if named is not None or not topic.told or reading.row.section is None:
            return named
        section = reading.row.section
        return None if section.start in topic.variables else self._named(section, OUTCOMES)

    def headed(self, reading: Reading) -> Argument | None:
        """Return the outcome that heads the column, beside what the heads say of numbers and methods."""
        words = [(head, self._document.text[head.start : head.end]) for head in reading.heads]
        telling = (head for head, text in words if read_form(text) == NOTHING and not _METHOD.search(text))
        found = (self._named(head, OUTCOMES) for head in telling)
        return next((argument for argument in found if argument is not None), None)

    def factor(self, reading: Reading, label: Cell, topic: Topic) -> tuple[Argument | None, Argument | None]:
        """Return what the row is about, and the category that it is held against, where the table names one.

        It is the name of the row, or for "yes" the name before or the heading above it.
        """
        text = self._document.text[label.start : label.end]
        outer = _outer(reading.row)
        if _MARKED.match(text):
            return (self._whole(outer) if outer is not None else None), None
        named = self._whole(label) if _MEASURE_OF.match(text) else self._named(label, _FACTORS)
        if named is not None:
            return named, None
        rival = topic.variables.get(outer.start) if outer is not None else None
        if rival is None:
            return self._plain(reading, label), None
        rivals = self._document.text[rival.start : rival.end]
        if not all(_WHO.fullmatch(words.strip()) and not _MEANINGLESS.match(words.strip()) for words in (text, rivals)):
            return None, None
        return self._words(label, Kind.OTHER), self._words(rival, Kind.OTHER)

    def _whole(self, cell: Cell) -> Argument | None:
        """Return what a cell names, else its words: "Age at onset of asthma" is not asthma."""
        text = self._document.text[cell.start : cell.end]
        known = None if _MEASURE_OF.match(text) else self._named(cell, _FACTORS)
        if (
            known is not None
            or CATEGORY.search(_ASIDE.sub("", text))
            or not WORDS.match(text)
            or len(text) > _LONGEST_NAME
        ):
            return known
        words = self._words(cell, Kind.OTHER)
        end = len(_ASIDE.sub("", words.text))
        return replace(words, end=words.start + end, text=words.text[:end])

    def correlate(self, label: Cell) -> Argument | None:
        """Return what a row of correlations names: a recognised thing, else its words."""
        text = self._document.text[label.start : label.end]
        known = self._named(label, _CORRELATES)
        if known is not None or CATEGORY.search(text) or not WORDS.match(text) or len(text) > _LONGEST_NAME:
            return known
        return self._words(label, Kind.OTHER)

    def _plain(self, reading: Reading, label: Cell) -> Argument | None:
        """Return the words of a row that stands for itself, where nothing in it is recognised."""
        text = self._document.text[label.start : label.end]
        names = [one for one in reading.row.labels if not self.is_time(one)]
        alone = names == [label] and not self._first(label.start, label.end, frozenset(Kind))
        if not alone or len(text) > _LONGEST_NAME or not WORDS.match(text) or CATEGORY.search(text):
            return None
        return Argument(start=label.start, end=label.end, text=text, kind=Kind.OTHER)

    def is_time(self, cell: Cell) -> bool:
        """Tell whether a cell only says when."""
        words = self._document.text[cell.start : cell.end]
        when = _TIME.match(words) or _FROM_TO.fullmatch(words)
        return when is not None and not _NUMBERED.match(words)
