"""How international names of drugs end: made by cells, peptides, nucleic acids, and the newer small ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

STEMS = (
    "mab|ercept|acept|icept|kinra|leucel|temcel|parvovec|grastim|fermin|teplase|"
    # peptides: what acts on receptors of gut hormones, somatostatin, releasing hormones and others
    "glutide|dutide|rutide|patide|lintide|reotide|notide|ritide|relin|relix"
)
"""The stems, for a pattern. Corpora leave these names out, as proteins or as newer than they are (nivolumab)."""

_OTHERS = (
    "siran|nersen|mersen|plersen|ontersen|inotersen|dirsen|virsen|lorsen|carsen|"
    "tinib|rafenib|ciclib|parib|gliflozin|gepant|orexant|capavir|caftor"
)
_LINKED = "vedotin|emtansine|deruxtecan|ozogamicin|govitecan|tirumotecan|pegol"
_EVERY = (*STEMS.split("|"), *_OTHERS.split("|"))
_NAME = re.compile(
    rf"(?<![\w-])(?!(?i:intercept|percept))(?i:[a-z]{{3,}}gene\s+[a-z]{{4,}}(?:vec|cel)"
    rf"|(?:[a-z\d]+-)?[a-z]{{3,}}(?:{'|'.join(_EVERY)})(?:[ -](?:{_LINKED}))?)(?![\w-])"
)


def drugs(text: str) -> Iterator[re.Match[str]]:
    """Yield the names that tell what they are though no vocabulary has them yet.

    >>> [match[0] for match in drugs("Vutrisiran, exagamglogene autotemcel and an intercept")]
    ['Vutrisiran', 'exagamglogene autotemcel']
    """
    low = text.lower()
    if any(stem in low for stem in _EVERY):  # most texts have none, and are read in a fraction of the time
        yield from _NAME.finditer(text)


def is_drug(name: str) -> bool:
    """Tell whether a name is all one that tells what it is."""
    return _NAME.fullmatch(name) is not None
