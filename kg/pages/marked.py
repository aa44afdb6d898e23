"""The text of a paper with its mentions and the sentences that claim something, cut into parts that stay light."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kg.rdf.sheet import fit

# Characters of page that a part of a paper may take, and what its pieces cost beside their words.
MOST = 120_000
MENTION_COST = 70
STATEMENT_COST = 1100
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Hold a mention: its place, the sign of its kind, the path of its page ("" where it stands for nothing)."""

    start: int
    end: int
    sign: str
    path: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Hold a sentence that claims something, with the numbers and anchors of its statements."""

    start: int
    end: int
    refs: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Hold the title of a section; ``level`` from 1, ``shown`` says whether its words stand in the text."""

    start: int
    level: int
    title: str
    role: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Hold a line of the text; ``heading`` where it is one."""

    start: int
    end: int
    heading: Heading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Hold the range of the text that one page shows."""

    number: int
    start: int
    end: int
    blocks: tuple[Block, ...]


def blocks_of(text: str, headings: Sequence[Heading]) -> Iterator[Block]:
    """Yield the lines of a text; a line that begins a section with the section's title is its heading."""
    at = {heading.start: heading for heading in headings if heading.shown}
    for match in _LINE.finditer(text):
        if match.group().strip():
            yield Block(start=match.start(), end=match.end(), heading=at.get(match.start()))


def parts_of(text: str, headings: Sequence[Heading], mentions: Sequence[Mention], said: Sequence[Said]) -> list[Part]:
    """Cut a text into parts that each cost at most `MOST`, at the borders of lines."""
    mention_starts = [mention.start for mention in mentions]
    statement_starts = [sentence.start for sentence in said for _ in sentence.refs]
    parts: list[Part] = []
    taken: list[Block] = []
    spent = 0
    for block in blocks_of(text, headings):
        cost = block.end - block.start + MENTION_COST * _between(mention_starts, block)
        cost += STATEMENT_COST * _between(statement_starts, block)
        if taken and spent + cost > MOST:
            parts.append(_part(len(parts) + 1, taken))
            taken, spent = [], 0
        taken.append(block)
        spent += cost
    return [*parts, _part(len(parts) + 1, taken)] if taken else parts


def _part(number: int, blocks: list[Block]) -> Part:
    return Part(number=number, start=blocks[0].start, end=blocks[-1].end, blocks=tuple(blocks))


def _between(starts: Sequence[int], block: Block) -> int:
    return bisect_left(starts, block.end) - bisect_left(starts, block.start)


def flat(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions that do not overlap, in order: of those that do, the longest, and the linked before others."""
    ranked = sorted(mentions, key=lambda one: (-(one.end - one.start), not one.path, one.start, one.sign))
    kept: list[Mention] = []
    starts: list[int] = []
    for one in ranked:
        at = bisect_right(starts, one.start)
        clear = (at == 0 or kept[at - 1].end <= one.start) and (at == len(kept) or one.end <= kept[at].start)
        if clear:
            kept.insert(at, one)
            starts.insert(at, one.start)
    return kept


class Marker:
    """Write lines of a text as HTML."""

    def __init__(self, text: str, mentions: Sequence[Mention], said: Sequence[Said]) -> None:
        self._text, self._mentions, self._said = text, mentions, said
        self._mention_starts = [mention.start for mention in mentions]
        self._said_starts = [sentence.start for sentence in said]

    def write(self, start: int, end: int) -> Markup:
        """Return a run of the text with its mentions and sentences marked; mentions do not overlap."""
        pieces: list[Markup] = []
        at = start
        for sentence in self.sentences(start, end):
            left, right = max(sentence.start, at), min(sentence.end, end)
            pieces.append(self.words(at, left))
            pieces.append(_SENTENCE.format(sentence.start, self.words(left, right), self.refs(sentence)))
            at = right
        return Markup("").join([*pieces, self.words(at, end)])

    def sentences(self, start: int, end: int) -> Sequence[Said]:
        """Return the sentences that begin in a run of the text."""
        return self._said[bisect_left(self._said_starts, start) : bisect_left(self._said_starts, end)]

    def refs(self, sentence: Said) -> Markup:
        """Return the links from a sentence to its statements."""
        return Markup("").join(
            _REF.format(kind, anchor, kind, number, number) for number, anchor, kind in sentence.refs
        )

    def words(self, start: int, end: int) -> Markup:
        """Return a run of the text with its mentions marked."""
        return Markup("").join(self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[Markup]:
        at = start
        first = bisect_left(self._mention_starts, start)
        for mention in self._mentions[first : bisect_left(self._mention_starts, end)]:
            if mention.end > end:
                continue
            yield self._plain(at, mention.start)
            yield self._mention(mention)
            at = mention.end
        yield self._plain(at, end)

    def _plain(self, start: int, end: int) -> Markup:
        return escape(fit(self._text[start:end])) if start < end else Markup("")

    def _mention(self, mention: Mention) -> Markup:
        words = self._plain(mention.start, mention.end)
        title = _TITLE.format(mention.label) if mention.label.lower() != str(words).lower() and mention.label else ""
        if not mention.path:
            return _UNLINKED.format(mention.sign, words)
        return _LINKED.format(mention.sign, mention.path, title, words)


# Mentions are left out of the order of the tab key: a page lists the things that it names elsewhere.
_LINKED = Markup('<a class="m {}" tabindex=-1 href="{}"{}>{}</a>')
_UNLINKED = Markup('<span class="m u {}">{}</span>')
_TITLE = Markup(' title="{}"')
_SENTENCE = Markup('<span class="s" id="s{}">{}{}</span>')
_REF = Markup('<a class="ref {}" href="#{}" aria-label="{} {} of this sentence">{}</a>')
