"""What a plus-minus or a bracket after a mean is: a standard deviation or a standard error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.claim import Claim, Effect

_ERROR = r"SE(?:M|s|Ms)?\b|sem\b|S\.E\.(?:M\.)?|s\.e\.m?\.?|[Ss]tandard [Ee]rrors?|[Ss]td?\.?\s?[Ee]rr"
_DEVIATION = r"SDs?\b|sd\b|S\.D\.?|s\.d\.?|[Ss]tandard [Dd]eviations?|[Ss]td?\.?\s?[Dd]ev"
_NAME = re.compile(rf"(?<![\w-])(?:(?P<SE>{_ERROR})|(?P<SD>{_DEVIATION}))")
_DECLARED = re.compile(
    rf"(?:[Mm]eans?|[Aa]verages?|[Vv]alues?)\s?(?:values?\s|scores?\s)?(?:±|\+/?[-–−]|[\[(,]|and|with)\s?"
    rf"(?:(?:the|their|its|one)\s)?(?:±\s?)?(?:(?P<SE>{_ERROR})|(?P<SD>{_DEVIATION}))"
)


def name_spread(words: str) -> str:
    """Return "SD" or "SE" where words name one of the two, else "".

    >>> name_spread("mean ± SEM"), name_spread("(s.d. 2.1)"), name_spread("±")
    ('SE', 'SD', '')
    """
    match = _NAME.search(words)
    return match.lastgroup or "" if match else ""


def declared_spread(text: str) -> str:
    """Return what a paper says that its means stand with: "SD" or "SE", and "" where it says neither or both.

    >>> declared_spread("Data are mean ± SEM.")
    'SE'
    """
    kinds = {match.lastgroup for match in _DECLARED.finditer(text)}
    return (kinds.pop() or "") if len(kinds) == 1 else ""


def with_spreads(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """Return the claims, deviations that do not say so themselves named as the paper says that its means stand with."""
    kind = declared_spread(text) if any(_is_open(one) for claim in claims for one in claim.statistics) else ""
    if not kind:
        return tuple(claims)
    return tuple(
        replace(
            claim, statistics=tuple(replace(one, spread=kind) if _is_open(one) else one for one in claim.statistics)
        )
        if any(_is_open(one) for one in claim.statistics)
        else claim
        for claim in claims
    )


def _is_open(effect: Effect) -> bool:
    return effect.sd is not None and not effect.spread
