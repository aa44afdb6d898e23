"""The species that a paper names: where, how often, and which of them a gene at a place may belong to."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.document import Document, Role, Sentence
from extractors.link import Link
from extractors.mention import Mention
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.orthologs import TAXA
from ontologies.term import Kind

HUMAN, MOUSE, RAT = (Curie("NCBITaxon", number) for number in ("9606", "10090", "10116"))
RODENTS = frozenset({MOUSE, RAT})
# Genes of these species need no species in the paper.
HOME = (HUMAN, MOUSE, RAT)

# Species whose genes the snapshot has under ids, or the groups of orthologs have.
GENE_TAXA = frozenset(TAXA)

# Headings that indexers give for the species of a study.
_HEADINGS = {"Humans": HUMAN, "Mice": MOUSE, "Rats": RAT}


class Place(NamedTuple):
    """One place where a paper names a species: offsets, the species, and how: by name, person or cell line."""

    start: int
    end: int
    taxon: Curie
    how: str


class GeneTaxa:
    """Find the species whose genes a paper on an organism speaks of: strain, genus and family name it too."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.of = functools.lru_cache(maxsize=1 << 12)(self._of)

    def _of(self, taxon: Curie) -> Curie:
        """Return the species with genes that is the taxon, stands above it, or is the one of its genus; else itself.

        >>> taxa = GeneTaxa(Lexicon.open())
        >>> str(taxa.of(Curie.parse("NCBITaxon:10088"))), str(taxa.of(Curie.parse("NCBITaxon:7227")))
        ('NCBITaxon:10090', 'NCBITaxon:7227')
        """
        if taxon in GENE_TAXA:
            return taxon
        above = self._above(taxon, 8)
        found = next((other for other in above if other in GENE_TAXA), None)
        if found is not None:
            return found
        return next((gene_taxon for gene_taxon in TAXA if taxon in self._near(gene_taxon)), taxon)

    def _near(self, taxon: Curie) -> tuple[Curie, ...]:
        """Return the ranks right above a species: subgenus and genus, not the families."""
        return self._above(taxon, 3)

    def _above(self, taxon: Curie, steps: int) -> tuple[Curie, ...]:
        found: list[Curie] = []
        number = self._lexicon.number_of(taxon)
        while number is not None and len(found) < steps:
            parents = self._lexicon.parent_numbers(number)
            if not len(parents):
                break
            number = int(parents[0])
            found.append(self._lexicon.curie_of(number))
        return tuple(found)


class Taxa:
    """Collect the species that a paper names, by place and altogether."""

    def __init__(self, document: Document | None, sentences: Sequence[Sentence], places: Iterable[Place]) -> None:
        self._places = sorted(places)
        self._starts = [place.start for place in self._places]
        self._sentences = [sentence.start for sentence in sentences]
        self._overall = {} if document is None else _overall(document, self._places)

    @classmethod
    def nowhere(cls) -> Taxa:
        """Return the species of no paper at all."""
        return cls(None, (), ())

    @property
    def named(self) -> frozenset[Curie]:
        """Return the species that the paper names in any way."""
        return frozenset(self._overall)

    def around(self, mention: Mention) -> dict[Curie, dict[str, float]]:
        """Return for each species that the paper names the cues that hold at a mention.

        Cues: ``adjacent`` right before the mention; ``before`` and ``after`` nearest in the sentence, ``sentence``
        somewhere in it, ``alone`` the only one in it; ``last`` the last one named in earlier sentences; and those of
        the whole paper.
        """
        found = {taxon: dict(cues) for taxon, cues in self._overall.items()}
        start, end = self._sentence(mention)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [place for place in self._places[first:last] if place.how != "person"]
        taxa = {place.taxon for place in inside}
        for taxon in taxa:
            found[taxon]["alone" if len(taxa) == 1 else "sentence"] = 1.0
        before = [place for place in inside if place.end <= mention.start]
        after = [place for place in inside if place.start >= mention.end]
        if before:
            gap = mention.start - before[-1].end
            found[before[-1].taxon]["adjacent" if gap <= 1 else "before"] = 1.0
        if after:
            found[after[0].taxon]["after"] = 1.0
        if not inside:
            earlier = next((place for place in reversed(self._places[:first]) if place.how != "person"), None)
            if earlier is not None:
                found[earlier.taxon]["last"] = 1.0
        for place in self._places[first:last]:
            if place.how == "person":
                found[place.taxon]["person here"] = 1.0
        return found

    def _sentence(self, mention: Mention) -> tuple[int, int]:
        at = bisect_right(self._sentences, mention.start)
        start = self._sentences[at - 1] if at else 0
        return start, self._sentences[at] if at < len(self._sentences) else 1 << 60


def _overall(document: Document, places: Sequence[Place]) -> dict[Curie, dict[str, float]]:
    """Return the cues of the whole paper: shares of the names, the title, the first, and what indexers say."""
    found: dict[Curie, dict[str, float]] = {}
    named = Counter(place.taxon for place in places if place.how == "name")
    total = sum(named.values())
    title = next((section for section in document.sections if section.role is Role.TITLE), None)
    for place in places:
        cues = found.setdefault(place.taxon, {})
        cues["any " + place.how] = 1.0
        if title is not None and place.start < title.end and place.how == "name":
            cues["title"] = 1.0
    for taxon, count in named.items():
        found[taxon]["share"] = count / total
    if named:
        top = max(named.values())
        for taxon, count in named.items():
            if count == top:
                found[taxon]["most"] = 1.0
    people = sum(place.how == "person" for place in places)
    if people:
        animals = total - named[HUMAN]
        found[HUMAN]["people share"] = people / (people + animals)
        if people > animals:
            found[HUMAN]["people lead"] = 1.0
    for heading in document.metadata.mesh_headings:
        heading_taxon = _HEADINGS.get(heading.name)
        if heading_taxon is not None:
            found.setdefault(heading_taxon, {})["heading"] = 1.0
    return found


def place_of(link: Link, taxon: Curie) -> Place:
    """Return the place of a linked species or cell line, with the species whose genes it speaks of."""
    mention = link.mention
    person = link.rule == "person" and not mention.text.lower().startswith("human")
    how = "cell line" if mention.kind is Kind.CELL_LINE else "person" if person else "name"
    return Place(mention.start, mention.end, taxon, how)
