from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors.errors import DuplicateNameError, UnknownNameError
from extractors.stages import STAGES, default_registry


def test_the_registered_names_are_these() -> None:
    assert list(default_registry().entries) == [
        "sentences.rules.v1",
        "abbreviations.scispacy.v1",
        "mentions.layered.v1",
        "mentions.tagger.v1",
        "outcomes.patterns.v1",
        "links.lexicon.v1",
        "interventions.grammar.v1",
        "evidence.rules.v1",
        "claims.rules.v1",
        "claims.tables.v1",
        "risks.rules.v1",
        "relations.learned.v1",
        "spelling.shortforms.v1",
    ]


def test_registries_are_independent() -> None:
    default_registry().register("mine.v1", lambda: lambda extraction: extraction)
    assert "mine.v1" not in default_registry().entries


def test_an_unknown_name_lists_the_others() -> None:
    with pytest.raises(UnknownNameError, match=r"links\.lexicon\.v1"):
        default_registry().create("links.lexicon.v0")


def test_a_taken_name_is_refused() -> None:
    with pytest.raises(DuplicateNameError):
        default_registry().register("sentences.rules.v1", lambda: lambda extraction: extraction)


def test_importing_the_stages_imports_nothing_heavy(root: Path) -> None:
    code = "import sys, extractors.stages; print([m for m in ('spacy', 'scispacy', 'marisa_trie') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() in ("[]", "['marisa_trie']")


def test_every_name_has_a_module_of_this_package(root: Path) -> None:
    places = [root / module.replace(".", "/") for module in STAGES.values()]
    assert all(place.with_suffix(".py").is_file() or (place / "__init__.py").is_file() for place in places)
