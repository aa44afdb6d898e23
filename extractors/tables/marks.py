"""Marks beside numbers that notes explain: "* p < 0.05 vs placebo" tells which cells differ from which arm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.claim import Effect
from extractors.document import Block, Cell

_MARK = r"(?:\*+|†+|‡+|§+|¶+|#+|‖+|&+|\$+|(?<![\w*])[a-e](?=[\s:)]|[Pp]\s?<))"
_P = r"(?P<test>[Pp]\s?(?P<sign>[<≤=])\s?(?P<p>0?\.\d+))"
_AGAINST = r"(?:vs\.?|versus|(?:when\s)?(?:as\s)?compared (?:with|to)|in comparison (?:with|to)|relative to|from|than)"
_RIVAL = r"(?:the\s)?(?P<rival>[^.;:,()*†‡§¶#‖&$=<]{2,60})"
# "*P < 0.05, **P < 0.01 vs control": each mark with its bound, the rival after the last.
_BOUND = re.compile(rf"(?P<mark>{_MARK})\s?[:,)=-]?\s?(?:\w+ )?{_P}")
_VERSUS = re.compile(rf"(?:[^.;]|\.(?=\d)){{0,70}}?(?<!\w){_AGAINST}\s{_RIVAL}")
# "*Significantly different from control (P < 0.05)".
_DIFFERS = re.compile(
    rf"(?P<mark>{_MARK})\s?[:,)=-]?\s?(?:indicates |denotes |means )?(?:an? )?(?:statistically )?[Ss]ignifican\w+"
    rf"(?: \w+){{0,3}}? {_AGAINST}\s{_RIVAL}[^.;]{{0,20}}?{_P}"
)
_TAIL = re.compile(r"(?<=[\d)\]%])[\s^]*(?P<marks>(?:[*†‡§¶#‖&$]|[a-e](?![a-z])|[\s,^])+)$")
_ONE = re.compile(r"(\*+|†+|‡+|§+|¶+|#+|‖+|&+|\$+|[a-e])")
_SIGNS = {"≤": "<="}
_SURE = Decimal("0.05")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Hold what a mark says: the cell differs from that of an arm, by a p value below ``effect.p``."""

    sign: str
    rival: str
    effect: Effect


def marks_of(text: str, notes: Sequence[Block]) -> tuple[Mark, ...]:
    """Return the marks that captions and notes explain as differences from an arm, those of p up to 0.05.

    A mark that is explained in two ways is left out.
    """
    found = [mark for block in notes for mark in _explained(text, block) if (mark.effect.p or 1) <= _SURE]
    rivals: dict[str, set[str]] = {}
    for mark in found:
        rivals.setdefault(mark.sign, set()).add(mark.rival)
    return tuple(mark for mark in found if len(rivals[mark.sign]) == 1)


def _explained(text: str, block: Block) -> Iterator[Mark]:
    for match in _BOUND.finditer(text, block.start, block.end):
        versus = _VERSUS.match(text, match.end(), block.end)
        if versus is not None:
            yield _mark(match, versus["rival"])
    for match in _DIFFERS.finditer(text, block.start, block.end):
        yield _mark(match, match["rival"])


def _mark(match: re.Match[str], rival: str) -> Mark:
    start, end = match.span("test")
    sign = _SIGNS.get(match["sign"], match["sign"])
    effect = Effect(start=start, end=end, text=match["test"], p=Decimal(match["p"]), p_comparator=sign)
    return Mark(sign=match["mark"], rival=rival.strip(), effect=effect)


def signs_of(text: str, cell: Cell) -> frozenset[str]:
    """Return the marks that end a cell: "3.1 ± 0.4*,#" has two."""
    match = _TAIL.search(text, cell.start, cell.end)
    return frozenset(_ONE.findall(match["marks"])) if match is not None else frozenset()
