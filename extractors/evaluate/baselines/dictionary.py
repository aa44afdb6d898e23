"""A plain dictionary: the longest name wins, whatever its case, and stands for the first thing that has it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from extractors.evaluate.baselines.vocabulary import VOCABULARIES, counterparts
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.entry import Entry
from ontologies.lexicon import Lexicon
from ontologies.normalise import tokens
from ontologies.term import Kind

RECOGNISER = "dictionary"
_SHORTEST = 3


def recognise(*, lexicon: Path | None = None) -> Stage:
    """Return a stage that marks every name of three or more characters; of names that overlap the first and longest."""
    names = Lexicon.open(lexicon)

    def run(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, mentions=tuple(_find(extraction, names)))

    return run


def link(*, lexicon: Path | None = None) -> Stage:
    """Return a stage that links each mention to the first entry of its kind under its very name."""
    names, crosswalk = Lexicon.open(lexicon), Crosswalk.open(lexicon)

    def run(extraction: Extraction) -> Extraction:
        links = tuple(_link(mention, names, crosswalk) for mention in extraction.mentions)
        return dataclasses.replace(extraction, links=links)

    return run


def _find(extraction: Extraction, names: Lexicon) -> Iterator[Mention]:
    text = extraction.document.text
    for block in extraction.document.iter_blocks():
        found = tokens(text[block.start : block.end])
        free = 0
        for first, last, number in names.scan(found):
            start, end = block.start + found[first].start, block.start + found[last - 1].end
            entry = next((entry for entry in names.entries(number) if entry.kind in VOCABULARIES), None)
            if first >= free and entry is not None and end - start >= _SHORTEST:
                yield Mention.cut(text, start, end, entry.kind, RECOGNISER)
                free = last


def _link(mention: Mention, names: Lexicon, crosswalk: Crosswalk) -> Link:
    prefixes = VOCABULARIES.get(mention.kind, ())
    entries = [entry for entry in names.lookup(mention.text) if _fits(entry, mention.kind, prefixes)]
    if not entries:
        return Link(mention=mention, term=None, rule="nil:no name")
    term: Curie = min(entries, key=lambda entry: prefixes.index(entry.curie.prefix)).curie
    return Link(mention=mention, term=term, rule=RECOGNISER, mappings=counterparts(term, mention.kind, crosswalk))


def _fits(entry: Entry, kind: Kind, prefixes: tuple[str, ...]) -> bool:
    return entry.kind is kind and entry.curie.prefix in prefixes
