"""Mentions whose form says what they are: miRNAs, sequence variants, drugs, people and cells with two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.biologicals import drugs
from extractors.screen import screened
from ontologies.term import Kind

RECOGNISER = "patterns"


def find(extraction: Extraction) -> Iterator[Mention]:
    """Yield mentions of miRNAs, variants, drugs, people, stem cells and MEFs, by kind, then in the order of the text.

    Doses, p values and other numbers are no mentions and are left to the stages that read statistics.
    """
    text = extraction.document.text
    for kind, find_all in (
        (Kind.GENE, MIRNA.finditer),
        (Kind.VARIANT, VARIANT.finditer),
        (Kind.CHEMICAL, drugs),
        (Kind.SPECIES, PERSON.finditer),
        (Kind.CELL_TYPE, STEM_CELL.finditer),
        (Kind.CELL_LINE, FIBROBLASTS.finditer),
    ):
        for match in find_all(text):
            start, end = _balanced(text, *match.span())
            loose = kind is Kind.CHEMICAL or (kind is Kind.VARIANT and _LOOSE.fullmatch(text, start, end))
            score = 0.6 if loose else 1.0
            yield Mention.cut(text, start, end, kind, RECOGNISER, score)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a closing bracket whose opening one stands before the match, and white space."""
    while end > start and (text[end - 1].isspace() or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return start, end


def is_person(surface: str) -> bool:
    """Tell whether the words name people: humans by species.

    >>> is_person("Patients"), is_person("mice")
    (True, False)
    """
    return PERSON.fullmatch(surface) is not None


# hsa-miR-23b-3p, miR-15a*, microRNA 21, MIR23B, let-7c; the cluster miR-17-92.
MIRNA = screened(
    r"""
    (?<![\w-])
    (?: [a-z]{3}- )?
    (?: MIR\d{1,5}[A-Z]?\d? | MIRLET7[A-Z]?\d?
      | (?: (?i:mi-?R(?:NA)?|microRNA)[-\u2010-\u2013 ]? | miRs?[-\u2010-\u2013 ] ) \d{1,5}[a-z]?(?![a-z])
        (?: [-\u2010-\u2013]\d{1,2} (?!\d|[-\u2010-\u2013]?p\b) )? (?: [-\u2010-\u2013][35]p )? \*?
      | (?i:let)[-\u2010-\u2013]?7[a-k]? (?: [-\u2010-\u2013]\d )? (?: [-\u2010-\u2013][35]p )? \*?
    )
    (?![\w]) (?![-\u2010-\u2013]\d)
    """,
    re.VERBOSE,
)

_AMINO = "ACDEFGHIKLMNPQRSTVWY"
_THREE = (
    "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Ter|Stop|"
    "ALA|ARG|ASN|ASP|CYS|GLN|GLU|GLY|HIS|ILE|LEU|LYS|MET|PHE|PRO|SER|THR|TRP|TYR|VAL|TER|STOP)"
)
_PLACE = r"[-\u2212*]?\d+(?:\s?[+\u2212-]\s?\d+)?"
_SIZE = r"\d[\d,.]*[-\s]?(?:bp|kb|kbp|Mb|Mbp|nt|base[-\s]?pairs?|nucleotides?)"
_FULL = (
    "[Aa]lanine|[Aa]rginine|[Aa]sparagine|[Aa]spart(?:ic acid|ate)|[Cc]ysteine|[Gg]lutamine|[Gg]lutam(?:ic acid|ate)|"
    "[Gg]lycine|[Hh]istidine|[Ii]soleucine|[Ll]eucine|[Ll]ysine|[Mm]ethionine|[Pp]henylalanine|[Pp]roline|[Ss]erine|"
    "[Tt]hreonine|[Tt]ryptophan|[Tt]yrosine|[Vv]aline"
).replace(" ", r"\s")
# HGVS (varnomen.hgvs.org) and the looser forms that papers use: rs numbers, c.76A>T, 1691G->A, p.Val600Glu, V600E,
# Arg117His, c.35delG, 185delAG, IVS3+1G>A, delF508.
VARIANT = re.compile(
    rf"""
    (?<![\w.])
    (?:
      [rs]s\d{{3,}}
    | [cgmnr]\.\s?\(?{_PLACE}(?:_{_PLACE})?\s?(?:[ACGTUacgtu]+)?\s?(?:-{{0,2}}[>\u2192/]\s?[ACGTUacgtu]+
        |(?:delins|del|dup|ins|inv|con)\s?[ACGTUacgtu\d]*)?\)?
    | p\.\s?\(?(?:{_THREE}|[{_AMINO}])\d+(?:_(?:{_THREE}|[{_AMINO}])\d+)?
        (?:{_THREE}|[{_AMINO}X*=?]|del|dup|ins|fs)(?:{_THREE}|[{_AMINO}X*]+)?(?:fs)?(?:[X*]?\d+|\*\d+|Ter\d+)?\)?
    | {_THREE}[-\s]?\d+[-\s]?(?:(?:-?>|\u2192|to)\s?)?(?:{_THREE}|del|dup|ins|fs|X)(?:fs(?:\*|X|Ter)?\d*)?
    | IVS\s?-?[\dIVX]+\s?[+\u2212-]\s?\d+\s?(?:[ACGT]?\s?-{{0,2}}[>\u2192]\s?[ACGT]+|(?:del|ins|dup)\s?[ACGT]*)
    | [-\u2212+]?\d+(?:[+-]\d+)?\s?[ACGT]\s?(?:-{{0,2}}[>\u2192]|/)\s?[ACGT]
    | \d+(?:[_-]\d+)?(?:delins|del|dup|ins)(?:[ACGT]{{1,12}}|\d{{1,4}})(?:bp)?
    | (?:\u0394|del)F508 | (?:[Dd]elta|\u0394)\s?\d{{2,}} | (?:dup|del|ins)\d+(?:bp)?
    | {_SIZE}[-\s](?:\w+[-\s])?(?:deletion|insertion|duplication|inversion)s?(?:/(?:deletion|insertion))?
    | (?:deletion|insertion|duplication)s?\sof\s{_SIZE}
    | (?:{_FULL})\s(?:to|for)\s(?:an?\s)?(?:{_FULL})
        (?:\s(?:substitution\s)?(?:at|in)\s(?:codon|position|residue|amino\sacid)\s\d+)?
    | [ACGT]-?\d{{2,5}}[ACGT]
    | [{_AMINO}][1-9]\d{{1,3}}(?:[{_AMINO}](?:fs(?:[X*]?\d+)?)?|X|\*|fs(?:[X*]\d+)?|del|dup|ins[{_AMINO}]+)
    )
    (?![\w]) (?!-\d)
    """,
    re.VERBOSE,
)

# V600E may as well be a cell line (T47D): another recogniser's reading of the very span goes before it.
_LOOSE = re.compile(r"[A-Z]\d{1,5}[A-Z]")

# Two names in one: mesenchymal stem/stromal cells.
STEM_CELL = screened(
    r"(?<![\w-])(?:[A-Za-z]+[\s-])?(?:stem|stromal|progenitor)\s?/\s?(?:stem|stromal|progenitor)[\s-]cells?(?![\w])",
    re.IGNORECASE,
)

# Embryonic fibroblasts of the mouse go by three letters like a line of their own, and Cellosaurus has them.
FIBROBLASTS = re.compile(r"(?<!\w)MEFs(?!\w)")

PERSON = screened(
    r"""
    (?<![\w-])
    (?i:patients?|participants?|inpatients?|outpatients?|humans?|wom[ae]n|men|persons?|people|volunteers?|infants?
      |newborns?|neonates?|child|children|boys?|girls?|adolescents?|adults(?!\s+(?:mice|rats))|mothers?|probands?)
    (?![\w])
    """,
    re.VERBOSE,
)
