"""How much a mapping loses: from one vocabulary into another and back again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.mapping import Mapping

SAME = "the same id"
AMONG = "the same id among others"
OTHER = "another id"
LOST = "no way back"
UNMAPPED = "no mapping"


def round_trip(crosswalk: Crosswalk, curie: Curie, prefix: str) -> tuple[str, str]:
    """Return by which predicate an id goes into the vocabulary of the prefix, and what comes back.

    Only the closest mappings are followed, each way. The predicate is empty where there is none.

    >>> round_trip(Crosswalk.open(), Curie.parse("MESH:D003920"), "MONDO")
    ('skos:exactMatch', 'the same id')
    """
    there = _closest(crosswalk.translate(curie, prefix))
    if not there:
        return "", UNMAPPED
    back = {last.object for first in there for last in _closest(crosswalk.translate(first.object, curie.prefix))}
    outcome = LOST if not back else OTHER if curie not in back else SAME if len(back) == 1 else AMONG
    return there[0].predicate.value, outcome


def round_trips(crosswalk: Crosswalk, curies: Iterable[Curie], prefix: str) -> Counter[tuple[str, str]]:
    """Count the ways and outcomes of many ids; an id counts as often as it is given."""
    return Counter(round_trip(crosswalk, curie, prefix) for curie in curies)


def _closest(mappings: tuple[Mapping, ...]) -> tuple[Mapping, ...]:
    return tuple(mapping for mapping in mappings if mapping.predicate is mappings[0].predicate)
