"""Other ways to write a chemical, the nearest first: acids and their ions, isotopes, brackets, mirror forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Symbols of the elements and ions that papers measure, and what they are written for; charges may follow.
_SYMBOLS = {
    "H": "hydrogen", "Li": "lithium", "Na": "sodium", "Mg": "magnesium", "Al": "aluminum", "P": "phosphorus",
    "Cl": "chlorine", "K": "potassium", "Ca": "calcium", "Cr": "chromium", "Mn": "manganese", "Fe": "iron",
    "Co": "cobalt", "Ni": "nickel", "Cu": "copper", "Zn": "zinc", "As": "arsenic", "Se": "selenium", "Br": "bromine",
    "Ag": "silver", "Cd": "cadmium", "Ba": "barium", "Pt": "platinum", "Au": "gold", "Hg": "mercury", "Tl": "thallium",
    "Pb": "lead", "NO": "nitric oxide", "O2": "oxygen", "N2": "nitrogen", "H2": "hydrogen",
}  # fmt: skip
# Lipoproteins, and their cholesterol, by the letters that laboratories print.
_LIPOPROTEINS = {"HDL": "high density lipoprotein", "LDL": "low density lipoprotein", "VLDL": "VLDL lipoproteins"}
LIPOPROTEIN = re.compile(r"(?P<name>V?LDL|HDL)(?P<cholesterol>-?[Cc]|[ -]cholesterol)?")
_GLYCATED = re.compile(r"Hb ?A1[cC]")
_CHARGED = re.compile(r"^([A-Z][a-z]?)\s?(?:\(?\d?\s?[+\u2212-]{1,2}\)?)?$")
_DASH = "-\u2010-\u2013"
_ISOTOPE = re.compile(rf"^[\[(]?\d{{1,3}}[A-Z][a-z]?[\])]?[{_DASH}\s]?(?=[A-Za-z\d])")
_DIGIT_IN_BRACKETS = re.compile(r"[(\[](\d+[+-]?)[)\]]")
_MIRROR = re.compile(
    rf"^(?:\(?(?:[+\u2212-]|\+/-|\u00b1|R|S|E|Z|RS)\)?[{_DASH}]|(?:[dlDL]|dl|DL|[rs]|cis|trans)[{_DASH}])"
)
_ION = re.compile(r"^(?P<stem>.{3,}?)ate$")
# Ions of minerals, which have headings of their own.
MINERALS = frozenset(("nitrate", "carbonate", "silicate", "borate", "sulfate", "sulphate", "phosphate", "chromate"))
_ACID = re.compile(r"^(?P<stem>.{3,}?)ic acids?$")
# Papers name drugs by the base or the ion, headings of many by the salt that is sold: vecuronium bromide, sildenafil
# citrate. What ends in -yl is a part of other names, and its phosphate no salt.
SALT = "salt"
_BASE = re.compile(r"[A-Za-z]{6,}(?<!yl)(?<!s)")
_SALTS = (
    "hydrochloride", "fumarate", "citrate", "tartrate", "bromide", "chloride", "phosphate", "calcium", "sodium",
    "acetate", "maleate", "mesylate", "xinafoate",
)  # fmt: skip
_CODE = re.compile(r"^([A-Z]{1,4}[-\s]?\d{1,3}),(\d{3})$")
# Parts of one word of chemistry: tri-ortho-tolyl phosphate, triphenyl tetrazolium.
_INNER = re.compile(rf"(?<=[a-z]{{2}})[{_DASH}](?=[a-z]{{3}})|(?<=yl) (?=[a-z]+ium\b)")
_BLOCKER = re.compile(r"\b(?:blocking (?:drug|agent)|blocker|antagonist|inhibitor|agonist)s?$", re.IGNORECASE)
_BLOCKERS = ("antagonists", "inhibitors", "blockers", "agonists")


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield other spellings of a chemical and the rule of each.

    >>> [name for name, rule in spellings("metrizoate")]
    ['metrizoic acid']
    >>> [name for name, rule in spellings("[3H]-dopamine")], [name for name, rule in spellings("CaCl(2)")]
    (['dopamine'], ['CaCl2'])
    """
    symbol = _CHARGED.match(text)
    if element := _SYMBOLS.get(symbol[1] if symbol else text):
        yield element, "symbol"
    if lipoprotein := LIPOPROTEIN.fullmatch(text):
        name, rule = lipoprotein["name"], "letters"
        yield (f"{name} cholesterol" if lipoprotein["cholesterol"] else _LIPOPROTEINS[name]), rule
    if _GLYCATED.fullmatch(text):
        yield "glycated hemoglobin", "letters"
    plain = _ISOTOPE.sub("", _DIGIT_IN_BRACKETS.sub(r"\1", text))
    if plain != text:
        yield plain, "plain"
    if match := _CODE.match(plain):
        yield f"{match[1]}{match[2]}", "code"
    if match := _ION.match(plain):
        yield f"{match['stem']}ic acid", "acid"
    if match := _ACID.match(plain):
        yield f"{match['stem']}ate", "acid"
    for other, rule in ((plain.replace(":", ","), "commas"), (_INNER.sub("", plain), "in one word")):
        if other != plain:
            yield other, rule
    turned = _MIRROR.sub("", plain)
    if turned != plain:
        yield turned, "mirror form"
    if _BLOCKER.search(plain):
        stem = _BLOCKER.sub("", plain)
        for word in _BLOCKERS[:3] if "agonist" not in plain.replace("antagonist", "") else _BLOCKERS[3:]:
            yield f"{stem}{word}", "renamed"


def is_symbol_in_capitals(text: str) -> bool:
    """Tell whether two capitals are those of an element's symbol, whose second letter is small: NA is no sodium."""
    return len(text) == 2 and text.isupper() and text not in _SYMBOLS and text.title() in _SYMBOLS


def salts(text: str) -> tuple[str, ...]:
    """Return the names of the salts of a base or ion, empty for what is neither.

    >>> "sildenafil citrate" in salts("sildenafil"), salts("formyl"), salts("uric acid")
    (True, (), ())
    """
    return tuple(f"{text} {salt}" for salt in _SALTS) if _BASE.fullmatch(text) else ()
