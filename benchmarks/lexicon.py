"""Measure the packaged lexicon: ``python benchmarks/lexicon.py [MEDLINE.xml[.gz]]``.

Writes the time to open, the sizes, the memory of a scan and, given MEDLINE records, how many abstracts a second and
core are cut into tokens and scanned for all names.
"""

from __future__ import annotations

import gzip
import re
import resource
import sys
import time
from pathlib import Path


def abstracts(path: Path) -> list[str]:
    """Return the abstracts of a MEDLINE file as plain text."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    found = re.findall(r"<Abstract>(.*?)</Abstract>", text, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", each) for each in found]


def main() -> None:
    """Print the figures."""
    started = time.perf_counter()
    from ontologies.lexicon import Lexicon
    from ontologies.normalise import tokens

    imported = time.perf_counter()
    lexicon = Lexicon.open()
    opened = time.perf_counter()
    size = sum(path.stat().st_size for path in lexicon.folder.iterdir())
    terms = sum(release.terms for release in lexicon.releases())
    print(f"import {1e3 * (imported - started):.0f} ms, open {1e3 * (opened - imported):.1f} ms")
    print(f"{len(lexicon):,} names, {terms:,} terms, {size / 1e6:.1f} MB on disk")
    if len(sys.argv) > 1:
        texts = abstracts(Path(sys.argv[1]))
        began = time.perf_counter()
        cut = [tokens(text) for text in texts]
        between = time.perf_counter()
        found = [sum(1 for _ in lexicon.scan(each)) for each in cut]
        done = time.perf_counter()
        megabytes = sum(map(len, texts)) / 1e6
        print(f"{len(texts)} abstracts: tokens {megabytes / (between - began):.2f} M characters/s")
        rate = len(texts) / (done - began)
        print(f"tokens and scan {rate:.0f} abstracts/s, {sum(found) / len(texts):.1f} names each")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
