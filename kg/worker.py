"""A worker process: it takes shards from a line, reads their papers, and writes a part for each."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractors.document import Document
from extractors.pipeline import Extraction, Failure
from kg.clashes import is_named_by_file, told_apart
from kg.names import Names
from kg.parts import PartWriter
from kg.plan import Settings, Shard
from kg.rdf import Run
from kg.rdf.text import text_node
from kg.vocab import term

if TYPE_CHECKING:
    from extractors.readers.inputs import Input

READING = "reading"  # the stage of a failure to read
CHANGED = "changed"  # that of a paper whose text is not the one that the graph to add to holds
_CHANGED = (
    "the graph holds a paper of this id with another text, and keeps that one; to take this text, build anew from all "
    "papers without --add, or to have both, rename the file if the id is its name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Say what each worker of a build must know: the settings, the run to name, and the folder for parts.

    ``known`` is the store of a graph that is added to; papers that it holds are not worked on again.
    """

    settings: Settings
    run: Run
    folder: Path
    known: Path | None = None


# Each worker has a core; numpy's libraries would start a thread for every core in every one of them. They read this
# when they are loaded, which is later.
_ARITHMETIC = ("OPENBLAS", "MKL", "OMP")


def work(line: Connection) -> None:
    """Take a job from a line, then shards until it closes; report every step."""
    for library in _ARITHMETIC:
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    job: Job = line.recv()
    settings, names = job.settings, Names(job.settings.base)
    try:
        pipeline, knowledge = settings.make_pipeline(), settings.make_knowledge()
        read, known = settings.load("reader"), _known(job.known, names)
    # Whatever keeps this worker from starting keeps all of them, so the parent must hear of it.
    except Exception as error:
        line.send(("broken", f"the pipeline cannot start: {error}"))
        return
    line.send(("ready",))
    # The line breaks where the parent has gone; there is nothing left to work for then.
    with contextlib.suppress(EOFError, OSError):
        while True:
            shard, left_out = line.recv()
            writer = PartWriter(job.folder, shard.number, names, job.run, knowledge.is_retracted)
            for file in shard.files:
                _File(line, file, shard, left_out, writer, known).work(read, pipeline)
            writer.finish()
            line.send(("part",))


def settle() -> None:
    """Now and then tell the collector of garbage that what is here stays: libraries, models, what is known of names.

    It would look through all of that whenever a quarter has been added, which took 3 % of a build's time.
    """
    _, _, passes = gc.get_count()
    if passes >= gc.get_threshold()[2]:
        gc.collect()
        gc.freeze()


# What a graph has of a paper: nothing, this text, or another one.
Known = Callable[[Document], Literal["", "same", "other"]]


def _known(store: Path | None, names: Names) -> Known:
    """Return what tells whether a graph holds a paper already, and whether with the same text."""
    if store is None:
        return lambda document: ""
    from pyoxigraph import Store

    held, version = Store.read_only(str(store)), term("dcterms:hasVersion")

    def find(document: Document) -> Literal["", "same", "other"]:
        if not held.contains_named_graph(names.graph(document.id, "text")):
            return ""
        text = held.quads_for_pattern(names.paper(document.id), version, text_node(names, document))
        return "same" if next(text, None) else "other"

    return find


@dataclass(slots=True)
class _File:
    """Work on one file of a shard.

    A paper that killed workers is skipped; where reading it was what killed, all of the file after it is.
    """

    line: Connection
    file: Input
    shard: Shard
    left_out: dict[tuple[str, int], Failure]
    writer: PartWriter
    held: Known

    def work(self, read: Any, pipeline: Any) -> None:
        papers = iter(read(self.file))
        for position in itertools.count():
            known = self.left_out.get((self.file.path, position))
            if known is not None and known.stage == READING:
                self.fail(known)
                return
            self.line.send(("at", self.file.path, self.file.source, position, ""))
            found = self.next_paper(papers)
            if found is None:
                return
            if self.shard.again:
                if isinstance(found, Failure) or found.digest not in self.shard.again or not is_named_by_file(found):
                    continue
                found = told_apart(found)
            if position % self.shard.of == self.shard.stripe:
                self.work_on(found, position, known, pipeline)
                settle()

    def next_paper(self, papers: Iterator[Document | Failure]) -> Document | Failure | None:
        try:
            return next(papers, None)
        # Readers report what they cannot read; what they raise nevertheless must not stop the batch. An iterator that
        # raised is at its end, so the file stops here.
        except Exception as error:
            described = f"{type(error).__name__}: {error}"
            return Failure(paper=Path(self.file.source).stem, source=self.file.source, stage=READING, error=described)

    def work_on(self, found: Document | Failure, position: int, known: Failure | None, pipeline: Any) -> None:
        if known is not None or isinstance(found, Failure):
            self.fail(known or found)  # type: ignore[arg-type]
            return
        held = self.held(found)
        if held == "other" and is_named_by_file(found) and self.held(told_apart(found)) == "same":
            held = "same"
        if held == "same":
            self.line.send(("kept", found.id, found.source, "", 0))
            return
        if held:
            self.fail(Failure(paper=found.id, source=found.source, stage=CHANGED, error=_CHANGED))
            return
        self.line.send(("at", self.file.path, found.source, position, found.id))
        result = pipeline.run_one(found)
        if isinstance(result, Extraction):
            result = self.write(result)
        if isinstance(result, Failure):
            self.fail(result)
        else:
            self.line.send(("paper", found.id, found.source, "", len(result.links)))

    def write(self, extraction: Extraction) -> Extraction | Failure:
        try:
            self.writer.add(extraction, self.file.path)
        # One paper must never stop a batch, whatever is wrong with it.
        except Exception as error:
            document, described = extraction.document, f"{type(error).__name__}: {error}"
            return Failure(paper=document.id, source=document.source, stage="rdf", error=described)
        return extraction

    def fail(self, failure: Failure) -> None:
        self.writer.fail(failure)
        self.line.send(("failure", failure.paper, failure.source, f"{failure.stage}: {failure.error}", 0))


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
