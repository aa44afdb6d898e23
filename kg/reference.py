"""The reference page of the model: made from `vocabulary.ttl` and `shapes.ttl`, so that it cannot say something else.

python -m kg.reference        writes kg/vocabulary.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rdflib
from rdflib.collection import Collection

from extractors.document import Role
from kg.names import LAYERS, SHARED
from kg.query import named_queries
from kg.rdf.claims import MEASURES, PREDICATES
from kg.rdf.mentions import CATEGORIES
from kg.rdf.risks import PREDICATES as RISKS
from kg.vocab import CG, PREFIXES, SHAPES, SPREADS, VOCABULARY
from kg.ways import ROOTS, TIPS, WAYS, examples
from ontologies.curie import Curie

PAGE = Path(__file__).with_name("vocabulary.md")
SKOS, OWL, RDFS = rdflib.SKOS, rdflib.OWL, rdflib.RDFS
SCHEMA, SH = rdflib.Namespace(PREFIXES["schema"]), rdflib.Namespace("http://www.w3.org/ns/shacl#")
_MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch, RDFS.subClassOf, RDFS.subPropertyOf)
_GRAPHS = {
    "text": "the paper, its text version, sections, sentences and references",
    "mentions": "who is named where, as Web Annotations, and what the input had annotated",
    "claims": "claims, risks, relations of the paper, effects and statistics",
    "provenance": "which run made these graphs from which text",
    "terms": "the terms in use, their counterparts, and all terms above them",
    "mappings": "how terms of different vocabularies correspond, each with its reason and source",
    "entities": "treatments made of parts, and words that stand for no term",
    "propositions": "what claims state, apart from who says it",
    "asserted": "plain edges, for claims that are asserted, not denied, and no method or limitation",
    "works": "works that are not the papers themselves",
    "run": "the run and the releases that it used, with licence and checksum",
    "dataset": "counts, classes and properties of the whole, in VoID",
    "vocabulary": "the words on this page",
}
# What the classes of numbers stand for.
_NUMBERS = {
    "obo:STATO_0000231": "confidence interval of 95 %: `cg:lower`, `cg:upper`, `cg:level`",
    "obo:STATO_0000196": "confidence interval of another level, or of one that is not said: the same",
    "obo:OBI_0000175": "p value: `rdf:value`, `cg:relation`",
    "obo:STATO_0000420": "I² in percent: `cg:lower`, `cg:upper`, the same for a single value",
    "obo:STATO_0000421": "tau²: `rdf:value`",
    "obo:STATO_0000419": "Cochran's Q: `rdf:value`",
}
_SPREAD = "{}: `rdf:value`, or `cg:lower` and `cg:upper`"
_FIRST = "trials-about-cancer"


def page() -> str:
    """Return the reference page as Markdown, with the classes as a Mermaid diagram.

    >>> page().startswith("# The claimgraph model")
    True
    """
    words: Any = rdflib.Graph().parse(str(VOCABULARY), format="turtle")
    shapes: Any = rdflib.Graph().parse(str(SHAPES), format="turtle")
    ontology = words.value(None, rdflib.RDF.type, OWL.Ontology)
    parts = (
        "# The claimgraph model",
        f"Version {words.value(ontology, OWL.versionInfo)}, <{words.value(ontology, OWL.versionIRI)}>. Made by "
        "`python -m kg.reference` from `kg/vocabulary.ttl` and `kg/shapes.ttl`.",
        "Ask with the default graph as the union of all named graphs; the prefixes below need no declaration in "
        "`kg query FILE.rq --graph FOLDER`. A claim has its polarity (`biolink:negated`) always, so ask for it always. "
        "What a model says that a paper relates as a whole is no claim: it is a `cg:PaperRelation`, which states "
        "nothing and is no benefit. Nearly all words for claims hold for risks and relations too, so say `a cg:Claim`.",
        _sparql(examples()[_FIRST]),
        "## Classes", _diagram(words), *_classes(words),
        "## Ways", "From one thing to the next, in paths of SPARQL; several with a comma.", *_ways(),
        "## Where a closure begins", "Terms that all others of a vocabulary, or of a branch of it, are below: "
        "`?term rdfs:subClassOf* obo:CL_0000000`. MeSH has a top for each branch and none above those. A disease has "
        "its MeSH id where there is one, with an exact counterpart in MONDO, so ask for both: "
        "`?disease skos:exactMatch?/rdfs:subClassOf* obo:MONDO_0000001`. Genes and cell lines have none above them: "
        "ask for their class, `a biolink:Gene`. The named query `descendants` does this for one term. Some of the best "
        "known have no exact counterpart: breast cancer (`obo:MONDO_0007254`) and Breast Neoplasms (`mesh:D001943`) "
        "are close, so begin with `obo:MONDO_0007254 (skos:exactMatch|skos:closeMatch)? ?top`. A name finds the id: "
        '`VALUES ?name { "Metformin" } ?term skos:prefLabel|skos:altLabel ?name`, in the capitals of its vocabulary.',
        *_roots(),
        "## Worked examples", "`kg query NAME` asks them; copy one into a file, change the ids and go on from there.",
        *_examples(),
        "## When a question is slow", *_tips(),
        "## Properties of our own", *_properties(words),
        "## What each thing has", "Own words and those of others, as the shapes have them. ? none or one, + one or "
        "more, * any number, no sign exactly one.", *_shapes(shapes),
        "## Stated values", "Concepts with these labels. The IRI of a value is that of its scheme, a slash, and the "
        "label with hyphens: `cgv:design\\/cohort-study`, the slash escaped as SPARQL has it. `skos:prefLabel` is the "
        'label without a language tag: `cg:design/skos:prefLabel "cohort study"` does as well. `skos:notation` is the '
        "place in this order, as text (`xsd:integer(?place)` to compare): the most certain and the strongest come "
        "first.", *_schemes(words),
        "## Kinds of things", "The classes of terms, and of phrases and mentions by what they seem to be.", *_kinds(),
        "## Predicates", "What `biolink:predicate` can be. Of a claim `biolink:original_predicate` has our own word "
        "for it; of a risk it follows from `cg:riskKind`, and where the text only links the two it is "
        "`biolink:associated_with_increased_likelihood_of`.", *_predicates(),
        "## Numbers", "Classes of `cg:Effect`, next to `biolink:effect_type` (which has measures without a class "
        "too), and classes of what `cg:statistic` leads to. Values are `xsd:decimal`, counts `xsd:integer`.",
        *_numbers(),
        "## Parts of a paper", "Values of `cg:role`: " + ", ".join(f"`{role.value}`" for role in Role) + ".",
        "## Named graphs", *_graphs(),
        "## Named queries", *_queries(),
        "## Prefixes", _table(("prefix", "namespace"), ((f"`{name}:`", f"<{iri}>") for name, iri in PREFIXES.items())),
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"


def short(node: Any) -> str:
    """Return an IRI as a prefixed name; of namespaces that begin alike the longest counts."""
    found = [(len(stem), name, stem) for name, stem in PREFIXES.items() if str(node).startswith(stem)]
    return f"{max(found)[1]}:{str(node).removeprefix(max(found)[2])}" if found else f"<{node}>"


def _own(words: Any, *kinds: Any) -> list[Any]:
    found = {node for kind in kinds for node in words.subjects(rdflib.RDF.type, kind) if str(node).startswith(CG)}
    return sorted(found)


def _diagram(words: Any) -> str:
    """Draw our classes and what leads from one to another."""
    lines = ["```mermaid", "classDiagram"]
    classes = {node: short(node).removeprefix("cg:") for node in _own(words, OWL.Class)}
    for node in _own(words, OWL.ObjectProperty, OWL.DatatypeProperty):
        for domain in sorted(words.objects(node, SCHEMA.domainIncludes)):
            for value in sorted(words.objects(node, SCHEMA.rangeIncludes)):
                name = short(node)
                if domain in classes and value in classes:
                    lines.append(f"  {classes[domain]} --> {classes[value]} : {name}")
                elif domain in classes:
                    lines.append(f"  {classes[domain]} : {name} {short(value).rsplit(':', 1)[-1]}")
    for name in ("Claim", "PaperRelation", "Risk"):
        lines += [
            f"  {name} --> Sentence : prov#58;wasDerivedFrom",
            f"  {name} --> Paper : biolink#58;publications",
            f"  {name} --> Term : biolink#58;subject, biolink#58;object",
        ]
    return "\n".join(line.replace("cg:", "cg#58;") for line in [*lines, "```"])


def _classes(words: Any) -> Iterator[str]:
    rows = (
        (_anchor(node), words.value(node, SKOS.definition), _mapped(words, node)) for node in _own(words, OWL.Class)
    )
    yield _table(("class", "what it is", "in other words"), rows)


def _properties(words: Any) -> Iterator[str]:
    rows = (
        (
            _anchor(node),
            words.value(node, SKOS.definition),
            _codes(words.objects(node, SCHEMA.domainIncludes)),
            _codes(words.objects(node, SCHEMA.rangeIncludes)),
            _mapped(words, node),
        )
        for node in _own(words, OWL.ObjectProperty, OWL.DatatypeProperty)
    )
    yield _table(("property", "what it says", "of", "value", "in other words"), rows)


def _ways() -> Iterator[str]:
    rows = ((way.start, ", ".join(f"`{path}`" for path in way.paths), way.end) for way in WAYS)
    yield _table(("from", "path", "what is there"), rows)


def _tips() -> Iterator[str]:
    yield "\n".join(f"- {tip}" for tip in TIPS)


def _roots() -> Iterator[str]:
    rows = ((f"`{short(Curie.parse(curie).iri)}`", f"{label} (`{curie}`)", what) for curie, label, what in ROOTS)
    yield _table(("term", "name", "below it"), rows)


def _examples() -> Iterator[str]:
    for name, text in examples().items():
        if name != _FIRST:
            yield f"`{name}`\n\n{_sparql(text)}"


def _sparql(text: str) -> str:
    return f"```sparql\n{text.strip()}\n```"


def _kinds() -> Iterator[str]:
    yield _table(("class", "what it is"), ((f"`{name}`", kind.value) for kind, name in CATEGORIES.items()))


def _predicates() -> Iterator[str]:
    rows = [(f"`{name}`", f"claim: {word.value}") for word, name in PREDICATES.items()]
    rows += [(f"`{name}`", f"risk: {kind.value}") for kind, name in RISKS.items()]
    yield _table(("predicate", "of a"), rows)


def _numbers() -> Iterator[str]:
    rows = [(f"`{kind}`", f'effect: `"{measure}"`') for measure, kind in MEASURES.items()]
    rows += [(f"`{kind}`", f"statistic: {what}") for kind, what in _NUMBERS.items()]
    spreads = ((kind, _SPREAD.format(name or "± that is not explained")) for name, kind in SPREADS.items())
    rows += [(f"`{kind}`", f"statistic: {what}") for kind, what in spreads]
    yield _table(("class", "what it is"), rows)


def _anchor(node: Any) -> str:
    return f"`{short(node)}`"


def _codes(nodes: Iterable[Any]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(map(short, nodes)))


def _mapped(words: Any, node: Any) -> str:
    found = ((kind, other) for kind in _MAPPINGS for other in sorted(words.objects(node, kind)))
    return ", ".join(f"{str(kind).rsplit('#', 1)[-1]} `{short(other)}`" for kind, other in found)


def _shapes(shapes: Any) -> Iterator[str]:
    for shape in sorted(shapes.subjects(rdflib.RDF.type, SH.NodeShape)):
        targets = sorted(shapes.objects(shape, SH.targetClass))
        yield f"### {str(shape).rsplit('#', 1)[-1]}" + (f" ({_codes(targets)})" if targets else "")
        rows = sorted(_shape_row(shapes, inner) for inner in shapes.objects(shape, SH.property))
        rows += sorted(_choice_row(shapes, shape))
        yield _table(("property", "how many", "value"), rows)


def _shape_row(shapes: Any, inner: Any) -> tuple[str, str, str]:
    path = shapes.value(inner, SH.path)
    choice = shapes.value(path, SH.alternativePath)
    names = " or ".join(f"`{short(one)}`" for one in (Collection(shapes, choice) if choice else [path]))
    least, most = shapes.value(inner, SH.minCount), shapes.value(inner, SH.maxCount)
    count = {(True, True): "1", (False, True): "?", (True, False): "+"}.get((bool(least), bool(most)), "*")
    listed = [one for choice in shapes.objects(inner, SH["or"]) for one in Collection(shapes, choice)]
    kinds = [
        f"`{short(kind)}`"
        for name in (SH.datatype, SH["class"])
        for one in (inner, *listed)
        for kind in shapes.objects(one, name)
    ]
    kinds += [str(other).rsplit("#", 1)[-1] for other in shapes.objects(inner, SH.node)]
    values = [", ".join(map(_stated, Collection(shapes, one))) for one in shapes.objects(inner, SH["in"])]
    return names, count, ", ".join([*kinds, *values]) or ("IRI" if shapes.value(inner, SH.nodeKind) else "")


def _choice_row(shapes: Any, shape: Any) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each set of properties of which a thing has at least one."""
    for choice in shapes.objects(shape, SH["or"]):
        inner = [shapes.value(one, SH.property) for one in Collection(shapes, choice)]
        found = [_shape_row(shapes, one) for one in inner]
        yield (
            " or ".join(name for name, _, _ in found),
            "+",
            ", ".join(dict.fromkeys(value for _, _, value in found if value)),
        )


def _stated(value: Any) -> str:
    return f"`{short(value)}`" if isinstance(value, rdflib.URIRef) else f'`"{value}"`'


def _schemes(words: Any) -> Iterator[str]:
    rows = []
    for scheme in sorted(words.subjects(rdflib.RDF.type, SKOS.ConceptScheme)):
        values = sorted(words.subjects(SKOS.inScheme, scheme), key=lambda one: int(words.value(one, SKOS.notation)))
        labels = ", ".join(str(words.value(one, SKOS.prefLabel)) for one in values)
        rows.append((str(words.value(scheme, SKOS.prefLabel)), f"<{scheme}>", labels))
    yield _table(("scheme", "IRI", "values"), rows)


def _graphs() -> Iterator[str]:
    each = ((f".../graph/paper/PAPER/{name}", _GRAPHS[name]) for name in LAYERS)
    shared = ((f".../graph/{name}", _GRAPHS[name]) for name in SHARED)
    yield _table(("graph", "what is in it"), ((f"`{name}`", what) for name, what in (*each, *shared)))


def _queries() -> Iterator[str]:
    rows = (
        (f"`{named.name}`", named.description, ", ".join(f"`{one.name}`" for one in named.parameters))
        for named in named_queries().values()
    )
    yield _table(("name", "what it answers", "parameters"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
