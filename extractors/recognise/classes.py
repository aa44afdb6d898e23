"""Classes of drugs, named by what they do: SGLT2 inhibitors, antipsychotics, SSRIs.

Corpora of chemicals mark few of them, so no mention of a chemical comes of these names. They are interventions, with
the heading that MeSH has for the class, and never stand for one of its members.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from extractors.document import Sentence
from extractors.mention import Mention
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope

RECOGNISER = "classes"

# The heading of all that is filed by its action.
_ACTIONS = Curie("MESH", "D020228")
_OWN = frozenset({Scope.LABEL, Scope.EXACT})
# What a class of several words ends with. Effects and uses are filed there too, and adjectives stand for classes:
# cholinergic, antiviral. One word has to be the plural of a name of some length, or of letters.
_HEAD = re.compile(
    r".*[\s-](?:inhibitor|(?:ant)?agonist|blocker|agent|drug|modulator|activator|suppressant|analog(?:ue)?|mimetic|"
    r"antidepressant|antipsychotic|anti(?:biotic|coagulant|histamine)|diuretic|analgesic|an[ae]{1,2}sthetic|opioid)s?",
    re.IGNORECASE,
)
_ONE = re.compile(r"[A-Za-z-]{6,}[^s\W\d_]s|[A-Z]{3,}[A-Z\d]*s")


class Classes:
    """Tell names of classes by the lexicon; what it knows of a name is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._root = lexicon.number_of(_ACTIONS)
        self.holds = functools.lru_cache(maxsize=1 << 13)(self._find_way)
        self.has = functools.lru_cache(maxsize=1 << 15)(self._has)

    def _has(self, name_id: int, surface: str) -> bool:
        """Tell whether a spelling of a name is that of a class of drugs."""
        if not (_HEAD.fullmatch(surface) or _ONE.fullmatch(surface)):
            return False
        return any(
            entry.kind is Kind.CHEMICAL
            and entry.scope in _OWN
            and entry.curie.prefix == "MESH"
            and (entry.agrees(surface) or not surface[:2].isupper())
            and self.holds(self._lexicon.number_of(entry.curie))
            for entry in self._lexicon.entries(name_id)
        )

    def _find_way(self, term: int | None) -> bool:
        """Tell by its number whether some way up from a heading leads to the actions of drugs."""
        if term is None or term == self._root:
            return False
        above = [int(parent) for parent in self._lexicon.parent_numbers(term)]
        return self._root in above or any(map(self.holds, above))


def longest(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the spans that lie in no longer one, in order; of two that overlap the first.

    >>> longest([(0, 5), (0, 16), (6, 16)])
    ((0, 16),)
    """
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def mentions(text: str, found: Iterable[tuple[Sentence, tuple[tuple[int, int], ...]]]) -> Iterator[Mention]:
    """Yield a mention for each class that was found in a sentence, by its offsets in it."""
    for sentence, spans in found:
        for start, end in spans:
            yield Mention.cut(text, sentence.start + start, sentence.start + end, Kind.INTERVENTION, RECOGNISER, 0.9)
