"""Entities and the claims between them, by networkx: GraphML, GEXF and node-link JSON."""

from __future__ import annotations

import io
import json
import re
from typing import IO, TYPE_CHECKING

from pyoxigraph import Store

from kg.analysis import to_networkx

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(store: Store, out: IO[bytes]) -> None:
    """Write GraphML, for Gephi, Cytoscape, yEd and the like."""
    import networkx as nx

    nx.write_graphml_xml(to_networkx(store), out, encoding="utf-8", prettyprint=True)


def write_gexf(store: Store, out: IO[bytes]) -> None:
    """Write GEXF 1.2 for Gephi, without the day of writing: the same graph gives the same bytes."""
    import networkx as nx

    made = io.BytesIO()
    nx.write_gexf(_renamed(store), made, encoding="utf-8", prettyprint=True, version="1.2draft")
    out.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", made.getvalue(), count=1))


def write_node_link(store: Store, out: IO[bytes]) -> None:
    """Write the JSON of networkx's node-link form, for D3 and for `networkx.node_link_graph`."""
    import networkx as nx

    data = nx.node_link_data(_renamed(store), edges="edges")
    for part in json.JSONEncoder(ensure_ascii=False).iterencode(data):
        out.write(part.encode())
    out.write(b"\n")


def _renamed(store: Store) -> nx.MultiDiGraph:
    """Return the network with `curie` in place of `id`, which both forms take for the name of the node itself."""
    made = to_networkx(store)
    for _, data in made.nodes(data=True):
        data["curie"] = data.pop("id", "")
    return made
