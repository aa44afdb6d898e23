"""Whether a change is good or bad for the patient, from what changes and which way.

The tables hold what is bad or good when it rises. Growth, movement and death of cells are judged only where the words
around are about cancer: less growth of a tumour is good, of a wound's edge it is not.
"""

from __future__ import annotations

import functools
import re

from extractors.claim import Argument, Direction, Predicate
from extractors.screen import Screened, screened
from ontologies.term import Kind

_BAD = (
    r"pain|mortality|deaths?|died|symptoms?|severity|risks?|incidence|relapses?|recurren\w+|tumou?r (?:growth|size"
    r"|volume|burden|weight|mass)|"
    r"metasta\w+|inflammat\w+|toxicit\w+|adverse|depress\w+|anxiety|stress|fatigue|complications?|bleeding"
    r"|infections?|hospitali[sz]ation|"
    r"length of (?:hospital )?stay|nausea|vomiting|injur\w+|damage|dysfunction|disability|failure|fractures?"
    r"|ha?emorrhage|thrombosis|"
    r"stroke(?! (?:volumes?|work|index))|pathology|neuropathology|\w*degeneration|fibrosis|necrosis|edema"
    r"|oedema|cholesterol|ldl\w*"
    r"|triglycerides?|hba1c|blood pressure|insulin resistance"
    r"|obesity|body weight|"
    r"oxidative stress|reactive oxygen species|seizures?|falls|readmission|resistance|progression|disorders?"
    r"|impairment|deficits?|"
    r"infarct\w*|apnea|ulcers?|lesions?|scar\w*|tremor|cough|fever|headaches?|diarrh?o?ea|mucositis|neuropathy"
    r"|nephrotoxicity|hepatotoxicity|(?<!weight )loss|"
    r"defects?|malformations?|worsening|deterioration"
    r"|exacerbations?|cardiotoxicity|dormancy|angiogenesis|side effects?|cravings?|suicid\w+|drop-?outs?|cancer"
)
_GOOD = (
    r"survival|quality of life|qol|function(?:ing|ality)?|efficacy|effectiveness|response rates?|remission|recovery"
    r"|cognition|cognitive|"
    r"adherence|strength|healing|satisfaction|tolerability|safety|specificity|sensitivity|wellbeing|well-being"
    r"|knowledge|self-efficacy|"
    r"performance|balance|mobility|bone (?:mineral )?density|hdl\w*|ejection fraction|fev1|immunity|regeneration"
    r"|repair|sleep|mood|"
    r"physical activity|memory|learning|cure|success|control rate|clearance|antitumou?r activity|anti-?tumou?r"
    r"|therapeutic|growth velocity|"
    r"height|oxygenation|prediction|accuracy|precision|reliability|outcomes?|"
    r"saturation|pregnancy rate|live birth|disease-free|progression-free"
)
_CELL_BAD = (
    r"viability|proliferat\w+|migrat\w+|invas\w+|growth|colony formation|clonogenic\w*|motility|stemness"
    r"|angiogenesis|survival of|cell survival|emt|epithelial-mesenchymal"
)
_CELL_GOOD = (
    r"apoptosis|apoptotic|cell death|death of|senescence|cell cycle arrest|chemosensitivity|radiosensitivity"
    r"|sensitivity"
)
_CANCER = (
    r"\b(?:cancers?|tumou?rs?|carcinomas?|leuk[a]?emias?|lymphomas?|melanomas?|gliomas?|glioblastomas?|sarcomas?"
    r"|myelomas?|neoplas\w+|"
    r"malignan\w+|oncolog\w+|metasta\w+|anti-?cancer|anti-?tumou?r|adenocarcinoma\w*|neuroblastoma\w*|hepatoma\w*"
    r"|MCF-?7|HeLa|4T1|A549)\b"
)


# "symptom relief": what takes the bad away is good.
_EASED = re.compile(
    r"\b(?:relief|control|prevention|resolution|clearance|eradication|healing"
    r"|(?<!stress )(?<!pressor )(?<!allergic )(?<!autoimmune )(?<!inflammatory )(?<!phase )response)s?$",
    re.IGNORECASE,
)


# "time to relapse": the longer the better, where what comes is bad.
_UNTIL = re.compile(r"(?:[\w-]+ ){0,2}?time to (?:the |an? )?(?:first )?(?=\w)", re.IGNORECASE)


@functools.cache
def _patterns() -> tuple[Screened, ...]:
    return tuple(
        screened(rf"\b(?:{words})\b" if words is not _CANCER else words, re.IGNORECASE)
        for words in (_BAD, _GOOD, _CELL_BAD, _CELL_GOOD, _CANCER)
    )


@functools.lru_cache(maxsize=256)
def about_cancer(text: str) -> bool:
    """Tell whether a text speaks of cancer.

    >>> about_cancer("MCF-7 breast cancer cells"), about_cancer("wound healing")
    (True, False)
    """
    return _patterns()[4].search(text) is not None


# "Days of poor control": more of it is worse, however good control is.
_JUDGED_BAD = re.compile(
    r"\b(?:poor(?:er)?|bad|worse|worst|inadequate|insufficient|impaired|uncontrolled|unfavou?rable|unsatisfactory"
    r"|undesirable|unsuccessful|adverse|loss of|lack of)\s(?:[\w-]+\s)?[\w-]+\W*$",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1 << 12)
def valence_of(text: str, kind: Kind, cancer: bool) -> int:
    """Return +1 where more of it is good, -1 where more is bad, 0 where nothing is known.

    >>> valence_of("pain intensity", Kind.OUTCOME, False), valence_of("quality of life", Kind.OUTCOME, False)
    (-1, 1)
    >>> valence_of("time to relapse", Kind.OUTCOME, False), valence_of("time to recovery", Kind.OUTCOME, False)
    (1, -1)
    >>> valence_of("unfavorable outcome", Kind.OUTCOME, False), valence_of("stress response", Kind.OUTCOME, False)
    (-1, -1)
    >>> valence_of("cell viability", Kind.OUTCOME, True), valence_of("cell viability", Kind.OUTCOME, False)
    (-1, 0)
    """
    bad, good, cell_bad, cell_good, _ = _patterns()
    head = " ".join(text.split()[-2:])
    if _JUDGED_BAD.search(text):
        return -1
    delayed = _UNTIL.match(text)
    if delayed is not None:
        return -valence_of(text[delayed.end() :], kind, cancer)
    judgements = (
        (1, _EASED.search(text) is not None),
        (1, cancer and cell_good.search(text) is not None),
        (-1, cancer and cell_bad.search(text) is not None),
        # The head decides before its modifiers: "cognitive deficits" are bad.
        (-1, bad.search(head) is not None and not good.search(text.rsplit(maxsplit=1)[-1])),
        (1, good.search(text) is not None),
        (-1, bad.search(text) is not None or kind in {Kind.DISEASE, Kind.PHENOTYPE}),
    )
    return next((sign for sign, applies in judgements if applies), 0)


_ALWAYS = {Predicate.IMPROVES: True, Predicate.TREATS: True, Predicate.PREVENTS: True, Predicate.WORSENS: False}


def benefit_of(
    predicate: Predicate, direction: Direction, target: Argument, *, cancer: bool, negated: bool
) -> bool | None:
    """Return whether the change helps; None where nothing changes, where it is denied, or where the table is silent."""
    if negated or direction is Direction.NO_CHANGE or predicate in {Predicate.STUDIED_FOR, Predicate.APPROVED_FOR}:
        return None
    valence = valence_of(target.text, target.kind, cancer)
    if predicate is Predicate.PREVENTS and valence > 0:
        return False
    if predicate in _ALWAYS:
        return _ALWAYS[predicate]
    if direction is Direction.NONE or not valence:
        return None
    return (valence > 0) == (direction is Direction.INCREASE)
