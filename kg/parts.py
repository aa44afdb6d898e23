"""The parts that workers write: quads, texts, an index of papers, and what is to be described once for all papers.

A part is finished when its ``.json`` is there, which is renamed into place last.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from extractors.pipeline import Extraction, Failure
from kg.clashes import is_named_by_file
from kg.names import Names
from kg.rdf import PaperQuads, Run, paper_quads
from kg.rdf.mentions import own_links
from kg.rdf.sheet import Sheet
from kg.rdf.statements import Shared
from kg.texts import pack
from kg.vocab import term
from ontologies.curie import Curie

COUNTED = ("papers", "sentences", "mentions", "linked", "claims", "risks", "relations", "characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """Tell where the quads and the text of one paper lie in its part, and count what it holds.

    ``file`` is the path of the file that it was read from, ``by_file`` whether its id is no more than that file's name.
    """

    paper: str
    source: str
    sha256: str
    quads: tuple[int, int]
    text: tuple[int, int]
    counts: dict[str, int]
    classes: dict[str, int]
    properties: dict[str, int]
    file: str = ""
    by_file: bool = False

    @property
    def place(self) -> str:
        """Return what it was read from, for people: the path, and the name within an archive."""
        _, archived, member = self.source.partition("!")
        return (self.file or self.source) + (archived + member if self.file else "")


@dataclass(slots=True)
class Part:
    """Hold the index of one finished part."""

    papers: list[PaperEntry] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    shared: Shared = field(default_factory=Shared)

    def to_json(self) -> str:
        """Return the index as text that `from_json` reads; the same content gives the same text."""
        return json.dumps(
            {
                "papers": [asdict(paper) for paper in self.papers],
                "failures": [asdict(failure) for failure in self.failures],
                "terms": sorted(map(str, self.shared.terms)),
                "phrases": sorted(self.shared.phrases),
                "interventions": sorted(self.shared.interventions),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Part:
        """Rebuild an index."""
        data: dict[str, Any] = json.loads(text)
        papers = [
            PaperEntry(**{**paper, "quads": tuple(paper["quads"]), "text": tuple(paper["text"])})
            for paper in data["papers"]
        ]
        shared = Shared(
            terms={Curie.parse(text) for text in data["terms"]},
            phrases={(key, kind, words) for key, kind, words in data["phrases"]},
            interventions={
                (key, words, tuple((role, filler) for role, filler in parts))
                for key, words, parts in data["interventions"]
            },
        )
        return cls(papers, [Failure(**failure) for failure in data["failures"]], shared)


class PartWriter:
    """Write one part under temporary names; `finish` renames them."""

    def __init__(self, folder: Path, number: int, names: Names, run: Run, retracted: Any) -> None:
        self._stem = folder / f"{number:06d}"
        self._names, self._run, self._retracted = names, run, retracted
        self._part = Part()
        self._quads = self._open("nq")
        self._texts = self._open("texts")

    def _unfinished(self, kind: str) -> Path:
        """Name a file while it is written; two processes, one of them left over, never write to the same."""
        return self._stem.with_suffix(f".{kind}.{os.getpid()}.tmp")

    def _open(self, kind: str) -> IO[bytes]:
        return self._unfinished(kind).open("wb")

    def add(self, extraction: Extraction, file: str = "") -> None:
        """Write one paper, read from a file."""
        document = extraction.document
        made = paper_quads(extraction, self._names, self._run, self._retracted)
        classes, properties = _tally(made.own)
        entry = PaperEntry(
            paper=document.id,
            source=document.source,
            sha256=document.digest,
            quads=_append(self._quads, "".join(made.lines()).encode()),
            text=_append(self._texts, pack(document.text)),
            counts=_count(extraction, made),
            classes=classes,
            properties=properties,
            file=file,
            by_file=is_named_by_file(document),
        )
        self._part.papers.append(entry)
        self._part.shared.terms |= made.shared.terms
        self._part.shared.phrases |= made.shared.phrases
        self._part.shared.interventions |= made.shared.interventions

    def fail(self, failure: Failure) -> None:
        """Take down a failure."""
        self._part.failures.append(failure)

    def finish(self) -> None:
        """Make the part visible."""
        for file, kind in ((self._quads, "nq"), (self._texts, "texts")):
            file.close()
            self._unfinished(kind).replace(self._stem.with_suffix(f".{kind}"))
        unfinished = self._unfinished("json")
        unfinished.write_text(self._part.to_json(), encoding="utf-8")
        unfinished.replace(self._stem.with_suffix(".json"))


def is_finished(folder: Path, number: int) -> bool:
    """Tell whether a part is complete."""
    return (folder / f"{number:06d}.json").exists()


def read_part(folder: Path, number: int) -> Part:
    """Return the index of a finished part."""
    return Part.from_json((folder / f"{number:06d}.json").read_text(encoding="utf-8"))


def read_slices(folder: Path, number: int, kind: str, slices: list[tuple[int, int]]) -> Iterator[bytes]:
    """Yield byte ranges (start, length) of a part's file; ``kind`` is "nq" or "texts"."""
    with (folder / f"{number:06d}.{kind}").open("rb") as file:
        for start, length in slices:
            file.seek(start)
            yield file.read(length)


def _append(file: IO[bytes], data: bytes) -> tuple[int, int]:
    start = file.tell()
    file.write(data)
    return start, len(data)


def _count(extraction: Extraction, made: PaperQuads) -> dict[str, int]:
    return {
        "papers": 1,
        "sentences": len(extraction.sentences),
        "mentions": len(own_links(extraction)) + len(extraction.interventions),
        "linked": sum(link.term is not None for link in extraction.links) + len(extraction.interventions),
        "claims": made.claims,
        "risks": made.risks,
        "relations": made.relations,
        "characters": len(extraction.document.text),
    }


def _tally(sheets: Iterable[Sheet]) -> tuple[dict[str, int], dict[str, int]]:
    """Count the classes and the properties; no subject, predicate or class holds a space."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for sheet in sheets:
        properties.update(sheet.lines.values())
        classes.update(line.split(" ", 3)[2][1:-1] for line, verb in sheet.lines.items() if verb == "rdf:type")
    return dict(sorted(classes.items())), dict(sorted((term(verb).value, n) for verb, n in properties.items()))
