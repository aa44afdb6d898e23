"""A paper and an entity as a notebook shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from kg.notebook.html import framed
from kg.notebook.results import Results
from kg.notebook.source import LocalSource, wait_for
from kg.pages.known import Known
from kg.pages.links import id_of
from kg.pages.marked import Marker, blocks_of
from kg.pages.page import Figure
from kg.pages.reading import Reading
from kg.pages.statement import Statement, find_statements

COLUMNS = (
    "kind", "subject", "verb", "object", "negated", "certainty", "status", "setting", "design", "effect", "score",
    "paper", "start", "end", "sentence", "iri",
)  # fmt: skip
# A notebook keeps what it shows: of a long paper the beginning is enough.
_SHOWN = 30_000
_LINK = re.compile(r' href="/[^"]*"')


def table_of(statements: Sequence[Statement]) -> Results:
    """Return claims and risks as rows; several values stand in one cell, joined with a bar.

    ``score`` is the chance that the sentence was read right, by the extractor's own account.
    """
    return Results(
        COLUMNS,
        tuple(
            (
                one.risk_kind or one.kind, one.subject.words, one.verb, one.object.words, one.negated, one.certainty,
                one.status, "|".join(one.settings), "|".join(one.designs),
                "|".join(effect.plain for effect in one.effects),
                Decimal(one.score) if one.score else None, one.work.name, one.start, one.end, one.sentence,
                one.iri,
            )
            for one in statements
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """Show a paper: its text with what it names and the sentences that claim something."""

    reading: Reading

    @property
    def title(self) -> str:
        """Return the title on one line."""
        return " ".join(self.reading.about.one("dcterms:title").split())

    @property
    def text(self) -> str:
        """Return the text that offsets count in."""
        return self.reading.text

    @property
    def claims(self) -> Results:
        """Return its claims and risks in the order of the text."""
        return table_of(self.reading.statements)

    @property
    def relations(self) -> Results:
        """Return what it relates as a whole: pairs that a sentence names, and no sentence need claim."""
        return table_of(self.reading.relations)

    @property
    def mentions(self) -> Results:
        """Return what it names where: start, end, words, IRI ("" for no term) and label; none overlaps another."""
        found = self.reading.mentions
        rows = ((one.start, one.end, self.text[one.start : one.end], one.path, one.label) for one in found)
        return Results(("start", "end", "text", "iri", "label"), tuple(rows))

    def _repr_html_(self) -> str:
        marker = Marker(self.text, self.reading.mentions, self.reading.said)
        lines = [
            Markup("<h3>{}</h3>" if block.heading else "<p>{}</p>").format(marker.write(block.start, block.end))
            for block in blocks_of(self.text, self.reading.headings)
            if block.start < _SHOWN
        ]
        rest = Markup("<p class=kg-soft>…</p>") if len(self.text) > _SHOWN else Markup("")
        return framed(Markup('<div class="kg-text">{}{}</div>').format(Markup("").join(lines), rest))


@dataclass(frozen=True)
class Entity:
    """Show what a graph knows of an entity."""

    known: Known
    source: LocalSource

    @property
    def iri(self) -> str:
        """Return the IRI."""
        return self.known.thing.iri

    @property
    def label(self) -> str:
        """Return the preferred name."""
        return self.known.label

    @property
    def names(self) -> tuple[str, ...]:
        """Return the preferred name and all others."""
        return (self.label, *self.known.thing.all("skos:altLabel"))

    @property
    def claims(self) -> Results:
        """Return the claims about it, the strongest evidence first."""
        return table_of(wait_for(find_statements(self.source, [one.iri for one in self.known.claims])))

    @property
    def risks(self) -> Results:
        """Return its risks."""
        return table_of(wait_for(find_statements(self.source, [one.iri for one in self.known.risks])))

    @property
    def relations(self) -> Results:
        """Return what papers as wholes relate it to; these are no claims."""
        return table_of(wait_for(find_statements(self.source, [one.iri for one in self.known.relations])))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return its pictures: evidence by setting and design, and what claims connect it with."""
        return tuple(self.known.figures)

    def _repr_html_(self) -> str:
        known = self.known
        tally = Counter(one.verdict for one in known.claims)
        stated = sum(one.verdict == "risk" for one in known.risks)
        words = (("for", "benefit"), ("against", "harm"), ("no change", "no change"), ("open", "left open"))
        counts = ", ".join([*(f"{name} {tally[verdict]}" for verdict, name in words), f"risks {stated}",
                            f"relations of papers {len(known.relations)}"])  # fmt: skip
        head = Markup("<h3>{} <span class=kg-soft>{} {}</span></h3><p>{}</p><p>{}</p>").format(
            self.label, known.kind.name, id_of(self.iri), ", ".join(self.names[1:12]), counts
        )
        # The links in pictures are those of the pages, which are not served here.
        return framed(head + Markup("").join(Markup(_LINK.sub("", one.svg)) for one in self.figures))
