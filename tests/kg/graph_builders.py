"""Small extractions made by hand, and stand-ins for readers and pipelines that worker processes can import."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.claim import (
    Argument,
    Certainty,
    Claim,
    Design,
    Direction,
    Effect,
    Evidence,
    Predicate,
    Qualifier,
    Risk,
    RiskKind,
    Setting,
    Status,
)
from extractors.document import (
    Annotation,
    Citation,
    Document,
    Genre,
    Metadata,
    Person,
    Reference,
    Role,
    Section,
    Sentence,
)
from extractors.link import Link
from extractors.mention import Intervention, Mention, Part
from extractors.pipeline import Extraction, Failure, Pipeline
from extractors.readers.inputs import Input
from kg.plan import Settings
from ontologies.curie import Curie
from ontologies.mapping import Mapping
from ontologies.mapping import Predicate as MappingPredicate
from ontologies.release import Release
from ontologies.term import Kind, Name, Scope, Term

REVIEW = (
    "Vesicles against tumours\n"
    "MSC-EVs reduced the viability of breast cancer cells (SMD = -4.79, 95% CI -5.5 to -4.1, p < 0.001) "
    "in MCF-7 cells. Vesicles carrying miR-23b may promote dormancy in mice. "
    "Cargo control is advised. Gizmonin was seen.\n"
)
LAY = (
    "Do parcels cure?\n"
    "MSC-EVs cure breast cancer. MSC-EVs do not increase apoptosis. No therapy is approved for breast cancer.\n"
)
OTHER = "Another view\nMSC-EVs increased the viability of breast cancer cells. MSC-EVs may increase apoptosis.\n"

BREAST_CANCER = Curie.parse("MONDO:0007254")
CANCER = Curie.parse("MONDO:0004992")
MESH_BREAST = Curie.parse("MESH:D001943")
MIR23B = Curie.parse("NCBIGene:407011")
MCF7 = Curie.parse("CVCL_0031")
VESICLE = Curie.parse("GO:1903561")
APOPTOSIS = Curie.parse("GO:0006915")
VIABILITY = Curie.parse("MESH:D002470")


def _term(curie: Curie, kind: Kind, label: str, *names: str, parents: tuple[Curie, ...] = ()) -> Term:
    others = tuple(Name(text=name, scope=Scope.EXACT) for name in names)
    return Term(curie=curie, kind=kind, names=(Name(text=label, scope=Scope.LABEL), *others), parents=parents)


TERMS = {
    term.curie: term
    for term in (
        _term(BREAST_CANCER, Kind.DISEASE, "breast cancer", "cancer of breast", parents=(CANCER,)),
        _term(CANCER, Kind.DISEASE, "cancer"),
        _term(MESH_BREAST, Kind.DISEASE, "Breast Neoplasms"),
        _term(MIR23B, Kind.GENE, "MIR23B", "miR-23b"),
        _term(MCF7, Kind.CELL_LINE, "MCF-7"),
        _term(VESICLE, Kind.OTHER, "extracellular vesicle"),
        _term(APOPTOSIS, Kind.PROCESS, "apoptotic process", "apoptosis"),
        _term(VIABILITY, Kind.OUTCOME, "Cell Survival", "cell viability"),
    )
}
MAPPINGS = (
    Mapping(
        subject=BREAST_CANCER,
        predicate=MappingPredicate.CLOSE,
        object=MESH_BREAST,
        justification="semapv:ManualMappingCuration",
        source="tiny",
    ),
)


class TinyKnowledge:
    """Know eight terms and one mapping."""

    def find_term(self, curie: Curie) -> Term | None:
        return TERMS.get(curie)

    def ancestors(self, curie: Curie) -> tuple[Curie, ...]:
        term = TERMS.get(curie)
        return term.parents if term else ()

    def mappings(self, curie: Curie) -> tuple[Mapping, ...]:
        both = (*MAPPINGS, *(mapping.inverse for mapping in MAPPINGS))
        return tuple(mapping for mapping in both if mapping.subject == curie)

    def release_of(self, curie: Curie) -> str:
        return "tiny" if curie in TERMS else ""

    def releases(self) -> tuple[Release, ...]:
        return (
            Release(
                name="tiny", title="Tiny terms", version="1", licence="CC0", sha256="00" * 32,
                licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
            ),
        )  # fmt: skip

    def is_retracted(self, pmid: str) -> bool:
        return pmid == "666"


@dataclass(frozen=True)
class Text:
    """Find spans of a text by their words, so that no test counts characters."""

    text: str

    def span(self, words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def sentence(self, start: str, end: str) -> Sentence:
        first, last = self.text.index(start), self.text.index(end) + len(end)
        return Sentence(start=first, end=last, text=self.text[first:last])

    def argument(self, words: str, kind: Kind, *curies: Curie, nth: int = 0) -> Argument:
        start, end = self.span(words, nth)
        return Argument(start=start, end=end, text=words, kind=kind, curies=curies)

    def mention(self, words: str, kind: Kind, nth: int = 0) -> Mention:
        start, end = self.span(words, nth)
        return Mention(start=start, end=end, text=words, kind=kind, recogniser="hand")

    def link(self, words: str, kind: Kind, term: Curie | None, nth: int = 0) -> Link:
        return Link(mention=self.mention(words, kind, nth), term=term, rule="exact" if term else "nothing fits")


def review() -> Extraction:
    """A meta-analysis with one effect, one risk and one mention that stands for nothing."""
    text = Text(REVIEW)
    first = text.sentence("MSC-EVs reduced", "MCF-7 cells.")
    second = text.sentence("Vesicles carrying", "in mice.")
    third, fourth = text.sentence("Cargo control", "advised."), text.sentence("Gizmonin", "seen.")
    body = len("Vesicles against tumours\n")
    document = Document(
        id="PMC1",
        text=REVIEW,
        source="review.nxml",
        format="jats",
        metadata=Metadata(
            title="Vesicles against tumours",
            authors=(Person(name="Ada One"), Person(name="Bo Two", orcid=Curie.parse("ORCID:0000-0001-5109-3700"))),
            issued="2025-12-09",
            journal="Journal of Samples",
            licence="https://creativecommons.org/licenses/by/4.0/",
            ids=(Curie.parse("DOI:10.1000/one"), Curie.parse("PMC1"), Curie.parse("PMID:1")),
        ),
        sections=(
            Section(start=0, end=body, role=Role.TITLE),
            Section(start=body, end=len(REVIEW), role=Role.RESULTS, title="Results", level=1),
        ),
        references=(Reference(key="r1", text="Zed 2014", ids=(Curie.parse("PMID:666"),)),),
        citations=(Citation(start=second.end - 1, end=second.end, key="r1"),),
        annotations=(
            Annotation(
                kind=Kind.DISEASE, name="breast cancer", curies=(Curie.parse("MONDO:0004989"),),
                aliases=("tumour of the breast",), source="https://example.org/page",
            ),
        ),
    )  # fmt: skip
    start, end = text.span("SMD = -4.79, 95% CI -5.5 to -4.1, p < 0.001")
    effect = Effect(
        start=start, end=end, text=REVIEW[start:end], measure="SMD", value=Decimal("-4.79"), ci_low=Decimal("-5.5"),
        ci_high=Decimal("-4.1"), ci_level=Decimal(95), p=Decimal("0.001"), p_comparator="<", i2_low=Decimal(50),
        i2_high=Decimal(70), studies=58,
    )  # fmt: skip
    evidence = Evidence(
        settings=(Setting.IN_VITRO,), designs=(Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW), rule="words", studies=58
    )
    claim = Claim(
        paper="PMC1", sentence=first, section=Role.RESULTS, subject=_vesicles(text),
        predicate=Predicate.AFFECTS, direction=Direction.DECREASE,
        object=text.argument("viability", Kind.OUTCOME, VIABILITY), statistics=(effect,), evidence=evidence,
        benefit=True,
        comparator=None, rule="pattern 1", score=0.9,
        qualifiers=(
            Qualifier(role="cell line", argument=text.argument("MCF-7", Kind.CELL_LINE, MCF7)),
            Qualifier(role="disease", argument=text.argument("breast cancer", Kind.DISEASE, BREAST_CANCER)),
        ),
    )  # fmt: skip
    start, end = text.span("Vesicles carrying miR-23b")
    gene_start, gene_end = text.span("miR-23b")
    loaded = Intervention(
        start=start, end=end, text=REVIEW[start:end],
        parts=(
            Part(role="vesicle", start=start, end=start + 8, text="Vesicles", curies=(VESICLE,)),
            Part(role="cargo", start=gene_start, end=gene_end, text="miR-23b", curies=(MIR23B,)),
        ),
    )  # fmt: skip
    risk = Risk(
        paper="PMC1", sentence=second, section=Role.RESULTS, kind=RiskKind.DISEASE_PROMOTION, associated=True,
        agent=Argument(start=start, end=end, text=loaded.text, kind=Kind.INTERVENTION, intervention=loaded),
        hazard=text.argument("dormancy", Kind.OUTCOME), certainty=Certainty.POSSIBLE, cites=("r1",),
        mitigation=(text.argument("Cargo control", Kind.INTERVENTION),), rule="pattern 2",
        evidence=Evidence(settings=(Setting.IN_VIVO,), designs=(Design.ANIMAL,), rule="words"),
    )  # fmt: skip
    return Extraction(
        document=document,
        sentences=(first, second, third, fourth),
        mentions=(),
        links=(
            text.link("MSC-EVs", Kind.INTERVENTION, None),
            text.link("breast cancer", Kind.DISEASE, BREAST_CANCER),
            text.link("MCF-7", Kind.CELL_LINE, MCF7),
            text.link("miR-23b", Kind.GENE, MIR23B),
            text.link("Gizmonin", Kind.CHEMICAL, None),
        ),
        interventions=(loaded,),
        evidence=evidence,
        claims=(claim,),
        risks=(risk,),
    )


def _vesicles(text: Text, nth: int = 0) -> Argument:
    return text.argument("MSC-EVs", Kind.INTERVENTION, nth=nth)


def lay() -> Extraction:
    """A lay article that says more than the paper it cites, and less."""
    text = Text(LAY)
    first = text.sentence("MSC-EVs cure", "breast cancer.")
    second = text.sentence("MSC-EVs do not", "apoptosis.")
    third = text.sentence("No therapy", "for breast cancer.")
    document = Document(
        id="lay", text=LAY, source="lay.html", format="html",
        metadata=Metadata(title="Do parcels cure?", genre=Genre.LAY, issued="2026"),
        references=(Reference(key="1", text="Vesicles", ids=(Curie.parse("PMC1"),)),),
        citations=(Citation(start=first.end - 1, end=first.end, key="1"),),
    )  # fmt: skip
    cancer = text.argument("breast cancer", Kind.DISEASE, BREAST_CANCER)
    common: dict[str, Any] = {"paper": "lay", "section": Role.OTHER, "evidence": Evidence(designs=(Design.LAY,))}
    claims = (
        Claim(
            sentence=first, subject=_vesicles(text), predicate=Predicate.TREATS, direction=Direction.NONE,
            object=cancer, benefit=True, cites=("1",), **common,
        ),
        Claim(
            sentence=second, subject=_vesicles(text, 1), predicate=Predicate.AFFECTS, direction=Direction.INCREASE,
            object=text.argument("apoptosis", Kind.PROCESS, APOPTOSIS), negated=True,
            status=Status.BACKGROUND, **common,
        ),
        Claim(
            sentence=third, subject=text.argument("therapy", Kind.INTERVENTION), predicate=Predicate.APPROVED_FOR,
            direction=Direction.NONE, object=text.argument("breast cancer", Kind.DISEASE, BREAST_CANCER, nth=1),
            negated=True, **common,
        ),
    )  # fmt: skip
    links = (text.link("breast cancer", Kind.DISEASE, BREAST_CANCER), text.link("apoptosis", Kind.PROCESS, APOPTOSIS))
    # A limit of the evidence has no agent.
    risk = Risk(
        kind=RiskKind.EVIDENCE_LIMITATION, sentence=third, hazard=text.argument("approved", Kind.OTHER), negated=True,
        **common,
    )  # fmt: skip
    return Extraction(document=document, sentences=(first, second, third), links=links, claims=claims, risks=(risk,))


def other() -> Extraction:
    """A withdrawn article that finds the opposite of the review, and says perhaps where the lay article says no."""
    text = Text(OTHER)
    first = text.sentence("MSC-EVs increased", "cells.")
    second = text.sentence("MSC-EVs may", "apoptosis.")
    document = Document(
        id="PMID2", text=OTHER, source="other.xml", format="medline",
        metadata=Metadata(title="Another view", issued="2024-05", retracted=True, ids=(Curie.parse("PMID:2"),)),
    )  # fmt: skip
    common: dict[str, Any] = {"paper": "PMID2", "section": Role.OTHER, "direction": Direction.INCREASE}
    claims = (
        Claim(
            sentence=first, subject=_vesicles(text), predicate=Predicate.AFFECTS, benefit=False,
            object=text.argument("viability", Kind.OUTCOME, VIABILITY),
            evidence=Evidence(settings=(Setting.IN_VIVO,), designs=(Design.ANIMAL,)), **common,
        ),
        Claim(
            sentence=second, subject=_vesicles(text, 1), predicate=Predicate.AFFECTS, certainty=Certainty.POSSIBLE,
            object=text.argument("apoptosis", Kind.PROCESS, APOPTOSIS), **common,
        ),
    )  # fmt: skip
    return Extraction(document=document, sentences=(first, second), claims=claims)


SETTINGS = Settings(
    reader="graph_builders:read_input",
    lister="graph_builders:list_inputs",
    pipeline="graph_builders:pipeline",
    knowledge="graph_builders:TinyKnowledge",
)
EXTRACTIONS = {"review": review, "lay": lay, "other": other}


def list_inputs(inputs: Sequence[str]) -> list[Input]:
    """List files; folders give their ``.json`` files."""
    found: list[Path] = []
    for name in inputs:
        path = Path(name)
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [Input(path=str(path), source=path.name, size=path.stat().st_size) for path in found]


def read_input(item: Input) -> Iterator[Document | Failure]:
    """Read a file that names some of the extractions above: ``{"use": "review", "id": "PMC7"}``."""
    try:
        data = json.loads(Path(item.path).read_text(encoding="utf-8"))
    except ValueError as error:
        yield Failure(paper=Path(item.source).stem, source=item.source, stage="reader", error=str(error))
        return
    for entry in data if isinstance(data, list) else [data]:
        if "die reading" in entry:
            os.kill(os.getpid(), signal.SIGKILL)
        document = EXTRACTIONS[entry["use"]]().document
        document = replace(document, text=document.text + entry.get("more", ""))
        yield replace(document, id=entry.get("id", document.id), source=item.source, format=json.dumps(entry))


def pipeline(models: tuple[str, ...] = ()) -> Pipeline:
    """Give the extraction that the document was made from, or what the file asks for: an error, a death, a pause."""
    return Pipeline((("look up", _look_up),))


def _look_up(extraction: Extraction) -> Extraction:
    entry = json.loads(extraction.document.format)
    if "raise" in entry:
        raise ValueError(entry["raise"])
    if "die" in entry:
        os.kill(os.getpid(), signal.SIGKILL)
    if "die once" in entry and not Path(entry["die once"]).exists():
        Path(entry["die once"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "wait for" in entry:
        import time

        while not Path(entry["wait for"]).exists():
            time.sleep(0.02)
    if "sleep" in entry:
        import time

        time.sleep(entry["sleep"])
    made = EXTRACTIONS[entry["use"]]()
    paper = extraction.document.id
    return replace(
        made,
        document=replace(made.document, id=paper, source=extraction.document.source, text=extraction.document.text),
        claims=tuple(replace(claim, paper=paper) for claim in made.claims),
        risks=tuple(replace(risk, paper=paper) for risk in made.risks),
    )
