"""What a paper says avoids a hazard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claim import Claim, Direction, Predicate, Risk
from extractors.claims.words import listed
from extractors.pipeline import Extraction
from extractors.risks.hazards import is_harm

_AVERTING = frozenset({Predicate.PREVENTS, Predicate.AFFECTS, Predicate.IMPROVES})
_COMMON = listed(
    "risk risks cancer disease growth cells cell patients effects effect tumor tumour acute severe chronic "
    "induction increased adverse events event level levels rate with"
)  # fmt: skip
_WORD = re.compile(r"[a-z]{4,}")


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:7] for word in _WORD.findall(text.lower()) if word not in _COMMON)


def mitigated(risks: Sequence[Risk], extraction: Extraction) -> Iterator[Risk]:
    """Yield the risks, each with what the paper says avoids a hazard of the same words."""
    averting = [
        (claim, _stems(claim.object.text))
        for claim in extraction.claims
        if not claim.negated and (claim.predicate is Predicate.PREVENTS or _averts(claim))
    ]
    for risk in risks:
        stems = _stems(risk.hazard.text)
        own = risk.agent.key if risk.agent else ""
        means = {
            claim.subject.key: claim.subject for claim, words in averting if words & stems and claim.subject.key != own
        }
        yield replace(risk, mitigation=tuple(means.values())) if means else risk


def _averts(claim: Claim) -> bool:
    lowers = claim.predicate in _AVERTING and claim.direction is Direction.DECREASE
    return lowers and claim.benefit is True and is_harm(claim.object.text)
