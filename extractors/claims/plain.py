"""Words that no recogniser knows as arguments: where such a phrase begins and ends, and whether it names a thing."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.claim import Argument
from extractors.claims.adjectives import is_adjective
from extractors.claims.frame import Place
from extractors.claims.function_words import BE, HAVE, MODALS
from extractors.claims.groups import LETTERS, is_arm
from extractors.claims.heads import GRADES, HOLLOW, MEASURABLE, UNITS
from extractors.claims.words import Role, listed, verb_forms
from extractors.screen import folded
from ontologies.term import Kind

_HEADINGS = listed(
    "RESULT RESULTS CONCLUSION CONCLUSIONS BACKGROUND CONTEXT OBJECTIVE OBJECTIVES METHODS FINDINGS INTERPRETATION "
    "PURPOSE AIM AIMS"
)
_SAYING_LITTLE = listed(
    "the a an this that these those their its his her our both all any each such no other another some several many "
    "most significant significantly further potential subsequent following respective certain various different two "
    "three four one more less"
)
_TRIM = re.compile(
    rf"^(?:(?:(?-i:{'|'.join(sorted(_HEADINGS))})|{'|'.join(sorted(_SAYING_LITTLE))}"
    r"|overall(?!\s+(?:survival|response|mortality|health|quality|function))|\d+)\s+)+",
    re.IGNORECASE,
)
_TRIMMED = _SAYING_LITTLE | {"overall"} | {word.lower() for word in _HEADINGS}
_WORDLIKE = re.compile(r"[a-z]{2}")
# "Ca(2+)", "D(2) receptor": a short bracket without a space before it is a part of the name.
_GLUED_BRACKET = re.compile(r"(?<=\w)\([\w+/-]{1,4}\)(?!\w)")
# "IL-1R−/−".
_GENOTYPE = re.compile(r"\s?\(?[-−–+]\s?/\s?[-−–+]\)?(?:\s(?:mice|cells|animals|rats))?")
# "culturally sensitive care"; how sure or large a thing is belongs to what is said of it.
_GRADING = re.compile(
    r"\b(?!significantly|statistically|clinically|markedly|substantially|slightly|highly|relatively|particularly|only"
    r"|especially|potentially|possibly|probably|mainly|mostly|early|daily|weekly|monthly|likely|dramatically|greatly)[a-z]{4,}ly\s$"
)
# "real-time", "A+B".
_GLUES = ("-", "–", "+", "/")
_PREFIX = re.compile(r"(?<![\w(+/–-])[\w+/–-]+[+/–-]$")
_LOOSE = re.compile(r"\s+(?:present|alone|available|observed|respectively|involved)$")
_SPAN = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)?-(?:[a-z]+-)?[a-z]+\s$")
# "the 50 mg group".
_UNIT = re.compile(r"(?:[mµμn]?g|kg|m[lL]|IU|Gy|percent|weeks?|months?|days?|years?|h|min)\s")
_AMOUNT = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?\s?$")
# "protein kinase C".
_ENDING = re.compile(r"[a-z]{2}\S*$|[a-z]{3}.* \S*[a-z]\S*$")
# "supervised" by itself; an arm may be called so: "lower in implanted than in other eyes".
_PARTICIPLE = re.compile(r"[a-z]{4,}(?:[^e]ed)(?<!breed)(?<!hundred)")
# "face- but not word-based": a word goes on elsewhere.
_CUT = re.compile(r"[-–](?=\s)")
_ALSO_NOUNS = listed("release stay share spread culture test tests measure measures score scores range record survey")


def plain(text: str, place: Place, kind: Kind) -> Argument | None:
    """Return a phrase as an argument of a kind, without its articles; None where its words name nothing."""
    empty = HOLLOW - MEASURABLE if kind is Kind.OUTCOME else HOLLOW
    start = _with_span(text, trimmed(text, place.start, place.end))
    end = whole_end(text, start, place.end)
    place = place if end == place.end else replace(place, end=end)
    words = text[start : place.end].lower().split()
    head = place.word.rstrip(".")
    if (
        not words
        or _CUT.match(text, place.end) is not None
        or (len(words) == 1 and place.led != "who" and _is_deed(words[0], place))
        or UNITS.issuperset(words)
        or all(is_adjective(word) or word in GRADES for word in words)
        or head in empty
        or (words[0] in empty and len(words) == 1)
        or len(words) > 14
        or not (_ENDING.search(" ".join(words)) or is_arm(" ".join(words)) or _is_letters(text, place, kind))
    ):
        return None
    return Argument(start=start, end=place.end, text=text[start : place.end], kind=kind)


def whole_end(text: str, start: int, end: int) -> int:
    """Return where a phrase ends with a bracket glued to it, "Ca(2+)", and without a last "present"."""
    glued = _GENOTYPE.match(text, end) or _GLUED_BRACKET.match(text, end)
    if glued is not None:
        return glued.end()
    loose = _LOOSE.search(text, start, end)
    return loose.start() if loose is not None else end


def _with_span(text: str, start: int) -> int:
    """Return where a phrase begins with the "6-month" or "20-mg" before it, and with what is glued to it."""
    glued = _PREFIX.search(text, max(0, start - 20), start) if text[start - 1 : start] in _GLUES else None
    if glued is not None:
        return glued.start()
    first = text[start : start + 40].split(maxsplit=1)[0]
    graded = _GRADING.search(text, max(0, start - 24), start) if is_adjective(first) or first.endswith("ed") else None
    if graded is not None:
        return graded.start()
    match = _SPAN.search(text, max(0, start - 24), start)
    if match is None and _UNIT.match(text, start):
        match = _AMOUNT.search(text, max(0, start - 12), start)
    return match.start() if match is not None else start


def _is_letters(text: str, place: Place, kind: Kind) -> bool:
    """Tell whether an arm is named by capitals: "with F and with Z"."""
    return kind is not Kind.OUTCOME and LETTERS.fullmatch(text, place.start, place.end) is not None


def _is_verb(word: str) -> bool:
    """Tell whether a word by itself is a verb that names nothing: "appear", "replaced"."""
    form = verb_forms().get(word)
    return form is not None and form.word.role is Role.PLAIN and form.shape != "ing" and word not in _ALSO_NOUNS


def _is_deed(word: str, place: Place) -> bool:
    """Tell whether a phrase is one word that only says what was done."""
    return _is_verb(word) or (not place.led and _PARTICIPLE.fullmatch(word) is not None)


def is_finite(words: str) -> bool:
    """Tell whether words go on with a finite verb: "regressed", "did not"."""
    first = next(iter(words.lower().split()), "")
    form = verb_forms().get(first)
    return first in BE | HAVE | MODALS or (form is not None and form.shape in {"ed", "past"})


def trimmed(text: str, start: int, end: int) -> int:
    """Return where a phrase begins without its articles and counting words."""
    first = text[start:end].split(maxsplit=1)[:1]
    if not first or not (first[0].isdecimal() or folded(first[0]) in _TRIMMED):
        return start
    match = _TRIM.match(text[start:end])
    return start + match.end() if match and match.end() < end - start else start
