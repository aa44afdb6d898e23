"""Find where a paper defines its abbreviations, with scispaCy's detector behind our own type."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from extractors.document import BlockKind, Document, Sentence
from extractors.mention import ShortForm
from extractors.pipeline import Extraction, Stage


def stage() -> Stage:
    """Return the stage ``abbreviations.scispacy.v1``: it fills `Extraction.short_forms` and needs sentences."""

    def run(extraction: Extraction) -> Extraction:
        found = tuple(iter_short_forms(extraction.document, extraction.sentences))
        return dataclasses.replace(extraction, short_forms=found)

    return run


def iter_short_forms(document: Document, sentences: tuple[Sentence, ...]) -> Iterator[ShortForm]:
    """Yield the definitions of abbreviations in the order of the text; offsets count in `Document.text`.

    Each bracket is shown to the detector with the words of its own sentence only. That keeps long forms within their
    sentence (allenai/scispacy#188), brackets from pairing across each other (#441), and the detector's matcher empty
    between texts. Square brackets, lists of several forms in one bracket ("MSC, or stromal cell") and long forms in
    the bracket are cut here, since the detector reads none of them.
    """
    skipped = [(block.start, block.end) for block in document.blocks if block.kind is BlockKind.REFERENCE]
    for sentence in sentences:
        if "(" not in sentence.text and "[" not in sentence.text:
            continue
        if not any(start <= sentence.start < end for start, end in skipped):
            yield from find_in(sentence.text, sentence.start)


def find_in(text: str, offset: int = 0) -> Iterator[ShortForm]:
    """Yield the definitions in one sentence; ``offset`` is added to all places.

    >>> [(form.short, form.long) for form in find_in("Mesenchymal stem cells (MSCs) shed vesicles.")]
    [('MSCs', 'Mesenchymal stem cells')]
    >>> [(form.short, form.long) for form in find_in("ALS (amyotrophic lateral sclerosis) and MND (see above)")]
    [('ALS', 'amyotrophic lateral sclerosis')]
    """
    seen: set[str] = set()
    for bracket in _BRACKET.finditer(text):
        for short, long in _pairs(text, bracket):
            if text[slice(*short)] in seen:
                continue
            seen.add(text[slice(*short)])
            yield ShortForm(
                short=text[slice(*short)],
                long=text[slice(*long)],
                short_start=offset + short[0],
                short_end=offset + short[1],
                long_start=offset + long[0],
                long_end=offset + long[1],
            )


class _Piece(NamedTuple):
    start: int
    end: int


# The content of a bracket without brackets inside, but for those of an index: "(CO(2))", "(FEV(1))".
_BRACKET = re.compile(r"[(\[](?P<inner>(?:[^()\[\]]|(?<=\w)\([\w.+-]{1,4}\)){1,120})[)\]]")
_SEPARATOR = re.compile(r"[;,:=]\s+|\s+or\s+|\s+and\s+|\s+/\s+|\s+[\u2013\u2014=]\s+")
_LEAD = re.compile(
    r"(?:(?:also|hereafter|hereinafter|henceforth|herein|further|here|termed|called|designated|denoted|known|referred|"
    r"abbreviated|abbreviation|named|to|as|i\.e\.|the|or|aka|a\.k\.a\.)[\s,:]+)+",
    re.IGNORECASE,
)
_QUOTES = "\"'\u201c\u201d\u2018\u2019 "
_SHORT = re.compile(r"(?=[^\s]*[^\W\d_])[^\W_](?:[\w.+/\u2010-\u2015'\u2032&-]|\([\w.+-]{1,4}\))*(?: [\w./+-]+)?\*?")
# Brackets, commas and quotes inside a word belong to it, as in 4,5',8-trimethylpsoralen.
_WORD = re.compile(r"[^\s()\[\],;:\"\u201c\u201d](?:\S*[^\s()\[\],;:\"\u201c\u201d])?|\S")
# What stands in brackets and looks like a short form without being one.
_NOT_SHORT = re.compile(
    r"(?:see|ref|refs|Fig|Figs|fig|figs|Table|Tab|Eq|I{1,3}|IV|VI{0,3}|IX|XI{0,3}|eg|e\.g|ie|i\.e|etc|and|or|but|not|in|"
    r"see .*|and .*|by .*|or .*|data .*|both|all|yes|no|left|right|control|total|mean|range|\d+(?:st|nd|rd|th))\.?"
)


def _pairs(text: str, bracket: re.Match[str]) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield (short, long) places for one bracket: the short form inside, else the long one."""
    inner = _Piece(*bracket.span("inner"))
    found = False
    for piece in _pieces(text, inner):
        if not _looks_short(text[piece.start : piece.end]):
            continue
        long = _detect(text, _words_before(text, bracket.start()), piece)
        if long is None and piece.start > inner.start:  # "(blood-brain barrier, BBB)"
            long = _detect(text, _words(text, inner.start, piece.start), piece)
        if long is not None:
            found = True
            yield piece, long
    if not found and " " in text[inner.start : inner.end].strip():
        yield from _reversed(text, bracket, inner)


def _pieces(text: str, inner: _Piece) -> Iterator[_Piece]:
    """Yield the parts of a bracket that may be short forms, without lead words and quotes."""
    start = inner.start
    for separator in (*_SEPARATOR.finditer(text, *inner), None):
        end = separator.start() if separator else inner.end
        yield _strip(text, start, end)
        start = separator.end() if separator else end


def _strip(text: str, start: int, end: int) -> _Piece:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return _Piece(start, end)


def _looks_short(short: str) -> bool:
    """Tell whether the words could be an abbreviation: at most 15 characters in two words, with enough letters."""
    if not 1 <= len(short) <= 15 or not _SHORT.fullmatch(short) or _NOT_SHORT.fullmatch(short):
        return False
    if len(short) == 1:
        return short.isupper()
    letters = sum(char.isalpha() for char in short)
    return 2 * letters >= len(short) - short.count("-") - short.count(" ")


def _reversed(text: str, bracket: re.Match[str], inner: _Piece) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield the pair where the bracket holds the long form: "ALS (amyotrophic lateral sclerosis)"."""
    before = _words_before(text, bracket.start())
    if not before:
        return
    short = before[-1]
    surface = text[short.start : short.end]
    if not _looks_short(surface) or sum(char.isupper() for char in surface) < 2:
        return
    first = next(_pieces(text, inner))
    long = _detect(text, _words(text, first.start, first.end), short)
    if long is not None and long.start == first.start:
        yield short, first


def _words(text: str, start: int, end: int) -> list[_Piece]:
    return [_Piece(*match.span()) for match in _WORD.finditer(text, start, end)]


# The detector looks at the last twenty words at most; in so many characters there are more.
_REACH = 1000


def _words_before(text: str, end: int) -> list[_Piece]:
    """Return the last words before a place: all, or those of at least `_REACH` characters."""
    start = text.rfind(" ", 0, max(0, end - _REACH)) + 1
    return _words(text, start, end)


def _detect(text: str, before: list[_Piece], short: _Piece) -> _Piece | None:
    """Return the place of the long form at the end of ``before``, or None where the detector or a guard says no."""
    while before and text[before[-1].start] in ",;:=\u2013\u2014-":
        before = before[:-1]
    surface = text[short.start : short.end]
    letters = sum(char.isalnum() for char in surface)
    window = before[-min(letters + 5, 2 * letters) :]
    if not window:
        return None
    pieces = [*window, *_words(text, *short)]
    vocabulary, find_abbreviation, document_type = _detector()
    doc = document_type(vocabulary, words=[text[piece.start : piece.end] for piece in pieces])
    _, found = find_abbreviation(doc[: len(window)], doc[len(window) :])
    first = found.start if found is not None else None
    first = _initials(text, window, surface, first)
    if first is None or not _careful(text, window, surface, first):
        return None
    long = _Piece(_inside(text, window[first], surface), window[-1].end)
    return long if _plausible(text[long.start : long.end], surface) else None


@functools.cache
def _detector() -> tuple[Any, Any, Any]:
    """Return an empty vocabulary, scispaCy's function and spaCy's document type; importing them takes a second."""
    from scispacy.abbreviation import find_abbreviation
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    return Vocab(), find_abbreviation, Doc


def _initials(text: str, window: list[_Piece], short: str, first: int | None) -> int | None:
    """Return a better first word where the letters of an acronym begin words one by one, else ``first``.

    The detector takes the shortest match: "memoization" for MM in "mindful memoization (MM)" (allenai/scispacy#410).
    """
    if not short[:-1].isupper():
        return first
    start = _by_initials(text, window, short)
    if start is None or (first is not None and start > first):
        return first
    return start


def _careful(text: str, window: list[_Piece], short: str, first: int) -> bool:
    """Ask for more where the short form tells little: one letter, or a word in small letters such as "suction".

    A letter has to begin the one word in front of it. A word in small letters has to be made of initials.
    """
    if len(short) == 1:
        return first == len(window) - 1 and window[first].end - window[first].start >= 5
    if not short.islower():
        return True
    return len(short) <= 5 and _by_initials(text, window, short) is not None


def _inside(text: str, word: _Piece, short: str) -> int:
    """Return where the long form begins in its first word: HDL begins behind "non-" in "non-high-density"."""
    initial = short[0].lower()
    if text[word.start].lower() == initial:
        return word.start
    begins = [match.end() for match in _PARTS.finditer(text, word.start, word.end)]
    if _LOCANTS.match(text, word.start, word.end):
        return word.start
    return next((place for place in begins if text[place : place + 1].lower() == initial), word.start)


# 4,5',8-, N-, 12-O-: the places of a chemical name belong to it.
_LOCANTS = re.compile(r"(?:\d|[NOS]\d?-)[\dA-Z,'\u2032()-]*-")
_PARTS = re.compile(r"[-\u2010-\u2015/]")
_SKIPPED = frozenset(str.split("of the and for in to a an with by on from or de"))


def _by_initials(text: str, window: list[_Piece], short: str) -> int | None:
    """Return the word at which the letters of a short form begin one word each, or None."""
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 2 and short[-1] == "s" and short[-2].isupper():
        letters.pop()
    if len(letters) < 2:
        return None
    surfaces = [text[piece.start : piece.end] for piece in window]
    parts = [(part[0].lower(), at) for at, word in enumerate(surfaces) for part in _PARTS.split(word) if part]
    return _align(parts, letters, [word.lower() for word in surfaces])


def _align(parts: list[tuple[str, int]], letters: list[str], words: list[str]) -> int | None:
    """Walk back through the initials of the words; only small words and parts of a word may be passed over."""
    wanted = len(letters) - 1
    position = len(parts) - 1
    while position >= 0:
        initial, index = parts[position]
        if initial == letters[wanted]:
            wanted -= 1
            if wanted < 0:
                begins = position == 0 or parts[position - 1][1] != index
                return index if begins and words[index] not in _SKIPPED else None
        elif words[index] not in _SKIPPED:
            return None
        position -= 1
    return None


def _plausible(long: str, short: str) -> bool:
    """Tell whether the words can stand for the short form.

    Not so where they hold the short form as a word, are hardly longer, begin with an article, or cross a bracket.
    """
    words = long.split()
    if len(long) <= len(short) + 1 or short in words or words[0].lower() in _SKIPPED:
        return False
    if long.count("(") != long.count(")") or long.count("[") != long.count("]") or ";" in long:
        return False
    return any(char.islower() for char in long) or " " in long
