"""Where in a paper relations are looked for, and what its rules found already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.claim import Argument, RiskKind
from extractors.claims import SILENT
from extractors.document import Role, Sentence
from extractors.link import Link
from extractors.pipeline import Extraction
from extractors.relations.candidates import Told
from extractors.relations.entities import KINDS, Passage, key_of, read_passage
from extractors.risks.harms import find_harms

_HEAD = frozenset({Role.TITLE, Role.ABSTRACT})
# A text without sections is read as a whole where it is no longer than an abstract.
# Kinds of what may do harm.
_AGENTS = frozenset("CG")
_LONGEST = 40
_SHORTEST = 3
HARMS = frozenset({RiskKind.ADVERSE_EVENT, RiskKind.TOXICITY, RiskKind.DISEASE_PROMOTION})


def passages(extraction: Extraction, *, alone: bool = False) -> Iterator[Passage]:
    """Yield title and abstract as one passage, then every sentence of the body that names two things.

    With ``alone`` the sentences of title and abstract follow by themselves too, and words of harm that are no names
    are left out: so it is learned. Methods and back matter are never read.
    """
    head = _head(extraction)
    links = [link for link in extraction.links if link.mention.kind in KINDS]
    starts = [link.mention.start for link in links]

    def inside(sentences: Sequence[Sentence]) -> list[Link]:
        return links[bisect_left(starts, sentences[0].start) : bisect_left(starts, sentences[-1].end)]

    if head:
        yield read_passage(head, inside(head), whole=True)
    known = set() if alone else {sentence.start for sentence in head}
    for sentence in extraction.sentences:
        if sentence.start not in known and _tells(extraction.document.role_at(sentence.start)):
            near = inside((sentence,))
            if not alone and any(KINDS[link.mention.kind] in _AGENTS for link in near):
                near = sorted([*near, *find_harms(sentence, near)], key=lambda link: link.mention.start)
            if len(near) > 1:
                yield read_passage((sentence,), near, whole=False)


def has_body(extraction: Extraction) -> bool:
    """Tell whether a paper has more than a title and an abstract: many sentences, or many that are in neither."""
    return len(extraction.sentences) - len(_head(extraction)) > _LONGEST


def _tells(role: Role) -> bool:
    return role not in SILENT and role is not Role.METHODS


def _head(extraction: Extraction) -> Sequence[Sentence]:
    sections = [section for section in extraction.document.sections if section.role in _HEAD]
    if any(section.role is Role.ABSTRACT for section in sections):
        found = [
            sentence
            for sentence in extraction.sentences
            if any(section.start <= sentence.start < section.end for section in sections)
        ]
        return found[:_LONGEST]
    count = len(extraction.sentences)
    return extraction.sentences if _SHORTEST <= count <= _LONGEST else ()


def told_by_rules(extraction: Extraction) -> Told:
    """Return what claims and risks of the rules say, by the ids of what they are about."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for claim in extraction.claims:
        name = f"{'not ' if claim.negated else ''}{claim.predicate} {claim.direction}"
        _tell(found, claim.subject, claim.object, name)
    for risk in extraction.risks:
        if risk.agent is not None and risk.kind in HARMS:
            for name in ("risk", risk.rule):
                _tell(found, risk.agent, risk.hazard, f"{'not ' if risk.negated else ''}{name}")
    return {pair: tuple(names) for pair, names in found.items()}


def _tell(found: dict[tuple[str, str], dict[str, None]], subject: Argument, target: Argument, name: str) -> None:
    for first in keys_of(subject):
        for second in keys_of(target):
            found.setdefault((first, second), {})[name] = None


def keys_of(argument: Argument) -> list[str]:
    """Return by what an argument is known, those of its parts where it is composed."""
    if argument.intervention is None:
        return [key_of(argument.curies, argument.text)]
    return [key_of(part.curies, part.text) for part in argument.intervention.parts]
