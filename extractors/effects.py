"""Statistics in running text: effect sizes, intervals, p values, heterogeneity and counts, with exact spans.

Each small pattern finds one atom (a measure with its value, an interval, a p value, an I2, a count). Atoms that stand
together with nothing but punctuation between them are one `Effect`; a second measure starts a new one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from extractors.claim import Effect

# Papers write a minus as hyphen, en dash, figure dash or the mathematical sign; its place tells a minus from a range.
_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_UNSIGNED = r"(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|0,\d+|\d+)(?:[.\u00b7]\d+)?|[.\u00b7]\d+"
_SIGNED = rf"(?:[+{_DASH}]\s?)?(?:{_UNSIGNED})"
_SEPARATOR = rf"\s*%?\s*(?:to|and|through|[,;~{_DASH}])\s*"
_UNIT = (
    r"%|percentage points?|mm\s?Hg|kg/m(?:2|²)|kg|[mμµn]?g/(?:d[lL]|m[lL]|[lL])|[mμµn]?mol/[lL]|[IU]?U/[lL]|cm|mm|m[lL]"
    r"|mg|g\b|points?|days?|weeks?|months?|years?|hours?|min(?:utes)?|seconds?|beats/min|bpm"
)

# Short name -> the ways a measure is spelled out; spelled-out names compare without case.
LONG_NAMES: dict[str, str] = {
    "SMD": r"standardi[sz]ed mean differences?",
    "WMD": r"weighted mean differences?",
    "MD": r"mean differences?|differences? in means?|differences?",
    "OR": r"odds ratios?",
    "IRR": r"(?:incidence )?rate ratios?",
    "RR": r"(?:risk ratios?|relative risks?)",
    "HR": r"hazards? ratios?",
    "RD": r"(?:risk differences?|absolute risk reductions?)",
    "PR": r"prevalence ratios?",
    "Hedges g": r"hedges['’]?s? g",
    "Cohen d": r"cohen['’]?s? d",
    "correlation": r"(?:pearson|spearman)?['’]?s?\s*(?:correlation coefficients?|rho)|correlation coefficients?",
    "AUC": r"area under the (?:roc |receiver operating characteristic )?curve",
}
# Short names are words or initials of other things too (OR, heart rate), so their case counts.
SHORT_NAMES: dict[str, str] = {
    "SMD": "SMDs?", "WMD": "WMDs?", "MD": "MDs?", "OR": "[aA]?ORs?|AORs?|adjOR", "IRR": "a?IRRs?", "RR": "[aA]?RRs?",
    "HR": "[aA]?HRs?|adjHR|sHR|SHR", "RD": "RD|ARR", "PR": "a?PR(?= ?=)", "AUC": "AUCs?|AUROC", "beta": "β",
    "log2 fold change": "log2\\s?FC|log\\(2\\)\\s?FC", "fold change": "FC",
}  # fmt: skip
_RATIOS = frozenset({"OR", "RR", "HR", "IRR", "PR"})

NUMBER_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORD_NUMBER = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?:-(?:{_ONES}))?"
_PEOPLE = (
    r"patients|participants|subjects|individuals|people|adults|children|infants|neonates|women|men|volunteers|cases|"
    r"adolescents|students|persons|respondents|survivors|mice|rats|animals|rabbits|dogs|pigs"
)
_STUDIES = r"studies|trials|RCTs|cohorts|experiments"
_CHANGE_VERB = (
    r"(?:reduc|decreas|increas|improv|lower|declin|elevat|rais|shorten|prolong|attenuat|suppress|inhibit|enhanc|diminish|"
    r"drop|fell|fall|rose|ris|grew)\w*"
)
_CHANGE_NOUN = r"(?:reduction|decrease|increase|improvement|decline|drop|rise|fall|elevation|inhibition|gain|loss)s?"
_CHANGE_ADJECTIVE = r"(?:lower|higher|greater|fewer|less|more|shorter|longer|smaller|larger)"


@dataclass(slots=True)
class _Atom:
    start: int
    end: int
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)


def to_decimal(text: str) -> Decimal | None:
    """Read a number as papers write it: any dash as minus, a raised dot, thousands with commas; None where it is none.

    A comma after a leading zero is a decimal one.

    >>> to_decimal("–4.79"), to_decimal("+4.16"), to_decimal("1,204"), to_decimal("0·49"), to_decimal("n/a")
    (Decimal('-4.79'), Decimal('4.16'), Decimal('1204'), Decimal('0.49'), None)
    """
    plain = re.sub(rf"^[{_DASH}]", "-", text.strip()).replace("\u00b7", ".").replace(" ", "")
    plain = re.sub(r"^([+-]?0),", r"\1.", plain).replace(",", "")
    try:
        return Decimal(plain.removeprefix("+"))
    except InvalidOperation:
        return None


def to_count(text: str) -> int | None:
    """Read a whole number in digits or English words below one hundred; None where it is neither.

    >>> to_count("1,204"), to_count("Fifty-eight"), to_count("some")
    (1204, 58, None)
    """
    plain = text.strip().lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    tens, _, ones = plain.partition("-")
    if tens not in NUMBER_WORDS or (ones and ones not in NUMBER_WORDS):
        return None
    return NUMBER_WORDS[tens] + (NUMBER_WORDS[ones] if ones else 0)


def _measure_pattern() -> str:
    long_names = "|".join(f"(?P<L{i}>{words})" for i, words in enumerate(LONG_NAMES.values()))
    short_names = "|".join(f"(?P<S{i}>{words})" for i, words in enumerate(SHORT_NAMES.values()))
    aside = rf"\s*[\[(]\s*(?:[a-z]{{0,3}}[A-Z]{{2,4}}s?|\d\d\s?%\s?{_CI})\s*[,;:]?\s*[\])]"
    return (
        rf"\b(?:(?i:{long_names})|{short_names})(?![\w²])"
        rf"(?P<aside>(?:{aside})*)(?:[,;]?\s\d\d\s?%\s?{_CI}(?=\s*[:=]?\s*{_SIGNED}\s*[\[(,;]))?"
        r"(?:\s+(?:for|of|in|comparing|between)\s+[A-Za-z][^\d()\[\];=,]{0,60}?)?"
        r"\s*(?P<sign>[=:,≈~]|\b(?:of|was|were|is|at)\b(?:\s+(?:about|only))?)?\s*"
        rf"(?P<value>{_SIGNED})(?!\d|\s?%\s?{_CI})\s?(?P<unit>{_UNIT})?(?!\w)"
    )


_CI = r"(?i:CIs?|confidence intervals?|credible intervals?|CrI)"
_LEVEL = r"(?P<level>\d\d(?:[.\u00b7]\d)?)\s?%"
_PAIR = rf"(?P<low>{_SIGNED}){_SEPARATOR}(?P<high>{_SIGNED})(?![\d.]*\d)\s?%?"
_ABOUT = r"(?:(?:about|approximately|up to|nearly|almost|over|~)\s*)?"
_DIRECT: dict[str, str] = {
    "r": rf"(?<![\w/])(?:[rR]s?|ρ|rho)\s?=\s?(?P<value>{_SIGNED})(?![\d.])",
    "interval": rf"(?:{_LEVEL}\s?-?\s?{_CI}|\b{_CI}s?(?:\s*[\[(]?{_LEVEL.replace('level', 'level2')}[\])]?)?)"
    r"(?:\s*[\[(]\s*CIs?\s*[\])])?\s*[=:,]?\s*(?:of|was|from|between|ranged from)?\s*"
    rf"(?P<open>[\[(])?\s*{_PAIR}(?(open)\s*[\])]?)",
    "bare": rf"\s*(?P<open>[\[(])\s*(?:{_LEVEL}\s?{_CI}\s*[=:,]?\s*)?{_PAIR}\s*(?=[\]),;])[\])]?",
    "p": r"(?<![\w])(?:[Pp]s?|[Pp](?=trend|interaction|heterogeneity))(?:\s?[-–]?\s?[Vv]alues?)?"
    r"(?P<of>\s*(?:for|of|\()?\s*(?:the\s)?(?:linear\s)?(?:trend|interaction|heterogeneity|difference)\)?)?"
    r"\s?(?:was|of|were|is|all)?\s?(?P<comparator>[<>=≤≥⩽⩾≦≧]{1,2}|less than|greater than"
    r"|(?<=alue of)|(?<=alue was)|(?<=alue:))\s?"
    rf"(?P<p>(?:\d+)?[.\u00b7]\d+|0,\d+|[01](?![\d.,]\d)|\d(?=\s?[×x]\s?10)|\d(?=[eE][{_DASH}]))"
    rf"(?:\s?[×x*·]\s?10\s?\^?\(?(?P<power>[{_DASH}]\s?\d+)\)?|[eE](?P<exp>[{_DASH}]\d+))?",
    "i2": r"\bI\s?(?:2|²|\^2|\(2\)|-?\s?[Ss]quared)(?:\s(?:statistics?|values?|index))?"
    r"\s*(?P<sign>[=:,]|of|was|were|is|ranged from|ranging from|range:?)?\s*"
    rf"(?P<low>{_UNSIGNED})\s?%?(?:\s?(?:to|[{_DASH}])\s?(?P<high>{_UNSIGNED})\s?%)?(?P<pc>%)?",
    "tau2": rf"\b(?:[Tt]au|τ)\s?(?:2|²|\^2|\(2\)|-?\s?squared)\s?[=:]\s?(?P<value>{_SIGNED})",
    "q": r"(?:\bCochran['’]?s?\s)?\bQ\s?(?:\(\s?(?:df\s?=\s?)?\d+\s?\)|-?\s?statistic|\s?value)?"
    rf"\s?=\s?(?P<value>{_UNSIGNED})",
    "count": rf"(?P<n>\b\d(?:[\d,]*\d)?|\b(?i:{_WORD_NUMBER}))\s+"
    rf"(?P<between>(?:[A-Za-z][\w/-]*,?\s+){{0,5}}?)(?:(?P<studies>{_STUDIES})|(?P<people>{_PEOPLE}))\b",
    "n": rf"(?<![\w])[nN]\s?=\s?(?P<n>\d[\d,]*\d|\d)(?!\.\d)(?:\s+(?P<studies>(?:\w+\s)?(?:{_STUDIES})))?",
    "fold": rf"(?<![\w.])(?P<value>{_UNSIGNED}|(?i:{_WORD_NUMBER}))"
    rf"(?:\s?-?\s?(?:to|–|and)\s?(?:{_UNSIGNED}|{_WORD_NUMBER}))?[\s-]?fold\b",
    "percent": rf"\b(?:{_CHANGE_VERB}\s+(?:[^\s.;:()]+\s+){{0,6}}?by\s+{_ABOUT}"
    rf"|{_CHANGE_VERB}\s+(?=[\d.]+\s?%)|{_CHANGE_NOUN}\s+(?:in\s+(?:\w+\s+){{1,4}})?(?:of|by)\s+)"
    rf"(?P<value>{_UNSIGNED})\s?%"
    rf"|(?<![\w.])(?P<value2>{_UNSIGNED})\s?%\s+(?:(?:relative|absolute|significant)\s+)?"
    rf"(?:{_CHANGE_NOUN}|{_CHANGE_ADJECTIVE})\b",
    "mean": rf"(?P<value>(?<![\w./]){_SIGNED})\s?(?P<unit>{_UNIT})?\s?(?:±|\+/[{_DASH}])\s?(?P<sd>{_UNSIGNED})"
    rf"\s?(?P<unit2>(?:{_UNIT})(?!\w))?|(?P<value2>(?<![\w./]){_SIGNED})\s?(?P<unit3>{_UNIT})?\s?"
    r"[\[(]\s?(?:SD|s\.d\.|standard deviation)s?\s?[=:,]?\s?±?\s?"
    rf"(?P<sd2>{_UNSIGNED})\s?(?:{_UNIT})?\s?[\])]",
    "estimate": rf"(?P<value>(?<![\w./]){_SIGNED})\s?(?P<unit>{_UNIT})?\s?[,;\[(]\s?$",
    "events": r"(?<![\w./])(?P<events>\d[\d,]*)\s?(?:/|(?:out\s)?of(?:\sthe)?)\s?(?P<n>\d[\d,]*)(?![\w/]|\.\d)"
    rf"(?P<people>\s(?:\w+\s)?(?:{_PEOPLE}))?(?:\s?[\[(,;]\s?(?P<percent>{_UNSIGNED})\s?%\s?[\])]?)?",
}


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {"measure": re.compile(_measure_pattern())} | {name: re.compile(raw) for name, raw in _DIRECT.items()}


def _percent_value(match: re.Match[str]) -> dict[str, Any] | None:
    value = to_decimal(match["value"] or match["value2"])
    return {"measure": "percent change", "value": value, "unit": "%"}


def _measure(match: re.Match[str]) -> dict[str, Any] | None:
    group = next(name for name, words in match.groupdict().items() if words and name[0] in "LS" and name[1:].isdigit())
    table = LONG_NAMES if group[0] == "L" else SHORT_NAMES
    name = list(table)[int(group[1:])]
    value = to_decimal(match["value"])
    if value is None or (name in _RATIOS and not 0 <= value < 1000):
        return None
    # Without a sign between, "HR 72" is a heart rate and "OR 3" a conjunction: ask for a fraction or the CI aside.
    bare = match["sign"] is None and not match["aside"]
    if group[0] == "S" and bare and match["value"].isdigit():
        return None
    unit = match["unit"] or ""
    if name in _RATIOS and unit in {"bpm", "beats/min", "min"}:
        return None
    # A plain "difference" counts only where it is said to be so much of something.
    if match.group(0).lower().startswith("difference") and (match["sign"] in {None, ",", ":", "at"} or not unit):
        return None
    level = re.search(r"(\d\d)\s?%", match["aside"] or "")
    fields = {"measure": "RD" if name == "MD" and unit in {"%", "percentage points", "percentage point"} else name}
    return fields | {"value": value, "unit": unit} | ({"ci_level": Decimal(level[1])} if level else {})


def _correlation(match: re.Match[str]) -> dict[str, Any] | None:
    value = to_decimal(match["value"])
    return None if value is None or abs(value) > 1 else {"measure": "correlation", "value": value}


def _interval(match: re.Match[str]) -> dict[str, Any] | None:
    groups = match.groupdict()
    low, high = to_decimal(match["low"]), to_decimal(match["high"])
    if low is None or high is None:
        return None
    if low > high:
        # "-0.81 -0.49" and "1.2 -0.3": a dash read as a range may have been a minus, or the ends are swapped.
        low, high = (low, -high) if low < 0 < high and low > -high else (high, low)
    level = to_decimal(groups.get("level") or groups.get("level2") or "")
    return {"ci_low": low, "ci_high": high} | ({"ci_level": level} if level else {})


_COMPARATORS = {"≤": "<=", "⩽": "<=", "≦": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "less than": "<", "greater than": ">"}


def _p(match: re.Match[str]) -> dict[str, Any] | None:
    value = to_decimal(match["p"])
    if value is None:
        return None
    power = match["power"] or match["exp"]
    if power:
        exponent = to_decimal(power.replace(" ", ""))
        value = value.scaleb(int(exponent)) if exponent is not None else value
    if not 0 <= value <= 1 or re.search("interaction|heterogeneity", match["of"] or ""):
        return None
    return {"p": value, "p_comparator": _COMPARATORS.get(match["comparator"], match["comparator"] or "=")}


def _i2(match: re.Match[str]) -> dict[str, Any] | None:
    low = to_decimal(match["low"])
    high = to_decimal(match["high"]) if match["high"] else low
    if low is None or high is None or not 0 <= low <= high <= 100 or (match["sign"] in {None, ","} and not match["pc"]):
        return None
    return {"i2_low": low, "i2_high": high}


# Words before or between that make "12 ... studies" a count of something else.
_NOT_THE_SAMPLE = re.compile(
    r"\b(?:per|of|in|from|and|or|with|years?|months?|weeks?|days?|hours?|mg|%|were|was|to)\b|\d"
)


def _count(match: re.Match[str]) -> dict[str, Any] | None:
    count = to_count(match["n"])
    between = re.sub(r"\bin[ -]vitro\b|\bin[ -]vivo\b|\bex[ -]vivo\b|\bin[ -]silico\b", "", match["between"] or "")
    if count is None or _NOT_THE_SAMPLE.search(between):
        return None
    if match["people"] and match["n"][0].isalpha():
        return None
    if match["studies"] and 1900 <= count < 2100 and "," not in match["n"]:
        # "a 2025 review of studies" names a year.
        return None
    return {"studies": count} if match["studies"] else {"n": count}


def _n(match: re.Match[str]) -> dict[str, Any] | None:
    count = to_count(match["n"])
    return None if count is None else {"studies" if match["studies"] else "n": count}


def _fold(match: re.Match[str]) -> dict[str, Any] | None:
    words = match["value"].lower()
    value = to_decimal(words) if words[0].isdigit() or words[0] in ".·" else Decimal(to_count(words) or 0)
    return {"measure": "fold change", "value": value, "unit": "fold"} if value else None


def _mean(match: re.Match[str]) -> dict[str, Any] | None:
    value, sd = to_decimal(match["value"] or match["value2"]), to_decimal(match["sd"] or match["sd2"])
    unit = match["unit"] or match["unit2"] or match["unit3"] or ""
    return None if value is None or sd is None else {"measure": "mean", "value": value, "sd": sd, "unit": unit}


def _events(match: re.Match[str]) -> dict[str, Any] | None:
    events, total = to_count(match["events"]), to_count(match["n"])
    if events is None or not total or events > total:
        return None
    percent = to_decimal(match["percent"]) if match["percent"] else None
    # 120/80 mmHg and 3/7 dates are no counts: the percentage must agree, or people must be named.
    agrees = percent is not None and abs(percent - Decimal(100 * events) / total) <= 1
    if not agrees and (percent is not None or not match["people"]):
        return None
    return {"measure": "events", "value": Decimal(events), "n": total}


def _single(name: str) -> Callable[[re.Match[str]], dict[str, Any] | None]:
    def read(match: re.Match[str]) -> dict[str, Any] | None:
        value = to_decimal(match["value"])
        return None if value is None else {name: value}

    return read


# In the order of precedence: of two atoms that overlap, the earlier kind stays.
_READERS: dict[str, Callable[[re.Match[str]], dict[str, Any] | None]] = {
    "measure": _measure, "i2": _i2, "interval": _interval, "p": _p, "tau2": _single("tau2"), "q": _single("q"),
    "r": _correlation, "mean": _mean, "events": _events, "fold": _fold, "percent": _percent_value, "n": _n,
    "count": _count,
}  # fmt: skip
# A word that must be in the text for the pattern to be worth a try.
_CLUES: dict[str, tuple[str, ...]] = {
    "i2": ("I2", "I²", "I 2", "I^2", "I(2)", "quared"), "interval": ("CI", "nterval", "CrI"), "tau2": ("au", "τ"),
    "q": ("Q",), "r": ("=",), "mean": ("±", "+/", "SD", "s.d", "standard dev"), "events": ("/", " of "),
    "fold": ("fold",), "percent": ("%",), "n": ("=",), "p": ("P", "p"),
}  # fmt: skip


def _atoms(text: str, start: int, end: int) -> list[_Atom]:
    window = text[start:end]
    taken: list[_Atom] = []
    for kind, read in _READERS.items():
        if kind in _CLUES and not any(clue in window for clue in _CLUES[kind]):
            continue
        for match in _patterns()[kind].finditer(text, start, end):
            fields = read(match)
            if fields is None or any(match.start() < atom.end and atom.start < match.end() for atom in taken):
                continue
            taken.append(_Atom(match.start(), match.end(), kind, fields))
            if kind == "measure":
                taken.extend(_bare_interval(text, match.end(), end))
    return _with_estimates(text, start, sorted(taken, key=lambda atom: atom.start))


def _estimate(text: str, atom: _Atom, start: int) -> _Atom | None:
    """Return the number right before an interval that no named measure leads, such as "66.7% (95% CI ...)"."""
    match = _patterns()["estimate"].search(text, max(start, atom.start - 30), atom.start)
    value = to_decimal(match["value"]) if match else None
    if match is None or value is None:
        return None
    unit = match["unit"] or ""
    fields = {"measure": "percentage" if unit == "%" else "estimate", "value": value, "unit": unit}
    return _Atom(match.start("value"), match.end("value"), "estimate", fields)


def _with_estimates(text: str, start: int, atoms: list[_Atom]) -> list[_Atom]:
    found: list[_Atom] = []
    last = start
    for atom in atoms:
        led = found and found[-1].kind in _MEASURES and _GLUE.fullmatch(text, found[-1].end, atom.start)
        estimate = _estimate(text, atom, last) if atom.kind == "interval" and not led else None
        found.extend([estimate, atom] if estimate else [atom])
        last = atom.end
    return found


def _bare_interval(text: str, start: int, end: int) -> Iterator[_Atom]:
    match = _patterns()["bare"].match(text, start, end)
    fields = _interval(match) if match else None
    if match and fields:
        # Without "CI" before it, a bracket after a ratio or a difference still is its interval.
        yield _Atom(match.start("open"), match.end(), "interval", fields)


_GLUE = re.compile(r"[%]?[\s,;:()\[\]]*(?:(?:and|with|total|overall)\s+|\d\s?(?:df|d\.f\.)[,;]?\s*)?[\s,;:()\[\]]*")
_MEASURES = frozenset({"measure", "r", "mean", "events", "fold", "percent", "estimate"})


def _belongs(text: str, group: list[_Atom], atom: _Atom) -> bool:
    if atom.kind in _MEASURES or any(atom.fields.keys() & other.fields.keys() for other in group):
        return False
    # A count of people opens a sentence more often than it closes a statistic.
    if atom.kind == "count" or group[-1].kind == "count":
        return False
    return _GLUE.fullmatch(text, group[-1].end, atom.start) is not None


def _balanced_end(text: str, start: int, end: int) -> int:
    """Move the end so that no bracket is left half inside: a stray closing one goes, a missing one comes."""
    for opening, closing in ("()", "[]"):
        surplus = text.count(opening, start, end) - text.count(closing, start, end)
        if surplus > 0 and text.startswith(closing, end):
            end += 1
        elif surplus < 0 and text[end - 1] == closing:
            end -= 1
    return end


def _effect(text: str, group: list[_Atom]) -> Effect:
    start = group[0].start
    end = _balanced_end(text, start, start + len(text[start : group[-1].end].rstrip()))
    fields: dict[str, Any] = {}
    for atom in group:
        fields |= atom.fields
    return Effect(start=start, end=end, text=text[start:end], **fields)


def find_effects(text: str, start: int = 0, end: int | None = None) -> tuple[Effect, ...]:
    """Return the statistics in ``text[start:end]``, in order; spans count in ``text`` and never overlap.

    Values are read, not judged: "reduced by 35%" has the value 35 and the unit "%", its direction belongs to the claim.
    An events pair "12/96 (12.5%)" has the value 12 and n 96. A p value of heterogeneity or interaction is left out,
    for it says nothing about the effect beside it. Numbers in a table cell without a name are not read here.

    >>> effect, = find_effects("pain fell (MD –1.20, 95% CI –1.90 to –0.49; P < .001)")
    >>> effect.measure, effect.value, effect.ci_low, effect.ci_high, effect.p_comparator, effect.p
    ('MD', Decimal('-1.20'), Decimal('-1.90'), Decimal('-0.49'), '<', Decimal('0.001'))
    """
    groups: list[list[_Atom]] = []
    for atom in _atoms(text, start, len(text) if end is None else end):
        if groups and _belongs(text, groups[-1], atom):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return tuple(_effect(text, group) for group in groups)
