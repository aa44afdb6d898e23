"""Papers for the tests of the pages: those of the graph's tests, and one that tries to break out of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import graph_builders
from graph_builders import APOPTOSIS, BREAST_CANCER, MIR23B, VIABILITY, Text

from extractors.claim import Claim, Direction, Evidence, Predicate, Risk, RiskKind, Setting
from extractors.document import Document, Metadata, Person, Role, Section
from extractors.pipeline import Extraction, Failure, Pipeline
from extractors.readers.inputs import Input
from extractors.relations.statements import RULE
from kg.plan import Settings
from ontologies.term import Kind

ATTACK = "<script>alert(1)</script>"
HOSTILE = (
    "Bad & <b>bold</b> </title><script>alert(1)</script>\n"
    'Doses of "x\' onmouseover=alert(2) y" </p></main><img src=x onerror=alert(3)> reduced the viability of '
    "breast cancer cells {{ 7 * 7 }} with miR-23b. Doses of javascript:alert(4) may harm <svg/onload=alert(5)>.\n"
    "Drug | n | <i>viability</i>\n"
    "=1+1 | 12 | 3 & 4\n"
)
SETTINGS = Settings(
    reader="page_builders:read_input",
    lister="graph_builders:list_inputs",
    pipeline="page_builders:pipeline",
    knowledge="graph_builders:TinyKnowledge",
)


def hostile() -> Extraction:
    """A paper whose every word tries to become markup."""
    text = Text(HOSTILE)
    body = HOSTILE.index("\n") + 1
    table = HOSTILE.index("Drug |")
    document = Document(
        id='10.1/"><script>alert(6)</script>', text=HOSTILE, source="<hostile>.xml", format="jats",
        metadata=Metadata(
            title="Bad & <b>bold</b> </title><script>alert(1)</script>", authors=(Person(name=f"Eve {ATTACK}"),),
            issued="2025", journal=ATTACK, licence="javascript:alert(7)",
        ),
        sections=(
            Section(start=0, end=body, role=Role.TITLE, title="Bad & <b>bold</b> </title><script>alert(1)</script>"),
            Section(start=body, end=table, role=Role.RESULTS, title="</h2><script>alert(8)</script>", level=1),
            Section(start=table, end=len(HOSTILE), role=Role.TABLE, title="<table onclick=alert(9)>", level=2),
        ),
    )  # fmt: skip
    first = text.sentence("Doses of", "miR-23b.")
    second = text.sentence("Doses of javascript", "alert(5)>.")
    words = 'Doses of "x\' onmouseover=alert(2) y" </p></main><img src=x onerror=alert(3)>'
    claim = Claim(
        paper=document.id, sentence=first, section=Role.RESULTS, subject=text.argument(words, Kind.INTERVENTION),
        predicate=Predicate.AFFECTS, direction=Direction.DECREASE, benefit=True,
        object=text.argument("viability", Kind.OUTCOME, VIABILITY), evidence=Evidence(settings=(Setting.IN_VITRO,)),
    )  # fmt: skip
    risk = Risk(
        paper=document.id, sentence=second, section=Role.RESULTS, kind=RiskKind.TOXICITY,
        agent=text.argument("Doses of javascript:alert(4)", Kind.INTERVENTION),
        hazard=text.argument("harm <svg/onload=alert(5)>", Kind.OUTCOME), evidence=Evidence(),
    )  # fmt: skip
    return Extraction(
        document=document,
        sentences=(first, second),
        links=(
            text.link("breast cancer", Kind.DISEASE, BREAST_CANCER),
            text.link("miR-23b", Kind.GENE, MIR23B),
            text.link("<i>viability</i>", Kind.OUTCOME, None),
        ),
        claims=(claim,),
        risks=(risk,),
    )


RELATED = "miR-23b in breast cancer\nWe measured miR-23b and apoptosis in breast cancer. miR-23b reduced apoptosis.\n"


def related() -> Extraction:
    """A paper that relates a gene to a disease as a whole, by a sentence that only names both, and makes one claim."""
    text = Text(RELATED)
    first, second = text.sentence("We measured", "cancer."), text.sentence("miR-23b reduced", "apoptosis.")
    document = Document(
        id="R9", text=RELATED, source="related.xml", format="related", metadata=Metadata(title="miR-23b"),
        sections=(Section(start=0, end=len(RELATED), role=Role.RESULTS),),
    )  # fmt: skip
    relation = Claim(
        paper="R9", sentence=first, section=Role.RESULTS, subject=text.argument("miR-23b", Kind.GENE, MIR23B, nth=1),
        predicate=Predicate.CORRELATED, direction=Direction.INCREASE, benefit=False, rule=RULE, score=0.7,
        object=text.argument("breast cancer", Kind.DISEASE, BREAST_CANCER, nth=1),
    )  # fmt: skip
    claim = Claim(
        paper="R9", sentence=second, section=Role.RESULTS, predicate=Predicate.AFFECTS, direction=Direction.DECREASE,
        subject=text.argument("miR-23b", Kind.GENE, MIR23B, nth=2), rule="pattern", score=0.9,
        object=text.argument("apoptosis", Kind.PROCESS, APOPTOSIS, nth=1),
    )  # fmt: skip
    return Extraction(document=document, sentences=(first, second), claims=(relation, claim))


MADE = {"hostile": hostile, "related": related}


def read_input(item: Input) -> Iterator[Document | Failure]:
    """Read ``{"use": "hostile"}`` and "related" here and everything else as the tests of the graph do."""
    data = json.loads(Path(item.path).read_text(encoding="utf-8"))
    if data.keys() == {"use"} and data["use"] in MADE:
        yield replace(MADE[data["use"]]().document, format=data["use"])
    else:
        yield from graph_builders.read_input(item)


def pipeline(models: tuple[str, ...] = ()) -> Pipeline:
    """Give the extraction that a document was made from."""
    return Pipeline((("look up", _look_up),))


def _look_up(extraction: Extraction) -> Extraction:
    if extraction.document.format in MADE:
        return replace(MADE[extraction.document.format](), document=extraction.document)
    (_, stage), = graph_builders.pipeline().stages  # fmt: skip
    return stage(extraction)


def all_uses() -> Sequence[str]:
    """Return the papers of the graph that the pages are tested on."""
    return ("review", "lay", "other", "hostile", "related")
