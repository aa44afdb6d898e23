"""Render the inline content of JATS elements: emphasis, sub- and superscripts, citations, formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from extractors.readers.inline import is_citation_number, needs_brackets, subscript, superscript
from extractors.readers.layout import Run
from extractors.readers.xml import entity_text

# Elements that carry no words of the text.
_SKIPPED = {
    "tex-math", "inline-graphic", "graphic", "media", "object-id", "alt-text", "long-desc", "index-term", "hr",
    "private-char", "glyph-data", "email-alt", "annotation", "xref-alt", "abbrev-alt",
}  # fmt: skip
# Elements around which a word ends, though their content is part of the sentence.
_SPACED = {
    "break",
    "p",
    "title",
    "list",
    "list-item",
    "def-list",
    "def-item",
    "term",
    "def",
    "disp-formula",
    "td",
    "th",
}
# Cross-references that only carry a footnote mark.
_NOTE_MARKS = {"fn", "table-fn", "aff", "corresp", "author-notes", "contrib"}
_RELATIONS = set("=<>≤≥±×≈≠≃≅∼→←+−≡∝∈∪∩≪≫")


class Inline:
    """Render elements into runs; ``entities`` are those that the file declares itself.

    Citations get the key of the reference they point to. ``blocks`` names the elements that stand on their own
    inside a paragraph; they are handed to ``interrupt`` and never rendered inline.
    """

    def __init__(self, entities: Mapping[str, str], blocks: frozenset[str]) -> None:
        self.entities = dict(entities)
        self.blocks = blocks

    def run(self, element: etree._Element) -> Run:
        """Return the whole content of an element as one run, block elements within it in line with the rest."""
        run = Run()
        self.write_flat(element, run)
        return run

    def write_flat(self, element: etree._Element, run: Run) -> None:
        """Render the content into the run with block elements within it in line with the rest."""
        self.write(element, run, lambda child: self._spaced(child, run))

    def text(self, element: etree._Element | None) -> str:
        """Return the text of `run`; empty for None."""
        return "" if element is None else self.run(element).text

    def write(self, element: etree._Element, run: Run, interrupt: Callable[[etree._Element], None]) -> None:
        """Render the content of an element into the run; each block element within goes to ``interrupt``."""
        if element.text:
            run.write(element.text)
        for child in element:
            self._child(child, run, interrupt)
            if child.tail:
                run.write(child.tail)

    def _child(self, child: etree._Element, run: Run, interrupt: Callable[[etree._Element], None]) -> None:
        tag = child.tag
        if tag is etree.Entity:
            run.write(entity_text(child, self.entities))
        elif not isinstance(tag, str) or tag in _SKIPPED:
            return
        elif tag in self.blocks:
            interrupt(child)
        elif tag == "xref":
            self._xref(child, run)
        elif tag == "sup":
            self._sup(child, run)
        elif tag == "sub":
            self._shifted(child, run, subscript)
        elif tag == "math":
            run.write(math_text(child))
        elif tag == "alternatives":
            self._alternatives(child, run, interrupt)
        elif tag in _SPACED:
            self._spaced(child, run)
        else:
            self.write(child, run, interrupt)

    def _spaced(self, child: etree._Element, run: Run) -> None:
        run.space()
        self.write_flat(child, run)
        run.space()

    def _alternatives(self, child: etree._Element, run: Run, interrupt: Callable[[etree._Element], None]) -> None:
        # Several forms of one thing: the one in words or MathML is read.
        chosen = next((part for part in child if part.tag in ("math", "textual-form")), None)
        if chosen is not None:
            run.write(math_text(chosen) if chosen.tag == "math" else self.text(chosen))
        else:
            self.write(child, run, interrupt)

    def _sup(self, child: etree._Element, run: Run) -> None:
        references = [part for part in child if part.tag == "xref"]
        if references and all(part.get("ref-type") in _NOTE_MARKS for part in references):
            return
        if any(part.get("ref-type") == "bibr" for part in references):
            self._bracketed(child, run)
        else:
            self._shifted(child, run, superscript)

    def _shifted(self, child: etree._Element, run: Run, render: Callable[[str, str], str]) -> None:
        raw = "".join(str(part) for part in child.itertext())
        if raw[:1].isspace():
            run.space()
        elif _broken_line(child):
            run.pending = False
        run.write(render(run.tail, self.text(child)))
        if raw[-1:].isspace():
            run.space()

    def _bracketed(self, child: etree._Element, run: Run) -> None:
        run.space()
        run.write("[")
        if child.tag == "xref":
            start = run.place()
            run.write(self._bare(child))
            run.cite(start, _keys(child))
        else:
            self.write_flat(child, run)
        run.write("]")

    def _xref(self, child: etree._Element, run: Run) -> None:
        kind = child.get("ref-type", "")
        content = self._bare(child)
        raised = len(child) == 1 and child[0].tag == "sup" and not (child.text or child[0].tail or "").strip()
        if kind in _NOTE_MARKS and (raised or len(content) <= 2):
            return
        if kind != "bibr":
            self.write_flat(child, run)
        elif is_citation_number(content) and (raised or needs_brackets(run.tail)) and not _inside_sup(child):
            self._bracketed(child, run)
        else:
            start = run.place()
            run.write(content)
            run.cite(start, _keys(child))

    def _bare(self, child: etree._Element) -> str:
        """Return the words of a cross-reference with its superscripts set on the line."""
        run = Run()
        for node in child.iter():
            if node.tag is etree.Entity:
                run.write(entity_text(node, self.entities))
            elif isinstance(node.tag, str):
                run.write(node.text or "")
            if node is not child:
                run.write(node.tail or "")
        return run.text


def _inside_sup(child: etree._Element) -> bool:
    parent = child.getparent()
    return parent is not None and parent.tag == "sup"


def _broken_line(child: etree._Element) -> bool:
    """Tell whether a line was broken before a raised or lowered sign that belongs to the word before.

    Programs that indent XML do so. A superscript with a letter after it may begin a word of its own (125I).
    """
    previous, parent = child.getprevious(), child.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    gap = (before or "")[len((before or "").rstrip()) :]
    return "\n" in gap and (child.tag == "sub" or not (child.tail or "")[:1].isalpha())


def _keys(child: etree._Element) -> tuple[str, ...]:
    return tuple((child.get("rid") or "").split())


def math_text(element: etree._Element) -> str:
    """Return MathML on one line: fractions with a slash, roots and powers as in running text.

    >>> from lxml import etree
    >>> math_text(etree.fromstring("<math><msup><mi>χ</mi><mn>2</mn></msup><mo>=</mo><mn>4.5</mn></math>"))
    'χ2 = 4.5'
    """
    return " ".join(_math(element).split())


def _math(element: etree._Element) -> str:
    if not isinstance(element.tag, str) or element.tag in ("annotation", "annotation-xml", "tex-math"):
        return ""
    parts = [_math(child) for child in element]
    if not parts:
        text = " ".join((element.text or "").split())
        return f" {text} " if element.tag == "mspace" or text in _RELATIONS else text
    return _combined(element.tag, parts)


def _combined(tag: str, parts: Sequence[str]) -> str:
    first, rest = parts[0], [part.strip() for part in parts[1:]]
    text = "".join(parts)
    match tag, len(rest):
        case "mfrac", 1:
            text = "/".join(f"({part})" if re.search(r"[ +−-]", part) else part for part in (first.strip(), *rest))
        case (("msub" | "munder"), 1):
            text = first + subscript(first, rest[0])
        case "msup", 1:
            text = first + superscript(first, rest[0])
        case "msubsup", 2:
            base = first + subscript(first, rest[0])
            text = base + superscript(base, rest[1])
        case "msqrt", _:
            text = f"√({text})"
        case (("mtr" | "mtd"), _):
            text += " "
    return text
