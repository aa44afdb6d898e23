"""Read papers of many formats: what they are packed in and written in is found from their content.

`read` takes files, folders, globs and "-", and yields a `Document` or a `Failure` for each paper; `list_inputs` and
`read_input` do the same file by file, for progress and for several processes; `read_file` and `read_bytes` raise
instead. `FORMATS` names the formats. A new format is one module with ``NAME``, ``sniff`` and ``read``, registered in
`extractors.readers.formats`.
"""

from __future__ import annotations

from extractors.readers.formats import FORMATS, readers, sniff
from extractors.readers.inputs import Input, list_inputs, read, read_bytes, read_file, read_input
from extractors.readers.stream import SIZE_CAP

__all__ = [
    "FORMATS",
    "SIZE_CAP",
    "Input",
    "list_inputs",
    "read",
    "read_bytes",
    "read_file",
    "read_input",
    "readers",
    "sniff",
]
