"""The text layer: the paper, its text version, sections, sentences and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from extractors.document import Document, Genre, Metadata, Reference, Role, Section, Sentence
from kg.names import Names
from kg.rdf.sheet import Sheet, date, iri, offset

GENRES: dict[Genre, str] = {
    Genre.ARTICLE: "fabio:JournalArticle",
    Genre.PREPRINT: "fabio:Preprint",
    Genre.PAGE: "fabio:WebPage",
    Genre.LAY: "fabio:Article",
    Genre.TEXT: "fabio:Article",
}
ROLES: dict[Role, str] = {
    Role.TITLE: "doco:Title",
    Role.ABSTRACT: "doco:Abstract",
    Role.SUMMARY: "doco:Abstract",
    Role.INTRODUCTION: "deo:Introduction",
    Role.METHODS: "deo:Methods",
    Role.RESULTS: "deo:Results",
    Role.DISCUSSION: "deo:Discussion",
    Role.CONCLUSION: "deo:Conclusion",
    Role.FIGURE: "doco:FigureBox",
    Role.TABLE: "doco:TableBox",
    Role.REFERENCES: "doco:Bibliography",
    Role.BACK: "doco:BackMatter",
}
_ARTICLES = (Genre.ARTICLE, Genre.PREPRINT, Genre.TEXT)


def text_node(names: Names, document: Document) -> NamedNode:
    """Return the version of the text that all offsets of the document count in."""
    return names.within(document.id, "text", document.digest[:20])


def text_quads(
    document: Document, sentences: Iterable[Sentence], names: Names, retracted: Callable[[str], bool]
) -> tuple[Sheet, Sheet]:
    """Return the text layer of a paper and what it says about works that are not its own.

    ``sentences`` are those to keep. ``retracted`` tells of a PubMed number whether the paper was withdrawn.
    """
    sheet = Sheet(names.graph(document.id, "text"))
    works = Sheet(names.shared("works"))
    paper = names.paper(document.id)
    _describe_paper(sheet, paper, document, retracted)
    _describe_ids(sheet, works, paper, document.metadata)
    _describe_authors(sheet, paper, document, names)
    _describe_text(sheet, paper, document, names)
    for section in document.sections:
        _describe_section(sheet, paper, document, section, names)
    for sentence in sentences:
        _describe_sentence(sheet, paper, document, sentence, names)
    for reference in document.references:
        _describe_reference(sheet, works, document, reference, names, retracted)
    return sheet, works


def _describe_paper(sheet: Sheet, paper: NamedNode, document: Document, retracted: Callable[[str], bool]) -> None:
    metadata = document.metadata
    sheet.typed(paper, "fabio:Expression", GENRES[metadata.genre])
    sheet.add(paper, "dcterms:identifier", document.id)
    sheet.add(paper, "dcterms:title", metadata.title)
    sheet.add(paper, "dcterms:issued", date(metadata.issued))
    sheet.add(paper, "dcterms:publisher", metadata.publisher)
    sheet.add(paper, "dcterms:language", metadata.language)
    licence = iri(metadata.licence)
    sheet.add(paper, "dcterms:license" if licence else "dcterms:rights", licence or metadata.licence)
    sheet.add(paper, "prism:publicationName", metadata.journal)
    sheet.add(paper, "prism:keyword", *metadata.keywords)
    sheet.add(paper, "foaf:page", iri(metadata.url))
    sheet.add(paper, "dcterms:type", metadata.genre.value, *metadata.publication_types)
    for heading in metadata.mesh_headings:
        verb = "fabio:hasPrimarySubjectTerm" if heading.major else "fabio:hasSubjectTerm"
        sheet.add(paper, verb, NamedNode(heading.curie.iri) if heading.curie else heading.name)
    pmid = metadata.find_id("PMID")
    if metadata.retracted or (metadata.genre in _ARTICLES and pmid is not None and retracted(pmid.identifier)):
        sheet.add(paper, "cg:retracted", True)


def _describe_ids(sheet: Sheet, works: Sheet, paper: NamedNode, metadata: Metadata) -> None:
    """Link the paper to its own ids, or a page to the article that it is about."""
    nodes = [NamedNode(curie.iri) for curie in metadata.ids]
    doi = metadata.find_id("DOI")
    if metadata.genre in _ARTICLES:
        sheet.add(paper, "owl:sameAs", *nodes)
        sheet.add(paper, "prism:doi", doi.identifier if doi else None)
    elif nodes:
        article = NamedNode(doi.iri) if doi else nodes[0]
        sheet.add(paper, "foaf:primaryTopic", article)
        works.typed(article, "fabio:Expression")
        works.add(article, "owl:sameAs", *(node for node in nodes if node != article))
        works.add(article, "dcterms:identifier", *(str(curie) for curie in metadata.ids))
        works.add(article, "prism:doi", doi.identifier if doi else None)


def _describe_authors(sheet: Sheet, paper: NamedNode, document: Document, names: Names) -> None:
    for place, person in enumerate(document.metadata.authors, 1):
        author = names.within(document.id, "author", place)
        sheet.add(paper, "dcterms:creator", author)
        sheet.typed(author, "foaf:Agent")
        sheet.add(author, "foaf:name", person.name)
        sheet.add(author, "co:index", place)
        sheet.add(author, "owl:sameAs", NamedNode(person.orcid.iri) if person.orcid else None)


def _describe_text(sheet: Sheet, paper: NamedNode, document: Document, names: Names) -> None:
    text = text_node(names, document)
    sheet.typed(text, "prov:Entity")
    sheet.add(paper, "dcterms:hasVersion", text)
    sheet.add(text, "spdx:checksumValue", document.digest)
    sheet.add(text, "dcterms:extent", len(document.text))
    sheet.add(text, "dcterms:source", document.source)
    sheet.add(text, "dcterms:format", document.format)


def _describe_section(
    sheet: Sheet, paper: NamedNode, document: Document, section: Section, names: Names
) -> None:
    node = section_node(names, document, section)
    role = section.role if section.role is not Role.OTHER else document.role_at(section.start)
    sheet.typed(node, "doco:Section", *([ROLES[role]] if role in ROLES else []))
    sheet.add(node, "dcterms:isPartOf", paper)
    sheet.add(node, "dcterms:title", section.title)
    sheet.add(node, "cg:role", role.value)
    sheet.add(node, "nif:beginIndex", offset(section.start))
    sheet.add(node, "nif:endIndex", offset(section.end))


def _describe_sentence(
    sheet: Sheet, paper: NamedNode, document: Document, sentence: Sentence, names: Names
) -> None:
    node = names.sentence(document.id, sentence.start, sentence.end)
    around = document.sections_at(sentence.start)
    sheet.typed(node, "doco:Sentence")
    sheet.add(node, "dcterms:isPartOf", section_node(names, document, around[-1]) if around else paper)
    sheet.add(node, "nif:beginIndex", offset(sentence.start))
    sheet.add(node, "nif:endIndex", offset(sentence.end))
    sheet.add(node, "nif:anchorOf", sentence.text)


def section_node(names: Names, document: Document, section: Section) -> NamedNode:
    """Return a section; the level tells a section from the one it fills to the last character."""
    return names.within(document.id, "section", f"{section.start}-{section.end}-{section.level}")


def reference_node(names: Names, document: str, key: str) -> NamedNode:
    """Return an entry of the reference list by its key."""
    return names.within(document, "reference", key)


def _describe_reference(
    sheet: Sheet, works: Sheet, document: Document, reference: Reference, names: Names, retracted: Callable[[str], bool]
) -> None:
    node = reference_node(names, document.id, reference.key)
    sheet.typed(node, "biro:BibliographicReference")
    sheet.add(node, "dcterms:isPartOf", names.paper(document.id))
    sheet.add(node, "rdfs:label", reference.text)
    sheet.add(node, "dcterms:title", reference.title)
    sheet.add(node, "dcterms:issued", date(reference.year))
    cited = [NamedNode(curie.iri) for curie in reference.ids] or [found for found in [iri(reference.url)] if found]
    sheet.add(node, "biro:references", *cited)
    sheet.add(names.paper(document.id), _citation(document, reference), *cited)
    for curie in reference.ids:
        if curie.prefix == "PMID" and retracted(curie.identifier):
            works.add(NamedNode(curie.iri), "cg:retracted", True)


def _citation(document: Document, reference: Reference) -> str:
    """Say how a work is cited: a lay article cites as evidence what its text points to."""
    pointed = {citation.key for citation in document.citations}
    as_evidence = document.metadata.genre is Genre.LAY and (not pointed or reference.key in pointed)
    return "cito:citesAsEvidence" if as_evidence else "cito:cites"
