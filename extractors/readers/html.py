"""Read HTML articles: the words of the article without the furniture of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from extractors.document import Block, BlockKind, Citation, Document, Reference, Role, Section
from extractors.errors import ReaderError
from extractors.pipeline import Failure
from extractors.readers.citations import find_citations, read_entry
from extractors.readers.html_content import Content, read_content
from extractors.readers.html_meta import read_metadata
from extractors.readers.ids import document_id, ordered, paper_ids, stem
from extractors.readers.outline import nested_sections
from extractors.readers.stream import SIZE_CAP, ByteStream, decode, decode_head, read_whole
from extractors.readers.xml import root_of

NAME = "html"

_TAGS = {
    "html",
    "head",
    "body",
    "main",
    "article",
    "section",
    "div",
    "h1",
    "h2",
    "p",
    "header",
    "center",
    "title",
    "meta",
    "span",
}
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<!doctype\s+html\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OTHER_ARTICLE = re.compile(r"<(?:front|article-meta|journal-meta)\b|dtd-version|article-type=|JATS|NLM//DTD")


def sniff(head: bytes) -> bool:
    """Tell whether the content starts with an HTML doctype or with an element of HTML."""
    text = decode_head(head)
    if _DOCTYPE.match(text):
        return True
    root = root_of(text)
    if root is None or root[0].lower() not in _TAGS or (root[2] and "html" not in root[2].lower()):
        return False
    return not (root[0] == "article" and _OTHER_ARTICLE.search(text))


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document: headings, paragraphs, lists, tables and captions of the article, a blank line between them.

    Scripts, menus, side bars, forms, comments and the like are left out. Metadata comes from the ``citation_*``,
    ``og:`` and ``article:`` tags; a page without ``citation_*`` tags is a lay article. Links to papers (DOI, PubMed,
    PMC) become references. Raise `ReaderError` where there is no text.
    """
    data = read_whole(stream, source, size_cap)
    text = _decode(data, source)
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text.removeprefix("\ufeff")), parser)
        if root is None:
            raise ReaderError(source, "the page is empty")
        yield _document(root, source)
    except RecursionError:
        raise ReaderError(source, "the elements of the page are nested too deeply to read") from None
    except etree.LxmlError as error:
        raise ReaderError(source, f"not readable as HTML: {error}") from None


def _decode(data: bytes, source: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, source)


def _document(root: etree._Element, source: str) -> Document:
    metadata = read_metadata(root)
    content = read_content(root)
    layout = content.layout
    if not layout.text:
        raise ReaderError(source, "the page has no text that belongs to an article")
    text, blocks = layout.text, tuple(layout.blocks)
    sections = nested_sections(text, blocks, content.levels)
    listed = _listed(text, blocks, sections, content)
    marked = tuple(replace(block, kind=BlockKind.REFERENCE) if block in listed else block for block in blocks)
    linked = _linked(content, {item.ids for item in listed.values()} | {metadata.ids})
    references = (*listed.values(), *linked.values())
    title = next((text[block.start : block.end] for block in blocks if block.kind is BlockKind.TITLE), "")
    return Document(
        id=document_id(metadata.ids, stem(source)),
        text=text,
        source=source,
        format=NAME,
        metadata=metadata if metadata.title else replace(metadata, title=title),
        sections=sections,
        blocks=marked,
        references=references,
        citations=_citations(text, marked, content, listed, linked),
    )


def _listed(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], content: Content
) -> dict[Block, Reference]:
    """Read the entries of the reference list: what stands under its heading, or in a list that is marked as one."""
    under = [section for section in sections if section.role is Role.REFERENCES]
    found: dict[Block, Reference] = {}
    for block in blocks:
        in_list = block in content.reference_items or any(part.start <= block.start < part.end for part in under)
        is_entry = re.match(r"\[\d{1,3}\]\s+\S.{14}", text[block.start : block.end])
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) and (in_list or is_entry):
            entry = read_entry(text, block.start, block.end, len(found) + 1)
            links = content.links.get(block, ())
            ids = ordered((*entry.ids, *(curie for link in links for curie in paper_ids(link))))
            found[block] = replace(entry, ids=ids, url=entry.url or next(iter(links), ""))
    return found


def _linked(content: Content, known: set[tuple[object, ...]]) -> dict[str, Reference]:
    """Return a reference for each paper that running text links to and that the list does not hold, by URL."""
    found: dict[str, Reference] = {}
    keys: dict[tuple[object, ...], Reference] = {}
    for citation, url, words in content.paper_links:
        ids = ordered(paper_ids(url))
        if ids in known:
            continue
        if ids not in keys:
            keys[ids] = Reference(key=f"link{len(keys) + 1}", text=words, title=words, url=url, ids=ids)
        found[citation] = keys[ids]
    return found


def _citations(
    text: str,
    blocks: Sequence[Block],
    content: Content,
    listed: dict[Block, Reference],
    linked: dict[str, Reference],
) -> tuple[Citation, ...]:
    by_id = {name: listed[block].key for name, block in content.anchors.items() if block in listed}
    by_id |= {mark: reference.key for mark, reference in linked.items()}
    entries = {(block.start, block.end) for block in listed}
    inner = [
        replace(citation, key=by_id[citation.key])
        for citation in content.layout.citations
        if citation.key in by_id and not any(start <= citation.start < end for start, end in entries)
    ]
    numbered = [
        citation
        for citation in find_citations(text, blocks, listed.values())
        if not any(citation.start < other.end and other.start < citation.end for other in inner)
    ]
    return tuple(sorted((*inner, *numbered), key=lambda citation: (citation.start, citation.end, citation.key)))
