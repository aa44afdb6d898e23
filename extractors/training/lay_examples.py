"""Marked articles for everybody, as the networks see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from extractors.evaluate.tasks.risk import Expected, Gold, read
from extractors.mention import Mention
from extractors.pipeline import Extraction, Pipeline
from extractors.risks.lay.everyday import Everyday
from extractors.risks.lay.words import Article, describe
from extractors.stages import STAGES, WITH_WEIGHTS, default_registry

# The stages whose mentions the networks are told.
_BEFORE = tuple(STAGES)[: tuple(STAGES).index("links.lexicon.v1")]


class Example(NamedTuple):
    """Hold an article as the networks see it, what is recognised in it, and its marked sentences."""

    article: Article
    mentions: Sequence[Mention]
    gold: Sequence[Gold]

    @property
    def certain(self) -> list[Expected]:
        """Return what is marked for certain."""
        return [risk for one in self.gold for risk in one.risks if not risk.optional]


def examples(gold: Path, weights: Path, vectors: Everyday, papers: int | None = None) -> Iterator[Example]:
    """Yield the articles as the networks see them, each with its marked sentences."""
    options: dict[str, dict[str, object]] = {name: {} for name in _BEFORE}
    options |= {name: {"weights": weights} for name in _BEFORE if name in WITH_WEIGHTS}
    pipeline = Pipeline.from_names(default_registry(), _BEFORE, options)
    for case in islice(read(gold, None), papers):
        found = pipeline.run_one(case.document)
        article = describe(found, vectors) if isinstance(found, Extraction) else None
        if article is not None and isinstance(found, Extraction):
            yield Example(article, found.mentions, case.gold)
