"""What a plus-minus or a bracket after a mean is: a standard deviation or a standard error."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.claim import Effect

_ERROR = r"SE(?:M|s|Ms)?\b|S\.E\.(?:M\.)?|s\.e\.m?\.?|[Ss]tandard [Ee]rrors?|[Ss]td\.?\s?[Ee]rr"
_DEVIATION = r"SDs?\b|S\.D\.?|s\.d\.?|[Ss]tandard [Dd]eviations?|[Ss]td\.?\s?[Dd]ev"
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


def with_spread(effect: Effect, kind: str) -> Effect:
    """Return an effect whose deviation is of a kind, where it does not say so itself."""
    return replace(effect, spread=kind) if kind and effect.sd is not None and not effect.spread else effect
