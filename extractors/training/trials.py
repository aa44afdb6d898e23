"""Interventions and outcomes of trials, from the names that the questions of Evidence Inference give them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.document import Document
from ontologies.term import Kind

# Title, abstract and the beginning of the introduction: what follows repeats their words.
_READ = 3500
_SHORTEST = 3
_ROLES = (("intervention", Kind.INTERVENTION), ("comparator", Kind.INTERVENTION), ("outcome", Kind.OUTCOME))
_FILES = {"train": "train.jsonl", "dev": "validation.jsonl"}

Spans = tuple[tuple[int, int, str], ...]


def read(folder: Path, part: str) -> Iterator[tuple[Document, Spans]]:
    """Yield the papers of a part (``train`` or ``dev``) with the places of the names that their questions use.

    Annotators wrote names down, not places: a name is taken wherever the paper has it, without regard to case.
    """
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    path = folder / _FILES[part]
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        names[row["pmcid"]].update((" ".join(row[role].split()), kind.value) for role, kind in _ROLES)
    for paper in sorted(names):
        text = (folder / "papers" / f"{paper}.txt").read_text(encoding="utf-8")[:_READ]
        document = Document(id=paper, text=text, source=str(path), format="text")
        yield document, tuple(_places(text, names[paper]))


def _places(text: str, names: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for name, label in sorted(names):
        if len(name) >= _SHORTEST:
            words = r"\s+".join(map(re.escape, name.split(" ")))
            for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
                yield *match.span(), label
