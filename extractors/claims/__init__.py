"""What a paper claims: who changes what, which way, by how much, on what evidence.

`words`, `function_words` and `heads` hold the vocabulary, `tagging` and `tokens` parse a sentence. `walk`, `sides`,
`subjects`, `verbs`, `changes`, `comparisons` and `grammar` find frames, `phrases` those that a noun phrase makes by
itself, `numbers`, `two_arms`, `ratios` and `labelled` those that numbers tell. `names`, `plain`, `arguments` and
`groups` say what their places stand for, `discourse` and `title` what they refer to, `stated` whether a frame is said
at all, `meaning` what is said and which way. `binding`, `contrasts`, `coordinated`, `context` and `valence` add
statistics, conditions and whether the change is good, `confidence` how sure one can be of all that, and `keeping` what
is kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.claim import Claim
from extractors.claims import words
from extractors.claims.confidence import LEAST
from extractors.claims.labelled import may_label
from extractors.claims.numbers import may_tell
from extractors.claims.phrases import NEEDED, ROLES
from extractors.claims.ratios import may_be_ratio
from extractors.claims.reader import Reader
from extractors.document import Role
from extractors.pipeline import Extraction, Stage

__all__ = ["SILENT", "find_claims", "stage"]

SILENT = frozenset({Role.REFERENCES, Role.ENTITIES, Role.FUNDING, Role.CONFLICT, Role.BACK})
"""Sections that claim nothing."""


def stage() -> Stage:
    """Return the stage that fills `Extraction.claims`; it reads sentences, links, interventions and the evidence."""

    def run(extraction: Extraction) -> Extraction:
        return replace(extraction, claims=tuple(find_claims(extraction)))

    return run


def find_claims(extraction: Extraction, *, least: float = LEAST) -> Iterator[Claim]:
    """Yield the claims of a document in the order of the text.

    A claim needs a subject and an object; one of them is a recognised name, or the sentence compares arms or gives a
    statistic. A subject that is a pronoun, or none, is that of the claim before, in the same or the sentence before;
    a comparison that names no arm is about what the title studies. The rule and the score of a claim say so.
    Questions, aims, references and back matter claim nothing, and what the extractor is less sure of than ``least``.
    """
    reader = Reader(extraction, least)
    claims: list[Claim] = []
    for at, sentence in enumerate(extraction.sentences):
        role = extraction.document.role_at(sentence.start)
        if role not in SILENT and _worth_parsing(sentence.text):
            claims.extend(reader.read(at, sentence, role))
    yield from reader.with_heterogeneity(claims)


_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SUFFIXES = ("-induced", "-related", "-associated")
# Of the verbs that only carry a word of change, these make a claim by themselves too.
_CARRYING = words.listed("lead leads led leading result results resulted resulting produce produces produced")
_CAUSAL = words.listed("due secondary because owing for against attributable")
_ROLES = frozenset(role.split()[-1] + ending for role in ROLES for ending in ("", "s"))


@functools.cache
def _triggers() -> frozenset[str]:
    telling = {words.Role.CHANGE, words.Role.LINK}
    verbs = {form for form, entry in words.verb_forms().items() if entry.word.role in telling}
    nouns = {*words.noun_forms(), *words.link_nouns(), *words.COMPARATIVES}
    return frozenset(verbs | nouns) | _CARRYING | _CAUSAL | _ROLES | NEEDED.keys() | {"likely", "times", "twice"}


def _worth_parsing(sentence: str) -> bool:
    lower = sentence.lower()
    if not _triggers().isdisjoint(_WORDS.findall(lower)) or any(suffix in lower for suffix in _SUFFIXES):
        return True
    return may_tell(sentence) or may_label(sentence) or may_be_ratio(sentence)
