"""What the model is told of two entities: short strings, each naming a fact of one of them or of both together."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence

from extractors.relations.entities import Entity, Passage, Place

# Facts of so many mentions, and of so many sentences that name both, the closest first, say enough.
_MENTIONS = 8
_CLOSEST = 3
# Of the words between two names, so many after the first and before the second.
_NEAR = 12
_STEPS = (1, 2, 3, 4, 6, 9, 14, 20, 30)

Meeting = tuple[int, Place, Place]
"""A mention of each of two entities in one sentence, with the number of items from one to the other."""


def entity_facts(passage: Passage, entity: Entity, above: Callable[[str], Sequence[str]]) -> list[str]:
    """Return what is said of an entity wherever it stands: the words around it, its name, how often and how early.

    ``above`` names the broader terms of one: where a paper names a thing and what is narrower, it relates the latter.
    """
    facts: list[str] = []
    for place in entity.places[:_MENTIONS]:
        row, at = passage.items[place.sentence], place.item
        before, after = _item(row, at - 1), _item(row, at + 1)
        words = place.link.mention.text.lower().split()
        facts += (
            f"p {before}", f"n {after}", f"p {_item(row, at - 2)} {before}", f"n {after} {_item(row, at + 2)}",
            f"h {words[-1]}", f"h {words[-1][-4:]}", f"w {' '.join(words)}",
        )  # fmt: skip
    broader = above(entity.key)
    facts += [f"k {name}" for name in broader]
    others = [other.key for other in passage.entities if other.letter == entity.letter]
    facts.append(f"broader {min(sum(key in broader for key in others), 2)}")
    facts.append(f"narrower {min(sum(entity.key in above(key) for key in others), 2)}")
    return [*facts, *_standing_facts(passage, entity)] if passage.whole else facts


def _standing_facts(passage: Passage, entity: Entity) -> list[str]:
    last = len(passage.items) - 2
    facts: list[str] = []
    for place in entity.places[:_MENTIONS]:
        facts.append(f"s {min(place.sentence, 3)}")
        if place.sentence >= last:
            facts.append(f"e {place.sentence - last}")
    same = [other for other in passage.entities if other.letter == entity.letter]
    more = sum(len(other.places) > len(entity.places) for other in same)
    return [*facts, f"count {_grade(len(entity.places))}", f"others {_grade(len(same))}", f"rank {min(more, 5)}"]


def standing(passage: Passage, entity: Entity) -> str:
    """Return how much of a passage's subject an entity is: in its title, and whether none of its kind is named more."""
    same = [other for other in passage.entities if other.letter == entity.letter]
    more = sum(len(other.places) > len(entity.places) for other in same)
    title = "t" if entity.places[0].sentence == 0 else ""
    return title + ("1" if len(same) == 1 else "m" if not more else "s" if more < 3 else "")


def meetings(first: Entity, second: Entity) -> list[Meeting]:
    """Return the nearest two mentions of each sentence that names both, the nearest first."""
    there: dict[int, list[Place]] = {}
    for place in second.places:
        there.setdefault(place.sentence, []).append(place)
    best: dict[int, Meeting] = {}
    for one in first.places:
        for other in there.get(one.sentence, ()):
            gap = abs(one.item - other.item)
            if one.sentence not in best or gap < best[one.sentence][0]:
                best[one.sentence] = (gap, one, other)
    return sorted(best.values(), key=lambda found: (found[0], found[1].sentence))


def pair_facts(
    passage: Passage, first: Entity, second: Entity, met: Sequence[Meeting], subjects: str, told: Iterable[str]
) -> list[str]:
    """Return what is said of two entities together.

    ``subjects`` is the `standing` of both in a whole passage, ``told`` names what the rules found between them.
    """
    facts = [f"r {name}" for name in told]
    if passage.whole:
        facts += (f"standing {subjects}", f"standing {subjects} {min(len(met), 2)}", f"both {min(len(met), 4)}")
    if not met:
        away = min(abs(one.sentence - other.sentence) for one in first.places for other in second.places)
        return [*facts, f"away {min(away, 6)}"]
    gap, one, other = met[0]
    row = passage.items[one.sentence]
    facts.append(f"gap {_grade(gap)}")
    facts.append(f"nearest {_nearer(row, one.item, other.item)} {_nearer(row, other.item, one.item)}")
    for _, one, other in met[:_CLOSEST]:
        facts += _joined(passage.items[one.sentence], one.item, other.item)
    return facts


def _grade(number: int) -> int:
    return bisect(_STEPS, number)


def _item(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else "^" if place < 0 else "$"


def _nearer(row: Sequence[str], place: int, wanted: int) -> int:
    """Return how many names of the wanted one's kind stand nearer to a place than it does, two at most."""
    gap, letter = abs(place - wanted), row[wanted]
    around = row[max(0, place - gap + 1) : place + gap]
    return min(sum(item == letter for item in around) - (row[place] == letter), 2)


def _joined(row: Sequence[str], first: int, second: int) -> list[str]:
    """Return the words between and around two items, with which of them comes first."""
    way = ">" if first < second else "<" if first > second else "="
    low, high = sorted((first, second))
    between = list(row[low + 1 : high])
    if len(between) > 2 * _NEAR:
        between = [*between[:_NEAR], "...", *between[-_NEAR:]]
    facts = [f"b{way} {' '.join(between)}"] if len(between) <= 6 else []
    for word in between:
        facts.append(f"m{way} {word}")
        if len(word) > 5:
            facts.append(f"t{way} {word[:5]}")
    facts += [f"m{way} {one} {two}" for one, two in itertools.pairwise(between)]
    facts += [f"m{way} {one} {two} {three}" for one, two, three in zip(between, between[1:], between[2:], strict=False)]
    before, after = _item(row, low - 1), _item(row, high + 1)
    letters = "".join([item for item in between if item in _LETTERS])
    facts += (
        f"l{way} {before}", f"l{way} {_item(row, low - 2)} {before}", f"x{way} {after}",
        f"x{way} {after} {_item(row, high + 2)}", f"i{way} {letters[:4]}",
    )  # fmt: skip
    return facts + _listed(row, low, high, way)


_LETTERS = frozenset("CGVD")
_LISTING = frozenset({",", "and", "or", "/", "&"})


def _listed(row: Sequence[str], low: int, high: int, way: str) -> list[str]:
    """Return the words between two items without the lists that each of them stands in."""
    start, end = low + 1, high
    while start < end and (
        row[start] == row[low] or (row[start] in _LISTING and row[start + 1] in {row[low], *_LISTING})
    ):
        start += 1
    while start < end and (
        row[end - 1] == row[high] or (row[end - 1] in _LISTING and row[end - 2] in {row[high], *_LISTING})
    ):
        end -= 1
    between = row[start:end]
    facts = [f"g{way} {_grade(len(between))}"]
    if len(between) <= 6:
        facts.append(f"B{way} {' '.join(between)}")
    if between:
        facts += (f"j{way} {' '.join(between[:2])}", f"J{way} {' '.join(between[-2:])}")
    return facts
