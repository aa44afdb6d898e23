"""Words that turn a harm round: it was less with an agent, was there before it, or came when the agent was stopped."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from extractors.claim import Argument
from extractors.document import Sentence
from extractors.screen import Screened, screened
from ontologies.term import Kind

# "Lower back pain" is where it hurts, "less than 5 %" how much.
_LOWER = (
    r"lower(?![- ](?:(?:back|limbs?|legs?|extremit\w+|abdom\w+|respiratory|urinary|tract|airways?|gastrointestinal|gi"
    r"|body|lip|eyelids?|oesophag\w+|esophag\w+|doses?|dosages?)\b|than \d))"
)
_LESS = rf"(?:{_LOWER}|(?:less|fewer)(?! than (?:\d|one|half))|lesser|lowest|fewest|rarer|halved)"
_REDUCED = rf"(?:{_LESS}|reduced|decreased|diminished|attenuated)"
_COUNTED = (
    r"(?:rates?|risks?|incidences?|frequency|odds|numbers?|proportions?|occurrences?|prevalence|chances?|likelihood"
    r"|severity|percentages?|shares?|fractions?|episodes?|cases|events?|levels?|degrees?|hazards?|expression|production"
    r"|release|formation|development)"
)
# Behind a list of harms: "such as rash and nausea were less frequent", "both less common than on placebo".
_BEHIND_LIST = (
    r"[^;]{0,80}?\b(?:(?:was|were|is|are) (?:\w+ly |much |far |also ){0,2}|both |all |each )"
    r"(?:(?:less|lower|fewer|rarer)(?! than \d)|reduced|decreased)\b"
)
# Right before a harm: "fewer strokes", "a lower rate of severe bleeding", "reductions in deaths", "minimal nausea".
_BEFORE_HARM = (
    rf"(?<!no )(?<!not )\b(?:{_REDUCED} (?:[\w-]+ )??{_COUNTED} (?:of|for|in|from) (?:the )?(?:[\w-]+ ){{0,2}}"
    r"|(?:reductions?|decreases?|declines?|falls?|drop|improvements?) (?:in|of) (?:[\w-]+ )??"
    rf"(?:(?:{_COUNTED}) (?:of|for|from) (?:(?:patients|subjects|participants|people|those|children"
    rf"|women) (?:reporting|with"
    r"|experiencing|who had|having|developing) )?)?(?:the )?(?:[\w-]+[ -]){0,1}"
    r"|(?:low|little|minimal) (?:potential|likelihood|chance|probability) (?:for|of) (?:[\w-]+ )??"
    rf"|(?:{_LESS}|minimal|more (?:acceptable|favou?rable|tolerable)) (?:[\w-]+ )??)$"
)
# Before an agent that the harm follows: "fewer patients on X died".
_BEFORE_AGENT = (
    rf"(?<!no )(?<!not )\b(?:fewer|{_REDUCED} {_COUNTED}|smaller {_COUNTED})\b(?! than)"
    r"(?:(?!\b(?:more|higher|increas\w+|but|although|while|whereas)\b)[^;:]){0,70}$"
)
# Behind an agent that the harm stands before: "mortality in the X group was lower".
_BEHIND_AGENT = (
    r"(?:[- ](?:treated|treatment|therapy|monotherapy|groups?|arms?|patients|users|recipients|alone|plus|and|\d+|mg"
    r"|\([^()]{1,40}\)))*\s(?:was|were|is|are|being|had been|has been)\s(?:[\w-]+ly\s|also\s|much\s|significantly"
    rf"\s){{0,2}}(?:{_REDUCED})\b"
)
# Between an agent and its harm: "X was protective against stroke", "X, with fewer strokes".
_BETWEEN = (
    r"\bless (?:often|frequently|commonly|likely|severely)\b|"
    r"\b(?:protective|protection|fewer|reductions?|declines?|spar(?:es|ed|ing))\b"
    # It is the lack that brings the harm: "zinc matters, and its deficit leads to rash".
    r"|\b(?:deficits?|deficienc(?:y|ies)|lack|shortage)\b(?: of [\w-]+)? (?:include[sd]?|leads?|caus\w+|results?|is|are"
    r"|was|were|may|can|manifests?|produc\w+)\b"
)
# Between a harm and its agent: "nausea was less with X".
_BETWEEN_BACK = (
    rf"\b(?:was|were|is|are|being)\s(?:[\w-]+\s){{0,2}}?(?:{_LESS})\b|\b(?:lowest|fewest|rarest)\b"
    r"|\bless (?:often|frequently|commonly|likely|severely)\b"
)
# "Adults who had had a stroke were assigned to X".
_ASSIGNED = re.compile(r"\b(?:assign|random|allocat)\w*", re.IGNORECASE)
_TO = re.compile(r"\bto\b")
_NOT_RAISED = (
    r"\b(?:(?:did|do|does) not (?:\w+ly )?(?:increase|rise|differ|worsen|change|occur more)|(?:was|were"
    r"|is|are) (?:not|no)"
    r" (?:\w+ly )?(?:more (?:common|frequent|often)|increased|higher|greater|different|raised|elevated)"
    r"|(?:was|were|is|are) (?:\w+ly |very |about )?(?:similar|comparable|equal|alike|the same"
    r"|no different|at placebo level))\b"
)
# A ratio whose whole interval lies under one: "HR 0.62; 95% CI 0.45 to 0.85".
_BELOW_ONE = (
    r"\b(?:a?HR|a?RR|a?OR|IRR|ratio|relative risk)\b[^;\d]{0,12}0[.·]\d+[^\d]{1,16}(?:9\d ?%[^\d]{0,30})?"
    r"0[.·]\d+\s?(?:to|-|–|,|and)\s?0[.·]\d"
)
_MORE = re.compile(r"\b(?:more|higher|greater|increas\w+|rais\w+|rose|elevated|worse\w*)\b", re.IGNORECASE)
# Words that say of people what they had before anything was given.
_BEFOREHAND = (
    r"(?:\s?\([^()]{1,60}\))?(?:\s(?:was|were|present))?\s(?:at (?:the )?(?:baseline|enrol?ment|entry"
    r"|inclusion|recruitment"
    r"|study entry|randomi[sz]ation|screening)|before (?:treatment|randomi[sz]ation|enrol?ment)|(?:on|at) admission"
    r"(?=[^;]{0,60}\d\s?%))"
)
# Between an agent and, after it, what it is given for: "X in Y", "X therapy for adults with severe Y".
_GIVEN_FOR = (
    r"(?:\s?\([^()]{1,40}\))?(?:[\s-]+(?:[\w-]+ )??(?:therapy|treatment|monotherapy|supplementation"
    r"|supplements?|vaccin\w+"
    r"|injections?|infusions?|tablets?|capsules?|gel|cream|prophylaxis|(?:versus|vs\.?|or|and|plus"
    r"|compared with) [\w-]+))?"
    r"\s(?:in|for|against|after|following)\s(?:(?:the |a )?(?:treatment|management|prevention|prophylaxis"
    r"|relief|control) of )?"
    r"(?:(?!(?:and|or|but|of|to|by|from|was|were|is|are|had|has|led|caused|induced|after|due|during)\b)[\w-]+,?\s){0,6}"
)
_STOP = (
    r"(?:discontinu(?:ation|ing|ed)|withdraw(?:al|ing|n)|withdrew|cessation|interrupt(?:ion|ing|ed)|omission"
    r"|stop(?:ping|page|ped)|ceas(?:ing|ed)|termination)"
)
# Before an agent: "withdrawal of X", "who stopped taking X".
_STOPPED = (
    rf"\b(?P<stop>(?:(?:abrupt|sudden|rapid|gradual|early|acute|premature|temporary) )?{_STOP})(?: (?:of"
    rf"|from|to|taking|using"
    r"|treatment with|therapy with))*(?: (?:the|their|his|her|long-term|chronic|oral|\w+-term|prolonged|high-dose"
    r"|low-dose|treatment with|therapy with))* $"
)
# What says that the harm is why it was stopped, or came before that.
_REASON = (
    r"\b(?:because|due to|for|owing to|on account of|led|leads|leading|requir\w+|result\w+ in|necessitat\w+|prompt\w+"
    r"|caus(?:ed|ing) (?:the |early )?\w*|despite|persist\w*|previous\w*|resolv\w+|before|until|prior)\b"
)


# How far what somebody has stands from what is given for it.
_NEAR = 120


@functools.cache
def _compiled() -> dict[str, Screened]:
    wordings = {
        "before harm": _BEFORE_HARM,
        "behind list": _BEHIND_LIST,
        "before agent": _BEFORE_AGENT,
        "behind agent": _BEHIND_AGENT,
        "between": _BETWEEN,
        "between back": _BETWEEN_BACK,
        "ratio": _BELOW_ONE,
        "beforehand": _BEFOREHAND,
        "given for": _GIVEN_FOR,
        "not raised": _NOT_RAISED,
        "stopped": _STOPPED,
        "reason": _REASON,
    }
    return {name: screened(raw, re.IGNORECASE) for name, raw in wordings.items()}


def is_less(text: str, sentence: Sentence, agent: Argument, harm: Argument) -> bool:
    """Tell whether a sentence says that there was less of a harm with an agent, or that it was there before.

    >>> from ontologies.term import Kind
    >>> text = "Fewer patients on zinc had colds."
    >>> zinc = Argument(start=18, end=22, text="zinc", kind=Kind.CHEMICAL)
    >>> colds = Argument(start=27, end=32, text="colds", kind=Kind.DISEASE)
    >>> is_less(text, Sentence(start=0, end=len(text), text=text), zinc, colds)
    True
    """
    patterns = _compiled()
    if is_reduced(text, sentence, harm) or patterns["beforehand"].match(text, harm.end, sentence.end):
        return True
    if _below_one(text, sentence):
        return True
    if agent.start > harm.start:
        if _TO.search(text, harm.end, agent.start) and _ASSIGNED.search(text, sentence.start, harm.start):
            return True
        back = patterns["between back"].search(text, harm.end, agent.start)
        return bool(back or patterns["behind agent"].match(text, agent.end, sentence.end))
    left = text[max(sentence.start, agent.start - 90) : agent.start]
    return bool(patterns["between"].search(text, agent.end, harm.start) or patterns["before agent"].search(left))


def is_reduced(text: str, sentence: Sentence, harm: Argument) -> bool:
    """Tell whether the words right before a harm say that there was less of it."""
    left = text[max(sentence.start, harm.start - 80) : harm.start]
    return _compiled()["before harm"].search(left) is not None


def is_listed_less(text: str, sentence: Sentence, harm: Argument) -> bool:
    """Tell whether a list that a harm stands in goes on to say that there was less of all that."""
    return _compiled()["behind list"].match(text, harm.end, sentence.end) is not None


def is_not_raised(text: str, harm: Argument, agent: Argument) -> bool:
    """Tell whether the words from a harm to its agent say that it did not become more: "rash did not increase on X"."""
    return harm.end < agent.start and _compiled()["not raised"].search(text, harm.end, agent.start) is not None


def _below_one(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence gives one ratio, all of it under one, and no word of a rise."""
    found = _compiled()["ratio"].search(text, sentence.start, sentence.end)
    return found is not None and _MORE.search(sentence.text) is None


def is_given_for(text: str, agent: Argument, harm: Argument) -> bool:
    """Tell whether the words between say that an agent is given for a disease: "X in Y", "X for adults with Y"."""
    if agent.end >= harm.start or harm.end - agent.end > _NEAR:
        return False
    return _compiled()["given for"].fullmatch(text, agent.end, harm.start) is not None


def stopping(text: str, sentence: Sentence, agent: Argument, harm: Argument) -> Argument | None:
    """Return "withdrawal of X" for an agent X whose stopping brings a harm; None where nothing was stopped.

    What was stopped because of a harm is its agent all the same.

    >>> from ontologies.term import Kind
    >>> text = "Withdrawal of gold led to pain."
    >>> gold = Argument(start=14, end=18, text="gold", kind=Kind.CHEMICAL)
    >>> pain = Argument(start=26, end=30, text="pain", kind=Kind.PHENOTYPE)
    >>> stopping(text, Sentence(start=0, end=len(text), text=text), gold, pain).text
    'Withdrawal of gold'
    """
    low = max(sentence.start, agent.start - 70)
    match = _compiled()["stopped"].search(text[low : agent.start])
    if match is None:
        return None
    start = low + match.start("stop")
    reasons = (agent.end, harm.start) if agent.start < harm.start else (harm.end, start)
    between = text[slice(*reasons)]
    if agent.start < harm.start and re.search(r"\b(?:led|leading|leads|result\w+|caus\w+) (?:to|in)?", between):
        between = ""
    if harm.end > start and harm.start < agent.end:
        return None
    if _compiled()["reason"].search(between):
        return None
    return replace(agent, start=start, text=text[start : agent.end], kind=Kind.OTHER, curies=(), intervention=None)
