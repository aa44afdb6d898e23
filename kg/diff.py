"""What changed from one graph to another: papers, claims, risks and links, paper by paper.

Ids of claims are hashes of what they say and where, so that every change would look like one claim gone and one come.
Here a statement is known by its paper, its sentence and the words of its two ends; what differs then is a change, and a
text that only moved is none. Links are known by their words. One paper of each graph is held in memory at a time, and a
paper whose quads are the same in both is not looked into.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.folder import GraphFolder
from kg.names import Names
from kg.query import columns, query, rows
from kg.store import open_store
from kg.vocab import PREFIXES, VALUE
from ontologies.curie import Curie

KINDS = ("paper", "claim", "risk", "relation", "link")
WAYS = ("appeared", "went", "changed")
# What is compared of a statement, with the name it has in the report.
FACTS = {
    "biolink:subject": "subject",
    "biolink:predicate": "predicate",
    "biolink:object": "object",
    "biolink:original_predicate": "relation",
    "cg:riskKind": "kind",
    "cg:direction": "direction",
    "biolink:negated": "negated",
    "cg:certainty": "certainty",
    "cg:status": "status",
    "cg:setting": "setting",
    "cg:design": "design",
    "cg:evidenceLevel": "level",
    "cg:benefit": "benefit",
    "cg:comparatorText": "comparator",
    "cg:contextText": "context",
    "cg:mitigationText": "mitigation",
    "cg:sampleSize": "n",
    "cg:studyCount": "studies",
}
_PAPERS = """
SELECT ?work ?paper ?text ?title ?retracted {
  ?work dcterms:identifier ?paper ; dcterms:hasVersion ?version .
  ?version spdx:checksumValue ?text .
  OPTIONAL { ?work dcterms:title ?title }
  OPTIONAL { ?work schema:creativeWorkStatus ?retracted }
}"""
_STATEMENTS = "SELECT ?claim ?verb ?value {{ ?claim biolink:publications <{work}> ; cg:certainty ?any ; ?verb ?value }}"
_SENTENCES = """
SELECT ?claim ?sentence {{
  ?claim biolink:publications <{work}> ; cg:certainty ?any ; prov:wasDerivedFrom ?place . ?place nif:anchorOf ?sentence
}}"""
_EFFECTS = """
SELECT ?claim ?measure ?value ?low ?high ?words {{
  ?claim biolink:publications <{work}> ; cg:effect ?effect . ?effect nif:anchorOf ?words .
  OPTIONAL {{ ?effect biolink:effect_type ?measure }}
  OPTIONAL {{ ?effect biolink:effect_size ?value }}
  OPTIONAL {{
    ?effect cg:statistic ?interval . ?interval a ?kind .
    FILTER (?kind IN (obo:STATO_0000196, obo:STATO_0000231))
    OPTIONAL {{ ?interval cg:lower ?low }}
    OPTIONAL {{ ?interval cg:upper ?high }}
  }}
}}"""
_LINKS = """
SELECT ?words ?term (COUNT(DISTINCT ?mention) AS ?times) {{
  <{work}> dcterms:hasVersion ?version . ?span oa:hasSource ?version ; oa:hasSelector ?selector .
  ?selector oa:exact ?words . ?mention oa:hasTarget ?span ; cg:rule ?rule .
  OPTIONAL {{ ?mention oa:hasBody ?term }}
}} GROUP BY ?words ?term"""
_IRIS = {PREFIXES[verb.partition(":")[0]] + verb.partition(":")[2]: name for verb, name in FACTS.items()}
_WORDS = {PREFIXES["biolink"] + f"original_{end}": end for end in ("subject", "object")}

Facts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Hold one difference: of which of `KINDS`, which of `WAYS`, in which paper, and what it is about in words.

    ``sentence`` is empty but for claims, risks and relations. ``fields`` has (name, before, after) for what differs;
    what appeared has nothing before, what went nothing after.
    """

    kind: str
    way: str
    paper: str
    about: str
    sentence: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    store: Store
    names: Names
    papers: dict[str, Facts]


def diff(old: Path | str, new: Path | str, kinds: Collection[str] = KINDS) -> Iterator[Change]:
    """Yield what changed from one graph to another, by paper, then paper, claims, relations, risks and links, in order.

    Of a paper that is in one graph alone the claims, risks and relations are listed too, the links not. ``kinds`` are
    those to look at: links take most of the time, some 10 microseconds a quad of either graph. Raise `NoGraphError`
    where a folder holds no graph.
    """
    before, after = _side(old), _side(new)
    for paper in sorted({*before.papers, *after.papers}):
        yield from (change for change in _compare(before, after, paper, kinds) if change.kind in kinds)


def _side(folder: Path | str) -> _Side:
    store = open_store(folder)
    papers = {row.pop("paper"): row for row in _ask(store, _PAPERS)}
    return _Side(store, Names(GraphFolder(folder).facts()["base"]), papers)


def _compare(before: _Side, after: _Side, paper: str, kinds: Collection[str]) -> Iterator[Change]:
    old, new = before.papers.get(paper), after.papers.get(paper)
    title = (new or old or {})["title"]
    if old is None or new is None:
        yield Change(kind="paper", way="appeared" if old is None else "went", paper=paper, about=title)
    else:
        fields = _differences({**old, "work": ""}, {**new, "work": ""})
        if fields:
            yield Change(kind="paper", way="changed", paper=paper, about=title, fields=fields)
    if {"claim", "risk", "relation"} & {*kinds} and not _is_same(before, after, paper, "claims"):
        yield from _statement_changes(_statements(before, paper), _statements(after, paper), paper)
    if "link" in kinds and old is not None and new is not None and not _is_same(before, after, paper, "mentions"):
        yield from _link_changes(_links(before, paper), _links(after, paper), paper)


def _is_same(before: _Side, after: _Side, paper: str, layer: str) -> bool:
    """Tell whether both hold the same quads; the store orders them by what they are, so that bytes can be compared."""
    one, other = (
        side.store.dump(format=RdfFormat.N_TRIPLES, from_graph=side.names.graph(paper, layer))
        for side in (before, after)
    )
    return one == other


_Key = tuple[str, str, str, str, int]


def _statements(side: _Side, paper: str) -> dict[_Key, Facts]:
    """Return what a paper states; the number at the end of a key tells apart what agrees in the rest."""
    if paper not in side.papers:
        return {}
    work = side.papers[paper]["work"]
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _ask(side.store, _STATEMENTS.format(work=work)):
        if name := _IRIS.get(row["verb"]):
            facts[row["claim"]][name].add(_plain(row["value"]))
        elif end := _WORDS.get(row["verb"]):
            words[row["claim"]][end] = row["value"]
    for row in _ask(side.store, _EFFECTS.format(work=work)):
        interval = f" [{row['low']}, {row['high']}]" if row["low"] or row["high"] else ""
        facts[row["claim"]]["effects"].add(f"{row['measure']} {row['value']}{interval}: {row['words']}".strip())
    found: dict[tuple[str, str, str, str], list[Facts]] = defaultdict(list)
    for row in _ask(side.store, _SENTENCES.format(work=work)):
        claim = row["claim"]
        # Only claims have a predicate in our own words, only risks a kind.
        kind = "risk" if "kind" in facts[claim] else "claim" if "relation" in facts[claim] else "relation"
        key = row["sentence"], kind, words[claim].get("subject", ""), words[claim].get("object", "")
        found[key].append({name: ", ".join(sorted(values)) for name, values in facts[claim].items()})
    return {
        (*key, place): one
        for key, several in found.items()
        for place, one in enumerate(sorted(several, key=lambda facts: sorted(facts.items())))
    }


def _statement_changes(old: dict[_Key, Facts], new: dict[_Key, Facts], paper: str) -> Iterator[Change]:
    changes = []
    for key in {*old, *new}:
        one, other = old.get(key, {}), new.get(key, {})
        if fields := _differences(one, other):
            sentence, kind, subject, thing, _ = key
            way = "changed" if one and other else "went" if one else "appeared"
            about = _say(subject, other or one, thing)
            changes.append(Change(kind=kind, way=way, paper=paper, about=about, sentence=sentence, fields=fields))
    yield from sorted(changes, key=lambda one: (one.kind, one.sentence, one.about, one.way, one.fields))


def _say(subject: str, facts: Facts, thing: str) -> str:
    said = facts.get("kind") or facts.get("relation") or facts.get("predicate", "")
    way = f" ({facts['direction']})" if facts.get("direction") else ""
    denied = "not: " if facts.get("negated") == "true" else ""
    return f"{denied}{subject or '—'} | {said}{way} | {thing}"


def _links(side: _Side, paper: str) -> dict[str, Counter[str]]:
    """Return how often each wording was linked to each term; to nothing counts as a term of no name."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _ask(side.store, _LINKS.format(work=side.papers[paper]["work"])):
        found[row["words"]][_plain(row["term"])] += int(row["times"])
    return found


def _link_changes(old: dict[str, Counter[str]], new: dict[str, Counter[str]], paper: str) -> Iterator[Change]:
    for words in sorted({*old, *new}):
        one, other = old.get(words, Counter()), new.get(words, Counter())
        if one != other:
            way = "changed" if one and other else "went" if one else "appeared"
            fields = (("terms", _tally(one), _tally(other)),)
            yield Change(kind="link", way=way, paper=paper, about=words, fields=fields)


def _tally(counted: Counter[str]) -> str:
    return ", ".join(f"{term or 'no term'} x{counted[term]}" for term in sorted(counted))


def _differences(old: Facts, new: Facts) -> tuple[tuple[str, str, str], ...]:
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        (name, old.get(name, ""), new.get(name, "")) for name in sorted(names) if old.get(name) != new.get(name)
    )


def _plain(given: str) -> str:
    """Return an id for a term, the word for a value of our lists, and for what has no id outside what sort it is."""
    if not given.startswith("http"):
        return given
    if given.startswith(VALUE):
        return given.rpartition("/")[2].replace("-", " ")
    curie = Curie.from_iri(given)
    if curie is not None:
        return str(curie)
    # Words without a term stand in the key already, and their IRIs are hashes.
    sort = re.search(r"/(phrase|intervention)/\w+$", given)
    return sort[1] if sort else re.sub(r"^.*[/#]", "", given)


def _ask(store: Store, sparql: str) -> Iterator[Facts]:
    results = query(store, sparql)
    assert isinstance(results, QuerySolutions)
    names = columns(results)
    return (dict(zip(names, row, strict=True)) for row in rows(results))


def summary(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """Count changes by kind and way, zeros too."""
    counts = Counter((one.kind, one.way) for one in changes)
    return {kind: {way: counts[kind, way] for way in WAYS} for kind in KINDS}


__all__ = ["FACTS", "KINDS", "WAYS", "Change", "diff", "summary"]
