"""Whether a paper speaks of what a short form is said to stand for, where the paper does not define it."""

from __future__ import annotations

import functools
import re

from extractors.linking.learned import Learned
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind, Scope

# Of a short form, with the s of several.
LONGEST = 7
_SHORT = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z\d-]{2,6}")
# Words of names that say nothing of a single disease are short or of this kind; the others are compared by their stem.
_STEM = 6
_FEWEST_LETTERS = 3
# So many letters seldom stand for two things: PTSD, MRSA.
_ENOUGH_LETTERS = 4
_OWN = frozenset({Scope.LABEL, Scope.EXACT})


class Acronyms:
    """Judge short forms of diseases: many diseases share two or three letters, and most letters mean something else."""

    def __init__(self, lexicon: Lexicon, learned: Learned) -> None:
        self._lexicon = lexicon
        self._learned = learned
        self._stems = functools.lru_cache(maxsize=1 << 12)(self._read)

    def believable(self, short: str, curie: Curie, text: str) -> bool:
        """Tell whether a short form may stand for a disease in a paper whose text, in small letters, is given.

        It may where the paper has the words of one of the names of the disease, where corpora use the short form so
        (two letters say too little for that), or where four letters and more name nothing else. What is no short form
        is always believable.

        >>> acronyms = Acronyms(Lexicon.open(), Learned())
        >>> aids, menkes = Curie.parse("MESH:D000163"), Curie.parse("MESH:D007706")
        >>> acronyms.believable("AIDS", aids, "aids in 1990"), acronyms.believable("MD", menkes, "md was frequent")
        (True, False)
        """
        letters = short.removesuffix("s")
        if not _SHORT.fullmatch(letters):
            return True
        if len(letters) >= _FEWEST_LETTERS and any(curie in ids for ids, _ in self._taught(short)):
            return True
        if len(letters) >= _ENOUGH_LETTERS and self._is_alone(letters, curie):
            return True
        return self.spoken_of(curie, text)

    def spoken_of(self, curie: Curie, text: str) -> bool:
        """Tell whether a text, in small letters, has the words of one of the names of a term."""
        return any(all(stem in text for stem in stems) for stems in self._stems(curie))

    def _is_alone(self, short: str, curie: Curie) -> bool:
        """Tell whether nothing else in the vocabulary of a disease has the short form, nor any other kind of thing."""
        entries = [entry for entry in self._lexicon.lookup(short) if entry.agrees(short) and entry.scope in _OWN]
        same = {entry.curie for entry in entries if entry.curie.prefix == curie.prefix}
        return same == {curie} and all(entry.kind in (Kind.DISEASE, Kind.PHENOTYPE) for entry in entries)

    def _taught(self, short: str) -> tuple[tuple[tuple[Curie, ...], int], ...]:
        return self._learned.meanings(short, Kind.DISEASE)

    def _read(self, curie: Curie) -> tuple[tuple[str, ...], ...]:
        """Return the stems of the longer words of each name of a term; names of short words alone are left out."""
        term = self._lexicon.find_term(curie)
        names = {key(name.text) for name in term.names} if term else set()
        stems = (tuple(word[:_STEM] for word in name.split() if len(word) >= _STEM) for name in sorted(names))
        return tuple(dict.fromkeys(filter(None, stems)))
