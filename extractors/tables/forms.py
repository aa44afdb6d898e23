"""What the heads of a table say about the numbers below or beside them: "HR (95% CI)", "n (%)", "mean ± SD", "P"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.effects.measures import mention_pattern, name_of
from extractors.effects.patterns import CI, QUARTILES
from extractors.effects.spreads import name_spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Say what the numbers are.

    ``measure`` is that of the value, empty where the head names none; ``beside`` is what stands in brackets, after ±
    or in a column of its own: "CI", "SD", "%", "IQR", "range", "n", or "N" for the whole that a share is of. ``alone``
    is what a column without a value of its own holds: "p", "CI", "SD", "%", "n", "range", "IQR", "Q1", "Q3"; "other"
    is what no statistic has: the p value of an interaction or a trend, how alike the people of a cluster are.
    ``spread`` tells a standard deviation from a standard error: "SD", "SE".
    """

    measure: str = ""
    beside: str = ""
    alone: str = ""
    level: Decimal | None = None
    spread: str = ""


NOTHING = Form()
_LONGEST = 300
_USUAL = Decimal(95)

# "Group P" is an arm.
_P_WORDS = (
    r"(?:unadjusted|adjusted|overall|two-sided|nominal|within|between"
    r"|(?!(?:[Gg]roup|GROUP|[Aa]rm|[Cc]lass|[Tt]ype|[Vv]itamin|[Tt]reatment)[\s-])[A-Z][\w-]*(?:['’]s)?)[\s-]"
)
_OF_WHAT = r"\(?(?:for|of|from|vs|v|,|[a-z] vs|(?i:between|within|among|across))\b.*|\(.*|[a-d]|\^\w"
_P = re.compile(
    rf"\W*(?:{_P_WORDS})?[Pp](?:\^\w)?(?:\s?[\s_-]?\s?[Vv]al(?:ue)?s?)?\b(?!\s?[-–]?\w*\s?[\d/%])[^a-z]{{0,6}}(?:{_OF_WHAT})?\W*$"
    r"|\W*P\s(?:main|treatment|time|group|interaction)\b.*"
    r"|\W*(?:F-?\s?)?[Pp]rob(?:ability|\.)?\W*$|\W*[Ss]ig(?:\.|nificance)(?:\s?level)?\W*(?:\(?(?:two|one|[12])[\s-]?(?:tailed|sided)\)?)?\W*$"
)
_P_VALUE = re.compile(r"(?<![\w-])[Pp]\s?[\s_-]?\s?[Vv]al(?:ue)?s?\b")
_OTHER_P = re.compile(r"interaction|homogeneity|heterogeneity|trend", re.IGNORECASE)

_OTHER = re.compile(
    r"\W*(?:ICCs?(?:,?\s\(?adj\w*\.?\)?)?|[Ii]ntra-?(?:cluster|class) correlation(?: coefficients?)?|VIF"
    r"|[Cc]ronbach['’]?s? (?:[Aa]lpha|α))\W*$"
)
_MEANS_OR_SHARES = re.compile(
    r"\b[Mm]eans? or (?:percent|proportion|%)|(?:\b[Pp]ercentages?|\b[Pp]roportions?|%) or [Mm]eans?\b"
)

_CI = re.compile(rf"(?<![\w-]){CI}(?![\w-])|\b95\s?%(?=\s?(?:\)|$))|\b95\s?%\s[Cc]onfidence\W*$")
_LEVEL = re.compile(rf"(\d\d(?:\.\d)?)\s?%\s?-?\s?(?:(?:[A-Za-z]{{2,12}}\s)?{CI}|[Cc]onfidence\W*$)")

_OF_PEOPLE = re.compile(r"(?<!95)(?<!95\s)%|\b[Pp]ercent|\b[Pp]revalence|\b[Pp]roportion")

_STANDARD = r"[Ss]td?\.?\s?(?:[Dd]ev|[Ee]rr)\w*\.?|[Ss]tandard\.? (?:[Dd]eviation|[Ee]rror)s?"
_SD = rf"(?:SDs?|SEDs?|S\.D\.|s\.d\.|SEs?|SEM|S\.E\.(?:M\.)?|s\.e\.m?\.?|{_STANDARD})"
_ONLY_SD = re.compile(
    rf"^\W*(?:[Rr]obust\s)?(?:{_SD}|s[de]m?|(?:{_STANDARD})(?: of)?(?:\s[a-z]+){{1,3}})"
    r"(?:\s?[\[(][^\])]*[\])])?(?:\s?\^?[a-z])?\W*$"
)
_IN_BRACKETS = r"[^.;]{0,40}\b(?:in|within|between) (?:parenthes[ei]s|brackets)"
_WITH_SD = re.compile(rf"[±(\[,/;]\s?±?\s?{_SD}|{_SD}\s?[\])]|\(\s?±?\s?s[de]m?\b|{_SD}\b{_IN_BRACKETS}")

_MEDIAN = re.compile(r"\b[Mm]edians?\b")
_MEAN = re.compile(r"\b(?:[Mm]eans?(?!\s?[Ss]quares?)|MEAN|[Aa]verages?|LSM?)\b|^\W*M\s?[±(,]|[xX]\u0304")
_QUARTILES = re.compile(rf"{QUARTILES}|(?i:\binterquart)")
_RANGE = re.compile(r"\brange\b|\bmin\w*\s?[-–,/]\s?max", re.IGNORECASE)

# Quantiles between which 95% lie.
_END = re.compile(r"^\W*(?:Q\s?)?(?:2\.50?|97\.50?)\s?(?:%|(?:th )?[Pp]ercentile)\W*$")
_ONLY_RANGE = re.compile(r"^\W*(?:(?i:range)|(?i:min)\w*\.?\s?[-–,/]\s?(?i:max)\w*)\W*$")
_ONLY_QUARTILES = re.compile(rf"^\W*(?:{QUARTILES})\W*$")

_FIRST_QUARTILE = re.compile(r"^\W*(?:Q1|25(?:th)?\s?(?:%|[Pp]ercentile|[Cc]entile)|[Ll]ower quartile)\W*$")
_THIRD_QUARTILE = re.compile(r"^\W*(?:Q3|75(?:th)?\s?(?:%|[Pp]ercentile|[Cc]entile)|[Uu]pper quartile)\W*$")

_NUMBER_OF = r"[Nn](?:umbers?|os?\.)(?:\sof\s[a-z ]{3,30})?"
_COUNT = (
    rf"(?:[Nn]|[Nn]o\.|#|{_NUMBER_OF}|[Ff]req(?:uency|\.)|[Cc]ounts?|[Cc]ases?|[Ee]vents?|[Pp]atients|[Ss]ubjects"
    r"|[Pp]articipants)"
)
_SHARE = re.compile(
    rf"(?i:\b(?:percent(?:age)?s?|proportions?)\b){_IN_BRACKETS}"
    rf"|(?<![\w%]){_COUNT}\s?(?:[\[(,/;]|and)\s?(?:%|[Pp]ercent)|[\w.)]\s?\(%\)\W*$|^\W*\(%\)\W*$"
)
_SHARE_FIRST = re.compile(rf"(?:%|[Pp]ercent\w*)\s?[\[(,/;]\s?(?P<count>{_COUNT})\s?[\])]?")
_PERCENT_CHANGE = re.compile(
    r"(?<!\d)(?<!\d )(?:%|[Pp]ercent(?:age)?) (?i:change|reduction|increase|decrease)|[Cc]hange \(%\)"
)
_ONLY_COUNT = re.compile(rf"^\W*{_COUNT}[\s.:*†‡#)]*(?:\^\w|[a-d])?$")
_ONLY_PERCENT = re.compile(r"^\W*(?:%|[Pp]ercent(?:age)?s?)\W*$")

_FOLD = r"fold[\s-](?:change|induction|increase|difference|enrichment)s?\b"
# Names that are said in heads beside those of running text; the first that fits counts.
_SHORT_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("MD", re.compile(r"\b[Dd]iff(?:\.|s\b|\b)|^\W*[Δ∆]\W*$")),
    (
        "beta",
        re.compile(
            r"\b(?:[Cc]oef(?:f|ficient)?s?\.?|[Bb]eta)(?![\w-])|(?<![\w-])β(?!\s?-?\s?(?:cells?\b|\d|[A-Z])|-[a-z])|^\W*B(?:\s?[\[(]\s?(?:95|SE|CI).*|\W*)$"
        ),
    ),
    ("log2 fold change", re.compile(rf"\blog_?\(?2\)?[\s-](?:of )?{_FOLD}", re.IGNORECASE)),
    ("fold change", re.compile(rf"(?<!log)(?<!log\s)\b{_FOLD}", re.IGNORECASE)),
    ("correlation", re.compile(r"^\W*(?:[Pp]earson['’]?s?\s|[Ss]pearman['’]?s?\s)?(?:rs?|ρ|rho)\W*$")),
    ("median", _MEDIAN),
    ("mean", _MEAN),
    ("estimate", re.compile(r"^\W*(?:[Pp]arameter |[Pp]oint )?[Ee]stimates?\W*$")),
    ("ratio", re.compile(r"(?<!\b[Ft]-)(?<!\b[Ft] )\bratios?\W*$", re.IGNORECASE)),
)


@functools.lru_cache(maxsize=4096)
def read_form(words: str) -> Form:
    """Return what a head, the name of a row or a note says about numbers; `NOTHING` where it says nothing.

    >>> read_form("Adjusted HR (95% CI)").measure, read_form("n (%)").beside, read_form("P-value").alone
    ('HR', '%', 'p')
    """
    if not words or len(words) > _LONGEST:
        return NOTHING
    if _OTHER.match(words):
        return Form(alone="other")
    if _MEANS_OR_SHARES.search(words):
        return NOTHING
    return _alone(words) or _interval(words) or _share(words) or Form(measure=_measure(words))


def _alone(words: str) -> Form | None:
    if _P.match(words) or (_P_VALUE.search(words) and not _CI.search(words)):
        return Form(alone="other" if _OTHER_P.search(words) else "p")
    singles = (
        ("SD", _ONLY_SD), ("%", _ONLY_PERCENT), ("n", _ONLY_COUNT), ("range", _ONLY_RANGE), ("IQR", _ONLY_QUARTILES),
        ("Q1", _FIRST_QUARTILE), ("Q3", _THIRD_QUARTILE),
    )  # fmt: skip
    if _END.match(words):
        return Form(alone="CI", level=_USUAL)
    name = next((name for name, pattern in singles if pattern.match(words)), "")
    return Form(alone=name, spread=name_spread(words) if name == "SD" else "") if name else None


def _interval(words: str) -> Form | None:
    """Return the form of a value with an interval or a deviation."""
    if _CI.search(words):
        level = _LEVEL.search(words)
        measure = _measure(words) or ("percentage" if _OF_PEOPLE.search(_LEVEL.sub("", words)) else "")
        return Form(
            measure=measure, beside="CI", alone="" if measure else "CI", level=Decimal(level[1]) if level else None
        )
    quartiles, spread = _QUARTILES.search(words), _RANGE.search(words)
    if _MEDIAN.search(words) and (quartiles or spread):
        return Form(measure="median", beside="IQR" if quartiles else "range")
    if _WITH_SD.search(words):
        return Form(measure=_measure(words) or "mean", beside="SD", spread=name_spread(words))
    return Form(measure="mean", beside="range") if spread and _MEAN.search(words) else None


def _share(words: str) -> Form | None:
    if _PERCENT_CHANGE.search(words):
        return Form(measure="percent change")
    first = _SHARE_FIRST.search(words)
    if first:
        whole = first["count"] == "N"
        return Form(measure="percentage" if whole else "events", beside="N" if whole else "n")
    return Form(measure="events", beside="%") if _SHARE.search(words) else None


def _measure(words: str) -> str:
    mention = mention_pattern().search(words)
    if mention:
        return name_of(mention)[0]
    return next((name for name, pattern in _SHORT_NAMES if pattern.search(words)), "")
