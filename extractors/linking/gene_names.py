"""Spellings of the names of genes: what papers add to a name, leave out of it, and write otherwise."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extractors.recognise import patterns
from ontologies.curie import Curie

_MIRNA_PREFIX = re.compile(r"^[a-z]{3}-(?=mi|let)", re.IGNORECASE)
_MIRNA_HEAD = re.compile(r"^(?:microRNA|miRNA|miRs?)s?[-\u2010-\u2013 ]?(?=\d)", re.IGNORECASE)
_MIRNA_ARM = re.compile(r"(?:[-\u2010-\u2013][35]p)?\*?$")
_DASH = "-\u2010-\u2013"

# What papers put before a name: states of the protein, reagents against it, the species, an article.
_BEFORE = re.compile(
    rf"""^(?: (?:the|a|an|human|mouse|murine|rat|bovine|yeast|Drosophila|zebrafish|mammalian|chicken|porcine|rabbit|
      recombinant|mutant|wild[{_DASH}\s]?type|endogenous|exogenous|soluble|native|mature|total|cellular|
      circulating|serum|plasma|membrane[{_DASH}\s]bound|surface|cytosolic|nuclear|mitochondrial|putative|novel|full[{_DASH}\s]length|
      phosphorylated|acetylated|activated|active|constitutively\sactive|cleaved|truncated|oxidi[sz]ed|
      type|classical|canonical|transgenic|intracellular|extracellular)\s+
    | (?:phosphor?[{_DASH}\s]?|anti[{_DASH}]|pro[{_DASH}]|pre[{_DASH}]|proto[{_DASH}]|pan[{_DASH}]|total[{_DASH}]|
      wt[{_DASH}]|WT[{_DASH}]|[pP][{_DASH}]|c[{_DASH}]|v[{_DASH}]|s(?=[A-Z]{{2}})|p(?=p\d{{2}})|p(?=[A-Z][A-Za-z]{{2}}))
    )""",
    re.VERBOSE,
)
# A letter or two for the species in front of a symbol: hTERT, mMcl1, rPTH, dMyc, AtCTF7.
_SPECIES_LETTER = re.compile(
    rf"^(?:[hmrdzbcx]|[hH]um|At|Sc|Sp|Dm|Ce|Xl|Hs|Mm|Rn|Dr|Os|Gg|hu|mu|Hu|Mu)[{_DASH}]?(?=[A-Z])"
)
# What papers put behind a name.
_BEHIND = re.compile(
    rf"""(?: [{_DASH}\s]+(?:genes?|proteins?|m?RNAs?|transcripts?|cDNAs?|locus|alleles?|isoforms?|variants?|homologs?|
      homologues?|orthologs?|orthologues?|polypeptides?|peptides?|molecules?|antigens?|precursors?|promoters?|
      subunits?|chains?|enzymes?|transcription\sfactors?|factors?|homodimers?|heterodimers?|
      oncogenes?|oncoproteins?|tumou?r\ssuppressors?|proto-?oncogenes?|transporters?|hormones?|cytokines?|chemokines?|
      adaptors?|channels?|complex|methylase|tg|Tg|transgene|null|knockout|KO|siRNA|shRNA|mutants?|(?<=\dR[-\s])receptors?)
    | (?<=R|\d)\sreceptors?
    | (?<=[a-z0-9])p (?=$) | [{_DASH}\s]*(?:[+\u2212-]/[+\u2212-]|\([+\u2212-]/[+\u2212-]\)) | \((?:\w{{1,6}})\)
    | \* | \+ | [{_DASH}\s](?:hi|lo|high|low|bright|dim|pos|neg)
    )$""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"^(?P<before>.*\S)\s*\((?P<inside>[^()]+)\)\s*(?P<behind>.*)$")
# Latin letters for Greek ones behind a name, and the other way round.
_LATIN = {"a": "alpha", "b": "beta", "g": "gamma", "d": "delta", "e": "epsilon", "k": "kappa", "z": "zeta", "h": "eta"}
_LATIN_END = re.compile(rf"(?<=[{_DASH}A-Za-z0-9\s])(?P<letter>[abgdekz])(?P<rest>\d*)$")
_LATIN_INSIDE = re.compile(rf"(?<![a-z])(?P<letter>[abgdk])(?=[{_DASH}\s](?:[a-z]{{3}}|[A-Z]))|(?<=[{_DASH}])k(?=B\b)")
_GREEK = re.compile(r"[\s-]?(?:alpha|beta|gamma|delta|epsilon|kappa|zeta|[\u03b1-\u03b5\u03b6\u03ba])", re.IGNORECASE)
_RECEPTOR = re.compile(rf"^(?P<name>\S+?)[{_DASH}\s]*(?P<digit>\d?)[{_DASH}]?R(?P<number>\d?)$")
_SUBUNIT = re.compile(
    r"\b(?:subunit|chain|type|isoform|isozyme|class|subtype|polypeptide|member|protein|gene)\b\s*", re.IGNORECASE
)
_TYPED = re.compile(r"receptor[- ](\d+)$")
_NUMBERED = re.compile(r"\d|(?:alpha|beta|gamma|delta)$|\b[A-Z]$")
# What the first gene of a family has behind the name of the family.
_FIRSTS = (" 1", " A", " alpha", " alpha 1")


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield less exact spellings of the name of a gene, the closest first, each with the rule's name.

    >>> list(spellings("hsa-miR-23b-3p"))
    [('miR-23b-3p', 'mirna'), ('miR-23b', 'mirna')]
    """
    if patterns.MIRNA.fullmatch(text):
        plain = _MIRNA_HEAD.sub("miR-", _MIRNA_PREFIX.sub("", text))
        yield plain, "mirna"
        yield _MIRNA_ARM.sub("", plain), "mirna"
        return
    for form, rule in _variants(text):
        if form != text:
            yield form, rule
    base = text
    for stripped in _stripped(text):
        base = stripped
        yield base, "stripped"
        for form, _ in _variants(base):
            if form != base:
                yield form, "stripped"
    if not _NUMBERED.search(base):
        yield from ((base.removesuffix("s") + end, "first of family") for end in _FIRSTS)
    words = base.split()
    for first in range(1, len(words)):
        if len(" ".join(words[first:])) > 3:
            yield " ".join(words[first:]), "end of it"
    for last in range(len(words) - 1, 0, -1):
        if len(" ".join(words[:last])) > 3:
            yield " ".join(words[:last]), "beginning of it"


def _variants(text: str) -> Iterator[tuple[str, str]]:
    """Yield other spellings of the same words."""
    greek = _LATIN_END.sub(lambda m: f" {_LATIN[m['letter']]} {m['rest']}".rstrip(), text)
    yield greek, "greek"
    inside = _LATIN_INSIDE.sub(lambda m: _LATIN[m[0]], text)
    yield inside, "greek"
    both = _LATIN_END.sub(lambda m: f" {_LATIN[m['letter']]} {m['rest']}".rstrip(), inside)
    yield both, "greek"
    yield _GREEK.sub(lambda m: "", text) if len(_GREEK.findall(text)) == 1 else text, "without greek"
    bracket = _BRACKET.match(text)
    if bracket:
        yield re.sub(r"[()]", "", text), "bracket"
        yield f"{bracket['before']} {bracket['behind']}".strip(), "without bracket"
        yield f"{bracket['inside']} {bracket['behind']}".strip(), "bracket"
    if text.endswith((" I", " V")):
        yield text[:-1] + {"I": "1", "V": "5"}[text[-1]], "roman"
    if _TYPED.search(text):
        yield _TYPED.sub(r"receptor type \1", text), "type"
    receptor = _RECEPTOR.match(text)
    if receptor:
        yield (
            f"{receptor['name']} {receptor['digit']} receptor {receptor['number']}".replace("  ", " ").strip(),
            "receptor",
        )
    plain = _SUBUNIT.sub("", text).strip()
    if plain != text:
        yield plain, "without subunit"
    for base in dict.fromkeys((text, both, plain)):
        yield from ((turned, "turned") for turned in _turned(base))


def greek_of(text: str) -> str | None:
    """Return a name with a Greek letter for a Latin one at its end or in front of a word, or None.

    >>> greek_of("TGF-b"), greek_of("b-catenin"), greek_of("p53")
    ('TGF- beta', 'beta-catenin', None)
    """
    inside = _LATIN_INSIDE.sub(lambda m: _LATIN[m[0]], text)
    both = _LATIN_END.sub(lambda m: f" {_LATIN[m['letter']]} {m['rest']}".rstrip(), inside)
    return both if both != text else None


def _turned(text: str) -> Iterator[str]:
    """Yield the words with the first one last, and with the last one or two first: alpha5-integrin, GlyR beta."""
    words = re.split(rf"[{_DASH}\s]+", text)
    if 1 < len(words) <= 6:
        yield " ".join((*words[1:], words[0]))
        yield " ".join((words[-1], *words[:-1]))
        if len(words) > 2:
            yield " ".join((*words[-2:], *words[:-2]))
            yield " ".join((*words[2:], *words[:2]))
            yield " ".join((*words[:-2], words[-1], words[-2]))


def _stripped(text: str) -> Iterator[str]:
    """Yield the name with less and less of what papers put around names."""
    while True:
        shorter = _BEHIND.sub("", text)
        if shorter == text or len(shorter) < 2:
            shorter = _BEFORE.sub("", text)
        if shorter == text or len(shorter) < 2:
            shorter = _SPECIES_LETTER.sub("", text)
        if shorter == text or len(shorter) < 2:
            return
        text = shorter
        yield text


_LETTER_TAXA = {
    **dict.fromkeys(("h", "hu", "Hu", "Hs"), "9606"),
    **dict.fromkeys(("m", "mu", "Mu", "Mm"), "10090"),
    **dict.fromkeys(("r", "Rn"), "10116"),
    **dict.fromkeys(("d", "Dm"), "7227"),
    **dict.fromkeys(("z", "Dr"), "7955"),
    "b": "9913", "c": "9031", "Gg": "9031", "x": "8364", "Xl": "8364", "At": "3702", "Sc": "4932", "Ce": "6239",
}  # fmt: skip


@functools.lru_cache(maxsize=1 << 14)
def prefix_taxon(text: str) -> Curie | None:
    """Return the species that a letter before a symbol stands for, or None.

    >>> str(prefix_taxon("hTERT")), prefix_taxon("TERT")
    ('NCBITaxon:9606', None)
    """
    match = _SPECIES_LETTER.match(text)
    number = _LETTER_TAXA.get(match[0].rstrip(_DASH)) if match else None
    return Curie("NCBITaxon", number) if number else None


_SYMBOL = re.compile(r"^[A-Za-z][A-Za-z0-9./-]*$")


@functools.lru_cache(maxsize=1 << 14)
def shape(text: str) -> str:
    """Return how a symbol is written: species have customs of their own. Phrases and single letters are "none".

    >>> [shape(text) for text in ("BRCA1", "Brca1", "brca1", "mTOR", "breast cancer 1")]
    ['upper', 'capital', 'lower', 'mixed', 'none']
    """
    letters = [char for char in text if char.isalpha()]
    if not _SYMBOL.match(text) or len(letters) < 2:
        return "none"
    if all(char.isupper() for char in letters):
        return "upper"
    if letters[0].isupper() and all(char.islower() for char in letters[1:]):
        return "capital" if len(letters) <= 7 else "none"
    if all(char.islower() for char in letters):
        return "lower" if len(letters) <= 5 else "none"
    return "mixed"
