"""What the network for articles is told of each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from extractors.claims import SILENT
from extractors.document import Role, Sentence
from extractors.mention import Mention
from extractors.pipeline import Extraction
from extractors.recognise.phrases.words import PLACES, grouped, places, stem
from extractors.recognise.tagger.words import Word, split
from extractors.risks.lay.everyday import Everyday
from ontologies.term import Kind

Array = np.ndarray[Any, Any]
# Kinds of names that are told, each by a column for its first word and one for the others.
_KINDS = (
    Kind.GENE, Kind.DISEASE, Kind.CHEMICAL, Kind.SPECIES, Kind.PHENOTYPE, Kind.INTERVENTION, Kind.ANATOMY, Kind.PROCESS,
    Kind.OUTCOME, Kind.CELL_TYPE,
)  # fmt: skip
_COLUMN = {kind: 2 * at for at, kind in enumerate(_KINDS)}
_JOINING = frozenset("-'’‑")
# Then: no vector, a capital letter, a word of the title.
_MORE = 3
WIDTH = 2 * len(_KINDS) + _MORE + PLACES


class Article(NamedTuple):
    """Hold the words of an article in one row, sentence by sentence.

    ``rows`` is (words, features); ``starts`` and ``ends`` are offsets in the document, ``numbers`` those of the
    sentences among ``sentences``; ``groups`` numbers words of one stem alike.
    """

    sentences: Sequence[Sentence]
    words: Sequence[str]
    stems: Sequence[str]
    starts: Array
    ends: Array
    numbers: Array
    groups: Array
    rows: Array

    def within(self, start: int, end: int) -> slice:
        """Return the words that a stretch of the document touches."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end)))

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """Return a first and a last word with those that a sign joins to them: "didn't", "double-edged"."""
        while self._joins(first - 1):
            first -= 2
        while self._joins(last + 1):
            last += 2
        return first, last

    def _joins(self, sign: int) -> bool:
        """Tell whether a word is a sign that joins the words beside it."""
        inside = 0 < sign < len(self.words) - 1 and self.words[sign] in _JOINING
        return inside and bool(self.ends[sign - 1] == self.starts[sign] and self.ends[sign] == self.starts[sign + 1])


def describe(extraction: Extraction, everyday: Everyday) -> Article | None:
    """Return the words of all sentences but those of references and the like; None where there are none."""
    roles = [(one, extraction.document.role_at(one.start)) for one in extraction.sentences]
    sentences = [one for one, role in roles if role not in SILENT]
    split_up = [split(one.text) for one in sentences]
    words = [word for found in split_up for word in found]
    if not words:
        return None
    lengths = [len(found) for found in split_up]
    offsets = np.repeat([one.start for one in sentences], lengths)
    starts, ends = (np.array(each) + offsets for each in zip(*((word.start, word.end) for word in words), strict=True))
    numbers = np.repeat(np.arange(len(sentences)), lengths)
    titled = np.repeat([role is Role.TITLE for _, role in roles if role not in SILENT], lengths)
    stems = [stem(word.text) for word in words]
    vectors, missing = everyday.rows([word.text.lower() for word in words])
    rows = [vectors, _names(starts, ends, extraction.mentions), _more(words, missing, titled), places(stems, numbers)]
    joined = np.concatenate(rows, axis=1, dtype=np.float32)
    return Article(sentences, [word.text for word in words], stems, starts, ends, numbers, grouped(stems), joined)


def runs(article: Article, chosen: Array, gap: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last of words of one sentence with at most ``gap`` others between them; signs at the ends go.

    Words of one name stand side by side: no gap.
    """
    places = [place for place in chosen.tolist() if article.words[place][0].isalnum()]
    first = previous = -1
    for place in [*places, -1]:
        joined = previous >= 0 and 0 < place - previous <= gap + 1
        if not (joined and article.numbers[previous] == article.numbers[place]):
            if previous >= 0:
                yield first, previous
            first = place
        previous = place


def _names(starts: Array, ends: Array, mentions: Sequence[Mention]) -> Array:
    found = np.zeros((len(starts), 2 * len(_KINDS)), dtype=np.float32)
    for mention in mentions:
        column = _COLUMN.get(mention.kind)
        if column is not None:
            first, last = np.searchsorted(ends, mention.start, "right"), np.searchsorted(starts, mention.end)
            found[first : first + 1, column] = 1.0
            found[first + 1 : last, column + 1] = 1.0
    return found


def _more(words: Sequence[Word], missing: Array, titled: Array) -> Array:
    capital = [word.text[0].isupper() for word in words]
    return np.column_stack([missing, capital, titled])
