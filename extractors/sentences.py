"""Cut the blocks of a document into sentences by rule."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from extractors.document import Document, Sentence
from extractors.pipeline import Extraction, Stage


def stage() -> Stage:
    """Return the stage ``sentences.rules.v1``: it fills `Extraction.sentences`."""

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, sentences=tuple(iter_sentences(extraction.document)))

    return run


def iter_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document in the order of the text; none crosses the border of a block.

    Offsets count in `Document.text`; white space at either end is left out, so sentences do not cover the whole text.
    """
    text = document.text
    for block in document.iter_blocks():
        for start, end in split(text[block.start : block.end]):
            left, right = block.start + start, block.start + end
            yield Sentence(start=left, end=right, text=text[left:right])


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the sentences of one block, without the white space around them.

    An empty line always ends a sentence, a single line break never does, and none is longer than `LONGEST`.

    >>> text = 'Growth of E. coli fell (Fig. 1, P < .001).[12] "Did it?" We saw 2.5 vs. 3 by Xu et al. (2010).'
    >>> [text[start:end] for start, end in split(text)]
    ['Growth of E. coli fell (Fig. 1, P < .001).[12]', '"Did it?"', 'We saw 2.5 vs. 3 by Xu et al. (2010).']
    """
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        for border in _BORDER.finditer(text, start, end):
            if _ends_sentence(text, start, border):
                yield from _cut(text, start, border.start("space"))
                start = border.end()
        yield from _cut(text, start, end)


# Longer than any sentence: of 75,000 in 300 papers the longest has 3,959 characters, a list of people. What stages do
# with the names of a sentence grows with the square of their number, so a file that is one long run of words would
# hold a build up for hours.
LONGEST = 4000


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, one that is too long in pieces: cut where there is white space, if there is."""
    while end - start > LONGEST:
        stop = start + LONGEST
        while stop > start + 1 and not text[stop].isspace():
            stop -= 1
        stop = stop if stop > start + 1 else start + LONGEST
        yield start, start + len(text[start:stop].rstrip())
        start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
    yield start, end


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# White space and empty lines are the only things between two paragraphs.
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?(?:[^\S\n]*\n(?![^\S\n]*\n)[^\S\n]*\S(?:[^\n]*\S)?)*")
# A stop with the quotes, brackets and citation that belong to it. A number stuck to the stop is a citation only after
# a small letter or a bracket: "survival.12,13 However".
_BORDER = re.compile(
    r"""
    (?<![.!?\u2026]) (?P<stop> [.!?\u2026]+ )
    (?P<tail> ["'\u201d\u2019\u00bb)\]]* )
    (?P<cited> \s?\[\d[\d\s,\u2013-]*\] | (?<=[a-z)\]%]\.)\d{1,3}(?:[,\u2013-]\s?\d{1,3})* )?
    (?P<space> \s+ )(?=\S)
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s([{\"'\u201c\u2018/]*\Z")
_NEXT = re.compile(r"""["'\u201c\u2018\u00ab([{*\u2020\u2021]*(?P<word>[^\s,;:.!?()\[\]]*)""")

# No sentence ends behind these, whatever follows. Compared without case and without the last stop.
_NEVER = _words(
    "i.e e.g ie eg cf vs viz approx resp fig figs eq eqs ref refs dr prof mr mrs ms st messrs dept univ assoc "
    "suppl supp tab sec chap ed eds vol vols pp subsp ssp var str cv incl excl esp ca aff biol chem med sci jan feb "
    "aug sept oct nov dec"
)
# These are abbreviations before a number ("no. 3", "min. 5") and words or units otherwise.
_BEFORE_NUMBER = _words("no nos nr p pt art para max min temp conc mol wt ex lot cat ver rev mar apr jun jul")
# These may end a sentence, and do so only where the next word is one that begins sentences.
_SOMETIMES = _words(
    "al etc inc ltd co corp sp spp u.s u.k u.s.a e.u i.v i.p i.m s.c p.o b.i.d t.i.d q.d b.w a.m p.m ph.d m.d b.sc "
    "m.sc d.c n.d o.d s.d s.e"
)
_STARTERS = _words(
    "the a an in on at of for from with by to as we our it its they their he she his her this that these those there "
    "here however moreover furthermore therefore thus hence then although though while when where whereas since "
    "because if after before during both each all some most many several few no not one two three patients results "
    "conclusions conclusion methods background objective objectives overall finally taken among using based compared "
    "interestingly notably importantly similarly consistent recently previous who what which how why can could may "
    "do does did is are was were following treatment data analysis i you"
)


def _ends_sentence(text: str, start: int, border: re.Match[str]) -> bool:
    """Decide whether a stop followed by white space ends the sentence that began at ``start``."""
    following = _NEXT.match(text, border.end())
    word = following["word"] if following else ""
    if not _begins(word, strict=border["stop"] != "."):
        return False
    if border["stop"][0] in "!?" or border["cited"] or ")" in border["tail"]:
        return True
    if _in_brackets(text, start, border.start()):
        return False
    before = _WORD_BEFORE.search(text, max(start, border.start() - 40), border.start())
    previous = before[0] if before else ""
    return _may_follow(previous, word, text[max(start, border.start() - 60) : border.start() - len(previous)].split())


def _in_brackets(text: str, start: int, place: int) -> bool:
    """Tell whether a bracket opened shortly before the place is still to be closed shortly behind it."""
    opened = text.rfind("(", max(start, place - _REACH), place)
    if opened < 0 or text.rfind(")", opened, place) > 0:
        return False
    closed = text.find(")", place, place + _REACH)
    return closed > 0 and text.find("(", place, closed) < 0


_REACH = 200
_BEFORE_NAMES = _words("by from of and to with or & dr prof")


def _begins(word: str, *, strict: bool) -> bool:
    """Tell whether a sentence may begin with the word.

    Names such as p53, mRNA and miR-23b begin sentences with a small letter; ``strict`` asks for a capital.
    """
    if not word or not word[0].isalpha() or not word[0].islower():
        return True
    return not strict and any(char.isupper() or char.isdigit() for char in word)


def _may_follow(previous: str, word: str, earlier: list[str]) -> bool:
    """Decide by the word in front of a full stop, the word behind it, and what stands before both."""
    plain = previous.lower()
    if plain in _NEVER or _is_number_of_item(plain, earlier):
        return False
    if plain in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    starter = word.lower() in _STARTERS and word[:1].isupper()
    if len(previous) == 1 and previous.isupper():  # "J. Smith", but also "vitamin E. Later"
        return starter or (earlier[-1].islower() and earlier[-1] not in _BEFORE_NAMES)
    initials = "." in previous and all(
        len(piece) == 1 and piece.isupper() for piece in previous.split(".")
    )  # J.R. Smith
    return starter or not (initials or plain in _SOMETIMES)


def _is_number_of_item(plain: str, earlier: list[str]) -> bool:
    """Tell whether all that stands before the stop is the number of a heading or a list item: "2. The", "2 . The"."""
    if not earlier:
        return plain.isdigit() or len(plain) == 1
    return not plain and len(earlier) == 1 and earlier[0].isdigit()
