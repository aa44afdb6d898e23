"""Words that stand for no term: when are two wordings one thing, and which mean something in their own paper only."""

from __future__ import annotations

import functools

from ontologies.normalise import key

_ARTICLES = "a all an any both each every its his her my no other our some such that the their these this those"
# The parts that people and things play in a study. "The intervention group" of two papers are two different groups.
_PARTS = """
    active arm baseline change cohort comparison control difference drug effect experimental experiment group index
    individual intervention level main measure medication outcome participant patient people person population primary
    result score secondary standard study subject test therapy treated treatment trial untreated value variable"""
_DETERMINERS = frozenset(_ARTICLES.split())
_ROLES = frozenset(_PARTS.split())


@functools.lru_cache(maxsize=1 << 14)
def phrase_key(words: str) -> str:
    """Return what words are apart from case, number, spelling, punctuation and a leading article.

    >>> phrase_key("The small sample-sizes") == phrase_key("small sample size")
    True
    """
    kept = key(words).split()
    while len(kept) > 1 and kept[0] in _DETERMINERS:
        del kept[0]
    return " ".join(kept) or " ".join(words.lower().split())


@functools.lru_cache(maxsize=1 << 14)
def is_local(words: str) -> bool:
    """Tell whether words name a part in a study, so that the same words of another paper mean something else.

    >>> is_local("the 24 control patients"), is_local("Group B"), is_local("usual care")
    (True, True, False)
    """
    kept = [word for word in phrase_key(words).split() if word not in _DETERMINERS]
    named = [word for word in kept if not word.isdigit() and len(word) > 1]
    return all(word in _ROLES for word in named)


__all__ = ["is_local", "phrase_key"]
