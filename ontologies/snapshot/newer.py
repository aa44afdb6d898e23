"""Files of the owners, newer than those in the pinned packages, that take their place in a build.

Only vocabularies that their owner publishes as one OBO file of its own can be renewed; the others are put together
from several packages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from ontologies.errors import SourceError
from ontologies.readers import reader, unpack
from ontologies.release import Release
from ontologies.sources import sources
from ontologies.term import Term

# Of these only terms that were chosen by hand are packed.
_CHOSEN = ("eco", "obi")
_VERSION = re.compile(rb"^data-version:\s*(?:\S*releases/)?(\S+)", re.MULTILINE)


def renewable() -> tuple[str, ...]:
    """Return the names of the releases that a file of their owner can take the place of.

    >>> renewable()
    ('mondo', 'cl', 'uberon', 'chebi', 'hp', 'go')
    """
    return tuple(name for name, source in sources().items() if source.reader == "obo" and name not in _CHOSEN)


def read_newer(release: Release, terms: Collection[Term], file: Path) -> tuple[Release, tuple[Term, ...]]:
    """Return a release and its terms as a newer file has them, of the same kinds and with the same prefixes.

    Raise `SourceError` where the file does not say its version, or holds no such term.
    """
    packed = file.read_bytes()
    data = unpack(packed, str(file))
    version = _VERSION.search(data)
    if version is None:
        raise SourceError(str(file), None, "has no `data-version:` line, so nobody could tell which release it is")
    kinds, prefixes = {term.kind for term in terms}, {term.curie.prefix for term in terms}
    found = tuple(
        term for term in reader("obo")(data, str(file)) if term.curie.prefix in prefixes and term.kind in kinds
    )
    if not found:
        raise SourceError(str(file), None, f"has no term with the prefix {' or '.join(sorted(prefixes))}")
    newer = sources()[release.name].release(
        version=version[1].decode("utf-8", "replace"), package=file.name, sha256=hashlib.sha256(packed).hexdigest()
    )
    return newer, found
