"""A small paper with answers, and a pipeline whose finds are known."""

from __future__ import annotations

import dataclasses

from extractors.document import Annotation, Document
from extractors.link import Link
from extractors.mention import Mention, ShortForm
from extractors.pipeline import Extraction, Pipeline
from ontologies.curie import Curie
from ontologies.term import Kind

TEXT = "Asthma and eczema; MCF-7 (M7)."


def sample_paper() -> Document:
    asthma = Annotation(kind=Kind.DISEASE, name="Asthma", curies=(Curie.parse("MESH:D001249"),), start=0, end=6)
    eczema = Annotation(kind=Kind.DISEASE, name="eczema", curies=(Curie.parse("MESH:D004485"),), start=11, end=17)
    return Document(id="1", text=TEXT, source="gold", format="pubtator", annotations=(asthma, eczema))


def recognise(extraction: Extraction) -> Extraction:
    assert not extraction.document.annotations, "the pipeline was shown the answers"
    places = ((0, 6, Kind.DISEASE), (7, 17, Kind.DISEASE), (19, 24, Kind.CELL_LINE))
    mentions = tuple(Mention.cut(TEXT, start, end, kind, "test") for start, end, kind in places)
    short = ShortForm(short="M7", long="MCF-7", short_start=26, short_end=28, long_start=19, long_end=24)
    return dataclasses.replace(extraction, mentions=mentions, short_forms=(short,))


def link(extraction: Extraction) -> Extraction:
    assert not any(mention.given for mention in extraction.mentions), "the linker was shown the answers"
    known = {"Asthma": "MESH:D001249", "eczema": "MESH:D003876", "MCF-7": "CVCL_0031"}
    links = tuple(
        Link(mention=m, term=Curie.parse(known[m.text]) if m.text in known else None, rule="test")
        for m in extraction.mentions
    )
    return dataclasses.replace(extraction, links=links)


def sample_pipeline() -> Pipeline:
    return Pipeline((("mentions.test.v1", recognise), ("links.test.v1", link)))
