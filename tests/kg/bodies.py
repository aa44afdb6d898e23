"""Small bodies of papers in a store, made from a line or two a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from graph_builders import Text, TinyKnowledge
from pyoxigraph import RdfFormat, Store

from extractors.claim import (
    Argument,
    Certainty,
    Claim,
    Design,
    Direction,
    Effect,
    Evidence,
    Predicate,
    Risk,
    RiskKind,
    Setting,
    Status,
)
from extractors.document import Document, Metadata, Person, Role, Section
from extractors.pipeline import Extraction
from kg.names import Names
from kg.rdf import paper_quads
from kg.rdf.provenance import Run
from kg.rdf.terms import entity_quads, term_quads
from kg.vocab import VOCABULARY
from ontologies.term import Kind


def store(extractions: Iterable[Extraction]) -> Store:
    """Return a store in memory with these papers, and the code lists."""
    made, names = Store(), Names()
    made.load(path=VOCABULARY, format=RdfFormat.TURTLE)
    for extraction in extractions:
        quads = paper_quads(extraction, names, Run(version="0", config="test"))
        made.extend(quads)
        made.extend(entity_quads(quads.shared, names))
        made.extend(chain.from_iterable(term_quads(quads.shared.terms, TinyKnowledge(), names)))
    return made


def paper(
    name: str,
    *,
    subject: str = "the vaccine",
    verb: str = "reduced",
    thing: str = "tuberculosis",
    effects: Iterable[tuple[str, str, str, str]] = (),
    direction: Direction = Direction.DECREASE,
    negated: bool = False,
    certainty: Certainty = Certainty.ASSERTED,
    status: Status = Status.FINDING,
    settings: tuple[Setting, ...] = (Setting.CLINICAL,),
    designs: tuple[Design, ...] = (Design.RCT,),
    studies: int | None = None,
    role: Role = Role.RESULTS,
    risk: bool = False,
    rule: str = "",
    year: str = "",
    also: Extraction | None = None,
) -> Extraction:
    """Return a paper that says one thing in one sentence; ``also`` is another one whose claims it makes too.

    Effects are (measure, value, low, high) as text; low and high are empty where there is no interval.
    """
    written = "; ".join(f"{measure} {value} ({low} to {high})" for measure, value, low, high in effects)
    before = f"{also.document.text} " if also else ""
    sentence_text = f"{subject} {verb} {thing} {written}."
    text = Text(before + sentence_text)
    sentence = text.sentence(sentence_text, sentence_text) if not also else _last(text, sentence_text)

    def argument(words: str, kind: Kind) -> Argument:
        start = text.text.index(words, sentence.start)
        return Argument(start=start, end=start + len(words), text=words, kind=kind)

    common = {
        "paper": name, "sentence": sentence, "section": role, "negated": negated, "certainty": certainty,
        "status": status, "evidence": Evidence(settings=settings, designs=designs, rule="test", studies=studies),
    }  # fmt: skip
    claim = Claim(
        subject=argument(subject, Kind.CHEMICAL), predicate=Predicate.AFFECTS, direction=direction,
        object=argument(thing, Kind.OUTCOME), statistics=tuple(_effects(text, sentence.start, effects)), rule=rule,
        **common,
    )  # fmt: skip
    harm = Risk(
        kind=RiskKind.ADVERSE_EVENT,
        agent=argument(subject, Kind.CHEMICAL),
        hazard=argument(thing, Kind.OUTCOME),
        **common,
    )
    claims, risks = (() if risk else (claim,)), ((harm,) if risk else ())
    author, _, number = name.partition(" ")
    document = Document(
        id=name, text=text.text, source=f"{name}.txt", format="text",
        metadata=Metadata(title=name, authors=(Person(name=f"A. {author}"),), issued=year or number or None),
        sections=_sections(also, text.text, role),
    )  # fmt: skip
    return Extraction(
        document=document,
        sentences=((*also.sentences, sentence) if also else (sentence,)),
        claims=((*also.claims, *claims) if also else claims),
        risks=risks,
    )


def _sections(also: Extraction | None, text: str, role: Role) -> tuple[Section, ...]:
    start = len(also.document.text) if also else 0
    return (*(also.document.sections if also else ()), Section(start=start, end=len(text), role=role))


def _last(text: Text, words: str):  # type: ignore[no-untyped-def]
    from extractors.document import Sentence

    start = text.text.rindex(words)
    return Sentence(start=start, end=start + len(words), text=words)


def _effects(text: Text, start: int, effects: Iterable[tuple[str, str, str, str]]) -> Iterable[Effect]:
    for measure, value, low, high in effects:
        words = f"{measure} {value} ({low} to {high})"
        at = text.text.index(words, start)
        yield Effect(
            start=at, end=at + len(words), text=words, measure=measure, value=Decimal(value),
            ci_low=Decimal(low) if low else None, ci_high=Decimal(high) if high else None,
            ci_level=Decimal(95) if low else None,
        )  # fmt: skip


__all__ = ["paper", "replace", "store"]
