"""The words that join a drug and a harm which stand on both sides of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.screen import Choice, Screened, screened

_GIVEN = (
    r"(?:(?:treatment|therapy|use|administration|exposure|infusion|injection|intake|ingestion|initiation|introduction"
    r"|addition|receipt|instillation|application|prophylaxis|"
    r"discontinuation|withdrawal|overdose|course|dose|doses|cycles?|weeks?|days?|months?|years?|start|switch\w*)"
    r" (?:of|with|to)"
    r"|receiving|received|taking|being treated with|treatment|therapy|"
    r"treated with|given|on|using|starting|who (?:received|took|had received|were treated with|was treated with)"
    r"|exposed to|by)"
)
_BROUGHT = (
    r"caused|induced|produced|triggered|precipitated|provoked|evoked|elicited|exacerbated|aggravated|worsened|unmasked"
)
_BRINGS = (
    r"caus(?:es|ed(?! by)|e|ing)|induc(?:e[sd]?|ing)|produc(?:e[sd]?|ing)|provok(?:e[sd]?|ing)|precipitat(?:e[sd]?|ing)"
    r"|trigger(?:s|ed|ing)?|(?:leads?|led|leading) to|result(?:s|ed|ing)? in|elicit(?:s|ed)?|aggravat(?:e[sd]?|ing)"
    r"|exacerbat(?:e[sd]?|ing)|worsen(?:s|ed|ing)?|unmask(?:s|ed|ing)?"
)
# What may stand between a harm and, after it, its agent: the words, whether they tell a cause, how sure they are.
_HARM_FIRST: dict[str, tuple[str, bool, float]] = {
    "caused by": (rf"(?:{_BROUGHT}) (?:by|with)", True, 0.9),
    "due to": (
        r"(?:due to|secondary to|because of|owing to|as a result of|resulting from|attributable to"
        r"|attribut\w+ (?:\w+ )?to|from)",
        True,
        0.8,
    ),
    "associated with": (
        r"(?:associated|related|linked|correlated|connected|temporally associated) (?:with|to)|complicating"
        r"|in association with",
        False,
        0.8,
    ),
    "after": (r"(?:after|following|during|upon|with|on|while on|while|within \w+ \w+ (?:of|after))", False, 0.7),
    "of": (r"(?:of|to|an? (?:\w+[ -]){0,3}(?:effect|complication|reaction|consequence) (?:of|to|with))", False, 0.5),
    "in users": (
        r"(?:in|among|when|while|of|who|which|after (?:she|he|they))\b[^;]{0,90}?\b(?:receiving|received|receives?"
        r"|taking|took|treated with|treated for [^;]{0,30} with|treatment with|given|prescribed|exposed to|exposure to"
        r"|therapy with|use of|being on)",
        False,
        0.7,
    ),
}
# What may stand between an agent and, after it, its harm.
_AGENT_FIRST: dict[str, tuple[str, bool, float]] = {
    "compound": (
        r"(?:-?\d{1,3})?(?:\s?\([^()]{1,20}\))?(?:[-–](?:induced|caused|triggered|provoked|evoked)|\sinduced)[-\s]",
        True,
        0.9,
    ),
    "related": (
        r"(?:-?\d{1,3})?(?:\s?\([^()]{1,20}\))?(?:[-– ](?:related|associated|mediated))[-\s]",
        False,
        0.8,
    ),
    "causes": (rf"\b(?:{_BRINGS})\b", True, 0.85),
    "raises": (r"increas(?:e[sd]?|ing) (?:the )?(?:\w+ )?$", True, 0.8),
    "has": (
        r"(?:have|has|had|carries|carry) (?:(?:no|an?|some|serious|severe|many|several|few|more|fewer) ){0,2}$",
        True,
        0.7,
    ),
    "associated with": (
        r"(?:associated with|related to|linked to|implicated in|complicated by|increas\w+ (?:the"
        r" )?(?:risk|incidence) of)",
        False,
        0.8,
    ),
    "develops": (
        r"(?:develop(?:ed|s|ing)?|experienc(?:ed|es|ing)|suffer(?:ed|s)?|present(?:ed|s|ing)? with|had|got"
        r"|report(?:ed|s)?|(?:fell|fallen|became) ill with|c[ao]me down with|ended up with|complain(?:ed|s)? of|showed"
        r"|exhibited|revealed)",
        False,
        0.7,
    ),
    "effects": (
        r"(?:(?:side|adverse|toxic|untoward) (?:effects?|reactions?|events?)|are|were|include[sd]?|including"
        r"|such as|consist(?:s|ed|ing)? of|compris\w+)",
        False,
        0.7,
    ),
    "stopped": (
        r"(?:discontinued|stopped|withdrawn|interrupted|limited|restricted) (?:because of|due to|owing to|for)",
        False,
        0.7,
    ),
    "risk": (
        r"(?:at|increas\w+ the|higher|greater|elevated|a|the)? ?(?:risks?|dangers?) (?:for|of)"
        r"|predispos\w+ to|contraindicated in",
        False,
        0.7,
    ),
    "overdose": (r"(?:overdos(?:e|age)|toxicity|poisoning|intoxication) [^;]{0,40}(?:by|with|as|including)", True, 0.8),
    "bracket": (r"(?: \w+)? \((?!n\b|\d)", False, 0.7),
    "toxicity": (r"(?:therapy|treatment)?", False, 0.5),
}
# Harms that stand right after a drug's name without a word between.
_OF_DRUGS = re.compile(
    r"toxic|poison|overdos|intoxic|nephropath|neuropath|myopath|retinopath|allerg|hypersensitiv|withdrawal|resistance|"
    r"dependence|abuse|reaction|syndrome|hepatitis|fever|rash|exacerbation|aggravation|worsening",
    re.IGNORECASE,
)
_EFFECTS_OF = re.compile(
    r"\b(?:(?:side|adverse|toxic|untoward|unwanted|undesirable) (?:\w+ )?(?:effects?|events?|reactions?)|toxicit\w+"
    r"|complications?|(?-i:(?:TE|S|DR)?AEs|ADRs))\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|of|from|for|on)\b")
_PLACED = re.compile(r"\b(?:in|to|into|from|among|at)\s*$")
_GIVEN_TO = re.compile(rf"\b{_GIVEN}\s+(?:[\w.%-]+[ -]){{0,6}}$", re.IGNORECASE)
_LESS = re.compile(r"\s*(?:less|fewer|lower|reduced|minimal|no|neither)\b", re.IGNORECASE)
_AT_START = frozenset({"compound", "related", "bracket"})


class Join(NamedTuple):
    """Name the rule whose words join two names, where they stand between them, and how sure they are."""

    rule: str
    start: int
    end: int
    cause: bool
    score: float


@functools.cache
def _table(agent_first: bool) -> tuple[tuple[tuple[str, Screened, bool, float], ...], Choice]:
    table = tuple(
        (rule, screened(raw if agent_first else rf"\b{raw}\b", re.IGNORECASE), cause, score)
        for rule, (raw, cause, score) in (_AGENT_FIRST if agent_first else _HARM_FIRST).items()
    )
    return table, Choice([pattern for _, pattern, _, _ in table])


def find_join(between: str, before: str, harm: str, *, agent_first: bool) -> Join | None:
    """Return what joins two names, the surest kind of words first; None where no words do.

    ``between`` stands between the two and ``before`` before the first; ``harm`` are the words of the harm.

    >>> find_join(" developed during treatment with ", "", "rash", agent_first=False).rule
    'after'
    """
    table, choice = _table(agent_first)
    for rule, pattern, cause, score in (table[number] for number in choice.may_match(between)):
        for match in _matches(rule, pattern, between):
            if _fits(rule, match, between, before, harm, agent_first):
                return Join(rule, match.start(), match.end(), cause, score)
    return None


def _matches(rule: str, pattern: Screened, between: str) -> Iterator[re.Match[str]]:
    if rule in _AT_START:
        match = pattern.match(between)
        return iter((match,) if match else ())
    return pattern.finditer(between)


def _fits(rule: str, match: re.Match[str], between: str, before: str, harm: str, agent_first: bool) -> bool:  # noqa: PLR0911
    """Tell whether nothing but fitting words stands around the joining words."""
    rest = between[match.end() :]
    if rule == "toxicity":
        return not between.strip(" -–") and _OF_DRUGS.search(harm) is not None
    if rule == "bracket":
        return not rest.strip() and _EFFECTS_OF.search(before) is not None
    if rule == "of":
        return (len(between) < 25 and "," not in between) or (len(rest) < 25 and len(match.group()) > 4)
    if rule in _AT_START and _IN.search(rest):
        return False
    if rule == "causes" and (_PLACED.search(rest) or _LESS.match(rest)):
        return False
    if rule in {"due to", "caused by"} and len(between[: match.start()].split()) > 7:
        return False
    if rule == "in users":
        return len(rest.split()) <= 5
    if rule == "effects":
        told = any(word in match.group() for word in ("effect", "reaction", "event"))
        return told or _EFFECTS_OF.search(before) is not None or _EFFECTS_OF.search(between) is not None
    if rule in {"after", "due to", "caused by", "associated with"} and not agent_first:
        return len(rest.split()) <= 3 or _GIVEN_TO.search(rest) is not None
    return True
