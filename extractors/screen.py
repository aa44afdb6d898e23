"""Patterns that look for their words first: most sentences hold none of the words that a rule needs.

A pattern that lists many words tries all of them at every letter of a text. What is written here finds out, from the
pattern itself, words without which it cannot match, and asks for those first: how the words of a text begin is known
to all patterns from one index. Where every match begins with such words, only their places are tried. The answers are
those of the pattern alone.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # no types; the parser of patterns has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Letters of the beginnings of words that are looked up, and the length from which a text is worth that.
_START = 3
_SHORT_TEXT = 24
_LONG_TEXT = 400
# Wordings that are written out for one place of a pattern (in[- ]vivo has two), and letters of each.
_MOST = 128
_LENGTH = 8

# Latin and Greek letters that patterns without regard to case take for others, beside those that `str.lower` joins;
# each one stays one letter, so that places in the folded text are places in the text.
_ALIKE = str.maketrans(
    "\u0130\u0131\u017f\u00b5\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5",
    "iis\u03bc\u03c3\u03b2\u03b8\u03c6\u03c0\u03ba\u03c1\u03b5",
)

_HAS_ALIKE = re.compile(f"[{''.join(map(chr, _ALIKE))}]")


def folded(text: str) -> str:
    """Return a text with all letters small, each in its place.

    >>> folded("IL-6 and TNF")
    'il-6 and tnf'
    """
    return text.translate(_ALIKE).lower() if not text.isascii() and _HAS_ALIKE.search(text) else text.lower()


def has_digit(text: str) -> bool:
    """Tell whether a text holds a number in digits: most patterns of numbers are dear to ask."""
    return _DIGIT.search(text) is not None


_DIGIT = re.compile(r"\d")


class Screened:
    """A pattern that is asked only where a text holds what it needs; it answers as `re.Pattern` does.

    It is compiled when it is first asked. One without regard to case looks at the text with small letters first, which
    is much quicker, and at the text itself only where it matches that.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source, self._flags = pattern, flags

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern alone."""
        return re.compile(self._source, self._flags)

    @functools.cached_property
    def _folded(self) -> re.Pattern[str] | None:
        """Return the pattern for texts with small letters; None where it has regard to case."""
        folds = self._flags & re.IGNORECASE and _is_small(parser.parse(self._source, self._flags))
        return re.compile(self._source, self._flags & ~re.IGNORECASE) if folds else None

    @functools.cached_property
    def needs(self) -> Needs:
        """Return what the pattern needs."""
        return needs(self._source, self._flags)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at a place, or None."""
        if self._folded is not None and self._folded.match(small(text), pos, endpos) is None:
            return None
        return self.pattern.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of the whole text, or None."""
        if self._folded is not None and self._folded.fullmatch(small(text), pos, endpos) is None:
            return None
        return self.pattern.fullmatch(text, pos, endpos)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match, or None."""
        places = self._where(text, pos, endpos)
        if places is not None:
            return next(self._at(places, text, endpos), None) if places else None
        if self._folded is None:
            return self.pattern.search(text, pos, endpos)
        found = self._folded.search(small(text), pos, endpos)
        return self.pattern.match(text, found.start(), endpos) if found else None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield the matches that do not overlap, in the order of the text."""
        places = self._where(text, pos, endpos)
        if places is not None:
            return self._at(places, text, endpos) if places else iter(())
        if self._folded is None:
            return self.pattern.finditer(text, pos, endpos)
        found = self._folded.finditer(small(text), pos, endpos)
        return filter(None, (self.pattern.match(text, one.start(), endpos) for one in found))

    def _where(self, text: str, pos: int, endpos: int) -> Sequence[int] | None:
        """Return where alone in a stretch of a text matches may begin, in order; None where that may be anywhere."""
        endpos = min(endpos, len(text))
        needed = self.needs
        if endpos - pos < _SHORT_TEXT or not needed.known:
            return None
        plain, starts = _index(text if endpos - pos == len(text) else text[pos:endpos])
        if not needed.begin and any(map(plain.__contains__, needed.anywhere)):
            return None
        words = [word for word in needed.anywhere if word in plain] if needed.anywhere and needed.begin else []
        if not needed.starts.isdisjoint(starts):
            words += [word for start in needed.starts & starts for word in needed.by_start[start] if word in plain]
        if not words:
            return ()
        if not needed.begin:
            return None
        places = {pos + at for word in words for at in _places(plain, word)}
        if needed.bordered:
            places = {at for at in places if not (at and _is_inner(text[at - 1]) and _is_inner(text[at]))}
        return sorted(places)

    def _at(self, places: Iterable[int], text: str, endpos: int) -> Iterator[re.Match[str]]:
        done, match_at = 0, self.match
        for place in places:
            match = match_at(text, place, endpos) if place >= done else None
            if match:
                done = match.end()
                yield match


class Choice:
    """Patterns that are all asked of the same texts: which of them a text may match is looked up at once."""

    def __init__(self, patterns: Sequence[Screened]) -> None:
        self._patterns = patterns
        self._by_start: dict[str, list[tuple[str, int]]] = {}
        self._anywhere: list[tuple[str, int]] = []
        for number, pattern in enumerate(patterns):
            found = pattern.needs
            self._anywhere += [(word, number) for word in (found.anywhere if found.known else ("",))]
            for start, words in found.by_start.items():
                self._by_start.setdefault(start, []).extend((word, number) for word in words)

    def may_match(self, text: str) -> list[int]:
        """Return the places of the patterns that a text may match, in order."""
        plain, starts = _index(text)
        numbers = {number for word, number in self._anywhere if word in plain}
        for start in self._by_start.keys() & starts:
            numbers.update(number for word, number in self._by_start[start] if word in plain)
        return sorted(numbers)


class Needs:
    """What a pattern needs: folded words, one of which every match holds.

    A word that `BORDER` leads never stands within another. ``begin`` says that every match begins with one of the
    words, ``bordered`` that none begins within a word.
    """

    def __init__(self, words: Iterable[str], *, begin: bool = False, bordered: bool = False) -> None:
        alone = frozenset(word.removeprefix(BORDER) for word in words if bordered or word.startswith(BORDER))
        self.words, self.begin, self.bordered = alone | {word for word in words if word[0] != BORDER}, begin, bordered
        self.known = bool(self.words)
        self.by_start: dict[str, list[str]] = {}
        anywhere = []
        for word in sorted(self.words):
            start = _start_of(word) if word in alone else ""
            if start:
                self.by_start.setdefault(start, []).append(word)
            else:
                anywhere.append(word)
        self.anywhere, self.starts = tuple(anywhere), frozenset(self.by_start)


BORDER = "\b"
"""What leads needed words that begin where no word goes on; no text holds this sign."""
_WORD = re.compile(r"\w+")


def _start_of(word: str) -> str:
    """Return under what `_index` has the first word of some words; nothing where that word may go on."""
    first = _WORD.match(word)
    return first[0][:_START] if first and (len(first[0]) >= _START or len(first[0]) < len(word)) else ""


def _is_inner(char: str) -> bool:
    return char.isalnum() or char == "_"


def screened(pattern: str, flags: int = 0) -> Screened:
    r"""Return a pattern for texts that rarely match it; it pays for alternatives of whole words.

    >>> screened(r"\b(?:mice|rats?)\b").search("Thirty rats and a great many mice.")
    <re.Match object; span=(7, 11), match='rats'>
    """
    return Screened(pattern, flags)


def small(text: str) -> str:
    """Return a text with small letters; patterns look at that of a paper again and again, at many places."""
    return _of_paper(text) if len(text) > _LONG_TEXT else folded(text)


_of_paper = functools.lru_cache(maxsize=8)(folded)


@functools.lru_cache(maxsize=1024)
def _index(text: str) -> tuple[str, frozenset[str]]:
    """Return a text with small letters and the beginnings of its words."""
    plain = folded(text)
    return plain, frozenset([word[:_START] for word in _WORD.findall(plain)])


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def needs(pattern: str, flags: int = 0) -> Needs:
    r"""Return what every match of a pattern holds; no words where none are known, or too short ones.

    >>> sorted(needs(r"\b(?:mice|rats?|in[- ]vivo)\b").words), sorted(needs(r"\w+ly (?:lower|rais)(?:ing|ed)").words)
    (['in vivo', 'in-vivo', 'mice', 'rat'], ['ly lowered', 'ly lowering', 'ly raised', 'ly raising'])
    """
    items = parser.parse(pattern, flags)
    begins, _ = _beginnings(items)
    if _useful(begins):
        return Needs(_least(begins), begin=True, bordered=_is_bordered(items))
    return Needs(_least(_held(items) or ()))


def _is_small(items: Iterable[Any]) -> bool:
    """Tell whether a pattern without regard to case says of small letters what it says of capitals."""
    for kind, value in items:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            alike = folded(chr(value)) == chr(value)
        elif kind is op.RANGE:
            alike = all(folded(chr(code)) == chr(code) for code in range(value[0], value[1] + 1))
        elif kind is op.IN:
            alike = _is_small(value)
        elif kind is op.SUBPATTERN:
            alike = not value[2] & re.IGNORECASE and _is_small(value[-1])
        elif kind is op.BRANCH:
            alike = all(_is_small(branch) for branch in value[1])
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            alike = _is_small(value[2])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            alike = _is_small(value[1])
        else:
            alike = kind in (op.AT, op.ANY, op.CATEGORY, op.NEGATE, op.GROUPREF)
        if not alike:
            return False
    return True


def _is_bordered(items: Iterable[Any]) -> bool:
    """Tell whether every match of a sequence begins where no word goes on: with \\b or (?<![\\w-])."""
    for kind, value in items:
        if kind is op.AT and value is op.AT_BOUNDARY:
            return True
        if kind is op.ASSERT_NOT and value[0] < 0 and _is_word(value[1]):
            return True
        if kind is op.SUBPATTERN:
            return _is_bordered(value[-1])
        if kind is op.BRANCH:
            return all(_is_bordered(branch) for branch in value[1])
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            return False
    return False


def _is_word(items: Sequence[Any]) -> bool:
    return len(items) == 1 and items[0][0] is op.IN and (op.CATEGORY, op.CATEGORY_WORD) in items[0][1]


def _useful(words: Iterable[str]) -> bool:
    """Tell whether words are long enough to be rare: no single letters."""
    return all(len(word) > 1 for word in words)


def _least(words: Iterable[str]) -> frozenset[str]:
    """Return the words that begin with no other of them."""
    kept: list[str] = []
    for word in sorted(words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return frozenset(kept)


Words = frozenset[str]
_NOTHING: Words = frozenset({""})


def _beginnings(items: Iterable[Any]) -> tuple[Words, bool]:
    """Return what a match of a sequence can begin with, and whether that is all of the match."""
    words = _NOTHING
    for item in items:
        further, whole = _written(item)
        joined = frozenset(word + more for word in words for more in further) if further != _NOTHING else words
        if len(joined) > max(_MOST, len(further)):
            return words, False
        words = joined
        if not whole or min(map(len, words)) > _LENGTH:
            return words, False
    return words, True


def _written(item: Any) -> tuple[Words, bool]:  # noqa: PLR0911
    """Return what a match of one item can begin with, and whether that is all of it."""
    kind, value = item
    if kind is op.LITERAL:
        return frozenset({folded(chr(value))}), True
    if kind in _STILL:
        return _NOTHING, True
    if kind is op.IN:
        letters = _letters(value)
        return (letters, True) if letters else (_NOTHING, False)
    if kind is op.SUBPATTERN:
        return _beginnings(value[-1])
    if kind is op.BRANCH:
        found = [_beginnings(branch) for branch in value[1]]
        return frozenset().union(*(words for words, _ in found)), all(whole for _, whole in found)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        words, whole = _beginnings(inner)
        if most == 1:
            return (words, whole) if least else (words | _NOTHING if whole else _NOTHING, whole)
        return (words, False) if least else (_NOTHING, False)
    return _NOTHING, False


def _letters(choices: Sequence[Any]) -> Words | None:
    """Return the letters of a small set such as [- ] or [sz], None for others."""
    letters: set[str] = set()
    for kind, value in choices:
        if kind is op.LITERAL:
            letters.add(folded(chr(value)))
        elif kind is op.RANGE and value[1] - value[0] < _LENGTH:
            letters.update(folded(chr(code)) for code in range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(letters) if len(letters) <= _LENGTH else None


def _held(items: Iterable[Any], bordered: bool = False) -> Words | None:
    """Return words one of which every match of a sequence holds, or None where there are no useful ones.

    ``bordered`` says that matches begin where no word goes on.
    """
    found: list[Words] = []
    run: list[Any] = []
    for item in items:
        if item[0] is op.ASSERT:
            found.append(_inside(item) or _NOTHING)
        if _written(item)[1]:
            run.append(item)
            continue
        still = all(kind in _STILL for kind, _ in run) and (bordered or _is_bordered(run))
        found += [_led([*run, item], bordered), _inside(item, still) or _NOTHING]
        run, bordered = [], False
    found.append(_led(run, bordered))
    useful = [words for words in found if _useful(words)]
    return max(useful, key=lambda words: (min(map(len, words)), -len(words)), default=None)


# What matches no letters itself.
_STILL = (op.AT, op.ASSERT, op.ASSERT_NOT)


def _led(items: Sequence[Any], bordered: bool) -> Words:
    """Return what a match of a sequence can begin with; a border leads words that begin where no word goes on."""
    words, _ = _beginnings(items)
    leads = _useful(words) and all(_is_inner(word[0]) for word in words) and (bordered or _is_bordered(items))
    return frozenset(BORDER + word for word in words) if leads else words


def _inside(item: Any, bordered: bool = False) -> Words | None:
    kind, value = item
    if kind is op.SUBPATTERN:
        return _held(value[-1], bordered)
    if kind is op.BRANCH:
        parts = [_held(branch, bordered) for branch in value[1]]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0]:
        return _held(value[2])
    # What is asked for ahead stands in the text as well; what is asked for behind may stand before the place to begin.
    return _held(value[1]) if kind is op.ASSERT and value[0] > 0 else None
