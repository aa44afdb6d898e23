"""Cell lines: which entry of Cellosaurus a name means, and names with words of the culture or the paper around them."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from extractors.link import Candidate
from extractors.linking.scoring import score
from ontologies.curie import Curie
from ontologies.entry import Entry, Flag
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind

# Short names that cell biologists use for one line, by key.
_USUAL = {
    "hek": "CVCL_0045", "293": "CVCL_0045", "293 t": "CVCL_0063", "s 2": "CVCL_Z232", "cos": "CVCL_0224",
    "3 t 3": "CVCL_0594", "mef": "CVCL_9115", "rpe": "CVCL_4388",
}  # fmt: skip
_DASH = "-\u2010-\u2013"
_BEHIND = re.compile(
    rf"[{_DASH}\s](?:(?:[a-z]+|[TB]|WT)\s){{0,3}}"
    r"(?:cells?|lines?|T|B|myoblasts?|fibroblasts?|hepatocytes?|macrophages?|keratinocytes?|clones?|xenografts?|"
    r"tumou?rs?|parental|WT|wt|cultures?|myotubes?|adipocytes?|preadipocytes?)$"
)
_BEFORE = re.compile(
    r"^(?:human|mouse|murine|rat|monkey|hamster|parental|wild[- ]type|WT|control|transfected|differentiated)\s+"
)


# What Cellosaurus tells lines of one name apart by: HK-2 [Human kidney].
_APART = re.compile(r"(?P<name>.+) \[(?P<words>.+)\]")
# So much better than a line by its words is another that has the bare name.
_CLOSE = 0.15


class CellLines:
    """Find the cell lines that words name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.find = functools.lru_cache(maxsize=1 << 13)(self._find)
        self._label = functools.lru_cache(maxsize=1 << 12)(self._read_label)

    def among(self, candidates: tuple[Candidate, ...], text: str) -> tuple[Candidate, ...]:
        """Return candidates, first of lines of one name the one whose organ and species a text, in small letters, has.

        >>> lines = CellLines(Lexicon.open())
        >>> [str(one.curie) for one in lines.among(lines.find("HK2"), "the human kidney")][:1]
        ['CVCL_0302']
        """
        spoken = [one for one in candidates[1:] if one.score > candidates[0].score - _CLOSE and self._is_in(one, text)]
        if not spoken or self._is_in(candidates[0], text):
            return candidates
        return (spoken[0], *(one for one in candidates if one is not spoken[0]))

    def _is_in(self, candidate: Candidate, text: str) -> bool:
        match = _APART.fullmatch(self._label(candidate.curie))
        return match is not None and all(word in text for word in match["words"].lower().split())

    def _read_label(self, curie: Curie) -> str:
        term = self._lexicon.find_term(curie)  # a lexicon of one's own need not have the usual lines
        return term.label if term else ""

    def _told_apart(self, entry: Entry, name: str) -> Entry:
        """Return an entry as a name of the source where the name is the very one, but for what it is told apart by."""
        if Flag.VARIANT not in entry.flags or self._label(entry.curie).partition(" [")[0] != name:
            return entry
        return dataclasses.replace(entry, flags=entry.flags & ~Flag.VARIANT)

    def _find(self, text: str) -> tuple[Candidate, ...]:
        """Return the lines of the closest known spelling, ranked, best first.

        Of several lines with one name the one with the older number is meant: Cellosaurus gave plain numbers first, to
        the lines that were known most widely, and numbers with letters later.
        """
        for name, rule in _spellings(text):
            usual = _USUAL.get(key(name))
            found = {Curie.parse(usual): 1.2} if usual else {}
            for entry in self._lexicon.lookup(name):
                if entry.kind is Kind.CELL_LINE:
                    value = score(self._told_apart(entry, name), name, Kind.CELL_LINE)
                    found[entry.curie] = max(value, found.get(entry.curie, 0.0))
            if found:
                ranked = sorted(found.items(), key=lambda pair: (-pair[1], _age(pair[0])))
                return tuple(
                    Candidate(curie=curie, name=name, score=round(min(value, 1.0), 4), rule=rule)
                    for curie, value in ranked
                )
        return ()


def _age(curie: Curie) -> tuple[bool, str]:
    """Order numbers of Cellosaurus by age, as far as they tell it."""
    return not curie.identifier.isdigit(), curie.identifier


def _spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words, then less exact spellings, each with the rule's name, the closest first.

    >>> [name for name, _ in _spellings("Jurkat T cells")]
    ['Jurkat T cells', 'Jurkat']
    """
    yield text, "exact"
    shorter = text
    while True:
        stripped = _BEHIND.sub("", shorter) if _BEHIND.search(shorter) else _BEFORE.sub("", shorter)
        if stripped == shorter or len(stripped) < 2:
            break
        shorter = stripped
        yield shorter, "stripped"
    if shorter == text:
        yield f"{text} cells", "with cells"
    if shorter.endswith("s") and len(shorter) > 3:
        yield shorter[:-1], "one of them"
