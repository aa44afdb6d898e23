"""Short forms of a paper, spelled out in the arguments of its claims and risks, so that papers can be told together."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.claim import Argument, Claim, Risk
from extractors.pipeline import Extraction, Stage

_LONGEST = 80


def stage() -> Stage:
    """Return the stage that fills `Argument.spelled`; it reads short forms, claims and risks.

    "OS" is overall survival in one paper and osteosarcoma in another, and "IG" the intervention group of each: words
    with no term mean in the graph what the paper says that they stand for.
    """

    def run(extraction: Extraction) -> Extraction:
        spell = _speller({form.short: form.long for form in extraction.short_forms})
        if spell is None:
            return extraction
        claims = tuple(_spelled_claim(claim, spell) for claim in extraction.claims)
        return replace(extraction, claims=claims, risks=tuple(_spelled_risk(risk, spell) for risk in extraction.risks))

    return run


_Speller = Callable[[Argument], Argument]


def _speller(long_forms: dict[str, str]) -> _Speller | None:
    """Return what spells an argument out; None where the paper defines no short forms."""
    known = {short: long for short, long in long_forms.items() if len(short) > 1 and len(long) <= _LONGEST}
    if not known:
        return None
    listed = "|".join(re.escape(short) for short in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")

    def spell(argument: Argument) -> Argument:
        if argument.curies or argument.intervention is not None:
            return argument
        words = pattern.sub(lambda match: known[match[0]], argument.text)
        twice = any(long in argument.text for long in known.values())
        return argument if words == argument.text or twice else replace(argument, spelled=words)

    return spell


def _spelled_claim(claim: Claim, spell: _Speller) -> Claim:
    ends = spell(claim.subject), spell(claim.object), spell(claim.comparator) if claim.comparator else None
    if ends == (claim.subject, claim.object, claim.comparator):
        return claim
    return replace(claim, subject=ends[0], object=ends[1], comparator=ends[2])


def _spelled_risk(risk: Risk, spell: _Speller) -> Risk:
    ends = spell(risk.hazard), spell(risk.agent) if risk.agent else None
    return risk if ends == (risk.hazard, risk.agent) else replace(risk, hazard=ends[0], agent=ends[1])


__all__ = ["stage"]
