from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from extractors.training.__main__ import main

PAPER = """{0}|t|Aspirin and headache
{0}|a|Headache fell.
{0}\t0\t7\tAspirin\tChemical\tD001241
{0}\t12\t20\theadache\tDisease\tD006261

"""


@pytest.mark.parametrize(("left_out", "names"), [([], {"aspirin", "headache"}), (["bc5cdr"], set())])
def test_recipes_can_be_chosen_and_corpora_left_out(tmp_path: Path, left_out: list[str], names: set[str]) -> None:
    folder = tmp_path / "bc5cdr"
    folder.mkdir()
    (folder / "train.pubtator").write_text(PAPER.format(1) + PAPER.format(2), encoding="utf-8")
    arguments = ["--corpora", str(tmp_path), "--texts", "none", "--out", str(tmp_path / "out"), "--only", "priors"]
    main([*arguments, *(part for name in left_out for part in ("--without", name))])
    table = gzip.decompress((tmp_path / "out" / "priors.tsv.gz").read_bytes()).decode()
    assert {line.split("\t")[1] for line in table.splitlines() if line} == names
