"""Annotated papers keep the input's offsets and the ids that other programs expect."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graph_builders import EXTRACTIONS, lay, review
from lxml import etree, html
from pyoxigraph import QuerySolutions, Store

from extractors.document import Block, BlockKind, Document, Role, Section
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction
from kg.annotate import WRITERS, find_writer
from kg.annotate.ids import Marked, pubtator_id
from kg.annotate.rows import claim_row, risk_row
from kg.errors import ExportError
from kg.query import columns, query, rows
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind


def write(form: str, *extractions: Extraction, vocabulary: str = "mesh") -> str:
    out = io.BytesIO()
    find_writer(form)(extractions, out, vocabulary)
    return out.getvalue().decode("utf-8")


def extraction(text: str, *words: tuple[str, Kind, str | None], **fields: Any) -> Extraction:
    """Make an extraction of a text with links: the words, the type, and the id or None."""
    links = []
    for word, kind, curie in words:
        start = text.index(word)
        mention = Mention.cut(text, start, start + len(word), kind, "hand")
        links.append(Link(mention=mention, term=Curie.parse(curie) if curie else None, rule="exact"))
    document = Document(id=fields.pop("id", "x"), text=text, source="x.txt", format="text", **fields)
    return Extraction(document=document, links=tuple(links))


def both(curie: str, other: str) -> Link:
    term, twin = Curie.parse(curie), Curie.parse(other)
    mapping = Mapping(subject=term, predicate=Predicate.EXACT, object=twin, justification="semapv:X", source="s")
    kind = Kind.GENE if "Gene" in curie + other else Kind.DISEASE
    return Link(mention=Mention.cut("abc", 0, 3, kind, "hand"), term=term, rule="exact", mappings=(mapping,))


@pytest.mark.parametrize(
    ("kind", "curie", "mesh", "mondo"),
    [
        (Kind.GENE, "NCBIGene:407011", "407011", "407011"),
        (Kind.SPECIES, "NCBITaxon:9606", "9606", "9606"),
        (Kind.DISEASE, "MESH:D001943", "MESH:D001943", "-"),
        (Kind.DISEASE, "MONDO:0007254", "-", "MONDO:0007254"),
        (Kind.CHEMICAL, "MESH:C012345", "MESH:C012345", "MESH:C012345"),
        (Kind.CELL_LINE, "CVCL_0031", "CVCL_0031", "CVCL_0031"),
        (Kind.CELL_TYPE, "CL:0000134", "CL:0000134", "CL:0000134"),
        (Kind.VARIANT, "dbSNP:rs113488022", "rs113488022", "rs113488022"),
        (Kind.OUTCOME, "GO:0006915", "GO:0006915", "GO:0006915"),
        (Kind.DISEASE, None, "-", "-"),
    ],
)
def test_pubtator_ids_follow_its_conventions(kind: Kind, curie: str | None, mesh: str, mondo: str) -> None:
    ids = (Curie.parse(curie),) if curie else ()
    one = Marked(start=0, end=1, text="x", kind=kind, ids=ids, rule="r")
    assert (pubtator_id(one, "mesh"), pubtator_id(one, "mondo")) == (mesh, mondo)


def test_the_vocabulary_asked_for_decides_which_counterpart_is_written() -> None:
    made = Extraction(
        document=Document(id="1", text="abc", source="x", format="text"), links=(both("MONDO:0007254", "MESH:D001943"),)
    )
    assert write("pubtator", made).splitlines()[2].endswith("\tMESH:D001943")
    assert write("pubtator", made, vocabulary="mondo").splitlines()[2].endswith("\tMONDO:0007254")


def test_a_name_of_two_diseases_is_written_with_both_ids() -> None:
    first, second = both("MESH:D001943", "MONDO:0021100"), both("MESH:D010051", "MONDO:0021068")
    joined = Extraction(
        document=Document(id="x", text="abc", source="x.txt", format="text"),
        links=(replace(first, also=(second,)),),
    )
    (row,) = [line for line in write("pubtator", joined).splitlines() if "\t" in line]
    assert row.split("\t")[5] == "MESH:D001943|MESH:D010051"
    assert json.loads(write("jsonl", joined))["mentions"][0]["ids"] == [
        "MESH:D001943",
        "MONDO:0021100",
        "MESH:D010051",
        "MONDO:0021068",
    ]


def test_omim_stands_in_where_mesh_has_no_heading() -> None:
    one = Marked(start=0, end=1, text="x", kind=Kind.DISEASE, ids=(Curie.parse("OMIM:217000"),), rule="r")
    assert (pubtator_id(one, "mesh"), pubtator_id(one, "mondo")) == ("OMIM:217000", "-")


def test_a_gene_known_by_another_id_is_written_by_its_ncbi_number() -> None:
    made = Extraction(
        document=Document(id="1", text="abc", source="x", format="text"), links=(both("HGNC:31606", "NCBIGene:407011"),)
    )
    assert write("pubtator", made).splitlines()[2].endswith("\tGene\t407011")


def test_pubtator_offsets_are_those_of_a_text_in_its_form() -> None:
    text = "Aspirin helps. It eased pain in mice."
    made = extraction(
        text, ("Aspirin", Kind.CHEMICAL, "MESH:D001241"), ("mice", Kind.SPECIES, "NCBITaxon:10090"), id="PMID12",
        sections=(Section(start=0, end=14, role=Role.TITLE), Section(start=15, end=37, role=Role.ABSTRACT)),
    )  # fmt: skip
    assert write("pubtator", made) == (
        "12|t|Aspirin helps.\n12|a|It eased pain in mice.\n"
        "12\t0\t7\tAspirin\tChemical\tMESH:D001241\n12\t32\t36\tmice\tSpecies\t10090\n\n"
    )


def test_pubtator_moves_offsets_where_title_and_abstract_stand_apart() -> None:
    text = "Title\n\nFunding none.\n\nMice slept.\n\nBody about mice."
    made = extraction(
        text, ("Mice", Kind.SPECIES, "NCBITaxon:10090"), ("mice", Kind.SPECIES, "NCBITaxon:10090"),
        sections=(Section(start=0, end=5, role=Role.TITLE), Section(start=22, end=33, role=Role.ABSTRACT)),
    )  # fmt: skip
    lines = write("pubtator", made).splitlines()
    assert lines[:3] == ["x|t|Title", "x|a|Mice slept.", "x\t6\t10\tMice\tSpecies\t10090"]
    assert len(lines) == 4, "the mention in the body has no place in this format"
    joined = lines[0].split("|", 2)[2] + " " + lines[1].split("|", 2)[2]
    assert joined[6:10] == "Mice"


def test_plain_text_keeps_the_offsets_of_its_file() -> None:
    text = "First line\nsecond\tline, mice\nthird line, rats\n"
    made = extraction(text, ("mice", Kind.SPECIES, "NCBITaxon:10090"), ("rats", Kind.SPECIES, "NCBITaxon:10116"))
    lines = write("pubtator", made).splitlines()
    joined = lines[0].split("|", 2)[2] + "\n" + lines[1].split("|", 2)[2]
    for line in lines[2:4]:
        _, start, end, words, _, _ = line.split("\t")
        assert joined[int(start) : int(end)] == text[int(start) : int(end)] == words
    assert len(joined) == len(text)


def test_a_composed_intervention_is_written_once_with_the_ids_of_its_parts() -> None:
    made = review()
    (whole,) = made.interventions
    mention = Mention.cut(made.document.text, whole.start, whole.end, Kind.INTERVENTION, "hand")
    twice = replace(made, links=(*made.links, Link(mention=mention, term=None, rule="nothing fits")))
    (line,) = [line for line in write("pubtator", twice).splitlines() if "\tVesicles carrying" in line]
    assert line.endswith("\tIntervention\tGO:1903561|NCBIGene:407011")


@pytest.mark.parametrize("kind", [Kind.ANATOMY, Kind.PROCESS, Kind.PHENOTYPE, Kind.OTHER])
def test_types_that_pubtator_does_not_know_are_left_out(kind: Kind) -> None:
    assert len(write("pubtator", extraction("abc", ("abc", kind, None))).splitlines()) == 3


def test_jsonl_has_a_line_a_paper_with_spans_that_give_their_words() -> None:
    lines = [json.loads(line) for line in write("jsonl", review(), lay()).splitlines()]
    assert [line["id"] for line in lines] == ["PMC1", "lay"]
    for line in lines:
        assert set(line) == {"id", "source", "text", "mentions", "claims", "relations", "risks"}
        for mention in line["mentions"]:
            assert line["text"][mention["start"] : mention["end"]] == mention["text"]
        for statement in (*line["claims"], *line["risks"]):
            assert line["text"][statement["start"] : statement["end"]] == statement["sentence"]
    ((start, end),) = lines[0]["claims"][0]["spans"]["subject"]
    assert lines[0]["text"][start:end] == lines[0]["claims"][0]["subject"] == "MSC-EVs"
    assert lines[0]["mentions"][1]["ids"] == ["MONDO:0007254"]
    assert lines[1]["claims"][1]["negated"] is True


def test_jsonl_carries_text_that_is_no_unicode() -> None:
    assert json.loads(write("jsonl", extraction("a\ud800b")))["text"] == "a\ud800b"


@pytest.mark.parametrize("name", ["claims", "risks"])
def test_rows_before_there_is_a_graph_are_those_of_the_query(store: Store, name: str) -> None:
    make = claim_row if name == "claims" else risk_row
    made = [make(one) for build in EXTRACTIONS.values() for one in getattr(build(), name)]  # type: ignore[operator]
    expected = {row[name[:-1]]: {key: str(value).lower() for key, value in row.items()} for row in made}
    results = query(store, name)
    assert isinstance(results, QuerySolutions)
    found = [dict(zip(columns(results), row, strict=True)) for row in rows(results)]
    for row in found:
        # The hand-made arguments name the term only; in the graph its counterpart follows it.
        lowered = {key: value.lower().replace("|mesh:d001943", "") for key, value in row.items()}
        assert lowered == expected[row[name[:-1]]]
    assert len(found) == len(expected)


def test_bioc_is_xml_with_locations_that_give_their_words() -> None:
    text = "Title\nA <b> & mice\x0b here"
    blocks = (Block(start=0, end=5, kind=BlockKind.TITLE), Block(start=6, end=len(text), kind=BlockKind.PARAGRAPH))
    made = extraction(text, ("mice", Kind.SPECIES, "NCBITaxon:10090"), blocks=blocks)
    root = etree.fromstring(write("bioc", made, review()).encode())
    assert [node.findtext("id") for node in root.findall("document")] == ["x", "PMC1"]
    for passage in root.iter("passage"):
        offset, words = int(passage.findtext("offset", "")), passage.findtext("text", "")
        for annotation in passage.findall("annotation"):
            location = annotation.find("location")
            assert location is not None
            start = int(location.get("offset", "")) - offset
            assert words[start : start + int(location.get("length", ""))] == annotation.findtext("text")
    assert len(root.findall(".//annotation")) == 7


def test_html_marks_mentions_and_lets_no_text_become_markup() -> None:
    text = "Title\n<script>alert('mice')</script> & more"
    blocks = (Block(start=0, end=5, kind=BlockKind.TITLE), Block(start=6, end=len(text), kind=BlockKind.PARAGRAPH))
    made = extraction(text, ("mice", Kind.SPECIES, "NCBITaxon:10090"), blocks=blocks, id='"><img src=x>')
    page = write("html", made, review())
    tree = html.fromstring(page.encode())
    assert tree.xpath("//script|//img") == []
    assert tree.xpath("//mark[@class='Species']/text()") == ["mice"]
    assert "http" not in page.split("</style>")[0], "the page needs no other file"
    assert "".join(tree.xpath("//article[1]/p[2]")[0].itertext()) == text[6:]
    assert tree.xpath("//span[@class='said']")


@pytest.mark.parametrize("form", WRITERS)
def test_papers_are_written_as_they_come(form: str) -> None:
    seen = []

    def papers() -> Any:
        for name in ("review", "lay"):
            seen.append((name, out.tell()))
            yield EXTRACTIONS[name]()

    out = io.BytesIO()
    find_writer(form)(papers(), out, "mesh")
    assert seen[1][1] > seen[0][1], "the first paper was written before the second was made"


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ExportError, match="pubtator"):
        find_writer("word")


def test_every_writer_is_in_a_file_of_its_own(root: Path) -> None:
    for home in WRITERS.values():
        module = home.partition(":")[0]
        assert (root / (module.replace(".", "/") + ".py")).exists()
