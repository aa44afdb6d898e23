"""Where things were seen, by the words of a text."""

from __future__ import annotations

import functools
import re
from collections import Counter

from extractors.claim import Setting
from extractors.document import Document
from extractors.evidence.parts import front
from extractors.pipeline import Extraction
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
    r"mice|mouse|murine|rats?|rabbits?|guinea[- ]pigs?|hamsters?|dogs?|canine|cats?|pigs?|porcine|piglets?|swine"
    r"|sheep|lambs?|ovine|"
    r"goats?|cattle|cows?|bovine|calves|horses?|equine|chickens?|broilers?|hens|chicks?|zebrafish|monkeys?|macaques?"
    r"|primates|"
    r"Drosophila|fl(?:y|ies)|C\. elegans|Xenopus|fish|trout|salmon|ferrets?|gerbils?|birds?|larvae|Sprague[- ]Dawley"
    r"|Wistar|BALB/c|C57BL"
)
_SETTING_WORDS: dict[Setting, str] = {
    Setting.IN_VIVO: rf"\bin[- ]vivo\b|\b(?:{_ANIMALS})\b(?! et al)|\banimal (?:models?|studies|study|experiments?)\b"
    rf"|\bxenografts?\b|\bknock-?out (?:mice|animals)\b|\btransgenic\b",
    Setting.IN_VITRO: r"\bin[- ]vitro\b|\bcell[- ]lines?\b|\bcell cultures?\b|\bcultured\b|\btransfect(?:ed|ion)\b"
    r"|\blab(?:oratory)?[- ](?:dish|stud(?:y|ies)|setting)s?\b|\bin (?:a|the) (?:lab )?dish\b|\bpetri\b|"
    r"\bco-?cultured?\b|\bHeLa\b|\bHEK ?293T?\b|\bfibroblasts\b|\bassays?\b|\bincubated\b|\brecombinant\b|\bsiRNA\b",
    Setting.EX_VIVO: r"\bex[- ]vivo\b|\bexplants?\b|\b(?:brain|tissue|hippocampal|liver|cortical) slices?\b"
    r"|\bisolated (?:perfused |rat |mouse |rabbit |human )*(?:hearts?|aort\w+|arter(?:y|ies)|lungs?|kidneys?"
    r"|ileum|organs?)\b",
    Setting.IN_SILICO: r"\bin[- ]silico\b|\bmolecular (?:dynamics|docking)\b|\bdocking\b|\bcomputational(?:ly)?\b"
    r"|\bbioinformatics?\b|\bcomputer simulations?\b|\bsimulat(?:ed|ions?)\b|\bmathematical model",
    Setting.CLINICAL: r"\bpatients?\b|\bparticipants?\b|\bclinical(?:ly)?\b|\bvolunteers?\b|\bwomen\b|\bmen\b"
    r"|\bchildren\b|\badults?\b|\badolescents?\b|\binfants?\b|\bhospitals?\b|\bin humans?\b|\bhuman (?:trials?"
    r"|studies|subjects)\b|\bsubjects?\b|\bindividuals\b|\bsurviv(?:al|ors)\b|\bmorbidity\b|\bmortality\b"
    r"|\bnurs(?:es?|ing)\b|\bstudents\b|\bpeople\b|\bsurgery\b|\b\d+[- ]year[- ]old\b",
}
_WEIGHTS = {
    Setting.IN_VIVO: 1.0,
    Setting.IN_VITRO: 1.0,
    Setting.EX_VIVO: 1.5,
    Setting.IN_SILICO: 1.2,
    Setting.CLINICAL: 0.9,
}


@functools.cache
def _setting_patterns() -> tuple[tuple[Setting, re.Pattern[str]], ...]:
    return tuple((setting, re.compile(words, re.IGNORECASE)) for setting, words in _SETTING_WORDS.items())


# "in contrast to animal studies", "not in people": a setting that is named to be denied is none.
_DENIED = re.compile(r"\b(?:not|no|without|never|lack of|absence of|rather than|unlike)\b[^.;]{0,60}$", re.IGNORECASE)


def count_settings(text: str) -> Counter[Setting]:
    """Count the words of each setting in a text; a word after a negation does not count.

    >>> count_settings("Cultured cells in vitro, not tested in animals or people.").most_common(1)
    [(<Setting.IN_VITRO: 'in vitro'>, 2)]
    """
    counts: Counter[Setting] = Counter()
    for setting, pattern in _setting_patterns():
        for match in pattern.finditer(text):
            clause = text[max(0, match.start() - 80) : match.start()]
            if "n" not in clause or not _DENIED.search(clause):
                counts[setting] += 1
    return counts


def find_settings(document: Document, extraction: Extraction | None = None) -> tuple[Setting, ...]:
    """Return the settings of a paper, strongest first: words of title (three times) and abstract, MeSH, cell lines."""
    counts: Counter[Setting] = Counter()
    for text, weight in ((document.metadata.title, 3), (front(document), 1)):
        for setting, count in count_settings(text).items():
            counts[setting] += weight * count
    scores = {setting: _WEIGHTS[setting] * count for setting, count in counts.items()}
    names = {heading.name.lower() for heading in document.metadata.mesh_headings}
    for name in sorted(names & MESH_SETTINGS.keys()):
        # Cell papers carry "Humans" for the source of the cells, and most animal papers no "Humans".
        scores[MESH_SETTINGS[name]] = scores.get(MESH_SETTINGS[name], 0) + (1 if name in {"humans", "animals"} else 3)
    if extraction and any(mention.kind is Kind.CELL_LINE for mention in extraction.mentions):
        scores[Setting.IN_VITRO] = scores.get(Setting.IN_VITRO, 0) + 1
    ranked = sorted((s for s in scores if scores[s] > 0), key=lambda s: (-scores[s], s.value))
    return tuple(s for s in ranked if scores[s] >= max(scores.values()) / 2)
