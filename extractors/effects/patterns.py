"""The patterns of the atoms of a statistic: a measure with its value, an interval, a p value, a count, and others."""

from __future__ import annotations

import functools

from extractors.effects.measures import name_pattern
from extractors.effects.numbers import BETWEEN, DASH, POINT, POWER, SIGNED, UNSIGNED, WORD_NUMBER
from extractors.screen import Screened, screened

_TIME = r"days?|weeks?|months?|years?|hours?|min(?:utes)?"
UNIT = (
    r"%|percentage points?|mm\s?Hg|kg/m(?:2|²)|kg|[mμµn]?g/(?:d[lL]|m[lL]|[lL])|[mμµn]?mol/[lL]|[IU]?U/[lL]|cm|mm|m[lL]"
    r"|mg|g\b|points?|days?|weeks?|months?|years?|y\b|hours?|min(?:utes)?|seconds?|beats/min|bpm"
)
PEOPLE = (
    r"patients|participants|subjects|individuals|people|adults|children|infants|neonates|women|men|volunteers|cases|"
    r"adolescents|students|persons|respondents|survivors|mice|rats|animals|rabbits|dogs|pigs"
)
STUDIES = r"studies|trials|RCTs|cohorts|experiments"
CHANGE_VERB = (
    r"(?:reduc|decreas|increas|improv|lower|declin|elevat|rais|shorten|prolong|attenuat|suppress|inhibit|enhanc|diminish|"
    r"drop|fell|fall|rose|ris|grew)\w*"
)
_CHANGE_NOUN = r"(?:reduction|decrease|increase|improvement|decline|drop|rise|fall|elevation|inhibition|gain|loss)s?"
_CHANGE_ADJECTIVE = r"(?:lower|higher|greater|fewer|less|more|shorter|longer|smaller|larger)"
# "At least a 50% reduction" is a threshold, no result.
_NO_THRESHOLD = (
    rf"(?<!\d[{DASH}])(?<!\d\s[{DASH}]\s)(?<!\d%[{DASH}])(?<![≥≤<>]\s)(?<![≥≤<>])(?<!at least )(?<!at least a )"
    r"(?<!more than )(?<!less than )(?<!up to )"
)

CI = r"(?i:CIs?|confidence intervals?|confidence limits?|credible intervals?|CrIs?)"
_KIND_OF_CI = r"(?:\s?-?\s?(?:[A-Za-z]{2,12}\s)?)"
LEVEL = rf"(?P<level>\d\d(?:{POINT}\d)?)\s?%"
PAIR = rf"(?P<low>{SIGNED}){BETWEEN}(?P<high>{SIGNED})(?![\d.]*\d)\s?%?"
# "CI 0.46 0.90": after such a name a space will do between decimals.
_BARE_BETWEEN = rf"(?:{BETWEEN}|(?<={POINT}\d\d)\s(?=\d*{POINT}\d\d))"
_NO_FOLD = (
    r"\s(?:magnif|dilut|serial|cross|concentrated|coverage|molar|symmetr|degener|way|approach|aim|purpose|objective"
    r"|reason|manner)"
)
_ABOUT = r"(?:(?:about|approximately|up to|nearly|almost|over|~)\s*)?"
_SPREAD = r"(?:SD|SE|SEM|sd|s\.d\.|s\.e\.m?\.?|S\.D\.|S\.E\.(?:M\.)?|standard (?:deviation|error)s?)"
QUARTILES = r"(?i:IQRs?|inter[- ]?quartile ranges?|Q1[–, -]+Q3|25th[–, -]+75th percentiles?|quartiles)"
# "Fell by 12 weeks" is a date; only what lasts is longer by twelve weeks.
_LASTING = r"(?:prolong\w*|shorten\w*|extend\w*|lengthen\w*|delay\w*|longer|shorter|later|earlier|sooner)"
# A word on the way from a verb to its amount: another clause has a verb and an amount of its own.
_STEP = r"(?!(?:whereas|while|but|although|though)\b)[^\s.;:()]+"
_AMOUNT = rf"(?:{_STEP}\s+){{0,6}}?by\s+(?:an?\s(?:mean|median|average)\sof\s)?{_ABOUT}(?P<value2>{UNSIGNED})[\s-]?"
# Where brackets say what the number will be, it may stand farther off.
_NOUNS = r"(?P<nouns>(?:\s[A-Za-z][\w/-]*){0,8}?(?(declared)(?:(?:\s[A-Za-z][\w/-]*){0,10}?(?=\s(?:was|were)\s))?))"
_LINK = (
    rf"\s*(?P<link>,|=|:|\b(?:was|were|is|of)\b|\((?={SIGNED}\s(?:v|vs\.?|versus)\s)|)"
    r"\s*(?:about\s|approximately\s|only\s|~)?\s*"
)


def _measure() -> str:
    aside = rf"\s*[\[(]\s*(?:[a-z]{{0,3}}[A-Z]{{2,4}}s?|r|d\d?|\d\d\s?%\s?{CI})\s*[,;:]?\s*[\])]"
    return (
        rf"{name_pattern()}"
        rf"(?P<aside>(?:{aside})*)(?:[,;]?\s\d\d\s?%\s?{CI}(?=\s*[:=]?\s*{SIGNED}\s*[\[(,;]))?"
        r"(?P<phrase>\s+(?:for|of|in|comparing|between|associated with)\s+[A-Za-z](?:(?!\.\s)[^\d()\[\];=,]){0,60}?)?"
        r"\s*(?P<sign>[=:,≈~]|\b(?:of|was|were|is|at|being|from)\b(?:\s+(?:about|only))?)?\s*"
        rf"(?P<value>{SIGNED})(?!\d|[.·]\d|\s?%\s?{CI})\s?(?P<unit>{UNIT})?(?!\w)"
    )


_DIRECT: dict[str, str] = {
    "r": rf"(?<![\w/])(?:[rR]s?|ρ|rho)(?P<df>\s?[\[(](?:(?:df|[nN])\s?=\s?)?\d{{1,5}}[\])])?\s?=\s?"
    rf"(?P<value>{SIGNED})(?![\d.]*\d)",
    "interval": rf"(?:{LEVEL}{_KIND_OF_CI}{CI}|\b{CI}(?:\s*[\[(]?{LEVEL.replace('level', 'level2')}[\])]?)?)"
    r"(?:\s*[\[(]\s*(?:CI|CrI)s?\s*[\])])?(?:\s(?:for|of)\s[^.;()\d]{2,60}(?=[(:=]|\bwas\b|\bwere\b|\bis\b|(?<=difference)[,\s]))?"
    r"\s*[=:,;]?\s*(?:of|was|from|between|ranged from)?\s*"
    rf"(?P<open>[\[(])?\s*{PAIR.replace(BETWEEN, _BARE_BETWEEN)}(?(open)\s*[\])]?)",
    "bare": rf"\s*(?:(?P<open>[\[(])|[;,](?=\s*{SIGNED}\s*(?:to|[,{DASH}])))\s*"
    rf"(?:{LEVEL}\s?{CI}\s*[=:,]?\s*)?{PAIR}\s*(?=[\]),;])(?(open)[\])]?)",
    "p": r"(?<![\w])(?:[Pp](?:['’]?s)?|[Pp](?=trend|interaction|heterogeneity))(?P<word>\s?[-–]?\s?[Vv]alues?)?"
    r"(?P<of>\s*[_(]?(?:for\s|of\s)?(?:the\s)?(?:\w+\s){0,6}?(?:trend|interaction|heterogeneity|difference)\)?)?"
    rf"\s?(?:was|of|were|is|all)?\s?(?P<comparator>[<>=≤≥⩽⩾≦≧]{{1,2}}|less than|greater than"
    r"|(?<=alue of)|(?<=alue was)|(?<=[Vv]alue)(?=\s0?[.·]\d)|(?<=alue:)|(?<=interaction:))\s?"
    rf"(?P<p>(?:\d+)?{POINT}\d+|0,\d+|[01](?!\d|[.,]\d)(?!\s?%)|\d(?=\s?[×x·]\s?10)|\d(?=[eE][{DASH}])|10(?=\^?[{DASH}]\d))"
    rf"(?:{POWER}|(?<=\b10)\^?(?P<ten>[{DASH}]\d+))?",
    "i2": r"\bI\s?(?:2|²|\^2|\(2\)|-?\s?[Ss]quared)(?:\s(?:statistics?|values?|index))?"
    r"\s*(?P<sign>[=:,]|of|was|were|is|ranged from|ranging from|range:?)?\s*"
    rf"(?P<low>{UNSIGNED})\s?%?(?:\s?(?:to|[{DASH}])\s?(?P<high>{UNSIGNED})\s?%)?(?P<pc>%)?",
    "tau2": rf"\b(?:[Tt]au|τ)\s?(?:2|²|\^2|\(2\)|-?\s?squared)\s?[=:]\s?(?P<value>{SIGNED})",
    "q": r"(?:\bCochran['’]?s?\s)?\bQ\s?(?:\(\s?(?:df\s?=\s?)?\d+\s?\)|-?\s?statistic|\s?value)?"
    rf"\s?=\s?(?P<value>{UNSIGNED})",
    "count": rf"(?P<n>\b\d(?:[\d,]*\d)?|\b(?i:{WORD_NUMBER}))\s+"
    rf"(?P<between>(?:[A-Za-z][\w/-]*,?\s+){{0,5}}?)(?:(?P<studies>{STUDIES})|(?P<people>{PEOPLE}))\b",
    "n": rf"(?<![\w])[nN]\s?=\s?(?P<n>\d[\d,]*\d|\d)(?!\.\d)(?:\s+(?P<studies>(?:\w+\s)?(?:{STUDIES})))?",
    "fold": rf"(?<![\w.])(?P<value>{UNSIGNED}|(?i:{WORD_NUMBER}))"
    rf"(?:\s?-?\s?(?:to|–|and)\s?(?:{UNSIGNED}|{WORD_NUMBER}))?[\s-]?fold\b(?!{_NO_FOLD})",
    "times": rf"(?<![\w.])(?P<value>{UNSIGNED})(?:[\s-]times\s(?:\w+\s)?{_CHANGE_ADJECTIVE}\b"
    rf"|(?=\s\([^()]{{0,60}}\)\stimes\s(?:\w+\s)?{_CHANGE_ADJECTIVE}))",
    "percent": rf"\b(?:{CHANGE_VERB}\s+(?:{_STEP}\s+){{0,6}}?\(?by\s+{_ABOUT}"
    rf"|{CHANGE_VERB}\s+(?=[\d.]+\s?%)|{_CHANGE_NOUN}\s+(?:in\s+(?:\w+\s+){{1,4}})?(?:of|by)\s+)"
    rf"(?P<value>{UNSIGNED})\s?%(?!\s?(?:{CI}|confidence))"
    rf"|(?<![\w.]){_NO_THRESHOLD}(?P<value2>{UNSIGNED})\s?%\s+(?:(?:relative|absolute|significant)\s+)?"
    rf"(?:{_CHANGE_NOUN}|{_CHANGE_ADJECTIVE})\b(?!\sto follow|\scriteri|[\s-]?outs?|\sthan \d)"
    rf"|[\[(]\s?(?P<value3>[+{DASH}]\s?(?:{UNSIGNED}))\s?%\s?[\])]",
    "changed": rf"\b{CHANGE_VERB}\s+by\s+(?P<value>{SIGNED})\s?(?P<unit>{UNIT})?"
    rf"(?=\s?[\[(](?:[Pp]\s?[=<>]|\d\d\s?%\s?{CI}|{CI}|SD|SE))"
    rf"|\b(?:(?:{CHANGE_VERB}|cut|slow(?:s|ed|ing)?|{_CHANGE_ADJECTIVE})\s{_AMOUNT}(?P<unit2>(?!%|(?:{_TIME}|y)\b)(?:{UNIT}))"
    rf"|{_LASTING}\s{_AMOUNT.replace('value2', 'value3')}(?P<unit3>{_TIME}))(?!\w)",
    "by": rf"\band by\s+{_ABOUT}(?P<value>{UNSIGNED})\s?%",
    "mean": rf"(?P<value>(?<![\w./]){SIGNED})\s?(?P<unit>{UNIT})?\s?(?:{_SPREAD}\s)?[\[(]?(?:±|\+/[{DASH}])\s?"
    rf"(?:{_SPREAD}\s)?(?P<sd>{UNSIGNED})\s?(?P<unit2>(?:{UNIT})(?!\w))?|(?P<value2>(?<![\w./]){SIGNED})\s?(?P<unit3>{UNIT})?"
    rf"(?:\sper\s[a-z]+)?\s?[\[(]\s?±?{_SPREAD}\s?[=:,]?\s?±?\s?(?P<sd2>{UNSIGNED})\s?(?:{UNIT})?\s?(?=[\]);,])[\])]?",
    "deviation": rf"(?:\s[a-z]+(?=\s[\[(]))?\s?(?:,|;|[\[(])\s?±?\s?{_SPREAD}\s?[=:]?\s?(?P<sd>{UNSIGNED})"
    rf"\s?(?:{UNIT})?(?!\w)(?:\s?[\])])?(?:\s(?:{UNIT})(?!\w))?",
    "apa": rf"\bM(?:ean)?\s?=\s?(?P<value>{SIGNED})\s?(?P<unit>{UNIT})?,?\s(?:and\s)?(?:{_SPREAD}|sd)\s?=\s?"
    rf"(?P<sd>{UNSIGNED})",
    "declared": rf"(?:means?|averages?)(?:\s[a-z-]+){{0,3}}\s?[\[(,±]\s?±?\s?{_SPREAD}\s?[\])]?"
    r"|\b(?:averag(?:ed|ing)|(?:[Mm]eans?|[Aa]verages?)\b[^.;()]{0,60}\s(?:was|were|of))"
    rf"\s(?:{UNSIGNED})\s?(?:{UNIT})?\s?\((?:{UNSIGNED})\)",
    "spread": rf"(?P<value>(?<![\w./]){SIGNED})\s?(?P<unit>{UNIT})?\s?(?P<open>[\[(])(?P<sd>{UNSIGNED})[\])]",
    "median": rf"(?P<value>(?<![\w./]){SIGNED})\s?(?P<unit>{UNIT}|\S{{1,12}})?\s?[\[(]\s?(?:(?P<iqr>{QUARTILES})"
    rf"|(?P<range>(?i:range)))(?:\s\(IQR\))?\s?[=:,]?\s?{PAIR}\s?(?:{UNIT})?\s?[\])]?",
    "around": rf"(?:(?P<iqr>{QUARTILES})|(?i:\brange))\s?(?:was|of|from|[=:,])?\s?[\[(]?{PAIR}",
    "plain": rf"\b(?P<what>[Mm]edian|[Mm]ean|[Aa]verage)(?P<declared>\s?[\[(][^()\[\]]{{2,24}}[\])])?{_NOUNS}{_LINK}"
    rf"(?P<value>{SIGNED})(?![\d.]*\d|\s?%\s?{CI})\s?(?P<unit>{UNIT})?(?!\w)",
    "another": r"\s*(?P<by>v\.?|vs\.?|versus|compared (?:with|to)|,?\s?and(?: from)?|to|,)\s+"
    rf"(?P<value>{SIGNED})(?!\w)(?![\d.]*\d)",
    "estimate": rf"(?P<value>(?<![\w./]){SIGNED})\s?(?P<unit>{UNIT}|[A-Za-z][\w*/]{{0,20}})?\s?[,;\[(]\s?"
    r"(?:(?:2|two|one|1)-sided\s)?$",
    "farther": rf"(?:\b(?:of|was|were|is)|=)\s(?P<value>{SIGNED})(?=\s[a-z])"
    rf"|(?P<value2>(?<![\w./]){SIGNED})\s?%?\s(?=(?:[^\s()\[\]\d]\S{{0,9}}\s){{1,5}}[\[(]\s?$)",
    "pair": rf"(?P<value>(?<![\w./])(?<!\d ){SIGNED})\s?(?P<unit>{UNIT})?\s?(?P<open>[\[(])\s?"
    rf"(?:(?:{LEVEL}{_KIND_OF_CI})?(?P<ci>{CI})\s*[=:,]?\s*)?{PAIR}\s*(?=[\]),;])[\])]?",
    "events": rf"(?<![\w./{DASH}≥≤<>])(?<![≥≤<>] )(?P<events>\d[\d,]*|(?i:{WORD_NUMBER})(?=\s(?:out )?of))\s?"
    rf"(?P<by>/|(?:out\s)?of(?:\sthe)?)\s?(?P<n>\d+(?:,\d{{3}})*|(?i:{WORD_NUMBER})(?=(?:\s[a-z]+){{0,2}}\s?[\[(][\d.]+\s?%))"
    rf"(?![\w/]|\.\d)(?P<people>\s(?:\w+\s)?(?:{PEOPLE}))?(?:(?:\s[a-z]+)?\s?[\[(,;]\s?(?P<percent>{UNSIGNED})\s?%\s?[\])]?)?",
    "share": rf"(?<![\w.,/<>≥≤=])(?<![<>≥≤=]\s)(?<![A-Za-z][-–−])(?P<events>\d+(?:,\d{{3}})*|\b(?i:{WORD_NUMBER})\b)"
    rf"(?P<noun>(?:\s[A-Za-z][\w-]*){{0,3}}?)\s?"
    rf"[\[(]\s?(?P<percent>{UNSIGNED})\s?%\s?[\]),;]",
}


@functools.cache
def patterns() -> dict[str, Screened]:
    """Return the patterns by the kind of atom."""
    return {"measure": screened(_measure())} | {name: screened(raw) for name, raw in _DIRECT.items()}
