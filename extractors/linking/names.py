"""Names of the lexicon with the score of each thing they can stand for; judgements are kept, since papers repeat."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractors.linking.scoring import score
from extractors.linking.vocabularies import kinds_for
from ontologies.curie import Curie
from ontologies.entry import Entry
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope


class Names:
    """Look names up for a kind of mention."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.scored = functools.lru_cache(maxsize=1 << 15)(self._scored)
        self.label = functools.lru_cache(maxsize=1 << 14)(self._label)
        self._ancestors = functools.lru_cache(maxsize=1 << 12)(self._find_ancestors)

    def _scored(self, name: str, kind: Kind) -> tuple[tuple[Entry, float], ...]:
        """Return what a name can stand for as a kind with the score of each, before the paper counts."""
        kinds = kinds_for(kind)
        entries = [entry for entry in self.lexicon.lookup(name) if entry.kind in kinds]
        if kind in (Kind.PROCESS, Kind.OUTCOME) and not any(entry.scope is Scope.LABEL for entry in entries):
            # What papers call dormancy is GO's "dormancy process"; the bare word is a synonym of another term there.
            processes = self.lexicon.lookup(f"{name} process")
            entries += [entry for entry in processes if entry.scope is Scope.LABEL and entry.kind in kinds]
        scored = [(entry, score(entry, name, kind)) for entry in entries]
        if kind is Kind.SPECIES and len(entries) > 1:
            return tuple((entry, value + self._finer(entry, entries)) for entry, value in scored)
        return tuple(scored)

    def _finer(self, entry: Entry, entries: Sequence[Entry]) -> float:
        """Return a sum that puts a species before the genus or family of the same name: mouse, Drosophila."""
        above = {other.curie: other.scope for other in entries if other.curie != entry.curie}
        seen = next((scope for curie, scope in above.items() if curie in self._ancestors(entry.curie)), None)
        return 0.0 if seen is None else 0.4 if seen is Scope.LABEL else 0.1

    def _find_ancestors(self, curie: Curie) -> frozenset[Curie]:
        found: set[Curie] = set()
        waiting = [curie]
        while waiting:
            number = self.lexicon.number_of(waiting.pop())
            for parent in () if number is None else self.lexicon.parent_numbers(number):
                above = self.lexicon.curie_of(int(parent))
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return frozenset(found)

    def _label(self, curie: Curie) -> str:
        return self.lexicon.term(curie).label
