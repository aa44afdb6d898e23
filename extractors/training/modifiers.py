"""Learn which words may be left out of a name: ``python -m extractors.training.modifiers --corpora DIR --out FILE``.

Counted are the names that no vocabulary lists: is the name without one of its words the same thing to the corpus?
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.linking.candidates import Candidates
from extractors.linking.learned import Learned
from extractors.linking.mappings import Mappings
from extractors.linking.modifiers import Modifiers
from extractors.linking.names import Names
from extractors.training.priors import CORPORA, labelled, parser
from ontologies.crosswalk import Crosswalk
from ontologies.curie import Curie
from ontologies.lexicon import Lexicon
from ontologies.normalise import key
from ontologies.term import Kind

KINDS = (Kind.DISEASE, Kind.CHEMICAL)
Counts = dict[tuple[Kind, str], tuple[int, int]]
_MOST_WORDS = 8


def learn(corpora: Path, weights: Path, *, split: str = "all", names: Sequence[str] = CORPORA) -> Counts:
    """Count for each word how many names mean the same without it, and how many do not, by kind and key.

    ``weights`` is the folder with the learned names that stand beside those of the lexicon. A name counts once for
    each id that it has, and only with one id.
    """
    lexicon = Lexicon.open()
    listed = Names(lexicon)
    candidates = Candidates(listed, Learned(weights), Modifiers(weights))
    mappings = Mappings(lexicon, Crosswalk.open())
    counts: dict[tuple[Kind, str], list[int]] = defaultdict(lambda: [0, 0])
    for kind, name, curie in sorted(set(_named(corpora, names, split))):
        known = (entry.curie.prefix for entry, _ in listed.scored(name, kind))
        words = name.split()
        if curie.prefix in known or not 1 < len(words) <= _MOST_WORDS:
            continue
        for place, word in enumerate(words):
            found = candidates.exact(" ".join(words[:place] + words[place + 1 :]), kind)
            if found and key(word):
                ids = {found[0].curie, *(mapping.object for mapping in mappings.of(found, kind))}
                counts[kind, key(word)][curie not in ids] += 1
    return {word: (same, other) for word, (same, other) in counts.items()}


def write(counts: Counts, path: Path) -> None:
    """Write the counts as lines: kind, word, names that stay the same, names that do not."""
    lines = (f"{kind.value}\t{word}\t{same}\t{other}\n" for (kind, word), (same, other) in sorted(counts.items()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def _named(corpora: Path, names: Sequence[str], split: str) -> Iterator[tuple[Kind, str, Curie]]:
    for _, annotation in labelled(corpora, split=split, names=names):
        if annotation.kind in KINDS and len(annotation.curies) == 1:
            yield annotation.kind, " ".join(annotation.name.lower().split()), annotation.curies[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe."""
    options = parser(__doc__ or "", "modifiers.tsv")
    options.add_argument("--weights", type=Path, required=True, help="folder with priors.tsv.gz of the same split")
    chosen = options.parse_args(arguments)
    names = [name for name in CORPORA if name not in chosen.without]
    counts = learn(chosen.corpora, chosen.weights, split=chosen.split, names=names)
    write(counts, chosen.out)
    sys.stderr.write(f"{len(counts)} words in {chosen.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
