"""How one gets from one thing of the graph to another, in property paths, and worked examples of questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.query import FOLDER


class Way(NamedTuple):
    """Tell from what property paths lead, and what stands at the end of each, in Markdown."""

    start: str
    paths: tuple[str, ...]
    end: str


_STATED = "claim, risk, relation"
WAYS: tuple[Way, ...] = (
    Way(_STATED, ("biolink:subject", "biolink:object"),
        "a term, a phrase (`cg:Phrase`) or a composed treatment (`cg:Intervention`); a risk may lack the "
        "subject"),
    Way(_STATED, ("biolink:original_subject", "biolink:original_object"), "the same in the words of the paper"),
    Way(_STATED, ("prov:wasDerivedFrom/nif:anchorOf",), "the sentence, as text"),
    Way(_STATED, ("prov:wasDerivedFrom/dcterms:isPartOf/cg:role",), "the part of the paper, one of those below"),
    Way(_STATED, ("biolink:publications/dcterms:identifier",), 'the id of the paper, such as `"PMC1"`'),
    Way(
        _STATED,
        (
            "biolink:disease_context_qualifier",
            "biolink:species_context_qualifier",
            "biolink:anatomical_context_qualifier",
            "biolink:population_context_qualifier",
        ), "in which disease, species, cell line, cell or tissue, and group: terms or phrases"),
    Way(_STATED, ("cg:setting/skos:closeMatch", "cg:setting/skos:narrowMatch"),
        "the kind of evidence in ECO, and the one for what a program read out of a text"),
    Way(_STATED, ("cg:objectSpan/oa:hasSelector/oa:start",),
        "where its words begin in the text, in characters from 0; `oa:end` is the place after the last, "
        "`oa:exact` the words"),
    Way(_STATED, ("prov:wasDerivedFrom/cito:cites/biro:references",),
        "a work that the sentence cites: the IRI of its DOI, PubMed or PMC number"),
    Way("risk", ("biolink:frequency_qualifier", "biolink:severity_qualifier"),
        "how often and how bad, in the words of the paper: text, not a number"),
    Way("claim", ("cg:effect/biolink:effect_type",),
        'the measure, such as `"SMD"` (text); `biolink:effect_size` is its value (decimal), `schema:unitText`'
        " its unit"),
    Way("claim", ("cg:effect/cg:statistic/cg:lower",),
        "the lower end of an interval, or of another range; ask for its class too"),
    Way("claim", ("cg:effect/cg:statistic/rdf:value",), "p and other single numbers; ask for the class too"),
    Way("paper", ("dcterms:title", "dcterms:issued", "prism:publicationName", "dcterms:creator/foaf:name"),
        "title, date (of a year, month or day: compare `STR()` of it), journal, authors; one that was withdrawn has "
        '`schema:creativeWorkStatus "Retracted"`'),
    Way("paper", ("owl:sameAs",),
        "its DOI, PubMed and PMC number as IRIs, those that `biro:references` leads to; `prism:doi`, "
        "`fabio:hasPubMedId` and `fabio:hasPubMedCentralId` have them as text"),
    Way("paper", ("cito:cites",), "the works in its reference list; a lay article has `cito:citesAsEvidence`"),
    Way("sentence", ("dcterms:isPartOf+",),
        "its section and its paper; kept are the sentences in which something was found"),
    Way("mention", ("oa:hasBody",), "the term; a mention of no known term has none. A mention is an `oa:Annotation`"),
    Way("mention", ("dcterms:type",),
        "the class of what it seems to be, where it has no term; else ask for the class of the term"),
    Way("mention", ("oa:hasTarget/oa:hasSelector/oa:exact",), "its words"),
    Way("mention", ("oa:hasTarget/oa:hasScope",), "its sentence"),
    Way("mention", ("oa:hasTarget/oa:hasSource/^dcterms:hasVersion",), "its paper"),
    Way("term", ("skos:notation",),
        'its id as text, such as `"MONDO:0007254"`; `cg:allIds` has those of its counterparts too'),
    Way("term", ("skos:prefLabel", "skos:altLabel"),
        "its name and exact synonyms, without a language tag; `skos:hiddenLabel` has the looser ones"),
    Way("term", ("rdfs:subClassOf*",), "itself and all above it in its own vocabulary"),
    Way("term", ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch"),
        "its counterparts in other vocabularies, stated in both directions"),
)  # fmt: skip

# Top terms, with what is below them; vocabularies with many tops have those of the branches that papers speak of most.
ROOTS: tuple[tuple[str, str, str], ...] = (
    ("MONDO:0000001", "disease", "diseases; `obo:MONDO_0045024` cancer or benign tumor, `obo:MONDO_0005550` infectious "
     "disease, `obo:MONDO_0005066` metabolic disease"),
    ("HP:0000118", "Phenotypic abnormality", "signs and symptoms"),
    ("CHEBI:24431", "chemical entity", "substances by structure"),
    ("CHEBI:50906", "role", "what substances do, such as drug; a substance is not below its role"),
    ("CL:0000000", "cell", "cell types"),
    ("UBERON:0001062", "anatomical entity", "tissues and organs"),
    ("GO:0008150", "biological_process", "processes; `obo:GO_0005575` has the parts of cells"),
    ("NCBITaxon:1", "root", "organisms; `obo:NCBITaxon_40674` mammals"),
    ("MESH:D009369", "Neoplasms", "one branch of diseases; also `mesh:D002318` heart and vessels, `mesh:D009422` "
     "nerves, `mesh:D007239` infections, `mesh:D001523` mind, `mesh:D013568` signs and symptoms"),
    ("MESH:D013812", "Therapeutics", "treatments; `mesh:D013514` operations"),
    ("MESH:D009930", "Organic Chemicals", "one branch of substances; also `mesh:D006571` heterocyclic compounds, "
     "`mesh:D000602` peptides and proteins, `mesh:D020164` what they are used for"),
)  # fmt: skip

# How to ask so that a graph of twenty million triples answers in seconds.
TIPS: tuple[str, ...] = (
    "Where two sides are compared, read each once in a `{ SELECT ... }` of its own (`feared-in-animals`, "
    "`opposite-with-numbers`); in one pattern the store may try each with each.",
    "Put what narrows most into `{ SELECT ... LIMIT 100000 }` and look the rest up behind it "
    "(`cell-lines-of-a-disease`): a limit tells the store that few rows come out.",
    "`MINUS` reads its side once, `NOT EXISTS` asks for each row: the one for many rows, the other for few.",
    "Ids and whole names are looked up; `CONTAINS` and `REGEX` read every label there is.",
    '`?work dcterms:identifier "PMC1"` or another single thing in the first line makes nearly any question quick.',
)


def examples() -> Mapping[str, str]:
    """Return worked examples by name: SPARQL whose first line is the question, without prefixes.

    >>> examples()["small-studies"].splitlines()[0]
    '# Which findings rest on fewer than 20 participants, animals or samples, and in which study?'
    """
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "examples").glob("*.rq"))}
