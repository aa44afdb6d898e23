"""What a name may mean at all: kinds with the weight that the name's own form gives them."""

from __future__ import annotations

import functools
from typing import NamedTuple

from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope


class Sense(NamedTuple):
    """One kind that a name may have, how far its form alone makes that credible (0..1), and the terms behind it."""

    kind: Kind
    weight: float
    curies: tuple[Curie, ...]


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


class Senses:
    """Judge names by their form. Judgements are kept, since a paper repeats its names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.of = functools.lru_cache(maxsize=1 << 17)(self._of)

    def _of(self, name_id: int, surface: str) -> tuple[Sense, ...]:
        """Return the senses of a spelling of a name, best first; none where no term is spelled so."""
        weights: dict[Kind, float] = {}
        curies: dict[Kind, list[Curie]] = {}
        for entry in self._lexicon.entries(name_id):
            if entry.kind not in _PHRASE:
                continue
            weight = weigh(entry, surface)
            if weight > 0:
                weights[entry.kind] = max(weight, weights.get(entry.kind, 0.0))
                curies.setdefault(entry.kind, []).append(entry.curie)
        senses = (Sense(kind, weight, tuple(curies[kind])) for kind, weight in weights.items())
        return tuple(sorted(senses, key=lambda sense: (-sense.weight, sense.kind)))


def weigh(entry: Entry, surface: str) -> float:
    """Return how far a spelling of a name makes it credible that its term is meant: 0 (not at all) to 1.

    Symbols and noun phrases have different rules. A noun phrase is credible as it stands. A symbol has to be written
    as its source writes it, or with a digit; the shorter it is, the less it says; one letter says nothing.
    """
    flags = entry.flags
    length = sum(char.isalnum() for char in surface)
    if length < 2 or surface.isdigit():
        return 0.0
    if Flag.SYMBOL in flags or Flag.ACRONYM in flags or length <= 3:
        return _weigh_symbol(entry, surface, length)
    weight = 0.8 + _PHRASE[entry.kind] + _SCOPE[entry.scope]
    if Flag.COMMON in flags and entry.kind in (Kind.GENE, Kind.CELL_LINE):
        return 0.2
    return weight


def _weigh_symbol(entry: Entry, surface: str, length: int) -> float:
    flags = entry.flags
    digit = any(char.isdigit() for char in surface)
    if entry.agrees(surface):
        base = 0.25 if length == 2 else 0.45 if length == 3 else 0.65
    elif Flag.COMMON in flags or not digit or length < 3 or surface[0].islower() != surface.islower():
        return 0.0
    else:
        base = 0.35 if length == 3 else 0.5
    if digit and any(char.isalpha() for char in surface) and length > 2:
        base += 0.1
    if Flag.COMMON in flags:
        base -= 0.2
    return base + _SYMBOL[entry.kind] + (_SCOPE[entry.scope] if entry.scope is not Scope.LABEL else 0.12)
