"""Cut a sentence into tokens; small words have their tag at once, verbs are yet open."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.claims import function_words, words
from extractors.claims.words import Form
from extractors.screen import small


@dataclass(slots=True)
class Token:
    """Hold a word with its tag; ``closed`` says that it lies within a recognised name."""

    start: int
    end: int
    lower: str
    tag: str = "N"
    form: Form | None = None
    closed: bool = False


# "12", "1,000", and "1-10,000" as one.
_NUMBERS = r"\d+(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)*"


@functools.cache
def _token_pattern() -> re.Pattern[str]:
    """Return the pattern of a token, for texts with small letters."""
    compounds = "|".join(
        re.escape(found).replace(r"\ ", r"\s+") for found in sorted(function_words.COMPOUNDS, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{compounds})(?![\w-])|{_NUMBERS}\s?%?(?![\w-])|\w+(?:['’.&/+^-]\w+)*\+?|\+/-|[^\w\s]")


# Tag -> words; a later line wins where two have the same word.
_TAGS: tuple[tuple[str, Iterable[str]], ...] = (
    ("P", function_words.COMPOUNDS),
    ("P", function_words.PREPOSITIONS),
    ("A", function_words.ADVERBS),
    ("Q", function_words.PRONOUNS),
    ("R", function_words.RELATIVES),
    ("D", function_words.DETERMINERS),
    ("C", function_words.CONJUNCTIONS),
    ("B", function_words.BE),
    ("H", function_words.HAVE),
    ("M", (*function_words.MODALS, "'d")),
    ("<", function_words.COMPARISONS),
    ("~", function_words.CAUSES),
    ("T", ("to", "in order to")),
    (",", (",",)),
    (";", (";", ":", "—", "–")),
    ("R", ("such as", "rather than")),
    ("A", (*function_words.SETTINGS, *function_words.OPENERS, "not")),
    ("P", ("prior to", "full of")),
    ("D", ("no",)),
)
_SMALL = {word: tag for tag, found in _TAGS for word in found}
_PUNCTUATION = frozenset("\"'“”‘’.*=<>±~|#") | {"+/-"}


# "different" says something after "was" only; elsewhere it is a part of a noun phrase.
PREDICATIVE = "different"


def _named_by_number(word: str) -> bool:
    """Tell whether a word that begins with a digit is a name, "5-lox" or "5-ht2a", and no number with its unit."""
    return _NUMBERED.fullmatch(word) is not None and _COUNTED.search(word) is None


_NUMBERED_THINGS = words.listed("group groups arm arms cohort diet formulation")
_NUMBERED = re.compile(r"\d{1,3}(?:-[a-z]|[a-z][\w-])[\w-]*")
_COUNTED = re.compile(
    r"\d-?(?:fold|day|week|month|year|hour|min|point|item|step|arm|h|d|wk|mo|yr|mg|g|kg|ml|l|mm|cm|m|nm|times|x|st|nd|rd|th"
    r"|s|way|hz|gy|mmol|iu|u|c|w|mcg|ug|µg|μg|pm|am|degree|mmhg|percent|dose)s?(?:\b|$)"
)


def _raw_tag(word: str) -> tuple[str, Form | None]:  # noqa: PLR0911
    """Return the tag of a word that needs no neighbours, and the form of a verb."""
    if word in words.COMPARATIVES and word != PREDICATIVE:
        return "J", None
    if word in _SMALL:
        return _SMALL[word], None
    if word in words.verb_forms() and word not in words.NEVER_VERBS:
        return "VK" if word in words.noun_forms() else "V", words.verb_forms()[word]
    if word in words.noun_forms():
        return "K", None
    if word in words.link_nouns():
        return "S", None
    if word[0].isdigit() and not _named_by_number(word):
        return "#", None
    if word in _PUNCTUATION:
        return "_", None
    if word.endswith("ly") and len(word) > 4 and word not in function_words.NO_ADVERBS:
        return "A", None
    if len(word) == 1 and not word.isalnum():
        return "P" if word in "/+" else "_", None
    return "N", None


@functools.lru_cache(maxsize=1 << 14)
def _known(word: str) -> tuple[str, str, Form | None, bool]:
    """Return a word in lower case, its tag and form, and whether it keeps these within a name spelled like it."""
    lower = " ".join(word.lower().split()).replace("’", "'")
    # A name may be spelled like a small word; in lower case the small word is meant.
    return lower, *_raw_tag(lower), lower in function_words.COMPOUNDS or (word.islower() and lower in _SMALL)


def _awaits_verb(tokens: Sequence[Token]) -> bool:
    """Tell whether only a verb can follow: "did not", "may", "to"."""
    last = next((token for token in reversed(tokens) if token.tag != "A"), None)
    return last is not None and last.tag in {"M", "T"}


def _follows_modal(tokens: Sequence[Token]) -> bool:
    last = next((token for token in reversed(tokens) if token.tag != "A"), None)
    return last is not None and last.tag == "M"


def tokenise(text: str, start: int, end: int, closed: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the tokens of a sentence outside brackets, with the tags that need no neighbours; verbs are yet open."""
    tokens: list[Token] = []
    depth = position = 0
    for match in _token_pattern().finditer(small(text), start, end):
        low, high = match.span()
        word = text[low:high]
        if word in "([{":
            depth += 1
        elif word in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0:
            while position < len(closed) and closed[position][1] <= low:
                position += 1
            inside = position < len(closed) and closed[position][0] <= low < closed[position][1]
            lower, tag, form, small_word = _known(word)
            if inside and lower in words.verb_forms() and _awaits_verb(tokens):
                # "did not affect": a verb where only a verb can stand, though a name is spelled so.
                inside = closed[position] != (low, high)
            if word == "A" and tokens and tokens[-1].tag != ";":
                # "group A" is no article.
                inside = True
            if inside and not small_word:
                tag, form = "N", None
            if tag == "#" and tokens and tokens[-1].lower in _NUMBERED_THINGS and lower.isdigit():
                tag = "N"
            if tag == "J" and lower in words.verb_forms() and _follows_modal(tokens):
                # "may lower pain": a verb, not less of something.
                tag, form = "V", words.verb_forms()[lower]
            if tag != "_":
                tokens.append(Token(low, high, lower, tag, form, inside))
    return tokens
