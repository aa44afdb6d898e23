"""The system under test: it is never shown the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.document import Document
from extractors.link import Link
from extractors.mention import Mention
from extractors.pipeline import Extraction, Failure, Pipeline, Stage
from extractors.recognise import abbreviated

_RECOGNISING = ("mentions.", "outcomes.")
_LINKING = "links."


@dataclass(slots=True)
class Examinee:
    """Put documents before a pipeline without what their files tell of them.

    ``failures`` collects the papers on which the pipeline failed; they count as papers in which nothing was found.
    """

    pipeline: Pipeline
    failures: list[Failure] = field(default_factory=list)

    @property
    def links(self) -> bool:
        """Tell whether the pipeline links mentions at all."""
        return any(name.startswith(_LINKING) for name, _ in self.pipeline.stages)

    def read(self, document: Document) -> Extraction:
        """Return what the pipeline finds in the blinded document."""
        return self._run(self.pipeline, document)

    def link(self, document: Document, mentions: Iterable[Mention]) -> tuple[Link, ...]:
        """Return what the pipeline links the given mentions to: linking alone, as if recognition were perfect.

        The stages before recognition run as ever, so the linker knows sentences and abbreviations. Ids that the
        mentions carry are taken off.
        """
        bare = tuple(dataclasses.replace(mention, given=()) for mention in mentions)
        linked = self._run(_with_mentions(self.pipeline, bare), document).links
        return linked if len(linked) == len(bare) else ()

    def _run(self, pipeline: Pipeline, document: Document) -> Extraction:
        result = pipeline.run_one(blind(document))
        if isinstance(result, Failure):
            self.failures.append(result)
            return Extraction(document=blind(document))
        return result


def blind(document: Document) -> Document:
    """Return the document without the annotations it came with, so that the pipeline cannot read the answers."""
    return dataclasses.replace(document, annotations=())


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
            if mention.text in shorts or mention.text.removesuffix("s") in shorts
            else mention
            for mention in mentions
        )
        return dataclasses.replace(extraction, mentions=tuple(marked))

    return run
