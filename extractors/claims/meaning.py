"""What a frame means once its arguments are known: whether it is worth a claim, and which way things go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.claim import Argument, Direction, Effect, Predicate
from extractors.claims.binding import by_chance
from extractors.claims.frame import Frame
from extractors.claims.groups import is_carrier
from extractors.claims.valence import valence_of
from extractors.claims.words import JUDGING, LEVELS, noun_forms
from extractors.document import Sentence
from ontologies.term import Kind

# Of two rules that read one pair of places the more trusted is kept.
SCORES: dict[str, float] = {
    "active": 0.9, "passive": 0.9, "approved": 0.9, "link": 0.85, "comparative": 0.85, "predicative": 0.85,
    "difference": 0.85, "numbers": 0.75, "needed": 0.75, "compound": 0.85, "role": 0.8, "light": 0.8, "due to": 0.8,
    "nominal": 0.75,
    "participle": 0.75,
    "intransitive": 0.7, "judged": 0.7, "link noun": 0.7, "link phrase": 0.7, "effect": 0.65, "for": 0.6,
}  # fmt: skip
COMPARING = frozenset(
    {"comparative", "predicative", "difference", "judged", "intransitive", "nominal", "effect", "numbers"}
)
# Comparisons whose arms a paper may have named in its title only.
OF_THE_PAPER = frozenset({"comparative", "predicative", "difference", "intransitive", "passive", "nominal"})
_HARMS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_TREATED = frozenset({Kind.SPECIES, Kind.CELL_TYPE, Kind.CELL_LINE, Kind.ANATOMY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold a frame with what its places stand for.

    ``carried`` is True where the subject stands elsewhere, ``known`` tells of subject and object whether a recogniser
    knows them, ``measured`` whether the object holds the words of an outcome.
    """

    frame: Frame
    subject: Argument
    object: Argument
    carried: bool = False
    known: tuple[bool, bool] = (True, True)
    measured: bool = False


def distinct(found: Sequence[Found]) -> list[Found]:
    """Drop what another frame says already, or of another: a change inside an object, a pair told by a weaker rule."""
    kept: dict[tuple[int, int, int], Found] = {}
    rivals = {one.frame.comparator.start for one in found if one.frame.comparator is not None}
    for one in sorted(found, key=lambda one: -SCORES[one.frame.rule]):
        if not _is_named_inside(one, found) and not _is_rivals(one, rivals):
            kept.setdefault((one.subject.start, one.object.start, one.object.end), one)
    return sorted(kept.values(), key=lambda one: (one.frame.trigger_start, one.object.start, one.subject.start))


def _is_rivals(one: Found, rivals: set[int]) -> bool:
    """Tell whether the words next to a verb are what another acts better than: "superior to Y in reducing Z"."""
    return one.frame.rule == "active" and one.frame.subject is not None and one.frame.subject.start in rivals


def _is_named_inside(one: Found, found: Sequence[Found]) -> bool:
    if one.frame.rule not in {"nominal", "effect"}:
        return False
    at = one.frame.trigger_start
    return any(other.object.start <= at < other.object.end for other in found if other.object is not one.object)


def is_worth_keeping(found: Found) -> bool:
    """Tell whether a frame can make a claim at all; how sure it is, `extractors.claims.confidence` says."""
    predicate, rule = found.frame.predicate, found.frame.rule
    if rule == "link phrase" and not all(found.known):
        # "the syndrome associated with X" names a thing; it tells of two only where both are known.
        return False
    if predicate is Predicate.TREATS and rule == "participle":
        return found.object.kind in _HARMS
    if predicate is Predicate.TREATS and (found.object.kind in _TREATED or is_carrier(found.object.text)):
        # "mice were treated with X": what was done.
        return False
    treats = predicate in {Predicate.APPROVED_FOR, Predicate.TREATS}
    return not treats or found.known[1] or found.object.kind is not Kind.OUTCOME


def meaning_of(found: Found, *, negated: bool, chance: bool) -> tuple[Predicate, Direction, bool]:
    """Return predicate, direction and polarity.

    "had no effect on" and "was lower (P = .4)" say that nothing changed; that is a finding and no denial. What improves
    rises or falls by what it is: improved sleep is more of it, improved pain is less.
    """
    frame = found.frame
    predicate, direction = frame.predicate, frame.direction
    if frame.rule == "difference":
        # "differed" says no more than that; the numbers of the arms may say which way.
        told = Direction.NONE if direction is Direction.NO_CHANGE else direction
        return predicate, Direction.NO_CHANGE if negated or chance else told, False
    if predicate is Predicate.AFFECTS and (chance or (negated and direction is Direction.NONE)):
        return predicate, Direction.NO_CHANGE, False
    relieved = predicate is Predicate.IMPROVES and direction is Direction.DECREASE and not chance
    if relieved and not (negated and frame.rule == "effect"):
        # "relieved the symptoms" is less of them, unless more of it is good.
        good = valence_of(found.object.text, found.object.kind, cancer=False) > 0
        return predicate, Direction.INCREASE if good else direction, negated
    if predicate in {Predicate.IMPROVES, Predicate.WORSENS} and (direction is Direction.NONE or relieved):
        if chance or (negated and frame.rule == "effect"):
            return Predicate.AFFECTS, Direction.NO_CHANGE, False
        # "improved viability" is more of it, of cancer cells too.
        bad = valence_of(found.object.text, found.object.kind, cancer=False) < 0 or _is_fall(found.object.text)
        rises = (predicate is Predicate.IMPROVES) != bad
        return predicate, Direction.INCREASE if rises else Direction.DECREASE, negated
    return predicate, direction, negated


def _is_fall(words: str) -> bool:
    """Tell whether words name a fall of something: what restores "the decline of function" makes it less."""
    noun = noun_forms().get(words.split(maxsplit=1)[0].lower())
    return noun is not None and noun.direction is Direction.DECREASE


_SIGN = re.compile(
    r"\b(?:(?P<up>positive(?:ly)?|direct(?:ly)?)|(?P<down>negative(?:ly)?|inverse(?:ly)?))\b", re.IGNORECASE
)
_LINKS = frozenset({Predicate.ASSOCIATED, Predicate.CORRELATED})


_TURNED = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
_SWAPPED = {Predicate.IMPROVES: Predicate.WORSENS, Predicate.WORSENS: Predicate.IMPROVES}


def turned(frame: Frame) -> Frame:
    """Return the same comparison as seen from the other arm: lower in A than in B is higher in B than in A."""
    return replace(
        frame,
        direction=_TURNED.get(frame.direction, frame.direction),
        predicate=_SWAPPED.get(frame.predicate, frame.predicate),
    )


def signed(found: Found, text: str) -> Found:
    """Return two things that go together with the sign that stands beside the words that say so, if any does.

    "inversely correlated", "a positive association", "correlated negatively with".
    """
    frame = found.frame
    if frame.predicate not in _LINKS or frame.direction is not Direction.NONE:
        return found
    match = _SIGN.search(text, max(0, frame.trigger_start - 25), frame.trigger_end + 12)
    if match is None or re.search(r"[.;:]", text[match.end() : frame.trigger_start]):
        return found
    return replace(found, frame=replace(frame, direction=Direction.INCREASE if match["up"] else Direction.DECREASE))


def judged(found: Found, text: str) -> Found:
    """Return what goes with a thing that is called low or high, good or poor, with the direction that this is.

    "Associated with worse survival" is less of it, "with worse pain" more; nothing where more of it is neither.
    """
    frame, target = found.frame, found.object
    if not frame.rule.startswith("link") or frame.direction is not Direction.NONE:
        return found
    words = text[frame.trigger_end : target.start].lower().split()
    if len(words) > _NEAR:
        return found
    level = next((LEVELS[word] for word in reversed(words) if word in LEVELS), None)
    if level is not None:
        return replace(found, frame=replace(frame, direction=level))
    good = next((JUDGING[word] for word in reversed(words) if word in JUDGING), None)
    sign = valence_of(target.text, target.kind, cancer=False)
    if good is None or not sign:
        return found
    direction = Direction.INCREASE if good == (sign > 0) else Direction.DECREASE
    return replace(found, frame=replace(frame, direction=direction))


_NEAR = 4
_NO_SIGNIFICANT = re.compile(
    r"\bno (?:\w+ ){0,2}?significant(?:ly)? (?:\w+ ){0,2}?(?:changes?|effects?|differences?|influence|impact"
    r"|increases?|decreases?|reductions?|improvements?)\b",
    re.IGNORECASE,
)
# "significantly higher": the sentence says it of this change, so a large p beside it belongs to another.
_SAID = re.compile(r"(?<!not )(?<!no )(?<!n't )(?<!non)(?<!in)\b(?<!not statistically )significant(?:ly)?,? (?:\w+ )?$")
_BORDER = re.compile(r"[,;:]|\bbut\b")
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:(?:is|was|were|are|did)(?: not|n't)|but not|though not)\b(?: \w+){0,3} significan\w+"
    r"|\bnot (?:statistically |clinically )?significan\w+"
    r"|\b(?:no|without|lack(?:ed|ing|s)?|fail(?:ed|s|ing)? to (?:reach|attain|achieve)) (?:any )?(?:statistical )?"
    r"significance\b"
    r"(?! (?:in|for|of)\b)|\bsignificance (?:was|is) not (?:reached|attained|achieved)"
    r"|\b(?:in|non-?)significant\b|(?<!group )(?<!groups )\bNS\b|\bn\.s\."
)
_INSIGNIFICANT = ("significan", "NS", "n.s.")
_ANOTHER_ARM = re.compile(r"\b(?:whereas|while|unlike|without|in contrast)\b")
# "more falls, although deaths were not significantly different".
_ANOTHER_OUTCOME = re.compile(
    r"\b(?:although|though|but)\s"
    r"(?!it\b|th[ei]\w+\b(?:\s(?:differ|chang|effect|result|increas|decreas|reduc)\w+)?\s(?:was|were|did)"
    r"|there (?:was|is) no (?:statistical )?significance|(?:statistical )?significance\b)"
    r"(?:(?!not\b)[\w-]+\s){1,6}(?:was|were|is|are|did)\b"
)
# "higher in A and non-significant among B".
_OF_ANOTHER = re.compile(r"\s+(?:among|in|for|with)\b")
# "; however, no difference in Z was seen": what follows is of something else, unless it points back.
_TURN = re.compile(r";\s(?:however|but|while|whereas|in contrast)\b(?!,?\s(?:it|this|these|that|the difference)\b)")
_CONCEDING = frozenset({"although", "though", "while"})


def may_be_chance(frame: Frame, own: Sequence[Effect], text: str, sentence: Sentence) -> bool:
    """Tell whether a comparison may be chance: by its statistics, or because the sentence says so of it.

    What the sentence says of another arm ("whereas in controls it was not significant") does not count.
    """
    denied = _NO_SIGNIFICANT.search(text, max(sentence.start, frame.trigger_start - 45), frame.object.start)
    if denied is not None and not _BORDER.search(text, denied.end(), frame.trigger_start):
        return True
    if frame.rule not in COMPARING:
        return False
    if by_chance(own) and not _SAID.search(text[max(sentence.start, frame.trigger_start - 45) : frame.trigger_start]):
        return True
    if not any(word in sentence.text for word in _INSIGNIFICANT):
        return False
    turn = _TURN.search(text, frame.trigger_end, sentence.end)
    match = _NOT_SIGNIFICANT.search(text, frame.trigger_start, turn.start() if turn else sentence.end)
    if match is not None:
        others = _OF_ANOTHER.match(text, match.end()) is not None and text[: match.start()].endswith(("and ", "but "))
        between = text[frame.trigger_start : match.end()]
        apart = _ANOTHER_ARM.search(text, frame.trigger_start, match.start()) or _ANOTHER_OUTCOME.search(between)
        return not others and not apart
    match = _NOT_SIGNIFICANT.search(text, sentence.start, frame.trigger_start)
    return match is not None and text[sentence.start : match.start()].strip().lower() in _CONCEDING
