"""Nouns that adjectives and verbs come from: cataractous, fibroblastic, ureteric, hemorrhaging."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.recognise import derived

# Endings of adjectives and verbs with those that nouns of the same stem have.
_ENDINGS = (
    ("matous", ("ma",)),
    ("ous", ("", "us", "ia")),
    ("itic", ("itis",)),
    ("tic", ("sis", "tism", "t", "tia", "sy")),
    ("ic", ("ia", "y", "ism", "e", "is", "us", "")),
    ("ive", ("ion", "ions")),
    ("ed", ("ion", "ation", "")),
    ("ing", ("e", "ion", "")),
    ("ant", ("ion",)),
    ("ants", ("ion",)),
    ("s", ("",)),
)


_SHORTEST = 7


def nouns(text: str) -> Iterator[str]:
    """Yield nouns that a single adjective may come from; most are no words, and no lexicon has them.

    >>> "cataract" in nouns("cataractous"), "amnesia" in nouns("amnesic"), list(nouns("renal"))
    (True, True, [])
    """
    noun = derived.noun_of(text)
    if noun != text:
        yield noun
    if " " in text or len(text) < _SHORTEST:
        return
    for ending, others in _ENDINGS:
        if text.endswith(ending):
            yield from (text.removesuffix(ending) + other for other in others)
