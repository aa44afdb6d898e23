"""Psychosis, which corpora know as brought about by substances, in papers that name no cause."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.linking import Linker
from extractors.mention import Mention
from extractors.pipeline import Extraction
from ontologies import Crosswalk, Kind, Lexicon


@pytest.fixture(scope="module")
def packaged() -> Linker:
    return Linker(Lexicon.open(), Crosswalk.open())


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Young people with a first psychosis were seen at home.", "MESH:D011618"),
        ("A psychosis was induced by khat. The psychosis went by.", "MESH:D011605"),
    ],
)
def test_it_is_substance_induced_only_where_the_paper_says_so(packaged: Linker, text: str, term: str) -> None:
    start = text.rindex("psychosis")
    mention = Mention.cut(text, start, start + len("psychosis"), Kind.DISEASE, "test")
    document = Document(id="x", text=text, source="x", format="text")
    [link] = packaged.link(Extraction(document=document, mentions=(mention,)))
    assert str(link.term) == term


def test_what_has_no_other_heading_keeps_it(packaged: Linker) -> None:
    text = "Liver injury was graded by two readers."
    mention = Mention.cut(text, 0, len("Liver injury"), Kind.DISEASE, "test")
    document = Document(id="x", text=text, source="x", format="text")
    [link] = packaged.link(Extraction(document=document, mentions=(mention,)))
    assert str(link.term) == "MESH:D056486"
