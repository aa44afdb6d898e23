"""Validate nodes and edges with KGX against the Biolink Model of its own package: `python kgx_check.py FOLDER FORM`.

It runs in an environment of its own with kgx, bmt and biolink-model (see `make interop`), and takes the model and the
prefixes from the biolink-model package where KGX itself would fetch them. Exit 1 where KGX reports an error.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path
from typing import Any

# Prefixes of the OBO library, which the schema takes from a shared list, and the two that are not in Biolink.
OBO = ("MONDO", "HP", "GO", "CL", "UBERON", "CHEBI", "NCBITaxon", "ECO", "NCIT")
OURS = {
    "claimgraph": "https://w3id.org/claimgraph/data/",
    "CVCL": "https://identifiers.org/cellosaurus/CVCL_",
}


def main(folder: str, form: str) -> int:
    logging.disable(logging.CRITICAL)
    import biolink_model
    import bmt
    import kgx.config
    import yaml

    schema = Path(next(iter(biolink_model.__path__))) / "schema" / "biolink_model.yaml"
    bmt.Toolkit.__init__.__defaults__ = (
        str(schema),
        {"predicate mappings": []},
        *bmt.Toolkit.__init__.__defaults__[2:],
    )
    kgx.config.jsonld_context_map["biolink"] = _context(yaml.safe_load(schema.read_text(encoding="utf-8")))
    from kgx.transformer import Transformer
    from kgx.validator import Validator

    # As a stream: KGX's graph in memory would keep one edge for each subject, predicate and object.
    validator, seen = Validator(verbose=False), Counter[str]()

    def inspect(kind: Any, record: list[Any]) -> None:
        seen[kind.name] += 1
        validator(kind, record)

    files = [f"{folder}/nodes.{form}", f"{folder}/edges.{form}"]
    Transformer(stream=True).transform({"filename": files, "format": form}, {"format": "null"}, inspector=inspect)
    errors = validator.get_errors()
    for level, kinds in errors.items():
        for kind, messages in kinds.items():
            for message, places in messages.items():
                print(f"{level} {kind}: {message} ({len(places)} times, such as {next(iter(places))})")
    print(f"{form}: {seen['NODE']} nodes, {seen['EDGE']} edges")
    print(f"Biolink {Validator.get_default_model_version()}")
    return 1 if errors.get("ERROR") else 0


def _context(schema: dict[str, Any]) -> dict[str, str]:
    context = {**schema["prefixes"], **OURS, **{name: f"http://purl.obolibrary.org/obo/{name}_" for name in OBO}}
    for part in ("classes", "slots"):
        for element in schema[part].values():
            for prefix in (element or {}).get("id_prefixes") or ():
                context.setdefault(prefix, f"https://bioregistry.io/{prefix}:")
    return context


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
