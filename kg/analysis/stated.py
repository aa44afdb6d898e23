"""Claims and risks as values, each with its evidence and its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.analysis.ask import Graph, ask, entities, store_of, word
from kg.analysis.scope import CLAIMED, Scope
from kg.vocab import term

# What a paper says of a pair, in the order of tables and pictures.
STANCES = ("increase", "decrease", "no change", "stated", "denied")
NOT_STATED = "not stated"

_MAIN = """
SELECT ?claim ?class ?subject ?object ?predicate ?negated ?certainty ?status ?work ?sentence ?agent ?thing ?paper
  ?direction ?kind ?benefit ?issued
{{
  {pattern}
  ?claim biolink:subject ?subject ; biolink:object ?object ; biolink:predicate ?predicate ; biolink:negated ?negated ;
    cg:certainty ?certainty ; cg:status ?status ; biolink:publications ?work ; prov:wasDerivedFrom ?place ;
    biolink:original_subject ?agent ; biolink:original_object ?thing .
  ?place nif:anchorOf ?sentence .
  ?work dcterms:identifier ?paper .
  OPTIONAL {{ ?claim cg:direction ?direction }}
  OPTIONAL {{ ?claim cg:riskKind ?kind }}
  OPTIONAL {{ ?claim a ?class }}
  OPTIONAL {{ ?claim cg:benefit ?benefit }}
  OPTIONAL {{ ?work dcterms:issued ?issued }}
}}"""
_LISTED = "SELECT ?claim ?listed {{ {pattern} ?claim biolink:subject ?subject ; cg:{verb} ?listed }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Hold one claim, risk or relation of one paper that has both a subject and an object.

    ``claim``, ``subject``, ``object``, ``predicate`` and ``work`` are IRIs, ``agent`` and ``thing`` the paper's own
    words for subject and object. ``kind`` is the kind of a risk, empty for a claim. ``year`` is empty where unknown.
    ``related`` marks what the paper relates as a whole, by what was learned, and no sentence of it claims.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    agent: str
    thing: str
    direction: str
    negated: bool
    certainty: str
    status: str
    settings: tuple[str, ...]
    designs: tuple[str, ...]
    kind: str
    benefit: bool | None
    work: str
    paper: str
    year: str
    sentence: str
    related: bool = False

    @property
    def stance(self) -> str:
        """Return one of `STANCES`: the direction where there is one, else whether it is stated or denied.

        "X did not raise Y" is "no change": it denies the rise and does not say that Y fell.
        """
        if self.direction:
            return "no change" if self.negated else self.direction
        return "denied" if self.negated else "stated"

    @property
    def cell(self) -> str:
        """Return where a picture or table counts it: "risk" for a risk that is not denied, else the stance."""
        return "risk" if self.kind and not self.negated else self.stance


def statements(
    graph: Graph, *, subject: str = "", object: str = "", about: str = "", scope: Scope = CLAIMED
) -> tuple[Statement, ...]:
    """Return the claims and risks with this subject, this object, or either, ordered by paper and claim.

    Raise `QueryError` where the graph knows no such thing, or where nothing is given: that would be all of them.
    """
    store = store_of(graph)
    given = [(("subject",), subject), (("object",), object), (("subject", "object"), about)]
    places = [_place(verbs, entities(store, name)) for verbs, name in given if name]
    if not places:
        raise ValueError("say what the statements are to be about: subject, object or about")
    return fetch(store, " ".join(places), scope)


def _place(verbs: tuple[str, ...], iris: tuple[str, ...]) -> str:
    parts = (f"{{ ?claim biolink:{verb} {NamedNode(iri)} }}" for verb in verbs for iri in iris)
    return f"{{ {' UNION '.join(parts)} }}"


def between(store: Store, pairs: Iterable[tuple[str, str]], scope: Scope = CLAIMED) -> tuple[Statement, ...]:
    """Return what is stated between pairs of subject and object, given by IRI."""
    listed = [f"{{ ?claim biolink:subject <{one}> ; biolink:object <{other}> . }}" for one, other in pairs]
    return fetch(store, " UNION ".join(listed), scope) if listed else ()


def fetch(store: Store, pattern: str, scope: Scope = CLAIMED) -> tuple[Statement, ...]:
    """Return the statements that a pattern of SPARQL on ``?claim`` allows, ordered by paper and claim."""
    bound = f"{pattern} {scope.pattern()}"
    settings, designs = (_lists(store, bound, verb) for verb in ("setting", "design"))
    found = {row["claim"]: row for row in ask(store, _MAIN.format(pattern=bound))}
    made = [_statement(row, settings[claim], designs[claim]) for claim, row in found.items()]
    return tuple(sorted(made, key=lambda one: (one.paper, one.claim)))


def _lists(store: Store, bound: str, verb: str) -> dict[str, set[str]]:
    lists: dict[str, set[str]] = defaultdict(set)
    for row in ask(store, _LISTED.format(pattern=bound, verb=verb)):
        lists[row["claim"]].add(word(row["listed"]))
    return lists


def _statement(row: dict[str, str], settings: set[str], designs: set[str]) -> Statement:
    return Statement(
        claim=row["claim"],
        subject=row["subject"],
        predicate=row["predicate"],
        object=row["object"],
        agent=row["agent"],
        thing=row["thing"],
        direction=word(row["direction"]),
        negated=row["negated"] == "true",
        certainty=word(row["certainty"]),
        status=word(row["status"]),
        settings=tuple(sorted(settings)),
        designs=tuple(sorted(designs)),
        kind=word(row["kind"]),
        benefit={"true": True, "false": False}.get(row["benefit"]),
        work=row["work"],
        paper=row["paper"],
        year=row["issued"][:4],
        sentence=row["sentence"],
        related=row["class"] == term("cg:PaperRelation").value,
    )
