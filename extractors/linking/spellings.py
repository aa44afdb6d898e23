"""Ways to write a name: the words of a mention, then less exact ones for where those are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.linking import chemical_names, disease_names, part_names
from ontologies.term import Kind

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
    elif kind is Kind.OUTCOME:  # "cancer cell viability": the end of it that has a name
        words = text.split()
        yield from ((" ".join(words[first:]), "end of it") for first in range(1, len(words)))
        yield f"cell {words[-1]}", "of cells"
    elif kind is Kind.CELL_TYPE:
        yield _EITHER.sub(r"\1", text), "first of several"
        yield from part_names.spellings(text, kind)
    elif kind in (Kind.ANATOMY, Kind.PROCESS):
        yield from part_names.spellings(text, kind)
    elif kind is Kind.CELL_LINE:
        yield f"{text} cells", "with cells"
