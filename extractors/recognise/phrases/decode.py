"""From probabilities of words to phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.mention import ShortForm
from extractors.recognise.phrases.words import SMALL, Array, Passage, listed
from extractors.recognise.tagger.words import split
from extractors.windows import means

# How far a word's probability moves to the mean over all its places, and over those of its long form.
_SHARED = 0.3
# Words that two words of one phrase may have between them ("rest and exercise", "aspirin (ASA)"), and small ones that
# part two phrases.
_PARTING = listed(
    "was were is are be been receiving received receive who that which than no not its their this these it then during "
    "before after as versus vs group groups arm arms patient patients study subjects participants"
)
_BETWEEN = SMALL - _PARTING | listed("+ , / - & ( ) [ ] : % combined either using containing")
_GAP, _GAP_WITH_BRACKET = 3, 5
_UNITS = listed(
    "mg kg g ml l iu mcg microg ug day days daily week weeks wk month months twice once h hour hours min minutes per "
    "times iv im sc po bid tid dose doses % \u03bcg \u00b5g mm cm hz ms s mmol"
)
# What no name has: "tirzepatide versus semaglutide", and verbs of results: "CRP fell", "nausea followed esketamine".
_NEVER = listed(
    "versus vs fell rose followed led caused occurred remained became began gave showed differed persisted developed"
)
# What does something where a name of several stands before it: "statins lower LDL", not "a lower dose".
_DOING = listed("lower reduce improve prevent raise relieve shorten prolong")
# What stands between those who get something and what they get, and between two sides.
_GIVING = listed("underwent receive received receiving than")
_SINGLE = re.compile(r".*(?:ss|us|is)")
# Statistics are never given: the hazard ratio of relapse.
_STATISTICS = {"ratio": listed("hazard odds rate risk"), "interval": listed("confidence credible")}
# What a phrase neither begins nor ends with; "cell therapy" and "no drug alone" are whole.
_SIGNS = listed("( ) , / - . [ ] : ; + either using")
_NO_BEGIN, _NO_END = SMALL - listed("no not") | _SIGNS, SMALL - listed("alone therapy treatment treatments") | _SIGNS


class Phrase(NamedTuple):
    """The words of a phrase, half open, and the mean probability of those that say something."""

    first: int
    last: int
    score: float


def agreed(passage: Passage, probabilities: Array, short_forms: Sequence[ShortForm]) -> Array:
    """Return probabilities (words, classes); places of one word and forms of one abbreviation have moved closer."""
    telling = np.array([name.isalpha() and len(name) > 2 and name not in SMALL for name in passage.stems])
    shared = _SHARED * telling[:, None]
    found: Array = (1 - shared) * probabilities + shared * means(probabilities, passage.groups)
    low = [word.text.lower() for word in passage.words]
    for form in short_forms:
        _agree(found, low, form)
    return found


def _agree(found: Array, low: Sequence[str], form: ShortForm) -> None:
    short = [word.text.lower() for word in split(form.short)]
    long = [word.text.lower() for word in split(form.long)]
    shorts = [at + step for at in _runs(low, short) for step in range(len(short))]
    longs = [
        at + step
        for at in _runs(low, long)
        for step, word in enumerate(long)
        if word[0].isalnum() and word not in SMALL
    ]
    if shorts and longs:
        mean = (found[longs].mean(axis=0) + found[shorts].mean(axis=0)) / 2
        found[shorts] = mean
        found[longs] = (found[longs] + mean) / 2


def _runs(words: Sequence[str], wanted: Sequence[str]) -> list[int]:
    size = len(wanted)
    return [at for at in range(len(words) - size + 1) if words[at] == wanted[0] and words[at : at + size] == wanted]


def phrases(passage: Passage, likely: Array, *, least: float, mean: float) -> Iterator[Phrase]:
    """Yield runs of words that reach ``least``, small gaps closed, whose telling words have a ``mean`` at least.

    Doses, small words and signs at the ends do not belong to a phrase.
    """
    low = [word.text.lower() for word in passage.words]
    chances: list[float] = likely.tolist()
    for first, last in _joined(passage, low, _chosen(low, likely, least)):
        start, end = _trimmed(low, first, last)
        telling = [at for at in range(start, end) if low[at][0].isalnum() and low[at] not in SMALL]
        if telling:
            score = sum(chances[at] for at in telling) / len(telling)
            if score >= mean:
                yield Phrase(start, end, score)


def _chosen(low: Sequence[str], likely: Array, least: float) -> list[int]:
    return [at for at in np.flatnonzero(likely > least).tolist() if low[at] not in _NEVER]


def given(passage: Passage, likely: Array) -> Array:
    """Return how likely words are part of what is given, 0 for verbs and for names of statistics."""
    low = [word.text.lower() for word in passage.words]
    chances = likely.copy()
    chances[[at for at in range(len(low)) if _does(low, at) or _is_statistic(low, at)]] = 0.0
    return chances


def _does(low: Sequence[str], at: int) -> bool:
    if low[at] in _GIVING:
        return True
    before = low[at - 1] if at else ""
    return low[at] in _DOING and len(before) > 3 and before.endswith("s") and _SINGLE.fullmatch(before) is None


def _is_statistic(low: Sequence[str], at: int) -> bool:
    """Tell whether a word belongs to the name of a statistic.

    >>> [_is_statistic("the hazard ratio".split(), at) for at in range(3)]
    [False, True, True]
    """
    before = low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    return before in _STATISTICS.get(low[at].rstrip("s"), ()) or low[at] in _STATISTICS.get(after.rstrip("s"), ())


def _joined(passage: Passage, low: Sequence[str], chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield half-open runs of the chosen words; those of one sentence with a few small words between are one run."""
    first = previous = -1
    for at in chosen:
        same = previous >= 0 and passage.sentences[previous] == passage.sentences[at]
        if not (same and _is_gap(low, previous + 1, at)):
            if previous >= 0:
                yield first, previous + 1
            first = at
        previous = at
    if previous >= 0:
        yield first, previous + 1


def _is_gap(low: Sequence[str], first: int, last: int) -> bool:
    widest = _GAP_WITH_BRACKET if "(" in low[first:last] else _GAP
    return last - first <= widest and all(low[at] in _BETWEEN or is_dose(low, at) for at in range(first, last))


def _trimmed(low: Sequence[str], first: int, last: int) -> tuple[int, int]:
    while first < last and (low[first] in _NO_BEGIN or is_dose(low, first)):
        first += 1
    while last > first and (low[last - 1] in _NO_END or is_dose(low, last - 1)) and not _closes(low, first, last):
        last -= 1
    if "(" in low[first:last] and ")" not in low[first:last] and low[last : last + 1] == [")"]:
        last += 1
    return first, last


def is_dose(low: Sequence[str], at: int) -> bool:
    """Tell whether a word is a number or a unit; the number of a name is none.

    >>> [is_dose("interferon alfa - 2a 20 mg".split(), at) for at in range(6)]
    [False, False, False, False, True, True]
    """
    return low[at] in _UNITS or (low[at][0].isdigit() and not _is_hyphened(low, at))


def is_bare_dose(text: str) -> bool:
    """Tell whether words say how much, when or how often, and not of what.

    >>> is_bare_dose("8 hours"), is_bare_dose("20 mg once daily"), is_bare_dose("zinc 20 mg")
    (True, True, False)
    """
    low = [word.text.lower() for word in split(text)]
    return all(is_dose(low, at) or low[at] in SMALL or not low[at][0].isalnum() for at in range(len(low)))


def _is_hyphened(low: Sequence[str], at: int) -> bool:
    before = at >= 2 and low[at - 1] == "-" and low[at - 2].isalpha()
    return before or (low[at + 1 : at + 2] == ["-"] and "".join(low[at + 2 : at + 3]).isalpha())


def _closes(low: Sequence[str], first: int, last: int) -> bool:
    return low[last - 1] == ")" and "(" in low[first : last - 1]
