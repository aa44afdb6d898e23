"""The recognising stage: what the input gives, patterns, models, lexicon and abbreviations, joined without overlaps."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.mention import Mention
from extractors.pipeline import Extraction, Stage
from extractors.recognise import abbreviated, derived, given, organisms, patterns
from extractors.recognise import models as spacy_models
from ontologies.lexicon import Lexicon


def stage(*, models: Sequence[str] = (), lexicon: Path | None = None) -> Stage:
    """Return the stage ``mentions.layered.v1``: it fills `Extraction.mentions` and needs sentences and short forms.

    ``models`` are spaCy pipelines by package name or folder, ``lexicon`` the folder of a compiled snapshot in place
    of the packaged one. Raises `MissingModelError` for a model that is not installed.
    """
    from extractors.recognise.lexicon import shared

    names = Lexicon.open(lexicon)
    by_name = shared(names)
    by_derivation = derived.recogniser(names)
    by_latin_name = organisms.recogniser(names)
    by_model = tuple(spacy_models.recogniser(model) for model in models)

    def run(extraction: Extraction) -> Extraction:
        modelled = [mention for find in by_model for mention in find(extraction)]
        found = [*given.find(extraction), *patterns.find(extraction), *by_name(extraction)]
        found += [*by_derivation(extraction), *by_latin_name(extraction)]
        found += [*modelled, *repeat(extraction.document.text, modelled)]
        mentions = settle(found)
        known = abbreviated.meanings(extraction.short_forms, mentions, names)
        kept = _unless_overruled(extraction.document.text, mentions, known)
        return dataclasses.replace(extraction, mentions=settle([*kept, *abbreviated.find(extraction, known)]))

    return run


def _unless_overruled(text: str, mentions: Iterable[Mention], known: dict[str, abbreviated.Meaning]) -> list[Mention]:
    """Return the mentions without those at places where the paper's own abbreviations stand: MSC in MSC-EVs."""
    if not known:
        return list(mentions)
    pattern = abbreviated.pattern_of(known)
    covered = {place for match in pattern.finditer(text) for place in range(*match.span("short"))}
    return [
        mention
        for mention in mentions
        if mention.recogniser.startswith(given.PREFIX)
        or covered.isdisjoint((mention.start, mention.end - 1))
        or not covered.issuperset(range(mention.start, mention.end))
    ]


def repeat(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return a mention for every other place where words stand that a model marked once: models miss some of them."""
    kinds = {mention.text: mention for mention in reversed(list(mentions)) if len(mention.text) > 3}
    if not kinds:
        return []
    longest_first = sorted(kinds, key=lambda words: (-len(words), words))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return [
        dataclasses.replace(kinds[match[0]], start=match.start(), end=match.end()) for match in pattern.finditer(text)
    ]


def settle(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that overlap no better one, in the order of the text.

    What the input gives comes first, then the longer mention, then an abbreviation of the paper, then the surer one.

    >>> text = "MCF-7 breast cancer cells"
    >>> from ontologies.term import Kind
    >>> short, long = (Mention.cut(text, start, 19, Kind.DISEASE, "lexicon") for start in (13, 6))
    >>> [mention.text for mention in settle([short, long, long])]
    ['breast cancer']
    """
    kept: list[Mention] = []
    covered: set[int] = set()
    for mention in sorted(mentions, key=_rank):
        span = range(mention.start, mention.end)
        if not covered.intersection((span[0], span[-1])) and not covered.intersection(span):
            covered.update(span)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: (mention.start, -mention.end)))


def _rank(mention: Mention) -> tuple[int, int, bool, float, int, str]:
    tier = 0 if mention.recogniser.startswith(given.PREFIX) else 1
    other = mention.recogniser != abbreviated.RECOGNISER
    return tier, mention.start - mention.end, other, -mention.score, mention.start, mention.kind
