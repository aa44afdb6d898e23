"""Count the words that papers write in small letters: names that look like them need their own case to be believed.

``python -m ontologies.snapshot.words TEXTS.gz > words.tsv`` reads texts, one a line, and writes word and count, the
most frequent first. Counts are kept, texts are not. The shipped ``words.tsv`` counts 2,457 open-access full texts.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

from ontologies.normalise import key

_WORD = re.compile(r"[A-Za-z]{2,24}(?![\w-])")
_KEPT = 25_000
# Rarer words are as likely typing slips or gene symbols in small letters.
_RARE = 6

FILE = Path(__file__).parent / "words.tsv"


def count_words(path: Path) -> list[tuple[str, int]]:
    """Return the words that the texts have more often in small letters than in capitals, the most frequent first."""
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_WORD.findall(line))
    small = [(word, n) for word, n in counts.items() if word.islower() and n >= _RARE and n > counts[word.upper()]]
    return sorted(small, key=lambda pair: (-pair[1], pair[0]))[:_KEPT]


def common_keys(path: Path = FILE) -> frozenset[str]:
    """Return the keys of the words in a file of counts that are one token long."""
    words = (line.split("\t")[0] for line in path.read_text(encoding="ascii").splitlines())
    return frozenset(folded for word in words if " " not in (folded := key(word)))


def main() -> None:
    """Write the table of words to standard output."""
    table = count_words(Path(sys.argv[1]))
    sys.stdout.write("".join(f"{word}\t{count}\n" for word, count in table))


if __name__ == "__main__":
    main()
