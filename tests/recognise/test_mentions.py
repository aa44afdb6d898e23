from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given as given_values
from hypothesis import strategies as st

from extractors.document import Annotation, Block, BlockKind, Document, Role, Section
from extractors.errors import MissingModelError
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise import models, patterns
from extractors.recognise.layered import settle, stage
from ontologies import Curie, Kind

Read = Callable[[str | Document], Extraction]


def found(extraction: Extraction, kind: Kind) -> list[str]:
    return [mention.text for mention in extraction.mentions if mention.kind is kind]


def test_the_longest_name_wins(read: Read) -> None:
    assert found(read("A study of breast cancer and cancer."), Kind.DISEASE) == ["breast cancer", "cancer"]


@pytest.mark.parametrize("text", ["The cat sat.", "A set of cats.", "We set it.", "Cat owners were asked."])
def test_a_gene_whose_name_is_an_english_word_needs_its_own_case(read: Read, text: str) -> None:
    assert found(read(text), Kind.GENE) == []


def test_a_gene_whose_name_is_an_english_word_needs_evidence_too(read: Read) -> None:
    assert found(read("The CAT gene was cloned."), Kind.GENE) == ["CAT"]
    assert found(read("Catalase was measured and CAT rose."), Kind.GENE) == ["Catalase", "CAT"]
    assert found(read("They bought a CAT."), Kind.GENE) == []


def test_words_beside_a_name_decide_between_a_gene_and_a_cell_line(read: Read) -> None:
    assert found(read("HER2 expression was high."), Kind.GENE) == ["HER2"]
    assert found(read("HER2 cells were grown."), Kind.CELL_LINE) == ["HER2"]


def test_a_name_has_one_kind_throughout_a_paper(read: Read) -> None:
    extraction = read("HER2 cells were grown. HER2 was frozen.")
    assert [mention.kind for mention in extraction.mentions if mention.text == "HER2"] == [Kind.CELL_LINE] * 2


def test_names_are_not_found_inside_words(read: Read) -> None:
    assert found(read("Painting MCF-77 and TNFSF4."), Kind.CELL_LINE) == []
    assert found(read("Painting."), Kind.DISEASE) == []


def test_names_are_not_looked_for_in_reference_lists(read: Read) -> None:
    text = "Pain is common. 1. Smith J. Pain in cancer. 2001."
    blocks = (
        Block(start=0, end=15, kind=BlockKind.PARAGRAPH),
        Block(start=16, end=len(text), kind=BlockKind.REFERENCE),
    )
    document = Document(id="d", text=text, source="d", format="text", blocks=blocks)
    assert found(read(document), Kind.DISEASE) == ["Pain"]


@pytest.mark.parametrize(
    "name",
    [
        "miR-23b",
        "hsa-miR-23b-3p",
        "MIR23B",
        "microRNA-21",
        "miR-17-92",
        "let-7c",
        "mir-122*",
        "miRNA-155",
        "hsa-let-7a-5p",
    ],
)  # fmt: skip
def test_mirnas_are_known_by_their_form(name: str) -> None:
    assert [match[0] for match in patterns.MIRNA.finditer(f"Levels of {name} rose.")] == [name]


@pytest.mark.parametrize("text", ["miRNAs were found.", "Amir 5 came.", "Let 70 go.", "mirror 3"])
def test_other_words_are_no_mirnas(text: str) -> None:
    assert patterns.MIRNA.search(text) is None


@pytest.mark.parametrize(
    "name",
    [
        "rs334", "c.76A>T", "c.1521_1523delCTT", "p.Val600Glu", "p.V600E", "V600E", "Arg117His", "c.35delG",
        "IVS3+1G>A", "delF508", "1691G>A", "g.5G>A", "p.Q298X", "c.357-3C>G",
    ],
)  # fmt: skip
def test_variants_are_known_by_their_form(read: Read, name: str) -> None:
    extraction = read(f"Carriers of ({name}) were found.")
    assert found(extraction, Kind.VARIANT) == [name]


@pytest.mark.parametrize("text", ["A dose of 500 mg was given.", "P < 0.05 in 12 of 30.", "The T4 level fell."])
def test_doses_and_statistics_are_no_mentions_of_variants(read: Read, text: str) -> None:
    assert found(read(text), Kind.VARIANT) == []


def test_a_cell_line_is_not_a_variant(read: Read) -> None:
    extraction = read("T47D cells were treated.")
    assert found(extraction, Kind.CELL_LINE) == ["T47D"]
    assert found(extraction, Kind.VARIANT) == []


def test_acronyms_of_a_name_in_the_paper_need_no_definition(read: Read) -> None:
    extraction = read("Mesenchymal stem cells were grown. MSC cultures were frozen.")
    assert [(link.mention.text, str(link.term)) for link in extraction.links if link.mention.text == "MSC"] == [
        ("MSC", "CL:0000134")
    ]


def test_a_genus_may_be_shortened_after_its_species(read: Read) -> None:
    extraction = read("Mus musculus was bred. Later M. musculus ate.")
    assert [(m.text, m.kind) for m in extraction.mentions] == [
        ("Mus musculus", Kind.SPECIES),
        ("M. musculus", Kind.SPECIES),
    ]


def test_a_cell_line_ends_before_the_word_cells(read: Read) -> None:
    assert found(read("The MCF-7 cells grew."), Kind.CELL_LINE) == ["MCF-7"]


def test_further_numbers_belong_to_a_gene(read: Read) -> None:
    assert found(read("The CD19/20 genes were lost."), Kind.GENE) == ["CD19/20"]


@pytest.mark.parametrize(
    ("text", "disease"),
    [
        ("Renal damage was seen.", "Renal damage"),
        ("There was hepatic toxicity.", "hepatic toxicity"),
        ("Some had nephrotoxicity.", "nephrotoxicity"),
    ],
)
def test_harm_of_a_body_part_is_a_disease_without_a_name_of_its_own(read: Read, text: str, disease: str) -> None:
    assert found(read(text), Kind.DISEASE) == [disease]


def test_harm_without_a_term_leads_to_the_wider_disease(read: Read) -> None:
    (link,) = read("Renal damage was seen.").links
    assert (str(link.term), link.rule) == ("MESH:D007674", "broader")


def test_an_adjective_of_a_disease_is_a_mention_of_it(read: Read) -> None:
    (link,) = read("It was hypertensive.").links
    assert (str(link.term), link.rule) == ("MESH:D006973", "adjective")


def test_induced_behind_a_hyphen_begins_no_name(read: Read) -> None:
    assert found(read("A drug-induced hypertension arose."), Kind.DISEASE) == ["hypertension"]


def test_people_are_humans(read: Read) -> None:
    (link,) = read("Most patients slept.").links
    assert (link.mention.text, str(link.term), link.rule) == ("patients", "NCBITaxon:9606", "person")


def test_outcomes_take_the_words_in_front(read: Read) -> None:
    extraction = read(
        "The drug reduced cancer cell viability and significantly improved overall survival and pain scores."
    )
    assert found(extraction, Kind.OUTCOME) == ["cancer cell viability", "overall survival", "pain scores"]


def test_measures_of_a_difference_and_what_cells_do_are_no_outcomes(read: Read) -> None:
    text = "The adjusted hazard ratio was 0.8. Tumour cells release vesicles. Insulin release was measured."

    assert found(read(text), Kind.OUTCOME) == ["Insulin release"]


def test_an_outcome_takes_the_place_of_the_process_but_not_of_the_disease(read: Read) -> None:
    extraction = read("Apoptosis rose and pain fell.")
    assert [(mention.text, mention.kind) for mention in extraction.mentions] == [
        ("Apoptosis", Kind.OUTCOME),
        ("pain", Kind.DISEASE),
    ]


def annotated(text: str, *annotations: Annotation) -> Document:
    return Document(id="d", text=text, source="d.txt", format="pubtator", annotations=annotations)


def test_given_spans_are_kept_with_their_ids(read: Read) -> None:
    given = Annotation(
        kind=Kind.DISEASE, name="the ill", curies=(Curie.parse("MESH:D002908"),), source="NCBI", start=4, end=7
    )
    (link,) = read(annotated("The ill slept.", given)).links
    assert (link.mention.recogniser, link.mention.text, str(link.term), link.rule) == (
        "given:NCBI", "ill", "MESH:D002908", "given",
    )  # fmt: skip


def test_given_entities_without_a_span_are_found_by_name_and_alias(read: Read) -> None:
    given = Annotation(
        kind=Kind.GENE,
        name="MIR23B",
        curies=(Curie.parse("NCBIGene:407011"),),
        aliases=("hsa-mir-23b", "mir-23b"),
        source="page",
    )
    extraction = read(annotated("Cells with miR-23b and MIR23B slept, cats did not.", given))
    assert [(m.text, m.recogniser, m.given) for m in extraction.mentions] == [
        ("miR-23b", "given:page", given.curies),
        ("MIR23B", "given:page", given.curies),
    ]


def test_entities_of_a_curated_list_are_found_in_the_rest_of_the_text(read: Read) -> None:
    text = "We saw miR-23b.\n\nMIR23B"
    document = Document(
        id="d",
        text=text,
        source="d.md",
        format="markdown",
        sections=(Section(start=17, end=23, role=Role.ENTITIES),),
        annotations=(
            Annotation(
                kind=Kind.GENE,
                name="MIR23B",
                curies=(Curie.parse("NCBIGene:407011"),),
                aliases=("mir-23b",),
                source="page",
                start=17,
                end=23,
            ),
        ),
    )
    assert [(m.text, m.recogniser) for m in read(document).mentions] == [
        ("miR-23b", "given:page"),
        ("MIR23B", "given:page"),
    ]


def test_a_short_given_name_in_capitals_is_not_found_in_small_letters(read: Read) -> None:
    given = Annotation(kind=Kind.GENE, name="CAT", curies=(Curie.parse("NCBIGene:847"),), source="page")
    assert found(read(annotated("A cat and CAT.", given)), Kind.GENE) == ["CAT"]


def test_two_given_ids_of_one_name_are_both_kept(read: Read) -> None:
    one, two = (
        Annotation(kind=Kind.DISEASE, name="breast cancer", curies=(Curie.parse(curie),), source="page")
        for curie in ("MONDO:0004989", "MESH:D001943")
    )
    (link,) = read(annotated("Breast cancer.", one, two)).links
    assert str(link.term) == "MESH:D001943"
    assert [str(candidate.curie) for candidate in link.candidates] == ["MESH:D001943", "MONDO:0004989"]


def test_a_spacy_pipeline_is_a_recogniser(tmp_path: Path, folder: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "CHEMICAL", "pattern": "xylozine"}, {"label": "MONEY", "pattern": "coins"}])
    nlp.to_disk(tmp_path / "tiny")
    run = stage(models=[str(tmp_path / "tiny")], lexicon=folder)
    text = "We gave xylozine for coins. Pain fell."
    mentions = run(Extraction(document=Document(id="d", text=text, source="d", format="text"))).mentions
    assert [(m.text, m.kind, m.recogniser) for m in mentions] == [("xylozine", Kind.CHEMICAL, "model:tiny")]


def test_a_missing_model_is_named() -> None:
    with pytest.raises(MissingModelError, match="en_no_such_model"):
        models.recogniser("en_no_such_model")


spans = st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(["lexicon", "given:x", "abbreviation"]))


@given_values(st.lists(spans, max_size=12), st.randoms(use_true_random=False))
def test_settled_mentions_never_overlap_whatever_the_order(parts: list[tuple[int, int, str]], shuffler: object) -> None:
    text = "x" * 40
    mentions = [Mention.cut(text, start, start + size, Kind.GENE, name) for start, size, name in parts]
    settled = settle(mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(settled))
    shuffler.shuffle(mentions)  # type: ignore[attr-defined]
    assert settle(mentions) == settled
    assert settle(settled) == settled


def test_a_short_symbol_in_a_list_of_cell_lines_is_one() -> None:
    from extractors.stages import default_pipeline

    text = "It held in three lines (MCF-7, MDA-MB-231, and 4T1). The tiny and full set was not."
    result = default_pipeline().run_one(Document(id="x", text=text, source="x", format="text"))
    found = {mention.text: mention.kind for mention in result.mentions}
    assert found.get("4T1") is Kind.CELL_LINE
    assert not {"tiny", "full", "and", "not"} & set(found)


def test_a_statistic_before_its_number_is_no_gene_and_dormancy_is_no_sleep() -> None:
    from extractors.stages import default_pipeline

    text = "It fell (SMD = -2.1). SMD was pooled. Vesicles were associated with dormancy of tumour cells."
    result = default_pipeline().run_one(Document(id="x", text=text, source="x", format="text"))
    assert not [mention for mention in result.mentions if mention.text == "SMD" and mention.kind is Kind.GENE]
    terms = [str(link.term) for link in result.links if link.mention.text == "dormancy"]
    assert terms == ["GO:0022611"]


def test_words_of_grammar_and_units_are_no_genes_unless_in_capitals(tmp_path: Path) -> None:
    from extractors.stages import default_pipeline

    text = "The 200 bp product of the WAS gene was cut. Then it was read. The WAS protein was not."
    result = default_pipeline(weights=tmp_path).run_one(Document(id="x", text=text, source="x", format="text"))
    genes = {mention.text for mention in result.mentions if mention.kind is Kind.GENE}
    assert genes <= {"WAS", "WAS protein"}
    assert genes


def test_people_who_are_cited_are_no_cell_lines(read: Read) -> None:
    text = "As MCF-7 et al. showed, and MCF-7 and colleagues in MCF-7 cells, growth was slower."
    mentions = [mention.start for mention in read(text).mentions if mention.kind is Kind.CELL_LINE]
    assert mentions == [text.index("MCF-7 cells")]
