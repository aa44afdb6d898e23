from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import Annotation, Document
from extractors.errors import WeightsError
from extractors.mention import Mention
from extractors.pipeline import Extraction, Pipeline
from extractors.recognise import tagged
from extractors.recognise.abbreviated import Meaning
from extractors.recognise.given import PREFIX
from extractors.recognise.phrases import find
from extractors.stages import BEFORE_TAGGER, ENTITY_STAGES, default_registry
from ontologies import Curie, Kind

Read = Callable[..., Extraction]


def reader(names: tuple[str, ...]) -> Read:
    pipeline = Pipeline.from_names(default_registry(), names)

    def run(text: str, annotations: tuple[Annotation, ...] = ()) -> Extraction:
        result = pipeline.run_one(Document(id="t", text=text, source="t", format="text", annotations=annotations))
        assert isinstance(result, Extraction), result
        return result

    return run


@pytest.fixture(scope="module")
def read() -> Read:
    return reader(ENTITY_STAGES)


def of_kind(extraction: Extraction, kind: Kind) -> list[str]:
    return [mention.text for mention in extraction.mentions if mention.kind is kind]


def test_names_that_no_lexicon_has_are_found_by_their_context(read: Read) -> None:
    text = "Patients with plasmoblastic quelitis received zorvamide 20 mg daily. Zorvamide-induced nausea was mild."
    assert of_kind(reader(BEFORE_TAGGER)(text), Kind.CHEMICAL) == []
    assert "zorvamide" in of_kind(read(text), Kind.CHEMICAL)


def test_what_the_input_gives_is_never_overruled(read: Read) -> None:
    text = "Aspirin lowers fever in mice."
    given = Annotation(kind=Kind.GENE, name="fever", curies=(Curie.parse("NCBIGene:7124"),), start=15, end=20)
    mentions = {mention.text: mention for mention in read(text, (given,)).mentions}
    assert mentions["fever"].kind is Kind.GENE
    assert mentions["fever"].recogniser.startswith(PREFIX)
    assert mentions["Aspirin"].kind is Kind.CHEMICAL


def test_a_rule_that_proposed_the_same_keeps_its_name(read: Read) -> None:
    text = "Acute kidney injury (AKI) is common. AKI was seen in ten patients with diabetes mellitus."
    named = {mention.text: mention.recogniser for mention in read(text).mentions}
    assert named["AKI"] == "abbreviation"
    assert named["diabetes mellitus"] == "lexicon"


def test_kinds_that_corpora_know_little_of_stay_as_the_lexicon_has_them(read: Read) -> None:
    extraction = read("MSC exosomes led MDA-MB-231 cells into dormancy.")
    assert of_kind(extraction, Kind.CELL_LINE) == ["MDA-MB-231"]
    assert "exosomes" in of_kind(extraction, Kind.ANATOMY)


def test_mentions_are_slices_in_the_order_of_the_text(read: Read) -> None:
    text = "TP53 mutations in breast cancer.\n\nCisplatin, 5-fluorouracil and HeLa cells; Mus musculus and E. coli."
    mentions = read(text).mentions
    assert mentions
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert list(mentions) == sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def test_a_phrase_that_lists_things_is_taken_apart() -> None:
    phrase = Mention.cut("the pain, nausea and overall survival fell", 4, 37, Kind.OUTCOME, "tagger")
    assert [(part.start, part.text) for part in tagged._parts(phrase)] == [
        (4, "pain"),
        (10, "nausea"),
        (21, "overall survival"),
    ]


def test_phrases_are_read_in_reports_of_trials_only(read: Read) -> None:
    text = (
        "Umbilical cord serum therapy for dry eye: a {0}. Forty patients with dry eye {1} umbilical cord serum therapy "
        "or artificial tears. Umbilical cord serum improved symptom scores and tear film stability compared with them."
    )

    def phrases(extraction: Extraction) -> list[str]:
        return [one.text for one in extraction.mentions if one.recogniser == find.RECOGNISER]

    trial = text.format("randomised controlled trial", "were randomly assigned to")
    assert "Umbilical cord serum therapy" in phrases(read(trial))
    assert not phrases(read(text.format("look at records", "had got")))


def test_a_phrase_does_not_cut_a_name() -> None:
    text = "We gave cognitive behavioural therapy for pain."
    name = Mention.cut(text, 8, 37, Kind.INTERVENTION, "lexicon")
    cut = Mention.cut(text, 18, 46, Kind.INTERVENTION, "phrases")
    assert [one.text for one in tagged._around((name,), [cut])] == [text[8:46], name.text]


def test_a_folder_without_weights_leaves_the_rules_alone_and_one_with_others_is_refused(tmp_path: Path) -> None:
    extraction = reader(BEFORE_TAGGER)("Aspirin lowers fever.")
    assert tagged.stage(weights=tmp_path)(extraction) is extraction
    (tmp_path / tagged.FILE).write_bytes(b"nothing")
    with pytest.raises(WeightsError, match=r"tagger\.npz"):
        tagged.stage(weights=tmp_path)


def test_interventions_that_a_phrase_joins_stand_beside_it() -> None:
    phrase = Mention.cut("We gave rest and warm baths.", 8, 27, Kind.INTERVENTION, "phrases")
    assert [one.text for one in tagged._around((), [phrase])] == ["rest and warm baths", "rest", "warm baths"]
    outcomes = Mention.cut("fewer falls and less pain", 6, 25, Kind.OUTCOME, "phrases")
    assert [one.text for one in tagged._around((), [outcomes])] == ["falls", "less pain"]


@pytest.mark.parametrize(
    ("meant", "kind", "kept"),
    [
        (None, Kind.GENE, True),
        (Kind.DISEASE, Kind.GENE, True),
        (Kind.CHEMICAL, Kind.GENE, False),
        (None, Kind.CHEMICAL, False),
    ],
)
def test_a_gene_is_believed_where_its_long_form_is_a_disease_or_unknown(
    meant: Kind | None, kind: Kind, kept: bool
) -> None:
    text = "Sorting nexin zeta (SNZ) binds. SNZ was lost, SNZ not."
    known = {"SNZ": Meaning(short="SNZ", name="sorting nexin zeta", kind=meant)}
    found = [Mention.cut(text, at, at + 3, kind, "tagger", 0.9) for at in (32, 46)]
    assert list(tagged._meant(text, found, known)) == (found if kept else [])
    assert list(tagged._meant(text, found[:1], known)) == []


def test_letters_that_a_paper_defines_as_a_test_are_no_gene(read: Read) -> None:
    text = "The plaque-reduction neutralization test (PRNT) found antibodies. PRNT titers rose after vaccination."
    assert of_kind(read(text), Kind.GENE) == []


def test_a_product_of_a_gene_that_an_indexer_lists_is_a_gene(read: Read) -> None:
    listed = (
        Annotation(
            kind=Kind.CHEMICAL, name="Interleukin-6", curies=(Curie("MESH", "D015850"),), source="MEDLINE chemical list"
        ),
        Annotation(
            kind=Kind.CHEMICAL, name="Aspirin", curies=(Curie("MESH", "D001241"),), source="MEDLINE chemical list"
        ),
    )
    found = read("Aspirin lowered interleukin-6 in patients.", listed)
    assert (of_kind(found, Kind.GENE), of_kind(found, Kind.CHEMICAL)) == (["interleukin-6"], ["Aspirin"])
