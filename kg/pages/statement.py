"""Claims and risks as pages show them, read from what a graph says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.pages.ask import NOTHING, Source, Thing, Things, in_order, said, things
from kg.pages.effect import EffectView, read_effect
from kg.pages.links import local_id
from kg.vocab import CG

_CLASSES = {CG + "Claim": "claim", CG + "Risk": "risk", CG + "PaperRelation": "relation"}
_ARROWS = {"increase": "↑", "decrease": "↓", "no change": "="}
_VERBS = {"increase": "increases", "decrease": "decreases", "no change": "does not change"}
_RELATIONS = {
    "associated with": "is associated with", "correlated with": "is correlated with", "studied for": "is studied for",
    "approved for": "is approved for",
}  # fmt: skip
_RISKS = {
    "evidence limitation": "is limited by", "overclaiming": "is overstated:", "contraindication": "is not for",
    "interaction": "interacts with",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Hold what fills a place of a statement: its words there, and the thing that they stand for."""

    words: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hold what a list shows of a paper."""

    iri: str
    name: str
    title: str
    year: str
    journal: str
    genre: str
    retracted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Hold one claim, risk or relation of a paper, as ``kind`` has it.

    ``start`` and ``end`` are offsets of its sentence; ``benefit`` is "true", "false" or ""; ``rank`` orders certainty
    from 1, asserted, to 4, hypothetical.
    """

    iri: str
    kind: str
    work: Work
    subject: Filler
    relation: str
    direction: str
    object: Filler
    negated: bool
    certainty: str
    rank: int
    status: str
    settings: tuple[str, ...]
    designs: tuple[str, ...]
    level: str
    benefit: str
    comparator: str
    contexts: tuple[str, ...]
    effects: tuple[EffectView, ...]
    start: int
    end: int
    sentence: str
    section: str
    risk_kind: str
    associated: bool
    mitigations: tuple[str, ...]
    severity: str
    frequency: str
    sample: str
    studies: str
    rule: str
    evidence_rule: str
    score: str
    proposition: str

    @property
    def of_paper(self) -> bool:
        """Tell whether the paper as a whole relates the two: no sentence claims it, and it is no benefit or harm."""
        return self.kind == "relation"

    @property
    def id(self) -> str:
        """Return the id that queries show."""
        return local_id(self.iri)

    @property
    def arrow(self) -> str:
        """Return a sign for the direction, or nothing."""
        return _ARROWS.get(self.direction, "")

    @property
    def verb(self) -> str:
        """Return what is said to happen, as words between subject and object."""
        return f"{self.action} ({self.way})" if self.way else self.action

    @property
    def action(self) -> str:
        """Return what is said to happen, without a direction that the words do not have; `way` is that."""
        if self.kind == "risk":
            return _RISKS.get(self.risk_kind, "may bring")
        if self.relation == "affects" and self.direction:
            return _VERBS[self.direction]
        return _RELATIONS.get(self.relation, self.relation)

    @property
    def way(self) -> str:
        """Return the direction where `action` does not say it; nothing where there is none."""
        return "" if self.kind == "risk" or self.relation == "affects" else self.direction

    @property
    def sure(self) -> str:
        """Return the chance that the sentence was read right, as the extractor sees it: "78 %", or nothing."""
        return f"{float(self.score):.0%}".replace("%", " %") if self.score else ""

    @property
    def anchor(self) -> str:
        """Return the name of its sentence on the page of its paper."""
        return f"s{self.start}"

    @property
    def verdict(self) -> str:
        """Return in one word what it says: for, against, no change, open, risk, denied, or that it is a relation.

        A denied change is no change; a denied benefit is not a harm; a denied risk is none.
        """
        if self.kind == "risk":
            return "denied" if self.negated else "risk"
        if self.of_paper:
            return "relation"
        if self.direction == "no change" or self.negated:
            return "no change"
        return {"true": "for", "false": "against"}.get(self.benefit, "open")


def kind_of_class(kinds: Iterable[str]) -> str:
    """Return what a thing of these classes is: a claim, a risk, or a relation of its paper as a whole; else nothing.

    >>> kind_of_class(["https://w3id.org/claimgraph/vocab#PaperRelation"])
    'relation'
    """
    return next((_CLASSES[kind] for kind in kinds if kind in _CLASSES), "")


def apart(statements: Iterable[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Return claims and risks, and the relations of papers."""
    found: tuple[list[Statement], list[Statement]] = ([], [])
    for one in statements:
        found[one.of_paper].append(one)
    return found


async def find_statements(source: Source, iris: Iterable[str]) -> list[Statement]:
    """Return claims and risks by their IRIs, in that order; those that the graph lacks are left out."""
    wanted = list(dict.fromkeys(iris))
    if not wanted:
        return []
    found = await things(source, "statements", statements=wanted)
    return [read_statement(found[iri], found) for iri in wanted if iri in found and is_statement(found[iri])]


def is_statement(thing: Thing) -> bool:
    """Tell a claim or risk from other things."""
    return bool(thing.one("cg:certainty") and thing.one("biolink:original_object"))


def read_statement(thing: Thing, around: Things, paper: str = "") -> Statement:
    """Read a claim or risk; ``around`` holds its effects, its sentence with its section, and its paper.

    ``paper`` is the IRI of the paper where the statement itself does not name it.
    """
    place = around.get(thing.one("prov:wasDerivedFrom"), NOTHING)
    predicate = thing.one("biolink:predicate").rpartition("/")[2].replace("_", " ")
    risk_kind = thing.one("cg:riskKind")
    return Statement(
        iri=thing.iri,
        kind=kind_of_class(thing.all("rdf:type")) or "claim",
        work=read_work(thing.one("biolink:publications") or paper, around),
        subject=Filler(words=_flat(thing.one("biolink:original_subject")), iri=thing.one("biolink:subject")),
        relation=thing.one("biolink:original_predicate") or predicate,
        direction=_said(thing.one("cg:direction")),
        object=Filler(words=_flat(thing.one("biolink:original_object")), iri=thing.one("biolink:object")),
        negated=thing.one("biolink:negated") == "true",
        certainty=_said(thing.one("cg:certainty")),
        rank=int(said(thing.one("cg:certainty"), "notation") or 1),
        status=_said(thing.one("cg:status")),
        settings=in_order(thing.all("cg:setting")),
        designs=in_order(thing.all("cg:design")),
        level=_said(thing.one("cg:evidenceLevel")),
        benefit=thing.one("cg:benefit"),
        comparator=_flat(thing.one("cg:comparatorText")),
        contexts=_several(thing.one("cg:contextText")),
        effects=_effects(thing, around),
        start=int(place.one("nif:beginIndex") or 0),
        end=int(place.one("nif:endIndex") or 0),
        sentence=_flat(place.one("nif:anchorOf")),
        section=around.get(place.one("dcterms:isPartOf"), NOTHING).one("cg:role"),
        risk_kind=_said(risk_kind),
        associated=thing.one("cg:associatedOnly") == "true",
        mitigations=_several(thing.one("cg:mitigationText")),
        severity=thing.one("biolink:severity_qualifier"),
        frequency=thing.one("biolink:frequency_qualifier"),
        sample=thing.one("cg:sampleSize"),
        studies=thing.one("cg:studyCount"),
        rule=thing.one("cg:rule"),
        evidence_rule=thing.one("cg:evidenceRule"),
        score=thing.one("cg:score"),
        proposition=thing.one("cg:states"),
    )


def read_work(iri: str, around: Mapping[str, Thing]) -> Work:
    """Read what a list shows of a paper."""
    thing = around.get(iri, NOTHING)
    return Work(
        iri=iri,
        name=thing.one("dcterms:identifier") or local_id(iri),
        title=_flat(thing.one("dcterms:title")),
        year=thing.one("dcterms:issued")[:4],
        journal=thing.one("prism:publicationName"),
        genre=_genre(thing.all("dcterms:type")),
        retracted=bool(thing.one("schema:creativeWorkStatus")),
    )


def _effects(thing: Thing, around: Things) -> tuple[EffectView, ...]:
    nodes = sorted(thing.all("cg:effect"), key=lambda iri: (len(iri), iri))
    return tuple(read_effect(around.get(iri, NOTHING), around) for iri in nodes)


def _genre(types: Iterable[str]) -> str:
    """Return what sort of paper it is, once where publishers say it twice; that it is an article goes without saying.

    >>> _genre(["Research Article", "journal article", "research-article"])
    'Research Article'
    """
    once = {one.lower().replace("-", " "): one for one in reversed(tuple(types))}
    return ", ".join(once[name] for name in sorted(once) if name != "journal article")


def _said(iri: str) -> str:
    return said(iri) if iri else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _several(text: str) -> tuple[str, ...]:
    """Return texts that were joined with bars."""
    return tuple(map(_flat, text.split("|"))) if text else ()
