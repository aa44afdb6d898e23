"""Fetch the scripts that the pages ship, by name, version and checksum: ``python -m kg.pages.fetch_assets``.

``static/vendor/packages.json`` names the packages of the npm registry; another list and folder may be given. They come
through `npm pack`, and a package whose checksum differs from the one in the list is refused. The licences of all of
them, also of those that are bundled into others, go into one file beside the scripts. Nothing of this runs where pages
are served.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent / "static" / "vendor"
LICENCES = "LICENCES.txt"


def fetch(listed: Path = VENDOR / "packages.json", target: Path = VENDOR) -> None:
    """Fetch all packages of a list and write their files; raise `ValueError` for one that is not what is expected."""
    packages: list[dict[str, Any]] = json.loads(listed.read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    licences = []
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:
            archive = _pack(package, Path(folder))
            for inside, name in package["files"].items():
                (target / name).write_bytes(_read(archive, inside))
            head = f"{package['package']} {package['version']}: {package['licence']}"
            text = _read(archive, package["licence_file"]).decode("utf-8") if package["licence_file"] else "see below"
            licences.append(f"{head}\n{'=' * len(head)}\n{text.strip()}\n")
    (target / LICENCES).write_text("\n\n".join(licences), encoding="utf-8")


def _pack(package: dict[str, Any], folder: Path) -> Path:
    name = f"{package['package']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), name]
    written = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    archive = folder / written.split()[-1]
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if found != package["integrity"]:
        raise ValueError(f"{name} has the checksum {found}; expected {package['integrity']}")
    return archive


def _read(archive: Path, inside: str) -> bytes:
    with tarfile.open(archive) as files:
        # Some packages call their folder otherwise than "package".
        member = next(one for one in files.getmembers() if one.name.partition("/")[2] == inside)
        file = files.extractfile(member)
        if file is None:
            raise ValueError(f"{inside} in {archive.name} is no file")
        return file.read()


if __name__ == "__main__":
    fetch(*map(Path, sys.argv[1:]))
