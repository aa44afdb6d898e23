"""The conditions that a sentence names beside its claim: who, in which cells, at what dose, after what time."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from extractors.claim import Argument, Qualifier
from extractors.claims.arguments import Resolver
from extractors.document import Sentence
from extractors.link import Link
from extractors.screen import Screened, screened
from ontologies.term import Kind

_ROLES = {
    Kind.SPECIES: "species", Kind.CELL_LINE: "cell line", Kind.CELL_TYPE: "cell type", Kind.ANATOMY: "tissue",
    Kind.DISEASE: "disease",
}  # fmt: skip
# What can stand beside a disease in one list of harms or symptoms.
_AILMENTS = frozenset({Kind.DISEASE, Kind.PHENOTYPE, Kind.OUTCOME, Kind.OTHER})
# Between two items of a list: at most three words that belong to them, never one that begins another part of speech.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_SEPARATOR = re.compile(r"[,;/]|\b(?:and|or|as well as)\b")
_ELSEWHERE = re.compile(
    r"[.:]|\b(?:in|of|with|for|to|by|at|on|from|after|before|during|than|vs|versus|without|among|between|through|via|"
    r"was|were|is|are|be|been|had|has|have|not|that|which|who|whose|where|while|but|when|if|as)\b"
)
_LED = re.compile(r"\b(?:in|with|of|for|among|during|from)\s+$", re.IGNORECASE)
_PEOPLE = (
    r"patients|women|men|children|adults|adolescents|infants|neonates|participants|volunteers|individuals|boys|girls|"
    r"survivors|smokers|athletes|students|carers|caregivers|veterans"
)
_NUMBER = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty[- ]four)"
_TIME = r"(?:seconds?|s|min(?:utes)?|h|hours?|days?|weeks?|wk|months?|mo|years?|yrs?)"


@functools.cache
def _patterns() -> dict[str, Screened]:
    return {
        "population": screened(
            rf"\b(?:in|among|of|for)\s+(?P<found>(?!the\b|both\b|these\b)(?:[\w-]+\s){{0,3}}(?:{_PEOPLE})"
            r"(?:\s+(?:with|undergoing|receiving|aged)\s+(?:[\w-]+\s?){1,4})?)",
            re.IGNORECASE,
        ),
        "dose": screened(
            r"(?P<found>\b\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+(?:[.,]\d+)?)?\s?(?:[mμµnpk]?g|[mμµ]?L|[mμµn]?M|IU|mCi|Gy|U)"
            r"(?:\s?/\s?(?:kg|m2|m²|day|d|mL|ml|L|dose|week))*(?:\s(?:twice|once|three times) (?:daily|a day|weekly)"
            r"|\sdaily)?)(?![\w%])"
        ),
        "time": screened(
            rf"\b(?:for|after|at|over|within|during|by|until)\s+(?:the\s|a\s|up"
            rf" to\s)?(?P<found>{_NUMBER}[\s-]?{_TIME})\b",
            re.IGNORECASE,
        ),
    }


_CLUES = {
    "population": (
        "patient", "women", "men", "child", "adult", "infant", "participant", "volunteer", "individual", "students",
        "smokers",
    ),
}  # fmt: skip


def find_qualifiers(
    text: str, sentence: Sentence, resolver: Resolver, taken: Sequence[Argument]
) -> tuple[Qualifier, ...]:
    """Return the conditions in a sentence, in the order of the text.

    They overlap none of a claim's own arguments, and stand in no list with one of them: where a drug brings nausea,
    headache and fever, neither is the condition of another.
    """
    links = resolver.links_in(sentence.start, sentence.end)
    beside = {place for argument in taken for place in _listed_with(argument, text, links)}
    named = [one for one in _named(sentence, resolver) if one.argument.start not in beside]
    return _apart([*named, *_unnamed(text, sentence)], taken)


# The claims of one sentence follow one another.
@functools.lru_cache(maxsize=4)
def _named(sentence: Sentence, resolver: Resolver) -> tuple[Qualifier, ...]:
    """Return the conditions that are names with a term."""
    links = [link for link in resolver.links_in(sentence.start, sentence.end) if link.term is not None]
    return tuple(
        Qualifier(role=_ROLES[link.mention.kind], argument=resolver.named(link))
        for link in links
        if link.mention.kind in _ROLES
    )


# Claims, risks and relations of a paper ask for the same sentences.
@functools.lru_cache(maxsize=256)
def _unnamed(text: str, sentence: Sentence) -> tuple[Qualifier, ...]:
    """Return the conditions that are told by words that no vocabulary has."""
    found: list[Qualifier] = []
    for role, pattern in _patterns().items():
        if role in _CLUES and not any(clue in sentence.text for clue in _CLUES[role]):
            continue
        for match in pattern.finditer(text, sentence.start, sentence.end):
            start, end = match.span("found")
            words = text[start:end].rstrip()
            argument = Argument(start=start, end=start + len(words), text=words, kind=Kind.OTHER)
            found.append(Qualifier(role=role, argument=argument))
    return tuple(found)


def _apart(found: list[Qualifier], taken: Sequence[Argument]) -> tuple[Qualifier, ...]:
    kept: dict[tuple[str, str], Qualifier] = {}
    for qualifier in sorted(found, key=lambda q: (q.argument.start, q.role)):
        argument = qualifier.argument
        if not any(argument.start < other.end and other.start < argument.end for other in taken):
            kept.setdefault((qualifier.role, argument.key), qualifier)
    return tuple(kept.values())


def _listed_with(argument: Argument, text: str, links: Iterable[Link]) -> list[int]:
    """Return where ailments begin that one list joins to an ailment that is an argument."""
    if argument.kind not in _AILMENTS:
        return []
    found, start, end = [], argument.start, argument.end
    ailments = [link.mention for link in links if link.mention.kind in _AILMENTS]
    for one in reversed([one for one in ailments if one.end <= start]):
        # "In asthma, cough and wheeze" lists two.
        if not _is_joint(text[one.end : start]) or _LED.search(text[max(0, one.start - 9) : one.start]):
            break
        found.append(start := one.start)
    for one in [one for one in ailments if one.start >= end]:
        if not _is_joint(text[end : one.start]):
            break
        found.append(one.start)
        end = one.end
    return found


@functools.lru_cache(maxsize=1 << 10)
def _is_joint(between: str) -> bool:
    """Tell whether words between two items join them to one list.

    >>> _is_joint(" [6, 8], upper "), _is_joint(" in patients with "), _is_joint(" increased ")
    (True, False, False)
    """
    words = _BRACKETS.sub(" ", between)
    items = _SEPARATOR.split(words)
    return len(items) > 1 and not _ELSEWHERE.search(words) and all(len(item.split()) <= 3 for item in items)
