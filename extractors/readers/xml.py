"""Read XML record by record, without its dangers.

Nothing outside the file is ever loaded, no entity is expanded by the parser, and a document type that declares
external entities, or entities that expand to more than a few characters, is refused. A DOCTYPE that only points to a
DTD is ignored, and the standard character entities such a DTD would define are put in from the HTML 5 table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from typing import Any, cast

from lxml import etree

from extractors.errors import ReaderError, UnsafeInputError
from extractors.readers.stream import CHUNK, SIZE_CAP, ByteStream, too_large

# Declared entities stand for symbols; a longer one, used often, is the quadratic form of the bomb.
_LONGEST_ENTITY = 64
_LONGEST_PROLOG = 1024 * 1024

_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([A-Za-z_][\w.-]*)([^>]*)")
_PROLOG_PART = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^\[>\"']*)*", re.DOTALL)
_SUBSET_PART = re.compile(r"<!--.*?-->|<\?.*?\?>|\"[^\"]*\"|'[^']*'|\]\s*>|[^\]\"'<]+|[<\]]", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b([^>]*))", re.DOTALL)
_ENCODING = re.compile(r"^<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_SAFE_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|latin-?1|windows-125\d|cp125\d|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift_jis|koi8-r",
    re.IGNORECASE,
)
_NOISE = re.compile(r"\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot|apos);")


class _Prolog:
    """Find what stands before the root element of an XML file."""

    def __init__(self, text: str) -> None:
        self.doctype = ""
        self.subset = ""
        position = 0
        while part := _PROLOG_PART.match(text, position):
            position = part.end()
        if doctype := _DOCTYPE.match(text, position):
            self.doctype = doctype.group()
            position = self._subset(text, doctype.end())
            while part := _PROLOG_PART.match(text, position):
                position = part.end()
        self.end = position
        self.root = _ROOT.match(text, position)

    def _subset(self, text: str, position: int) -> int:
        if text[position : position + 1] != "[":
            return position + 1
        start = position = position + 1
        while part := _SUBSET_PART.match(text, position):
            position = part.end()
            if part.group().startswith("]") and part.group().endswith(">"):
                break
        self.subset = text[start:position]
        return position


def root_of(head: str) -> tuple[str, str, str] | None:
    """Return the name of the root element without its prefix, its attributes, and the DOCTYPE; None where it is no XML.

    >>> root_of('<?xml version="1.0"?><!-- x --><bio:collection a="1"><source/>')
    ('collection', ' a="1"', '')
    """
    prolog = _Prolog(head.lstrip("\ufeff"))
    return (prolog.root.group(1), prolog.root.group(2), prolog.doctype) if prolog.root else None


class _SafeParser:
    """Feed bytes to a pull parser once the prolog has been found safe."""

    def __init__(self, source: str, tags: Collection[str]) -> None:
        self.source = source
        self._started = False
        self._waiting = b""
        self.parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=["{*}" + tag for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
        )

    def feed(self, data: bytes) -> None:
        if self._started:
            self.parser.feed(data)
            return
        self._waiting += data
        text, narrow = _prolog_text(self._waiting)
        prolog = _Prolog(text)
        if prolog.root is None and len(self._waiting) < _LONGEST_PROLOG:
            return
        self._start(text, prolog, narrow)

    def _start(self, text: str, prolog: _Prolog, narrow: bool) -> None:
        check_encoding(text, self.source)
        check_subset(prolog.subset, self.source)
        data, self._waiting, self._started = self._waiting, b"", True
        if narrow and prolog.root and not prolog.doctype:
            # Without a DOCTYPE an entity such as &beta; would be an error; with one that is not read it is a gap
            # that we fill.
            data = data[: prolog.end] + b'<!DOCTYPE x SYSTEM "x">' + data[prolog.end :]
        self.parser.feed(data)

    def events(self) -> Iterator[tuple[str, etree._Element]]:
        return cast("Iterator[tuple[str, etree._Element]]", self.parser.read_events())

    def close(self) -> etree._Element:
        if not self._started:
            text, narrow = _prolog_text(self._waiting)
            prolog = _Prolog(text)
            self._start(text, prolog, narrow)
        return self.parser.close()


def _prolog_text(data: bytes) -> tuple[str, bool]:
    """Return the bytes as text in which the prolog can be searched, and whether one byte is one character of it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), False
    if data[:4] in (b"<\0?\0", b"<\0!\0"):
        return data.decode("utf-16-le", "replace"), False
    if data[:4] in (b"\0<\0?", b"\0<\0!"):
        return data.decode("utf-16-be", "replace"), False
    if data[:3] == b"\xef\xbb\xbf":
        return "   " + data[3:].decode("latin-1"), True
    return data.decode("latin-1"), True


def check_encoding(prolog: str, source: str) -> None:
    """Refuse declared encodings in which the dangerous parts of a prolog could hide from a search."""
    declared = _ENCODING.match(prolog.lstrip("\ufeff "))
    if declared and not _SAFE_ENCODINGS.fullmatch(declared.group(1)):
        raise UnsafeInputError(
            source, f"the XML declaration names the encoding {declared.group(1)!r}", advice="save the file as UTF-8"
        )


def check_subset(subset: str, source: str) -> None:
    """Raise `UnsafeInputError` where the internal subset of a DOCTYPE declares a dangerous entity.

    Allowed are entities that stand for a few characters without further references, and unparsed ones (NDATA, the
    names of picture files), which are never loaded.
    """
    bare = _NOISE.sub(lambda match: match.group() if match.group()[0] in "\"'" else " ", subset)
    declarations = list(_ENTITY.finditer(bare))
    if len(declarations) != bare.count("<!ENTITY"):
        raise _unsafe(source, "an entity declaration that cannot be understood")
    for match in declarations:
        parameter, name, double, single, external, rest = match.groups()
        if parameter:
            raise _unsafe(source, f"the parameter entity {name!r}")
        if external and not re.search(r"\sNDATA\s", rest):
            raise _unsafe(source, f"the external entity {name!r}")
        if not external:
            _check_value(name, double if double is not None else single, source)


def _check_value(name: str, value: str, source: str) -> None:
    if len(value) > _LONGEST_ENTITY or "&" in _DECLARED.sub("", value) or "%" in value or "<" in value:
        raise _unsafe(source, f"the entity {name!r} that expands to other entities, markup or a long text")


def _check_parsed(element: etree._Element, source: str) -> None:
    # The parser's own list of declarations: whatever the search of the prolog took it for, this is what counts.
    for entity in _entities(element):
        if entity.content is None:
            raise _unsafe(source, f"the external entity {entity.name!r}")
        _check_value(str(entity.name), entity.content, source)


def _unsafe(source: str, what: str) -> UnsafeInputError:
    advice = "remove the declaration if you trust the file"
    return UnsafeInputError(source, f"the document type declares {what}, which is refused for safety", advice=advice)


def iter_records(
    stream: ByteStream, source: str, tags: Collection[str], *, size_cap: int = SIZE_CAP
) -> Iterator[etree._Element]:
    """Yield each element with one of the names, outermost ones only, and forget it when the next one is asked for.

    Names are compared without namespace. Memory stays flat however long the file is, because no record is kept;
    ``size_cap`` limits the bytes from the end of one record to the end of the next. Raise `ReaderError` with the line
    where the file is not well-formed, and `UnsafeInputError` as this module says.
    """
    parser = _SafeParser(source, tags)
    depth = size = 0
    checked = False
    try:
        while data := stream.read(CHUNK):
            size += len(data)
            parser.feed(data)
            for event, element in parser.events():
                if not checked:
                    _check_parsed(element, source)
                    checked = True
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 0:
                    size = 0
                    yield element
                    _forget(element)
            if size > size_cap:
                raise too_large(source, size_cap)
        parser.close()
    except etree.XMLSyntaxError as error:
        line = error.lineno if error.lineno else None
        raise ReaderError(source, f"not well-formed XML: {error.msg}", line=line) from None
    except UnicodeError as error:
        raise ReaderError(source, f"not well-formed XML: {error}") from None


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def strip_namespaces(element: etree._Element) -> None:
    """Name every element of a tree by its local name in lower case, in place: files differ in prefix and case only."""
    for node in element.iter(etree.Element):
        name = str(node.tag)
        node.tag = name.rpartition("}")[2].lower()


def entity_text(node: etree._Element, declared: dict[str, str]) -> str:
    """Return the characters an entity reference stands for; one that nothing defines stays as it is written."""
    name = str(node.text or "")[1:-1]
    if name in declared:
        return declared[name]
    return html.unescape(f"&{name};")


def declared_entities(element: etree._Element) -> dict[str, str]:
    """Return the harmless entities that the file itself declares; the prolog check has refused all others."""
    found: dict[str, str] = {}
    for entity in _entities(element):
        if entity.name and entity.content:
            found[entity.name] = html.unescape(entity.content)
    return found


def _entities(element: etree._Element) -> list[Any]:
    # The type stubs of lxml do not know the entities of a DTD.
    dtd: Any = element.getroottree().docinfo.internalDTD
    return [] if dtd is None else list(dtd.iterentities())


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace; empty where it is missing."""
    direct = element.get(name)
    if direct is not None:
        return direct
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)), "")


def plain(element: etree._Element | None) -> str:
    """Return all text within an element with single spaces, comments and instructions left out; empty for None."""
    if element is None:
        return ""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag is etree.Entity:
        yield entity_text(element, {})
    elif isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
