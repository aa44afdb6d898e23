"""What a rule of the grammar finds: a relation as spans of text."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.claim import Direction, Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Mark an argument: the noun phrase, and the wider stretch in which its name may stand.

    "treatment of cells with aspirin" is the phrase "treatment of cells" with the reach up to "aspirin". ``led`` is the
    preposition that led to an arm, "sort" where people are called by it ("zinc patients"), "who" where the words tell
    what people did. ``change`` says that a noun of change heads the phrase: "reduction in pain".
    ``whole`` spans the list that a phrase may only be understood in: "cell growth and [survival]".
    """

    start: int
    end: int
    reach_end: int
    word: str = ""
    led: str = ""
    change: bool = False
    whole: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Hold one relation as spans; ``subject`` is None where it must be carried on from before.

    ``trigger_start`` and ``trigger_end`` mark the words that say what happens: negation and hedges are read there.
    ``values`` are the spans of the numbers of subject and comparator, where these make the frame.
    """

    rule: str
    predicate: Predicate
    direction: Direction
    object: Place
    trigger_start: int
    trigger_end: int
    subject: Place | None = None
    comparator: Place | None = None
    pronoun: bool = False
    denied: bool = False
    order: int = 0
    values: tuple[tuple[int, int], tuple[int, int]] | None = None
