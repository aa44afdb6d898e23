"""The sets that the figures page reports: what is scored, by which measure, and what others reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.evaluate.tasks import (
    abbreviation,
    ade,
    binding,
    claim,
    claims_gold,
    entities,
    negation,
    outcome,
    overstatement,
    risk,
    setting,
    statistics,
    study_type,
)
from extractors.evaluate.tasks.relation import PAIRS, TYPED

GOLD = Path(__file__).parent / "gold"
STRICT, IDS, ALONE = entities.STRICT, entities.IDS, entities.LINKED_IDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Name one figure of a set: a line of its report, and the value that it is held against.

    ``value`` is precision, recall or f1. ``anchor`` is the best that is published, as a number where there is one, and
    ``source`` says whose and on what; ``goal`` is what we want to reach. ``held``
    marks a figure that other systems on the set are compared by.
    """

    label: str
    measure: str
    kind: str
    vocabulary: str = ""
    average: str = "micro"
    value: str = "f1"
    anchor: float | None = None
    source: str = ""
    goal: float | None = None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSet:
    """Name a file of a corpus and the part of it that is scored.

    ``last_fifth`` takes the last fifth of a file that has no part held back; ``limit`` takes the first so many.
    ``beside`` names systems that are scored on it too where that is asked for. With ``texts`` the file is our own, in
    the folder ``gold`` here, and speaks of texts in that folder, as seen from the folder of corpora.
    """

    __test__ = False  # not a test, whatever its name says to pytest

    name: str
    corpus: str
    file: str
    figures: tuple[Figure, ...]
    task: str = ""
    last_fifth: bool = False
    limit: int | None = None
    beside: tuple[str, ...] = ()
    texts: str = ""

    def path(self, corpora: Path) -> Path:
        """Return the file of the set."""
        return GOLD / self.file if self.texts else corpora / self.corpus / self.file

    def folder(self, corpora: Path) -> Path | None:
        """Return the folder of the texts that the file speaks of; None where they are beside it or in it."""
        return corpora / self.texts if self.texts else None


def _ids(kind: str, vocabulary: str, label: str = "", **known: object) -> Figure:
    return Figure(label=label or f"{kind} ids", measure=IDS, kind=kind, vocabulary=vocabulary, **known)  # type: ignore[arg-type]


def _alone(kind: str, vocabulary: str, **known: object) -> Figure:
    return Figure(label=f"{kind} ids, gold mentions", measure=ALONE, kind=kind, vocabulary=vocabulary, **known)  # type: ignore[arg-type]


def _strict(kind: str, label: str = "", **known: object) -> Figure:
    return Figure(label=label or f"{kind} mentions", measure=STRICT, kind=kind, **known)  # type: ignore[arg-type]


SETS: tuple[TestSet, ...] = (
    TestSet(
        name="BC5CDR dev", corpus="bc5cdr", file="dev.pubtator", beside=("scispacy-linker", "dictionary"),
        figures=(
            _strict("all", "mentions, both kinds", anchor=0.843, source="scispaCy en_ner_bc5cdr_md", goal=0.90),
            _strict("Disease"),
            _strict("Chemical"),
            _ids("Disease", "MESH", anchor=0.837, source="TaggerOne; DNorm 0.806", goal=0.90),
            _ids("Chemical", "MESH", anchor=0.912, source="tmChem", goal=0.96),
            _alone("Disease", "MESH", held=True),
            _alone("Chemical", "MESH", held=True),
        ),
    ),
    TestSet(
        name="NCBI Disease dev", corpus="ncbi-disease", file="dev.pubtator",
        figures=(
            _strict("Disease"),
            _ids("Disease", "MESH, OMIM", anchor=0.807, source="TaggerOne", goal=0.89),
            _alone("Disease", "MESH, OMIM", held=True),
        ),
    ),
    TestSet(
        name="BioRED dev", corpus="biored", file="dev.pubtator",
        figures=(
            _strict("all", "mentions, 6 kinds", anchor=0.913, source="AIONER, on a GPU", goal=0.91),
            _ids("Gene", "NCBIGene"),
            _ids("Disease", "MESH, OMIM"),
            _ids("Chemical", "MESH"),
            _ids("Species", "NCBITaxon"),
            _ids("Variant", "dbSNP"),
            _alone("Gene", "NCBIGene"),
        ),
    ),
    TestSet(
        name="CRAFT dev, full text", corpus="craft", file="dev.pubtator",
        figures=(
            _ids("Disease", "MONDO", goal=0.80),
            _ids("CellType", "CL", goal=0.80),
            _ids("Species", "NCBITaxon", goal=0.93),
            _ids("Anatomy", "UBERON"),
            _ids("Chemical", "CHEBI"),
            _ids("Process", "GO"),
        ),
    ),
    TestSet(
        name="NLM-Gene, last fifth of train", corpus="nlm-gene", file="train.pubtator", last_fifth=True,
        figures=(
            _strict("Gene"),
            _ids("Gene", "NCBIGene", anchor=0.76, source="GNormPlus on what it found", goal=0.84),
            _alone("Gene", "NCBIGene"),
        ),
    ),
    TestSet(
        name="GNormPlus, last fifth of train", corpus="gnormplus-bc2gn", file="train.pubtator", last_fifth=True,
        figures=(
            _strict("Gene"),
            _ids("Gene", "NCBIGene", anchor=0.867, source="GNormPlus, human genes", goal=0.90),
            _alone("Gene", "NCBIGene"),
        ),
    ),
    TestSet(
        name="BioID captions, last fifth of train", corpus="bioid-celllines", file="train.pubtator", last_fifth=True,
        figures=(
            _strict("CellLine"),
            _ids("CellLine", "CVCL", goal=0.92),
            _alone("CellLine", "CVCL", anchor=0.82, source="fuzzy search, gold mentions"),
        ),
    ),
    TestSet(
        name="S800, last fifth of train", corpus="s800-species", file="train.pubtator", last_fifth=True,
        figures=(
            _strict("Species"),
            _ids("Species", "NCBITaxon", goal=0.93),
            _alone("Species", "NCBITaxon", anchor=0.93, source="0.93 to 0.99, on found mentions"),
        ),
    ),
    TestSet(
        name="Linnaeus, last fifth of train, full text", corpus="linnaeus-species", file="train.pubtator",
        last_fifth=True,
        figures=(_strict("Species"), _ids("Species", "NCBITaxon", goal=0.93), _alone("Species", "NCBITaxon")),
    ),
    TestSet(
        name="tmVar 3, last fifth of train", corpus="tmvar3", file="train.pubtator", last_fifth=True,
        figures=(_strict("Variant"), _ids("Variant", "dbSNP"), _ids("Gene", "NCBIGene")),
    ),
    TestSet(
        name="abbreviations", corpus="abbreviations", file="pairs.tsv",
        figures=(
            Figure(
                label="pairs", measure=abbreviation.PAIRS, kind="pair", anchor=0.89, source="Schwartz-Hearst", goal=0.93
            ),
        ),
    ),
    TestSet(
        name="EBM-NLP dev, first 300", corpus="ebm-nlp", file="dev.txt", limit=300,
        figures=(
            Figure(
                label="interventions, tokens", measure=outcome.TOKENS, kind="interventions", anchor=0.65,
                source="0.65 to 0.73", goal=0.73,
            ),
            Figure(label="outcomes, tokens", measure=outcome.TOKENS, kind="outcomes"),
            Figure(label="participants, tokens", measure=outcome.TOKENS, kind="participants"),
        ),
    ),
    TestSet(
        name="BC5CDR dev, relations", corpus="bc5cdr", file="dev.pubtator", task="relation",
        figures=(
            Figure(
                label="chemical-induced disease, raw text", measure=PAIRS, kind="pair", anchor=0.57,
                source="best of BioCreative V; SemRep 0.38", goal=0.62,
            ),
        ),
    ),
    TestSet(
        name="BioRED dev, relations", corpus="biored", file="dev.pubtator", task="relation",
        figures=(
            Figure(
                label="pairs, raw text", measure=PAIRS, kind="pair", anchor=0.56, source="best of BioCreative VIII",
                goal=0.56,
            ),
            Figure(
                label="pairs with type, raw text", measure=TYPED, kind="all", anchor=0.43,
                source="best of BioCreative VIII", goal=0.45,
            ),
        ),
    ),
    TestSet(
        name="ADE, first 1,500 sentences", corpus="ade", file="DRUG-AE.rel", limit=1500,
        figures=(
            Figure(
                label="drug and effect, raw sentences", measure=ade.PAIRS, kind="drug -> effect", anchor=0.65,
                source="0.65 to 0.84, gold entities", goal=0.80,
            ),
        ),
    ),
    TestSet(
        name="Evidence Inference validation, first 30 papers", corpus="evidence-inference", file="validation.jsonl",
        limit=30,
        figures=(
            Figure(label="evidence with a claim", measure=claim.COVERED, kind="span", value="recall", goal=0.88),
            Figure(
                label="right direction there", measure=claim.POINTED, kind="all", value="recall", anchor=0.55,
                source="0.55 to 0.77, GPU pipelines", goal=0.92,
            ),
        ),
    ),
    TestSet(
        name="BioScope abstracts, last fifth", corpus="bioscope", file="bioscope_abstract.tsv", last_fifth=True,
        figures=(
            Figure(
                label="negation scope, tokens", measure=negation.SCOPES, kind="negation", anchor=0.90,
                source="rules and CRF 0.85 to 0.90; BERT 0.957", goal=0.95,
            ),
        ),
    ),
    TestSet(
        name="BioScope full papers, last fifth", corpus="bioscope", file="bioscope_full.tsv", last_fifth=True,
        figures=(Figure(label="negation scope, tokens", measure=negation.SCOPES, kind="negation", goal=0.95),),
    ),
    TestSet(
        name="study type val", corpus="study-type", file="val.csv",
        figures=(
            Figure(label="setting", measure=study_type.SETTING, kind="all", value="recall", goal=0.92),
            Figure(label="design", measure=study_type.DESIGN, kind="all", value="recall", goal=0.85),
        ),
    ),
    TestSet(
        name="press releases dev", corpus="exaggeration", file="dev.jsonl",
        figures=(
            Figure(
                label="overstatement, macro F1", measure=overstatement.LABEL, kind="all", average="kinds", goal=0.70
            ),
        ),
    ),
    *(
        TestSet(
            name=f"claims read by hand, {half} half", corpus="claims", file=f"claims-{half}.jsonl", task="claims-gold",
            texts="../papers",
            figures=tuple(
                Figure(label=f"both arguments, sign, {value}", measure=claims_gold.POINTED, kind="claim", value=value)
                for value in ("precision", "recall")
            ),
        )
        for half in ("dev", "test")
    ),
    *(
        TestSet(
            name=f"single claims, {half} half", corpus="settings", file=f"settings-{half}.jsonl", task="setting",
            texts="../papers",
            figures=(
                Figure(label="setting", measure=setting.SETTING, kind="all", value="recall"),
                Figure(label="bench kept apart from people", measure=setting.KEPT_APART, kind="all", value="recall"),
                Figure(label="finding or background", measure=setting.STATUS, kind="all", value="recall"),
                Figure(label="certainty", measure=setting.CERTAINTY, kind="all", value="recall"),
            ),
        )
        for half in ("dev", "test")
    ),
    *(
        TestSet(
            name=f"numbers and their claims, {half} half", corpus="binding", file=f"binding-{half}.jsonl",
            task="binding", texts="../papers",
            figures=(
                *(
                    Figure(label=f"number with its claim, {value}", measure=binding.BOUND, kind="all", value=value)
                    for value in ("precision", "recall")
                ),
                Figure(label="arm of a value", measure=binding.ARM, kind="all", value="precision"),
            ),
        )
        for half in ("dev", "test")
    ),
    *(
        TestSet(
            name=f"statistics, {half} half", corpus="statistics", file=f"statistics-{half}.jsonl", task="statistics",
            texts="../papers/jats",
            figures=(
                Figure(label="exact, precision", measure=statistics.EXACT, kind="all", value="precision", goal=0.99),
                Figure(label="exact, recall", measure=statistics.EXACT, kind="all", value="recall", goal=0.92),
                Figure(label="exact, running text", measure=statistics.EXACT, kind=statistics.TEXT),
                Figure(label="exact, tables", measure=statistics.EXACT, kind=statistics.TABLE),
            ),
        )
        for half in ("dev", "test")
    ),
    *(
        TestSet(
            name=name, corpus="risks", file=file, task="risk", texts="../papers",
            figures=(
                *(
                    Figure(label=f"hazards, {value}", measure=risk.HAZARDS, kind="all", value=value)
                    for value in ("precision", "recall")
                ),
                *(
                    Figure(label=f"and their agents, {value}", measure=risk.WHOLE, kind="all", value=value)
                    for value in ("precision", "recall")
                ),
            ),
        )
        for name, file in (
            ("risks in papers, dev half", "risks-dev.jsonl"),
            ("risks in papers, test half", "risks-test.jsonl"),
            ("warnings in lay articles, test", "lay-test.jsonl"),
        )
    ),
)  # fmt: skip
