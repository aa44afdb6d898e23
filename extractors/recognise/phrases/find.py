"""Phrases of a trial's abstract as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extractors.document import Document, Role
from extractors.mention import Mention, ShortForm
from extractors.recognise.phrases.decode import Phrase, agreed, given, phrases
from extractors.recognise.phrases.network import INTERVENTION, OUTCOME, load
from extractors.recognise.phrases.words import Passage
from extractors.recognise.tagger.network import Network
from extractors.screen import screened
from extractors.windows import WindowNetwork
from ontologies.term import Kind

RECOGNISER = "phrases"
FILE = "phrases.npz"
KINDS = ((Kind.INTERVENTION, INTERVENTION), (Kind.OUTCOME, OUTCOME))

# What each word of a phrase and its telling words together must reach. Questions name only some of what a trial gives
# and measures, so the network is told too often that a word is neither.
_THRESHOLDS = {Kind.INTERVENTION: (0.1, 0.3), Kind.OUTCOME: (0.08, 0.2)}

# Words of a trial; and for reports that do without them, people and how often treating them must be spoken of.
_TRIAL = screened(
    r"\brandom(?:i[sz]|ly\s+(?:\w+\s+)?(?:assign|alloc|divid|receiv|distrib))|\bplacebo|\b(?:double|single)[\s-]blind|"
    r"\b(?:controlled|clinical|cross-?over)\s+(?:trial|stud)|\b(?:was|were)\s+(?:assigned|allocated)\s+to|"
    r"\b(?:control|intervention|treatment|experimental)\s+(?:group|arm)",
    re.IGNORECASE,
)
_PEOPLE = screened(
    r"\b(?:patients|subjects|volunteers|participants|children|women|men|adults|infants|students|people|individuals)\b",
    re.IGNORECASE,
)
_TREATING = screened(
    r"\b(?:treated|treatment|therapy|administ\w+|received|underwent|supplement\w*|intervention|regimen|training|mg|versus|"
    r"vs)\b",
    re.IGNORECASE,
)
_OFTEN = 4
# Where no section is called abstract, this many characters are read.
_BEGINNING = 3500


def load_beside(tagger: Path, network: Network) -> WindowNetwork | None:
    """Return the network for phrases that lies beside the tagger's weights; None where there is none."""
    path = tagger.with_name(FILE)
    return load(path, network.digest) if path.exists() else None


def end_of_abstract(document: Document) -> int:
    """Return where the title and abstract of a report of a trial end; 0 for another paper."""
    abstracts = [section.end for section in document.sections if section.role is Role.ABSTRACT]
    end = max(abstracts, default=_BEGINNING)
    return end if _is_trial(document.text, end) else 0


def _is_trial(text: str, end: int) -> bool:
    if _TRIAL.search(text, 0, end):
        return True
    return bool(_PEOPLE.search(text, 0, end)) and sum(1 for _ in _TREATING.finditer(text, 0, end)) >= _OFTEN


def find(text: str, passage: Passage, network: WindowNetwork, short_forms: Sequence[ShortForm]) -> Iterator[Mention]:
    """Yield the interventions and outcomes of an abstract; of the two kinds none overlap."""
    likely = agreed(passage, network(passage.rows, passage.groups), short_forms)
    taken = np.zeros(len(passage.words), dtype=bool)
    for kind, column in KINDS:
        least, mean = _THRESHOLDS[kind]
        chances = given(passage, likely[:, column]) if kind is Kind.INTERVENTION else likely[:, column]
        for phrase in phrases(passage, chances, least=least, mean=mean):
            if not taken[phrase.first : phrase.last].any():
                taken[phrase.first : phrase.last] = True
                yield _mention(text, passage, phrase, kind)


def _mention(text: str, passage: Passage, phrase: Phrase, kind: Kind) -> Mention:
    start = int(passage.starts[phrase.first])
    last = phrase.last - 1
    end = int(passage.starts[last]) + len(passage.words[last].text)
    return Mention.cut(text, start, end, kind, RECOGNISER, round(phrase.score, 3))
