"""The entities of a passage: what its mentions stand for, gathered by id, each with its places in the sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.document import Sentence
from extractors.link import Link
from extractors.linking.variant_names import read_variant
from ontologies.curie import Curie
from ontologies.term import Kind

KINDS: dict[Kind, str] = {
    Kind.CHEMICAL: "C",
    Kind.GENE: "G",
    Kind.VARIANT: "V",
    Kind.DISEASE: "D",
    Kind.PHENOTYPE: "D",
}
"""The kinds that relations are learned between, by the letter that stands for them; corpora call a phenotype disease.
"""

_VARIANT = KINDS[Kind.VARIANT]
# The vocabularies by which mentions are gathered, so that two terms for one thing are one entity.
_VOCABULARIES = ("MESH", "OMIM", "NCBIGene", "dbSNP")
# Of these, what no vocabulary has counts too where a sentence is read by itself: harms are put in many words, and
# new drugs are in no release.
_NAMELESS = frozenset("DCG")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_DIGITS = re.compile(r"\d+")


class Place(NamedTuple):
    """One mention of an entity: the number of its sentence, the item there that stands for it, and what was linked."""

    sentence: int
    item: int
    link: Link


@dataclass(slots=True)
class Entity:
    """Gather the mentions of one thing; ``letter`` is its kind as in `KINDS`."""

    key: str
    letter: str
    places: list[Place] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Tell whether a vocabulary has it, or a notation says what it is, as with most variants."""
        return self.places[0].link.term is not None or self.letter == _VARIANT


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold sentences that are read together.

    ``items`` are their words in small letters, numbers as noughts, and a letter of `KINDS` in the place of each name.
    ``whole`` tells a title with its abstract from a sentence by itself.
    """

    sentences: Sequence[Sentence]
    items: Sequence[Sequence[str]]
    entities: Sequence[Entity]
    whole: bool


def key_of(curies: Sequence[Curie], text: str) -> str:
    """Return by what a thing is known here: the id of a term or counterpart, the notation of a variant, else its words.

    >>> key_of((Curie("MONDO", "0005275"), Curie("MESH", "D008171")), "lung disease"), key_of((), "Sore  Lips")
    ('MESH:D008171', 'sore lips')
    """
    found = (curie for prefix in _VOCABULARIES for curie in curies if curie.prefix == prefix)
    best = next(found, curies[0] if curies else None)
    if best is not None:
        return str(best)
    variant = read_variant(text)
    return " ".join(text.lower().split()) if variant is None else str(variant)


def read_passage(sentences: Sequence[Sentence], links: Sequence[Link], *, whole: bool) -> Passage:
    """Return the passage that sentences make; ``links`` are in the order of the text, those elsewhere do not count."""
    entities: dict[tuple[str, str], Entity] = {}
    items: list[list[str]] = []
    at = 0
    for number, sentence in enumerate(sentences):
        inside: list[Link] = []
        while at < len(links) and links[at].mention.start < sentence.end:
            if links[at].mention.start >= sentence.start and links[at].mention.end <= sentence.end:
                inside.append(links[at])
            at += 1
        items.append(_read_sentence(number, sentence, inside, entities, frozenset() if whole else _NAMELESS))
    return Passage(sentences, items, tuple(entities.values()), whole)


def _read_sentence(
    number: int,
    sentence: Sentence,
    links: Sequence[Link],
    entities: dict[tuple[str, str], Entity],
    nameless: frozenset[str],
) -> list[str]:
    row: list[str] = []
    done = 0
    for link in links:
        mention = link.mention
        letter = KINDS.get(mention.kind)
        if letter is None:
            continue
        if mention.start - sentence.start >= done:
            row += _words(sentence.text[done : mention.start - sentence.start])
            row.append(letter)
            done = mention.end - sentence.start
        for each in link.each:
            known = each.term is not None or letter in nameless
            if known or (letter == _VARIANT and read_variant(each.mention.text) is not None):
                key = key_of(each.curies, each.mention.text)
                found = entities.setdefault((letter, key), Entity(key, letter))
                found.places.append(Place(number, len(row) - 1, each))
    row += _words(sentence.text[done:])
    return row


def _words(text: str) -> list[str]:
    return _WORD.findall(_DIGITS.sub("0", text.lower()))
