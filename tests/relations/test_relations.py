"""Learned relations: what is told of a pair, which pairs are asked about, and what becomes of the answers."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest

from extractors import relations
from extractors.claim import Direction, Predicate
from extractors.document import Block, BlockKind, Document, Role, Section, Sentence
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Pipeline
from extractors.relations.candidates import Encoder
from extractors.relations.entities import Passage, read_passage
from extractors.relations.features import meetings, pair_facts
from extractors.relations.model import WIDTH, Model, context
from extractors.relations.reading import passages
from extractors.relations.statements import ACROSS, RULE
from extractors.risks.harms import find_harms
from extractors.stages import default_pipeline
from kg.annotate.pubtator import write_pubtator
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

TITLE = "Zorbadine-induced hepatitis."
NAMES = {
    "Zorbadine": (Kind.CHEMICAL, "MESH:D000082"),
    "zorbadine": (Kind.CHEMICAL, "MESH:D000082"),
    "hepatitis": (Kind.DISEASE, "MESH:D006505"),
    "liver failure": (Kind.DISEASE, "MESH:D017093"),
    "BRCA1": (Kind.GENE, "NCBIGene:672"),
    "odd spots": (Kind.DISEASE, None),
    "R150P": (Kind.VARIANT, None),
    "Arg150Pro": (Kind.VARIANT, None),
    "exon 19 deletion": (Kind.VARIANT, None),
}


def links_of(text: str) -> list[Link]:
    found = []
    for name, (kind, curie) in NAMES.items():
        at = text.find(name)
        while at >= 0:
            mention = Mention.cut(text, at, at + len(name), kind, "hand")
            found.append(Link(mention=mention, term=Curie.parse(curie) if curie else None, rule="hand"))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda link: link.mention.start)


def extraction_of(*sentences: str, title: str = "") -> Extraction:
    parts = [title, *sentences] if title else list(sentences)
    text, made = "", []
    for words in parts:
        made.append(Sentence(start=len(text), end=len(text) + len(words), text=words))
        text += words + " "
    border = len(title)
    sections = ()
    if title:
        sections = (
            Section(start=0, end=border, role=Role.TITLE),
            Section(start=border + 1, end=len(text), role=Role.ABSTRACT),
        )
    blocks = tuple(Block(start=one.start, end=one.end, kind=BlockKind.PARAGRAPH) for one in made)
    document = Document(id="x", text=text, source="x.txt", format="text", sections=sections, blocks=blocks)
    return Extraction(document=document, sentences=tuple(made), links=tuple(links_of(text)))


def passage_of(*sentences: str, whole: bool = True) -> Passage:
    made = extraction_of(*sentences)
    return read_passage(made.sentences, made.links, whole=whole)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(Lexicon.open())


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return default_pipeline()


def test_mentions_of_one_thing_are_one_entity_and_stand_as_letters() -> None:
    passage = passage_of(TITLE, "Patients got 200 mg zorbadine.")
    assert [(entity.letter, len(entity.places)) for entity in passage.entities] == [("C", 2), ("D", 1)]
    assert passage.items == [["C", "-", "induced", "D", "."], ["patients", "got", "0", "mg", "C", "."]]


def test_what_no_vocabulary_has_counts_in_a_sentence_by_itself_only() -> None:
    words = "Zorbadine brought odd spots."
    assert [entity.key for entity in passage_of(words, whole=False).entities] == ["MESH:D000082", "odd spots"]
    assert [entity.key for entity in passage_of(words).entities] == ["MESH:D000082"]


def test_variants_without_a_number_go_by_their_notation() -> None:
    passage = passage_of("R150P and exon 19 deletion were found.", "Arg150Pro came with hepatitis.")
    assert [(one.key, len(one.places), one.named) for one in passage.entities] == [
        ("p.R150P", 2, True),
        ("MESH:D006505", 1, True),
    ]


def test_facts_of_a_pair_tell_its_order_and_look_past_lists() -> None:
    passage = passage_of("Zorbadine caused hepatitis, liver failure.")
    drug, _, failure = passage.entities
    facts = set(pair_facts(passage, drug, failure, meetings(drug, failure), "", ["> causes"]))
    assert {"r > causes", "B> caused", "m> caused"} <= facts
    turned = passage_of("hepatitis after zorbadine.")
    ill, given = turned.entities
    assert "m< after" in set(pair_facts(turned, given, ill, meetings(given, ill), "", ()))


def test_pairs_that_never_meet_are_asked_about_for_drugs_and_diseases_only(encoder: Encoder) -> None:
    passage = passage_of("Zorbadine was given.", "BRCA1 was normal.", "One had hepatitis.")
    assert [one.letters for one in encoder(passage, {})] == ["CD"]


def test_words_of_harm_that_are_no_names_are_harms() -> None:
    made = extraction_of("He died, with a rash and hepatitis.")
    assert [link.mention.text for link in find_harms(made.sentences[0], made.links)] == ["died", "rash"]


def test_methods_and_short_texts() -> None:
    made = extraction_of("Zorbadine caused hepatitis.", "It fell.", title=TITLE)
    assert [passage.whole for passage in passages(made)] == [True]
    body = dataclasses.replace(
        made.document, sections=(Section(start=0, end=len(made.document.text), role=Role.METHODS),)
    )
    assert list(passages(dataclasses.replace(made, document=body, sentences=made.sentences[:2]))) == []


def test_a_pair_is_weighed_against_its_rivals(encoder: Encoder) -> None:
    candidates = encoder(passage_of("Zorbadine caused hepatitis, liver failure."), {})
    table = context([one for one in candidates if one.letters == "CD"], np.array([2.0, -1.0]))
    assert table.shape == (2, WIDTH)
    assert table[0, :5].tolist() == [2.0, -1.0, 3.0, 0.0, 2.0]
    assert table[1, :5].tolist() == [-1.0, 2.0, -3.0, 1.0, 2.0]


def test_a_folder_without_the_file_adds_nothing(tmp_path: Path) -> None:
    made = extraction_of("Zorbadine caused hepatitis.", title=TITLE)
    assert relations.stage(weights=tmp_path)(made) is made


def test_no_candidates_no_judgement() -> None:
    arrays = {
        "table": np.zeros((1 << 17, 6), dtype=np.int8), "scale": np.ones(6, dtype=np.float32),
        "second": np.zeros((2, 2, 35), dtype=np.float32), "least": np.zeros((2, 2), dtype=np.float32),
    }  # fmt: skip
    assert Model(arrays)([], whole=True) == []


def read(pipeline: Pipeline, title: str, abstract: str) -> Extraction:
    text = f"{title} {abstract}"
    sections = (
        Section(start=0, end=len(title), role=Role.TITLE),
        Section(start=len(title) + 1, end=len(text), role=Role.ABSTRACT),
    )
    blocks = (
        Block(start=0, end=len(title), kind=BlockKind.TITLE),
        Block(start=len(title) + 1, end=len(text), kind=BlockKind.PARAGRAPH),
    )
    found = pipeline.run_one(
        Document(id="y", text=text, source="y.txt", format="text", sections=sections, blocks=blocks)
    )
    assert isinstance(found, Extraction)
    return found


@pytest.fixture(scope="module")
def read_case(pipeline: Pipeline) -> Extraction:
    return read(
        pipeline,
        "Amiodarone-induced hepatitis: report of two cases.",
        "Two men took amiodarone for atrial fibrillation. Amiodarone was stopped after six weeks. Jaundice and hepatic "
        "encephalopathy were seen in both. Neither had seizures.",
    )


def test_a_harm_across_sentences_is_a_claim_and_a_risk(read_case: Extraction) -> None:
    claims = [claim for claim in read_case.claims if claim.rule in (RULE, ACROSS)]
    harms = [claim for claim in claims if claim.predicate is Predicate.CAUSES]
    assert ("Jaundice", ACROSS, Direction.INCREASE) in {(one.object.text, one.rule, one.direction) for one in harms}
    for claim in claims:
        text = read_case.document.text
        assert text[claim.sentence.start : claim.sentence.end] == claim.sentence.text
        assert all(text[one.start : one.end] == one.text for one in (claim.subject, claim.object))
        assert claim.sentence.start <= claim.object.start < claim.sentence.end
        assert 0 < claim.score <= 1
    hazards = {risk.hazard.text.lower() for risk in read_case.risks if risk.rule.startswith("claim: learned")}
    assert hazards == {claim.object.text.lower() for claim in harms}


def test_what_is_treated_and_what_is_denied_is_no_harm(read_case: Extraction) -> None:
    held = {risk.hazard.text.lower() for risk in read_case.risks if not risk.negated}
    assert not held & {"atrial fibrillation", "seizures"}


def test_a_pair_is_claimed_once(read_case: Extraction) -> None:
    pairs = [(claim.subject.key, claim.object.key) for claim in read_case.claims if claim.rule.startswith(RULE)]
    assert len(pairs) == len(set(pairs))


def test_pubtator_has_the_relations_after_the_mentions(read_case: Extraction) -> None:
    out = io.BytesIO()
    write_pubtator([read_case], out, "mesh")
    lines = [line.split("\t") for line in out.getvalue().decode().splitlines() if "\t" in line]
    related = [fields[1:] for fields in lines if not fields[1].isdigit()]
    assert ["CID", "MESH:D000638", "MESH:D007565"] in related
    assert ["Positive_Correlation", "MESH:D000638", "MESH:D007565"] in related
    assert [fields[1].isdigit() for fields in lines] == [True] * (len(lines) - len(related)) + [False] * len(related)
