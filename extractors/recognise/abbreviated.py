"""Abbreviations of a paper as mentions: a short form is what its long form is, everywhere in the paper."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.mention import Mention, ShortForm
from extractors.pipeline import Extraction
from extractors.recognise.items import carrier_name
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind

RECOGNISER = "abbreviation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Say what a short form means: the kind of its long form, the words that name it, and the ids the input gives.

    ``name`` is the long form, or its last words where only those name something ("kidney disease" in "end-stage
    kidney disease"). ``kind`` is None where the long form names nothing that is known: then the short form does not
    either, whatever the lexicon says of its letters.
    """

    short: str
    name: str
    kind: Kind | None
    given: Mention | None = None


def meanings(
    short_forms: Iterable[ShortForm], mentions: Sequence[Mention], lexicon: Lexicon | None = None
) -> dict[str, Meaning]:
    """Return the meaning of each short form of two and more letters; the first definition in a paper counts.

    Two kinds of short forms need no definition: species by the initial of their genus ("E. coli" after "Escherichia
    coli"), and acronyms made of the initials of a name of several words that the paper has too.
    """
    found: dict[str, Meaning] = {}
    by_end: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_end.setdefault(mention.end, []).append(mention)
    for form in short_forms:
        if form.short not in found and sum(char.isalnum() for char in form.short) > 1:
            found[form.short] = meaning = _meaning(form, by_end, lexicon)
            if meaning.kind is not Kind.GENE and _SEVERAL.fullmatch(form.short):  # (SAEs), and then "one SAE"
                found.setdefault(form.short[:-1], meaning)
    for mention in mentions:
        for short in _implied(mention.text, mention.kind):
            found.setdefault(short, Meaning(short=short, name=mention.text, kind=mention.kind, given=_given(mention)))
    return found


_SEVERAL = re.compile(r"[A-Z][A-Z\d-]*[A-Z\d]s")
_BINOMIAL = re.compile(r"([A-Z])([a-z])[a-z]+ ([a-z]{3,}(?:-[a-z]+)?)")
_WORDS = re.compile(r"[^\W\d_]+")


@functools.lru_cache(maxsize=1 << 14)
def _implied(text: str, kind: Kind) -> tuple[str, ...]:
    """Return the short forms of a name that need no definition."""
    if kind is Kind.SPECIES:
        binomial = _BINOMIAL.fullmatch(text)
        if binomial is None:
            return ()
        return f"{binomial[1]}. {binomial[3]}", f"{binomial[1]}{binomial[2]}. {binomial[3]}"
    carrier = carrier_name(text)
    if kind not in (Kind.CELL_TYPE, Kind.DISEASE) and not carrier:
        return ()
    words = _WORDS.findall(text)
    made = (2 if carrier else 3) <= len(words) <= 5 and all(len(word) > 1 for word in words)
    return ("".join(word[0] for word in words).upper(),) if made else ()


def _given(mention: Mention) -> Mention | None:
    return mention if mention.given else None


def _meaning(form: ShortForm, by_end: dict[int, list[Mention]], lexicon: Lexicon | None) -> Meaning:
    ends = [mention for mention in by_end.get(form.long_end, ()) if mention.end > form.long_start]
    if ends:
        best = min(ends, key=lambda mention: (abs(mention.start - form.long_start), mention.start))
        share = (best.end - max(best.start, form.long_start)) / (form.long_end - form.long_start)
        if share >= 0.5 or (best.kind in _HEADED and share > 0.3):
            return Meaning(short=form.short, name=best.text, kind=best.kind, given=_given(best))
    kind = _resembling(form.short, form.long, lexicon) if lexicon is not None else None
    return Meaning(short=form.short, name=form.short if kind else form.long, kind=kind)


# Kinds whose names keep their kind under any number of words in front: a "dilated X cardiomyopathy" is a disease.
_HEADED = frozenset({Kind.DISEASE, Kind.CELL_TYPE, Kind.PHENOTYPE})


@functools.lru_cache(maxsize=1 << 13)
def _resembling(short: str, long: str, lexicon: Lexicon) -> Kind | None:
    """Return the kind of a term that has the short form for a name and, nearly, the long form too.

    Spellings of long forms vary more than the lexicon knows; two names that share their abbreviation and most of their
    words are the same. Reading the names of a term takes milliseconds: look-ups without one of the words come first,
    and of the terms with the abbreviation only the first few are read, and a pair is judged once.
    """
    kinds = {entry.curie: entry.kind for entry in lexicon.lookup(short) if entry.agrees(short)}
    words = long.split()
    if not kinds or len(words) > 9:
        return None
    for left_out in range(len(words) if len(words) > 2 else 0):
        for entry in lexicon.lookup(" ".join(words[:left_out] + words[left_out + 1 :])):
            if entry.curie in kinds:
                return entry.kind
    keys = set(key(long).split())
    for curie in list(kinds)[:_READ]:
        term = lexicon.find_term(curie)
        if any(_alike(keys, set(key(name.text).split())) for name in (term.names if term else ())):
            return kinds[curie]
    return None


_READ = 2


def _alike(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= 0.6 * len(words | others)


def find(extraction: Extraction, known: dict[str, Meaning]) -> Iterator[Mention]:
    """Yield a mention for each place of each short form that means something, in the order of the text."""
    named = {short: meaning for short, meaning in known.items() if meaning.kind is not None}
    if not named:
        return
    text = extraction.document.text
    for start, end, short in places(text, named):
        meaning = named[short]
        if meaning.kind is not None:
            given = meaning.given.given if meaning.given else ()
            yield Mention(
                start=start,
                end=end,
                text=text[start:end],
                kind=meaning.kind,
                recogniser=RECOGNISER,
                score=0.95,
                given=given,
            )


def places(text: str, shorts: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where short forms stand as whole words, plural included, and which; a pattern would take long to compile.

    In the order of the text, of two at one place the longer, and none that overlaps the one before.

    >>> list(places("EVs of MSCs, and IL but not IL-2", ["EV", "MSC", "IL"]))
    [(0, 3, 'EV'), (7, 11, 'MSC'), (17, 19, 'IL')]
    """
    found = [(start, -len(short), end, short) for short in shorts for start, end in _places(text, short)]
    reached = 0
    for start, _, end, short in sorted(found):
        if start >= reached:
            yield start, end, short
            reached = end


_END = re.compile(r"s?(?!\w)(?![-\u2010-\u2013]\d)")


def _places(text: str, short: str) -> Iterator[tuple[int, int]]:
    start = text.find(short)
    while start >= 0:
        before = text[start - 1 : start]
        end = None if before.isalnum() or before in ("_", ".") else _END.match(text, start + len(short))
        if end is not None:
            yield start, end.end()
        start = text.find(short, start + 1)
