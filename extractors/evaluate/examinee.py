"""The system under test: it is never shown the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.document import Document
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Failure, Pipeline, Stage
from extractors.recognise import abbreviated
from ontologies.term import Kind

GOLD = "gold"
_RECOGNISING = ("mentions.", "outcomes.")
_LINKING = "links."


@dataclass(slots=True)
class Examinee:
    """Put documents before a pipeline without what their files tell of them.

    ``failures`` collects the papers on which the pipeline failed; they count as papers in which nothing was found.
    ``weights`` is the folder of trained files for what is judged apart from the pipeline; None for the packaged ones.
    """

    pipeline: Pipeline
    weights: Path | None = None
    failures: list[Failure] = field(default_factory=list)

    @property
    def links(self) -> bool:
        """Tell whether the pipeline links mentions at all."""
        return any(name.startswith(_LINKING) for name, _ in self.pipeline.stages)

    def read(self, document: Document) -> Extraction:
        """Return what the pipeline finds in the blinded document."""
        return self._run(self.pipeline, document)

    def link(self, document: Document, mentions: Sequence[Mention], context: Iterable[Mention]) -> tuple[Link, ...]:
        """Return what the pipeline links each of the mentions to: linking alone, as if recognition were perfect.

        The stages before recognition run as ever, so the linker knows sentences and abbreviations. ``context`` holds
        what the system itself found of kinds that the gold does not label: species, which decide about genes. Ids
        that the mentions carry are taken off. A mention that the linker leaves out stands for nothing.
        """
        bare = [dataclasses.replace(mention, given=()) for mention in mentions]
        # Where two have one place and kind, the gold one comes first: it is the one that is asked for.
        every = sorted([*bare, *context], key=lambda mention: (mention.start, -mention.end))
        linked = self._run(_with_mentions(self.pipeline, tuple(every)), document).links
        found = {_place(link.mention): link for link in reversed(linked)}
        left_out = (Link(mention=mention, term=None, rule="nil:left out") for mention in bare)
        return tuple(found.get(_place(none.mention), none) for none in left_out)

    def _run(self, pipeline: Pipeline, document: Document) -> Extraction:
        result = pipeline.run_one(blind(document))
        if isinstance(result, Failure):
            self.failures.append(result)
            return Extraction(document=blind(document))
        return result


def blind(document: Document) -> Document:
    """Return the document without the annotations it came with, so that the pipeline cannot read the answers."""
    return dataclasses.replace(document, annotations=())


def _place(mention: Mention) -> tuple[int, int, Kind]:
    return mention.start, mention.end, mention.kind


def _with_mentions(pipeline: Pipeline, mentions: tuple[Mention, ...]) -> Pipeline:
    """Return the pipeline up to its linking stage, with the mentions in place of those that it would recognise."""
    stages: list[tuple[str, Stage]] = []
    given = False
    for name, stage in pipeline.stages:
        if name.startswith(_LINKING):
            stages += [] if given else [("mentions.given", _give(mentions))]
            return Pipeline((*stages, (name, stage)))
        if not name.startswith(_RECOGNISING):
            stages.append((name, stage))
        elif not given:
            stages.append(("mentions.given", _give(mentions)))
            given = True
    return Pipeline(tuple(stages))


def _give(mentions: tuple[Mention, ...]) -> Stage:
    def run(extraction: Extraction) -> Extraction:
        shorts = {form.short for form in extraction.short_forms}
        marked = (
            dataclasses.replace(mention, recogniser=abbreviated.RECOGNISER)
            if mention.recogniser == GOLD and shorts & {mention.text, mention.text.removesuffix("s")}
            else mention
            for mention in mentions
        )
        return dataclasses.replace(extraction, mentions=tuple(marked))

    return run
