"""Phrases that only mean something with more of their sentence, and words that mean nothing without another."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.claim import Argument
from extractors.claims.frame import Place
from extractors.claims.groups import CARRIERS
from extractors.claims.heads import EMPTY, PEOPLE, TURNING, VAGUE
from extractors.claims.words import listed

_LED = re.compile(
    r"\s(?:in|for|to|with|on|against|between|from|by|of|among|within|towards?|targeting|directed|specific|lacking|carrying|harbou?ring|expressing)\s"
)
_LONGEST = 90
# Words that say what sort of thing is given or done, and not what.
SORTS = listed(
    "treatment treatments therapy therapies intervention interventions drug drugs medication medications agent agents "
    "compound compounds regimen regimens procedure procedures technique techniques device devices programme programmes "
    "program programs arm arms antibodies inhibitors antagonists agonists antagonist inhibitor agonist extract "
    "extracts both controls control exposures conditions protocol protocols approach approaches strategy strategies"
)
_BLAND = SORTS | VAGUE | EMPTY


def completed(text: str, place: Place) -> Place:
    """Return a phrase of one word with what completes it; a longer one, a name or people as they are.

    >>> text = "Defects in the retina caused blindness."
    >>> completed(text, Place(start=0, end=7, reach_end=21, word="defects")).end
    21
    """
    words = text[place.start : place.end]
    alone = (len(words) == len(place.word) and words[1:].islower()) or (place.word in TURNING and " of " not in words)
    if not alone or place.word in CARRIERS | PEOPLE or place.reach_end - place.start > _LONGEST:
        return place
    if place.reach_end <= place.end or _LED.match(text, place.end, place.reach_end) is None:
        return place
    return replace(place, end=place.reach_end)


_FALLING = re.compile(
    r"(?:impairments?|loss|lack|deficits?|declines?|reductions?|decreases?|deterioration|absence|inhibition|suppression"
    r"|deficiency) (?:of|in)\s",
    re.IGNORECASE,
)
# Words that are of something: by themselves they do not say of what.
_OF = listed(
    "development growth progression differentiation proliferation migration invasion metastasis survival function "
    "functions structure integrity maintenance formation recognition transmission acquisition tolerance stability "
    "fusion targeting production storage release uptake activity maturation morphology repair regeneration remodeling "
    "remodelling recovery resistance motility adhesion viability onset severity duration frequency incidence "
    "prevalence recurrence expression synthesis secretion quality size shape thickness density volume strength health"
)


def in_list(text: str, found: Argument, place: Place) -> Argument:
    """Return a word that is of something with the rest of its list, where that says of what.

    "Cell growth and survival" for its second word, "structure and function of the gut" for its first. "Loss of bone and
    muscle" is no muscle.
    """
    if place.whole is None:
        return found
    start, end = place.whole
    if _FALLING.match(text, start, found.start) is not None and end - start <= _LONGEST:
        return Argument(start=start, end=end, text=text[start:end], kind=found.kind)
    if found.curies or found.text.lower() not in _OF:
        return found
    before, after = text[start : found.start].split(), text[found.end : end].lower().split()
    joined = (len(before) > 2 and before[-1] == "and" and before[-2].lower() in _OF) or (
        len(after) > 3 and after[0] == "and" and "of" in after[2:]
    )
    if not joined or end - start > _LONGEST:
        return found
    return replace(found, start=start, end=end, text=text[start:end])


def is_bland(argument: Argument) -> bool:
    """Tell whether a word by itself says only what sort of thing is meant: "the intervention", "both drugs"."""
    words = argument.text
    return not argument.curies and argument.intervention is None and not words.isupper() and words.lower() in _BLAND
