"""Words that may be left out of a name: how often a name without them means the same, as corpora show."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.recognise.senses import words
from extractors.weights import PACKAGED
from ontologies.normalise import key
from ontologies.term import Kind

FILE = "modifiers.tsv"

# Of a word that no corpus shows, and of one that commonly only qualifies, so likely is that the rest means the same.
_UNKNOWN = 0.25
_COMMON = 0.6
# With as many names in the corpora, their word weighs as much as that guess.
_DOUBT = 2.0
_LIKELY = 0.5
_MOST_WORDS = 9
_MOST_LEFT_OUT = 3

# Words that say more of a case than of what it is a case of.
COMMON = words(
    "acute subacute chronic severe mild moderate sporadic familial hereditary inherited primary secondary "
    "idiopathic human patient patients bilateral unilateral left right recurrent transient progressive early late "
    "advanced metastatic neonatal infantile juvenile adult childhood pediatric paediatric symptomatic asymptomatic "
    "classic classical typical atypical nonspecific isolated combined complete partial total diffuse focal local "
    "general generalized generalised massive fatal lethal reversible irreversible persistent intermittent "
    "spontaneous postoperative clinical subclinical autosomal dominant recessive drug-induced toxic marked profound "
    "new-onset treated untreated refractory resistant intractable common rare unexplained suspected increased a an "
    "the"
)
_CAUSED = re.compile(
    r"\S+[-\u2010-\u2013](?:induced|related|associated|dependent|mediated|type|like|onset)", re.IGNORECASE
)


class Modifiers:
    """Leave words out of a name, where the rest is likely to mean the same."""

    def __init__(self, weights: Path | None = None) -> None:
        self._path = (weights or PACKAGED) / FILE

    def shorter(self, text: str, kind: Kind) -> Iterator[tuple[str, float]]:
        """Yield what is left of a name and how likely it means the same, the likeliest first."""
        parts = text.split()
        if not 1 < len(parts) <= _MOST_WORDS:
            return
        counts = _counts(self._path)
        odds = [self._odds(counts, word, kind) for word in parts]
        found = []
        for many in range(1, min(_MOST_LEFT_OUT, len(parts) - 1) + 1):
            for left_out in itertools.combinations(range(len(parts)), many):
                likely = 1.0
                for place in left_out:
                    likely *= odds[place]
                if likely >= _LIKELY**many and likely >= 0.3:
                    rest = " ".join(word for place, word in enumerate(parts) if place not in left_out)
                    found.append((likely, rest))
        yield from ((rest, likely) for likely, rest in sorted(found, key=lambda pair: (-pair[0], -len(pair[1]))))

    def _odds(self, counts: Mapping[str, tuple[int, int]], word: str, kind: Kind) -> float:
        same, other = counts.get(f"{kind.value}\t{key(word)}", (0, 0))
        guess = _COMMON if word.lower() in COMMON or _CAUSED.fullmatch(word) else _UNKNOWN
        return (same + guess * _DOUBT) / (same + other + _DOUBT)


@functools.cache
def _counts(path: Path) -> Mapping[str, tuple[int, int]]:
    if not path.is_file():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {f"{kind}\t{word}": (int(same), int(other)) for kind, word, same, other in rows}
