"""The recognising stage: what the input gives, patterns, models, lexicon and abbreviations, joined without overlaps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from extractors.recognise import abbreviated, derived, given, organisms, patterns
from extractors.recognise import models as spacy_models
from extractors.recognise.authors import without_authors
from extractors.recognise.lexicon import Recogniser, shared
from ontologies.lexicon import Lexicon
from ontologies.term import Kind


def stage(*, models: Sequence[str] = (), lexicon: Path | None = None) -> Stage:
    """Return the stage ``mentions.layered.v1``: it fills `Extraction.mentions` and needs sentences and short forms.

    ``models`` are spaCy pipelines by package name or folder, ``lexicon`` the folder of a compiled snapshot in place
    of the packaged one. Raises `MissingModelError` for a model that is not installed.
    """
    names = Lexicon.open(lexicon)
    by_name = shared(names)
    by_derivation = derived.recogniser(names)
    by_latin_name = organisms.recogniser(names)
    by_model = tuple(spacy_models.recogniser(model) for model in models)

    def run(extraction: Extraction) -> Extraction:
        modelled = [mention for find in by_model for mention in find(extraction)]
        stated = (one for one in given.find(extraction) if not _is_product(one, by_name))
        found = [*stated, *patterns.find(extraction), *by_name(extraction)]
        found += [*by_derivation(extraction), *by_latin_name(extraction)]
        found += [*modelled, *repeat(extraction.document.text, modelled)]
        mentions = settle(without_authors(extraction.document.text, found))
        known = abbreviated.meanings(extraction.short_forms, mentions, names)
        kept = _unless_overruled(extraction.document.text, mentions, known)
        return dataclasses.replace(extraction, mentions=settle([*kept, *abbreviated.find(extraction, known)]))

    return run


def _is_product(mention: Mention, by_name: Recogniser) -> bool:
    """Tell whether an indexer lists a gene's product among chemicals: interleukin-6 is a gene as in any other text."""
    return mention.recogniser == given.INDEXED and by_name.first_kind(mention.text) is Kind.GENE


def _unless_overruled(text: str, mentions: Iterable[Mention], known: dict[str, abbreviated.Meaning]) -> list[Mention]:
    """Return the mentions without those at places where the paper's own abbreviations stand: MSC in MSC-EVs."""
    places = abbreviated.places(text, known)
    covered = {place for start, _, short in places for place in range(start, start + len(short))}
    if not covered:
        return list(mentions)
    return [
        mention
        for mention in mentions
        if given.is_given(mention)
        or covered.isdisjoint((mention.start, mention.end - 1))
        or not covered.issuperset(range(mention.start, mention.end))
    ]


def repeat(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return a mention for every other place where words stand that a model marked once: models miss some of them."""
    marked = {mention.text: mention for mention in reversed(list(mentions)) if len(mention.text) > 3}
    return [
        dataclasses.replace(mention, start=start, end=end)
        for name, mention in marked.items()
        for start, end in places_of(text, name)
    ]


def places_of(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the places of a name as whole words; a pattern for each paper would take longer to compile than to look.

    >>> list(places_of("TNF, not TNFR1: TNF", "TNF"))
    [(0, 3), (16, 19)]
    """
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)


def by_length(mention: Mention) -> tuple[Any, ...]:
    """Rank what the input gives first, then the longer, then an abbreviation of the paper, then the surer mention."""
    other = mention.recogniser != abbreviated.RECOGNISER
    return not given.is_given(mention), mention.start - mention.end, other, -mention.score, mention.start, mention.kind


def settle(
    mentions: Iterable[Mention],
    rank: Callable[[Mention], tuple[Any, ...]] = by_length,
    taken: Iterable[Mention] = (),
) -> tuple[Mention, ...]:
    """Return the mentions that overlap no better one and none of those ``taken``, in the order of the text.

    ``rank`` sorts the better one first.

    >>> text = "MCF-7 breast cancer cells"
    >>> from ontologies.term import Kind
    >>> short, long = (Mention.cut(text, start, 19, Kind.DISEASE, "lexicon") for start in (13, 6))
    >>> [mention.text for mention in settle([short, long, long])]
    ['breast cancer']
    """
    covered = Covered(taken)
    kept: list[Mention] = []
    for mention in sorted(filter(covered.is_free, mentions), key=rank):
        if covered.is_free(mention):
            covered.add(mention)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: (mention.start, -mention.end)))


class Covered:
    """The characters of a text that mentions stand on."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        mentions = tuple(mentions)
        self._marks = bytearray(max((mention.end for mention in mentions), default=0))
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Mark the characters of a mention."""
        if mention.end > len(self._marks):
            self._marks.extend(bytes(mention.end - len(self._marks)))
        self._marks[mention.start : mention.end] = b"\1" * (mention.end - mention.start)

    def is_free(self, mention: Mention) -> bool:
        """Tell whether a mention stands on no marked character."""
        return self._marks.find(1, mention.start, mention.end) < 0
