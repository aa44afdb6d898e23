"""Other ways to say the name of a disease, the nearest first: rewritten, then with words left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extractors.linking.adjectives import nouns
from extractors.recognise import derived
from extractors.recognise.senses import words

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_QUOTES = re.compile(r"[\"'\u201c\u201d\u2018\u2019]+(?=\s|$)|(?<=\s)[\"'\u201c\u201d\u2018\u2019]+")
_ARTICLE = re.compile(r"^(?:an?|the|his|her|their)\s+", re.IGNORECASE)
_OF = re.compile(r"^(?P<head>.+?)\s+(?:of|in|to|from|on|at)\s+(?:the\s+|an?\s+|one\s+)?(?P<site>.+)$", re.IGNORECASE)
# Adjectives of organs and of causes with the nouns that stand for them in names.
_NOUNS = {
    "renal": "kidney", "hepatic": "liver", "cardiac": "heart", "myocardial": "heart", "pulmonary": "lung",
    "cerebral": "brain", "ocular": "eye", "gastric": "stomach", "colonic": "colon", "dermal": "skin",
    "cutaneous": "skin", "osseous": "bone", "mammary": "breast", "prostatic": "prostate", "ovarian": "ovary",
    "uterine": "uterus", "testicular": "testis", "pancreatic": "pancreas", "splenic": "spleen", "thyroidal": "thyroid",
    "vesical": "bladder", "oral": "mouth", "nasal": "nose", "lingual": "tongue", "dental": "tooth", "neural": "nerve",
    "muscular": "muscle", "vascular": "blood vessel", "arterial": "artery", "venous": "vein", "valvular": "heart valve",
    "gall": "gallbladder", "auditory": "hearing", "visual": "vision", "psychiatric": "mental", "mnemonic": "memory",
    "cognitive": "cognition", "neurological": "nervous system", "neurologic": "nervous system",
    "haematological": "hematologic", "hematological": "hematologic", "cns": "central nervous system", "spinal": "spine",
}  # fmt: skip
_ADJECTIVES = {noun: adjective for adjective, noun in reversed(_NOUNS.items())}
# Heads that say the same of a tumour, and heads that say that something is wrong with an organ or a function.
_TUMOURS = ("cancer", "neoplasm", "tumor", "carcinoma", "adenocarcinoma", "malignancy")
_HARMS = words(
    "injury damage dysfunction toxicity impairment lesion abnormality disturbance complication failure "
    "insufficiency symptom problem deficit disorder disease illness condition defect syndrome involvement "
    "manifestation alteration deterioration decline loss change anomaly degeneration event effect malady disability "
    "pathology deficiency"
)
_WIDER = ("disease", "disorder", "dysfunction", "manifestation", "abnormality")
_INJURIES = frozenset(("injury", "damage", "lesion", "toxicity"))
_INFECTED = re.compile(
    r"\b(?:co-?|mono-?)?infected\b|\bco-?infections?\b|\bcarriers?\b|[-\u2010-\u2013 ]positive\b", re.IGNORECASE
)
_LESS_FUNCTION = re.compile(
    r"(?:(?:decreased?|reduced|impaired|deteriorated|diminished|altered|abnormal|poor|compromised|defective)|"
    r"(?:decrease|decline|reduction|deterioration|loss|impairment|failure|alteration|abnormality|decrement)s?\s+(?:of|in))"
    r"\s+(?P<site>.+?)\s+functions?",
    re.IGNORECASE,
)
_COMPLETIONS = ("disease", "syndrome", "disorder", "infection")
_MOST_WORDS = 8
_MOST_CHOICES = 40


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield other spellings of a disease and the rule of each, the nearest first; the same may come twice.

    >>> [name for name, rule in spellings("cancer of the breast") if rule == "turned"]
    ['breast cancer', 'mammary cancer']
    """
    plain = _plain(text)
    if plain != text:
        yield plain, "plain"
    if "-" in plain:
        yield plain.replace("-", ""), "plain"
    yield from ((noun, "adjective") for noun in nouns(plain))
    yield from ((name, "turned") for name in _turned(plain))
    yield from ((name, "renamed") for name in _renamed(plain.split()))
    yield from ((f"{plain} {word}", "completed") for word in _COMPLETIONS)
    yield from ((name, "infection") for name in _infection(plain))
    yield from ((name, "broader") for name in derived.broader_of(plain))
    yield from ((name, "wider") for name in _widened(plain))


def _plain(text: str) -> str:
    """Return a name without brackets, quotes, article and blanks too many."""
    return " ".join(_ARTICLE.sub("", _QUOTES.sub("", _BRACKETS.sub("", text))).split()) or text


def _turned(text: str) -> Iterator[str]:
    """Yield the name with its parts in another order."""
    match = _OF.match(text)
    if match:
        *qualities, organ = match["site"].split()
        yield f"{match['site']} {match['head']}"
        if organ.lower() in _ADJECTIVES:
            yield " ".join([*qualities, _ADJECTIVES[organ.lower()], match["head"]])
        return
    parts = text.split()
    if 2 <= len(parts) <= 4:
        yield from (" ".join(order) for order in itertools.islice(itertools.permutations(parts), 1, None))


def _renamed(parts: Sequence[str]) -> Iterator[str]:
    """Yield the name with words in the place of others that mean the same."""
    if len(parts) <= _MOST_WORDS:
        choices = [[word, *_alternatives(word.lower())] for word in parts]
        yield from (" ".join(choice) for choice in itertools.islice(itertools.product(*choices), 1, _MOST_CHOICES))


def _alternatives(word: str) -> Iterator[str]:
    if word in _NOUNS:
        yield _NOUNS[word]
    if word in _ADJECTIVES:
        yield _ADJECTIVES[word]
    single = _single(word)
    if single.replace("tumour", "tumor") in _TUMOURS:
        yield from (other for other in _TUMOURS if other != single)
    noun = derived.noun_of(word)
    if noun != word:
        yield noun


def _single(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _infection(text: str) -> Iterator[str]:
    """Yield the infection that those have who are infected, and the one with a virus."""
    named = _INFECTED.sub("infection", text).replace("-infection", " infection")
    if named != text:
        yield named
        yield named.replace(" virus infection", "").replace(" infection", "")
    if text.endswith("virus"):
        yield f"{text} infection"


def _widened(text: str) -> Iterator[str]:
    """Yield the disease of the organ or function where a harm to it has no name of its own."""
    for variant in (text, *_turned_sites(text), *_functions(text)):
        *site, head = variant.lower().split()
        if site and _single(head) in _HARMS:
            choices = ([word, *_alternatives(word)] for word in site[-3:])
            wider = (*_WIDER[:3], "injury", *_WIDER[3:]) if _single(head) in _INJURIES else _WIDER
            for place in itertools.islice(itertools.product(*choices), 6):
                yield from (f"{' '.join(place)} {other}" for other in wider)


def _functions(text: str) -> Iterator[str]:
    """Yield the dysfunction that a function is said to have: "decreased renal function", "loss of kidney function"."""
    match = _LESS_FUNCTION.fullmatch(text)
    if match:
        yield f"{match['site']} dysfunction"


def _turned_sites(text: str) -> Iterator[str]:
    match = _OF.match(text)
    if match:
        yield f"{match['site']} {match['head']}"
