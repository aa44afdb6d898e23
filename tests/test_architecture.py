"""The rooms keep their order: ontologies <- extractors <- kg."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOMS = ("ontologies", "extractors", "kg")


def imported_rooms(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} & set(ROOMS)


def test_a_backward_import_would_be_seen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import json\n\ndef late():\n    from kg.store import open_store\n")
    assert imported_rooms(bad) == {"kg"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_points_back(room: str, root: Path) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    offenders = {
        str(path.relative_to(root)): sorted(imported_rooms(path) & later)
        for path in sorted((root / room).rglob("*.py"))
        if imported_rooms(path) & later
    }
    assert not offenders
