"""What is learned of relations from a small corpus of our own."""

from __future__ import annotations

from pathlib import Path

from extractors.document import Sentence
from extractors.link import Link
from extractors.mention import Mention
from extractors.relations.candidates import Encoder
from extractors.relations.entities import read_passage
from extractors.relations.model import INDUCED, RELATED
from extractors.training.relations import CORPORA, Example, Gold, _for_head, read_corpus
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.term import Kind

PAPER = (
    "{0}|t|Zorb and fever\n{0}|a|Zorb caused fever. Mild colds were treated with zorb.\n"
    "{0}\t0\t4\tZorb\tChemical\tD1\n{0}\t9\t14\tfever\tDisease\tD2\n{0}\t39\t44\tcolds\tDisease\tD3|D4\n"
    "{0}\tCID\tD1\tD2\n\n"
)


def example(corpus: str, *types: str) -> Example:
    """Make an example of a sentence with a chemical and as many diseases as there are types."""
    names = ["Zorb", *(f"ill{at}" for at in range(len(types)))]
    text = " caused ".join(names)
    links = []
    for at, name in enumerate(names):
        start = text.index(name)
        kind = Kind.DISEASE if at else Kind.CHEMICAL
        mention = Mention.cut(text, start, start + len(name), kind, "hand")
        links.append(Link(mention=mention, term=Curie("MESH", f"D{at}"), rule="hand"))
    sentence = Sentence(start=0, end=len(text), text=text)
    pairs = Encoder(Lexicon.open())(read_passage((sentence,), links, whole=False), {})
    return Example(corpus, "P1", False, pairs, types)


def test_a_corpus_teaches_only_what_it_speaks_of() -> None:
    assert [one.types for one in _for_head(example("bc5cdr", "CID", ""), INDUCED)] == [["CID", ""]]
    assert not list(_for_head(example("bc5cdr", "CID"), RELATED))
    assert not list(_for_head(example("drugprot", "Bind"), RELATED))
    assert [one.types for one in _for_head(example("biored", "Association"), INDUCED)] == [[""]]
    assert [one.types for one in _for_head(example("biored", "Association"), RELATED)] == [["Association"]]


def test_a_corpus_is_read_with_its_marks_and_relations(tmp_path: Path) -> None:
    (tmp_path / "bc5cdr").mkdir()
    (tmp_path / "bc5cdr" / "train.pubtator").write_text(PAPER.format(7), encoding="utf-8")
    ((document, gold),) = read_corpus(tmp_path, "bc5cdr", "train")
    assert document.id == "PMID7"
    assert gold == Gold(
        [(0, 4, "C", "D1"), (9, 14, "D", "D2"), (39, 44, "D", "D3"), (39, 44, "D", "D4")],
        {frozenset(("D1", "D2")): "CID"},
    )


def test_the_id_of_a_variant_is_one_name_whatever_bars_it_has(tmp_path: Path) -> None:
    (tmp_path / "biored").mkdir()
    lines = ("7|t|R150P.", "7|a|", "7\t0\t5\tR150P\tSequenceVariant\tp|SUB|R|150|P", "")
    (tmp_path / "biored" / "train.pubtator").write_text("\n".join(lines), encoding="utf-8")
    ((_, gold),) = read_corpus(tmp_path, "biored", "train")
    assert gold.marks == [(0, 5, "V", "p|SUB|R|150|P")]


def test_every_corpus_has_terms_that_allow_it() -> None:
    assert all(terms.startswith(("public domain", "CC BY")) and "NC" not in terms for terms in CORPORA.values())
