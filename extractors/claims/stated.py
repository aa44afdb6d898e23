"""Whether a frame is stated at all, and whether it is denied."""

from __future__ import annotations

import re

from extractors.assertion import Assertion
from extractors.claims.frame import Frame
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
# "Whether X lowers Y is uncertain": asked, up to where the clause ends.
_ASKED = re.compile(r"\bwhether\b[^,;:]*$", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:(?:by|through|via) which|[Hh]ow|[Ww]hy)\b")
_DENYING = re.compile(r"\b(?:not|no|never|fail\w*|cannot|neither|lack\w*)\b|n't\b")


def is_stated(text: str, sentence: Sentence, frame: Frame, assertion: Assertion) -> bool:
    """Tell whether a frame is stated, not asked, aimed at or still to be known."""
    before = (sentence.start, frame.trigger_start)
    asked = "hether" in sentence.text and _ASKED.search(text, *before) is not None
    if asked or _OPEN.search(text, *before) is not None:
        return False
    return assertion.states(frame.trigger_start, frame.trigger_end)


def is_denied(text: str, sentence: Sentence, frame: Frame, assertion: Assertion) -> bool:
    """Tell whether a frame is denied: by its sentence, or its object alone ("lowered A but not B")."""
    start, trigger = sentence.start, (frame.trigger_start, frame.trigger_end)
    denied = assertion.is_negated(*trigger)
    before = text[max(start, frame.object.start - 4) : frame.object.start].lower()
    bare = frame.rule in _PLAIN and before.endswith(" no ")
    apart = frame.object.led == "but" or (bare and not denied)
    if not denied or _EXCEPT.search(text, start, trigger[0]) is not None:
        return apart
    # "How zinc lowers pain is not known" takes for granted that it does.
    granted = _GRANTED.search(text, start, trigger[0])
    return apart != (granted is None or _DENYING.search(text, granted.end(), trigger[1]) is not None)
