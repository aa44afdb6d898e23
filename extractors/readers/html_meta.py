"""Read the metadata of an HTML page: citation_*, Dublin Core, Open Graph and article tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from extractors.document import Genre, Metadata, Person
from extractors.readers.dates import find_date, find_year
from extractors.readers.ids import doi, from_kind, orcid, ordered
from extractors.readers.page import people, split_list
from ontologies.curie import Curie

_TITLE = ("citation_title", "dc.title", "og:title", "twitter:title")
_DATE = (
    "citation_publication_date", "citation_online_date", "citation_date", "dc.date", "dcterms.issued",
    "article:published_time",
    "datepublished", "date", "prism.publicationdate", "article:modified_time",
)  # fmt: skip
_JOURNAL = ("citation_journal_title", "prism.publicationname")
_PUBLISHER = ("citation_publisher", "dc.publisher", "og:site_name")


def read_metadata(root: etree._Element) -> Metadata:
    """Return what the head of a page says; the title falls back to the ``title`` element where no tag gives one."""
    tags = _tags(root)
    scholarly = any(name.startswith("citation_") for name in tags)
    date = _first(tags, *_DATE)
    return Metadata(
        title=_first(tags, *_TITLE) or _page_title(root),
        authors=tuple(_authors(tags)),
        issued=_date(date),
        journal=_first(tags, *_JOURNAL),
        publisher=_first(tags, *_PUBLISHER),
        licence=_link(root, "license") or _first(tags, "dc.rights", "dcterms.license"),
        language=root.get("lang") or _first(tags, "citation_language", "dc.language", "og:locale"),
        url=_link(root, "canonical") or _first(tags, "og:url", "citation_public_url", "citation_abstract_html_url"),
        genre=Genre.ARTICLE if scholarly else Genre.LAY,
        ids=ordered(_ids(tags)),
        publication_types=tuple(tags.get("citation_article_type", ())),
        keywords=tuple(
            word for text in tags.get("citation_keywords", tags.get("keywords", ())) for word in split_list(text)
        ),
    )


def _tags(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").lower().strip()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _first(tags: Mapping[str, list[str]], *names: str) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _page_title(root: etree._Element) -> str:
    """Return the first heading, or the title of the window without the name of the site after it."""
    heading = next(iter(root.iter("h1")), None)
    if heading is not None and "".join(str(part) for part in heading.itertext()).strip():
        return " ".join("".join(str(part) for part in heading.itertext()).split())
    title = next(iter(root.iter("title")), None)
    words = " ".join((title.text or "").split()) if title is not None else ""
    return re.split(r"\s+[|–—»]\s+", words)[0]


def _authors(tags: Mapping[str, list[str]]) -> Iterator[Person]:
    marks = [orcid(text) for text in tags.get("citation_author_orcid", ())]
    names = tags.get("citation_author") or tags.get("dc.creator") or []
    for index, name in enumerate(names):
        surname, comma, given = name.partition(",")
        full = f"{given.strip()} {surname.strip()}" if comma and given.strip() else name
        yield Person(name=full, orcid=marks[index] if len(marks) == len(names) else None)
    if not names:
        for text in tags.get("citation_authors") or tags.get("author") or tags.get("article:author") or ():
            if "://" not in text:
                yield from people(text)


def _date(text: str) -> str:
    return find_date(re.sub(r"^(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", _dashed, text)) or find_year(text)


def _dashed(match: re.Match[str]) -> str:
    return "-".join(f"{int(part):02d}" for part in match.groups() if part)


def _link(root: etree._Element, relation: str) -> str:
    for element in root.iter("link", "a"):
        if relation in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip()
    return ""


def _ids(tags: Mapping[str, list[str]]) -> Iterator[Curie | None]:
    for name, kind in (
        ("citation_pmcid", "pmc"),
        ("citation_pmid", "pmid"),
        ("citation_doi", "doi"),
        ("prism.doi", "doi"),
    ):
        for text in tags.get(name, ()):
            yield from_kind(kind, text)
    for text in tags.get("dc.identifier", ()):
        yield doi(text)
