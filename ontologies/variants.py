"""Spellings that a name is met in beside its own, beyond those that share its key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontologies.entry import Flag
from ontologies.normalise import is_blocking, tokens
from ontologies.term import Kind

_JOINED_KINDS = frozenset({Kind.GENE, Kind.CELL_LINE, Kind.CHEMICAL})
_REMARK = re.compile(r"\s*\((?:disease|disorder|finding|human|mouse|rat|protein)\)$", re.IGNORECASE)
_BREAKS = re.compile(r"[-\u2010-\u2013 /]+")


def variants(name: str, kind: Kind) -> Iterator[tuple[str, Flag]]:
    """Yield the name, then spellings made from it, each with the flag that says so.

    Made are: the name without a closing remark in brackets, the name without its inner punctuation, and the hyphenless
    form of symbols of genes, cell lines and chemicals.

    >>> [spelling for spelling, _ in variants("MDA-MB-231", Kind.CELL_LINE)]
    ['MDA-MB-231', 'MDAMB231']
    >>> [spelling for spelling, _ in variants("diabetes mellitus, type 2", Kind.DISEASE)]
    ['diabetes mellitus, type 2', 'diabetes mellitus type 2']
    """
    yield name, Flag(0)
    plain = _REMARK.sub("", name)
    if plain != name:
        yield plain, Flag.VARIANT
    found = tokens(name)
    if any(is_blocking(token.key) for token in found[1:-1]):
        yield " ".join(name[t.start : t.end] for t in found if not is_blocking(t.key)), Flag.VARIANT
    if kind in _JOINED_KINDS and len(name) <= 16 and _joins(name):
        yield _BREAKS.sub("", name), Flag.VARIANT


def _joins(name: str) -> bool:
    """Tell whether a name is a symbol of several parts, two of letters beside each other (``MDA-MB-231``)."""
    parts = _BREAKS.split(name)
    beside = any(a[-1:].isalpha() and b[:1].isalpha() for a, b in zip(parts, parts[1:], strict=False))
    return beside and any(char.isupper() for char in name) and not re.search(r"[a-z]{3}", name)
