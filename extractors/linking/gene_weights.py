"""What was learned of genes: weights of cues, how many papers are about a gene, and what names stood for."""

from __future__ import annotations

import functools
import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.weights import PACKAGED
from ontologies.curie import Curie
from ontologies.normalise import key
from ontologies.orthologs import Orthologs

FILE = "genes.json.gz"
# The name of a family, complex or domain instead of a gene.
FAMILY = ""

Group = int | Curie | str
"""A group of orthologs by number, a gene that stands alone, or `FAMILY`."""


@dataclass(frozen=True, kw_only=True)
class GeneWeights:
    """Hold the weights of features for two decisions, and counts of papers.

    ``choice`` ranks the candidates of a mention, ``link`` decides between the best of them and none. ``papers`` counts
    the papers about a gene or an ortholog. ``names`` counts, by lookup key, the papers where words name a gene or an
    ortholog, and under `FAMILY` those where they name a family, complex or domain.
    """

    choice: Mapping[str, float] = field(default_factory=dict)
    link: Mapping[str, float] = field(default_factory=dict)
    papers: Mapping[Group, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[Group, int]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path | None, orthologs: Orthologs) -> GeneWeights:
        """Open the packaged weights, or those in a folder; in a folder without the file nothing is counted."""
        packaged = _read(PACKAGED / FILE, orthologs)
        if folder is None:
            return packaged
        if not (folder / FILE).is_file():
            return cls(choice=packaged.choice, link=packaged.link)
        return _read(folder / FILE, orthologs)

    def sum(self, features: Iterable[tuple[str, float]]) -> float:
        """Return the weight of features for the choice."""
        weights = self.choice
        return sum(weights.get(name, 0.0) * value for name, value in features)

    def popularity(self, text: str, group: Group) -> Iterator[tuple[str, float]]:
        """Yield how well known a gene is, and how often the words stood for it where they stood for a gene."""
        count = self.papers.get(group, 0)
        if count:
            yield "papers", math.log1p(count)
        meant = self.names.get(_key(text))
        if meant:
            total = sum(meant.values()) - meant.get(FAMILY, 0)
            if total:
                yield "taught", meant.get(group, 0) / (total + 1)

    def meanings(self, text: str) -> tuple[Group, ...]:
        """Return the genes that words stood for, those of most papers first."""
        meant = self.names.get(_key(text), {})
        return tuple(
            sorted((group for group in meant if group != FAMILY), key=lambda group: (-meant[group], str(group)))
        )

    def counts(self, text: str) -> tuple[int, int]:
        """Return in how many papers words named genes, and in how many families."""
        meant = self.names.get(_key(text), {})
        families = meant.get(FAMILY, 0)
        return sum(meant.values()) - families, families


_key = functools.lru_cache(maxsize=1 << 14)(key)


def group_of(gene: Curie, orthologs: Orthologs) -> Group:
    """Return the group of a gene, or the gene where it stands alone."""
    group = orthologs.group_of(gene)
    return gene if group is None else group


@functools.cache
def _read(path: Path, orthologs: Orthologs) -> GeneWeights:
    data = json.loads(gzip.decompress(path.read_bytes()))
    return GeneWeights(
        choice=data["choice"],
        link=data["link"],
        papers=grouped(data["papers"], orthologs),
        names={name: grouped(meant, orthologs) for name, meant in data["names"].items()},
    )


def grouped(counts: Mapping[str, int], orthologs: Orthologs) -> dict[Group, int]:
    """Return counts by gene number as counts by group; the empty text is `FAMILY`, and two genes of a group add up."""
    found: dict[Group, int] = {}
    for number, count in counts.items():
        group = group_of(Curie("NCBIGene", number), orthologs) if number else FAMILY
        found[group] = found.get(group, 0) + count
    return found
