from __future__ import annotations

import re

from kg.reference import page
from kg.ways import ROOTS
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon


def test_top_terms_of_the_reference_page_have_their_names_in_the_packed_releases() -> None:
    lexicon = Lexicon.open()
    assert [lexicon.term(Curie.parse(curie)).label for curie, _, _ in ROOTS] == [label for _, label, _ in ROOTS]


def test_every_term_that_the_page_begins_a_closure_with_is_in_a_release() -> None:
    section = page().split("## Where a closure begins")[1].split("\n## ")[0]
    named = set(re.findall(r"`(?:obo|mesh):([A-Za-z]*_?D?\d+)`", section))
    assert len(named) > len(ROOTS)
    lexicon = Lexicon.open()
    for name in named:
        curie = Curie.parse(name.replace("_", ":") if "_" in name else f"MESH:{name}")
        assert lexicon.find_term(curie), name
