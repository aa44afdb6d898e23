"""Validate nodes and edges with KGX and the Biolink Model of its own package: `kgx_check.py FOLDER FORM [PREFIXES]`.

It runs in an environment of its own with kgx, bmt and biolink-model (see `make interop`), and takes the model from the
biolink-model package where KGX itself would fetch it, and so the prefixes: those that the model lists, and no others.
PREFIXES is the folder of another release of that package, whose prefixes are taken instead: KGX's own are of Biolink 2.
Exit 1 where KGX reports an error.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def main(folder: str, form: str, prefixes: str = "") -> int:
    logging.disable(logging.CRITICAL)
    import biolink_model
    import bmt
    import kgx.config

    schema = Path(next(iter(biolink_model.__path__))) / "schema" / "biolink_model.yaml"
    bmt.Toolkit.__init__.__defaults__ = (
        str(schema),
        {"predicate mappings": []},
        *bmt.Toolkit.__init__.__defaults__[2:],
    )
    kgx.config.jsonld_context_map["biolink"] = _prefixes(Path(prefixes) if prefixes else schema)
    from kgx.transformer import Transformer
    from kgx.validator import Validator

    model, misfits = _Model(yaml.safe_load(schema.read_text(encoding="utf-8"))), Counter[str]()

    # As a stream: KGX's graph in memory would keep one edge for each subject, predicate and object.
    validator, seen = Validator(verbose=False), Counter[str]()

    def inspect(kind: Any, record: list[Any]) -> None:
        seen[kind.name] += 1
        validator(kind, record)
        misfits.update(model.misfits(kind.name, record[-1]))

    files = [f"{folder}/nodes.{form}", f"{folder}/edges.{form}"]
    Transformer(stream=True).transform({"filename": files, "format": form}, {"format": "null"}, inspector=inspect)
    errors = validator.get_errors()
    for level, kinds in errors.items():
        for kind, messages in kinds.items():
            for message, places in messages.items():
                print(f"{level} {kind}: {message} ({len(places)} times, such as {next(iter(places))})")
    for misfit, times in misfits.most_common():
        print(f"ERROR DOMAIN_RANGE: {misfit} ({times} times)")
    print(f"{form}: {seen['NODE']} nodes, {seen['EDGE']} edges")
    print(f"Biolink {Validator.get_default_model_version()}")
    return 1 if errors.get("ERROR") or misfits else 0


class _Model:
    """Check what KGX leaves out: domain and range of predicates and classes of edges, and values of qualifiers."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._classes, self._slots, self._enums = schema["classes"], schema["slots"], schema["enums"]
        self._names = {_camel(name): name for name in self._classes}
        self._kinds: dict[str, set[str]] = {}

    def misfits(self, kind: str, record: dict[str, Any]) -> Iterator[str]:
        if kind == "NODE":
            self._kinds[record["id"]] = set().union(*(self._above(name) for name in record["category"]))
            return
        for place, name in (("domain", "subject"), ("range", "object")):
            if not self._fits(record[name], wanted := self._inherited(record["predicate"], place)):
                yield f"{name} of {record['predicate']} is no {wanted}"
            for wanted in self._ends(record["category"], name):
                if not self._fits(record[name], wanted):
                    yield f"{name} of {record['category']} is no {wanted}"
        for slot, values in (
            ("object_aspect_qualifier", "GeneOrGeneProductOrChemicalEntityAspectEnum"),
            ("object_direction_qualifier", "DirectionQualifierEnum"),
        ):
            if (stated := record.get(slot)) and stated not in self._enums[values]["permissible_values"]:
                yield f"{slot} is {stated}"

    def _fits(self, node: str, wanted: str) -> bool:
        return wanted in ("", "named thing") or wanted in self._kinds[node]

    def _inherited(self, predicate: str, place: str) -> str:
        name = predicate.removeprefix("biolink:").replace("_", " ")
        while name:
            if found := self._slots[name].get(place):
                return str(found)
            name = self._slots[name].get("is_a")
        return ""

    def _ends(self, categories: list[str], role: str) -> Iterator[str]:
        for category in categories:
            usage = self._classes[self._names[category.removeprefix("biolink:")]].get("slot_usage") or {}
            yield (usage.get(role) or {}).get("range", "")

    def _above(self, category: str) -> set[str]:
        found, todo = set(), [self._names[category.removeprefix("biolink:")]]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                own = self._classes[name]
                todo += [one for one in (own.get("is_a"), *(own.get("mixins") or ())) if one]
        return found


def _camel(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _prefixes(path: Path) -> dict[str, str]:
    """Return the prefixes of a model: of its schema, or of a folder with the classes made from one of Biolink 2."""
    if path.is_file():
        schema = yaml.safe_load(path.read_text(encoding="utf-8"))
        used = {name for thing in schema["classes"].values() for name in thing.get("id_prefixes") or ()}
        return {name: f"urn:prefix:{name}:" for name in used} | schema["prefixes"]
    text = (path / "biolink" / "model.py").read_text(encoding="utf-8")
    return dict(re.findall(r"= CurieNamespace\('([^']+)', '([^']+)'\)", text))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
