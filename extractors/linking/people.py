"""Places where a paper speaks of people without naming the species: they tell whose genes are meant."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.linking.taxa import HUMAN, Place
from extractors.pipeline import Extraction
from extractors.recognise import patterns
from extractors.screen import screened
from ontologies.term import Kind

# Beside the words that may be mentions: who takes part, who carries an allele, and what only people are given.
_TAKING_PART = screened(
    r"(?<![\w-])(?i:subjects|carriers|homozygotes|heterozygotes|relatives|survivors|students|workers|cohorts?|placebo"
    r"|clinical\s+trials?|phase\s+(?:[1-4]|I{1,3}|IV)[ab]?(?:/(?:[1-4]|I{1,3})[ab]?)?\s+(?:trials?|stud(?:y|ies)))(?!\w)"
)


def people(extraction: Extraction) -> Iterator[Place]:
    """Yield the places of people that are no mentions of a species, in no order.

    The tagger leaves participants and adults out, as most corpora do.
    """
    named = {mention.start for mention in extraction.mentions if mention.kind is Kind.SPECIES}
    text = extraction.document.text
    for pattern in (patterns.PERSON, _TAKING_PART):
        for match in pattern.finditer(text):
            if match.start() not in named and not match[0].lower().startswith("human"):
                yield Place(match.start(), match.end(), HUMAN, "person")
