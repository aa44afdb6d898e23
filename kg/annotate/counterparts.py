"""The ids of diseases in the vocabulary that is asked for, also where the words alone did not lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractors.claim import Argument, Claim, Risk
from extractors.link import Link
from extractors.pipeline import Extraction
from ontologies.curie import Curie
from ontologies.mapping import Mapping, Predicate
from ontologies.term import Kind

Mapped = Callable[[Curie], Iterable[Mapping]]
_PREFIXES = {"mesh": "MESH", "mondo": "MONDO"}
_ILLS = frozenset({Kind.DISEASE, Kind.PHENOTYPE})


def with_counterparts(extractions: Iterable[Extraction], mapped: Mapped, vocabulary: str) -> Iterator[Extraction]:
    """Yield papers whose diseases have ids of the vocabulary, "mesh" or "mondo", wherever their terms have exact ones.

    Linking adds the counterparts that the words of a mention bear out. What the graph says of a term holds for all of
    its mentions, so ids that are written without a graph follow the exact mappings of the terms, as the graph does.
    """
    prefix = _PREFIXES[vocabulary]
    for extraction in extractions:
        yield replace(
            extraction,
            links=tuple(_linked(link, mapped, prefix) for link in extraction.links),
            claims=tuple(_claimed(claim, mapped, prefix) for claim in extraction.claims),
            risks=tuple(_feared(risk, mapped, prefix) for risk in extraction.risks),
        )


def _exact(curies: tuple[Curie, ...], kind: Kind, mapped: Mapped, prefix: str) -> tuple[Mapping, ...]:
    """Return the exact mappings of the first id into a vocabulary that none of the ids is from."""
    if not curies or kind not in _ILLS or any(curie.prefix == prefix for curie in curies):
        return ()
    found = (mapping for mapping in mapped(curies[0]) if mapping.predicate is Predicate.EXACT)
    return tuple(sorted((one for one in found if one.object.prefix == prefix), key=lambda one: str(one.object)))


def _linked(link: Link, mapped: Mapped, prefix: str) -> Link:
    found = _exact(link.curies, link.mention.kind, mapped, prefix)
    also = tuple(_linked(other, mapped, prefix) for other in link.also)
    return replace(link, mappings=link.mappings + found, also=also) if found or also else link


def _filled(argument: Argument, mapped: Mapped, prefix: str) -> Argument:
    found = _exact(argument.curies, argument.kind, mapped, prefix)
    return replace(argument, curies=argument.curies + tuple(one.object for one in found)) if found else argument


def _claimed(claim: Claim, mapped: Mapped, prefix: str) -> Claim:
    subject, thing = (_filled(argument, mapped, prefix) for argument in (claim.subject, claim.object))
    return replace(claim, subject=subject, object=thing)


def _feared(risk: Risk, mapped: Mapped, prefix: str) -> Risk:
    agent = _filled(risk.agent, mapped, prefix) if risk.agent else None
    return replace(risk, agent=agent, hazard=_filled(risk.hazard, mapped, prefix))
