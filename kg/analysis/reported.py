"""Reported effects of a subject on an outcome: numbers with interval, study, setting and the words they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Store

from extractors.claim import Design
from extractors.claims.groups import is_control
from extractors.document import Role
from kg.analysis.alike import alike, core
from kg.analysis.ask import Graph, ask, entities, store_of, word
from kg.analysis.computed import Arm, compare
from kg.vocab import spread_names

RATIOS = frozenset({"OR", "RR", "HR", "IRR", "PR", "fold change"})
DIFFERENCES = frozenset({"SMD", "MD", "RD"})
# Hedges g and Cohen d estimate the same standardised difference; WMD is an older word for MD.
_SAME = {"Hedges g": "SMD", "Cohen d": "SMD", "WMD": "MD"}
_POOLED = frozenset({Design.META_ANALYSIS.value, Design.SYSTEMATIC_REVIEW.value})
_RETOLD = frozenset({Design.REVIEW.value, Design.LAY.value, Design.GUIDELINE.value})
_SECTIONS = {role.value: place for place, role in enumerate((Role.ABSTRACT, Role.RESULTS, Role.CONCLUSION))}

_ROWS = """
SELECT ?claim ?effect ?value ?words ?work ?paper ?subject ?outcome ?negated ?certainty ?status ?measure ?unit ?low
  ?high ?level ?p ?relation ?n ?n_all ?studies ?studies_all ?issued ?direction ?role ?sentence
{{
  {pattern}
  ?claim cg:effect ?effect ; biolink:publications ?work ; biolink:original_subject ?subject ;
    biolink:original_object ?outcome ; biolink:negated ?negated ; cg:certainty ?certainty ; cg:status ?status ;
    prov:wasDerivedFrom ?place .
  ?effect biolink:effect_size ?value ; nif:anchorOf ?words .
  ?work dcterms:identifier ?paper .
  ?place nif:anchorOf ?sentence .
  OPTIONAL {{ ?effect biolink:effect_type ?measure }}
  OPTIONAL {{ ?effect schema:unitText ?unit }}
  OPTIONAL {{
    ?effect cg:statistic ?interval . ?interval a ?interval_type .
    FILTER (?interval_type IN (obo:STATO_0000196, obo:STATO_0000231))
    OPTIONAL {{ ?interval cg:lower ?low }}
    OPTIONAL {{ ?interval cg:upper ?high }}
    OPTIONAL {{ ?interval cg:level ?level }}
  }}
  OPTIONAL {{
    ?effect cg:statistic ?chance . ?chance a obo:OBI_0000175 ; rdf:value ?p .
    OPTIONAL {{ ?chance cg:relation ?relation }}
  }}
  OPTIONAL {{ ?effect cg:sampleSize ?n }}
  OPTIONAL {{ ?claim cg:sampleSize ?n_all }}
  OPTIONAL {{ ?effect cg:studyCount ?studies }}
  OPTIONAL {{ ?claim cg:studyCount ?studies_all }}
  OPTIONAL {{ ?work dcterms:issued ?issued }}
  OPTIONAL {{ ?claim cg:direction ?direction }}
  OPTIONAL {{ ?place dcterms:isPartOf ?part }}
  OPTIONAL {{ ?part cg:role ?role }}
}}"""
_ARMS = """
SELECT ?claim ?effect ?about ?subject ?measure ?value ?unit ?n ?kind ?sd ?words
{{
  {pattern}
  ?claim cg:effect ?effect ; biolink:subject ?subject .
  ?effect obo:IAO_0000136 ?about ; biolink:effect_type ?measure ; biolink:effect_size ?value ; nif:anchorOf ?words .
  OPTIONAL {{ ?effect schema:unitText ?unit }}
  OPTIONAL {{ ?effect cg:sampleSize ?n }}
  OPTIONAL {{ ?effect cg:statistic ?around . ?around a ?kind ; rdf:value ?sd . FILTER (?kind != obo:OBI_0000175) }}
}}"""
_AGAINST = "SELECT ?claim ?rival {{ {pattern} ?claim cg:effect ?effect ; cg:comparatorText ?rival }}"
_LISTED = "SELECT ?claim ?listed {{ {pattern} ?claim cg:effect ?effect ; cg:{verb} ?listed }}"
_AUTHOR = """
SELECT ?work ?name {{
  {{ SELECT DISTINCT ?work {{ {pattern} ?claim cg:effect ?effect ; biolink:publications ?work }} }}
  ?work dcterms:creator ?author . ?author co:index ?place ; foaf:name ?name . FILTER (?place = 1)
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Hold one reported effect.

    ``study`` names the paper for a reader: the first author's last name and the year, else the paper's id. ``measure``
    is the short name as read, ``family`` what it can be pooled with. ``level`` of the interval is in percent. ``p`` has
    its sign ("<0.001"). ``studies`` counts what the number itself was pooled from. ``section`` is the part of the
    paper. ``comparator`` is the other arm in the paper's words, empty where the claim names none. ``method`` says how
    the number was computed from those of two arms; empty for one that the paper gives.
    """

    effect: str
    claim: str
    paper: str
    study: str
    year: str
    subject: str
    outcome: str
    measure: str
    value: Decimal
    unit: str
    low: Decimal | None
    high: Decimal | None
    level: Decimal | None
    p: str
    n: int | None
    studies: int | None
    direction: str
    negated: bool
    certainty: str
    status: str
    settings: tuple[str, ...]
    designs: tuple[str, ...]
    section: str
    words: str
    sentence: str
    comparator: str = ""
    method: str = ""

    @property
    def family(self) -> str:
        """Return the measure that this one counts as, with its unit for an unstandardised difference.

        What is compared with another treatment is kept apart from what is compared with a control or with none named.
        """
        name = _SAME.get(self.measure, self.measure)
        name = f"{name} [{self.unit}]" if self.unit and name in ("MD", "RD") else name
        return f"{name} against {self.rival}" if self.rival else name

    @property
    def rival(self) -> str:
        """Return the other treatment that this one is compared with; empty for controls, and where none is named."""
        if not self.comparator or is_control(self.comparator):
            return ""
        return " ".join(sorted(core(self.comparator, given=True)))

    @property
    def is_of_itself(self) -> bool:
        """Tell whether both arms have one name, so that one of them was misread."""
        return core(self.subject, given=True) == core(self.comparator, given=True)

    @property
    def is_ratio(self) -> bool:
        """Tell whether the value is a ratio, which is pooled and drawn on the log scale."""
        return self.measure in RATIOS

    @property
    def is_comparable(self) -> bool:
        """Tell whether the value compares two groups: a mean, a count or a slope alone does not."""
        return _SAME.get(self.measure, self.measure) in RATIOS | DIFFERENCES

    @property
    def null(self) -> Decimal:
        """Return the value that stands for no difference."""
        return Decimal(1) if self.is_ratio else Decimal(0)

    @property
    def is_pooled(self) -> bool:
        """Tell whether the number is itself the result of several studies."""
        return bool(_POOLED & set(self.designs)) or (self.studies or 1) > 1

    @property
    def is_retold(self) -> bool:
        """Tell whether the paper reports it from elsewhere."""
        return self.status == "background" or bool(_RETOLD & set(self.designs))


def estimates(graph: Graph, subject: str, outcome: str, *, loosely: bool = False) -> tuple[Estimate, ...]:
    """Return every effect with a value that is reported for a subject and an outcome, by study and place.

    Both are ids, IRIs or names; ``loosely`` takes what is only worded otherwise too (`kg.analysis.alike`). Where a
    claim gives the values of both arms, what they come to takes their place (`kg.analysis.computed`), after what the
    paper itself reports. The order within a paper is abstract, results, the rest. Raise `QueryError` where the graph
    knows one of the two not at all.
    """
    store = store_of(graph)
    if loosely:
        pattern = _ends(alike(store, subject, "subject"), alike(store, outcome, "object"))
    else:
        pattern = _ends(entities(store, subject), entities(store, outcome))
    settings, designs = (_lists(store, pattern, verb) for verb in ("setting", "design"))
    authors = {row["work"]: row["name"] for row in ask(store, _AUTHOR.format(pattern=pattern))}
    rows = {row["effect"]: row for row in ask(store, _ROWS.format(pattern=pattern))}
    rivals = {row["claim"]: row["rival"] for row in ask(store, _AGAINST.format(pattern=pattern))}
    found = [
        replace(
            _estimate(row, authors.get(row["work"], ""), settings[row["claim"]], designs[row["claim"]]),
            comparator=rivals.get(row["claim"], ""),
        )
        for row in rows.values()
    ]
    return tuple(sorted(_with_computed(found, _arms(store, pattern)), key=_order))


def _order(one: Estimate) -> tuple[str, str, bool, int, str, str]:
    section = _SECTIONS.get(one.section, len(_SECTIONS))
    return one.year or "9999", one.paper, bool(one.method), section, one.effect, one.measure


def _arms(store: Store, pattern: str) -> dict[str, dict[str, list[Arm]]]:
    """Return the values of the arms of each claim, by "subject" and "comparator"."""
    found: dict[str, dict[str, dict[str, Arm]]] = defaultdict(lambda: {"subject": {}, "comparator": {}})
    for row in ask(store, _ARMS.format(pattern=pattern)):
        place = "subject" if row["about"] == row["subject"] else "comparator"
        found[row["claim"]][place][row["effect"]] = Arm(
            effect=row["effect"],
            measure=row["measure"],
            value=float(row["value"]),
            unit=row["unit"],
            n=_count(row["n"]),
            sd=float(row["sd"]) if row["sd"] else None,
            spread=spread_names().get(row["kind"], ""),
            words=row["words"],
        )
    return {claim: {place: list(arms.values()) for place, arms in both.items()} for claim, both in found.items()}


def _with_computed(found: list[Estimate], arms: dict[str, dict[str, list[Arm]]]) -> Iterator[Estimate]:
    """Yield the estimates; the values of two arms of a claim give way to what they come to, where that is known."""
    by_effect = {one.effect: one for one in found}
    used: set[str] = set()
    for both in arms.values():
        if len(both["subject"]) == len(both["comparator"]) == 1:
            treated, control = both["subject"][0], both["comparator"][0]
            for one in compare(treated, control) if not by_effect[treated.effect].is_of_itself else ():
                used |= {treated.effect, control.effect}
                n = (treated.n or 0) + (control.n or 0)
                yield replace(
                    by_effect[treated.effect],
                    measure=one.measure,
                    value=_rounded(one.value),
                    low=_rounded(one.low),
                    high=_rounded(one.high),
                    level=Decimal(95),
                    unit=one.unit,
                    p="",
                    n=n,
                    words=f"{treated.words} v {control.words}",
                    method=one.method,
                )
    yield from (one for one in found if one.effect not in used)


def _rounded(number: float) -> Decimal:
    return Decimal(f"{number:.4g}")


def _ends(subjects: Iterable[str], outcomes: Iterable[str]) -> str:
    listed = list(outcomes)
    pairs = [f"{{ ?claim biolink:subject <{one}> ; biolink:object <{other}> }}" for one in subjects for other in listed]
    return f"{{ {' UNION '.join(pairs)} }}"


def _lists(store: Store, pattern: str, verb: str) -> dict[str, set[str]]:
    lists: dict[str, set[str]] = defaultdict(set)
    for row in ask(store, _LISTED.format(pattern=pattern, verb=verb)):
        lists[row["claim"]].add(word(row["listed"]))
    return lists


def _estimate(row: dict[str, str], author: str, settings: set[str], designs: set[str]) -> Estimate:
    year = row["issued"][:4]
    family_name = author.rpartition(" ")[2]
    sign = "" if row["relation"] in ("", "=") else row["relation"]
    return Estimate(
        effect=row["effect"],
        claim=row["claim"],
        paper=row["paper"],
        study=f"{family_name} {year}".strip() if family_name else row["paper"],
        year=year,
        subject=row["subject"],
        outcome=row["outcome"],
        measure=row["measure"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        level=_decimal(row["level"]),
        p=f"{sign}{row['p']}",
        n=_count(row["n"] or row["n_all"]),
        studies=_count(row["studies"] or row["studies_all"]),
        direction=word(row["direction"]),
        negated=row["negated"] == "true",
        certainty=word(row["certainty"]),
        status=word(row["status"]),
        settings=tuple(sorted(settings)),
        designs=tuple(sorted(designs)),
        section=row["role"],
        words=row["words"],
        sentence=row["sentence"],
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _count(text: str) -> int | None:
    return int(text) if text else None
