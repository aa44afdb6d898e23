"""Ways to write a name: the words of a mention, then less exact ones for where those are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.linking import chemical_names, disease_names, part_names
from extractors.recognise.senses import words
from ontologies.term import Kind

# Words before an outcome that leave it what it is. Any other word makes it another outcome, which the end of the words
# must not stand for: the survival of patients is no cell survival, the risk of infection not just risk.
_NEUTRAL = words(
    "mean median average total overall maximum maximal minimum peak baseline initial final absolute relative adjusted "
    "crude estimated measured observed actual the of"
)
# What is said of cells where nothing else is named.
_OF_CELLS = frozenset(("viability", "proliferation", "motility"))
_EITHER = re.compile(r"(\w+)\s?/\s?\w+")


def spellings(text: str, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the words and, where they are not known, less exact spellings of them, each with the rule's name.

    >>> list(spellings("hypertensive", Kind.DISEASE))[:2]
    [('hypertensive', 'exact'), ('hypertension', 'adjective')]
    """
    yield text, "exact"
    if kind is Kind.DISEASE:
        yield from disease_names.spellings(text)
    elif kind is Kind.CHEMICAL:
        yield from chemical_names.spellings(text)
    elif kind is Kind.OUTCOME:
        yield from _outcomes(text)
    elif kind is Kind.CELL_TYPE:
        yield _EITHER.sub(r"\1", text), "first of several"
        yield from part_names.spellings(text, kind)
    elif kind in (Kind.ANATOMY, Kind.PROCESS):
        yield from part_names.spellings(text, kind)
    elif kind is Kind.CELL_LINE:
        yield f"{text} cells", "with cells"


def _outcomes(text: str) -> Iterator[tuple[str, str]]:
    """Yield the end of an outcome behind words that change nothing, "cell viability" of "MCF-7 cell viability"."""
    parts = text.split()
    for first in range(1, len(parts)):
        if parts[first].lower() in ("cell", "cells"):
            yield " ".join(parts[first:]), "end of it"
    first = next((at for at, word in enumerate(parts) if word.lower() not in _NEUTRAL), 0)
    if first:
        yield " ".join(parts[first:]), "end of it"
    if parts[first:] and " ".join(parts[first:]).lower() in _OF_CELLS:
        yield f"cell {parts[-1]}", "of cells"
