"""What a body of papers says, read from the store by a few queries that fetch only what was asked for.

Every function takes the folder of a graph or an open store, and gives entities by id ("MESH:D010146"), IRI or name; a
name also stands for the treatments that the thing is part of, and an id for its counterparts in other vocabularies.

>>> import kg.analysis
>>> kg.analysis.Scope(setting=("clinical",), stated=True).setting
('clinical',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.analysis.agreements import Agreement, Contradiction, agreement, contradictions
    from kg.analysis.evidence import Profile, profile
    from kg.analysis.forests import Forest, Group, forest
    from kg.analysis.network import neighbourhood, to_networkx
    from kg.analysis.pooling import Excluded, Pool, pool
    from kg.analysis.ranking import Community, Ranked, central, communities, entity_graph
    from kg.analysis.reported import Estimate, estimates
    from kg.analysis.scope import Scope
    from kg.analysis.spokes import Spoke, Wheel, wheel
    from kg.analysis.stated import Statement, statements
    from kg.analysis.steps import Chain, Step, paths
    from kg.analysis.tables import LinkTable, link_table

_HOMES = {
    "Agreement": "agreements", "Contradiction": "agreements", "agreement": "agreements",
    "contradictions": "agreements", "Estimate": "reported", "estimates": "reported", "Profile": "evidence",
    "profile": "evidence", "Forest": "forests", "Group": "forests", "forest": "forests", "neighbourhood": "network",
    "to_networkx": "network", "Excluded": "pooling", "Pool": "pooling", "pool": "pooling", "Community": "ranking",
    "Ranked": "ranking", "central": "ranking", "communities": "ranking", "entity_graph": "ranking", "Scope": "scope",
    "Statement": "stated", "statements": "stated", "Chain": "steps", "Step": "steps", "paths": "steps",
    "LinkTable": "tables", "link_table": "tables", "Spoke": "spokes", "Wheel": "spokes",
    "wheel": "spokes",
}  # fmt: skip
__all__ = [
    "Agreement",
    "Chain",
    "Community",
    "Contradiction",
    "Estimate",
    "Excluded",
    "Forest",
    "Group",
    "LinkTable",
    "Pool",
    "Profile",
    "Ranked",
    "Scope", "Spoke",
    "Statement",
    "Step", "Wheel",
    "agreement",
    "central",
    "communities",
    "contradictions",
    "entity_graph",
    "estimates",
    "forest",
    "link_table",
    "neighbourhood",
    "paths",
    "pool",
    "profile",
    "statements",
    "to_networkx", "wheel",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: not all of them need networkx, numpy or statsmodels."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.analysis' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"kg.analysis.{_HOMES[name]}"), name)
