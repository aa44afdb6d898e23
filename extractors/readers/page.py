"""Read what a page says about an article: authors, date, ids and links in lines of "key: value"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.document import Genre, Metadata, Person
from extractors.readers.dates import find_date, find_year
from extractors.readers.ids import from_kind, orcid, ordered, paper_ids
from ontologies.curie import Curie

_PAIR = re.compile(
    r"[*_]{0,3}(?P<key>[A-Za-z][A-Za-z _-]{1,30}?)\s*(?::[*_]{0,3}|[*_]{1,3}\s*:)\s*(?P<value>\S.*)", re.DOTALL
)
_URL = re.compile(r"https?://[^\s<>\"\])}]+")
_KEYS = {
    "title": "title", "author": "authors", "authors": "authors", "by": "authors", "creator": "authors",
    "written by": "authors", "date": "date", "published": "date", "publication date": "date", "issued": "date",
    "pubdate": "date", "publish date": "date", "published on": "date", "doi": "doi", "pmid": "pmid", "pmcid": "pmcid",
    "pmc": "pmcid", "pmc id": "pmcid", "pubmed": "pmid", "pubmed id": "pmid", "journal": "journal", "venue": "journal",
    "publisher": "publisher", "license": "licence", "licence": "licence", "source": "url", "url": "url", "link": "url",
    "permalink": "url", "canonical": "url", "canonical url": "url", "source url": "url", "keywords": "keywords",
    "tags": "keywords", "language": "language", "lang": "language", "type": "types", "publication type": "types",
    "publication types": "types", "article type": "types",
}  # fmt: skip
_DEGREES = frozenset({
    "MD", "PhD", "MPH", "MSc", "BSc", "RN", "DO", "MBBS", "DPhil", "RD", "PharmD", "MS", "MA", "BA", "FRCP", "DDS",
    "DVM", "et al", "Jr", "Sr", "II", "III",
})  # fmt: skip
_LONGEST_LINE = 400
# A person's name has at most this many words; longer things between commas are something else.
_LONGEST_NAME = 7


@dataclass(slots=True)
class PageFacts:
    """Collect what the lines of a page say; the first value of each key counts.

    >>> facts = PageFacts()
    >>> facts.read_line("**Authors:** Ann Lee, Bo Chen"), facts.read_line("PMC · DOI: 10.1000/Ab · 2025-12-09")
    (True, True)
    >>> [person.name for person in facts.metadata("T", Genre.PAGE).authors], facts.values["date"]
    (['Ann Lee', 'Bo Chen'], '2025-12-09')
    """

    values: dict[str, str] = field(default_factory=dict)
    ids: list[Curie] = field(default_factory=list)

    def add(self, key: str, value: str) -> bool:
        """Keep a value under a key as people write it ("License", "Published on"); tell whether the key is known."""
        name = _KEYS.get(" ".join(key.lower().replace("_", " ").replace("-", " ").split()))
        text = value.strip().strip("\"'")
        if name is None or not text:
            return False
        self.values.setdefault(name, text)
        if name in ("doi", "pmid", "pmcid"):
            self.ids += [curie for curie in (from_kind(name, text), *paper_ids(text)) if curie]
        elif name == "url":
            self.ids += paper_ids(text)
        return True

    def read_line(self, line: str) -> bool:
        """Read one line; tell whether it is a line of facts and not of prose."""
        if len(line) > _LONGEST_LINE:
            # Only the authors of a paper fill so long a line.
            known = _PAIR.fullmatch(line)
            is_authors = known is not None and known.group("key").lower() in ("authors", "author")
            return bool(known and is_authors and self.add("authors", known.group("value")))
        pieces = [piece.strip() for piece in re.split(r"\s+[·|•]\s+", line)]
        read = [self._piece(piece, len(pieces) > 1) for piece in pieces]
        return any(read)

    def _piece(self, piece: str, one_of_several: bool) -> bool:
        pair = _PAIR.fullmatch(piece)
        if pair and self.add(pair.group("key"), pair.group("value")):
            return True
        words = piece.strip("*_ ")
        if find_date(words) and len(words.split()) <= (4 if one_of_several else 3):
            self.values.setdefault("date", words)
            return True
        if len(words.split()) <= 3 and (found := paper_ids(words)):
            self.ids += found
            return True
        return False

    def metadata(self, title: str, genre: Genre) -> Metadata:
        """Return the facts as the metadata of a document."""
        link = _URL.search(self.values.get("url", ""))
        return Metadata(
            title=title or self.values.get("title", ""),
            authors=tuple(people(self.values.get("authors", ""))),
            issued=find_date(self.values.get("date", "")) or find_year(self.values.get("date", "")),
            journal=self.values.get("journal", ""),
            publisher=self.values.get("publisher", ""),
            licence=self.values.get("licence", ""),
            language=self.values.get("language", ""),
            url=link.group().rstrip(".,;") if link else "",
            genre=genre,
            ids=ordered(self.ids),
            keywords=tuple(split_list(self.values.get("keywords", ""))),
            publication_types=tuple(split_list(self.values.get("types", ""))),
        )  # fmt: skip


def split_list(text: str) -> Iterator[str]:
    """Yield the items of a list written in one line, with or without brackets.

    >>> list(split_list("[stem cells, 'breast cancer']"))
    ['stem cells', 'breast cancer']
    """
    for part in re.split(r"[,;]", text.strip("[]")):
        item = part.strip().strip("\"'")
        if item:
            yield item


def people(text: str) -> Iterator[Person]:
    """Yield the persons of a line of authors, in its order.

    >>> [person.name for person in people("Ann Lee, MD; Bo Chen and Cy Dee")]
    ['Ann Lee', 'Bo Chen', 'Cy Dee']
    """
    parts: Iterable[str] = re.split(r"\s*[,;&]\s*(?:and\s+)?|\s+and\s+", text.strip("[]"))
    for part in parts:
        name = re.sub(r"[*†‡§¶\d]+$|\(.*?\)|https?://\S+", "", part.strip(" \"'*_")).strip()
        if name and len(name.split()) <= _LONGEST_NAME and not _is_degree(name):
            yield Person(name=name, orcid=orcid(part))


def _is_degree(name: str) -> bool:
    return name.replace(".", "") in _DEGREES
