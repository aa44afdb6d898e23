"""Compact identifiers and IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontologies import Curie
from ontologies.curie import PREFIXES
from ontologies.errors import OntologyError, UnknownPrefixError

IDENTIFIERS = st.text(st.sampled_from("ABCD0123456789"), min_size=1, max_size=9)


@given(st.sampled_from(sorted(PREFIXES)), IDENTIFIERS)
def test_a_curie_survives_text_and_iri(prefix: str, identifier: str) -> None:
    curie = Curie(prefix, identifier)
    assert Curie.parse(str(curie)) == curie
    assert Curie.from_iri(curie.iri) == curie


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("mesh:D001943", "MESH:D001943"), ("CVCL:0031", "CVCL_0031"), ("MGI:MGI:98834", "MGI:98834"), ("PMC12", "PMC:12")],
)
def test_other_spellings_of_an_id_are_understood(text: str, wanted: str) -> None:
    assert str(Curie.parse(text)) == wanted


@pytest.mark.parametrize("text", ["", "breast cancer", "NOBODY:1"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(UnknownPrefixError) as caught:
        Curie.parse(text)
    assert isinstance(caught.value, OntologyError)
    assert isinstance(caught.value, ValueError)


def test_an_iri_of_another_space_is_none() -> None:
    assert Curie.from_iri("https://example.org/1") is None


@given(st.text(min_size=1, max_size=20))
def test_every_identifier_makes_a_valid_iri_that_leads_back(identifier: str) -> None:
    from pyoxigraph import NamedNode

    curie = Curie("DOI", identifier)
    assert NamedNode(curie.iri).value == curie.iri
    assert Curie.from_iri(curie.iri) == curie


def test_brackets_of_old_dois_are_escaped() -> None:
    old = Curie("DOI", "10.1002/1097-4636(200007)51:1[1::aid-jbm]3.0.co;2-7")
    assert old.iri == "https://doi.org/10.1002/1097-4636(200007)51:1%5B1::aid-jbm%5D3.0.co;2-7"
