"""Entries: what one name of the lexicon stands for, and how it is written."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import IntFlag

from ontologies.curie import Curie
from ontologies.term import Kind, Scope

_WORD = re.compile(r"[a-z]{4}")


class Flag(IntFlag):
    """Say what to beware of when a name is met in running text.

    SYMBOL: written with a digit or with capitals beyond a first letter and without an ordinary word, so that its case
    tells something; also every symbol of a gene;
    ACRONYM: two to six letters, all of them capitals;
    SHORT: at most three letters and digits;
    COMMON: one word that running text of papers often has in small letters (``was``, ``set``, ``cancer``): a name with
    SYMBOL and COMMON is only believable in its own case, and hardly if that has no capitals;
    VARIANT: not a spelling of the source but one that a rule made from it.
    """

    SYMBOL = 1
    ACRONYM = 2
    SHORT = 4
    COMMON = 8
    VARIANT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Link one name to one term.

    ``case`` has a bit for each of the first 32 letters and digits of a name with `Flag.SYMBOL` as its source writes
    it, lowest first, set where that is a capital; `agrees` compares a spelling with it. For other names it is 0.
    """

    curie: Curie
    kind: Kind
    scope: Scope
    flags: Flag
    case: int
    taxon: Curie | None
    name_id: int

    def agrees(self, surface: str) -> bool:
        """Tell whether a spelling found in text has its capitals where the name has them, if that matters.

        It matters for names with `Flag.SYMBOL` only. A plural ``s`` at the end and everything beyond 32 letters and
        digits is left out of the comparison.

        >>> from ontologies import Lexicon
        >>> cat = next(e for e in Lexicon.open().lookup("CAT") if str(e.curie) == "NCBIGene:847")
        >>> cat.agrees("CAT"), cat.agrees("cat"), cat.agrees("CATs")
        (True, False, True)
        """
        return not self.flags & Flag.SYMBOL or case_of(surface) == self.case


def case_of(surface: str) -> int:
    """Return the capitals of a spelling as bits, the first letter or digit lowest, at most 32.

    >>> bin(case_of("miR-23b")), bin(case_of("TNF-α"))
    ('0b100', '0b111')
    """
    bits = 0
    place = 1
    for char in surface:
        if char.isalnum():
            if char.isupper():
                bits |= place
            place <<= 1
            if place > 0x80000000:
                break
    return bits


def flags_of(name: str) -> Flag:
    """Return the flags that the spelling of a name alone decides.

    >>> flags_of("CAT"), flags_of("Breast Neoplasms")
    (<Flag.SYMBOL|ACRONYM|SHORT: 7>, <Flag: 0>)
    """
    flags = Flag(0)
    plain = [char for char in name if char.isalnum()]
    if len(plain) <= 3:
        flags |= Flag.SHORT
    if name.isalpha() and name.isupper() and 2 <= len(name) <= 6:
        flags |= Flag.ACRONYM
    inner = any(b.isupper() and a.isalnum() for a, b in itertools.pairwise(name))
    marked = inner or len(plain) == 1 or any(char.isdigit() for char in plain)
    if marked and not _WORD.search(name):
        flags |= Flag.SYMBOL
    return flags
