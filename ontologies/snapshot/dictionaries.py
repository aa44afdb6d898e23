"""Dictionaries of names without ids of ours: groups of names that mean one thing."""

from __future__ import annotations

import bz2
import io
import pickle
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ontologies.errors import SourceError
from ontologies.readers.common import rows

_VOWELS = re.compile(r"[AEIOUY]")
_SOURCE_MARK = re.compile(r"\s*\[[^\]]*\]$")
_CODES = "cd"
_BRANDS = "bn"
_SYSTEMATIC = "sys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hold the names of one thing, the chief one apart."""

    chief: str
    names: tuple[str, ...]


def unii_groups(data: bytes, source: str) -> Iterator[Group]:
    """Yield the substances of FDA's list of UNII names by preferred name, without systematic chemical names.

    The list writes all in capitals; words get the case in which papers have them, see `recased`.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    text = data.decode("utf-8", errors="replace").encode()
    for number, (name, kind, _, display) in rows(text, source, columns=4):
        if number > 1 and kind != _SYSTEMATIC:
            groups[display].append(recased(_SOURCE_MARK.sub("", name), kind))
    for display, names in groups.items():
        yield Group(chief=recased(display, "of"), names=tuple(dict.fromkeys(names)))


def recased(name: str, kind: str) -> str:
    """Return a name in capitals as papers write it: brands with a capital, codes and short acronyms as they stand.

    ``kind`` is the list's type: ``bn`` brand, ``cd`` code, ``cn`` common and ``of`` official name.

    >>> [recased(*pair) for pair in (("ADRIAMYCIN", "bn"), ("AZT", "cn"), ("MK-801", "cd"), ("CALCIUM CHLORIDE", "cn"))]
    ['Adriamycin', 'AZT', 'MK-801', 'calcium chloride']
    """
    if kind == _CODES and any(char.isdigit() for char in name):
        return name
    several = " " in name
    return re.sub(r"[A-Z]+", lambda match: _recased_word(match[0], several, kind == _BRANDS), name)


def _recased_word(word: str, several: bool, brand: bool) -> str:
    vowels = len(_VOWELS.findall(word))
    ordinary = len(word) >= 6 or (len(word) == 5 and vowels > 1) or (len(word) >= 3 and several and vowels > 0)
    if not ordinary and not (brand and len(word) > 3 and vowels):
        return word
    return word.capitalize() if brand else word.lower()


def pickled_groups(data: bytes, source: str, table: str) -> Iterator[Group]:
    """Yield the groups of a pickled table from a name to the chief names that it stands for.

    The pickle may hold plain values only: what would make an object of a class is refused with `SourceError`.
    """
    unpacked = bz2.decompress(data) if data[:3] == b"BZh" else data
    try:
        tables = _PlainUnpickler(io.BytesIO(unpacked)).load()
        chiefs: dict[str, list[str]] = tables[table]
    except (pickle.UnpicklingError, KeyError, TypeError) as error:
        raise SourceError(source, None, f"is no pickle with the table {table} ({error})") from error
    groups: dict[str, list[str]] = defaultdict(list)
    for name, found in chiefs.items():
        for chief in found:
            groups[chief].append(name)
    for chief, names in groups.items():
        yield Group(chief=chief, names=tuple(names))


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} may not be made")
