"""Numbered references of articles that are plain running text: their entries and the places that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.document import Block, BlockKind, Citation, Reference
from extractors.readers.dates import find_year
from extractors.readers.ids import ordered, paper_ids

_ENTRY = re.compile(r"\[(?P<bracketed>\d{1,3})\]:?\s+|(?P<dotted>\d{1,3})[.)]\s+|\^(?P<raised>\d{1,3})\s+")
# Authors before a title: "Smith AB, de Jong K, et al. ".
_PEOPLE = re.compile(
    r"^(?:(?:[a-z]{2,4} )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,? (?:[A-Z]\.?[ -]?){1,3}(?:, | and | & |; |(?=\.?\s)))+"
    r"(?:et al)?\.?\s+(?=[A-Z0-9])"
)
_URL = re.compile(r"https?://[^\s<>\"\])}]+")
_BRACKETS = re.compile(r"\[\^?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+(?:[,˒–-][⁰¹²³⁴-⁹]+)*")
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A bare number at the end of a clause: a word, a space, the number, and then the clause ends.
_BARE = re.compile(r"(?P<word>[^\W\d_]+|[)\]”\"'’%])\s(?P<keys>\d{1,3}(?:,\s?\d{1,3})*)(?=[.?!,;:)](?:\s|$)|$)")
# Words that take a number after them ("phase 2.", "in 3,"), so that it is no reference.
_NUMBERED_WORDS = """
phase type stage grade day days week weeks month months year age ages aged figure fig figures table tables group
groups step steps part parts chapter section version number no nos visit cycle cycles dose class level case patient
arm arms cohort study trial experiment box appendix question rule point points page pages line passage passages
generation wave round factor interleukin il chromosome january february march april may june july august september
october november december jan feb mar apr jun jul aug sep sept oct nov dec covid omega vitamin category tier model
aim goal hypothesis score scale index ratio range mean median total sum ph log equation ref reference receptor
protein gene subtype isoform sample site zone layer lane panel schedule option top file the a an of to in on at by
for from with and or than about over under between is are was were be been least nearly almost around approximately
exactly up down per equals minus plus times next every each some any within after before until since through into as
if that this these those which had has have
"""
_NUMBERED = frozenset(_NUMBERED_WORDS.split())


def read_entry(text: str, start: int, end: int, number: int) -> Reference:
    """Read one entry of a reference list that stands at ``text[start:end]``; ``number`` is its key if it has none.

    >>> entry = read_entry("[2] Rest and growth. 2025. https://doi.org/10.1000/AB", 0, 53, 1)
    >>> entry.key, entry.title, entry.year, str(entry.ids[0])
    ('2', 'Rest and growth', '2025', 'DOI:10.1000/ab')
    """
    entry = text[start:end]
    match = _ENTRY.match(entry)
    key = next((group for group in match.groups() if group), str(number)) if match else str(number)
    words = entry[match.end() :] if match else entry
    url = _URL.search(words)
    bare = _URL.sub("", words).strip(" *_")
    return Reference(
        key=key,
        text=words.strip(),
        title=_title(bare),
        year=find_year(bare),
        url=url.group().rstrip(".,;") if url else "",
        ids=ordered(paper_ids(words)),
        start=start,
        end=end,
    )


def _title(words: str) -> str:
    link = re.match(r"\[([^\]]+)\]\(", words)
    if link:
        return link.group(1).strip(" .*_")
    bare = _PEOPLE.sub("", words, count=1)
    return re.split(r"(?<=[^\W\d_]{2}[.?!])\s+(?=[A-Z0-9])", bare)[0].strip(" .*_")


def is_numbered_entry(line: str) -> bool:
    """Tell whether a line is an entry of a reference list wherever it stands: "[1] ..." with words after it."""
    match = re.match(r"\[\d{1,3}\]:?\s+(?=\S)", line)
    return bool(match) and len(line) - len(match.group() if match else "") > 15


def find_citations(text: str, blocks: Iterable[Block], references: Iterable[Reference]) -> tuple[Citation, ...]:
    """Return the places in running text that point to numbered references, in the order of the text.

    Three ways of writing are understood: "[1]" and "[1, 3-5]", superscript digits, and a bare number at the end of a
    clause ("found it 1."). A number is only a citation if the list has an entry for it; a bare one also must not
    follow a word that takes numbers ("phase 2.").
    """
    keys = {reference.key for reference in references}
    if not keys:
        return ()
    wanted = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.TABLE_ROW, BlockKind.HEADING)
    found = [
        citation
        for block in blocks
        if block.kind in wanted
        for citation in _in_block(text, block.start, block.end, keys)
    ]
    return tuple(
        sorted(set(found), key=lambda citation: (citation.start, citation.end, len(citation.key), citation.key))
    )


def _in_block(text: str, start: int, end: int, keys: set[str]) -> Iterator[Citation]:
    for pattern, group in ((_BRACKETS, 0), (_RAISED, 0)):
        for match in pattern.finditer(text, start, end):
            yield from _cited(match.start(group), match.end(group), match.group(), keys)
    part = text[:end]
    for match in _BARE.finditer(part, start):
        word = match.group("word").lower()
        if word not in _NUMBERED:
            yield from _cited(match.start("keys"), match.end("keys"), match.group("keys"), keys)


def _cited(start: int, end: int, written: str, keys: set[str]) -> Iterator[Citation]:
    numbers = _expand(written.translate(_TO_DIGITS))
    if numbers and all(number in keys for number in numbers):
        for number in numbers:
            yield Citation(start=start, end=end, key=number)


def _expand(written: str) -> tuple[str, ...]:
    """Return the numbers of "1, 3-5" one by one; nothing where a range runs backwards or is absurdly long."""
    found: list[str] = []
    for part in re.split(r"[,;˒]", written.strip("[]^")):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if not ends or not 0 <= ends[-1] - ends[0] <= 50:
            return ()
        found += [str(number) for number in range(ends[0], ends[-1] + 1)]
    return tuple(found)
