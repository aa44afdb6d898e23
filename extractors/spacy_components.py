"""The recogniser and the linker as a component of anyone's own spaCy pipeline.

After ``pip install claimgraph`` the factory is found by its entry point; nothing is registered when this package is
imported::

    nlp = spacy.blank("en")
    nlp.add_pipe("claimgraph_entities")
    doc = nlp("MSCs shed vesicles.")
    doc.ents[0].kb_id_, doc.ents[0]._.claimgraph_link

``doc.ents`` gets the mentions with their kind as label and the id of the term as ``kb_id_``; entities that stand there
already are kept. ``doc.spans["claimgraph"]`` gets all mentions, composed interventions included, which may overlap.
``Span._.claimgraph_link`` is the `Link` with candidates and mappings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from extractors.link import Link

GROUP = "claimgraph"
EXTENSION = "claimgraph_link"


# spaCy loads this module by its entry point whenever a pipeline is made, so everything of ours is imported later, when
# the component is.
@Language.factory("claimgraph_entities", default_config={"lexicon": None}, assigns=["doc.ents", "doc.spans"])
def make_entities(nlp: Language, name: str, lexicon: str | None) -> Entities:
    """Make the component ``claimgraph_entities``; ``lexicon`` is the folder of a compiled snapshot of your own."""
    return Entities(lexicon=lexicon)


class Entities:
    """Set entities on spaCy documents; pickles and pipes like any component."""

    def __init__(self, *, lexicon: str | None = None, stages: Sequence[str] = ()) -> None:
        from pathlib import Path

        from spacy.tokens import Span

        from extractors.pipeline import Pipeline
        from extractors.stages import ENTITY_STAGES, WITH_LEXICON, default_registry

        if not Span.has_extension(EXTENSION):
            Span.set_extension(EXTENSION, default=None)
        folder = Path(lexicon) if lexicon else None
        chosen = tuple(stages) or ENTITY_STAGES
        options = {name: {"lexicon": folder} for name in chosen if name in WITH_LEXICON}
        self._pipeline = Pipeline.from_names(default_registry(), chosen, options)

    def __call__(self, doc: Doc) -> Doc:
        """Add the entities of one document; raise `ExtractorError` where a stage fails on it."""
        from extractors.document import Document
        from extractors.errors import ExtractorError
        from extractors.pipeline import Failure

        result = self._pipeline.run_one(Document(id="doc", text=doc.text, source="spacy", format="spacy"))
        if isinstance(result, Failure):
            raise ExtractorError(f"{result.stage}: {result.error}")
        spans = [span for link in result.links if (span := _span(doc, link)) is not None]
        doc.spans[GROUP] = spans
        doc.set_ents(_without_overlap(doc, spans))
        return doc


def _span(doc: Doc, link: Link) -> Span | None:
    """Return the tokens of a mention, widened to whole tokens, with label, id and link."""
    mention = link.mention
    label, term = str(mention.kind), str(link.term or "")
    span: Any = doc.char_span(mention.start, mention.end, label=label, kb_id=term, alignment_mode="expand")
    if span is not None:
        span._.set(EXTENSION, link)
    found: Span | None = span
    return found


def _without_overlap(doc: Doc, spans: Iterable[Span]) -> list[Span]:
    """Return the entities of a document with the spans that fit between them; linked ones, then longer ones first."""
    kept: list[Span] = list(doc.ents)
    taken = {index for entity in kept for index in range(entity.start, entity.end)}
    for span in sorted(spans, key=lambda span: (not span.kb_id_, span.start - span.end, span.start)):
        if not taken.intersection(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
