"""Links as tables for machine learning: one row a triple of entities, with what papers say of it as numbers."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.claim import Certainty, Setting
from kg.analysis.ask import Graph, ask, store_of, word
from kg.analysis.network import describe
from kg.analysis.scope import CLAIMED, Scope
from kg.analysis.stated import STANCES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
    from pyoxigraph import Store

FEATURES = (
    "statements", "papers", "risks", "benefits", "harms", *STANCES, *(one.value for one in Certainty),
    *(one.value for one in Setting), "first year", "last year",
)  # fmt: skip
_ROWS = """
SELECT ?claim ?class ?subject ?object ?predicate ?negated ?certainty ?work ?direction ?benefit ?issued {{
  ?claim biolink:subject ?subject ; biolink:object ?object ; biolink:predicate ?predicate ; biolink:negated ?negated ;
    cg:certainty ?certainty ; biolink:publications ?work . {pattern}
  OPTIONAL {{ ?claim cg:direction ?direction }}
  OPTIONAL {{ ?claim cg:benefit ?benefit }}
  OPTIONAL {{ ?claim cg:riskKind ?class }}
  OPTIONAL {{ ?work dcterms:issued ?issued }}
}}"""
_SETTINGS = "SELECT ?claim ?setting {{ ?claim biolink:subject ?subject ; cg:setting ?setting . {pattern} }}"
_Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTable:
    """Hold links as arrays of equal length, ordered by head, relation and tail.

    ``head``, ``relation`` and ``tail`` index ``entities`` and ``relations`` (IRIs); ``labels`` and ``ids`` go with
    ``entities``. ``features`` has a row a link and a column for each of `FEATURES`, counts of statements but for
    "papers" and the years, which are 0 where unknown.
    """

    entities: tuple[str, ...]
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    relations: tuple[str, ...]
    head: NDArray[np.int64]
    relation: NDArray[np.int64]
    tail: NDArray[np.int64]
    features: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.head)

    def triples(self) -> NDArray[np.int64]:
        """Return head, relation and tail as the columns of one array: what embedding libraries read."""
        import numpy as np

        return np.column_stack([self.head, self.relation, self.tail])

    def frame(self) -> pd.DataFrame:
        """Return a pandas frame with IRIs, labels and features; `DataFrame.to_parquet` writes it on."""
        import pandas as pd

        columns = {name: [row[place] for row in self._rows()] for place, name in enumerate(_COLUMNS)}
        numbers = dict(zip(FEATURES, self.features.T, strict=True))
        return pd.DataFrame({**columns, **numbers})

    def write(self, path: Path | str) -> None:
        """Write the table as CSV, a row a link."""
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow((*_COLUMNS, *FEATURES))
            for row, numbers in zip(self._rows(), self.features.tolist(), strict=True):
                writer.writerow((*row, *(int(number) for number in numbers)))

    def _rows(self) -> list[tuple[str, ...]]:
        places = zip(self.head.tolist(), self.relation.tolist(), self.tail.tolist(), strict=True)
        return [
            (
                self.entities[one], self.ids[one], self.labels[one], self.relations[by],
                self.entities[other], self.ids[other], self.labels[other],
            )
            for one, by, other in places
        ]  # fmt: skip


_COLUMNS = ("head", "head_id", "head_label", "relation", "tail", "tail_id", "tail_label")


def link_table(graph: Graph, scope: Scope = CLAIMED) -> LinkTable:
    """Return every link of a scope with what papers say of it: for training on links, or for features of pairs.

    A link is a subject, a predicate of Biolink and an object, whatever the direction and the polarity: those are
    counted in the features, so that nothing that is denied looks like an edge. The years let you split by time.
    """
    import numpy as np

    store = store_of(graph)
    counts = _count(store, scope)
    triples = sorted(counts)
    entities = sorted({end for one, _, other in triples for end in (one, other)})
    relations = sorted({by for _, by, _ in triples})
    facts = describe(store, entities)
    place = {iri: number for number, iri in enumerate(entities)}
    verb = {iri: number for number, iri in enumerate(relations)}
    return LinkTable(
        entities=tuple(entities),
        ids=tuple(facts.get(iri, {}).get("id", "") for iri in entities),
        labels=tuple(facts.get(iri, {}).get("label", "") for iri in entities),
        relations=tuple(relations),
        head=np.array([place[one] for one, _, _ in triples], dtype=np.int64),
        relation=np.array([verb[by] for _, by, _ in triples], dtype=np.int64),
        tail=np.array([place[other] for _, _, other in triples], dtype=np.int64),
        features=np.array([_features(counts[one]) for one in triples], dtype=np.float32).reshape(-1, len(FEATURES)),
    )


def _features(count: Counter[str]) -> list[int]:
    return [count[name] for name in FEATURES]


def _count(store: Store, scope: Scope) -> dict[_Triple, Counter[str]]:
    settings: dict[str, list[str]] = defaultdict(list)
    for row in ask(store, _SETTINGS.format(pattern=scope.pattern())):
        settings[row["claim"]].append(word(row["setting"]))
    counts: dict[_Triple, Counter[str]] = defaultdict(Counter)
    papers: dict[_Triple, set[str]] = defaultdict(set)
    for row in ask(store, _ROWS.format(pattern=scope.pattern())):
        triple = row["subject"], row["predicate"], row["object"]
        papers[triple].add(row["work"])
        _add(counts[triple], row, settings[row["claim"]])
    for triple, works in papers.items():
        counts[triple]["papers"] = len(works)
    return counts


def _add(count: Counter[str], row: dict[str, str], settings: list[str]) -> None:
    way, negated = word(row["direction"]), row["negated"] == "true"
    stance = ("no change" if negated else way) if way else ("denied" if negated else "stated")
    count.update(["statements", stance, word(row["certainty"]), *settings])
    count["risks"] += bool(row["class"])
    count["benefits"] += row["benefit"] == "true"
    count["harms"] += row["benefit"] == "false"
    year = row["issued"][:4]
    if year.isdigit():
        count["first year"] = min(count["first year"] or int(year), int(year))
        count["last year"] = max(count["last year"], int(year))
