"""From a document to what it says: a list of stages over one immutable record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.claim import Claim, Evidence, Risk
from extractors.document import Document, Sentence
from extractors.errors import DuplicateNameError, ExtractorError, UnknownNameError
from extractors.link import Link
from extractors.mention import Intervention, Mention, ShortForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Hold a document and all that the stages have found in it so far.

    Every tuple is in the order of the text. ``links`` holds one decision for each mention, in the order of
    ``mentions``, once a linking stage has run; NIL is a decision too. ``evidence`` is that of the whole paper.
    """

    document: Document
    sentences: tuple[Sentence, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    claims: tuple[Claim, ...] = ()
    risks: tuple[Risk, ...] = ()


Stage = Callable[[Extraction], Extraction]
"""Take what is known of a paper and return it with more; a stage never changes the record it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Report that one paper failed, at which stage, and why; the batch goes on."""

    paper: str
    source: str
    stage: str
    error: str


@dataclass(slots=True)
class Registry:
    """Map names of the form ``kind.method.vN`` to factories; a taken name is an error, an unknown one lists all."""

    kind: str
    entries: dict[str, Callable[..., Stage]] = field(default_factory=dict)

    def register(self, name: str, factory: Callable[..., Stage]) -> None:
        """Add a factory; raise `DuplicateNameError` where the name is taken."""
        if name in self.entries:
            raise DuplicateNameError(self.kind, name)
        self.entries[name] = factory

    def create(self, name: str, **options: object) -> Stage:
        """Make the stage; raise `UnknownNameError` where no factory has the name."""
        if name not in self.entries:
            raise UnknownNameError(self.kind, name, self.entries)
        return self.entries[name](**options)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Run named stages one after the other.

    >>> from extractors.document import Document
    >>> pipeline = Pipeline((("nothing", lambda extraction: extraction),))
    >>> [type(result).__name__ for result in pipeline.run([Document(id="x", text="", source="x", format="text")])]
    ['Extraction']
    """

    stages: tuple[tuple[str, Stage], ...]

    @classmethod
    def from_names(
        cls, registry: Registry, names: Sequence[str], options: Mapping[str, Mapping[str, object]] | None = None
    ) -> Pipeline:
        """Make a pipeline of registered stages; ``options`` maps a stage's name to the arguments of its factory."""
        given = options or {}
        return cls(tuple((name, registry.create(name, **given.get(name, {}))) for name in names))

    def run(self, documents: Iterable[Document]) -> Iterator[Extraction | Failure]:
        """Yield one result for each document, in order; a failing document becomes a `Failure`."""
        for document in documents:
            yield self.run_one(document)

    def run_one(self, document: Document) -> Extraction | Failure:
        """Run all stages on one document."""
        extraction = Extraction(document=document)
        for name, stage in self.stages:
            try:
                extraction = stage(extraction)
            # The batch runner is the one place that catches everything: one paper must never stop a batch.
            except Exception as error:
                described = str(error) if isinstance(error, ExtractorError) else f"{type(error).__name__}: {error}"
                return Failure(paper=document.id, source=document.source, stage=name, error=described)
        return extraction
