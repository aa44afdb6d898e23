"""Whom an estimate of a table compares: "A vs B" in a head, "between the A and B groups" in a caption, two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.claim import Effect
from extractors.document import Block, Cell
from extractors.effects.measures import CONTRASTS, RATIOS
from extractors.tables.arms import is_no_arm, names_control
from extractors.tables.forms import NOTHING, read_form
from extractors.tables.reading import Reading
from extractors.tables.shapes import Shape, read_content

Span = tuple[int, int]

_SIDE = (
    r"(?!(?:and|or|in|of|for|at|on|by|with|the)\b)[A-Za-z0-9][\w+/®™-]*"
    r"(?:\s(?!(?:and|or|in|of|during|for|at|on|by|with|among|from|after|to|the|between|effects?)\b)[\w+/®™-]+){0,5}?"
)
_GROUPS = r"(?:\s(?:treatment\s)?(?:groups?|arms?))"
_AFTER = (
    rf"(?:{_GROUPS}|(?=\s(?:at|after|in|for|during|on|by|with|from)\s|\s(?:RR|OR|HR|MD|RD|p|ratio|difference)\b"
    r"|\s?[.,;:()\[]|\s?$))"
)
_AGAINST = r"(?:vs?\.?|versus|compared (?:with|to)|relative to|in comparison (?:with|to)|minus|[-–−])"
_VERSUS = re.compile(
    rf"(?<![\w-])(?<!\band )(?<!\bor )(?P<one>{_SIDE}){_GROUPS}?\s{_AGAINST}\s(?:the\s)?(?P<two>{_SIDE}){_AFTER}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|comparing|comparison of)\s(?:the\s)?(?P<one>{_SIDE}){_GROUPS}?\s(?:and|with|to)\s(?:the\s)?"
    rf"(?P<two>{_SIDE}){_AFTER}",
    re.IGNORECASE,
)
_TO_CONTROL = re.compile(
    rf"\b(?:compared (?:with|to)|relative to|versus|vs\.?|reference(?: group)?:?)\s(?:the\s)?(?P<two>{_SIDE}){_AFTER}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\bdifferences?\s(?:from|to|versus|vs\.?|compared (?:with|to)|relative to)\s(?:the\s)?(?P<two>{_SIDE}){_AFTER}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(rf"\bThe (?P<two>{_SIDE}) (?:group|arm) (?:is|was) the reference", re.IGNORECASE)
# What a head says of the number before it says of whom.
_LEADING = re.compile(
    r"(?:(?:un)?adjusted|crude|mean|median|least|squares?|LSM?|treatment|estimated?|difference|ratio|change|effects?|size|hazard"
    r"|odds|relative|absolute|risk|rate|between|group|comparison|net|benefit|HR|OR|RR|MD|SMD|RD|of|for|in|the|%|95|CI)\s",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:the\s)?(?:(?:two|both|three|four|study|treatment|intervention|patient|all|each|other|different|these|those)\s?)*"
    r"(?:groups?|arms?|treatments?|patients|participants|subjects)?$",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"\W*(?:(?:high|low)(?!(?:er)?[ -]dose)|yes|no|none|ever|never|current|former|positive|negative|present|absent"
    r"|men|women|males?|females?|per"
    r"|quartile|tertile|quintile|q\d|t\d|group|difference|model|mean|age|[<>≤≥=\d])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold the spans of two that are compared: the number is that of the first against the second."""

    one: Span
    two: Span
    head: Cell | None = None

    @property
    def turned(self) -> Sides:
        """Return the same, seen from the other side."""
        return Sides(self.two, self.one, self.head)


def sides_of(text: str, reading: Reading, captions: Sequence[Block]) -> Sides | None:
    """Return whom an estimate compares; None where its heads, the columns beside it and the caption do not say.

    The nearest says it: a head, the name of the row, two columns of which one is the control, the caption.
    """
    cells = [*reversed(reading.heads), *reversed(reading.row.labels)]
    for cell in cells:
        found = _named_in(text, _VERSUS, cell.start, cell.end)
        if found is not None:
            return Sides(found.one, found.two, cell)
    section = () if reading.row.section is None else (reading.row.section,)
    for cell in (*reversed(reading.row.labels), *section):
        control = _FROM.search(text, cell.start, cell.end)
        head = next((head for head in reversed(reading.heads) if _is_arm(text, head)), None)
        if control is not None and head is not None and names_control(control["two"]):
            return Sides(_stripped(text, head.start, head.end), control.span("two"), head)
    beside = _columns_beside(text, reading)
    if beside is not None or not captions:
        return beside
    return _captioned(text, reading, captions)


def _captioned(text: str, reading: Reading, captions: Sequence[Block]) -> Sides | None:
    block = captions[0]
    control = _TO_CONTROL.search(text, block.start, block.end)
    head = next((head for head in reversed(reading.heads) if _is_arm(text, head)), None)
    if control is not None and head is not None and names_control(control["two"]):
        return Sides(_stripped(text, head.start, head.end), control.span("two"), head)
    for pattern in (_BETWEEN, _VERSUS):
        found = _named_in(text, pattern, block.start, block.end)
        if found is not None:
            reference = next((m for one in captions if (m := _REFERENCE.search(text, one.start, one.end))), None)
            told = reference["two"].lower() if reference else ""
            return found.turned if told and told == text[slice(*found.one)].lower() else found
    return None


def _named_in(text: str, pattern: re.Pattern[str], start: int, end: int) -> Sides | None:
    match = pattern.search(text, start, end)
    if match is None:
        return None
    one, two = _stripped(text, *match.span("one")), _stripped(text, *match.span("two"))
    words = [text[slice(*span)] for span in (one, two)]
    if any(len(side) < 2 or is_no_arm(side) or _GENERIC.match(side) or _LEVELS.match(side) for side in words):
        return None
    if names_control(words[0]) and not names_control(words[1]):
        # "placebo and zinc": nobody gives the number of the placebo against the drug.
        return Sides(two, one) if pattern is _BETWEEN else None
    return Sides(one, two)


def _stripped(text: str, start: int, end: int) -> Span:
    """Return a span without the words before it that say what a number is."""
    while (match := _LEADING.match(text, start, end)) is not None:
        start = match.end()
    return start, end


def _columns_beside(text: str, reading: Reading) -> Sides | None:
    """Return the heads of the two other columns with numbers, where exactly one is the control."""
    heads = {column: cells[0] for column, cells in reading.row.heads.items() if cells}
    contents = {column: read_content(text, cell.start, cell.end) for column, cell in reading.row.cells.items()}
    told = {
        head.start: head
        for column, content in contents.items()
        if (head := heads.get(column)) is not None and _is_arm(text, head) and content.shape is not Shape.NONE
    }
    controls = [head for head in told.values() if names_control(text[head.start : head.end])]
    others = [head for head in told.values() if head not in controls]
    if len(controls) != 1 or len(others) != 1 or others[0] in reading.heads:
        return None
    one, two = (
        next((contents[at].first for at in contents if heads.get(at) is head), None) for head in (*others, *controls)
    )
    if one is not None and two is not None and contradicts(reading.effect, one - two):
        return None
    return Sides((others[0].start, others[0].end), (controls[0].start, controls[0].end))


def contradicts(effect: Effect, difference: Decimal) -> bool:
    """Tell whether an estimate of the difference points the other way than the values of the arms."""
    if effect.measure not in CONTRASTS - {"correlation"} or effect.value is None:
        return False
    none = 1 if effect.measure in RATIOS else 0
    return (effect.value - none) * difference < 0


def _is_arm(text: str, head: Cell) -> bool:
    words = text[head.start : head.end]
    return (
        bool(re.search(r"[A-Za-z]{2}", words))
        and read_form(words) == NOTHING
        and not is_no_arm(words)
        and not _LEVELS.match(words)
        and not _GENERIC.match(words)
    )
