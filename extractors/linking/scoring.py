"""How well an entry of the lexicon fits the words of a mention, before the paper counts."""

from __future__ import annotations

from extractors.linking.vocabularies import vocabularies_of
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.term import Kind, Scope

_SCOPES: dict[Scope, float] = {
    Scope.LABEL: 0.88,
    Scope.EXACT: 0.84,
    Scope.PREVIOUS: 0.64,
    Scope.NARROW: 0.59,
    Scope.RELATED: 0.54,
    Scope.BROAD: 0.44,
}
# What a name of the leading vocabulary of its kind is better by.
FIRST_VOCABULARY = 0.12
_OTHER_CASE = 0.88
_MADE_SPELLING = 0.97
# The score of a label or an exact synonym in its own case.
SAME_NAME = 0.84


def score(entry: Entry, text: str, kind: Kind) -> float:
    """Score one entry by scope, case and vocabulary, in 0..1."""
    value = _SCOPES[entry.scope]
    if (Flag.SYMBOL in entry.flags or Flag.ACRONYM in entry.flags) and not entry.agrees(text):
        value *= _OTHER_CASE
    if Flag.VARIANT in entry.flags:
        value *= _MADE_SPELLING
    return value + (FIRST_VOCABULARY if entry.curie.prefix in vocabularies_of(kind)[:1] else 0.0)


def number(curie: Curie) -> tuple[str, int, str]:
    """Order ids of one vocabulary by number: older records are the ones that papers mean more often.

    >>> number(Curie.parse("MESH:D009369")) < number(Curie.parse("MESH:D018193"))
    True
    """
    digits = "".join(char for char in curie.identifier if char.isdigit())
    return curie.prefix, int(digits or 0), curie.identifier
