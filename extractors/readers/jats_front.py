"""Read what JATS says about an article beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.document import Genre, Metadata, Person
from extractors.readers.dates import iso
from extractors.readers.ids import from_kind, orcid, ordered
from extractors.readers.jats_inline import Inline
from extractors.readers.xml import attribute, plain
from ontologies.curie import Curie

# Which date a reader would quote: the first electronic one, then the printed one, then the volume's.
_DATES = ("epub", "pub", "epub-ppub", "electronic", "ppub", "print", "collection", "preprint", "issue-pub", "")
_RETRACTED = re.compile(r"^\W*(retracted|withdrawn)\b(\W+article\b)?\W*[:\]]", re.IGNORECASE)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_EMPTY = etree.Element("article-meta")


def article_meta(article: etree._Element) -> etree._Element:
    """Return the article-meta element, or an empty one where the article has none."""
    found = article.find("front/article-meta")
    if found is None:
        found = article.find("front-stub")
    return _EMPTY if found is None else found


def read_metadata(article: etree._Element, inline: Inline) -> Metadata:
    """Return the metadata of an article; fields that it does not give stay empty."""
    meta = article_meta(article)
    journal = article.find("front/journal-meta")
    title = _title(meta, inline)
    types = tuple(dict.fromkeys(_publication_types(article, meta)))
    return Metadata(
        title=title,
        authors=tuple(_authors(meta, inline)),
        issued=_issued(meta),
        journal=_journal(journal),
        publisher=plain(journal.find("publisher/publisher-name")) if journal is not None else "",
        licence=_licence(meta),
        language=article.get(_LANGUAGE) or "",
        url=_url(meta),
        genre=Genre.PREPRINT if "preprint" in types else Genre.ARTICLE,
        ids=ordered(_ids(meta)),
        publication_types=types,
        keywords=tuple(dict.fromkeys(_keywords(meta, inline))),
        retracted=_retracted(meta, title),
    )


def _title(meta: etree._Element, inline: Inline) -> str:
    title = inline.text(meta.find("title-group/article-title"))
    subtitle = inline.text(meta.find("title-group/subtitle"))
    if title and subtitle:
        return f"{title}{' ' if title.endswith((':', '?', '.', '-', '–', '—')) else ': '}{subtitle}"
    return title or subtitle or inline.text(meta.find("product/source"))


def _authors(meta: etree._Element, inline: Inline) -> Iterator[Person]:
    for contributor in meta.iterfind("contrib-group/contrib"):
        if (contributor.get("contrib-type") or "author") != "author":
            continue
        name = _name(contributor)
        for group in contributor.iterfind("collab"):
            name = name or " ".join((group.text or plain(group)).split())
        found = next((orcid(plain(node)) for node in contributor.iterfind("contrib-id")), None)
        for link in contributor.iterfind("uri"):
            found = found or orcid(attribute(link, "href") or plain(link))
        if name:
            yield Person(name=name, orcid=found)


def _name(contributor: etree._Element) -> str:
    person = contributor.find("name")
    if person is None:
        person = contributor.find("name-alternatives/name")
    if person is None:
        return plain(contributor.find("string-name"))
    parts = (plain(person.find(tag)) for tag in ("prefix", "given-names", "surname", "suffix"))
    return " ".join(part for part in parts if part)


def _issued(meta: etree._Element) -> str:
    found: dict[str, str] = {}
    for element in meta.iterfind("pub-date"):
        kinds = (element.get("pub-type"), element.get("date-type"), element.get("publication-format"))
        given = [kind for kind in kinds if kind]
        date = iso(*(plain(element.find(tag)) for tag in ("year", "month", "day")))
        for kind in given or [""]:
            found.setdefault(kind, date)
    return next((found[kind] for kind in _DATES if found.get(kind)), "")


def _journal(journal: etree._Element | None) -> str:
    if journal is None:
        return ""
    title = plain(journal.find("journal-title-group/journal-title")) or plain(journal.find("journal-title"))
    return title or plain(journal.find("journal-id"))


def _licence(meta: etree._Element) -> str:
    """Return the IRI of the licence where one is given in a link or in the words, else its words."""
    permissions = meta.find("permissions")
    scope = meta if permissions is None else permissions
    links = [plain(node) for node in scope.iter("license_ref")]
    for licence in scope.iter("license"):
        links.append(attribute(licence, "href"))
        links += [attribute(node, "href") or plain(node) for node in licence.iter("ext-link", "uri")]
    found = next((link.strip() for link in links if "://" in link), "")
    words = plain(scope.find("license"))
    statement = plain(scope.find("copyright-statement"))
    return found or _licence_iri(words) or _licence_iri(statement) or words or statement


def _licence_iri(text: str) -> str:
    match = re.search(r"https?://creativecommons\.org/[\w./-]*\w/?", text)
    return match.group() if match else ""


def _url(meta: etree._Element) -> str:
    links = (attribute(node, "href") for node in meta.iterfind("self-uri"))
    return next((link for link in links if re.match(r"https?://", link)), "")


def _ids(meta: etree._Element) -> Iterator[Curie | None]:
    for element in meta.iterfind("article-id"):
        yield from_kind(element.get("pub-id-type") or "", plain(element))


def _publication_types(article: etree._Element, meta: etree._Element) -> Iterator[str]:
    kind = article.get("article-type") or ""
    if kind:
        yield kind
    for group in meta.iterfind("article-categories/subj-group"):
        if not (group.get("subj-group-type") or "").lower().startswith("discipline"):
            yield from (plain(subject) for subject in group.iterfind("subject") if plain(subject))


def _keywords(meta: etree._Element, inline: Inline) -> Iterator[str]:
    for group in meta.iterfind("kwd-group"):
        for keyword in group.iter("kwd", "compound-kwd-part"):
            text = inline.text(keyword)
            if text:
                yield text
    for group in meta.iterfind("article-categories/subj-group"):
        if (group.get("subj-group-type") or "").lower().startswith("discipline"):
            yield from (plain(subject) for subject in group.iter("subject"))


def _retracted(meta: etree._Element, title: str) -> bool:
    related = {element.get("related-article-type") for element in meta.iterfind("related-article")}
    return "retraction-forward" in related or bool(_RETRACTED.match(title))
