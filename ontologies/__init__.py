"""Terms and their names: curated vocabularies, packed for look-up. Knows nothing of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ontologies.compile import compile_snapshot
    from ontologies.crosswalk import Crosswalk
    from ontologies.curie import Curie
    from ontologies.entry import Entry, Flag
    from ontologies.lexicon import Hit, Lexicon
    from ontologies.mapping import Mapping, Predicate
    from ontologies.ontology import Ontology
    from ontologies.release import Release
    from ontologies.retractions import Retractions
    from ontologies.term import Kind, Name, Scope, Term

_HOMES = {
    "Crosswalk": "crosswalk",
    "Curie": "curie",
    "Entry": "entry",
    "Flag": "entry",
    "Hit": "lexicon",
    "Kind": "term",
    "Lexicon": "lexicon",
    "Mapping": "mapping",
    "Name": "term",
    "Ontology": "ontology",
    "Predicate": "mapping",
    "Release": "release",
    "Retractions": "retractions",
    "Scope": "term",
    "Term": "term",
    "compile_snapshot": "compile",
}

__all__ = [
    "Crosswalk",
    "Curie",
    "Entry",
    "Flag",
    "Hit",
    "Kind",
    "Lexicon",
    "Mapping",
    "Name",
    "Ontology",
    "Predicate",
    "Release",
    "Retractions",
    "Scope",
    "Term",
    "compile_snapshot",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: importing the package itself does no work."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
