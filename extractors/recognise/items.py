"""A sentence as a run of typed items: the alphabet of the intervention grammar.

Each item is a mention or a word with one letter for its type; the grammar in `extractors.interventions` is a set of
regular expressions over these letters. Hyphens and slashes inside words separate items and have no letter.

====  ===========================================================================================
E     engineering: unmodified, engineered, preconditioned
T     tissue            C  cell             V  vesicle or other carrier
W     abbreviation of a source with its vesicle (MSC-EVs)
D     derived, secreted, isolated           L  loaded, carrying, expressing
G     gene, miRNA       K  chemical         S  cargo without a name: miRNAs, siRNA, drugs
R     route             Q  dose             F  frequency
P     plus, combined with                   N  in combination, combination (of)
U     CAR, chimeric antigen receptor        J  antibody-drug conjugate
Y     therapy, treatment, regimen
f     from, by          w  with, in         o  of
s     comma, and, or, slash                 a  article or an adjective that may be passed over
x     anything else
====  ===========================================================================================
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.link import Link
from extractors.screen import Screened, screened
from ontologies.curie import Curie
from ontologies.term import Kind


class Item(NamedTuple):
    """One typed piece of a sentence; offsets count in the document's text.

    ``name`` is the usual name of what a word stands for, for look-up; empty where the item is a linked mention.
    """

    letter: str
    start: int
    end: int
    text: str
    curies: tuple[Curie, ...] = ()
    name: str = ""


_LETTERS: dict[Kind, str] = {
    Kind.GENE: "G",
    Kind.CHEMICAL: "K",
    Kind.CELL_TYPE: "C",
    Kind.CELL_LINE: "C",
    Kind.ANATOMY: "T",
}

# Carriers by their usual words and abbreviations, with the name that ontologies have for them.
CARRIERS: dict[str, str] = {
    "extracellular vesicle": "extracellular vesicle",
    "ev": "extracellular vesicle",
    "sev": "extracellular vesicle",
    "small extracellular vesicle": "extracellular vesicle",
    "large extracellular vesicle": "extracellular vesicle",
    "exosome": "exosome",
    "exo": "exosome",
    "exosome-like vesicle": "exosome",
    "microvesicle": "microvesicle",
    "mv": "microvesicle",
    "nanovesicle": "nanovesicle",
    "vesicle": "extracellular vesicle",
    "apoptotic body": "apoptotic body",
    "apoptotic bodies": "apoptotic body",
    "ectosome": "microvesicle",
    "liposome": "liposomes",
    "lipid nanoparticle": "lipid nanoparticle",
    "lnp": "lipid nanoparticle",
    "nanoparticle": "nanoparticles",
    "np": "nanoparticles",
    "microsphere": "microspheres",
    "micelle": "micelles",
    "nanocarrier": "nanoparticles",
    "dendrimer": "dendrimers",
    "hydrogel": "hydrogels",
}
# Stem cells by the abbreviations that papers use without saying what they stand for: tissue and cell.
CELLS: dict[str, tuple[str, str]] = {
    "msc": ("", "mesenchymal stem cell"),
    "bmsc": ("bone marrow", "mesenchymal stem cell"),
    "bmmsc": ("bone marrow", "mesenchymal stem cell"),
    "admsc": ("adipose tissue", "mesenchymal stem cell"),
    "adsc": ("adipose tissue", "mesenchymal stem cell"),
    "ucmsc": ("umbilical cord", "mesenchymal stem cell"),
    "ipsc": ("", "induced pluripotent stem cell"),
    "esc": ("", "embryonic stem cell"),
    "hsc": ("", "hematopoietic stem cell"),
    "nsc": ("", "neural stem cell"),
}
_TISSUES: dict[str, str] = {
    "bone marrow": "bone marrow",
    "bm": "bone marrow",
    "adipose tissue": "adipose tissue",
    "adipose": "adipose tissue",
    "ad": "adipose tissue",
    "umbilical cord": "umbilical cord",
    "umbilical cord blood": "umbilical cord blood",
    "cord blood": "umbilical cord blood",
    "uc": "umbilical cord",
    "huc": "umbilical cord",
    "wharton's jelly": "Wharton's jelly",
    "placenta": "placenta",
    "placental": "placenta",
    "dental pulp": "dental pulp",
    "amniotic fluid": "amniotic fluid",
    "tumor": "",
    "tumour": "",
    "plasma": "plasma",
    "serum": "serum",
    "urine": "urine",
    "milk": "milk",
}


def _all(listed: str, letter: str) -> dict[str, str]:
    return dict.fromkeys(listed.split(), letter)


def _any(names: Iterable[str]) -> str:
    """Return a pattern for the names of several words, longest first."""
    several = sorted((name for name in names if " " in name), key=lambda name: (-len(name), name))
    return "|".join(map(re.escape, several))


_WORDS: dict[str, str] = {
    **_all(
        "unmodified engineered modified bioengineered native naive preconditioned primed pretreated transfected "
        "transduced surface-modified genetically functionalized functionalised targeted pegylated edited hypoxic "
        "wild-type irradiated drug-free",
        "E",
    ),
    **_all("derived secreted released isolated obtained shed produced originating purified", "D"),
    **_all(
        "loaded carrying containing delivering expressing overexpressing over-expressing encapsulating encapsulated "
        "enriched harboring harbouring bearing packaged co-loaded transferring coated conjugated armed",
        "L",
    ),
    **_all(
        "mirna mirnas microrna micrornas mir mirs sirna sirnas shrna shrnas mrna mrnas lncrna lncrnas circrna drug "
        "drugs cargo cargos cargoes chemotherapeutics chemotherapeutic payload antagomir mimic mimics inhibitor "
        "inhibitors molecules protein proteins rnas rna",
        "S",
    ),
    **_all("from by", "f"),
    **_all("with in", "w"),
    "of": "o",
    **_all(", and or / and/or &", "s"),
    **_all("plus + combined", "P"),
    **_all("combination combinations co-administration coadministration", "N"),
    **_all("therapy treatment regimen chemotherapy combination-therapy", "Y"),
    **_all(
        "the a an human murine mouse rat therapeutic exogenous specific either both small functional antitumor "
        "anticancer anti-cancer anti-tumor tumor-suppressive autologous allogeneic cultured primary healthy",
        "a",
    ),
    **_all(
        "oral orally intravenous intravenously iv i.v subcutaneous subcutaneously s.c intraperitoneal "
        "intraperitoneally ip i.p topical topically inhaled inhalation intranasal intranasally intramuscular "
        "intramuscularly i.m intrathecal intratumoral intratumorally intra-articular intravitreal sublingual "
        "transdermal rectal vaginal "
        "intradermal intracerebroventricular",
        "R",
    ),
}
_FREQUENCY = (
    r"(?:once|twice|thrice|(?:two|three|four|\d)\s+times)(?:\s+(?:a|per|each)\s+(?:day|week|month)"
    r"|\s+(?:daily|weekly|monthly))?"
    r"|(?:once-|twice-)?(?:daily|weekly|monthly)|(?:per|a|each|every(?:\s+(?:other|\d+))?)\s+"
    r"(?:days?|weeks?|months?|h|hours?)|[bqt]\.?i?\.?d\.?(?=[\s,;.)])|every\s+other\s+day"
)
_AMOUNT = (
    r"\d\d*+(?:[.,]\d++)*+(?:\s?(?:-|\u2013|to)\s?\d++(?:[.,]\d++)*+)?\s?(?:mg|[\u00b5\u03bcu]g|mcg|g|kg|ng|pg|IU|U|units?|"
    r"m[lL]|[\u00b5\u03bcu][lL]|[\u00b5\u03bcunm]M|mol|mmol|[\u00b5\u03bcu]mol|Gy|MBq|mCi|particles)\b"
    r"(?:\s?(?:/|per)\s?(?:kg|m2|m\u00b2|d|day|week|h|hour|dose|m[lL]|mouse|l|L|body\s+weight)\b)*"
)
_PATTERN = re.compile(
    rf"""
    (?P<Q>(?<![\w.])(?:{_AMOUNT}))
    | (?P<F>(?<![\w])(?:{_FREQUENCY}))
    | (?P<J>\b(?:antibody[-\u2010-\u2013\s]drug\sconjugates?|ADCs?)\b)
    | (?P<U>\b(?:chimeric\santigen\sreceptors?|CARs?)\b)
    | (?P<P>\b(?:in\scombination\swith|combined\swith|together\swith|co-?administered\swith|along\swith)\b)
    | (?P<V>\b(?:(?i:{_any(CARRIERS)})s?)\b)
    | (?P<T>\b(?i:{_any(_TISSUES)})\b)
    | (?P<word>[^\W_]+(?:['\u2019.][^\W\d_]+)*)
    | (?P<mark>[,/&+])
    | (?P<other>[^\s\w\-\u2010-\u2013])
    """,
    re.VERBOSE,
)


def _words_of_worth() -> Screened:
    words = sorted(word for word, letter in _WORDS.items() if letter in "ELPNR" and word.isalpha())
    carriers = sorted(name for name in CARRIERS if " " not in name)
    return screened(rf"\b(?:{'|'.join((*words, *carriers, 'CAR', 'ADC'))})s?\b", re.IGNORECASE)


_WORDS_OF_WORTH = _words_of_worth()
_PARTS_OF_WORTH = screened(r"conjugate|\w-\w+ (?:chemo)?therapy", re.IGNORECASE)
_DOSE = re.compile(_AMOUNT, re.IGNORECASE)


def may_compose(text: str) -> bool:
    """Tell whether a text has what a composition cannot do without: a carrier, a verb of loading, a route, a dose.

    >>> may_compose("MSCs carrying miR-23b"), may_compose("Aspirin relieved pain.")
    (True, False)
    """
    return "+" in text or any(sign.search(text) for sign in (_WORDS_OF_WORTH, _PARTS_OF_WORTH, _DOSE))


def items_of(text: str, start: int, end: int, links: Sequence[Link], shorts: Iterable[Item] = ()) -> list[Item]:
    """Return the items of ``text[start:end]`` in order.

    ``links`` are those of the mentions in that stretch, ``shorts`` items for its abbreviations; both stand before the
    words, and of two that overlap the longer is kept.
    """
    fixed = [*shorts, *_linked(links, start, end)]
    found: list[Item] = []
    place = start
    for item in _apart(fixed):
        found.extend(_words(text, place, item.start))
        found.append(item)
        place = item.end
    found.extend(_words(text, place, end))
    return found


def _linked(links: Sequence[Link], start: int, end: int) -> Iterator[Item]:
    for link in links:
        mention = link.mention
        letter = _LETTERS.get(mention.kind)
        carrier = carrier_name(mention.text)
        cell = CELLS.get(mention.text.lower().removesuffix("s"), ("", ""))[1] if mention.kind is Kind.GENE else ""
        letter = "V" if carrier else "C" if cell else letter
        if mention.text in ("CAR", "CARs"):  # also a gene; the grammar asks for a cell behind it
            letter = "U"
        if letter and start <= mention.start and mention.end <= end:
            curies = () if carrier or cell else link.curies
            yield Item(letter, mention.start, mention.end, mention.text, curies, carrier or cell)


def _apart(items: Iterable[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in sorted(items, key=lambda item: (item.start - item.end, item.start)):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


def _words(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _PATTERN.finditer(text, start, end):
        group = match.lastgroup or "other"
        surface = match[0]
        if group == "word":
            item = _word(surface, *match.span())
            tissue = CELLS[_cell_key(surface)][0] if item.letter == "C" else ""
            if tissue:  # BMSC says both
                yield item._replace(letter="T", name=tissue)
            yield item
        elif group == "mark":
            yield Item("P" if surface == "+" else "s", *match.span(), surface)
        elif group == "V":
            yield Item("V", *match.span(), surface, name=carrier_name(surface))
        elif group == "T":
            yield Item("T", *match.span(), surface, name=_TISSUES[surface.lower()])
        else:
            yield Item("x" if group == "other" else group, *match.span(), surface)


def _word(surface: str, start: int, end: int) -> Item:
    lower = surface.lower()
    carrier = carrier_name(surface)
    if carrier:
        return Item("V", start, end, surface, name=carrier)
    single = _cell_key(surface)
    if single in CELLS and not surface.islower():
        return Item("C", start, end, surface, name=CELLS[single][1])
    if lower in _TISSUES and (len(lower) > 3 or surface.isupper() or surface == "hUC"):
        return Item("T", start, end, surface, name=_TISSUES[lower])
    return Item(_WORDS.get(lower, "x"), start, end, surface)


def _cell_key(surface: str) -> str:
    """Return the key of a stem cell's abbreviation: without plural and species letter (hMSCs, mBMSC)."""
    single = surface.lower().removesuffix("s")
    prefixed = surface[:1].islower() and surface[1:2].isupper() and single[1:] in CELLS
    return single[1:] if prefixed else single


@functools.lru_cache(maxsize=1 << 14)
def carrier_name(surface: str) -> str:
    """Return the usual name of a vesicle or other carrier, or an empty string.

    Abbreviations count only with a capital (EVs, sEVs, Exo).

    >>> carrier_name("EVs"), carrier_name("liposomes"), carrier_name("ev")
    ('extracellular vesicle', 'liposomes', '')
    """
    lower = " ".join(surface.lower().split())
    name = CARRIERS.get(lower) or CARRIERS.get(lower.removesuffix("s")) or ""
    return "" if name and len(lower) <= 4 and surface.islower() else name
