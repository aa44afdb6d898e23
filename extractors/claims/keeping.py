"""Which claims are kept: what was found, not how arms were at the start or what is only doubtful."""

from __future__ import annotations

import re

from extractors.claim import Claim, Direction
from extractors.claims.meaning import COMPARING
from extractors.document import Role
from extractors.screen import screened

# Arms that were alike before anything was given show no effect.
_AT_START = screened(
    r"\b(?:at|before) (?:the )?(?:beginning|start|outset) of (?:the )?(?:study|trial|treatment|intervention)\b"
    r"|\b(?:before|prior to) (?:the |any )?(?:supplementation|intervention|training|treatment)(?: period| phase)?(?=,)"
    r"|\b(?:at|before) (?:baseline|enrol?ment|randomi[sz]ation|study entry|inclusion)\b|\bbaseline (?:characteristic"
    r"|demographic)|\bdemographic (?:\w+ )?(?:characteristic|variable|data)",
    re.IGNORECASE,
)
_POPULATION = re.compile(
    r"\b(?:[Ii]n|[Aa]mong|[Ff]or|[Oo]f) (?:the |those |all )?(?:patients|participants|subjects|people|women|men"
    r"|children|those)\s[^,;.]{3,80}\bat (?:baseline|enrol?ment|inclusion|study entry)\b"
)
# Nothing that is given changes these: that arms do not differ in them says how they were chosen.
_TRAIT = re.compile(
    r"(?:mean |median |average |the )?(?:age|sex|gender|race|ethnicity|height|demographics?|baseline\b.*"
    r"|level of education|marital status|socio-?economic status)(?: distribution| range| of (?:the )?patients)?$",
    re.IGNORECASE,
)
# A title that asks claims nothing, with a question mark or without.
_ASKING = re.compile(r"(?:Do|Does|Did|Is|Are|Can|Could|Will|Would|Should|What|Which|How|Why)\b")


def says_something(claim: Claim, least: float) -> bool:
    """Tell apart what was found from how arms were at the start, and from differences in passing."""
    rule, alike = claim.rule.split(",")[0], claim.direction in {Direction.NO_CHANGE, Direction.NONE}
    if rule in COMPARING and (_is_start(claim.sentence.text) or (alike and _is_trait(claim))):
        return False
    # Of claims with a statistic of their own, and of those that arms do not differ, the doubtful are mostly right too.
    firm = bool(claim.statistics) or rule == "difference"
    if claim.score < (0.4 * least if firm else least):
        return False
    if _is_itself(claim) or (claim.section is Role.TITLE and _ASKING.match(claim.sentence.text)):
        return False
    if claim.rule == "nominal, carried on" and not claim.statistics and claim.direction is not Direction.NO_CHANGE:
        # "improvements in X" may be anybody's: without a number of its own it is not taken as the last subject's.
        return False
    bare = claim.rule.startswith("difference") and not claim.direction and not claim.statistics
    return not bare or "significan" in claim.sentence.text


def _is_itself(claim: Claim) -> bool:
    """Tell whether the rival was taken for the subject: nothing is compared with itself."""
    return claim.comparator is not None and claim.comparator.key == claim.subject.key


def _is_start(sentence: str) -> bool:
    """Tell whether a sentence is of how arms were at the start; of people with something then, it is not."""
    return _AT_START.search(_POPULATION.sub("", sentence)) is not None


def _is_trait(claim: Claim) -> bool:
    sentence, target = claim.sentence, claim.object
    before = sentence.text[: max(0, target.start - sentence.start)]
    return _TRAIT.match(target.text) is not None or before.lower().endswith(("baseline ", "at baseline, "))
