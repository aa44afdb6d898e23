"""What cannot be a name of its kind, however sure the tagger is: it learned from abstracts and reads whole papers."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Iterator

from extractors.mention import Mention
from extractors.recognise.given import is_given
from extractors.recognise.procedures import is_procedure
from ontologies.entry import Flag
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

# What a variant is written with: an rs number, amino acids or bases that change place, a kind of change, or the place
# in a gene where it is. April 2004 and a model of a device have none of them.
_CHANGE = re.compile(
    r"\b[rRsS][sS] ?\d{3,}|\b[cgmnpr]\.|(?:\b|\d)[ACGTU]+ ?(?:>|-+>|→|/|-?to-?| to ) ?[ACGTU]+\b|"
    r"\b[A-Z] ?[-(]?\d{1,7}\)? ?[A-Z*X]\b|"
    r"\d ?[ACGT]{1,2}(?:\+|\b)|\d+[A-Z]/?[A-Z]\b|\d+X\b|\([ACGT]{2,}\)|\b[ACGT] (?:at|by)\b|\bby [ACGT]\b|\bDD?32\b|"
    r"[Δ∆]|"
    r"(?<![a-z])(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Ter|Stop)(?![a-z])|"
    r"(?:\d|\b|[A-Z])(?:del|ins|dup|inv|fs|ex)(?![a-z])|\bIVS|\d{1,2}[pq]\d"
)
_WORDS = re.compile(
    r"\b(?:(?:alanine|arginine|asparagine|aspart\w+|cysteine|glutam\w+|glycine|histidine|isoleucine|leucine|lysine|proline|"
    r"methionine|phenylalanine|serine|threonine|tryptophan|tyrosine|valine)\d*|deletions?|insertions?|duplicat\w+|"
    r"inversions?|substitut\w+|transitions?|transversions?|frame-?shifts?|repeats?|missing|deleted|inserted|replac\w+|"
    r"exons?|introns?|codons?|nucleotides?|guanine|adenine|cytosine|thymine|trisomy|alleles?|polymorphi\w+|mutations?|"
    r"kb|bp|base\s?pairs?)\b|\bdelta ?\d|\d(?:bp|kb)\b",
    re.IGNORECASE,
)
# Words that make a gene of an everyday word: Bad phosphorylation, the Met receptor.
_BESIDE = re.compile(
    r"[\s-]*(?:genes?|proteins?|mRNAs?|kinases?|receptors?|promoters?|expression|signal+ing|phosphorylation|mutants?|"
    r"mutations?|alleles?|transcripts?|deficien\w+|knock-?(?:out|down|in)s?|null|antibod\w+|homologs?|family|[-+]/[-+])",
    re.IGNORECASE,
)
# What acts by a transmitter is none: serotonergic.
_ACTING = re.compile(r"[a-z]*ergic", re.IGNORECASE)
# Words that make a cell line of a few letters and digits, which are more often a protein or a sample: PB2.
_CELLS = re.compile(r"\b(?:cells?|lines?|clones?|cultures?)\b", re.IGNORECASE)
# Letters that stand for anything in papers that speak of no cells: SAE, the point LI 10.
_LETTERS = re.compile(r"[A-Z]{2,5}|[A-Z]{2,3} \d{1,2}")
_BIOLOGY = re.compile(_CELLS.pattern + r"|[- ]bearing\b|xenograft|transfect|transduc|phages\b|blasts?\b", re.IGNORECASE)
# Letters with a number or two that a trial may call an arm by.
_CODE = re.compile(r"[A-Z]{2,5}[ -]?\d{0,2}")
_ARM = r"(?:groups?|arms?|regimens?|recipients?|therap(?:y|ies)|treatments?)\b"
# What the kidney filters is no receptor, and the letters are never written so for the gene.
_MEASURED = frozenset({"eGFR", "eGFRcr", "eGFRcys"})
# A ratio of hazards, odds or risks with its number is no gene; as receptor or channel the letters stand without one.
_RATIO = re.compile(r"[as]?(?:HR|OR|RR|IRR|RRR|ARR|PR)s?", re.IGNORECASE)
_VALUE = r"s?\b\)?(?:\s*[=:,;\[(]|\s+(?:was|of|is))?\s*\d+[.\u00b7]\d"
# "Anyone" ends as ketones do, and some adjectives as salts.
_PRONOUN = re.compile(
    r"(?:any|every|some)(?:one|body|thing)|(?:affec|compas|pas|(?:dis)?propor)[ts]ionate", re.IGNORECASE
)
# Two bases with a word for genotypes near them: carriers of CC and CT.
_BASES = re.compile(r"[ACGT]{2}")
_GENOTYPES = re.compile(r"genotyp|allel|homozyg|heterozyg|carriers?\b")
# Addresses in the web, and registry numbers written like them.
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/)\S*\Z")
# Words that belong to the sentence and no name: "of back and leg pain".
_LEADING = re.compile(r"(?:of|in|with|and|the|from|for|by)\s+")
# What a laboratory measures and headings of chemicals name: lipoproteins, glycated haemoglobin.
_ANALYTE = re.compile(r"V?LDL(?:-C)?|HDL(?:-C)?|Hb ?A1[cC]")
# One amino acid for another, and the Latin name of a genus.
_SUBSTITUTION = re.compile(r"[ACDEFGHIKLMNPQRSTVWY][1-9]\d{1,3}[ACDEFGHIKLMNPQRSTVWYX*]")
_GENUS = re.compile(r"[A-Z][a-z]{4,}")
# Letters of wards and trials that are genes only among words for genes, and the first half of hs-CRP.
_CLINICAL = frozenset(("CPAP", "MRI", "CT", "PCI", "ADL", "PRN", "NPO", "FISH", "CBT", "TMS", "DBS", "CRT", "ICD"))
_PREFIX = re.compile(r"[a-z]{1,2}")
_SHORT_WORD = re.compile(r"[A-Za-z]?[a-z]{1,3}")


def plausible(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the mentions of a text that may be what they are taken for, some as another kind, see `_turned`.

    Given mentions stay. A variant needs a sign of a change; an everyday word of up to four letters in small letters, as
    "yes", "met" and "Bad", is a gene only with a word for genes behind it or another gene near it; a cell line of few
    letters and digits needs a word for cells. What stands in an address of the web is no name.
    """
    found = list(mentions)
    genes = [mention.start for mention in found if mention.kind is Kind.GENE and not _is_word(mention)]
    is_treatment = functools.cache(lambda name: is_procedure(text, name, lexicon))
    is_group = functools.cache(lambda name: _is_arm(text, name))
    for mention in found:
        if is_given(mention):
            yield mention
            continue
        turned = _turned(mention, lexicon, is_treatment)
        if turned is not mention:
            yield turned
        elif not (mention.kind is Kind.CELL_LINE and is_group(mention.text)) and _may_be(text, mention, genes, lexicon):
            yield mention


def _turned(mention: Mention, lexicon: Lexicon, is_treatment: Callable[[str], bool]) -> Mention:
    """Return a mention as the kind that its form says where the tagger has it for another.

    HDL and HbA1c are chemicals; G93A is a variant where no gene is called so. A disease begins with no preposition, and
    is not the name of a procedure.
    """
    if mention.kind is Kind.DISEASE and (leading := _LEADING.match(mention.text)):
        return dataclasses.replace(mention, start=mention.start + leading.end(), text=mention.text[leading.end() :])
    if mention.kind is Kind.DISEASE and is_treatment(mention.text):
        return dataclasses.replace(mention, kind=Kind.INTERVENTION)
    if mention.kind is Kind.GENE and _ANALYTE.fullmatch(mention.text):
        return dataclasses.replace(mention, kind=Kind.CHEMICAL)
    if mention.kind is not Kind.GENE or _SUBSTITUTION.fullmatch(mention.text) is None:
        return mention
    if any(entry.curie.prefix == "NCBIGene" for entry in lexicon.lookup(mention.text)):  # transgenes are called so too
        return mention
    return dataclasses.replace(mention, kind=Kind.VARIANT)


def _is_genus(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether the tagger takes a name for a gene or chemical that the lexicon has for organisms only."""
    doubted = mention.kind in _DOUBTED and mention.recogniser == _UNSUPPORTED
    if not doubted or _GENUS.fullmatch(mention.text) is None:
        return False
    return {entry.kind for entry in lexicon.lookup(mention.text)} == {Kind.SPECIES}


def _may_be(text: str, mention: Mention, genes: list[int], lexicon: Lexicon) -> bool:
    if _is_no_name(text, mention) or _is_genus(mention, lexicon):
        return False
    if mention.kind is Kind.GENE and mention.text in _CLINICAL:
        return _BESIDE.match(text, mention.end) is not None
    if mention.kind is Kind.VARIANT:
        return bool(_CHANGE.search(mention.text) or _WORDS.search(mention.text))
    if mention.kind is Kind.CELL_LINE:
        return _may_be_line(text, mention)
    return not _is_word(mention) or _may_be_word(text, mention, genes, lexicon)


def _is_no_name(text: str, mention: Mention) -> bool:
    """Tell whether what a mention is made of, or stands in, makes it no name of its kind."""
    if mention.kind is Kind.CHEMICAL and _ACTING.fullmatch(mention.text):
        return True
    if mention.text in _MEASURED or _PRONOUN.fullmatch(mention.text) or not any(map(str.isalnum, mention.text)):
        return True
    if _ADDRESS.search(text, max(0, mention.start - _NEAR), mention.start):
        return True
    if mention.kind is Kind.GENE and _RATIO.fullmatch(mention.text) and _has_value(text, mention.text):
        return True
    prefix = mention.kind is Kind.GENE and _PREFIX.fullmatch(mention.text) and text.startswith("-", mention.end)
    return bool(prefix) or _is_genotype(text, mention)


def _has_value(text: str, name: str) -> bool:
    """Tell whether a decimal number stands behind letters anywhere in a text: aHR 1.33, OR = 2.1."""
    return re.search(rf"\b{re.escape(name)}{_VALUE}", text) is not None


def _is_arm(text: str, name: str) -> bool:
    """Tell whether letters are an arm of a trial in a text, and no cells: the MAS3 group."""
    if _CODE.fullmatch(name) is None or re.search(rf"\b{re.escape(name)}[\s-](?:cells?|lines?)\b", text):
        return False
    return re.search(rf"\b{re.escape(name)}[\s-]{_ARM}|\b{_ARM}\s\({re.escape(name)}\)", text) is not None


def _may_be_line(text: str, mention: Mention) -> bool:
    """Tell whether a few letters have a word for cells, near what the tagger alone found, or anywhere."""
    if _is_bare_code(mention):
        return _CELLS.search(text, max(0, mention.start - _NEAR), mention.end + _NEAR) is not None
    return _LETTERS.fullmatch(mention.text) is None or _BIOLOGY.search(text) is not None


def _is_genotype(text: str, mention: Mention) -> bool:
    if mention.kind is not Kind.GENE or _BASES.fullmatch(mention.text) is None:
        return False
    return _GENOTYPES.search(text[max(0, mention.start - _NEAR) : mention.end + _NEAR]) is not None


def _may_be_word(text: str, mention: Mention, genes: list[int], lexicon: Lexicon) -> bool:
    if mention.kind not in (Kind.GENE, Kind.CHEMICAL):
        return True
    if not any(Flag.COMMON in entry.flags for entry in lexicon.lookup(mention.text)):
        return True
    if mention.kind is Kind.CHEMICAL:
        return any(entry.kind is Kind.CHEMICAL for entry in lexicon.lookup(mention.text))
    near = _BESIDE.match(text, mention.end) is not None
    return near or any(0 < abs(start - mention.start) < _NEAR for start in genes)


# Kinds that the tagger gives to what it has not seen.
_DOUBTED = frozenset({Kind.GENE, Kind.CHEMICAL})
_NEAR = 80
_FEW = 4
# Who finds lines without the evidence that the rules ask for.
_UNSUPPORTED = "tagger"


def _is_bare_code(mention: Mention) -> bool:
    return mention.recogniser == _UNSUPPORTED and sum(map(str.isalnum, mention.text)) <= _FEW


def _is_word(mention: Mention) -> bool:
    return _SHORT_WORD.fullmatch(mention.text) is not None
