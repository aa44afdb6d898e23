"""The text layer: the paper, its text version, sections, sentences and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from extractors.assertion import find_citations
from extractors.document import Document, Genre, Metadata, Person, Reference, Role, Section, Sentence
from kg.names import Names
from kg.rdf.sheet import Sheet, date, iri

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
    writer = _Writer(document, names, retracted)
    writer.describe_paper()
    writer.describe_ids()
    writer.describe_authors()
    writer.describe_text()
    for section in document.sections:
        writer.describe_section(section)
    for sentence in sentences:
        writer.describe_sentence(sentence)
    entries: dict[str, list[Reference]] = {}
    for reference in document.references:
        entries.setdefault(reference.key, []).append(reference)
    for entry in entries.values():
        writer.describe_entry(entry)
    return writer.sheet, writer.works


class _Writer:
    """Describe the text of one paper on two sheets."""

    def __init__(self, document: Document, names: Names, retracted: Callable[[str], bool]) -> None:
        self.document, self.names, self.retracted = document, names, retracted
        self.paper = names.paper(document.id)
        self.sheet = Sheet(names.graph(document.id, "text"))
        self.works = Sheet(names.shared("works"))

    def describe_paper(self) -> None:
        sheet, paper, metadata = self.sheet, self.paper, self.document.metadata
        sheet.typed(paper, "fabio:Expression", GENRES[metadata.genre])
        sheet.add(paper, "dcterms:identifier", self.document.id)
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
        listed = metadata.genre in _ARTICLES and pmid is not None and self.retracted(pmid.identifier)
        if metadata.retracted or listed:
            sheet.add(paper, "schema:creativeWorkStatus", "Retracted")

    def describe_ids(self) -> None:
        """Link the paper to its own ids, or a page to the article that it is about.

        What a page says of its article (title, date, authors, ids) is said of the article too, so that one question
        finds a paper by its DOI whether the article itself was read or a page about it.
        """
        metadata, works = self.document.metadata, self.works
        nodes = [NamedNode(curie.iri) for curie in metadata.ids]
        if metadata.genre in _ARTICLES:
            self.sheet.add(self.paper, "owl:sameAs", *nodes)
            _describe_numbers(self.sheet, self.paper, metadata)
        elif nodes:
            doi = metadata.find_id("DOI")
            article = NamedNode(doi.iri) if doi else nodes[0]
            self.sheet.add(self.paper, "foaf:primaryTopic", article)
            works.typed(article, "fabio:Expression")
            works.add(article, "owl:sameAs", *(node for node in nodes if node != article))
            works.add(article, "dcterms:title", metadata.title)
            works.add(article, "dcterms:issued", date(metadata.issued))
            works.add(article, "dcterms:creator", *(self._author(place) for place, _ in self._authors()))
            _describe_numbers(works, article, metadata)

    def describe_authors(self) -> None:
        for place, person in self._authors():
            author = self._author(place)
            self.sheet.add(self.paper, "dcterms:creator", author)
            self.sheet.typed(author, "foaf:Agent")
            self.sheet.add(author, "foaf:name", person.name)
            self.sheet.add(author, "co:index", place)
            self.sheet.add(author, "owl:sameAs", NamedNode(person.orcid.iri) if person.orcid else None)

    def _authors(self) -> Iterator[tuple[int, Person]]:
        return enumerate(self.document.metadata.authors, 1)

    def _author(self, place: int) -> NamedNode:
        return self.names.within(self.document.id, "author", place)

    def describe_text(self) -> None:
        document, sheet, text = self.document, self.sheet, text_node(self.names, self.document)
        sheet.typed(text, "prov:Entity")
        sheet.add(self.paper, "dcterms:hasVersion", text)
        sheet.add(text, "spdx:checksumValue", document.digest)
        sheet.add(text, "dcterms:extent", len(document.text))
        sheet.add(text, "dcterms:source", document.source)
        sheet.add(text, "dcterms:format", document.format)

    def describe_section(self, section: Section) -> None:
        sheet, node = self.sheet, section_node(self.names, self.document, section)
        role = section.role if section.role is not Role.OTHER else self.document.role_at(section.start)
        sheet.typed(node, "doco:Section", *([ROLES[role]] if role in ROLES else []))
        sheet.add(node, "dcterms:isPartOf", self.paper)
        sheet.add(node, "dcterms:title", section.title)
        sheet.add(node, "cg:role", role.value)
        sheet.add(node, "nif:beginIndex", section.start)
        sheet.add(node, "nif:endIndex", section.end)

    def describe_sentence(self, sentence: Sentence) -> None:
        node = self.names.sentence(self.document.id, sentence.start, sentence.end)
        around = self.document.sections_at(sentence.start)
        whole = section_node(self.names, self.document, around[-1]) if around else self.paper
        self.sheet.typed(node, "doco:Sentence")
        self.sheet.add(node, "dcterms:isPartOf", whole)
        self.sheet.add(node, "nif:beginIndex", sentence.start)
        self.sheet.add(node, "nif:endIndex", sentence.end)
        self.sheet.add(node, "nif:anchorOf", sentence.text)
        pointed = dict.fromkeys(one.key for one in find_citations(self.document, sentence.start, sentence.end))
        self.sheet.add(node, "cito:cites", *(reference_node(self.names, self.document.id, key) for key in pointed))

    def describe_entry(self, references: Sequence[Reference]) -> None:
        """Describe an entry of the reference list; one that names several works, "12. (a) ... (b) ...", is one node."""
        sheet, node = self.sheet, reference_node(self.names, self.document.id, references[0].key)
        sheet.typed(node, "biro:BibliographicReference")
        sheet.add(node, "dcterms:isPartOf", self.paper)
        sheet.add(node, "rdfs:label", " ".join(filter(None, (one.text for one in references))))
        sheet.add(node, "dcterms:title", "; ".join(dict.fromkeys(filter(None, (one.title for one in references)))))
        sheet.add(node, "dcterms:issued", date(references[0].year))
        for reference in references:
            self._describe_cited(node, reference)

    def _describe_cited(self, node: NamedNode, reference: Reference) -> None:
        sheet = self.sheet
        cited = [NamedNode(curie.iri) for curie in reference.ids] or [at for at in [iri(reference.url)] if at]
        sheet.add(node, "biro:references", *cited)
        sheet.add(self.paper, _citation(self.document, reference), *cited)
        for curie in reference.ids:
            if curie.prefix == "PMID" and self.retracted(curie.identifier):
                self.works.add(NamedNode(curie.iri), "schema:creativeWorkStatus", "Retracted")


# The names that the SPAR ontologies have for the numbers of a paper.
_NUMBERS = {"DOI": "prism:doi", "PMID": "fabio:hasPubMedId", "PMC": "fabio:hasPubMedCentralId"}


def _describe_numbers(sheet: Sheet, node: NamedNode, metadata: Metadata) -> None:
    """State the numbers of an article as people write them: PMC ids with their letters."""
    for prefix, verb in _NUMBERS.items():
        curie = metadata.find_id(prefix)
        if curie is not None:
            sheet.add(node, verb, f"PMC{curie.identifier}" if prefix == "PMC" else curie.identifier)


def section_node(names: Names, document: Document, section: Section) -> NamedNode:
    """Return a section; the level tells a section from the one it fills to the last character."""
    return names.within(document.id, "section", f"{section.start}-{section.end}-{section.level}")


def reference_node(names: Names, document: str, key: str) -> NamedNode:
    """Return an entry of the reference list by its key."""
    return names.within(document, "reference", key)


_TELLING = frozenset({Genre.LAY, Genre.TEXT})


def _citation(document: Document, reference: Reference) -> str:
    """Say how a work is cited: a lay article, or a text that is no paper, cites as evidence what it points to."""
    pointed = {citation.key for citation in document.citations}
    as_evidence = document.metadata.genre in _TELLING and (not pointed or reference.key in pointed)
    return "cito:citesAsEvidence" if as_evidence else "cito:cites"
