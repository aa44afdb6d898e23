"""Negation: the words that deny, and how far they reach.

`rules` knows the cues and proposes scopes by grammar, `features` says what is told of each place, `learned` decides
by weights from the BioScope corpus where a scope begins and ends. `denials` knows what denies without such a word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.negation.denials import denials
from extractors.negation.features import Cue
from extractors.negation.learned import load
from extractors.negation.rules import propose
from extractors.negation.scope import Scope
from extractors.negation.words import Words

__all__ = ["Scope", "cue_of", "find_denials", "find_negations"]


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


def find_denials(text: str, start: int, end: int) -> tuple[Scope, ...]:
    """Return what denies in a sentence ``text[start:end]`` without a word of negation, as `find_negations` does."""
    return tuple(_moved(scope, start) for scope in _denied(text[start:end]))


@functools.lru_cache(maxsize=2048)
def _denied(sentence: str) -> tuple[Scope, ...]:
    return tuple(denials(sentence))


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
        start, end = _trimmed(sentence, scope, words.starts[first], end)
        yield replace(scope, start=start, end=end, full=learned.denies(cue))


# "has never been tested and may cause bleeding": a second verb with an auxiliary of its own is not denied by the first.
_OTHER_VERB = re.compile(
    r",?\s(?:and|but)\s(?:may|might|can|could|will|would|should|must|is|are|was|were|has|have|had|does|do|did)\b"
)


# "Interestingly, X was not affected": the word in front says what the writer thinks of all of it.
_OPENING = re.compile(
    r"(?:[A-Z]\w+ly|However|Thus|Therefore|Moreover|Furthermore|In addition|Indeed|For example|In contrast|Hence), "
)
# What stands in brackets at the end: where it was shown.
_SHOWN = re.compile(
    r"\s*(?:\((?:[^()]*\b(?:[Ff]ig(?:ure|s)?|[Tt]able|unpublished|this study|see|data not shown)\b[^()]*|[\d,;\s–-]+)\)"
    r"|\[[\d,;\s–-]+\])$"
)
# "cannot be used alone as it needs X": the reason is not denied.
_REASON = re.compile(
    r",?\s(?:as|because|since)\s(?:it|they|this|these|there|we|previous\w*|the\s(?:\w+\s){1,4}(?:is|was|are|were|has|have))\b"
)


def _trimmed(sentence: str, scope: Scope, start: int, end: int) -> tuple[int, int]:
    """Return a scope without what opens the sentence, the reason that follows, and brackets that say where it is."""
    opening = _OPENING.match(sentence, start, scope.cue_start)
    reason = _REASON.search(sentence, scope.cue_end, end)
    end = reason.start() if reason is not None else end
    while (shown := _SHOWN.search(sentence, scope.cue_end, end)) is not None:
        end = shown.start()
    return (opening.end() if opening is not None else start), end


def cue_of(words: Words, scope: Scope) -> Cue:
    """Return a cue with the scope that the rules propose, counted in words."""
    first, last = words.place(scope.cue_start, scope.cue_end)
    rule_first, rule_last = words.place(scope.start, scope.end)
    return Cue(words=words, text=scope.cue, first=first, last=last, rule_first=rule_first, rule_last=rule_last)
