"""PubTator: title and abstract lines, a line a mention, a line a relation (CID of BC5CDR, the types of BioRED)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from extractors.document import Document, Role, Span
from extractors.evaluate.relations import induced, relations
from extractors.pipeline import Extraction
from kg.annotate.ids import TYPES, argument_id, marked, pubtator_id
from ontologies.term import Kind

# A tab or a line break would end a field or a line; one space replaces one character, so that offsets still count.
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def write_pubtator(extractions: Iterable[Extraction], out: IO[bytes], vocabulary: str) -> None:
    """Write title and abstract of each paper with the mentions in them, then the relations between these.

    A text with no abstract is written whole, its first line as the title. Offsets count in title, one separator and
    abstract: where the input is in that form they are its own.
    """
    for extraction in extractions:
        lines = _record(extraction, vocabulary)
        out.write("".join(f"{line}\n" for line in (*lines, "")).encode("utf-8", "replace"))


def _record(extraction: Extraction, vocabulary: str) -> Iterator[str]:
    document = extraction.document
    paper = public_id(document)
    title, abstract = title_and_abstract(document)
    yield f"{paper}|t|{document.text[title.start : title.end].translate(_BREAKS)}"
    yield f"{paper}|a|{document.text[abstract.start : abstract.end].translate(_BREAKS)}"
    shifts = ((title, -title.start), (abstract, title.end - title.start + 1 - abstract.start))
    for one in marked(extraction, vocabulary):
        shift = next((shift for part, shift in shifts if part.start <= one.start and one.end <= part.end), None)
        if one.kind in TYPES and shift is not None:
            words = one.text.translate(_BREAKS)
            facts = (paper, one.start + shift, one.end + shift, words, one.kind, pubtator_id(one, vocabulary))
            yield "\t".join(map(str, facts))
    yield from dict.fromkeys(
        "\t".join((paper, *fact)) for fact in _relations(extraction, (title, abstract), vocabulary)
    )


def _relations(extraction: Extraction, parts: Sequence[Span], vocabulary: str) -> Iterator[tuple[str, str, str]]:
    """Yield the type and the two ids of each relation within the parts: what chemicals induce, then BioRED's types."""
    harms = (one for one in induced(extraction) if one.subject.kind is Kind.CHEMICAL and one.object.kind in _ILLS)
    for one in (*harms, *relations(extraction)):
        if all(any(part.start <= place.start < part.end for part in parts) for place in (one.subject, one.object)):
            ids = argument_id(one.subject, vocabulary), argument_id(one.object, vocabulary)
            if all(ids) and ids[0] != ids[1]:
                yield (one.type, *ids)


def public_id(document: Document) -> str:
    """Return the id for the first column: a PubMed number without prefix, and no bar or break.

    >>> public_id(Document(id="PMID25061872", text="", source="x", format="pubtator"))
    '25061872'
    """
    number = document.id.removeprefix("PMID")
    return number if number.isdigit() else document.id.translate(_BREAKS).replace("|", "_")


def title_and_abstract(document: Document) -> tuple[Span, Span]:
    """Return where title and abstract stand; without an abstract, the first line and all the rest.

    >>> title_and_abstract(Document(id="x", text="One.\\nTwo three.", source="x.txt", format="text"))
    (Span(start=0, end=4), Span(start=5, end=15))
    """
    found = {section.role: section for section in reversed(document.sections)}
    title, abstract = found.get(Role.TITLE), found.get(Role.ABSTRACT)
    if abstract is not None:
        head = title or Span(start=0, end=0)
        return Span(start=head.start, end=head.end), Span(start=abstract.start, end=abstract.end)
    length = len(document.text)
    end = document.text.find("\n") if "\n" in document.text else length
    if title is not None and title.start == 0:
        end = title.end
    return Span(start=0, end=end), Span(start=min(end + 1, length), end=length)
