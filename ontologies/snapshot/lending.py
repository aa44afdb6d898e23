"""Names that dictionaries and neighbouring ontologies lend to terms: found by a name that both have.

A dictionary's group of names goes to the term whose label or exact name is the group's chief name, or is the same but
for the salt or the water in one of them (``doxorubicin hydrochloride``): papers do not tell these apart, nor does MeSH.
A name that the vocabulary has for another term is not lent, nor one that would go to several terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.normalise import key
from ontologies.snapshot.dictionaries import Group
from ontologies.term import Kind, Scope, Term

_FIRM = (Scope.LABEL, Scope.EXACT)
_FORM = re.compile(
    r"(?:[ ,]+(?:hydrochloride|dihydrochloride|hydrobromide|sodium|disodium|potassium|dipotassium|calcium|magnesium|"
    r"chloride|bromide|iodide|nitrate|sulfate|phosphate|diphosphate|acetate|citrate|tartrate|bitartrate|maleate|"
    r"fumarate|succinate|lactate|gluconate|mesylate|besylate|tosylate|pamoate|anhydrous|hydrate|hemihydrate|"
    r"monohydrate|dihydrate|trihydrate|meglumine|tromethamine|diethylamine))+$",
    re.IGNORECASE,
)
# What is left of the name of a simple salt is an element, not a drug.
_ELEMENTS = frozenset({
    "ammonium", "aluminum", "aluminium", "arsenic", "barium", "bismuth", "cadmium", "calcium", "cesium", "chromium",
    "cobalt", "cobaltous", "copper", "cupric", "ferric", "ferrous", "gold", "hydrogen", "iron", "lead", "lithium",
    "magnesium", "manganese", "mercuric", "mercury", "nickel", "platinum", "potassium", "rubidium", "silver",
    "sodium", "strontium", "tin", "zinc",
})  # fmt: skip
# Inverted names, numbers of collections, and what is no name of the substance itself.
_USELESS = re.compile(
    r",\s|^(?:NSC|FEMA NO\.?)[- ]?\d|\b(?:impurity|component|biosimilar|constituent|free acid)\b", re.I
)
# Letters and digits. A shorter name that is a gene's too means the gene in most papers.
_SYMBOL_LENGTH = 6

Lent = tuple[Curie, str, Scope]


class Lending:
    """Find the terms of one vocabulary that lists of names can be lent to.

    ``kinds`` are the kinds of terms that borrow, ``common`` the keys of ordinary words, which are not lent.
    """

    def __init__(self, terms: Iterable[Term], kinds: Collection[Kind], common: Collection[str]) -> None:
        self._common = common
        self._firm: dict[str, set[Curie]] = defaultdict(set)
        self._bare: dict[str, set[Curie]] = defaultdict(set)
        self._known: set[str] = set()
        self._kinds: dict[Curie, Kind] = {}
        for term in terms:
            if not term.obsolete:
                self._kinds[term.curie] = term.kind
                for name in term.names:
                    folded = key(name.text)
                    self._known.add(folded)
                    if term.kind in kinds and name.scope in _FIRM:
                        self._firm[folded].add(term.curie)
                        self._bare[_base(name.text)].add(term.curie)

    def borrow(self, groups: Iterable[Group]) -> list[Lent]:
        """Return (term, name, scope) for the names of groups that go to one term each, in the order of the groups."""
        return self.given(
            (borrower, name, Scope.EXACT)
            for group in groups
            if (borrower := self._borrower(group.chief)) is not None
            for name in group.names
        )

    def given(self, offers: Iterable[Lent]) -> list[Lent]:
        """Return the offered names that are new to the vocabulary and offered to one of its terms alone."""
        wanted: dict[str, dict[Curie, Lent]] = defaultdict(dict)
        for offer in offers:
            folded = key(offer[1])
            if offer[0] in self._kinds and self._fit(offer[1], folded):
                wanted[folded].setdefault(offer[0], offer)
        return [offer for offers in wanted.values() if len(offers) == 1 for offer in offers.values()]

    def _borrower(self, chief: str) -> Curie | None:
        """Return the one term that has the chief name, or else the one whose name is the same but for the salt."""
        same = key(chief)
        found = self._firm.get(same) or self._firm.get(_base(chief)) or self._bare.get(same, set())
        return min(found) if len(found) == 1 else None

    def _fit(self, name: str, folded: str) -> bool:
        letters = sum(char.isalpha() for char in name)
        known = folded in self._known or folded in self._common
        return letters > 1 and len(folded) > 2 and not known and not _USELESS.search(name)


def _base(name: str) -> str:
    """Return the key of a name without salt and water, or of the whole where only an element would be left."""
    base = key(_FORM.sub("", name))
    return key(name) if base in _ELEMENTS or len(base) < _SYMBOL_LENGTH else base


def short_names(genes: Iterable[Term]) -> frozenset[str]:
    """Return the keys of the short firm names of genes, which are lent to nothing else."""
    firm = (name.text for term in genes if not term.obsolete for name in term.names if name.scope in _FIRM)
    return frozenset(key(text) for text in firm if sum(map(str.isalnum, text)) <= _SYMBOL_LENGTH)


def from_neighbours(
    neighbours: Iterable[Term], mappings: Iterable[Mapping], lending: Lending, prefix: str
) -> list[Lent]:
    """Return the names of terms of ontologies outside the snapshot for the terms of ``prefix`` that they map to.

    A neighbour lends its label and exact names as exact names to its one exact match, the rest as related ones.
    """
    exact: dict[Curie, set[Curie]] = defaultdict(set)
    for mapping in mappings:
        for pair in (mapping, mapping.inverse):
            if pair.predicate is Predicate.EXACT and pair.object.prefix == prefix:
                exact[pair.subject].add(pair.object)
    return lending.given(
        (min(found), name.text, Scope.EXACT if name.scope in _FIRM else Scope.RELATED)
        for term in neighbours
        if not term.obsolete and len(found := _matches(term, exact, prefix)) == 1
        for name in term.names
    )


def _matches(term: Term, exact: dict[Curie, set[Curie]], prefix: str) -> set[Curie]:
    found = {xref for xref in term.xrefs if xref.prefix == prefix}
    return found or {match for start in (term.curie, *term.xrefs) for match in exact.get(start, ())}
