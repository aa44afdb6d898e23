"""Which words name people, arms and controls of a study, and which of them can bring about a change."""

from __future__ import annotations

import functools
import re

from extractors.claim import Argument
from extractors.claims.frame import Place
from extractors.claims.words import listed
from ontologies.term import Kind

GIVEN = frozenset({Kind.CHEMICAL, Kind.GENE, Kind.INTERVENTION})


def is_carrier(text: str) -> bool:
    """Tell whether words end in people, cells or animals."""
    return text.lower().split()[-1] in CARRIERS


# People, cells and animals bring nothing about: what they got or lack does.
CARRIERS = listed(
    "patients participants subjects individuals women men children adults people patient subject mice "
    "rats animals cells group cows calves sheep hens piglets hamsters monkeys eyes students pupils residents "
    "groups those volunteers users recipients infants neonates pigs rabbits dogs arm arms treatment use "
    "administration exposure combination addition presence absence inhibition loss overexpression knockdown "
    "deletion expression levels level lines tumors tumours"
)


# In these a thing is measured; by themselves they do not bring it about: "tumours increased ALT levels".
BEARERS = listed("tumours tumors tumour tumor cells microglia macrophages neurons lesions metastases xenografts clones")
_GROUPS = listed("groups group arms arm treatments cohorts")
_ANY_GROUP = listed(
    "treatment study comparative comparison intervention control the both two three experimental active"
)
_SCENES = frozenset({Kind.CELL_TYPE, Kind.ANATOMY, Kind.SPECIES, Kind.PROCESS, Kind.OTHER})
_PLACING = frozenset({"in", "on", "for", "under", "during"})


_ARM = re.compile(r"\b(?:groups?|arms?|cohort)$|\b(?:group|arm|cohort|diet|formulation)s? [\w+-]{1,4}$")


_CONTROL = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ )?(?:placebos?|controls?|sham|usual care|standard care|no treatment"
    r"|untreated|vehicle|saline)"
    r"(?:[- ](?:treated|groups?|arms?|patients|subjects|treatment|mice|rats|animals|cells|condition|diet))*$",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1 << 12)
def is_control(text: str) -> bool:
    """Tell whether words name the arm that others are compared with: "placebo", "the control group"."""
    return _CONTROL.search(text) is not None


_TREATED = re.compile(
    r"(?:the )?(?:(?:intervention|treatment|treated|experimental|active|study|supplement|drug)"
    r"(?: (?:group|arm)| patients| subjects)?"
    r"|(?:this |study )(?:intervention|treatment|drug|supplement))$",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1 << 12)
def is_treated(text: str) -> bool:
    """Tell whether words only say that an arm got what is studied: "the intervention group"."""
    return _TREATED.match(text) is not None


_REFERRED = listed(
    "strategy intervention treatment therapy drug agent compound regimen program programme approach method procedure "
    "technique supplement diet exercise combination device"
)


def refers_back(place: Place, before: str) -> bool:
    """Tell whether a subject is what the paper studies, named as such: "this strategy", "the intervention"."""
    alone = place.end - place.start == len(place.word)
    return alone and place.word in _REFERRED and before.lower().endswith(("this ", "the ", "such "))


LETTERS = re.compile(r"[A-Z][A-Z0-9+]{0,3}")


@functools.lru_cache(maxsize=1 << 12)
def is_arm(text: str) -> bool:
    """Tell whether words name an arm of a study: "the zinc group", "group B"."""
    return _ARM.search(text.lower()) is not None and not text.lower().endswith("age group")


@functools.lru_cache(maxsize=1 << 12)
def is_group(text: str) -> bool:
    """Tell whether words name a group of a study without saying what it got: "the two treatment groups"."""
    words = text.lower().split()
    # "the treatment group" is the arm that got what is studied; "both groups" is nobody in particular.
    return words in (["group"], ["arm"]) or (
        words[-1] in _GROUPS - {"group", "arm"} and set(words) <= _GROUPS | _ANY_GROUP
    )


def may_act(argument: Argument, place: Place, *, compared: bool) -> bool:
    """Tell whether an arm brings about a change: "in VSMCs" and "for fractures" only say where and what for.

    ``compared`` says that the sentence compares arms or gives a p value: there "higher in A than in B" names an arm.
    """
    if place.led not in _PLACING or compared or argument.intervention is not None or is_arm(argument.text):
        return True
    if place.led == "for" and argument.kind not in GIVEN:
        return False
    return argument.kind not in _SCENES
