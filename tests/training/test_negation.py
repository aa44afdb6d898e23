from __future__ import annotations

from pathlib import Path

from extractors.negation import find_negations
from extractors.training.negation import main

HEAD = "sentence_id\tsentence\tcue_span\tscope_span\ttarget\n"


def corpus(folder: Path, scoped: str) -> Path:
    """Write sentences in which a denial reaches as far as ``scoped`` says, and some that deny nothing."""
    rows = []
    for number in range(40):
        text = f"Drug {number} did not lower pain, as seen before."
        start = text.index("not")
        end = text.index(scoped) + len(scoped)
        rows.append(f"{number}\t{text}\t[({start}, {start + 3})]\t[{start}, {end}]\t1.0\n")
        rows.append(f"{number}\tThe cause of pain {number} was not known.\tNaN\tNaN\t0.0\n")
    (folder / "bioscope").mkdir(parents=True)
    (folder / "bioscope" / "bioscope_abstract.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return folder


def test_a_scope_ends_where_the_corpus_ends_it(tmp_path: Path) -> None:
    text = "Zinc did not lower fever, as seen before."
    for scoped, wanted in (("lower pain", "not lower fever"), ("seen before", "not lower fever, as seen before")):
        out = tmp_path / scoped
        main(["--corpora", str(corpus(tmp_path / f"from {scoped}", scoped)), "--out", str(out / "negation.json.gz")])
        (scope,) = find_negations(text, weights=out)
        assert (text[scope.start : scope.end], scope.full) == (wanted, True)
    (unknown,) = find_negations("The cause of fever was not known.", weights=out)
    assert not unknown.full


def test_equal_corpora_give_equal_bytes(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "lower pain")
    outs = [tmp_path / name / "negation.json.gz" for name in ("one", "two")]
    for out in outs:
        main(["--corpora", str(folder), "--out", str(out)])
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_without_the_corpus_nothing_is_written(tmp_path: Path) -> None:
    assert main(["--corpora", str(tmp_path), "--out", str(tmp_path / "out.gz")]) == 0
    assert not (tmp_path / "out.gz").exists()
