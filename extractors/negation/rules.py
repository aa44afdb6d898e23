"""The words that deny, and how far grammar says that they reach."""

from __future__ import annotations

import functools
import re

from extractors.negation.scope import Scope
from extractors.screen import Screened, screened

# How far a cue reaches. CLAUSE: to the end of its clause. PHRASE: to the end of the phrase it opens. SUBJECT: the
# clause with its subject. A passive or raising "not" is a CLAUSE cue that takes its subject in.
_CUES: dict[str, tuple[str, ...]] = {
    "CLAUSE": (
        r"(?<!or may )(?<!or might )not(?! only\b| just\b| merely\b| necessarily\b)", r"n['’]t",
        r"cannot(?! (?:be )?(?:rule[d]? out|exclude[d]?)\b)", r"can not", r"fail(?:s|ed|ing)?(?="
            r" to\b)", r"failures?(?= (?:of|to)\b)",
        r"never", r"no longer", r"lack(?:s|ed)", r"lack(?! of\b)", r"neither", r"none",
        r"(?-i:(?<![a-z,] )No|no)(?!\.|[- ]?\d|"
            r" doubt\b| longer\b)", r"refut(?:es?|ed)",
    ),
    "PHRASE": (
        r"without", r"absence(?! (?:epilep|seizure|status|attack|spell))",
        r"lack(?= of\b)", r"lacking", r"rather than", r"instead of",
        r"with the exception of", r"nor",
    ),
    "SUBJECT": (r"unable", r"absent(?! in\b)", r"impossible", r"incapable", r"undetectable(?= (?:in|by|at)\b|[.,;])"),
}  # fmt: skip
_PARTICIPLE = (
    r"(?:\w+(?:ed|wn)|seen|found|shown|known|given|made|done|taken|understood|bound|lost|led|cut|set|kept|met|held"
    r"|built|"
    r"sought|thought|begun|written|chosen|driven|proven|meant|brought)"
)
# "reasonably", "yet", "completely" between the cue and its verb.
_ADVERBS = r"(?:(?:\w+ly|yet|been|be|being|so far|always|also|often|further|well)\s+)*"
_SUBORDINATES = (
    r"whereas|while|whilst|although|though|because|since|unless|until|which|who|whose|where|suggesting|indicating|"
    r"showing|implying|demonstrating|confirming|supporting|leading|resulting|but|however|thus|therefore|and thus|"
    r"consistent with|in contrast|despite"
)


@functools.cache
def _cue_pattern() -> Screened:
    groups = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in _CUES.items())
    return screened(rf"(?<![\w-])(?:{groups})(?![\w-])|(?<=\w)(?P<SHORT>n['’]t)\b", re.IGNORECASE)


@functools.cache
def _ends() -> dict[str, re.Pattern[str]]:
    return {
        # A clause ends at a semicolon, a colon, a subordinate clause, "but", or ", and" with a new subject and verb.
        "CLAUSE": re.compile(
            rf"[;:]|\s[–—]\s|,?\s(?:{_SUBORDINATES})\b|,\s(?:{_SUBORDINATES}|and\b|as\b|with\b)"
            r"|\.(?=\s|$)|\s\[\d|\s\((?=(?:see\s)?(?:Fig|Table|data|[Pp]\s?[<=>]))"
            r"|\sand (?=(?:that|the \w+ (?:is|was|were|are)|it|we|is|was|were|are|has|have|had|\w+ (?:is|was|were|are"
            r"|did|does))\b)",
            re.IGNORECASE,
        ),
        "PHRASE": re.compile(
            rf"[;:,]|\s[–—]\s|\s(?:{_SUBORDINATES}|is|are|was|were|has|have|had|did|does|do|can|could|may|might|will"
            rf"|would|that(?! of)|when|"
            rf"resulted|results?|led|leads|suggests?|caused?|reveals?|showed|shows|and (?:\w+ly )?(?:in|with|by|is"
            rf"|was|were))\b|\.(?=\s|$)|\s\[\d|\s\((?=(?:see\s)?(?:Fig|Table|data|[Pp]\s?[<=>]))",
            re.IGNORECASE,
        ),
    }


@functools.cache
def _frames() -> dict[str, re.Pattern[str]]:
    return {
        "opener": re.compile(
            r"(?:(?:[^,]*[,;] )|.*\bthat )?(?:even )?(?:if|when|since|because|although|though|while|whereas"
            r"|as)\b[^,;:]*$",
            re.IGNORECASE,
        ),
        "passive": re.compile(r"(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE),
        "participle": re.compile(rf"\s*{_ADVERBS}{_PARTICIPLE}\b(?!\s+(?:cells?|proteins?|genes?)\b)", re.IGNORECASE),
        "list": re.compile(r"\s(?:[\w()/-]+\s?){1,3}(?:,\s(?:[\w()/-]+\s?){1,3})*,?\s?(?:and|or|nor)\s"),
        "auxiliary": re.compile(
            r"(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|will|would)\b", re.IGNORECASE
        ),
        "perfect": re.compile(r"(?:has|have|had|can|could|may|might|will|would|should|must)\s+$", re.IGNORECASE),
        "be": re.compile(rf"\s+{_ADVERBS}be(?:en)?\s+(?:\w+ly\s+)?{_PARTICIPLE}\b", re.IGNORECASE),
        "raising": re.compile(r"\s+(?:seem|appear)s?\b", re.IGNORECASE),
        "left": re.compile(
            rf"(?:[;:]\s|\.\s|,\s(?:(?:{_SUBORDINATES}|and|or)\s)?(?!\w+ed by|which|who|\w+ing\b)|\b(?:that"
            rf"|{_SUBORDINATES}|if|when|as)\s)",
            re.IGNORECASE,
        ),
    }


def _bracket(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """Return the inside of the bracket around an offset, or the bounds that were given."""
    opening = max(text.rfind("(", start, at), text.rfind("[", start, at))
    if opening < 0:
        return start, end
    closing = {"(": ")", "[": "]"}[text[opening]]
    if text.find(closing, opening, at) >= 0:
        return start, end
    close = text.find(closing, at, end)
    return opening + 1, close if close >= 0 else end


def _goes_on(text: str, kind: str, at: int, match: re.Match[str]) -> bool:
    """Tell whether what looks like an end is inside a bracket or inside a list."""
    if text.count("(", at, match.start()) > text.count(")", at, match.start()):
        return True
    if kind == "PHRASE":
        return match.group() == "," and _frames()["list"].match(text, match.end()) is not None
    return match.group().startswith(", and") and "," in text[at : match.start()]


def _find_end(text: str, kind: str, at: int, end: int) -> int:
    match = _ends()[kind].search(text, at, end)
    while match and _goes_on(text, kind, at, match):
        match = _ends()[kind].search(text, match.end(), end)
    stop = match.start() if match else end
    return at + len(text[at:stop].rstrip(" .,;"))


def _takes_subject(text: str, match: re.Match[str], start: int, end: int) -> bool:
    frames, cue = _frames(), match.group().lower()
    if match["SUBJECT"] or text.startswith("data ", start) or frames["raising"].match(text, match.end(), end):
        return True
    if cue in {"not", "never", "n't", "n’t", "no longer"}:
        before = text[start : match.start()]
        if frames["passive"].search(before) or cue.startswith(("n’", "n'")):
            return bool(frames["participle"].match(text, match.end(), end))
        if frames["perfect"].search(before):
            return bool(frames["be"].match(text, match.end(), end))
    return cue in {"cannot", "can not"} and bool(frames["be"].match(text, match.end(), end))


def _find_start(text: str, start: int, at: int) -> int:
    last = start
    for match in _frames()["left"].finditer(text, start, at):
        # "..., which binds X, is not ...": the comma that closes an insertion does not begin the clause.
        closes = match.group().startswith(",") and _frames()["auxiliary"].match(text, match.end(), at)
        if not closes and text.count("(", match.end(), at) == text.count(")", match.end(), at):
            last = match.end()
    return last


def _scope(text: str, match: re.Match[str], start: int, end: int) -> Scope:
    low, high = _bracket(text, start, end, match.start())
    kind = "PHRASE" if match["PHRASE"] else "CLAUSE"
    cue = match.group().lower()
    # "If it does not bind, ...": a clause that opens the sentence ends where the main clause begins.
    if kind == "CLAUSE" and _frames()["opener"].match(text, start, match.start()):
        comma = text.find(", ", match.end(), high)
        high = comma if comma >= 0 else high
    if cue == "not" and re.search(r"\b(?:but|and|or|,)\s$", text[low : match.start()]):
        kind = "PHRASE"
    stop = _find_end(text, kind, match.end(), high)
    first = _find_start(text, low, match.start()) if _takes_subject(text, match, low, high) else match.start()
    return Scope(cue=cue, cue_start=match.start(), cue_end=match.end(), start=first, end=max(stop, match.end()))


def propose(sentence: str) -> tuple[Scope, ...]:
    """Return the cues of a sentence, each with the scope that grammar gives it, in order; "not only" is none.

    >>> text = "The mutant cells were unable to divide."
    >>> [text[scope.start : scope.end] for scope in propose(text)]
    ['The mutant cells were unable to divide']
    """
    found = [_scope(sentence, match, 0, len(sentence)) for match in _cue_pattern().finditer(sentence)]
    # "Neither A nor B" denies once: a scope each would make the second one a double denial.
    paired = next((scope.end for scope in found if scope.cue == "neither"), -1)
    return tuple(scope for scope in found if scope.cue != "nor" or scope.start > paired)
