"""Diseases that no lexicon lists as such: adjectives of diseases, and harms of body parts named by both words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.lexicon import readable
from extractors.screen import screened
from ontologies.lexicon import Lexicon
from ontologies.term import Kind, Scope

RECOGNISER = "derived"

# Endings of adjectives with those of the nouns that they come from.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("tensive", "tension"),
    ("vulsive", "vulsion"),
    ("pressive", "pression"),
    ("leptic", "lepsy"),
    ("phrenic", "phrenia"),
    ("betic", "betes"),
    ("thritic", "thritis"),
    ("rrhotic", "rrhosis"),
    ("brotic", "brosis"),
    ("lerotic", "lerosis"),
    ("crotic", "crosis"),
    ("mbotic", "mbosis"),
    ("chotic", "chosis"),
    ("emic", "emia"),
    ("rhagic", "rhage"),
    ("thmatic", "thma"),
    ("tistic", "tism"),
    ("insonian", "insonism"),
    ("thymic", "thymia"),
    ("ythmic", "ythmia"),
    ("dystonic", "dystonia"),
)
_ADJECTIVE = screened(rf"(?<![\w-])(?P<stem>[A-Za-z]{{2,}}?)(?P<end>{'|'.join(end for end, _ in _ENDINGS)})s?(?![\w-])")
_NOUN = dict(_ENDINGS)

_HARM = (
    r"injur(?:y|ies)|damage|dysfunctions?|toxicit(?:y|ies)|failure|impairments?|lesions?|insufficienc(?:y|ies)|deficits?|"
    r"abnormalit(?:y|ies)|disturbances?|malformations?|neoplasms?|tumou?rs?|cancers?|carcinomas?|infections?|diseases?|"
    r"disorders?|defects?|dystroph(?:y|ies)|degeneration|atrophy|hypertrophy|necrosis|fibrosis|stenosis|hemorrhage|"
    r"haemorrhage|bleeding|edema|oedema|ischa?emia|inflammation|pain|palsy|syndromes?|retardation"
)
_BODY = (
    r"renal|hepatic|cardiac|myocardial|pulmonary|neuronal|neural|cerebral|cerebellar|retinal|ocular|gastric|intestinal|"
    r"gastrointestinal|vascular|muscular|skeletal|spinal|cortical|hippocampal|tubular|glomerular|hematologic(?:al)?|"
    r"neurologic(?:al)?|psychiatric|psychotic|cognitive|sexual|motor|sensory|axonal|endothelial|valvular|ventricular|atrial|"
    r"coronary|arterial|venous|peripheral|auditory|visual|vestibular|hearing|memory|learning|liver|kidney|heart|brain|"
    r"lung|nerve|muscle|bone|bone\smarrow|skin|eye|bladder|colon|colorectal|prostate|ovarian|breast|thyroid|pancreatic|"
    r"gastric|esophageal|bowel|joint|cartilage|cord|tendon|dental|oral|nasal|dermatologic(?:al)?|metabolic|immune|"
    r"autoimmune|mitochondrial|developmental|congenital|hereditary|genetic|mental|behaviou?ral|mood|movement|sleep|speech|"
    r"urinary|genital|testicular|uterine|placental|fetal|neonatal|lymphoid|myeloid|epithelial|mucosal|neuropathic|ischemic"
)
_HARMED = screened(
    rf"(?<![\w-])(?:(?:{_BODY})(?:\s+(?:and|or|/)\s+|[\s-]))+(?:(?!and\b|or\b)[a-z]+(?:al|ic|ar|ous)\s)?(?:{_HARM})(?![\w-])"
    r"|(?<![\w-])\w*[Tt]oxicit(?:y|ies)(?![\w-])"
    r"|(?<![\w-])(?:nephro|neuro|hepato|cardio|oto|myelo|geno|immuno|hemato|photo)toxic(?![\w-])",
    re.IGNORECASE,
)


def recogniser(lexicon: Lexicon) -> Callable[[Extraction], Iterator[Mention]]:
    """Return the recogniser; it yields diseases in the order of the sentences.

    "Hypertensive" is a mention of hypertension where the lexicon has the noun as a disease. "Renal damage" is a disease
    whether or not a vocabulary has it.
    """
    is_disease = functools.lru_cache(maxsize=1 << 14)(functools.partial(_is_disease, lexicon))

    def find(extraction: Extraction) -> Iterator[Mention]:
        text = extraction.document.text
        for sentence in readable(extraction.document, extraction.sentences):
            for match in _ADJECTIVE.finditer(text, sentence.start, sentence.end):
                if is_disease(noun_of(match[0])):
                    yield Mention.cut(text, *match.span(), Kind.DISEASE, RECOGNISER, 0.7)
            for match in _HARMED.finditer(text, sentence.start, sentence.end):
                yield Mention.cut(text, *match.span(), Kind.DISEASE, RECOGNISER, 0.7)

    return find


def noun_of(adjective: str) -> str:
    """Return the noun that an adjective of a disease comes from, or the word itself.

    >>> noun_of("hypertensive"), noun_of("schizophrenic"), noun_of("renal")
    ('hypertension', 'schizophrenia', 'renal')
    """
    match = _ADJECTIVE.fullmatch(adjective)
    return match["stem"] + _NOUN[match["end"]] if match else adjective


_ORGANS = {
    "renal": "kidney", "kidney": "kidney", "nephro": "kidney", "glomerular": "kidney", "tubular": "kidney",
    "hepatic": "liver", "liver": "liver", "hepato": "liver", "cardiac": "heart", "myocardial": "heart",
    "heart": "heart", "cardio": "heart", "pulmonary": "lung", "lung": "lung", "cerebral": "brain", "brain": "brain",
    "ocular": "eye",
    "eye": "eye", "retinal": "retinal", "vascular": "vascular", "gastrointestinal": "gastrointestinal",
    "muscular": "muscular", "muscle": "muscular", "skin": "skin", "bone": "bone", "neurological": "nervous system",
    "neurologic": "nervous system", "psychiatric": "mental", "mental": "mental", "neuro": "nervous system",
}  # fmt: skip
_FIRST_PART = re.compile(r"(?P<organ>[A-Za-z]+?)(?:toxic(?:ity)?|(?=[\s-]))", re.IGNORECASE)


def broader_of(disease: str) -> Iterator[str]:
    """Yield names that stand above a harm which has no term of its own, the nearest first.

    >>> list(broader_of("renal damage")), list(broader_of("hematologic toxicity"))
    (['kidney disease'], ['adverse drug event'])
    """
    if not _HARMED.fullmatch(disease):
        return
    first = _FIRST_PART.match(disease)
    organ = _ORGANS.get(first["organ"].lower()) if first else None
    if organ == "liver" and "toxic" in disease.lower():
        yield "drug-induced liver injury"
    if organ:
        yield f"{organ} disorder" if organ == "mental" else f"{organ} disease"
    if "toxic" in disease.lower():
        yield "adverse drug event"


def _is_disease(lexicon: Lexicon, noun: str) -> bool:
    return any(
        entry.kind in (Kind.DISEASE, Kind.PHENOTYPE) and entry.scope in (Scope.LABEL, Scope.EXACT)
        for entry in lexicon.lookup(noun)
    )
