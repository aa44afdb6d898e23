"""What a name may mean at all: kinds with the weight that the name's own form gives them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors.recognise.biologicals import STEMS
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind, Scope


class Sense(NamedTuple):
    """One kind that a name may have, how far its form alone makes that credible (0..1), and the terms behind it.

    ``foreign`` holds the weight that the sense has in papers which name the species: symbols of fly genes are words.
    """

    kind: Kind
    weight: float
    curies: tuple[Curie, ...]
    foreign: tuple[tuple[Curie, float], ...] = ()


# What a sense needs to be believed; the weight of its form and the words beside it add up to it.
THRESHOLD = 0.5

# Kinds that mentions have. The rest of the lexicon (evidence, statistics, publication types) is read by other stages.
# The number breaks ties between kinds that have the same name as noun phrase and as symbol.
_PHRASE: dict[Kind, float] = {
    Kind.DISEASE: 0.09,
    Kind.CHEMICAL: 0.08,
    Kind.CELL_TYPE: 0.07,
    Kind.SPECIES: 0.07,
    Kind.GENE: 0.06,
    Kind.CELL_LINE: 0.05,
    Kind.INTERVENTION: 0.05,
    Kind.PHENOTYPE: 0.04,
    Kind.ANATOMY: 0.03,
    Kind.PROCESS: 0.02,
    Kind.OUTCOME: 0.02,
}
_SYMBOL: dict[Kind, float] = {
    **_PHRASE,
    Kind.GENE: 0.09,
    Kind.CELL_LINE: 0.08,
    Kind.CHEMICAL: 0.07,
    Kind.DISEASE: 0.06,
}
_SCOPE: dict[Scope, float] = {
    Scope.LABEL: 0.1,
    Scope.EXACT: 0.1,
    Scope.PREVIOUS: 0.0,
    Scope.NARROW: 0.0,
    Scope.BROAD: -0.1,
    Scope.RELATED: 0.0,
}
_LOOSE = frozenset({Scope.RELATED, Scope.BROAD, Scope.NARROW})

# Kinds that a paper is about; the others give way to them, even where their name is longer.
CORE = frozenset({Kind.GENE, Kind.DISEASE, Kind.CHEMICAL, Kind.SPECIES, Kind.CELL_LINE, Kind.CELL_TYPE, Kind.PHENOTYPE})

# Genes of these species need no species in the paper.
AT_HOME = frozenset(Curie("NCBITaxon", number) for number in ("9606", "10090", "10116"))

# Upper terms of branches that hold qualities and classes, not things that a paper names: severity, onset and frequency;
# roles of chemicals and classes of drugs by use; nucleic acids and preparations.
_QUALITIES = frozenset(
    Curie.parse(text)
    for text in (
        "MONDO:0021125", "HP:0000005", "HP:0012823", "HP:0031797", "HP:0040279", "HP:0032443", "HP:0032223",
        "CHEBI:50906", "MESH:D020228", "MESH:D020313", "MESH:D020164", "MESH:D004364", "MESH:D009696",
    )
)  # fmt: skip


def words(listed: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(listed.split())


# Upper terms of the branches of MeSH that hold proteins, enzymes and complexes, and of those with shorter peptides too.
_PROTEINS = frozenset(Curie("MESH", number) for number in ("D011506", "D004798", "D036341"))
_ANTIBODIES = frozenset({Curie("MESH", "D000911"), Curie("MESH", "D061067")})
# What ChEBI counts among peptides is made as other drugs are, where no gene has its name.
_PEPTIDES = frozenset({Curie("CHEBI", "16670")})
_PRODUCTS = _PROTEINS | {Curie("MESH", number) for number in ("D010455", "D036361")}

# Words of grammar and units, whatever gene has the letters, unless all are capitals: the, The and bp, but WAS and ALL.
_FUNCTION = words(
    "the an of in on at for to by is was are were be been as it its we our us he she they not no but if so than then "
    "that this these those with from can may all has had have do did such both each per via vs who how why when where "
    "bp kb mb kda da mm cm nm ml kg mg min sec hr hz"
)

# Names, as keys, of a whole kind, or that belong to every paper.
_GENERAL = words(
    "disease disorder condition syndrome illness injury sign symptom complication abnormality onset severity frequency "
    "emergency recurrence drug compound chemical agent placebo protein peptide molecule acid salt solution tablet base "
    "water group role cell tissue organ body head gene genome animal organism plant treatment therapy therapeutic "
    "medicine procedure surgery operation risk time death birth growth lead food electron proton probe label "
    "population association sequence behavior factor region state light family play memory life bear hand root "
    "and or individual adult enzyme coenzyme isoenzyme isozyme isoform kinase ligase antibody antigen receptor ligand "
    "protease peptidase cytokine hormone exonuclease aminotransferase subunit snp "
    "kindred powder tri thrombo mic mbc"
) | frozenset(
    (
        "cell line", "transcription factor", "tumor suppressor", "protein kinase", "receptor tyrosine kinase",
        "costimulatory molecule", "membrane protein", "protein isoform", "fusion protein", "mutant protein",
        "cell death", "cell surface", "signs and symptom", "side effect", "other sequence", "cellular organism",
        "cas 9", "ec 50", "ic 50",
    )
)  # fmt: skip

# Words, as keys, that papers use in their everyday sense far more often than for the part of the body, the process or
# the therapy of that name, or that are people and measures: arms of a trial, the will to, this appendix, city.
_EVERYDAY = words(
    "will power compliance intention intent goal trust affect city orientation understanding respect probability "
    "efficiency attention consensus language algorithm lake river island forest mountain hope habit cue awareness "
    "communication color parent mother father spous sibling grandparent running thinking localization segmentation "
    "character virtue cold lifting uncertainty acceleration judgement judgment sound season climate weather pleasure "
    "meat cheese grassland disclosure achievement drive reward motivation individuality time environment location "
    "touch noise vacuum flight universe sunshine atmosphere friction mar marathon jupiter negotiating life adult size "
    "number count thing scale arm back face tube extension segment appendix envelope trunk facet tear wood seed "
    "cement marking projection digit capsule pouch triad adulthood wall lifespan land ball horn pad spot sole tip "
    "palm plug crest corpus orifice shield mole simplex pupil nail node role process oncology weakness collecting "
    "cutting ordering arranging inactivity left right central healthy excluded position suggestion crown "
    "contraindication traction bath stripe"
) | frozenset(
    (
        "odd ratio", "odds ratio", "normal distribution", "sensitivity and specificity", "half life", "x ray", "xray",
        "peer review", "base pair", "individual difference", "within person variation", "target cell", "short arm",
        "after treatment", "sample size", "effect size", "attachment site",
    )
)  # fmt: skip

# Organisms that have an everyday name, as keys; other everyday words that are names of butterflies and fish mean none.
_ORGANISMS = words(
    "mous mouse rat human man dog cat pig horse cow cattle sheep goat rabbit hamster monkey macaque chicken zebrafish "
    "yeast rice wheat maize corn barley soybean tomato potato tobacco frog guinea ferret murine bovine porcine canine "
    "ovine equine rodent ape chimpanzee gorilla turkey duck quail trout salmon carp honeybee silkworm mosquito "
    "swine donkey vole squirrel gerbil mink deer elephant camel pigeon shrimp oyster mussel aphid locust alfalfa "
    "sorghum poplar cassava sugarcane chickpea cowpea rapeseed sunflower cucumber lettuce spinach cabbage cotton "
    "peanut pea banana horseradish"
)


class Senses:
    """Judge names by their form. Judgements are kept, since a paper repeats its names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.of = functools.lru_cache(maxsize=1 << 17)(self._of)
        self._is_species = functools.lru_cache(maxsize=1 << 14)(self._find_species)
        # Terms go by their numbers here: many stand above a name, and their ids are not needed.
        self._number = lexicon.number_of
        self._qualities, self._antibodies = map(self._numbers, (_QUALITIES, _ANTIBODIES))
        self._is_quality = functools.lru_cache(maxsize=1 << 16)(self._find_quality)
        self._all_products = functools.lru_cache(maxsize=1 << 14)(self._stands_among)
        self._leads_to = functools.lru_cache(maxsize=1 << 15)(self._find_way)
        self._is_protein = functools.partial(self._leads_to, self._numbers(_PROTEINS))
        self._is_product = functools.partial(self._leads_to, self._numbers(_PRODUCTS))
        self._is_peptide = functools.partial(self._leads_to, self._numbers(_PEPTIDES))

    def _numbers(self, curies: Iterable[Curie]) -> frozenset[int | None]:
        return frozenset(map(self._number, curies)) - {None}

    def _of(self, name_id: int, surface: str) -> tuple[Sense, ...]:
        """Return the senses of a spelling of a name, best first; none where no term is spelled so."""
        folded = self._lexicon.key_of(name_id)
        if folded in _GENERAL or _is_grammar(surface) or _DEFINES.search(surface) or not _balanced(surface):
            return ()
        weighed: dict[Kind, list[tuple[float, Entry]]] = {}
        entries = self._lexicon.entries(name_id)
        everyday = folded in _EVERYDAY
        for entry in entries:
            if entry.kind in _PHRASE and not (everyday and entry.kind in _LAY):
                weight = self._weigh(entry, surface, folded)
                if weight > 0 and not self._is_quality(self._number(entry.curie)):
                    weighed.setdefault(entry.kind, []).append((weight, entry))
        self._read_products(weighed, entries, surface)
        senses = (_sense(kind, found) for kind, found in weighed.items())
        return tuple(sorted(senses, key=lambda sense: (-sense.weight, sense.kind)))

    def _weigh(self, entry: Entry, surface: str, folded: str) -> float:
        """Weigh one entry; of organisms only species count, not the wider groups, whose names are single words.

        Reading a label takes milliseconds: everyday words, which are frequent, have a list instead.
        """
        if entry.kind is not Kind.SPECIES or not surface.isalpha():
            return weigh(entry, surface)
        if Flag.COMMON in entry.flags:
            return 0.0 if folded not in _ORGANISMS else 0.3 if surface.isupper() else 0.9
        latin = entry.scope is Scope.LABEL and entry.curie.prefix == "NCBITaxon"
        if surface.islower() and (latin or Flag.VARIANT in entry.flags):
            return 0.1  # Latin names have a capital: a helix is no snail
        lay = entry.scope is not Scope.LABEL and not entry.flags & (Flag.SYMBOL | Flag.ACRONYM)
        if lay and surface[0].isupper() and entry.curie.prefix == "NCBITaxon":
            return 0.4  # everyday names have none: Suzuki is no fish
        return weigh(entry, surface) if self._is_species(entry.curie) else 0.0

    def _find_species(self, curie: Curie) -> bool:
        """Tell whether an organism is a species, a strain or a virus: its label has two words, or ends in virus."""
        term = self._lexicon.find_term(curie)
        return term is not None and (" " in term.label or "virus" in term.label)

    def _read_products(
        self, weighed: dict[Kind, list[tuple[float, Entry]]], entries: Iterable[Entry], surface: str
    ) -> None:
        """Make a gene of what MeSH calls a peptide, a protein or an enzyme: papers mean the gene's product by the name.

        A family of proteins ("integrins") is a mention of the kind Gene without a term. A peptide that no gene has for
        a product (cyclosporine, semaglutide) stays a chemical, and so do drugs made by cells (dulaglutide).
        """
        found = [entry for entry in entries if entry.curie.prefix == "MESH" and entry.kind in _SUBSTANCES]
        terms = [self._number(entry.curie) for entry in found]
        if not found or not all(self._is_product(term) and self._all_products(term) for term in terms):
            return
        at_home = any(entry.taxon in AT_HOME for _, entry in weighed.get(Kind.GENE, ()))
        is_drug = not at_home and self._is_drug(entries, surface)
        if at_home or is_drug or all(map(self._is_protein, terms)):
            weighed.pop(Kind.CHEMICAL, None)
            weight = max((weigh(entry, surface) for entry in found), default=0.0)
            kind = Kind.CHEMICAL if is_drug else Kind.GENE
            weighed.setdefault(kind, []).extend((weight, entry) for entry in found if weight > 0)

    def _is_drug(self, entries: Iterable[Entry], surface: str) -> bool:
        """Tell whether a name is that of a drug by its stem, or of a peptide of ChEBI's."""
        listed = (self._number(entry.curie) for entry in entries if entry.curie.prefix == "CHEBI")
        return _BIOLOGICAL.search(surface) is not None or any(term and self._is_peptide(term) for term in listed)

    def _find_quality(self, term: int) -> bool:
        """Tell whether every way up from a term leads into a branch of qualities."""
        above = self._lexicon.parent_numbers(term)
        return term in self._qualities or (len(above) > 0 and all(self._is_quality(parent) for parent in above))

    def _find_way(self, roots: frozenset[int], term: int) -> bool:
        """Tell whether some way up from a term leads to one of the roots, and none to the therapeutic antibodies."""
        if term in roots or term in self._antibodies:
            return term in roots
        above = self._lexicon.parent_numbers(term)
        return any(self._leads_to(roots, parent) for parent in above) and not self._antibodies.intersection(above)

    def _stands_among(self, term: int) -> bool:
        """Tell whether a heading stands mostly among them: calcium is a "clotting factor IV" too, but no protein."""
        parents = self._lexicon.parent_numbers(term)
        return 2 * sum(self._is_product(parent) for parent in parents) >= len(parents)


def is_everyday(text: str) -> bool:
    """Tell whether papers mostly use the words in their everyday sense.

    >>> is_everyday("arms"), is_everyday("liver")
    (True, False)
    """
    return key(text) in _EVERYDAY


def is_organism(text: str) -> bool:
    """Tell whether the words are the everyday name of an organism.

    >>> is_organism("dogs"), is_organism("tiger")
    (True, False)
    """
    return key(text) in _ORGANISMS


_BIOLOGICAL = re.compile(rf"\w{{3}}(?:{STEMS})\b", re.IGNORECASE)
_SUBSTANCES = frozenset({Kind.CHEMICAL, Kind.OTHER})
# A name with its own abbreviation behind it is two names to a paper.
_DEFINES = re.compile(r"\s\([A-Z][\w-]{1,7}\)\Z")
_ARTICLES = ("a ", "an ", "the ", "A ", "The ")


def _is_grammar(surface: str) -> bool:
    """Tell whether a spelling is a word of grammar or a unit, or begins with an article."""
    return surface.startswith(_ARTICLES) or (surface.lower() in _FUNCTION and not surface.isupper())


def _balanced(surface: str) -> bool:
    return surface.count("(") == surface.count(")") and surface.count("[") == surface.count("]")


def _sense(kind: Kind, entries: list[tuple[float, Entry]]) -> Sense:
    home: list[tuple[float, Entry]] = []
    abroad: list[Entry] = []
    foreign: dict[Curie, float] = {}
    for weight, entry in entries:
        if kind is not Kind.GENE or entry.taxon is None or entry.taxon in AT_HOME:
            home.append((weight, entry))
        else:
            abroad.append(entry)
            foreign[entry.taxon] = max(weight, foreign.get(entry.taxon, 0.0))
    return Sense(
        kind=kind,
        weight=max((weight for weight, _ in home), default=0.0),
        curies=(*(entry.curie for _, entry in home), *(entry.curie for entry in abroad)),
        foreign=tuple(sorted(foreign.items())),
    )


def weigh(entry: Entry, surface: str) -> float:
    """Return how far a spelling of a name makes it credible that its term is meant: 0 (not at all) to 1.

    Symbols and noun phrases have different rules. A noun phrase is credible as it stands. A symbol has to be written
    as its source writes it, or with a digit; the shorter it is, the less it says; one letter says nothing.
    """
    length, letters = _counted(surface)
    if length < 2 or not letters:
        return 0.0
    if Flag.SYMBOL in entry.flags or Flag.ACRONYM in entry.flags or length <= 3:
        return _weigh_symbol(entry, surface, length)
    return _weigh_phrase(entry, surface, length)


@functools.lru_cache(maxsize=1 << 10)
def _counted(surface: str) -> tuple[int, int]:
    """Return how many letters and digits a spelling has, and how many of them are letters."""
    return sum(map(str.isalnum, surface)), sum(map(str.isalpha, surface))


# Genes of the mouse and the rat are named for looks too: tiny, waved, albino.
_WITH_PHENOTYPES = AT_HOME - {Curie("NCBITaxon", "9606")}
# "... breast cancer cells 1": the number is a citation, not part of a name.
_NUMBERED = re.compile(r"[a-z]s \d+\Z")


def _weigh_common(entry: Entry, length: int) -> float | None:
    """Return the weight of a name that is an everyday word too, or None where that does not matter."""
    if entry.kind in (Kind.GENE, Kind.CELL_LINE):
        return 0.1
    short = length <= 4 and entry.scope is not Scope.LABEL and entry.kind in (Kind.DISEASE, Kind.PHENOTYPE)
    return 0.2 if short or entry.scope in _LOOSE else None


# Cell lines are called Becker and Kimura too. These are known without a word beside them.
_KNOWN_LINES = words("Jurkat Daudi Ramos Namalwa Hela")


def _is_like_a_person(surface: str) -> bool:
    return surface[1:].islower() and surface not in _KNOWN_LINES


def _weigh_phrase(entry: Entry, surface: str, length: int) -> float:
    single = surface.isalpha()
    common = _weigh_common(entry, length) if Flag.COMMON in entry.flags else None
    if common is not None:
        return common
    if Flag.COMMON not in entry.flags:
        if single and entry.kind is Kind.SPECIES and entry.case & 1 and surface.islower():
            return 0.4
        if single and entry.kind is Kind.GENE and (length <= 4 or entry.taxon in _WITH_PHENOTYPES):
            return 0.35
        if single and entry.kind is Kind.CELL_LINE and (length <= 4 or _is_like_a_person(surface)):
            return 0.35
        if _NUMBERED.search(surface):
            return 0.1
    return 0.8 + _PHRASE.get(entry.kind, 0.0) + _SCOPE[entry.scope]


def _weigh_symbol(entry: Entry, surface: str, length: int) -> float:
    flags = entry.flags
    digit = any(char.isdigit() for char in surface)
    if Flag.COMMON in flags and Flag.SYMBOL not in flags:  # And, was: no case of theirs tells them from the words
        return 0.0
    if surface.isalpha() and surface.islower() and entry.kind in (Kind.GENE, Kind.CELL_LINE):
        # full, tiny: symbols that look like words of the language; co, ts: half of one
        return 0.1 if Flag.COMMON in flags or length == 2 else 0.35
    if entry.agrees(surface):
        base = 0.2 if length == 2 else 0.45 if length == 3 else 0.65
    elif Flag.COMMON in flags or not digit or length < 3 or not _may_differ(surface):
        return 0.0
    else:
        base = 0.35 if length == 3 else 0.5
    if digit and length > 2:
        base += 0.1
    if Flag.COMMON in flags:
        base -= 0.2
    if entry.kind is Kind.CELL_LINE and length <= 4:  # there is a cell line for nearly every short symbol
        base -= 0.45 if surface[1:].islower() and not entry.agrees(surface) else 0.3
    elif surface[0].isupper() and length <= 3 and surface[1:].isdigit():  # B12, P21, E14: vitamins, days
        base -= 0.25
    elif entry.kind in _WORDY and length <= 4 and not _VIRUS.fullmatch(surface):
        base -= 0.3
    return max(
        0.01, base + _SYMBOL.get(entry.kind, 0.0) + (_SCOPE[entry.scope] if entry.scope is not Scope.LABEL else 0.12)
    )


# Acronyms of viruses, unlike those of other organisms, are what papers call them: HIV, HCV, HPV16.
_VIRUS = re.compile(r"[A-Z]{2,5}V(?:[- ]?\d{1,2})?")
_LAY = frozenset({Kind.ANATOMY, Kind.PROCESS, Kind.PHENOTYPE, Kind.INTERVENTION})
_WORDY = frozenset({Kind.ANATOMY, Kind.PROCESS, Kind.PHENOTYPE, Kind.INTERVENTION, Kind.SPECIES})


def _may_differ(surface: str) -> bool:
    """Tell whether a symbol may be meant in other capitals than its own: one word, all small or not (brca1, Brca1)."""
    return " " not in surface and surface[0].islower() == surface.islower()
