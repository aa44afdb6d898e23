"""Make documents and extractions by hand: a test says which words are entities and what the grammar should see."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.document import (
    Block,
    BlockKind,
    Citation,
    Document,
    Genre,
    MeshHeading,
    Metadata,
    Reference,
    Role,
    Section,
    Sentence,
)
from extractors.link import Link
from extractors.mention import Intervention, Mention, Part
from extractors.pipeline import Extraction
from ontologies.curie import Curie
from ontologies.term import Kind

KINDS = {
    "drug": Kind.CHEMICAL, "disease": Kind.DISEASE, "gene": Kind.GENE, "line": Kind.CELL_LINE, "species": Kind.SPECIES,
    "cell": Kind.CELL_TYPE, "process": Kind.PROCESS, "anatomy": Kind.ANATOMY, "treatment": Kind.INTERVENTION,
    "outcome": Kind.OUTCOME, "phenotype": Kind.PHENOTYPE,
}  # fmt: skip


def document(
    *sections: tuple[Role, str],
    title: str = "",
    genre: Genre = Genre.ARTICLE,
    types: Sequence[str] = (),
    headings: Sequence[str] = (),
) -> Document:
    """Return a document of sections, one paragraph each; "[1]" in the text cites reference 1."""
    parts = ((Role.TITLE, title), *sections) if title else sections
    text, made, blocks = "", [], []
    for role, words in parts:
        start = len(text)
        text += words + "\n"
        made.append(Section(start=start, end=start + len(words), role=role))
        blocks.append(Block(start=start, end=start + len(words), kind=BlockKind.PARAGRAPH))
    cited = [Citation(start=m.start(), end=m.end(), key=m[1]) for m in re.finditer(r"\[(\d+)\]", text)]
    metadata = Metadata(
        title=title,
        genre=genre,
        publication_types=tuple(types),
        mesh_headings=tuple(MeshHeading(curie=None, name=name) for name in headings),
    )
    references = tuple(Reference(key=key) for key in dict.fromkeys(citation.key for citation in cited))
    return Document(
        id="P1",
        text=text,
        source="p1.txt",
        format="text",
        metadata=metadata,
        sections=tuple(made),
        blocks=tuple(blocks),
        citations=tuple(cited),
        references=references,
    )


def sentences(paper: Document) -> tuple[Sentence, ...]:
    """Cut each block after a full stop or question mark that a capital follows."""
    made = []
    for block in paper.blocks:
        start = block.start
        for match in re.finditer(r"[.?](?=\s+[A-Z]|$)", paper.text[block.start : block.end]):
            end = block.start + match.end()
            made.append(Sentence(start=start, end=end, text=paper.text[start:end]))
            start = end + 1
        if start < block.end:
            made.append(Sentence(start=start, end=block.end, text=paper.text[start : block.end]))
    return tuple(made)


def extraction(paper: Document, entities: Mapping[str, str] = {}, whole: Sequence[str] = ()) -> Extraction:
    """Return an extraction in which each key of ``entities`` is a mention, and each of ``whole`` a composed one.

    A value is a kind of `KINDS` and, after a space, the curie it links to: ``{"aspirin": "drug MESH:D001241"}``.
    """
    found: dict[tuple[int, int], Link] = {}
    for words, value in entities.items():
        name, _, curie = value.partition(" ")
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", paper.text):
            mention = Mention.cut(paper.text, match.start(), match.end(), KINDS[name], "test")
            found[match.span()] = Link(mention=mention, term=Curie.parse(curie) if curie else None, rule="test")
    links = [found[span] for span in sorted(found)]
    composed = [
        Intervention(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            parts=(Part(role="agent", start=match.start(), end=match.end(), text=match.group()),),
        )
        for words in whole
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", paper.text)
    ]
    return Extraction(
        document=paper,
        sentences=sentences(paper),
        mentions=tuple(link.mention for link in links),
        links=tuple(links),
        interventions=tuple(sorted(composed, key=lambda item: item.start)),
    )
