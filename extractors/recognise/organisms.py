"""Species by their Latin names: those beyond the lexicon, and those with the genus cut to a letter; groups apart."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator

from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.lexicon import readable
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.organisms import Organisms
from ontologies.orthologs import TAXA
from ontologies.term import Kind

RECOGNISER = "organisms"

_FULL = re.compile(r"(?<![\w-])(?P<genus>[A-Z][a-z]{2,}) (?P<epithet>[a-z]{3,}(?:-[a-z]+)?)(?![\w-])")
_SHORT = re.compile(r"(?<![\w.-])(?P<genus>[A-Z][a-z]?)\. ?(?P<epithet>[a-z]{4,}(?:-[a-z]+)?)(?![\w-])")


def recogniser(lexicon: Lexicon) -> Callable[[Extraction], Iterator[Mention]]:
    """Return the recogniser; it yields species, full names before short ones, each in the order of the text.

    A genus cut to a letter stands for one that the paper writes out, with this species or with another: after "Culex
    pipiens", C. tarsalis is Culex tarsalis. The mention brings the id along, since its own words do not tell it.
    """
    organisms = Organisms.open(lexicon.folder)
    known = functools.lru_cache(maxsize=1 << 14)(functools.partial(_find, lexicon, organisms))

    def find(extraction: Extraction) -> Iterator[Mention]:
        text = extraction.document.text
        genera: dict[str, None] = {}
        sentences = list(readable(extraction.document, extraction.sentences))
        short = _SHORT.search(text) is not None
        for sentence in sentences:
            for match in _FULL.finditer(text, sentence.start, sentence.end):
                if organisms.find(match[0]) is not None:
                    yield Mention.cut(text, *match.span(), Kind.SPECIES, RECOGNISER, 0.9)
                    genera[match["genus"]] = None
                elif short and known(match[0]) is not None:
                    genera[match["genus"]] = None
        for sentence in sentences if genera else ():
            for match in _SHORT.finditer(text, sentence.start, sentence.end):
                meant = (known(f"{genus} {match['epithet']}") for genus in genera if genus.startswith(match["genus"]))
                taxon = next(filter(None, meant), None)
                if taxon is not None:
                    yield Mention(
                        start=match.start(),
                        end=match.end(),
                        text=match[0],
                        kind=Kind.SPECIES,
                        recogniser=RECOGNISER,
                        score=0.9,
                        given=(taxon,),
                    )

    return find


def _find(lexicon: Lexicon, organisms: Organisms, name: str) -> Curie | None:
    """Return the species of a name of two words in the lexicon or beyond it."""
    found = (e.curie for e in lexicon.lookup(name) if e.kind is Kind.SPECIES and e.curie.prefix == "NCBITaxon")
    return next(found, None) or organisms.find(name)


# Endings of ranks from family down to tribe: what stands right below them is a genus, or one of them.
_FAMILY = re.compile(r".*(?:idae|inae|ini|aceae|oideae|eae)")


class Groups:
    """Tell names of wide groups of organisms from those of species: "animals" says no more than a paper's field does.

    A group is wide where it holds two or more of the species that have genes in the snapshot, and where it stands
    above the genera: vertebrates, rodents and lady beetles do; fruit flies, macaques and viruses do not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        held = Counter(taxon for species in TAXA for taxon in above(lexicon, species))
        self._widest = frozenset(taxon for taxon, count in held.items() if count > 1)
        self._lexicon = lexicon
        self.named = functools.lru_cache(maxsize=1 << 12)(self._named)

    def __contains__(self, taxon: Curie) -> bool:
        return taxon in self._widest or self._stands_above_genera(taxon)

    def _named(self, name: str) -> bool:
        """Tell whether a name stands for wide groups only.

        >>> groups = Groups(Lexicon.open())
        >>> groups.named("animals"), groups.named("lady beetles"), groups.named("mice")
        (True, True, False)
        """
        entries = self._lexicon.lookup(name)
        found = {entry.curie for entry in entries if entry.curie.prefix == "NCBITaxon" and entry.kind is Kind.SPECIES}
        return bool(found) and all(taxon in self for taxon in found)

    def _stands_above_genera(self, taxon: Curie) -> bool:
        """Tell whether a taxon is a family or wider: its own name says so, or that of the taxon above does not."""
        term = self._lexicon.find_term(taxon)
        if term is None or " " in term.label or "vir" in term.label:
            return False
        over = self._lexicon.find_term(term.parents[0]) if term.parents else None
        is_genus = over is not None and (" " in over.label or _FAMILY.fullmatch(over.label) is not None)
        return not is_genus or _FAMILY.fullmatch(term.label) is not None


def above(lexicon: Lexicon, taxon: Curie) -> tuple[Curie, ...]:
    """Return the taxa above one, the nearest first."""
    found: list[Curie] = []
    number = lexicon.number_of(taxon)
    while number is not None and len(parents := lexicon.parent_numbers(number)):
        number = int(parents[0])
        found.append(lexicon.curie_of(number))
    return tuple(found)
