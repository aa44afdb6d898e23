"""Things that are one for pooling though papers word them differently: "pain", "VAS pain score", "pain intensity"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pyoxigraph import Store

from extractors.claims.words import listed
from extractors.phrase import phrase_key
from kg.analysis.ask import ask, entities
from kg.errors import QueryError

# Words that say how or when a thing was measured, or how often it came, and not what it is. Kinds of measures are kept
# apart by their own names, so that "risk of stroke" and "stroke" may stand side by side.
# "Caus" is what `phrase_key` leaves of a cause.
_MEASURED = listed(
    "score scale level concentration intensity severity mean median change total overall incidence rate risk frequency"
    " number occurrence prevalence proportion percentage value measure measurement visual analogue analog vas rating"
    " self reported adjusted unadjusted crude cumulative final in of the at by on for during after from to and or"
    " baseline end point endpoint follow up week month day days year any all caus plasma serum"
)
_GIVEN = listed(
    "group arm treatment therapy use administration supplementation intake patient participant subject people receiving"
    " treated recipient user child woman man adult the of with in to a combination regimen daily once twice weekly"
    " per day days dose low high oral orally intravenous subcutaneous tablet capsule monotherapy alone"
)
_DOSE = re.compile(
    r"(?<![\w-])\d[\d.,]*(?:\s?(?:-|–|to)\s?\d[\d.,]*)?\s?(?:[mµμn]?g|mcg|kg|m[lL]|IU|iu|units?|mmol|%)(?:/\w+)*(?![\w-])"
)
# Ends that trials share under several names; the first of each line stands for all of them.
_ENDS = (
    ("mortality", "death", "died", "fatality"),
    ("glycated hemoglobin", "hba1c", "hb a1c", "a1c", "hemoglobin a1c", "glycosylated hemoglobin", "glycohemoglobin"),
    ("overall survival", "os"),
    ("progression free survival", "pfs"),
    ("disease free survival", "dfs"),
    ("body mass index", "bmi"),
    ("body weight", "weight"),
    ("systolic blood pressure", "sbp", "systolic bp"),
    ("diastolic blood pressure", "dbp", "diastolic bp"),
    ("ldl cholesterol", "low density lipoprotein cholesterol", "ldl c", "ldl", "low density lipoprotein"),
    ("hdl cholesterol", "high density lipoprotein cholesterol", "hdl c", "hdl", "high density lipoprotein"),
    ("forced expiratory volume in 1 second", "fev1", "fev 1", "forced expiratory volume in one second"),
    ("quality of life", "qol"),
    ("hemoglobin", "hb"),
    ("c reactive protein", "crp"),
    ("adverse event", "adverse effect", "side effect", "adverse reaction"),
)


@functools.lru_cache(maxsize=1 << 14)
def core(words: str, *, given: bool = False) -> frozenset[str]:
    """Return the words that say what an outcome, or with ``given`` a treatment, is; all where nothing else is left.

    A treatment is the same at every dose, an outcome under each name of `_ENDS`: "deaths from any cause" are mortality.

    >>> core("VAS pain scores at week 4") == core("intensity of the pain")
    True
    >>> core("HbA1c level") == core("change in glycated haemoglobin")
    True
    >>> core("zinc group", given=True) == core("Zinc 20 mg/day", given=True)
    True
    """
    key = phrase_key(_DOSE.sub(" ", words) if given else words)
    kept = frozenset(word for word in key.split() if word[0].isalnum()) or frozenset({key})
    said = frozenset(word for word in kept - (_GIVEN if given else _MEASURED) if given or not word.isdigit()) or kept
    return said if given else _ends().get(said, said)


@functools.cache
def _ends() -> dict[frozenset[str], frozenset[str]]:
    """Return the words of each common end by those of its other names."""
    found: dict[frozenset[str], frozenset[str]] = {}
    for names in _ENDS:
        cores = [_bare(name) for name in names]
        found |= dict.fromkeys(cores, cores[0])
    return found


def _bare(name: str) -> frozenset[str]:
    kept = frozenset(phrase_key(name).split())
    return frozenset(word for word in kept - _MEASURED if not word.isdigit()) or kept


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
