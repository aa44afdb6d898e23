"""What recognisers know in a document, found by where it stands: linked names and composed interventions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.claim import Argument
from extractors.link import Link
from extractors.mention import Intervention
from ontologies.term import Kind

AGENTS = frozenset(Kind) - {
    Kind.OUTCOME,
    Kind.ANATOMY,
    Kind.CELL_LINE,
    Kind.EVIDENCE,
    Kind.STATISTIC,
    Kind.PUBLICATION_TYPE,
}
# Where several names stand in one place, the more telling kind is meant: the drug, not the patients who take it.
_RANK = (
    Kind.INTERVENTION, Kind.CHEMICAL, Kind.GENE, Kind.VARIANT, Kind.DISEASE, Kind.PHENOTYPE, Kind.PROCESS, Kind.OUTCOME,
    Kind.OTHER, Kind.CELL_TYPE, Kind.CELL_LINE, Kind.ANATOMY, Kind.SPECIES,
)  # fmt: skip

# A phrase that a network marked may be half a sentence: "the booklet reduced costs".
_CLAUSE = re.compile(
    r"\w\S*\s(?:\w+ly(?:\s|$)|(?:(?:reduc|increas|decreas|improv|induc|stimulat|activat|attenuat|elevat)(?:ed|es)"
    r"|(?:inhibit|suppress|prevent)(?:ed|s|es)|worsened|activate|prevent|inhibit)\s\w)"
)


class Names:
    """Look up the names of one document."""

    def __init__(self, text: str, links: Sequence[Link], interventions: Sequence[Intervention]) -> None:
        self.text = text
        self._links = sorted(links, key=lambda link: (link.mention.start, -link.mention.end))
        self._starts = [link.mention.start for link in self._links]
        self._interventions = sorted(interventions, key=lambda whole: whole.start)
        self._whole_starts = [whole.start for whole in self._interventions]

    @staticmethod
    def named(link: Link) -> Argument:
        """Return a link as the argument that its own mention is."""
        mention = link.mention
        return Argument(start=mention.start, end=mention.end, text=mention.text, kind=mention.kind, curies=link.curies)

    @staticmethod
    def composed(whole: Intervention) -> Argument:
        """Return a composed intervention as an argument."""
        return Argument(start=whole.start, end=whole.end, text=whole.text, kind=Kind.INTERVENTION, intervention=whole)

    def links_in(self, start: int, end: int) -> list[Link]:
        """Return the links whose mention lies within a span, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [link for link in self._links[first:last] if link.mention.end <= end]

    def interventions_in(self, start: int, end: int) -> list[Intervention]:
        """Return the composed interventions that begin within a span or reach into it."""
        first = max(0, bisect_left(self._whole_starts, start) - 1)
        last = bisect_left(self._whole_starts, end)
        return [whole for whole in self._interventions[first:last] if whole.end > start]

    def closed(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of names within a sentence, longest first where they nest, none overlapping."""
        spans: list[tuple[int, int]] = []
        for link in self.links_in(start, end):
            mention = link.mention
            clause = link.term is None and mention.kind is Kind.INTERVENTION and _CLAUSE.search(mention.text)
            if mention.kind is not Kind.OUTCOME and not clause and (not spans or mention.start >= spans[-1][1]):
                spans.append((mention.start, mention.end))
        return spans

    def is_measured(self, argument: Argument) -> bool:
        """Tell whether an argument holds the words of an outcome, with a term or without."""
        return any(link.mention.kind is Kind.OUTCOME for link in self.links_in(argument.start, argument.end))

    def recognised(self, argument: Argument) -> bool:
        """Tell whether an argument is a known entity or contains one."""
        if argument.curies or argument.intervention:
            return True
        return any(
            link.term is not None and link.mention.kind in AGENTS
            for link in self.links_in(argument.start, argument.end)
        )

    @staticmethod
    def best(links: Sequence[Link]) -> Link | None:
        """Return the name that is meant where several stand in one place: a known one, of the more telling kind."""

        def rank(link: Link) -> tuple[int, int, int]:
            mention = link.mention
            order = _RANK.index(mention.kind) if mention.kind in _RANK else len(_RANK)
            return (link.term is None, order, -(mention.end - mention.start))

        return min(links, key=rank, default=None)
