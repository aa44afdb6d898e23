"""A page to look at: the text with its mentions marked, and the claims and risks below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import IO

from extractors.document import Block, BlockKind
from extractors.pipeline import Extraction
from kg.annotate.ids import Marked, flat, marked
from kg.annotate.rows import Row, claim_row, risk_row
from kg.rdf.sheet import fit
from ontologies.term import Kind

_COLOURS = {
    Kind.GENE: "#cfe8ff", Kind.DISEASE: "#ffd6d6", Kind.CHEMICAL: "#d9f2d9", Kind.SPECIES: "#efe1ff",
    Kind.CELL_LINE: "#fff0c2", Kind.CELL_TYPE: "#ffe4c9", Kind.VARIANT: "#e0e0ff", Kind.INTERVENTION: "#c9f0ee",
    Kind.OUTCOME: "#eef3c0",
}  # fmt: skip
_STYLE = """
body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
mark{border-radius:3px;padding:0 2px;color:inherit;background:#eee}
.said{border-bottom:2px solid #c33}
table{border-collapse:collapse;font-size:14px;margin:1rem 0}
th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
th:last-child,td:last-child{min-width:18rem}
"""
_CLAIM = (
    "subject", "predicate", "direction", "object", "negated", "certainty", "setting", "measure", "value", "p",
    "sentence",
)  # fmt: skip
_RISK = ("kind", "agent", "hazard", "negated", "certainty", "setting", "mitigation", "sentence")


def write_html(extractions: Iterable[Extraction], out: IO[bytes], vocabulary: str) -> None:
    """Write one page that needs no other file and runs no script; sentences with a claim or risk are underlined."""
    colours = "".join(f"mark.{kind.value}{{background:{colour}}}\n" for kind, colour in _COLOURS.items())
    head = '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Annotated papers</title>'
    out.write(f"{head}\n<style>{_STYLE}{colours}</style></head>\n<body>\n".encode())
    for extraction in extractions:
        out.write("".join(_article(extraction, vocabulary)).encode())
    out.write(b"</body>\n</html>\n")


def _article(extraction: Extraction, vocabulary: str) -> Iterator[str]:
    document = extraction.document
    mentions = tuple(flat(marked(extraction, vocabulary)))
    sentences = [*(claim.sentence for claim in extraction.claims), *(risk.sentence for risk in extraction.risks)]
    said = {(sentence.start, sentence.end) for sentence in sentences}
    yield f"<article>\n<p><small>{_text(document.id)} &middot; {_text(document.source)}</small></p>\n"
    for block in document.iter_blocks():
        tag = {BlockKind.TITLE: "h1", BlockKind.HEADING: "h2"}.get(block.kind, "p")
        yield f"<{tag}>{''.join(_marked_text(document.text, block, mentions, said))}</{tag}>\n"
    yield _table("Claims", _CLAIM, [claim_row(claim) for claim in extraction.claims])
    yield _table("Risks", _RISK, [risk_row(risk) for risk in extraction.risks])
    yield "</article>\n<hr>\n"


def _marked_text(text: str, block: Block, mentions: tuple[Marked, ...], said: set[tuple[int, int]]) -> Iterator[str]:
    """Yield a block cut at the borders of mentions and of sentences that say something."""
    inside = [one for one in mentions if block.start <= one.start and one.end <= block.end]
    sentences = [(start, end) for start, end in said if block.start <= start and end <= block.end]
    cuts = {block.start, block.end, *(edge for span in sentences for edge in span)}
    cuts |= {edge for one in inside for edge in (one.start, one.end)}
    borders = sorted(cuts)
    for start, end in pairwise(borders):
        piece = _text(text[start:end])
        one = next((one for one in inside if one.start <= start and end <= one.end), None)
        if one is not None:
            title = _text(f"{one.kind.value}: {', '.join(map(str, one.all_ids)) or 'no term'} ({one.rule})")
            piece = f'<mark class="{one.kind.value}" title="{title}">{piece}</mark>'
        if any(first <= start and end <= last for first, last in sentences):
            piece = f'<span class="said">{piece}</span>'
        yield piece


def _table(title: str, names: tuple[str, ...], rows: list[Row]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in names)
    lines = ("".join(f"<td>{_text(_cell(row[name]))}</td>" for name in names) for row in rows)
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<h2>{title}</h2>\n<table><tr>{head}</tr>\n{body}</table>\n"


def _cell(value: str | int | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    return escape(fit(text))
