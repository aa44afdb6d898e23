"""Where things were seen, by the words of a text."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict

from extractors.claim import Setting
from extractors.document import Document
from extractors.evidence.parts import front
from extractors.pipeline import Extraction
from extractors.screen import Choice, Screened, screened
from ontologies.term import Kind

MESH_SETTINGS: dict[str, Setting] = {
    "in vitro techniques": Setting.EX_VIVO,
    "cell line": Setting.IN_VITRO,
    "cell line, tumor": Setting.IN_VITRO,
    "cells, cultured": Setting.IN_VITRO,
    "tumor cells, cultured": Setting.IN_VITRO,
    "disease models, animal": Setting.IN_VIVO,
    "animals": Setting.IN_VIVO,
    "humans": Setting.CLINICAL,
    "computer simulation": Setting.IN_SILICO,
}

_ANIMALS = (
    r"animals|mice|mouse|murine|rats?|rodents?|rabbits?|guinea[- ]pigs?|hamsters?|dogs?|canine|cats?|pigs?|porcine"
    r"|piglets?|swine|sheep|lambs?|ovine|goats?|cattle|cows?|bovine|calves|horses?|equine|chickens?|broilers?|hens"
    r"|chicks?|zebrafish|monkeys?|macaques?|marmosets?|baboons?|primates?|Drosophila|fl(?:y|ies)|C\. elegans"
    r"|Caenorhabditis|nematodes?|Xenopus|fish|trout|salmon|ferrets?|gerbils?|jirds|squirrels?|birds?|larvae?"
    r"|planarians?"
    r"|Arabidopsis|Sprague[- ]Dawley|Wistar|BALB/c|C57BL"
)
# "Rat hepatocytes", "bovine serum", "mouse anti-human": the animal is where the cells or the serum came from.
_CELLS = (
    r"(?:cells?|fibroblasts?|hepatocytes|macrophages|neurons|myocytes|cardiomyocytes|oocytes|myoblasts|keratinocytes"
    r"|astrocytes|lymphocytes|splenocytes|islets|microsomes|homogenates|embryonic stem|anti|antibod(?:y|ies)|monoclonal"
    r"|polyclonal|serum|IgG)\b"
)
_LENDING = rf"(?! (?:\w+ ){{0,2}}?{_CELLS})(?! calf serum)"
_SETTING_WORDS: dict[Setting, str] = {
    Setting.IN_VIVO: rf"(?<!exposure )\bin[- ]vivo\b|\b(?:{_ANIMALS})\b(?! et al)(?![- ]assisted){_LENDING}"
    r"|\banimal (?:models?|studies|study|experiments?)\b|\bxenografts?\b|\btransgenic\b"
    r"|\bexperimental (?!cell|in[- ]vitro|skills|statistical)(?:[\w-]+ ){0,3}?models?\b|\bexperimental autoimmune\b",
    Setting.IN_VITRO: r"\bin[- ]vitro\b|\bcell[- ]lines?\b|\bcell[- ]cultures?\b|\bcultured\b|\bcultures\b"
    r"|\bin culture\b|\btransfect(?:ed|ion)\b|\blab(?:oratory)?[- ](?:dish|stud(?:y|ies)|setting)s?\b|\bin (?:a"
    r"|the) (?:lab )?dish\b"
    r"|\bpetri\b|\bco-?cultured?\b|\bHeLa\b|\bHEK[- ]?293T?\b|\bfibroblasts\b|\bassays?\b|\bincubat(?:ed|ion)\b"
    r"|\brecombinant\b|\bsi?RNA[- ]?(?:mediated )?knock-?down\b|\bsiRNAs?\b|\borganoids?\b|\biPSCs?\b|\bhESCs?\b"
    r"|\bES cells\b|\bstem cell[- ]derived\b|\bpluripotent\b|\bprimary (?:\w+ ){1,2}(?:cells|neurons|cultures?)\b"
    r"|\bcrystal structures?\b|\bX-ray (?:structure|crystal)|(?<!red )(?<!['’]s )\byeast\b(?! rice| infections?)"
    r"|\bcell extracts?\b|\bIC\(?50\)?\b",
    Setting.EX_VIVO: r"\bex[- ]vivo\b|\bexplants?\b|\b(?:brain|tissue|hippocampal|liver|cortical) slices?\b"
    r"|\bisolated (?:perfused |rat |mouse |rabbit |human )*(?:hearts?|aort\w+|arter(?:y|ies)|lungs?|kidneys?"
    r"|ileum|organs?)\b",
    Setting.IN_SILICO: r"\bin[- ]silico\b|\bmolecular (?:dynamics|docking)\b|\bdocking\b|\bcomputational(?:ly)?\b"
    r"|\bbioinformatics?\b|\bcomputer simulations?\b|\bsimulat(?:ed|ions?)\b|\bmathematical model"
    r"|\btheoretical (?:analysis|model|framework)|\bstochastic model|\bdifferential equations?\b",
    Setting.CLINICAL: r"\bpatients?\b(?![- ]derived)|\bparticipants?\b|(?<!pre-)\bclinical(?:ly)?\b|\bvolunteers?\b"
    r"|\bwomen\b"
    r"|\bmen\b|\bwom[ae]n\b|\bgirls?\b|\bboys?\b|\bchild(?:ren)?\b|\badults?\b|\badolescents?\b|\binfants?\b"
    r"|\bneonates\b"
    r"|\bhospitals?\b|\bin humans?\b|\bhuman (?:trials?|studies|subjects)\b|\bsubjects?\b|\bindividuals\b|\bpersons?\b"
    r"|\bsurviv(?:al|ors)\b|\bmorbidity\b|\bmortality\b|\bnurs(?:es?|ing)\b|\bstudents\b|\bpeople\b|\bsurgery\b"
    r"|\b\d+[- ]year[- ]old\b|\bsmokers?\b|\bveterans\b|\bcaregivers?\b|\bresidents\b|\bpopulation[- ](?:based )?"
    r"surveys?\b|\bquality of life\b|\bcase reports?\b|\bcohorts?\b|\bepidemiolog\w+",
}
# Words that lean to a setting without telling it.
_LEANING: dict[Setting, str] = {
    Setting.IN_VITRO: r"\bcells\b|\bneurons\b|\bproteins?\b|\bbinding\b|\bphosphorylat\w+|\bbacteri(?:a|um|al)\b"
    r"|\bstrains?\b|\bmutants?\b|\bE\. coli\b|\bbiofilms?\b|\bplasmids?\b",
    Setting.IN_VIVO: r"\bplants?\b|\bleaves\b|\bseedlings?\b|\bherbivor\w+|\bspecimens\b|\bembryos?\b",
    Setting.CLINICAL: r"\bmeta-?analysis\b|\bdiagnos\w+|\bsymptoms?\b",
}
_LEAN = 0.2
# Who is studied. "Survival", "mortality" and "individuals" are words of bacteria and plants too: without one of these
# no paper is about people.
_PERSONS = screened(
    r"\b(?:patients?|participants?|volunteers?|wom[ae]n|men|girls?|boys?|child(?:ren)?|adolescents?|infants?|neonates"
    r"|newborns|(?:in )?humans|human (?:trials?|studies|subjects)|subjects|persons?|people|students|veterans"
    r"|caregivers?"
    r"|smokers?|residents|nurs(?:es?|ing)|hospitals?|\d+[- ]year[- ]old|case reports?|clinical trials?|quality of life"
    r"|survivors|athletes|workers|adults(?! fl)|individuals (?:with|aged)|symptoms|trials|disorders?|syndrome"
    r"|therap(?:y|ies)|epidemiolog\w+|cohorts?"
    r"|population surveys?|surgery|surgical)\b",
    re.IGNORECASE,
)
_WEIGHTS = {
    Setting.IN_VIVO: 1.0,
    Setting.IN_VITRO: 1.0,
    Setting.EX_VIVO: 1.5,
    Setting.IN_SILICO: 1.2,
    Setting.CLINICAL: 0.9,
}


# Every word begins at the border of a word: asked once, that spares the search most of its places.
@functools.cache
def _leaning_patterns() -> tuple[tuple[Setting, Screened], ...]:
    return tuple((setting, screened(rf"\b(?=\w)(?:{words})", re.IGNORECASE)) for setting, words in _LEANING.items())


@functools.cache
def _setting_patterns() -> tuple[tuple[tuple[Setting, Screened], ...], Choice]:
    table = tuple(
        (setting, screened(rf"\b(?=\w)(?:{words})", re.IGNORECASE)) for setting, words in _SETTING_WORDS.items()
    )
    return table, Choice([pattern for _, pattern in table])


# "Not in people", "no animal or human evidence", "rather than in mice": a setting that is named to be denied is none.
# "No effect in mice" denies the effect; "not drugs tested in mice" denies the test.
_DENIED = screened(
    r"\b(?:not(?:(?: \w+){1,2}(?= (?:tested|tried|studied)\b))?|no|never|without|lack of|absence of|rather than|unlike"
    r"|in contrast (?:to|with)|as opposed to)"
    r"(?:,?[ -](?:\w+ly|yet|been|be|tested|tried|studied|shown|proven|confirmed|done|evidence|data|from|in|on|by"
    r"|with|any|the|for|its|human|humans|people|patients|clinical|animal|animals|mice|rats|rodents|volunteers|women"
    r"|men|children|cells?|vivo|vitro|trials?|studies"
    r"|models?|or|and|nor))*"
    r",?[ -]$",
    re.IGNORECASE,
)


def count_settings(text: str) -> Counter[Setting]:
    """Count the words of each setting in a text; a word after a negation does not count.

    >>> count_settings("Cultured cells in vitro, not tested in animals or people.").most_common(1)
    [(<Setting.IN_VITRO: 'in vitro'>, 2)]
    """
    counts: Counter[Setting] = Counter()
    table, choice = _setting_patterns()
    for setting, pattern in (table[number] for number in choice.may_match(text)):
        for match in pattern.finditer(text):
            if not is_denied(text, match.start()):
                counts[setting] += 1
    return counts


def is_denied(text: str, at: int) -> bool:
    """Tell whether the words of a setting that begin at an offset are named to be denied: "not tested in people"."""
    return _DENIED.search(text[max(0, at - 80) : at]) is not None


def find_settings(document: Document, extraction: Extraction | None = None) -> tuple[Setting, ...]:
    """Return the settings of a paper, strongest first: words of title (thrice) and abstract, MeSH, cell lines in them.

    The first sentence of an abstract tells what the paper is about, rarely what was done: it counts half.
    """
    scores: defaultdict[Setting, float] = defaultdict(float)
    text = front(document)
    opening = _OPENING.match(text, len(document.metadata.title) + 1)
    parts = [(document.metadata.title, 3.0), (text, 1.0), (opening[0] if opening else "", -0.5)]
    for part, weight in parts:
        for setting, count in count_settings(part).items():
            scores[setting] += weight * count * _WEIGHTS[setting]
        for setting, pattern in _leaning_patterns():
            scores[setting] += weight * _LEAN * sum(1 for _ in pattern.finditer(part))
    names = {heading.name.lower() for heading in document.metadata.mesh_headings}
    for name in sorted(names & MESH_SETTINGS.keys()):
        # Cell papers carry "Humans" for the source of the cells, and most animal papers no "Humans".
        scores[MESH_SETTINGS[name]] += 1 if name in {"humans", "animals"} else 3
    if not names and not _PERSONS.search(text):
        scores.pop(Setting.CLINICAL, None)
    if extraction and any(mention.kind is Kind.CELL_LINE and mention.text in text for mention in extraction.mentions):
        scores[Setting.IN_VITRO] += 1
    ranked = sorted((s for s in scores if scores[s] > 0), key=lambda s: (-scores[s], s.value))
    return tuple(s for s in ranked if scores[s] >= scores[ranked[0]] / 2)


_OPENING = re.compile(r"\s*\S.{20,400}?[.?!](?=\s)", re.DOTALL)
