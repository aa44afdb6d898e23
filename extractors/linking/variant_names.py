"""One notation for the ways in which papers write a sequence variant: R150P, Arg150Pro and p.(Arg150Pro) are one."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_CODES = {
    "ala": "A", "arg": "R", "asn": "N", "asp": "D", "cys": "C", "gln": "Q", "glu": "E", "gly": "G", "his": "H",
    "ile": "I", "leu": "L", "lys": "K", "met": "M", "phe": "F", "pro": "P", "ser": "S", "thr": "T", "trp": "W",
    "tyr": "Y", "val": "V", "ter": "*", "stop": "*", "x": "*",
}  # fmt: skip
_THREE = "|".join(code for code in _CODES if len(code) > 1)
_AMINO = rf"(?:{_THREE}|[ACDEFGHIKLMNPQRSTVWYX*])"
_PLACE = r"(?:IVS\s?\d+\s?[+-]\s?\d+|[-+*]?\d+(?:[+-]\d+)?)"
_ARROW = r"\s?(?:-{0,2}>|/)\s?"
_PROTEIN = re.compile(
    rf"(?:p\.\s?)?\(?(?P<before>{_AMINO})[- ]?(?P<place>\d+)[- ]?(?:(?:->|to)\s?)?(?P<after>{_AMINO})\)?", re.IGNORECASE
)
_BASES = re.compile(
    rf"(?P<level>[cgmn]\.\s?)?\(?(?P<place>{_PLACE})\s?(?P<before>[ACGTU]+){_ARROW}(?P<after>[ACGTU]+)\)?",
    re.IGNORECASE,
)
_BASES_AROUND = re.compile(r"(?P<level>[cgmn]\.)?(?P<before>[ACGT])(?P<place>-?\d+)(?P<after>[ACGT])")
_OTHER = re.compile(
    rf"(?P<level>[cgmn]\.\s?)?\(?(?P<place>{_PLACE}(?:[_-]{_PLACE})?)\s?(?P<change>del|dup|ins)(?P<bases>[ACGT]*)\)?"
)
# Fewer amino acids than bases stand behind hundred: C61G changes a cysteine, C677T a base.
_FEW = 100


class Variant(NamedTuple):
    """What changes: ``level`` is p (protein) or that of the bases (c, g, m, n), ``change`` sub, del, dup or ins.

    ``place`` is as written, without spaces; ``before`` and ``after`` are one-letter codes, a stop is an asterisk.
    """

    level: str
    change: str
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.change != "sub":
            return f"{self.level}.{self.place}{self.change}{self.after}"
        if self.level == "p":
            return f"p.{self.before}{self.place}{self.after}"
        return f"{self.level}.{self.place}{self.before}>{self.after}"


@functools.lru_cache(maxsize=1 << 12)
def read_variant(text: str) -> Variant | None:
    """Return what the words of a mention say is changed, or None where they are of another form.

    Without a word on it, bases count as those of the coding sequence. The gene is not part of it.

    >>> str(read_variant("Arg150Pro")), str(read_variant("p.R150P")), str(read_variant("677 C-->T"))
    ('p.R150P', 'p.R150P', 'c.677C>T')
    >>> str(read_variant("C677T")), str(read_variant("35delG")), read_variant("T-shirt")
    ('c.677C>T', 'c.35delG', None)
    """
    words = text.strip().replace("\u2212", "-").replace("\u2192", ">").replace("\u2010", "-")
    around = _BASES_AROUND.fullmatch(words)
    if around and (around["level"] or abs(int(around["place"])) >= _FEW):
        return _substitution(around, around["level"])
    protein = _PROTEIN.fullmatch(words)
    if protein:
        return Variant("p", "sub", protein["place"], _code(protein["before"]), _code(protein["after"]))
    bases = _BASES.fullmatch(words)
    if bases:
        return _substitution(bases, bases["level"])
    other = _OTHER.fullmatch(words)
    if other:
        return Variant(_level(other["level"]), other["change"], _tight(other["place"]), "", other["bases"])
    return None


def _substitution(match: re.Match[str], level: str | None) -> Variant:
    return Variant(_level(level), "sub", _tight(match["place"]), match["before"].upper(), match["after"].upper())


def _level(text: str | None) -> str:
    return text[0].lower() if text else "c"


def _tight(place: str) -> str:
    return re.sub(r"\s", "", place)


def _code(amino: str) -> str:
    return _CODES.get(amino.lower(), amino.upper())
