"""Words of a sentence and their classes, as far as a short list and endings tell them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_LISTS = {
    "DET": "the a an this these those its their our his her each every any some all both no another such",
    "IN": "of in on at by for from to with within between among during after before under over into through via "
    "against upon towards toward per across despite without like than as about above below",
    "CC": "and or nor",
    "BUT": "but whereas while although though because since unless until however therefore thus whilst hence yet if "
    "when so except",
    "WH": "which who whose whom where that whether what how why",
    "BE": "is are was were be been being am",
    "HV": "has have had having",
    "DO": "do does did done",
    "MD": "can could may might will would shall should must cannot",
    "PRP": "it they we he she i you them itself themselves",
    "NEG": "not neither never none",
    "RB": "also only even very more less most least rather either still further together alone well almost then there "
    "here respectively again",
    "VB": "show shows showed shown suggest suggests suggested suggesting indicate indicates indicated indicating found "
    "find observed reported demonstrate demonstrated demonstrates see seen appear appears seem seems occur occurs "
    "occurred required require requires",
}  # fmt: skip
_ENDINGS = (
    ("VBD", ("ed",), 5),
    ("VBG", ("ing",), 6),
    ("NN", ("tion", "ment", "ness", "ity", "sis", "ance", "ence", "ism", "ology"), 0),
    ("JJ", ("ic", "al", "ous", "ive", "able", "ible", "ent", "ant", "ar"), 0),
    ("VBX", ("ate", "ize", "ise", "ify"), 0),
)
FINITE = frozenset({"BE", "HV", "DO", "MD", "VBD", "VB", "VBX"})
"""Classes that may be the verb of a clause."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one sentence, a row each: where they begin and end, their spelling and their class.

    Words are runs of letters and digits; every other sign is a word of its own. ``spelled`` is in small letters with
    noughts for digits. A sign is its own class.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    spelled: tuple[str, ...]
    classes: tuple[str, ...]

    @classmethod
    def of(cls, sentence: str) -> Words:
        """Split a sentence.

        >>> Words.of("It was not seen.").classes
        ('PRP', 'BE', 'NEG', 'VB', '.')
        """
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(sentence)]
        return cls(
            starts=tuple(start for start, _, _ in found),
            ends=tuple(end for _, end, _ in found),
            spelled=tuple(_DIGIT.sub("0", word.lower()) for _, _, word in found),
            classes=tuple(class_of(word) for _, _, word in found),
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last word that a span of the sentence touches."""
        first = next(at for at, stop in enumerate(self.ends) if stop > start)
        return first, max((at for at, begin in enumerate(self.starts) if begin < end), default=first)

    def spelling(self, at: int) -> str:
        """Return the spelling of a word; a sign of its own stands for what is before and behind the sentence."""
        return self.spelled[at] if 0 <= at < len(self.spelled) else "^$"[at >= 0]

    def kind(self, at: int) -> str:
        """Return the class of a word; a sign of its own stands for what is before and behind the sentence."""
        return self.classes[at] if 0 <= at < len(self.classes) else "^$"[at >= 0]


@functools.cache
def _listed() -> dict[str, str]:
    return {word: name for name, words in _LISTS.items() for word in words.split()}


@functools.lru_cache(maxsize=1 << 15)
def class_of(word: str) -> str:
    """Return the class of a word: a list of short words first, then its form, then its ending.

    >>> class_of("whereas"), class_of("IL2"), class_of("reduction"), class_of("lowered")
    ('BUT', 'SYM', 'NN', 'VBD')
    """
    lower = word.lower()
    if lower in _listed():
        return _listed()[lower]
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "CD"
    if word[1:] != lower[1:]:
        return "SYM"
    return _by_ending(lower)


def _by_ending(word: str) -> str:
    if word.endswith("ly") and len(word) > 4:
        return "RB"
    for name, endings, shortest in _ENDINGS:
        if len(word) >= shortest and word.endswith(endings):
            return name
    return "NNS" if word.endswith("s") and not word.endswith("ss") else "N"
