"""Turn text into lookup keys: one function for the names of the lexicon and for running text.

The rules, in the order in which they apply:

* text is cut at spaces, punctuation, letter-digit borders and Greek letters, so ``IL-2``, ``IL2`` and ``IL 2`` agree;
* letters are folded by Unicode compatibility (NFKD), accents and case are dropped, Greek letters are spelled out;
* hyphens, slashes inside a word, apostrophes and commas without a following space only separate; a possessive ``'s``
  is dropped; upper-case Roman numerals from II to IX (without V and X alone) become digits;
* British spellings become American ones and plurals of words of five and more letters become singular. The result is
  a key, not a word: ``viruse`` would do as well, so long as both sides get it;
* ``positive`` and a plus sign are one (``CD4+``, ``CD4-positive``);
* punctuation that no name crosses by accident (full stops, semicolons, brackets that open after a space ...) is a token
  of its own, so that a name matches across it only if the name has it too.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """Hold one key token with its half-open character offsets into the text it was cut from."""

    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut ``text`` into key tokens, in the order of the text.

    Offsets count code points. Several tokens share the offsets of one character where that character stands for
    several (``Ⅱ``); otherwise tokens do not overlap.

    >>> [token.key for token in tokens("TNF-α and IL-2 in tumours.")]
    ['tnf', 'alpha', 'and', 'il', '2', 'in', 'tumor', '.']
    """
    found: list[Token] = []
    add = found.append
    for match in _TOKEN.finditer(text):
        start = match.start()
        for piece, left, right in _fold(match.group()):
            add(Token(piece, start + left, start + right))
    return found


def key(text: str) -> str:
    """Return the lookup key of a name: its key tokens joined by spaces, without punctuation at either end.

    >>> key("MIR23B") == key("miR-23b") == key("mir 23 b")
    True
    >>> key("Alzheimer's diseases"), key("CD4-positive"), key("haemoglobin")
    ('alzheimer disease', 'cd 4 +', 'hemoglobin')
    """
    return " ".join(trim([piece for surface in _TOKEN.findall(text) for piece, _, _ in _fold(surface)]))


def trim(keys: list[str]) -> list[str]:
    """Drop blocking tokens from both ends of a list of token keys."""
    first, last = 0, len(keys)
    while first < last and is_blocking(keys[first]):
        first += 1
    while last > first and is_blocking(keys[last - 1]):
        last -= 1
    return keys[first:last]


def is_blocking(token_key: str) -> bool:
    """Tell whether a token key is punctuation that a name may not cross unless it holds it.

    >>> is_blocking("."), is_blocking("+"), is_blocking("il")
    (True, False, False)
    """
    return not token_key[0].isalnum() and token_key != "+"


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with a closing bracket or a plus sign that belongs to its last word taken in.

    Keys drop punctuation at their end, so a match of ``CuSO(4)`` ends before the bracket.

    >>> widen("of CuSO(4) in", 3, 9)
    (3, 10)
    """
    for opening, closing in ("()", "[]", "{}"):
        inside = text[start:end]
        if inside.count(opening) == inside.count(closing) + 1 and text[end : end + 1] == closing:
            end += 1
    return start, end


# A letter run may hold combining marks and end in a possessive. The brackets, commas and dashes are tokens only where
# they do not stand inside a word, as they do in chemical names and in t(9;22)(q34;q11).
_TOKEN = re.compile(
    r"""
    [^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*(?:['\u2019]s(?![^\W_]))?
    | \d+
    | ,(?!\S)
    | (?<![\w)\]\-\u2010-\u2013])[(\[{]
    | [)\]}](?![\w(\[\-\u2010-\u2013])
    | (?<!\S)[-\u2010-\u2015\u2212/](?!\S) | [\u2014\u2015]
    | \n[^\S\n]*\n\s*
    | [^\w\s,()\[\]{}\-\u2010-\u2015\u2212/\\'\u2018\u2019\u201b`\u00b4*^\u00ae\u2122\u00a9\u00b0\u00b7\u2032\u2033\#@
        \u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]
    """,
    re.VERBOSE,
)

_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        (
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ),
        strict=True,
    )
)
# Letters that NFKD leaves whole. The sharp s is in English text a mistyped beta far more often than a German letter.
_LETTERS = {"ß": "β", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_ROMAN = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
# TNFalpha, NFkappaB: a spelled-out Greek letter stuck to capitals is cut off.
_STUCK = re.compile(
    r"([A-Za-z]*[A-Z])?([Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta|[Ee]psilon|[Kk]appa|[Zz]eta|[Tt]heta)([A-Z]?)"
)


@functools.lru_cache(maxsize=1 << 17)
def _fold(surface: str) -> tuple[tuple[str, int, int], ...]:
    """Return the key tokens of one piece of text with offsets into the piece."""
    if surface[-2:] in ("'s", "\u2019s") and len(surface) > 2:
        return _fold(surface[:-2])
    if not surface.isascii():
        return tuple(_fold_foreign(surface))
    if surface.isalpha():
        stuck = _STUCK.fullmatch(surface)
        return tuple(_cut(stuck)) if stuck else ((_fold_word(surface), 0, len(surface)),)
    plain = "\u00b6" if "\n" in surface else _SIGNS.get(surface, surface)
    return ((plain, 0, len(surface)),)


_SIGNS = {"&": "and", "/": "-"}


def _cut(stuck: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    for group in (1, 2, 3):
        if stuck[group]:
            yield _fold_word(stuck[group]), stuck.start(group), stuck.end(group)


def _fold_foreign(surface: str) -> Iterator[tuple[str, int, int]]:
    """Fold a piece with characters outside ASCII, character by character so that offsets stay true."""
    run, run_start, run_end, digits = "", 0, 0, False
    for position, char in enumerate(surface):
        shared = False
        for plain in _plain(char):
            joins = plain.isalnum() and plain.lower() not in _GREEK
            if run and (not joins or plain.isdigit() != digits):
                yield run if digits else _fold_word(run), run_start, run_end
                shared, run = shared or run_end > position, ""
            if joins:
                run_start = run_start if run else position
                run, run_end, digits = run + plain, position + 1, plain.isdigit()
            elif plain.lower() in _GREEK:
                shared = True
                yield _GREEK[plain.lower()], position, position + 1
            elif plain in _DASHES or _TOKEN.fullmatch(plain):
                shared = True
                yield "-" if plain in _DASHES else _SIGNS.get(plain, plain), position, position + 1
        if run and shared:  # what follows does not join a run that shares its character with other tokens
            yield run if digits else _fold_word(run), run_start, run_end
            run = ""
    if run:
        yield run if digits else _fold_word(run), run_start, run_end


_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212/"


def _plain(char: str) -> str:
    """Return the compatibility form of one character without its marks."""
    if char == "¶":
        return char
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(_digit_or_letter(part) for part in decomposed if not unicodedata.combining(part))


def _digit_or_letter(part: str) -> str:
    return str(unicodedata.digit(part)) if part.isdigit() else _LETTERS.get(part.lower(), part)


@functools.lru_cache(maxsize=1 << 16)
def _fold_word(word: str) -> str:
    """Fold case, spelling and number of a run of letters; the result folds to itself."""
    if word in _ROMAN:
        return _ROMAN[word]
    if len(word) > 2 and word[-1] == "s" and word[-2].isupper():  # EVs, miRNAs
        word = word[:-1]
    folded = word.lower()
    while True:
        again = _singular(_american(folded))
        if again == folded:
            return folded
        folded = again


_IRREGULAR = {
    "mice": "mouse", "women": "woman", "men": "man", "children": "child", "bacteria": "bacterium",
    "mitochondria": "mitochondrion", "feet": "foot", "teeth": "tooth", "positive": "+",
    "rats": "rat", "cats": "cat", "dogs": "dog", "pigs": "pig", "cows": "cow", "hens": "hen", "bees": "bee",
    "ants": "ant", "eyes": "eye", "ears": "ear", "arms": "arm", "legs": "leg", "lips": "lip", "toes": "toe",
    "ribs": "rib", "hips": "hip", "jaws": "jaw",
}  # fmt: skip


def _singular(word: str) -> str:
    if len(word) < 5 or not word.isascii():
        return _IRREGULAR.get(word, word)
    if word.endswith("sis") and len(word) > 6:  # metastasis and metastases meet in metastase
        return word[:-2] + "e"
    if word.endswith("use"):  # viruses loses its s first, then meets virus; cause becomes caus on both sides
        return _IRREGULAR.get(word, word[:-1])
    if word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return _IRREGULAR.get(word, word)
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "sses", "ches", "shes", "oes", "zzes")) else word[:-1]


_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"(tum|col|behavi|flav|lab|fav|hum|vap|rum|neighb|harb|vig)our", r"\1or"),
    (r"aem", "em"),
    (r"^oe(?=[dst])|(?<=[abdghlmnprx])oe(?=dem)", "e"),
    (r"(?<=rrh)oe|(?<=n)oe(?=a)", "e"),
    (r"foet(?=[aou])", "fet"),
    (r"^coeli", "celi"),
    (r"paed", "ped"),
    (r"gynae", "gyne"),
    (r"(?<=[cf])aec", "ec"),
    (r"^aeti", "eti"),
    (r"anaes", "anes"),
    (r"palaeo", "paleo"),
    (r"isation", "ization"),
    (r"fibre", "fiber"),
    (r"centre", "center"),
    (r"sulph", "sulf"),
    (r"aluminium", "aluminum"),
    (r"caesi", "cesi"),
    (r"leuco", "leuko"),
    (r"ageing", "aging"),
    (r"(sign|lab|mod|couns|chann)([ae])ll(ing|ed)", r"\1\2l\3"),
)
_BRITISH = re.compile("|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _) in enumerate(_SPELLINGS)))
_REPLACE = tuple((re.compile(pattern), replacement) for pattern, replacement in _SPELLINGS)


def _american(word: str) -> str:
    if len(word) < 5 or not _BRITISH.search(word):
        return word
    for pattern, replacement in _REPLACE:
        word = pattern.sub(replacement, word)
    return word
