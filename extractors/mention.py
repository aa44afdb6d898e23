"""Typed spans of text."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.errors import SpanError
from extractors.phrase import phrase_key
from ontologies.curie import Curie
from ontologies.term import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Mark a span that names an entity.

    ``recogniser`` names the rule or model that found it, ``score`` in 0..1 is that recogniser's own confidence.
    ``given`` holds the ids that the input itself states for the span (PubTator, BioC); empty where it states none.

    >>> Mention.cut("the MCF-7 line", 4, 9, Kind.CELL_LINE, "lexicon").text
    'MCF-7'
    """

    start: int
    end: int
    text: str
    kind: Kind
    recogniser: str
    score: float = 1.0
    given: tuple[Curie, ...] = ()

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise SpanError(self.start, self.end, f"a span of {len(self.text)} characters", self.text)

    @classmethod
    def cut(cls, source: str, start: int, end: int, kind: Kind, recogniser: str, score: float = 1.0) -> Mention:
        """Make a mention whose text is the slice of the source text."""
        return cls(start=start, end=end, text=source[start:end], kind=kind, recogniser=recogniser, score=score)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """Pair an abbreviation with the words it stands for, where the paper defines it."""

    short: str
    long: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Name one part of a composed intervention and its role in it.

    ``role`` is one of agent, source cell, source tissue, vesicle, cargo, engineering, route, dose. ``curies`` holds
    the linked term and its counterparts, best first; empty where the part has no term. A part that is implied by an
    abbreviation ("MSC-EVs") has the span of the abbreviation.
    """

    role: str
    start: int
    end: int
    text: str
    curies: tuple[Curie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """Keep a composed intervention whole, with its parts in the order of the text.

    >>> text = "MSC-EVs carrying miR-23b"
    >>> Intervention(start=0, end=24, text=text, parts=(
    ...     Part(role="cargo", start=17, end=24, text="miR-23b", curies=(Curie.parse("NCBIGene:407011"),)),
    ... )).key
    'cargo=NCBIGene:407011'
    """

    start: int
    end: int
    text: str
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """Return what the intervention is, apart from where it stands: its sorted roles and terms."""
        facts = {f"{part.role}={part.curies[0] if part.curies else phrase_key(part.text)}" for part in self.parts}
        return ";".join(sorted(facts))
