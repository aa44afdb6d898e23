"""Two papers of one name: those that have no id of their own go by the name of their file, and files share names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.document import Document
from extractors.readers.ids import stem
from kg.plan import Shard

if TYPE_CHECKING:
    from kg.parts import PaperEntry

# Of the hash of the text: enough that two texts with one name do not share it.
_DIGITS = 8
_OWN = {"PMC", "PMID", "DOI"}


def is_named_by_file(document: Document) -> bool:
    """Tell whether a paper goes by the name of its file, for want of an id.

    >>> is_named_by_file(Document(id="note", text="Rest helps.", source="a/note.txt", format="text"))
    True
    """
    return document.id == stem(document.source) and not any(curie.prefix in _OWN for curie in document.metadata.ids)


def told_apart(document: Document) -> Document:
    """Return a paper under its name and the beginning of its text's hash.

    >>> told_apart(Document(id="note", text="Rest helps.", source="a/note.txt", format="text")).id
    'note-cf28938f'
    """
    return replace(document, id=f"{document.id}-{document.digest[:_DIGITS]}")


def shards_again(clashes: Iterable[PaperEntry], shards: Sequence[Shard]) -> tuple[Shard, ...]:
    """Return a shard for each file with papers whose name another text has: these are worked on under longer names."""
    files = {file.path: file for shard in shards for file in shard.files}
    texts: dict[str, set[str]] = {}
    for entry in clashes:
        texts.setdefault(entry.file, set()).add(entry.sha256)
    return tuple(
        Shard(number=number, files=(files[path],), again=frozenset(texts[path]))
        for number, path in enumerate(texts, len(shards))
    )
