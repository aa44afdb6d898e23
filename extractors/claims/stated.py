"""Whether a frame is stated at all, and whether it is denied."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.assertion import Assertion, Scope
from extractors.claims.frame import Frame, Place
from extractors.document import Sentence

# "no differences, with the exception of lower pain": what is excepted is not denied.
_EXCEPT = re.compile(r"\bexcept(?:ion of| for| that)?\b", re.IGNORECASE)
# Verbs whose object may be denied alone: "led to no loss".
_PLAIN = frozenset({"active", "light", "link"})
# What is not known yet: a question.
_OPEN = re.compile(
    r"\b(?:to what extent|(?:unclear|unknown|uncertain"
    r"|(?:not|n't) (?:yet )?(?:known|clear|understood)|debated?) (?:whether|if|how)"
    r"|questions? (?:(?:of|is|as to) )?whether)\b",
    re.IGNORECASE,
)
# What is taken as given, what ought to be, what is not shown for sure.
_SUPPOSED = re.compile(
    r"\b(?:we|authors|model|models) (?:also |then |therefore |thus )?(?:assum|postulat|presum)\w+ that\b"
    r"|\b(?:not|n't) (?:provide|give|offer|constitute) (?:\w+ ){0,2}evidence (?:that|for)\b"
    r"|\b(?:insufficient|inconclusive|lack of) (?:\w+ )?evidence (?:that|for)\b|\bshould (?:also )?$",
    re.IGNORECASE,
)
# "Whether X lowers Y is uncertain": asked, up to where the clause ends.
_ASKED = re.compile(r"\bwhether\b[^,;:]*$", re.IGNORECASE)
_TO_LEARN = re.compile(
    r"\b(?:assess|determin|test|examin|investigat|evaluat|explor|know|clarif|ask|see)\w*\s(?:\w+\s){0,2}whether\b[^;:]{0,120}$",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"\b(?:(?:by|through|via) which|[Hh]ow|[Ww]hy)\b")
_DENYING = re.compile(r"\b(?:not|no|never|fail\w*|cannot|neither|lack\w*)\b|n't\b")


# Cues that deny the noun after them, and no verb that follows: "the absence of X slowed growth".
_OF_NOUNS = re.compile(r"(?:without|absence|absent|lack\w*|rather than|instead of|devoid|loss)\b", re.IGNORECASE)
_OF_THINGS = frozenset({"due to", "compound", "for"})
_OF_VERBS = frozenset({"active", "passive", "intransitive", "light", "link", "predicative", "role", "needed"})
_NEXT = 25
# What ends the reach of "without" over what is done: "without pain, lowering fever".
_ENDING = re.compile(r",|\b(?:by|through|via|in|for|that|which|who)\b")
_RIGHT_BEFORE = re.compile(r"\b(?:not|no|without|never|nor)\b")


def _is_aside(text: str, scope: Scope, frame: Frame) -> bool:
    """Tell whether a cue denies one of two subjects only: "A but not B lowers C"."""
    return text[: scope.cue_start].endswith("but ") and frame.trigger_start > scope.cue_end + 2


def _is_of_subject(scope: Scope, subject: Place) -> bool:
    """Tell whether a cue says what the subject lacks: "mice lacking X"."""
    return _OF_NOUNS.match(scope.cue) is not None and subject.start <= scope.cue_start < subject.reach_end


def _denying(text: str, frame: Frame, assertion: Assertion) -> Assertion:
    """Return an assertion with the negations only that can deny the words of a frame."""
    if assertion.negations and frame.rule in _OF_THINGS:
        # "X did not help with pain due to Y": the pain is due to Y all the same.
        near = text[max(0, frame.trigger_start - _NEXT) : frame.trigger_start].lower()
        return assertion if _RIGHT_BEFORE.search(near) else replace(assertion, negations=())
    if assertion.negations and frame.subject is not None:
        kept = tuple(scope for scope in assertion.negations if not _is_of_subject(scope, frame.subject))
        assertion = replace(assertion, negations=kept)
    if not assertion.negations or frame.rule not in _OF_VERBS:
        return assertion
    gerund = text[frame.trigger_start : frame.trigger_end].lower().endswith("ing")
    kept = tuple(
        scope
        for scope in assertion.negations
        if not (_OF_NOUNS.match(scope.cue) or _is_aside(text, scope, frame))
        or (
            gerund
            and scope.cue_end <= frame.trigger_start
            and not _ENDING.search(text, scope.cue_end, frame.trigger_start)
        )
    )
    return replace(assertion, negations=kept)


# "Volume depletion occurred in 5.3% of patients": people who had it are counted, nobody depleted a volume.
_COUNTED = re.compile(
    r"\s(?:occurred|developed|arose|happened|(?:was|were) (?:\w+ly )?(?:seen|observed|reported|noted|recorded))"
    r" (?:in|by|among) (?:\w+ )?\d[\d.,]*"
    r"(?:\s?%|\s(?:\(|of\b|patients|participants|subjects|people|women|men|children))"
)


def _counts_people(text: str, frame: Frame) -> bool:
    """Tell whether a change that a compound names, "weight loss", is what people had and not what befell something."""
    compound = frame.rule == "nominal" and frame.object.end <= frame.trigger_start
    return compound and _COUNTED.match(text, frame.trigger_end) is not None


def is_stated(text: str, sentence: Sentence, frame: Frame, assertion: Assertion) -> bool:
    """Tell whether a frame is stated, not asked, aimed at or still to be known."""
    before = (sentence.start, frame.trigger_start)
    asked = "hether" in sentence.text and any(asking.search(text, *before) for asking in (_ASKED, _TO_LEARN))
    if (
        asked
        or _counts_people(text, frame)
        or _OPEN.search(text, *before) is not None
        or _SUPPOSED.search(text, *before) is not None
    ):
        return False
    return assertion.states(frame.trigger_start, frame.trigger_end)


def is_denied(text: str, sentence: Sentence, frame: Frame, assertion: Assertion) -> bool:
    """Tell whether a frame is denied: by its sentence, or its object alone ("lowered A but not B")."""
    start, trigger = sentence.start, (frame.trigger_start, frame.trigger_end)
    denied = _denying(text, frame, assertion).is_negated(*trigger)
    before = text[max(start, frame.object.start - 4) : frame.object.start].lower()
    bare = frame.rule in _PLAIN and before.endswith(" no ")
    apart = frame.object.led == "but" or (bare and not denied)
    if not denied or _EXCEPT.search(text, start, trigger[0]) is not None:
        return apart
    # "How zinc lowers pain is not known" takes for granted that it does.
    granted = _GRANTED.search(text, start, trigger[0])
    return apart != (granted is None or _DENYING.search(text, granted.end(), trigger[1]) is not None)
