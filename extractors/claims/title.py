"""What the title of a paper says that it studies."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from extractors.claim import Argument, Design
from extractors.claims.arguments import Resolver
from extractors.claims.grammar import Grammar
from extractors.claims.groups import is_control
from extractors.claims.tokens import parse
from extractors.document import Role
from extractors.link import Link
from extractors.pipeline import Extraction
from ontologies.term import Kind

TRIALS = frozenset({Design.RCT, Design.CLINICAL_TRIAL})
"""Designs that compare arms of people."""
_STUDIED = re.compile(
    r"\b(?:effects?|effectiveness|efficacy|impact|influence|safety|use|role|benefits?|evaluation|trial|study"
    r"|comparison) of\s+",
    re.IGNORECASE,
)
_GIVEN = frozenset({Kind.CHEMICAL, Kind.INTERVENTION})
# Words after what a title begins with.
_AFTER = frozenset({"for", "versus", "vs", "in", "on", "and", "with"})


class Title:
    """Read the title of one document."""

    def __init__(self, extraction: Extraction, resolver: Resolver) -> None:
        self._extraction, self._resolver = extraction, resolver
        document = extraction.document
        title = next((section for section in document.sections if section.role is Role.TITLE), None)
        self._marked = title is not None
        self._span = (title.start, title.end) if title else (0, len(document.metadata.title) + 1)

    @functools.cached_property
    def of_trial(self) -> bool:
        """Tell whether the paper reports a trial."""
        return not TRIALS.isdisjoint(self._extraction.evidence.designs)

    @functools.cached_property
    def _given(self) -> list[Link]:
        links = self._resolver.links_in(*self._span)
        return [
            link for link in links if link.mention.kind in _GIVEN and link.term and not is_control(link.mention.text)
        ]

    @functools.cached_property
    def sole(self) -> Argument | None:
        """What the title studies where that is a term and the only one that can be given."""
        alone = self._marked and len({link.curies[0] for link in self._given}) == 1
        return self._resolver.named(self._given[0]) if alone else None

    @functools.cached_property
    def studied(self) -> Argument | None:
        """What the title studies: an intervention, a drug, or the "X" of "Effect of X on Y"."""
        whole = next(iter(self._resolver.interventions_in(*self._span)), None)
        if whole is not None:
            return self._resolver.composed(whole)
        return self._resolver.named(self._given[0]) if self._given else self._told() or self._first()

    def _told(self) -> Argument | None:
        """Return X of "Effect of X on Y"."""
        text, (start, end) = self._extraction.document.text, self._span
        match = _STUDIED.search(text, start, end)
        items = parse(text, match.end(), end) if match else []
        if not items or items[0].kind != "np":
            return None
        found = self._resolver.subject(Grammar(items).place(0))
        return replace(found, kind=Kind.INTERVENTION) if found is not None and not found.curies else found

    def _first(self) -> Argument | None:
        """Return what the title of a trial begins with: "Early rehabilitation versus usual care after stroke"."""
        if not self.of_trial:
            return None
        items = parse(self._extraction.document.text, *self._span)
        if len(items) < 2 or items[0].kind != "np" or items[1].word not in _AFTER:
            return None
        found = self._resolver.subject(Grammar(items).place(0))
        return replace(found, kind=Kind.INTERVENTION) if found is not None and found.kind is Kind.OTHER else found
