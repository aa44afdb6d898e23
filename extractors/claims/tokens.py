"""Cut a sentence into tagged tokens and these into noun phrases, verbs and the small words between.

This is a shallow parse by rule: no model, a few microseconds a word. What stands in brackets is left out of the
sentence, for it carries statistics and abbreviations, not its grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.claim import Direction, Predicate
from extractors.claims import function_words, heads, words
from extractors.claims.adjectives import is_adjective
from extractors.claims.lexing import Token, tokenise
from extractors.claims.tagging import Tagger
from extractors.claims.words import Role, Word


@dataclass(slots=True)
class Item:
    """Mark one piece of a parsed sentence.

    ``kind`` is np, verb, change (a noun of change), adjective (of change), link (a noun that joins), aux, to, prep,
    compare, cause, conj, comma, stop, relative or pronoun. ``voice`` of a verb is active, passive, reduced (a
    participle after its noun), intransitive or gerund. ``word`` is in lower case.
    """

    kind: str
    start: int
    end: int
    word: str
    sense: Word | None = None
    voice: str = ""


_KINDS = {
    "P": "prep", "C": "conj", ",": "comma", ";": "stop", "R": "relative", "Q": "pronoun", "B": "aux", "H": "aux",
    "M": "aux", "T": "to", "<": "compare", "~": "cause",
}  # fmt: skip
_VOICES = {"Vact": "active", "Vpas": "passive", "Vred": "reduced", "Vint": "intransitive", "Vger": "gerund"}


# What may stand between the words of one phrase; the last three are spaces of other widths.
_WITHIN = " -–/%^0123456789.\"'“”’\u00a0\u2009\u202f"


def _single(token: Token, after: str) -> Item | None:
    """Return the item that a token is by itself, or None where it is part of a noun phrase."""
    if token.tag == "N":
        return None
    kind, sense, voice = _KINDS.get(token.tag, ""), None, _VOICES.get(token.tag, "")
    if voice:
        # "able to", "likely to" stand like verbs but are none: they have no sense.
        kind, sense = "verb", token.form.word if token.form is not None else None
    elif token.tag == "K" and _names_change(token.lower, after):
        kind, sense = "change", words.noun_forms()[token.lower]
    elif token.tag == "S":
        kind, sense = "link", words.link_nouns()[token.lower]
    elif token.tag == "E" and token.form is not None and _changes(token.form.word):
        kind, sense = "adjective", token.form.word
    elif token.tag == "J":
        predicate, direction = words.COMPARATIVES[token.lower]
        kind, sense = "adjective", Word(lemma=token.lower, predicate=predicate, direction=direction)
    return Item(kind, token.start, token.end, token.lower, sense, voice) if kind else None


def _names_change(word: str, after: str) -> bool:
    """Tell whether a noun names a change, by the word after it, and is no part of a name."""
    if word in words.LEADING:
        return after in words.LEADING[word]
    weak = word.rstrip("s") in words.WEAK_NOUNS
    if word == "growth":
        # "promotes growth in soil", "slowed the growth of tumours": it is the growth that is promoted.
        return False
    return not weak or after in {"of", "in"} or (word.startswith("change") and after in function_words.BE)


def _goes_on(token: Token, after: Token, text: str) -> bool:
    """Tell whether a noun of change is the first part of a longer name: "eradication rate", "effect size"."""
    return after.tag == "N" and after.lower.isalpha() and text[token.end : after.start].isspace()


def _name_capitals(tokens: Sequence[Token], text: str) -> None:
    """Read "Prolong Gold" as a name: a verb in the midst of a sentence has a small letter, but for titles."""
    capital = [text[token.start].isupper() for token in tokens]
    long = [at for at, token in enumerate(tokens) if token.end - token.start > 3]
    if sum(capital[at] for at in long) * 2 > len(long):
        return
    for at in range(1, len(tokens)):
        token = tokens[at]
        if capital[at] and token.tag in {"V", "VK"} and tokens[at - 1].tag not in {";", "_"}:
            token.tag = "N"


def _skip_bounds(tokens: Sequence[Token]) -> None:
    """Step over "more than" before a number: "for more than 4 years" compares nothing."""
    for at in range(2, len(tokens)):
        bound = tokens[at - 2 : at]
        if tokens[at].tag == "#" and bound[1].lower == "than" and bound[0].lower in {"more", "less", "fewer"}:
            bound[0].tag = bound[1].tag = "A"


def _changes(word: Word) -> bool:
    # "TH2 driven inflammation" is of a sort.
    return (word.role is Role.CHANGE and word.lemma != "drive") or word.predicate is Predicate.APPROVED_FOR


def parse(text: str, start: int, end: int, closed: Sequence[tuple[int, int]] = ()) -> list[Item]:
    """Return the items of a sentence ``text[start:end]`` in order; offsets count in ``text``.

    ``closed`` are sorted spans of recognised names, whose words are never read as verbs.

    >>> text = "Zinc significantly reduced the duration of colds."
    >>> [(item.kind, item.voice, text[item.start : item.end]) for item in parse(text, 0, len(text))]
    [('np', '', 'Zinc'), ('verb', 'active', 'reduced'), ('np', '', 'duration of colds')]
    """
    tokens = tokenise(text, start, end, closed)
    _name_capitals(tokens, text)
    _skip_bounds(tokens)
    Tagger(tokens).run()
    items: list[Item] = []
    for at, token in enumerate(tokens):
        if token.tag in {"A", "#"}:
            continue
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        named = token.tag == "K" and at + 1 < len(tokens) and _goes_on(token, tokens[at + 1], text)
        single = None if named else _single(token, after)
        if single is not None:
            if single.sense is not None and single.sense.direction is Direction.NONE:
                single.sense = _steered(single.sense, tokens, at)
            if single.kind != "comma" or not items or items[-1].kind != "comma":
                items.append(single)
        elif token.tag != "D":
            _extend(items, token, tokens, at, text)
        elif items and items[-1].kind == "np" and at:
            # A determiner always opens a new phrase.
            items.append(Item("np", token.end, token.end, ""))
    merged = _merge_of(_merge_adjectives(items, closed, text), text)
    return [item for item in merged if item.kind != "np" or item.end > item.start]


def _steered(sense: Word, tokens: Sequence[Token], at: int) -> Word:
    """Return the sense of a word with what the words right beside it say: "adversely affects", "affects adversely"."""
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(tokens):
            sense = words.steered(sense, tokens[beside].lower)
    return sense


_OPENING = words.listed("early late high low new both all")
_GLUED = re.compile(r"(?:\([^()\s]{1,6}\))+[-–\s]")
_JOINING = (" ", "-", "–")
_SHORT_FORM = re.compile(r"\s\((?=[\w+/-]*[A-Z])[A-Za-z][\w+/-]{1,11}\)\s")
_ASIDE = re.compile(r"\s\([^()\d]{3,60}\)\s")


def _spans_bracket(last: Item, between: str, token: Token) -> bool:
    """Tell whether a phrase goes on after a bracket: "TP53(-/-) cells", "nitric oxide (NO) deficiency"."""
    if token.lower not in _OPENING and (_GLUED.fullmatch(between) or _SHORT_FORM.fullmatch(between)):
        return True
    return is_adjective(last.word) and _ASIDE.fullmatch(between) is not None


def _extend(items: list[Item], token: Token, tokens: list[Token], at: int, text: str) -> None:
    last = items[-1] if items else None
    if token.lower in heads.GRADES and at + 1 < len(tokens) and tokens[at + 1].tag in {"K", "J", "E", "S", "A", "C"}:
        return
    if at and tokens[at - 1].tag == "#" and token.lower in heads.DOSES and _is_amount(items, tokens, at):
        return
    between = text[last.end : token.start] if last else ""
    joined = last is not None and last.kind == "np" and last.end > last.start and not between.strip(_WITHIN)
    if last is not None and not joined and last.kind == "np" and between[-1:] in _JOINING and "(" in between:
        joined = _spans_bracket(last, between, token)
    if last is not None and joined:
        last.end = token.end
        last.word = token.lower
    else:
        items.append(Item("np", token.start, token.end, token.lower))


def _is_amount(items: list[Item], tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a unit only says how much of the phrase before it: "zinc up to 60 mg", "zinc at 10 or 20 mg"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and (after.tag in {"N", "K", "E"} or after.lower == "of"):
        return False
    first = len(items) - 1
    while first > 0 and (items[first].kind == "conj" or items[first].word == "at"):
        first -= 1
    if first < 0 or items[first].kind != "np":
        return False
    del items[first + 1 :]
    return True


def _belongs(head: Item, particle: Item) -> bool:
    return particle.word == "of" or head.word in heads.LED_BY.get(particle.word, ())


_HYPHENS = ("-", "–")


def _shares_noun(items: Sequence[Item], ends: set[int], text: str) -> bool:
    """Tell whether items end in an adjective and an "and"; "between early and late treatment" names two things."""
    if len(items) < 2 or items[-1].kind != "conj" or items[-1].word not in {"and", "or"}:
        return False
    before, led = items[-2], items[-3].word if len(items) > 2 else ""
    apart = led in {"between", "among"} or before.end in ends
    # "TP53 gene and protein expression".
    half = is_adjective(before.word) or before.word in {"gene", "mrna", "protein"}
    # "dose- and time-dependent".
    half = half or text[before.end : before.end + 1] in _HYPHENS
    return before.kind == "np" and not apart and half


def _is_word(items: Sequence[Item]) -> bool:
    """Tell whether items end in a word and an "and": "memory and" before "learning deficits"."""
    if len(items) < 2 or items[-1].kind != "conj" or items[-2].kind != "np":
        return False
    return items[-2].end - items[-2].start == len(items[-2].word)


def _merge_adjectives(items: list[Item], closed: Sequence[tuple[int, int]], text: str) -> list[Item]:
    """Join "concentric" "and" "eccentric torque": an adjective before "and" is said of the noun that follows."""
    merged: list[Item] = []
    ends = {end for _, end in closed}
    for item in items:
        shared = item.word in heads.FAULTS and item.end - item.start > len(item.word) and _is_word(merged)
        if item.kind == "np" and item.end > item.start and (shared or _shares_noun(merged, ends, text)):
            merged.pop()
            merged[-1].end, merged[-1].word = item.end, item.word
            continue
        merged.append(item)
    return merged


_COUNTS = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|several))[\s-]?$", re.IGNORECASE
)


def _is_time_of(items: Sequence[Item], text: str) -> bool:
    """Tell whether items end in "weeks of" after a number."""
    if len(items) < 2 or items[-1].word != "of" or items[-2].word not in heads.TIMES:
        return False
    start = items[-2].start
    return _COUNTS.search(text, max(0, start - 10), start) is not None


def _merge_of(items: list[Item], text: str) -> list[Item]:
    """Join "duration" "of" "colds": what a thing is of belongs to it; "six weeks of zinc" is zinc."""
    merged: list[Item] = []
    for item in items:
        if item.kind == "np" and _is_time_of(merged, text):
            merged[-2:] = [item]
            continue
        if item.kind == "np" and len(merged) > 1 and merged[-2].kind == "np" and _belongs(merged[-2], merged[-1]):
            merged.pop()
            merged[-1].end = item.end
        elif item.kind != "np" or item.end > item.start:
            merged.append(item)
    return merged
