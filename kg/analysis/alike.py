"""Things that are one for pooling though papers word them differently: "pain", "VAS pain score", "pain intensity"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from pyoxigraph import Store

from extractors.claims.words import listed
from extractors.phrase import phrase_key
from kg.analysis.ask import ask, entities
from kg.errors import QueryError

# Words that say how or when a thing was measured, or how often it came, and not what it is. Kinds of measures are kept
# apart by their own names, so that "risk of stroke" and "stroke" may stand side by side.
_MEASURED = listed(
    "score scale level concentration intensity severity mean median change total overall incidence rate risk frequency"
    " number occurrence prevalence proportion percentage value measure measurement visual analogue analog vas rating"
    " self reported adjusted unadjusted crude cumulative final in of the at by on for during after from to and or"
    " baseline end point endpoint follow up week month day year"
)
_GIVEN = listed(
    "group arm treatment therapy use administration supplementation intake patient participant subject people receiving"
    " treated recipient user child woman man adult the of with in to a combination regimen"
)


@functools.lru_cache(maxsize=1 << 14)
def core(words: str, *, given: bool = False) -> frozenset[str]:
    """Return the words that say what an outcome, or with ``given`` a treatment, is; all where nothing else is left.

    >>> core("VAS pain scores at week 4") == core("intensity of the pain")
    True
    >>> core("zinc group", given=True) == core("Zinc", given=True)
    True
    """
    kept = frozenset(phrase_key(words).split())
    said = frozenset(word for word in kept - (_GIVEN if given else _MEASURED) if given or not word.isdigit())
    return said or kept


def alike(store: Store, name: str, role: str) -> tuple[str, ...]:
    """Return the IRIs of what has the same core words as a name or id in a role, "subject" or "object", of effects.

    What the name itself stands for comes first. Raise `QueryError` where there is nothing.
    """
    given = role == "subject"
    try:
        own = entities(store, name)
    except QueryError:
        own = ()
    named = dict(_labels(store, role))
    wanted = {core(label, given=given) for iri, label in named.items() if iri in own} | {core(name, given=given)}
    found = sorted(iri for iri, label in named.items() if iri not in own and core(label, given=given) in wanted)
    if not own and not found:
        entities(store, name)
    return (*own, *found)


def _labels(store: Store, role: str) -> Iterator[tuple[str, str]]:
    of_effects = f"?claim cg:effect ?effect ; biolink:{role} ?thing . ?thing skos:prefLabel ?label"
    sparql = f"SELECT DISTINCT ?thing ?label {{ {of_effects} }}"
    return ((row["thing"], row["label"]) for row in ask(store, sparql))
