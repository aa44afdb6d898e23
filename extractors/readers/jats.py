"""Read full papers in JATS and its ancestor, the NLM archiving and publishing DTDs (versions 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from extractors.document import BlockKind, Citation, Document, Reference, Role
from extractors.pipeline import Failure
from extractors.readers import jats_front
from extractors.readers.ids import document_id, stem
from extractors.readers.jats_inline import Inline
from extractors.readers.jats_references import read_references
from extractors.readers.jats_tables import lay_out_table
from extractors.readers.layout import Layout, Run
from extractors.readers.record import attempt
from extractors.readers.roles import iter_labels, role_of
from extractors.readers.stream import SIZE_CAP, ByteStream, decode_head
from extractors.readers.xml import declared_entities, iter_records, plain, root_of, strip_namespaces

NAME = "jats"

_BLOCKS = frozenset({
    "sec", "p", "list", "def-list", "fig", "fig-group", "table-wrap", "table-wrap-group", "disp-quote", "boxed-text",
    "supplementary-material", "statement", "verse-group", "preformat", "speech", "fn", "fn-group", "chem-struct-wrap",
    "array", "table", "question-wrap", "answer",
})  # fmt: skip
_SECTIONS = frozenset(
    {"sec", "ack", "app", "app-group", "notes", "glossary", "bio", "boxed-text", "fn-group", "statement"}
)
_FLOATS = frozenset({"fig", "table-wrap", "chem-struct-wrap"})
_CONTAINERS = (_BLOCKS - _SECTIONS - _FLOATS - {"p", "preformat"}) | {
    "caption", "body", "back", "table-wrap-foot", "floats-group", "list-item", "def", "attrib",
}  # fmt: skip
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Parts of the back matter that say something in sentences; reference lists are read apart.
_NOT_TEXT = {
    "ref-list", "sub-article", "response", "sec-meta", "label", "object-id", "alt-text", "long-desc", "permissions",
    "graphic", "media", "tex-math",
}  # fmt: skip
_CONFLICT_NOTES = {"conflict", "coi-statement", "financial-disclosure"}
_ABSTRACT_ROLES = {
    "key-points": Role.KEY_FINDINGS,
    "highlights": Role.KEY_FINDINGS,
    "summary": Role.SUMMARY,
    "executive-summary": Role.SUMMARY,
    "editor": Role.SUMMARY,
    "editors-summary": Role.SUMMARY,
    "author-summary": Role.SUMMARY,
    "plain-language-summary": Role.SUMMARY,
    "toc": Role.SUMMARY,
    "teaser": Role.SUMMARY,
    "short": Role.SUMMARY,
    "precis": Role.SUMMARY,
}


def sniff(head: bytes) -> bool:
    """Tell whether the content starts as JATS, as a set of JATS articles or as an OAI-PMH answer that carries one."""
    text = decode_head(head)
    root = root_of(text)
    if root is None:
        return False
    name, attributes, doctype = root
    if name == "article":
        marks = ("article-type", "dtd-version", "JATS", "NLM//DTD", "archivearticle", "journalpublishing")
        return any(mark in attributes + doctype for mark in marks) or any(
            f"<{tag}" in text for tag in ("front", "journal-meta", "article-meta")
        )
    return name == "pmc-articleset" or (name == "OAI-PMH" and "<article" in text)


def read(stream: ByteStream, source: str, *, size_cap: int = SIZE_CAP) -> Iterator[Document | Failure]:
    """Yield one document for each article, in the order of the file.

    The text is the title, abstracts, body, floating figures and tables, and back matter without the references, one
    blank line between blocks. Peer-review reports and replies (``sub-article``, ``response``) and abstracts in other
    languages than English are left out. Raise `ReaderError` where the XML is broken or unsafe.
    """
    for number, element in enumerate(iter_records(stream, source, ("article",), size_cap=size_cap), 1):
        name = stem(source) if number == 1 else f"{stem(source)}-{number}"
        yield attempt(partial(_document, element, source, name), name, source)


def _document(element: etree._Element, source: str, name: str) -> Document:
    return _Article(element, source).document(name)


class _Article:
    """Walk one article and lay its text out."""

    def __init__(self, element: etree._Element, source: str) -> None:
        strip_namespaces(element)
        self.element = element
        self.source = source
        self.inline = Inline(declared_entities(element), _BLOCKS)
        self.layout = Layout()

    def document(self, fallback: str) -> Document:
        metadata = jats_front.read_metadata(self.element, self.inline)
        references = read_references(self.element, self.inline)
        self._front(metadata.title)
        for part in self.element:
            if part.tag in ("body", "back", "floats-group", "floats-wrap"):
                self._content(part)
        self._end_notes()
        return Document(
            id=document_id(metadata.ids, fallback),
            text=self.layout.text,
            source=self.source,
            format=NAME,
            metadata=metadata,
            sections=self.layout.sections,
            blocks=tuple(self.layout.blocks),
            references=references,
            citations=self._citations(references),
            tables=tuple(self.layout.tables),
        )

    def _citations(self, references: tuple[Reference, ...]) -> tuple[Citation, ...]:
        known = {reference.key for reference in references}
        return tuple(citation for citation in self.layout.citations if citation.key in known)

    # Front and end -------------------------------------------------------------------------------------------------

    def _front(self, title: str) -> None:
        with self.layout.section(Role.TITLE, title):
            self.layout.add(title, BlockKind.TITLE)
        for part in jats_front.article_meta(self.element):
            english = str(part.get(_LANGUAGE) or "").startswith("en")
            if part.tag == "abstract" or (part.tag == "trans-abstract" and english):
                self._abstract(part)

    def _abstract(self, element: etree._Element) -> None:
        title = self.inline.text(element.find("title"))
        role = _ABSTRACT_ROLES.get((element.get("abstract-type") or "").lower(), role_of(title))
        if role not in (Role.SUMMARY, Role.KEY_FINDINGS):
            role = Role.ABSTRACT
        with self.layout.section(role, title):
            for child in element:
                if child.tag == "p" and child.find(".//sec") is None:
                    self._labelled_paragraph(child)
                else:
                    self._block(child, BlockKind.PARAGRAPH)

    def _labelled_paragraph(self, element: etree._Element) -> None:
        text = self.inline.text(element)
        first = next(iter_labels(text), None)
        if first and first[0] == 0:
            with self.layout.section(first[3], first[2]):
                self._paragraph(element, BlockKind.PARAGRAPH)
        else:
            self._paragraph(element, BlockKind.PARAGRAPH)

    def _end_notes(self) -> None:
        """Put funding statements and conflicts of interest of the front matter at the end of the text."""
        meta = jats_front.article_meta(self.element)
        for element in meta.iterfind("funding-group/funding-statement"):
            with self.layout.section(Role.FUNDING, "Funding"):
                self._paragraph(element, BlockKind.PARAGRAPH)
        for element in meta.iterfind("author-notes/fn"):
            if (element.get("fn-type") or "").lower() in _CONFLICT_NOTES:
                self._footnote(element, BlockKind.PARAGRAPH, "")

    # Blocks --------------------------------------------------------------------------------------------------------

    def _content(self, element: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH, label: str = "") -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._block(child, kind, label)

    def _block(self, element: etree._Element, kind: BlockKind, label: str = "") -> None:
        tag = element.tag
        if not isinstance(tag, str) or (tag in _NOT_TEXT and not _is_film(element)):
            return
        if tag in _SECTIONS:
            self._section(element, kind)
        elif tag in _FLOATS or tag == "media":
            self._float(element)
        elif tag in ("title", "subtitle"):
            self.layout.add(self.inline.run(element), BlockKind.HEADING)
        elif tag == "def-list":
            self._definitions(element)
        elif tag in ("table", "array"):
            lay_out_table(element, self.inline, self.layout, label)
        elif tag == "fn":
            self._footnote(element, kind, label)
        elif tag in _CONTAINERS:
            self._content(element, BlockKind.LIST_ITEM if tag == "list-item" else kind, label)
        else:
            self._paragraph(element, kind, label)

    def _section(self, element: etree._Element, kind: BlockKind) -> None:
        heading = element.find("title")
        if heading is None:
            heading = element.find("caption/title")
        title = self.inline.text(heading)
        role = role_of(title, element.get("sec-type") or "")
        if role is Role.OTHER and element.tag not in ("sec", "boxed-text", "statement"):
            role = Role.BACK
        if role is Role.SUMMARY and element.tag == "sec":
            # At the end of a body "Summary" is what other papers call conclusions.
            role = Role.CONCLUSION
        with self.layout.section(role, title):
            self._content(element, kind)

    def _float(self, element: etree._Element) -> None:
        label = self.inline.text(element.find("label")).rstrip(".: ")
        role = Role.TABLE if element.tag == "table-wrap" else Role.FIGURE
        with self.layout.section(role, label):
            for part in element:
                if part.tag == "caption":
                    self._caption(part, label)
                elif part.tag == "alternatives":
                    for table in part.iterfind("table"):
                        lay_out_table(table, self.inline, self.layout, label)
                else:
                    self._block(part, BlockKind.CAPTION, label)

    def _caption(self, caption: etree._Element, label: str) -> None:
        for part in caption:
            if part.tag == "title":
                self.layout.add(self.inline.run(part), BlockKind.CAPTION, label)
            else:
                self._block(part, BlockKind.CAPTION, label)

    def _definitions(self, element: etree._Element) -> None:
        for item in element.iterchildren("def-item", "def-list", "title"):
            if item.tag == "def-item":
                parts = [self.inline.text(part) for part in item.iterchildren("term", "def")]
                self.layout.add(": ".join(part.rstrip(":") for part in parts if part), BlockKind.LIST_ITEM)
            else:
                self._block(item, BlockKind.LIST_ITEM)

    def _footnote(self, element: etree._Element, kind: BlockKind, label: str) -> None:
        note = (element.get("fn-type") or "").lower()
        if note in _CONFLICT_NOTES:
            with self.layout.section(Role.CONFLICT, plain(element.find("title"))):
                self._content(element, kind, label)
        else:
            self._content(element, kind, label)

    def _paragraph(self, element: etree._Element, kind: BlockKind, label: str = "") -> None:
        """Add a paragraph; block elements inside it end one block and start another."""
        run = Run()

        def interrupt(inner: etree._Element) -> None:
            self.layout.add(run, kind, label)
            run.clear()
            self._block(inner, kind if inner.tag == "p" else BlockKind.PARAGRAPH, label)

        self.inline.write(element, run, interrupt)
        self.layout.add(run, kind, label)


def _is_film(element: etree._Element) -> bool:
    """Tell whether an element is a film or sound of the paper; the captions of additional files say nothing."""
    parent = element.getparent()
    supplement = parent is not None and parent.tag == "supplementary-material"
    return element.tag == "media" and not supplement and element.find("caption") is not None
