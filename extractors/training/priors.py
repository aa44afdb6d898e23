"""Learn from corpora what names stand for: ``python -m extractors.training.priors --corpora DIR --out FILE``."""

from __future__ import annotations

import argparse
import functools
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractors.document import Annotation, Document
from extractors.linking.vocabularies import family_of
from extractors.readers import read
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind

# Corpora whose terms allow what is learned from them to be passed on: public domain, CC0 or CC BY.
CORPORA = (
    "bc5cdr",
    "ncbi-disease",
    "biored",
    "nlm-gene",
    "gnormplus-bc2gn",
    "tmvar3",
    "craft",
    "s800-species",
    "linnaeus-species",
)
# Names of so few letters count where two papers have them: what one paper cuts to letters, another cuts otherwise.
_LETTERS = {Kind.CHEMICAL: 4}
_FEWEST = 2
KINDS = (Kind.DISEASE, Kind.CHEMICAL, Kind.GENE, Kind.SPECIES, Kind.CELL_TYPE, Kind.ANATOMY, Kind.PROCESS)
# Names and what they stand for: no id is "no match", several ids together are one meaning.
Counts = dict[tuple[Kind, str], Counter[tuple[Curie, ...]]]


def learn(corpora: Path, *, split: str = "all", names: Sequence[str] = CORPORA) -> Counts:
    """Count in how many papers a name stands for an id, by kind and lookup key.

    ``corpora`` holds a folder for each corpus with ``train.pubtator`` and perhaps ``dev.pubtator``. With the split
    ``train`` the papers that `held_back` names are left out, also where another corpus has them in its train file.
    Retired ids count as those that took their place; names whose id has no successor are left out.
    """
    places: dict[tuple[Kind, str], set[tuple[str, tuple[Curie, ...]]]] = defaultdict(set)
    lexicon = Lexicon.open()
    current = functools.cache(lexicon.successor)
    for paper, annotation in labelled(corpora, split=split, names=names):
        name = key(annotation.name)
        curies = tuple(map(current, annotation.curies))
        if annotation.kind in KINDS and name and not any(_is_gone(lexicon, curie) for curie in curies):
            places[annotation.kind, name].add((paper, curies))
    counts = {name: Counter(curies for _, curies in found) for name, found in places.items()}
    told = ((name, _told(*name, meanings)) for name, meanings in counts.items())
    return {name: meanings for name, meanings in told if meanings}


def _is_gone(lexicon: Lexicon, curie: Curie) -> bool:
    term = lexicon.find_term(curie)
    return term is not None and term.obsolete


def _told(kind: Kind, name: str, meanings: Counter[tuple[Curie, ...]]) -> Counter[tuple[Curie, ...]]:
    """Return the meanings of a name that count: a paper that cuts it to a few letters speaks for itself alone.

    Vocabularies are counted apart, since they are weighed apart: one paper in each is one paper still.
    """
    if len(name.replace(" ", "")) > _LETTERS.get(kind, _FEWEST):
        return meanings
    papers: Counter[str] = Counter()
    for curies, count in meanings.items():
        papers[_vocabulary(curies)] += count
    return Counter({curies: count for curies, count in meanings.items() if papers[_vocabulary(curies)] > 1})


def _vocabulary(curies: tuple[Curie, ...]) -> str:
    return family_of(curies[0]) if curies else ""


def labelled(corpora: Path, *, split: str, names: Sequence[str]) -> Iterator[tuple[str, Annotation]]:
    """Yield the entities with a span of the papers to learn from, each with the id of its paper; see `learn`.

    Kinds to which a corpus gives no ids at all are left out: there "no id" does not mean that there is no term.
    """
    held_out = held_back(corpora) if split == "train" else frozenset()
    for part in ("train",) if split == "train" else ("train", "dev"):
        for name in names:
            papers = [paper for paper in _papers(corpora, [name], part) if paper.id not in held_out]
            found = [(paper.id, one) for paper in papers for one in paper.annotations if one.start is not None]
            with_ids = {one.kind for _, one in found if one.curies}
            yield from ((paper, one) for paper, one in found if one.kind in with_ids)


def held_back(corpora: Path) -> frozenset[str]:
    """Return the papers of all dev files; of a corpus without one those in the last fifth of its train file."""
    found: set[str] = set()
    for name in CORPORA:
        papers = [paper.id for paper in _papers(corpora, [name], "dev")]
        train = [] if papers else [paper.id for paper in _papers(corpora, [name], "train")]
        found.update(papers, train[len(train) * 4 // 5 :])
    return frozenset(found)


def write(counts: Counts, path: Path) -> None:
    """Write the counts as gzipped lines: kind, key, then ``ids=papers`` separated by tabs; equal counts, equal bytes.

    Several ids of one meaning are joined by ``|``, none are an empty text.
    """
    lines = []
    for (kind, name), meanings in sorted(counts.items()):
        ranked = sorted(meanings.items(), key=lambda pair: (-pair[1], pair[0]))
        cells = (f"{'|'.join(map(str, curies))}={count}" for curies, count in ranked)
        lines.append("\t".join((kind.value, name, *cells)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0))


def _papers(corpora: Path, names: Iterable[str], part: str) -> Iterator[Document]:
    paths = (corpora / name / f"{part}.pubtator" for name in names)
    for path in paths:
        if path.is_file():
            yield from (paper for paper in read([path]) if isinstance(paper, Document))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; a corpus that is not there is left out and said so."""
    options = parser(__doc__ or "", "priors.tsv.gz").parse_args(arguments)
    names = [name for name in CORPORA if name not in options.without]
    counts = learn(options.corpora, split=options.split, names=names)
    write(counts, options.out)
    missing = [name for name in names if not (options.corpora / name / "train.pubtator").is_file()]
    absent = f"; not there: {', '.join(missing)}" if missing else ""
    sys.stderr.write(f"{len(counts)} names in {options.out}{absent}\n")
    return 0


def parser(description: str, file: str) -> argparse.ArgumentParser:
    """Return the options that the recipes share: where to learn from, what to leave out, where to write."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpora", type=Path, required=True, help="folder with a folder for each corpus")
    options.add_argument("--split", choices=("train", "all"), default="all", help="train leaves the dev files out")
    options.add_argument("--without", action="append", default=[], choices=CORPORA, help="a corpus to leave out")
    options.add_argument("--out", type=Path, required=True, help=f"file to write, by custom {file}")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
