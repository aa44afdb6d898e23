"""How sure the extractor is of a claim: a logistic model over what the grammar saw, learned from judged claims."""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path

from extractors.claim import Argument, Claim, Direction
from extractors.claims.groups import is_arm, is_carrier
from extractors.claims.heads import BARE, EMPTY, HOLLOW, VAGUE
from extractors.claims.meaning import Found
from extractors.claims.tokens import Item
from extractors.claims.words import verb_forms
from extractors.weights import PACKAGED

FILE = "claims.json"
LEAST = 0.45
"""From which confidence on a claim is made."""
_WORD = re.compile(r"[^\W_][\w'’-]*")
_ANAPHORIC = re.compile(r"\b(?:this|these|that|those|such|its|their|it|they|which)\s*$", re.IGNORECASE)
_REFERRING = frozenset({"this", "these", "that", "those", "such", "its", "their", "which", "same"})
_EMPTY_HEADS = BARE | HOLLOW
_VAGUE = VAGUE | EMPTY
_VAGUE_ALONE = _VAGUE | HOLLOW
# The title, or the first words of a text that has none: what is named there is what the paper is about.
_HEAD = 250
_CLAUSE = re.compile(r"\b(?:which|that|who|whereas|while|although|because)\b")
_STEPS = (0, 1, 3, 6, 10, 18)


@functools.cache
def load(path: Path) -> Mapping[str, float]:
    """Return the weights of the facts; those of a fact that is not listed are 0."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights


@functools.cache
def _packaged() -> Mapping[str, float]:
    return load(PACKAGED / FILE)


def confidence(
    claim: Claim, found: Found, text: str, items: Sequence[Item], weights: Mapping[str, float] | None = None
) -> float:
    """Return how likely a claim is right in both arguments, its relation and its direction, from 0 to 1."""
    known = _packaged() if weights is None else weights
    total = known.get("", 0.0) + sum(map(known.get, facts(claim, found, text, items), repeat(0.0)))
    return 1.0 / (1.0 + math.exp(-total))


def facts(claim: Claim, found: Found, text: str, items: Sequence[Item]) -> list[str]:
    """Return what is known of a claim as short strings, each a fact that holds.

    ``text`` is the document's, ``items`` are those of the sentence.
    """
    frame = found.frame
    led = frame.subject.led if frame.subject is not None else "none"
    holding = {
        "carried": found.carried, "measured": found.measured, "negated": claim.negated,
        "no change": claim.direction is Direction.NO_CHANGE, "comparator": claim.comparator is not None,
        "statistics": bool(claim.statistics), "cites": bool(claim.cites), "later": frame.order > 0,
        "turned": claim.subject.start > claim.object.start,
    }  # fmt: skip
    return [
        f"rule {frame.rule}",
        f"rule {frame.rule}, led {led}",
        f"led {led}",
        f"predicate {claim.predicate}",
        f"predicate {claim.predicate} {claim.direction} {claim.object.kind}",
        f"known {sum(found.known)}",
        f"section {claim.section}",
        f"certainty {claim.certainty}",
        *(name for name, holds in holding.items() if holds),
        *(f"subject {fact}" for fact in _of_argument(claim.subject, claim, text)),
        *(f"object {fact}" for fact in _of_argument(claim.object, claim, text)),
        *_of_sentence(claim, found, text),
        *_of_places(claim, found, items, text),
        *_at_head(claim, text),
    ]


def _at_head(claim: Claim, text: str) -> list[str]:
    """Return which of the two places the paper is about, by its title."""
    head = text[:_HEAD].lower()
    named = (("subject", claim.subject), ("object", claim.object))
    return [f"{name} at head" for name, argument in named if argument.text.lower() in head]


def _of_argument(argument: Argument, claim: Claim, text: str) -> list[str]:
    """Return facts of one place: what it names, how long it is, and whether it may be cut out of something longer."""
    words = argument.text.lower().split()
    linked = bool(argument.curies or argument.intervention)
    after, before = text[argument.end : argument.end + 1], text[argument.start - 1 : argument.start]
    holding = {
        "anaphoric": bool(_ANAPHORIC.search(text, max(claim.sentence.start, argument.start - 10), argument.start)),
        "verb": not _finite().isdisjoint(words),
        "bare": words[-1] in _EMPTY_HEADS, "carrier": is_carrier(argument.text), "arm": is_arm(argument.text),
        "bracket": after == "(" or text[argument.end : argument.end + 2] == " (",
        "glued": after in {"-", "–", "/", "("} or before in {"-", "–", "/"},
        "capitals": argument.text.isupper(), "digits": any(map(str.isdigit, argument.text)),
        "one lower": len(words) == 1 and not linked and argument.text.islower(),
        "ing": words[-1].endswith("ing"), "ed": words[-1].endswith("ed"), "plural": words[-1].endswith("s"),
        "of": "of" in words, "anaphoric within": bool(_REFERRING.intersection(words)),
        "vague": words[-1] in _VAGUE, "vague alone": len(words) == 1 and words[0] in _VAGUE_ALONE,
        "joined": _next_word(text, argument.end) in {"and", "or"},
    }  # fmt: skip
    told = [name for name, holds in holding.items() if holds]
    return [f"{argument.kind} {linked}", f"words {min(len(words), 5)}", *told]


@functools.cache
def _finite() -> frozenset[str]:
    return frozenset(word for word, form in verb_forms().items() if form.shape in {"base", "s", "past"})


def _next_word(text: str, end: int) -> str:
    match = _WORD.search(text, end, end + 12)
    return match[0] if match else ""


def _of_sentence(claim: Claim, found: Found, text: str) -> Iterator[str]:
    """Yield how far apart the three places stand, what stands between them, and how long the sentence is."""
    frame, sentence = found.frame, claim.sentence
    first, second = sorted(((claim.subject.start, claim.subject.end), (claim.object.start, claim.object.end)))
    between = text[first[1] : max(first[1], second[0])] if not found.carried else ""
    yield f"apart {_step(len(_WORD.findall(between)))}"
    to_object = text[frame.trigger_end : max(frame.trigger_end, claim.object.start)]
    yield f"object after {_step(len(_WORD.findall(to_object)))}"
    to_trigger = text[claim.subject.end : max(claim.subject.end, frame.trigger_start)] if not found.carried else ""
    yield f"trigger after {_step(len(_WORD.findall(to_trigger)))}"
    yield f"commas {min(3, between.count(','))}"
    yield f"verbs {min(3, sum(map(_finite().__contains__, _WORD.findall(between.lower()))))}"
    yield f"length {_step(len(sentence.text.split()) // 4)}"
    yield f"trigger {text[frame.trigger_start : frame.trigger_end].lower()}"
    if _CLAUSE.search(between):
        yield "clause between"


def _of_places(claim: Claim, found: Found, items: Sequence[Item], text: str) -> Iterator[str]:
    """Yield what stands right before and after the places, and the kinds of what stands between them."""
    trigger = next((at for at, item in enumerate(items) if item.end > found.frame.trigger_start), len(items))
    for name, argument in (("subject", claim.subject), ("object", claim.object)):
        if found.carried and name == "subject":
            continue
        first = next((at for at, item in enumerate(items) if item.end > argument.start), len(items))
        last = next((at for at, item in enumerate(items) if item.start >= argument.end), len(items))
        if first < len(items) and items[first].kind == "np":
            yield from _cuts(items[first], argument, name, text)
        yield f"before {name} {_kind(items, first - 1)}"
        yield f"after {name} {_kind(items, last)}"
        low, high = (last, trigger) if last <= trigger else (trigger + 1, first)
        way = [_KINDS.get(item.kind, item.kind) for item in items[low:high]]
        side = "<" if last <= trigger else ">"
        yield f"way {name} {side} {' '.join(way[:5])}"
        yield from (f"on the way {name} {side} {kind}" for kind in dict.fromkeys(way))
        if any(item.kind == "verb" and item.voice in {"active", "passive", "intransitive"} for item in items[low:high]):
            yield f"finite on the way {name}"


def _cuts(item: Item, argument: Argument, name: str, text: str) -> Iterator[str]:
    """Yield how many words of its phrase stand before and after an argument: it may be cut out of something longer."""
    before, after = text[item.start : argument.start].split(), text[argument.end : item.end].split()
    if before:
        yield f"{name} cut before {min(3, len(before))}"
    if after:
        yield f"{name} cut after {min(3, len(after))}"


def _kind(items: Sequence[Item], at: int) -> str:
    if not 0 <= at < len(items):
        return "border"
    item = items[at]
    return f"{item.kind} {item.word}" if item.kind in {"prep", "conj"} else f"{item.kind} {item.voice}"


_KINDS = {"np": "n", "change": "n", "link": "n", "adjective": "j", "comma": ",", "conj": "&", "prep": "p", "aux": "b"}


def _step(count: int) -> int:
    return sum(count > step for step in _STEPS)
