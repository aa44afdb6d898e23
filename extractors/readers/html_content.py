"""Lay out the article of an HTML page as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import Block, BlockKind
from extractors.readers.ids import paper_ids
from extractors.readers.inline import is_citation_number, needs_brackets, subscript, superscript
from extractors.readers.layout import Layout, Run

_SKIPPED = {
    "script", "style", "nav", "noscript", "svg", "iframe", "button", "form", "template", "aside", "head", "input",
    "select", "textarea", "canvas", "video", "audio", "object", "embed", "map", "dialog", "menu", "picture", "img",
    "hr",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot",
    "tr",
    "figure", "figcaption", "caption", "blockquote", "pre", "header", "footer", "details", "summary", "address", "body",
    "html", "center", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"}
_FURNITURE = {
    "nav", "navbar", "navigation", "menu", "sidebar", "cookie", "cookies", "consent", "breadcrumb", "breadcrumbs",
    "share",
    "sharing", "social", "comments", "disqus", "related", "newsletter", "subscribe", "advert", "advertisement", "ads",
    "promo", "footer", "popup", "modal", "toolbar", "pagination", "recommended", "skip", "signup", "paywall",
}  # fmt: skip
_KINDS = {"li": BlockKind.LIST_ITEM, "dd": BlockKind.LIST_ITEM, "dt": BlockKind.LIST_ITEM,
          "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION}  # fmt: skip
_REFERENCE_LIST = re.compile(
    r"\b(references?|ref-list|reflist|bibliography|citations?-list|footnotes)\b", re.IGNORECASE
)
_BOXES = {"div", "section", "ul", "ol", "header", "footer", "p", "span", "dl", "table"}


@dataclass(slots=True)
class Content:
    """Hold the laid-out article: levels of headings, anchors of blocks, links in blocks and to papers."""

    layout: Layout = field(default_factory=Layout)
    levels: dict[Block, int] = field(default_factory=dict)
    anchors: dict[str, Block] = field(default_factory=dict)
    links: dict[Block, tuple[str, ...]] = field(default_factory=dict)
    reference_items: set[Block] = field(default_factory=set)
    paper_links: list[tuple[str, str, str]] = field(default_factory=list)


def read_content(root: etree._Element) -> Content:
    """Return the text of the article on a page and what belongs to it."""
    main = _main(root)
    walker = _Walker(main)
    walker.block(main, BlockKind.PARAGRAPH, in_references=False)
    return walker.content


def _main(root: etree._Element) -> etree._Element:
    """Return the element that holds the article: the longest ``article``, else ``main``, else the body."""
    articles = [element for element in root.iter("article") if not any(True for _ in element.iterancestors("article"))]
    body = root.find("body")
    whole = body if body is not None else root
    best = max(articles, key=_length, default=None)
    if best is not None and _length(best) * 2 > _length(whole):
        return best
    mains = [*root.iter("main"), *(element for element in root.iter() if element.get("role") == "main")]
    return mains[0] if mains and _length(mains[0]) * 4 > _length(whole) else best if best is not None else whole


def _length(element: etree._Element) -> int:
    hidden = sum(len(part.text or "") for part in element.iter("script", "style"))
    return sum(len(str(part)) for part in element.itertext()) - hidden


class _Walker:
    """Go through the elements of an article in order, one block after the other."""

    def __init__(self, main: etree._Element) -> None:
        self.main = main
        self.length = _length(main)
        self.content = Content()
        self.titled = False
        self._links: list[str] = []
        self._names: list[str] = []

    def block(self, element: etree._Element, kind: BlockKind, *, in_references: bool) -> None:
        """Lay out an element whose content starts and ends a block."""
        tag = str(element.tag)
        self._note_names(element)
        if re.fullmatch(r"h[1-6]", tag):
            self._heading(element, int(tag[1]))
        elif tag == "tr":
            self._row(element)
        else:
            inside = in_references or bool(
                tag in ("ol", "ul", "div", "section") and _REFERENCE_LIST.search(_names(element))
            )
            self._flow(element, _KINDS.get(tag, kind), inside)

    def _flow(self, element: etree._Element, kind: BlockKind, in_references: bool) -> None:
        run = Run()

        def interrupt(inner: etree._Element) -> None:
            self._add(run, kind, in_references)
            self.block(inner, kind, in_references=in_references)

        self._inline(element, run, interrupt)
        self._add(run, kind, in_references)

    def _add(self, run: Run, kind: BlockKind, in_references: bool = False, level: int = 0) -> None:
        block = self.content.layout.add(run, kind)
        run.clear()
        if block is None:
            return
        if level:
            self.content.levels[block] = level
        if in_references:
            self.content.reference_items.add(block)
        if self._links:
            self.content.links[block] = tuple(dict.fromkeys(self._links))
        for name in self._names:
            self.content.anchors.setdefault("#" + name, block)
        self._links, self._names = [], []

    def _heading(self, element: etree._Element, level: int) -> None:
        run = Run()
        self._inline(element, run, lambda inner: self._inline_block(inner, run))
        if level == 1 and not self.titled:
            self.titled = True
            self._add(run, BlockKind.TITLE)
        else:
            self._add(run, BlockKind.HEADING, level=level)

    def _row(self, element: etree._Element) -> None:
        run = Run()
        filled = False
        for index, cell in enumerate(element.iterchildren("td", "th")):
            if index:
                run.space()
                run.write("| ")
            before = run.length
            self._inline(cell, run, lambda inner: self._inline_block(inner, run))
            filled = filled or run.length > before
        if filled:
            self._add(run, BlockKind.TABLE_ROW)

    def _inline_block(self, inner: etree._Element, run: Run) -> None:
        run.space()
        self._inline(inner, run, lambda deeper: self._inline_block(deeper, run))
        run.space()

    def _inline(self, element: etree._Element, run: Run, interrupt) -> None:  # type: ignore[no-untyped-def]
        run.write(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and not self._is_furniture(child):
                self._child(child, run, interrupt)
            run.write(child.tail or "")

    def _child(self, child: etree._Element, run: Run, interrupt) -> None:  # type: ignore[no-untyped-def]
        tag = child.tag
        if tag in _BLOCKS:
            interrupt(child)
            return
        self._note_names(child)
        if tag == "br":
            run.space()
        elif tag == "sup":
            self._sup(child, run, interrupt)
        elif tag == "sub":
            run.write(subscript(run.tail, _words(child)))
        elif tag == "a":
            self._link(child, run, interrupt)
        else:
            self._inline(child, run, interrupt)

    def _sup(self, child: etree._Element, run: Run, interrupt) -> None:  # type: ignore[no-untyped-def]
        words = _words(child)
        rendered = superscript(run.tail, words)
        number = is_citation_number(words)
        if number and (child.find(".//a") is not None or rendered.startswith("^") or needs_brackets(run.tail)):
            # A power of ten is no citation: only words and punctuation are followed by one.
            if run.tail[-1:].isdigit() and child.find(".//a") is None:
                run.write(rendered)
                return
            run.space()
            run.write("[")
            self._inline(child, run, interrupt)
            run.write("]")
        elif child.find(".//a") is not None:
            self._inline(child, run, interrupt)
        else:
            run.write(rendered)

    def _link(self, child: etree._Element, run: Run, interrupt) -> None:  # type: ignore[no-untyped-def]
        target = (child.get("href") or "").strip()
        start = run.place()
        self._inline(child, run, interrupt)
        if target.startswith("#"):
            run.cite(start, (target,))
        elif re.match(r"https?://", target):
            self._links.append(target)
            if paper_ids(target):
                mark = f"link:{len(self.content.paper_links)}"
                run.cite(start, (mark,))
                self.content.paper_links.append((mark, target, _words(child)))

    def _note_names(self, element: etree._Element) -> None:
        self._names += [name for name in (element.get("id"), element.get("name")) if name]

    def _is_furniture(self, element: etree._Element) -> bool:
        tag = str(element.tag)
        if tag in _SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if (element.get("role") or "") in _ROLES:
            return True
        if tag == "footer" and element.getparent() is not self.main:
            return True
        words = set(re.split(r"[^a-z]+", _names(element).lower()))
        if tag not in _BOXES or not words & _FURNITURE or "has" in words or "no" in words:
            return False
        return element.find(".//h1") is None and _length(element) * 2 < self.length


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())
