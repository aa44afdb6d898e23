"""What claims point to beyond their paper: labels of values, names and classes of terms, effects as plain values."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode, Store

from kg.export.facts import Facts, Page, find_facts, local, shared_facts
from kg.vocab import DATA, PREFIXES, spread_names
from ontologies.curie import PREFIXES as REGISTERED
from ontologies.curie import Curie

BIOLINK = PREFIXES["biolink"]
# Our own things have no prefix that others know: these go with the exports, see `World.prefixes`.
_OWN = ("claim", "risk", "paper", "phrase", "intervention", "proposition", "release")
# A statistic is told by the last part of its IRI.
_RANGES = ("ci", "i2")


class World:
    """Look things up that many claims share, each once.

    Facts of terms stay in memory: a graph has some ten thousand of them.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.vocabulary = shared_facts(store, "vocabulary")
        self._terms: dict[NamedNode, Facts] = {}
        self.stem = own_stem(store)

    def word(self, value: NamedNode) -> str:
        """Return the label of one of our stated values, such as "in vitro"."""
        return self.vocabulary.text(value, "skos:prefLabel") or local(value)

    def evidence(self, value: NamedNode) -> NamedNode | None:
        """Return the term of ECO for one of our stated values; that for what programs read out of text comes first."""
        verbs = ("skos:narrowMatch", "skos:closeMatch", "skos:relatedMatch")
        return next((node for verb in verbs for node in self.vocabulary.nodes(value, verb)), None)

    def order(self, value: NamedNode) -> str:
        """Return the place of one of our stated values in its scheme, the first being "1"."""
        return self.vocabulary.text(value, "skos:notation")

    def facts(self, node: NamedNode) -> Facts:
        """Return what the graph says of a term, a phrase or a treatment."""
        if node not in self._terms:
            self._terms[node] = find_facts(self.store, node)
        return self._terms[node]

    def label(self, node: NamedNode) -> str:
        """Return the name of a term, or its id where it has none."""
        return self.facts(node).text(node, "skos:prefLabel") or self.curie(node)

    def categories(self, node: NamedNode) -> list[str]:
        """Return the Biolink classes of a thing, prefixed; `biolink:NamedThing` where it has none."""
        found = (kind.value for kind in self.facts(node).nodes(node, "rdf:type"))
        named = sorted(f"biolink:{kind.removeprefix(BIOLINK)}" for kind in found if kind.startswith(BIOLINK))
        return [name for name in named if len(named) == 1 or name != "biolink:NamedThing"] or ["biolink:NamedThing"]

    def curie(self, node: NamedNode) -> str:
        """Return a compact id: of the term's own vocabulary, or ours for a phrase, a treatment or a paper."""
        if node.value.startswith(self.stem):
            kind, _, name = node.value.removeprefix(self.stem).partition("/")
            return f"claimgraph.{kind}:{name.replace('/', '.')}"
        known = Curie.from_iri(node.value)
        return compact(known) if known else node.value

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of ids with the IRIs that they stand for, as a JSON-LD context has them."""
        known = {compact(Curie(prefix, "")).removesuffix(":"): stem for prefix, stem in REGISTERED.items()}
        return dict(sorted((known | {f"claimgraph.{kind}": f"{self.stem}{kind}/" for kind in _OWN}).items()))


def own_stem(store: Store) -> str:
    """Return the base of the IRIs that the graph itself mints: that of the description of the whole."""
    found = list(store.quads_for_pattern(None, _TYPE, NamedNode(PREFIXES["void"] + "Dataset"), None))
    return str(found[0].subject.value).removesuffix("dataset") if found else DATA  # type: ignore[union-attr]


_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def compact(curie: Curie) -> str:
    """Return an id as Biolink writes it: every id has a colon, and DOIs a small prefix.

    >>> compact(Curie.parse("CVCL_0031"))
    'CVCL:0031'
    """
    prefix = {"DOI": "doi", "MIRBASE": "mirbase", "dbSNP": "DBSNP", "PMC": "PMC"}.get(curie.prefix, curie.prefix)
    return f"{prefix}:{curie.identifier}"


def effect_values(page: Page, effect: NamedNode) -> dict[str, Any]:
    """Return an effect with its statistics as plain values; numbers are text, as they were written."""
    facts = page.claims
    values: dict[str, Any] = {
        "text": facts.text(effect, "nif:anchorOf"),
        "measure": facts.text(effect, "biolink:effect_type"),
        "value": facts.text(effect, "biolink:effect_size"),
        "unit": facts.text(effect, "schema:unitText"),
        "n": facts.text(effect, "cg:sampleSize"),
        "studies": facts.text(effect, "cg:studyCount"),
    }
    for span in facts.nodes(effect, "oa:hasTarget"):
        values["start"], values["end"] = bounds(page, span)
    for arm in facts.nodes(effect, "obo:IAO_0000136"):
        values["arm"] = arm.value
    for statistic in facts.nodes(effect, "cg:statistic"):
        name = local(statistic)
        parts = {
            "low": facts.text(statistic, "cg:lower"),
            "high": facts.text(statistic, "cg:upper"),
            "level": facts.text(statistic, "cg:level"),
            "value": facts.text(statistic, "rdf:value"),
            "relation": facts.text(statistic, "cg:relation"),
        }
        values[name] = {key: part for key, part in parts.items() if part}
        if name == "spread":
            kinds = (spread_names().get(kind.value, "") for kind in facts.nodes(statistic, "rdf:type"))
            values[name]["kind"] = next(kinds, "")
    return {key: value for key, value in values.items() if value not in ("", {})}


def bounds(page: Page, span: NamedNode) -> tuple[int, int]:
    """Return the start and the end of a span in the text of its paper."""
    facts = page.span(span)
    selector = facts.nodes(span, "oa:hasSelector")[0]
    return int(facts.text(selector, "oa:start")), int(facts.text(selector, "oa:end"))


def paper_ids(page: Page) -> list[str]:
    """Return the ids that a paper is known by, PubMed first; its own id here where it has no other."""
    found = [Curie.from_iri(node.value) for node in page.text.nodes(page.paper, "owl:sameAs")]
    known = sorted(((_ORDER.get(one.prefix, 9), compact(one)) for one in found if one), key=lambda pair: pair)
    return [name for _, name in known]


_ORDER = {"PMID": 0, "PMC": 1, "DOI": 2}
