"""The conditions that a sentence names beside its claim: who, in which cells, at what dose, after what time."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extractors.claim import Argument, Qualifier
from extractors.claims.arguments import Resolver
from extractors.document import Sentence
from extractors.screen import Screened, screened
from ontologies.term import Kind

_ROLES = {
    Kind.SPECIES: "species", Kind.CELL_LINE: "cell line", Kind.CELL_TYPE: "cell type", Kind.ANATOMY: "tissue",
    Kind.DISEASE: "disease",
}  # fmt: skip
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
    """Return the conditions in a sentence that overlap none of a claim's own arguments, in the order of the text."""
    found: list[Qualifier] = []
    for link in resolver.links_in(sentence.start, sentence.end):
        role = _ROLES.get(link.mention.kind)
        if role and link.term is not None:
            found.append(Qualifier(role=role, argument=resolver.named(link)))
    for role, pattern in _patterns().items():
        if role in _CLUES and not any(clue in sentence.text for clue in _CLUES[role]):
            continue
        for match in pattern.finditer(text, sentence.start, sentence.end):
            start, end = match.span("found")
            words = text[start:end].rstrip()
            argument = Argument(start=start, end=start + len(words), text=words, kind=Kind.OTHER)
            found.append(Qualifier(role=role, argument=argument))
    return _apart(found, taken)


def _apart(found: list[Qualifier], taken: Sequence[Argument]) -> tuple[Qualifier, ...]:
    kept: dict[tuple[str, str], Qualifier] = {}
    for qualifier in sorted(found, key=lambda q: (q.argument.start, q.role)):
        argument = qualifier.argument
        if not any(argument.start < other.end and other.start < argument.end for other in taken):
            kept.setdefault((qualifier.role, argument.key), qualifier)
    return tuple(kept.values())
