"""Parts become one whole: each paper once, entities in batches that never part a key, nothing left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.merge import FILE, Merge
from kg.parts import PaperEntry, Part
from kg.rdf.statements import Shared


def entry(paper: str, source: str, **counts: int) -> PaperEntry:
    return PaperEntry(
        paper=paper, source=source, sha256=f"hash of {paper}", quads=(0, 4), text=(0, 4), counts=counts, classes={},
        properties={},
    )  # fmt: skip


def write(folder: Path, number: int, part: Part) -> None:
    (folder / f"{number:06d}.json").write_text(part.to_json(), encoding="utf-8")
    for kind in ("nq", "texts"):
        (folder / f"{number:06d}.{kind}").write_bytes(f"{number:04d}".encode())


def merged(folder: Path, *parts: Part) -> Merge:
    merge = Merge(folder)
    for number, part in enumerate(parts):
        write(folder, number, part)
        merge.take(number)
    return merge


def test_a_paper_that_comes_again_is_not_counted_and_its_bytes_are_left_out(tmp_path: Path) -> None:
    merge = merged(
        tmp_path, Part(papers=[entry("a", "one.xml", claims=2)]),
        Part(papers=[entry("a", "two.xml", claims=5), entry("b", "two.xml", claims=1)]),
    )  # fmt: skip
    assert merge.papers == 2
    assert merge.total("counts") == {"claims": 3}
    assert [(failure.paper, failure.source) for failure in merge.failures] == [("a", "two.xml")]
    assert "from one.xml" in merge.failures[0].error
    assert list(merge.quads()) == [b"0000", b"0001"]
    assert list(merge.texts()) == [("hash of a", b"0000"), ("hash of b", b"0001")]


def test_wordings_of_one_thing_stay_together_whatever_the_size_of_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.merge.BATCH", 2)
    phrases = [(key, "Outcome", f"{key} {n}") for key in "cab" for n in range(3)]
    merge = merged(tmp_path, *(Part(shared=Shared(phrases={phrase})) for phrase in phrases))
    batches = [batch.phrases for batch in merge.entities()]
    assert [{key for key, _, _ in batch} for batch in batches] == [{"a"}, {"b"}, {"c"}]
    assert set().union(*batches) == set(phrases)


def test_parts_of_interventions_come_back_as_they_went_in(tmp_path: Path) -> None:
    made = ("key", "exosomes of stem cells", (("vesicle", "https://example.org/v"), ("dose", "https://example.org/d")))
    merge = merged(tmp_path, Part(shared=Shared(interventions={made})))
    assert [batch.interventions for batch in merge.entities()] == [{made}]


def test_a_merge_begins_afresh_after_an_interrupted_one_and_leaves_nothing(tmp_path: Path) -> None:
    merged(tmp_path, Part(papers=[entry("a", "one.xml")]))
    again = merged(tmp_path, Part(papers=[entry("a", "one.xml")]))
    assert again.papers == 1
    again.close()
    assert not (tmp_path / FILE).exists()
