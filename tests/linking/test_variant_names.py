"""One notation for the ways in which papers write a variant."""

from __future__ import annotations

import pytest

from extractors.linking.variant_names import read_variant


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("V600E", "p.V600E"),
        ("p.(Val600Glu)", "p.V600E"),
        ("Val 600 Glu", "p.V600E"),
        ("p.Arg168*", "p.R168*"),
        ("R168X", "p.R168*"),
        ("C61G", "p.C61G"),
        ("C677T", "c.677C>T"),
        ("677C/T", "c.677C>T"),
        ("c.-32-13T>G", "c.-32-13T>G"),
        ("IVS8-2A>G", "c.IVS8-2A>G"),
        ("m.3243A>G", "m.3243A>G"),
        ("c.1314_1328del", "c.1314_1328del"),
        ("35 delG", "c.35delG"),
        ("5382insC", "c.5382insC"),
    ],
)
def test_a_variant_has_one_notation(text: str, notation: str) -> None:
    assert str(read_variant(text)) == notation


@pytest.mark.parametrize("text", ["rs738409", "exon 19 deletion", "breast cancer", "a gene", "HLA-C*06:02"])
def test_what_is_written_otherwise_has_none(text: str) -> None:
    assert read_variant(text) is None
