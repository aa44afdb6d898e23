"""What the README shows is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import QuerySolutions

from kg.build import build
from kg.cli import COMMANDS
from kg.query import query, rows


def code(root: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_first_query_finds_the_pooled_effects_of_the_demo(root: Path, tmp_path: Path) -> None:
    build([str(root / "kg" / "demo")], tmp_path / "graph")
    (sparql,) = code(root, "sparql")
    found = set(rows(cast("QuerySolutions", query(tmp_path / "graph", sparql))))
    assert {effect for subject, _, effect, _ in found if subject == "MSC-EVs"} == {"-4.79", "-4.7"}


def test_commands_that_are_shown_exist(root: Path) -> None:
    shown = {match[1] for block in code(root, "sh") for match in re.finditer(r"^kg (\w+)", block, re.MULTILINE)}
    assert shown
    assert shown <= set(COMMANDS)


def test_every_target_that_is_shown_is_in_the_makefile(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    shown = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(code(root, "sh"))))
    assert shown
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in shown)


@pytest.mark.parametrize("language", ["mermaid", "python"])
def test_there_is_a_picture_and_a_way_in_from_python(root: Path, language: str) -> None:
    assert code(root, language)
