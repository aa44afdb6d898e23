"""Negation: the words that deny, and how far they reach.

`rules` knows the cues and proposes scopes by grammar, `features` says what is told of each place, `learned` decides
by weights from the BioScope corpus where a scope begins and ends.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.negation.features import Cue
from extractors.negation.learned import load
from extractors.negation.rules import propose
from extractors.negation.scope import Scope
from extractors.negation.words import Words

__all__ = ["Scope", "cue_of", "find_negations"]


def find_negations(
    text: str, start: int = 0, end: int | None = None, *, weights: Path | None = None
) -> tuple[Scope, ...]:
    """Return the negation cues of a sentence ``text[start:end]`` with their scopes, in order.

    Offsets count in ``text``. "not only" denies nothing and is left out. ``weights`` is a folder of trained files in
    place of the packaged ones; without the file the rules alone say how far a cue reaches.

    >>> scope, = find_negations("The drug did not reduce pain, although sleep improved.")
    >>> scope.cue, "The drug did not reduce pain, although sleep improved."[scope.start : scope.end]
    ('not', 'not reduce pain')
    """
    found = _in_sentence(text[start : len(text) if end is None else end], weights)
    return found if start == 0 else tuple(_moved(scope, start) for scope in found)


def _moved(scope: Scope, by: int) -> Scope:
    return replace(
        scope, cue_start=scope.cue_start + by, cue_end=scope.cue_end + by, start=scope.start + by, end=scope.end + by
    )


# Claims and risks ask for the same sentences.
@functools.lru_cache(maxsize=2048)
def _in_sentence(sentence: str, weights: Path | None) -> tuple[Scope, ...]:
    return tuple(_scopes(sentence, weights))


def _scopes(sentence: str, weights: Path | None) -> Iterator[Scope]:
    proposed = propose(sentence)
    learned = load(weights)
    if not proposed or learned is None:
        yield from proposed
        return
    words = Words.of(sentence)
    for scope in proposed:
        cue = cue_of(words, scope)
        first, last = learned.scope(cue)
        other = _OTHER_VERB.search(sentence, scope.cue_end, words.ends[last])
        end = other.start() if other is not None else words.ends[last]
        yield replace(scope, start=words.starts[first], end=end, full=learned.denies(cue))


# "has never been tested and may cause bleeding": a second verb with an auxiliary of its own is not denied by the first.
_OTHER_VERB = re.compile(
    r",?\s(?:and|but)\s(?:may|might|can|could|will|would|should|must|is|are|was|were|has|have|had|does|do|did)\b"
)


def cue_of(words: Words, scope: Scope) -> Cue:
    """Return a cue with the scope that the rules propose, counted in words."""
    first, last = words.place(scope.cue_start, scope.cue_end)
    rule_first, rule_last = words.place(scope.start, scope.end)
    return Cue(words=words, text=scope.cue, first=first, last=last, rule_first=rule_first, rule_last=rule_last)
