"""Which ids of a link count against a gold standard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Annotation
from extractors.evaluate.facts import Fact, State
from extractors.link import Link
from ontologies.curie import Curie


def ids_of(link: Link, prefixes: Sequence[str]) -> tuple[Curie, ...]:
    """Return the ids by which a link answers in the vocabularies of a gold standard, given commonest first.

    The term itself, where it is of one of them, else its counterpart in the first that has one; empty for none. Where
    the words name several things, the answers for each.
    """
    found = (_id_of(one, prefixes) for one in (link, *link.also))
    return tuple(dict.fromkeys(curie for curie in found if curie is not None))


def _id_of(link: Link, prefixes: Sequence[str]) -> Curie | None:
    if link.term is not None and link.term.prefix in prefixes:
        return link.term
    return next((curie for prefix in prefixes if (curie := link.find(prefix)) is not None), None)


def is_right(annotation: Annotation, given: Sequence[Curie]) -> bool:
    """Tell whether the ids given to a gold mention agree with its own; no id agrees with no id.

    A composite or ambiguous mention has several ids in the gold: one of them is enough here, the measure by document
    counts each.
    """
    return bool(set(given) & set(annotation.curies)) if annotation.curies else not given


def fact_of(annotation: Annotation | None, link: Link | None, prefixes: Sequence[str]) -> Iterator[Fact]:
    """Yield how a gold mention and the mention found at its place agree in their ids; either may be None."""
    given = () if link is None else ids_of(link, prefixes)
    if annotation is not None and link is not None and is_right(annotation, given):
        yield _fact(State.RIGHT, annotation.name, annotation.start, annotation.end, annotation.curies)
        return
    if annotation is not None:
        yield _fact(State.MISSED, annotation.name, annotation.start, annotation.end, annotation.curies)
    if link is not None and (annotation is None or given):
        yield _fact(State.SPURIOUS, link.mention.text, link.mention.start, link.mention.end, given)


def _fact(state: State, text: str, start: int | None, end: int | None, curies: Sequence[Curie]) -> Fact:
    ids = ", ".join(map(str, curies)) or "no match"
    return Fact(state=state, text=f"{text} = {ids}", start=start, end=end)
