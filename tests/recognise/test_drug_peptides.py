"""Peptides that are given are drugs; those that a gene has for a product are its product."""

from __future__ import annotations

import pytest

from extractors.recognise.biologicals import drugs
from extractors.recognise.senses import Senses
from ontologies import Kind, Lexicon
from ontologies.normalise import key


@pytest.fixture(scope="module")
def senses() -> Senses:
    return Senses(Lexicon.open())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("semaglutide", Kind.CHEMICAL),
        ("tirzepatide", Kind.CHEMICAL),
        ("dulaglutide", Kind.CHEMICAL),
        ("tenecteplase", Kind.CHEMICAL),
        ("bivalirudin", Kind.CHEMICAL),
        ("insulin", Kind.GENE),
        ("integrins", Kind.GENE),
        ("hemoglobin", Kind.GENE),
    ],
)
def test_what_a_protein_name_means_first(senses: Senses, name: str, kind: Kind) -> None:
    name_id = Lexicon.open().name_id(key(name))
    assert name_id is not None
    assert senses.of(name_id, name)[0].kind is kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vutrisiran and eplontersen were given.", ["Vutrisiran", "eplontersen"]),
        ("exagamglogene autotemcel or datopotamab deruxtecan", ["exagamglogene autotemcel", "datopotamab deruxtecan"]),
        ("The intercept and the concept did worsen, said Petersen of the gene.", []),
    ],
)
def test_names_tell_what_they_are_before_vocabularies_have_them(text: str, names: list[str]) -> None:
    assert [match[0] for match in drugs(text)] == names
