"""Classes of errors: what is wrong about each mention, of the gold and of the system."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Annotation
from extractors.evaluate.facts import Fact, Judgement, Mark, State, Tally
from extractors.evaluate.ids import ids_of
from extractors.link import Link
from ontologies.curie import Curie
from ontologies.term import Kind

MISSED, SPURIOUS = "missed", "spurious"
WRONG_TYPE, WRONG_BOUNDARY = "wrong type", "wrong boundary"
WRONG_ID, NIL, MAPPING_LOST = "wrong id", "NIL", "mapping lost"
PROBLEMS = (MISSED, SPURIOUS, WRONG_BOUNDARY, WRONG_TYPE, WRONG_ID, NIL, MAPPING_LOST)


def mark(
    gold: Sequence[Annotation], found: Sequence[Link], vocabularies: Mapping[Kind, tuple[str, ...]]
) -> tuple[Mark, ...]:
    """Return a mark for every mention of the gold and of the system, gold first, each with its classes of errors.

    A gold mention and a found one are a pair where they share a character: those of one kind and span first, then of
    one kind, then of two kinds; each is in one pair at most. What has no pair is missed or spurious. In a pair, the
    kind, the span, and, where the kinds agree and the gold has an id, the id are compared. An id that the system
    chose but that leads to none in the vocabularies of the gold is a lost mapping. Without vocabularies no ids are
    compared.
    """
    partners = dict(_pairs(gold, found))
    back = {there: here for here, there in partners.items()}
    marks = []
    for number, annotation in enumerate(gold):
        link = found[partners[number]] if number in partners else None
        problems = _problems(annotation, link, vocabularies) if link else (MISSED,)
        marks.append(_gold_mark(annotation, problems, _shown(link, vocabularies) if link else ""))
    for number, link in enumerate(found):
        partner = gold[back[number]] if number in back else None
        problems = _problems(partner, link, vocabularies) if partner else (SPURIOUS,)
        marks.append(_found_mark(link, problems, vocabularies, _named(partner.name, partner.curies) if partner else ""))
    return tuple(marks)


def marks_of(judgement: Judgement) -> tuple[Mark, ...]:
    """Return the marks of a paper; where its task makes none, one for each fact, with its state as the class."""
    return judgement.marks or tuple(_fact_mark(tally, fact) for tally in judgement.tallies for fact in tally.facts)


def errors_of(judgement: Judgement) -> tuple[Mark, ...]:
    """Return what is wrong in a paper, each thing once: a pair is listed as what the gold has."""
    return tuple(mark for mark in marks_of(judgement) if mark.problems and (mark.gold or SPURIOUS in mark.problems))


def _fact_mark(tally: Tally, fact: Fact) -> Mark:
    return Mark(
        gold=fact.state is not State.SPURIOUS,
        text=fact.text,
        kind=tally.kind,
        start=fact.start,
        end=fact.end,
        problems=() if fact.state is State.RIGHT else (fact.state.value,),
        other=fact.note,
    )


def _pairs(gold: Sequence[Annotation], found: Sequence[Link]) -> Iterator[tuple[int, int]]:
    ranked = []
    order = sorted(range(len(found)), key=lambda there: found[there].mention.start)
    starts = [found[there].mention.start for there in order]
    longest = max((link.mention.end - link.mention.start for link in found), default=0)
    for here, annotation in enumerate(gold):
        start, end = annotation.start or 0, annotation.end or 0
        for there in order[bisect_left(starts, start - longest) : bisect_left(starts, end)]:
            link = found[there]
            shared = min(end, link.mention.end) - max(start, link.mention.start)
            if shared > 0:
                other = annotation.kind is not link.mention.kind
                ranked.append((other, not _same_span(annotation, link), -shared, here, there))
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    for *_, here, there in sorted(ranked):
        if here not in taken_here and there not in taken_there:
            taken_here.add(here)
            taken_there.add(there)
            yield here, there


def _same_span(annotation: Annotation, link: Link) -> bool:
    return (annotation.start, annotation.end) == (link.mention.start, link.mention.end)


def _problems(annotation: Annotation, link: Link, vocabularies: Mapping[Kind, tuple[str, ...]]) -> tuple[str, ...]:
    problems = [] if _same_span(annotation, link) else [WRONG_BOUNDARY]
    if annotation.kind is not link.mention.kind:
        return (WRONG_TYPE, *problems)
    prefixes = vocabularies.get(annotation.kind, ())
    given = ids_of(link, prefixes)
    if prefixes and annotation.curies and not set(given) & set(annotation.curies):
        problems.append(WRONG_ID if given else NIL if link.term is None else MAPPING_LOST)
    return tuple(problems)


def _gold_mark(annotation: Annotation, problems: tuple[str, ...], other: str) -> Mark:
    return Mark(
        gold=True,
        text=annotation.name,
        kind=annotation.kind,
        start=annotation.start,
        end=annotation.end,
        ids=", ".join(map(str, annotation.curies)),
        problems=problems,
        other=other,
    )


def _found_mark(
    link: Link, problems: tuple[str, ...], vocabularies: Mapping[Kind, tuple[str, ...]], other: str
) -> Mark:
    mention = link.mention
    return Mark(
        gold=False,
        text=mention.text,
        kind=mention.kind,
        start=mention.start,
        end=mention.end,
        ids=", ".join(map(str, _answers(link, vocabularies))),
        problems=problems,
        other=other,
    )


def _answers(link: Link, vocabularies: Mapping[Kind, tuple[str, ...]]) -> tuple[Curie, ...]:
    """Return the ids that count, else the term that leads to none of them."""
    return ids_of(link, vocabularies.get(link.mention.kind, ())) or ((link.term,) if link.term else ())


def _shown(link: Link, vocabularies: Mapping[Kind, tuple[str, ...]]) -> str:
    return f"{_named(link.mention.text, _answers(link, vocabularies))} ({link.mention.kind}, {link.rule})"


def _named(text: str, curies: Sequence[Curie]) -> str:
    return f"{text} = {', '.join(map(str, curies)) or 'no match'}"
