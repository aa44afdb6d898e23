"""Read PubMed and MEDLINE records (the XML of E-utilities and of the yearly baseline and daily update files)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from extractors.document import (
    Annotation,
    BlockKind,
    Document,
    Genre,
    MeshHeading,
    Metadata,
    Person,
    Reference,
    Role,
)
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers.dates import find_year, iso
from extractors.readers.ids import document_id, from_kind, orcid, ordered, stem
from extractors.readers.jats_inline import Inline
from extractors.readers.labels import add_labelled
from extractors.readers.layout import Layout
from extractors.readers.record import attempt
from extractors.readers.roles import role_of
from extractors.readers.stream import SIZE_CAP, ByteStream, decode_head
from extractors.readers.xml import declared_entities, iter_records, plain, root_of, strip_namespaces
from ontologies.curie import Curie
from ontologies.term import Kind

NAME = "medline"

_ROOTS = {"PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "MedlineCitation", "PubmedBookArticleSet"}
# PubMed prints a title that it has translated in brackets.
_TRANSLATED = re.compile(r"^\[(.*?)\]?\.?$", re.DOTALL)
_MESH_UI = re.compile(r"[A-Z]\d{6,}")


def sniff(head: bytes) -> bool:
    """Tell whether the root element is one of those of PubMed and MEDLINE."""
    root = root_of(decode_head(head))
    return root is not None and root[0] in _ROOTS


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document for each citation, in the order of the file, in memory that does not grow with the file.

    The text is the title and the abstract; the labels of a structured abstract are headings. Lists of deleted
    citations are passed over. Raise `ReaderError` where the XML is broken or unsafe.
    """
    tags = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle", "DeleteCitation", "DeleteDocument")
    number = 0
    for element in iter_records(stream, source, tags, size_cap=size_cap):
        if str(element.tag).rpartition("}")[2].startswith("Delete"):
            continue
        number += 1
        name = plain(next(iter(element.iter("{*}PMID")), None))
        paper = f"PMID{name}" if name else f"{stem(source)}-{number}"
        yield attempt(partial(_document, element, source, paper), paper, source)


def _document(record: etree._Element, source: str, paper: str) -> Document:
    inline = Inline(declared_entities(record), frozenset())
    strip_namespaces(record)
    citation = record if record.tag == "medlinecitation" else record.find("medlinecitation")
    if citation is None:
        citation = record.find("bookdocument")
    if citation is None:
        raise ReaderError(source, f"{paper}: a record without MedlineCitation or BookDocument")
    layout = Layout()
    metadata = _metadata(record, citation, inline)
    with layout.section(Role.TITLE, metadata.title):
        layout.add(metadata.title, BlockKind.TITLE)
    for abstract in _abstracts(citation):
        _add_abstract(abstract, layout, inline)
    if not layout.text:
        raise ReaderError(source, f"{paper}: a record with neither title nor abstract")
    return Document(
        id=document_id([curie for curie in metadata.ids if curie.prefix != "DOI"], paper),
        text=layout.text,
        source=source,
        format=NAME,
        metadata=metadata,
        sections=layout.sections,
        blocks=tuple(layout.blocks),
        references=tuple(_references(record, inline)),
        annotations=tuple(_chemicals(citation)),
    )


def _abstracts(citation: etree._Element) -> Iterator[etree._Element]:
    yield from citation.iterfind("article/abstract")
    yield from citation.iterfind("abstract")
    for other in citation.iterfind("otherabstract"):
        if (other.get("Language") or "eng") == "eng":
            yield other


def _add_abstract(abstract: etree._Element, layout: Layout, inline: Inline) -> None:
    summary = (abstract.get("Type") or "").lower() == "plain-language-summary"
    with layout.section(Role.SUMMARY if summary else Role.ABSTRACT, "Abstract"):
        for part in abstract.iterfind("abstracttext"):
            label = (part.get("Label") or "").strip()
            if label and label.upper() != "UNLABELLED":
                with layout.section(role_of(label, part.get("NlmCategory") or ""), label):
                    layout.add(label, BlockKind.HEADING)
                    layout.add(inline.run(part), BlockKind.PARAGRAPH)
            else:
                add_labelled(layout, inline.text(part))


def _metadata(record: etree._Element, citation: etree._Element, inline: Inline) -> Metadata:
    article = citation.find("article")
    article = citation if article is None else article
    types = {plain(node): None for node in article.iterfind(".//publicationtype")}
    corrections = {node.get("RefType") for node in citation.iterfind("commentscorrectionslist/commentscorrections")}
    return Metadata(
        title=_title(article, inline),
        authors=tuple(_authors(article)),
        issued=_issued(article),
        journal=plain(article.find("journal/title")) or plain(article.find("book/booktitle")),
        publisher=plain(article.find("book/publisher/publishername")),
        licence="",
        language=plain(article.find("language")),
        genre=Genre.PREPRINT if "Preprint" in types else Genre.ARTICLE,
        ids=ordered(_ids(record, citation)),
        publication_types=tuple(types),
        mesh_headings=tuple(_mesh_headings(citation)),
        keywords=tuple(dict.fromkeys(inline.text(node) for node in citation.iterfind("keywordlist/keyword"))),
        retracted="Retracted Publication" in types or "RetractionIn" in corrections,
    )


def _title(article: etree._Element, inline: Inline) -> str:
    title = inline.text(article.find("articletitle")) or inline.text(article.find("book/booktitle"))
    vernacular = inline.text(article.find("vernaculartitle"))
    translated = _TRANSLATED.match(title)
    if translated and translated.group(1) and not translated.group(1).startswith("Not Available"):
        return translated.group(1).rstrip(".") + "."
    return title if title and not translated else vernacular or title


def _authors(article: etree._Element) -> Iterator[Person]:
    for author in article.iterfind("authorlist/author"):
        group = plain(author.find("collectivename"))
        given = plain(author.find("forename")) or plain(author.find("initials"))
        name = " ".join(filter(None, (given, plain(author.find("lastname")), plain(author.find("suffix")))))
        found = next((orcid(plain(node)) for node in author.iterfind("identifier")), None)
        if name or group:
            yield Person(name=name or group, orcid=found)


def _issued(article: etree._Element) -> str:
    for path in ("journal/journalissue/pubdate", "articledate", "book/pubdate", "contributiondate"):
        date = article.find(path)
        if date is None:
            continue
        parts = [plain(date.find(tag)) for tag in ("year", "month", "day")]
        words = plain(date.find("medlinedate"))
        if parts[0] or words:
            month = re.search(r"[A-Z][a-z]{2}", words)
            return iso(*parts) if parts[0] else iso(words, month.group() if month else "")
    return ""


def _ids(record: etree._Element, citation: etree._Element) -> Iterator[Curie | None]:
    yield from_kind("pmid", plain(citation.find("pmid")))
    for node in record.iterfind("pubmeddata/articleidlist/articleid"):
        yield from_kind(node.get("IdType") or "", plain(node))
    for node in citation.iterfind("otherid"):
        words = plain(node).split()
        if words and words[0].startswith("PMC"):
            yield from_kind("pmc", words[0])
    for node in citation.iterfind("article/elocationid"):
        if node.get("ValidYN") != "N":
            yield from_kind(node.get("EIdType") or "", plain(node))


def _mesh_headings(citation: etree._Element) -> Iterator[MeshHeading]:
    for heading in citation.iterfind("meshheadinglist/meshheading"):
        descriptor = heading.find("descriptorname")
        if descriptor is None:
            continue
        qualifiers = heading.findall("qualifiername")
        yield MeshHeading(
            curie=_mesh(descriptor.get("UI")),
            name=plain(descriptor),
            major=any(node.get("MajorTopicYN") == "Y" for node in (descriptor, *qualifiers)),
            qualifiers=tuple(plain(node) for node in qualifiers),
        )


def _mesh(identifier: str | None) -> Curie | None:
    return Curie("MESH", identifier) if identifier and _MESH_UI.fullmatch(identifier) else None


def _chemicals(citation: etree._Element) -> Iterator[Annotation]:
    """Yield the substances, genes and supplementary diseases that an indexer listed; none has a place in the text."""
    for node in citation.iterfind("chemicallist/chemical/nameofsubstance"):
        yield _listed(Kind.CHEMICAL, node, "MEDLINE chemical list")
    for node in citation.iterfind("supplmeshlist/supplmeshname"):
        kind = {"Disease": Kind.DISEASE, "Organism": Kind.SPECIES}.get(node.get("Type") or "", Kind.CHEMICAL)
        yield _listed(kind, node, "MEDLINE supplementary concept list")
    for node in citation.iterfind("genesymbollist/genesymbol"):
        yield _listed(Kind.GENE, node, "MEDLINE gene symbol list")


def _listed(kind: Kind, node: etree._Element, source: str) -> Annotation:
    curie = _mesh(node.get("UI"))
    return Annotation(kind=kind, name=plain(node), curies=(curie,) if curie else (), source=source)


def _references(record: etree._Element, inline: Inline) -> Iterator[Reference]:
    for number, node in enumerate(record.iterfind("pubmeddata//reference"), 1):
        text = inline.text(node.find("citation"))
        found = (from_kind(item.get("IdType") or "", plain(item)) for item in node.iterfind("articleidlist/articleid"))
        yield Reference(key=str(number), text=text, year=find_year(text), ids=ordered(found))
