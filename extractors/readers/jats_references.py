"""Read the reference lists of JATS articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractors.document import Reference
from extractors.readers.dates import find_year
from extractors.readers.ids import doi, from_kind, ordered, pmc, pmid
from extractors.readers.jats_inline import Inline
from extractors.readers.layout import Run
from extractors.readers.xml import attribute, plain
from ontologies.curie import Curie

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")


def read_references(article: etree._Element, inline: Inline) -> tuple[Reference, ...]:
    """Return the entries of all reference lists, in order; one entry that cites several papers gives one for each.

    The key is the id of the ``ref`` element, which the cross-references in the text use; further citations of the
    same entry share it.
    """
    lists = (element for element in article.iter("ref-list") if not _within_reply(element))
    entries = dict.fromkeys(ref for listed in lists for ref in listed.iter("ref"))
    return tuple(
        _reference(ref, citation, str(number), inline)
        for number, ref in enumerate(entries, 1)
        for citation in _citations(ref)
    )


def _within_reply(element: etree._Element) -> bool:
    return any(parent.tag in ("sub-article", "response") for parent in element.iterancestors())


def _citations(ref: etree._Element) -> Iterator[etree._Element]:
    seen = False
    for child in ref.iter(*_CITATIONS):
        if getattr(child.getparent(), "tag", "") not in _CITATIONS:
            seen = True
            yield child
    if not seen:
        yield ref


def _reference(ref: etree._Element, citation: etree._Element, number: str, inline: Inline) -> Reference:
    text = _text(citation, inline)
    title = inline.text(_first(citation, "article-title", "chapter-title", "part-title"))
    if not title and citation.tag != "ref" and citation.find("source") is not None:
        title = inline.text(citation.find("source"))
    year = inline.text(_first(citation, "year"))
    return Reference(
        key=ref.get("id") or citation.get("id") or inline.text(ref.find("label")).strip("[]. ") or number,
        text=text,
        title=title.rstrip(". "),
        year=find_year(year) or year[:4] if year else find_year(text),
        url=_url(citation),
        ids=_ids(citation, text),
    )


def _first(element: etree._Element, *tags: str) -> etree._Element | None:
    return next(iter(element.iter(*tags)), None)


def _text(citation: etree._Element, inline: Inline) -> str:
    """Return the entry as printed, or, where it only holds data, as it would be printed."""
    if (citation.text or "").strip() or any((child.tail or "").strip() for child in citation):
        return _mixed(citation, inline)

    def part(tag: str) -> str:
        return inline.text(citation.find(tag))

    people = ", ".join(
        filter(None, (_person(person, inline) for person in citation.iter("name", "string-name", "collab")))
    )
    pages = "-".join(filter(None, (part("fpage") or part("elocation-id"), part("lpage"))))
    issue = f"({part('issue')})" if part("issue") else ""
    place = part("volume") + issue + (f":{pages}" if pages else "")
    imprint = ";".join(filter(None, (part("year"), place)))
    title = part("article-title") or part("chapter-title")
    pieces = (people, title, part("source"), part("publisher-name"), imprint, part("comment"))
    return " ".join(piece if piece.endswith((".", "?", "!")) else piece + "." for piece in pieces if piece)


def _mixed(citation: etree._Element, inline: Inline) -> str:
    run = Run()
    run.write(citation.text or "")
    for child in citation:
        if child.tag in ("name", "string-name") and not (child.text or "").strip():
            run.write(_person(child, inline))
        elif isinstance(child.tag, str) and child.tag != "label":
            if child.tag == "person-group" and not (child.text or "").strip():
                run.write(_mixed(child, inline))
            else:
                inline.write_flat(child, run)
        run.write(child.tail or "")
    return run.text


def _person(element: etree._Element, inline: Inline) -> str:
    parts = [inline.text(element.find(tag)) for tag in ("surname", "given-names", "suffix")]
    return " ".join(part for part in parts if part) or inline.text(element)


def _url(citation: etree._Element) -> str:
    for link in citation.iter("ext-link", "uri"):
        target = attribute(link, "href") or (link.text or "")
        if re.match(r"https?://", target):
            return target.strip()
    return ""


def _ids(citation: etree._Element, text: str) -> tuple[Curie, ...]:
    found = [from_kind(node.get("pub-id-type") or "", plain(node)) for node in citation.iter("pub-id")]
    links = " ".join(attribute(link, "href") for link in citation.iter("ext-link", "uri"))
    prefixes = {curie.prefix for curie in found if curie}
    for find in (pmc, pmid, doi):
        curie = find(links) or find(text)
        if curie and curie.prefix not in prefixes:
            found.append(curie)
    return ordered(found)
