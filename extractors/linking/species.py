"""Organisms: which taxon a name means, where genus, species and strain share names and corpora have habits."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from extractors.link import Candidate
from extractors.linking.learned import Learned
from extractors.linking.scoring import number, score
from extractors.recognise.organisms import above
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.organisms import Organisms
from ontologies.orthologs import TAXA
from ontologies.term import Kind, Scope

_MODELS = frozenset(TAXA)
# What corpora say counts as much as the lexicon with so many papers.
_DOUBT = 1.0
# Of letters that the lexicon has too more papers are asked: what one paper calls RSV is another virus elsewhere.
_DOUBT_OF_LETTERS = 3.0
_LETTERS = re.compile(r"[A-Z]{2,5}")
_FINER, _MODEL, _SMALL_LETTER = 0.5, 0.1, -0.3
# Everyday words for organisms that are no names of the taxonomy, or there those of one species out of many.
_EVERYDAY = {
    "mosquito": "7157", "budding yeast": "4932", "fission yeast": "4896", "murine": "10090",
    "bovine": "9913", "porcine": "9823", "canine": "9615", "equine": "9796", "ovine": "9940",
    "feline": "9685", "caprine": "9925", "piscine": "7898",
}  # fmt: skip


class Species:
    """Find the taxa that words name."""

    def __init__(self, lexicon: Lexicon, learned: Learned, organisms: Organisms) -> None:
        self._lexicon = lexicon
        self._learned = learned
        self._organisms = organisms
        self.find = functools.lru_cache(maxsize=1 << 14)(self._find)
        self._above = functools.lru_cache(maxsize=1 << 12)(self._find_above)
        self._is_species = functools.lru_cache(maxsize=1 << 12)(self._find_species)

    def _find(self, text: str) -> tuple[Candidate, ...]:
        """Return the taxa of the closest known spelling, ranked, best first.

        Of a group and a species in it with the same name the species is meant: mouse is the house mouse, not its genus;
        but Sus scrofa is the species, not its domestic form. What corpora say of a name weighs against what the lexicon
        says by the number of their papers.
        """
        for name, rule in ((text, "exact"), *spellings(text)):
            scores = self._scores(name)
            if scores:
                scored = ((curie, value + self._bonus(curie, scores)) for curie, value in scores.items())
                ranked = sorted(scored, key=lambda pair: (-pair[1], number(pair[0])))
                return tuple(
                    Candidate(curie=curie, name=name, score=round(max(0.0, min(1.0, value)), 4), rule=rule)
                    for curie, value in ranked
                )
        return ()

    def _scores(self, name: str) -> dict[Curie, float]:
        everyday = _EVERYDAY.get(key(name))
        if everyday:
            return {Curie("NCBITaxon", everyday): 1.0}
        found: dict[Curie, float] = {}
        for entry in self._lexicon.lookup(name):
            if entry.kind is Kind.SPECIES and entry.curie.prefix == "NCBITaxon":
                # Labels are Latin and have a capital: a helix is no snail of the genus Helix.
                other = entry.scope is Scope.LABEL and name.isalpha() and name.islower()
                value = score(entry, name, Kind.SPECIES) + (_SMALL_LETTER if other else 0.0)
                found[entry.curie] = max(value, found.get(entry.curie, 0.0))
        taught = {ids[0]: count for ids, count in self._learned.meanings(name, Kind.SPECIES) if len(ids) == 1}
        total = sum(taught.values())
        if total:
            letters = found and _LETTERS.fullmatch(name)
            trust = total / (total + (_DOUBT_OF_LETTERS if letters else _DOUBT))
            found = {
                curie: trust * taught.get(curie, 0) / total + (1 - trust) * found.get(curie, 0.0)
                for curie in dict.fromkeys((*found, *taught))
            }
        organism = None if found else self._organisms.find(name)
        return {organism: 1.0} if organism is not None else found

    def _bonus(self, curie: Curie, others: dict[Curie, float]) -> float:
        finer = any(other in self._above(curie) and not self._is_species(other) for other in others if other != curie)
        return (_FINER if finer else 0.0) + (_MODEL if curie in _MODELS else 0.0)

    def _find_above(self, curie: Curie) -> frozenset[Curie]:
        return frozenset(above(self._lexicon, curie))

    def _find_species(self, curie: Curie) -> bool:
        """Tell whether a taxon is a species or below: groups have a single word for a name."""
        return " " in self._lexicon.term(curie).label


_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_NEW = re.compile(r",?\s+(?:(?:n|nov|gen|sp|spec|spp|subsp|ssp|cf|aff)\.?|et|species)(?=[\s,]|$).*$")
_STRAIN = re.compile(
    r"\s+(?:strains?|isolates?|serovars?|serotypes?|subtypes?|genotypes?|str\.|cv\.|var\.|biovar|pv\.)(?=\s|$).*$"
)
_BEFORE = re.compile(r"^(?:wild[- ]type|wild|domestic|laboratory|adult|common|the)\s+", re.IGNORECASE)
# Two words of a species, then what tells one strain of it from others.
_BINOMIAL = re.compile(r"^((?:[A-Z][a-z]+\s|[A-Z][a-z]?\.\s?)[a-z]{3,})\s(?!(?:[a-z]+\s)*(?:\w*virus|phage)\b)\S.*$")
# Animals that papers breed and alter: knockout mice are mice.
_HEAD = re.compile(r"(?:mice|mouse|rats?|zebrafish|flies|dogs?|pigs?|rabbits?|monkeys?|hamsters?|chickens?|yeasts?)$")


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield less exact spellings of the name of an organism, each with the rule's name, the closest first.

    A strain without a name is its species; a species without a name is nothing rather than its genus.

    >>> list(spellings("Escherichia coli BL21"))
    [('Escherichia coli', 'strain of')]
    >>> list(spellings("Fusarium spp."))
    [('Fusarium', 'without rank')]
    """
    rules = (
        (_BRACKET, "without bracket"),
        (_NEW, "without rank"),
        (_STRAIN, "strain of"),
        (_BEFORE, "kind of"),
    )
    seen = {text}
    for pattern, rule in rules:
        shorter = pattern.sub("", text)
        if shorter not in seen and len(shorter) > 2:
            seen.add(shorter)
            yield shorter, rule
    binomial = _BINOMIAL.match(text)
    if binomial and binomial[1] not in seen:
        yield binomial[1], "strain of"
    first, _, last = text.rpartition(" ")
    if first and _HEAD.match(last):
        yield last, "end of it"
