"""The spellings under which papers speak of a microRNA."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontologies.term import Name, Scope

_NAME = re.compile(r"(?:microRNA |[a-z]{3}-mir-|[a-z]{3}-|Mir-?)?(let-?)?(\d+[a-z]*)(-\d+)?$", re.IGNORECASE)


def mirna_names(name: str, species: str) -> Iterator[Name]:
    """Yield the usual spellings of a microRNA from its gene's name (``microRNA 23b``) and a species prefix (``hsa``).

    Spellings that share a lookup key are made once. A name that leaves out the number of the copy (``miR-24`` for
    ``microRNA 24-1``) is broader than the gene; the two mature arms are narrower. No names for what is no microRNA.

    >>> [made.text for made in mirna_names("microRNA 23b", "hsa")][:4]
    ['miR-23b', 'hsa-miR-23b', 'microRNA-23b', 'miRNA-23b']
    """
    match = _NAME.match(name)
    if match is None:
        return
    let, number, copy = match.groups()
    core = f"let-{number.lower()}" if let else f"miR-{number.lower()}"
    bare = core if let else number.lower()
    if copy:
        yield from _spelled(core + copy, bare + copy, species, Scope.EXACT)
    yield from _spelled(core, bare, species, Scope.BROAD if copy else Scope.EXACT)
    for arm in ("-3p", "-5p"):
        yield from _spelled(core + arm, bare + arm, species, Scope.NARROW)


def _spelled(core: str, bare: str, species: str, scope: Scope) -> Iterator[Name]:
    for text in (core, f"{species}-{core}", f"microRNA-{bare}", f"miRNA-{bare}"):
        yield Name(text=text, scope=scope)
