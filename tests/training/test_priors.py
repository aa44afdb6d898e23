from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from extractors.training import modifiers, priors

PAPER = """{id}|t|{title}
{id}|a|Nothing more.
{rows}
"""


def paper(number: int, title: str, *rows: tuple[str, str, str]) -> str:
    lines = (
        f"{number}\t{title.index(name)}\t{title.index(name) + len(name)}\t{name}\t{kind}\t{ids}"
        for name, kind, ids in rows
    )
    return PAPER.format(id=number, title=title, rows="\n".join(lines))


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Return a folder with two small corpora; the paper 3 is in the dev file of one and the train file of the other."""
    glorbic = ("Glorbic breast cancer", "SpecificDisease", "D001943")
    joined = (("Breast cancer", "Disease", "D001943"), ("glorb", "Disease", "-1"))
    cancer = ("breast cancers", "Disease", "D001943")
    one, other = tmp_path / "bc5cdr", tmp_path / "ncbi-disease"
    one.mkdir()
    other.mkdir()
    three = paper(3, "On breast cancers.", cancer)
    first = (paper(1, "On breast cancers.", cancer), paper(2, "Breast cancer and glorb.", *joined))
    (one / "train.pubtator").write_text("\n".join(first))
    (one / "dev.pubtator").write_text(three)
    (other / "train.pubtator").write_text("\n".join((three, paper(4, "Glorbic breast cancer.", glorbic))))
    return tmp_path


def rows(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def run(recipe: object, corpora: Path, out: Path, *more: str) -> Path:
    assert recipe.main(["--corpora", str(corpora), "--out", str(out), *more]) == 0  # type: ignore[attr-defined]
    return out


def test_a_few_letters_count_where_two_papers_agree_on_a_vocabulary(tmp_path: Path) -> None:
    folder = tmp_path / "bc5cdr"
    folder.mkdir()
    papers = [paper(number, "Much O2.", ("O2", "Chemical", curie)) for number, curie in enumerate(("D010100",) * 2)]
    (folder / "train.pubtator").write_text(
        "\n".join((*papers, paper(9, "Much O2.", ("O2", "Chemical", "CHEBI:15379"))))
    )
    assert rows(run(priors, tmp_path, tmp_path / "p.gz")) == ["Chemical\to 2\tMESH:D010100=2"]


def test_papers_are_counted_by_key_and_meaning(corpora: Path, tmp_path: Path) -> None:
    found = rows(run(priors, corpora, tmp_path / "p.gz"))
    assert found == [
        "Disease\tbreast cancer\tMESH:D001943=3",
        "Disease\tglorb\t=1",
        "Disease\tglorbic breast cancer\tMESH:D001943=1",
    ]


def test_papers_of_dev_files_are_left_out_wherever_they_stand(corpora: Path, tmp_path: Path) -> None:
    found = rows(run(priors, corpora, tmp_path / "p.gz", "--split", "train"))
    assert "Disease\tbreast cancer\tMESH:D001943=2" in found


def test_a_corpus_can_be_left_out(corpora: Path, tmp_path: Path) -> None:
    found = rows(run(priors, corpora, tmp_path / "p.gz", "--without", "ncbi-disease"))
    assert not any("glorbic" in row for row in found)


def test_the_same_corpora_give_the_same_bytes(corpora: Path, tmp_path: Path) -> None:
    one, other = run(priors, corpora, tmp_path / "one.gz"), run(priors, corpora, tmp_path / "other.gz")
    assert one.read_bytes() == other.read_bytes()


def test_a_corpus_that_is_not_there_is_named(corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(priors, corpora, tmp_path / "p.gz")
    assert "not there: biored" in capsys.readouterr().err


def test_words_without_which_a_name_stays_the_same_are_counted(corpora: Path, tmp_path: Path) -> None:
    run(priors, corpora, tmp_path / "priors.tsv.gz")
    out = run(modifiers, corpora, tmp_path / "modifiers.tsv", "--weights", str(tmp_path))
    assert "Disease\tglorbic\t1\t0" in out.read_text().splitlines()


def test_only_corpora_that_may_be_passed_on_are_learned_from() -> None:
    assert not {"bioid-celllines", "ade", "ebm-nlp", "study-type", "exaggeration"} & set(priors.CORPORA)


def test_a_letter_or_two_need_two_papers(corpora: Path, tmp_path: Path) -> None:
    rows_of = [
        ("On G.", ("G", "Disease", "D001943")),
        ("On G.", ("G", "Disease", "D001943")),
        ("On HT.", ("HT", "Disease", "D006973")),
    ]
    text = "\n".join(paper(10 + at, title, row) for at, (title, row) in enumerate(rows_of))
    (corpora / "bc5cdr" / "train.pubtator").write_text(text)
    found = rows(run(priors, corpora, tmp_path / "p.gz"))
    assert "Disease\tg\tMESH:D001943=2" in found
    assert not any(row.startswith("Disease\tht\t") for row in found)


def test_a_short_name_of_a_chemical_counts_where_two_papers_have_it(tmp_path: Path) -> None:
    folder = tmp_path / "bc5cdr"
    folder.mkdir()
    papers = (
        paper(1, "TRI was given with DHC.", ("TRI", "Chemical", "D014299"), ("DHC", "Chemical", "C011038")),
        paper(
            2, "TRI helped, and so did orvepitant.", ("TRI", "Chemical", "D014299"), ("orvepitant", "Chemical", "-1")
        ),
    )
    (folder / "train.pubtator").write_text("\n".join(papers))
    found = rows(run(priors, tmp_path, tmp_path / "p.gz"))
    assert found == ["Chemical\torvepitant\t=1", "Chemical\ttri\tMESH:D014299=2"]


def test_a_kind_to_which_a_corpus_gives_no_ids_teaches_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "corpora" / "nlm-gene"
    folder.mkdir(parents=True)
    text = paper(1, "T cells and p53.", ("T cells", "Cell", ""), ("p53", "Gene", "7157"))
    (folder / "train.pubtator").write_text(text, encoding="utf-8")
    learned = priors.learn(tmp_path / "corpora", names=["nlm-gene"])
    assert {kind.value for kind, _ in learned} == {"Gene"}
