from __future__ import annotations

import pytest

from extractors.linking.spellings import spellings
from ontologies import Kind


@pytest.mark.parametrize(
    ("kind", "text", "other", "rule"),
    [
        (Kind.CHEMICAL, "metrizoic acid", "metrizoate", "acid"),
        (Kind.CHEMICAL, "[3H]-dopamine", "dopamine", "plain"),
        (Kind.CHEMICAL, "(+)-glorbine", "glorbine", "mirror form"),
        (Kind.CHEMICAL, "beta blocking drugs", "beta antagonists", "renamed"),
        (Kind.CELL_TYPE, "fibroblastic", "fibroblast", "adjective"),
        (Kind.CELL_TYPE, "spermatogonia", "spermatogonium", "singular"),
        (Kind.ANATOMY, "mineralized cartilage", "mineralized cartilage tissue", "completed"),
        (Kind.DISEASE, "cataractous", "cataract", "adjective"),
        (Kind.DISEASE, "HIV-infected", "HIV", "infection"),
    ],
)
def test_a_name_is_tried_in_other_spellings(kind: Kind, text: str, other: str, rule: str) -> None:
    assert (other, rule) in list(spellings(text, kind))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_words_themselves_come_first(kind: Kind) -> None:
    assert next(iter(spellings("some words", kind))) == ("some words", "exact")


def test_short_words_are_no_adjectives() -> None:
    assert not [name for name, rule in spellings("tonic", Kind.DISEASE) if rule == "adjective"]


def test_long_names_have_few_spellings() -> None:
    assert (
        len(list(spellings("acute renal cerebral hepatic cardiac gastric tumor damage of unknown cause", Kind.DISEASE)))
        < 200
    )
