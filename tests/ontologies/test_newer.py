"""A file of an owner takes the place of the release that a package carries."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

import ontologies.snapshot.build
from kg.cli import cli
from ontologies.curie import Curie
from ontologies.errors import SourceError
from ontologies.release import Release
from ontologies.snapshot.newer import read_newer, renewable
from ontologies.term import Kind, Name, Scope, Term

OBO = """format-version: 1.2
data-version: hp/releases/2031-02-03

[Term]
id: HP:0000001
name: A trait
synonym: "A mark" EXACT []

[Term]
id: MONDO:0000001
name: A disease of another owner
"""
HP = Release(name="hp", title="Traits", version="2025-01-16", licence="", licence_url="")
OLD = (Term(curie=Curie("HP", "0000009"), kind=Kind.PHENOTYPE, names=(Name(text="An old trait", scope=Scope.LABEL),)),)


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["ontologies", "update", *map(str, args)])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, dict[str, str]]]:
    """Return where builds are noted, with the files that they were given, in place of being run."""
    noted: list[tuple[Path, dict[str, str]]] = []

    def build(out: Path, wheels: Path, newer: dict[str, Path]) -> None:
        noted.append((out, {name: file.read_text(encoding="utf-8") for name, file in newer.items()}))

    monkeypatch.setattr(ontologies.snapshot.build, "build", build)
    return noted


@pytest.mark.parametrize("is_packed", [False, True])
def test_version_terms_and_names_are_those_of_the_file(tmp_path: Path, is_packed: bool) -> None:
    file = tmp_path / ("hp.obo.gz" if is_packed else "hp.obo")
    file.write_bytes(gzip.compress(OBO.encode()) if is_packed else OBO.encode())
    release, terms = read_newer(HP, OLD, file)
    assert (release.name, release.version, release.package) == ("hp", "2031-02-03", file.name)
    assert [(str(term.curie), [name.text for name in term.names]) for term in terms] == [
        ("HP:0000001", ["A trait", "A mark"])
    ]


@pytest.mark.parametrize("text", [OBO.replace("data-version", "remark"), OBO.replace("HP:", "XX:")])
def test_a_file_without_version_or_terms_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "hp.obo").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"hp\.obo.*has no"):
        read_newer(HP, OLD, tmp_path / "hp.obo")


def test_without_a_name_the_command_lists_what_can_be_renewed() -> None:
    result = run()
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == list(renewable())


@pytest.mark.parametrize(
    ("args", "said"),
    [(("mesh", "--out", "x"), "mesh cannot be renewed; these can: mondo"), (("hp",), "--out DIR")],
)
def test_wrong_use_says_what_to_do(args: tuple[str, ...], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.output


def test_files_of_a_folder_are_taken(tmp_path: Path, asked: list[tuple[Path, dict[str, str]]]) -> None:
    (tmp_path / "hp.obo").write_text(OBO, encoding="utf-8")
    assert run("hp", "--from", tmp_path, "--out", tmp_path / "new").exit_code == 0
    assert asked == [(tmp_path / "new", {"hp": OBO})]
    missing = run("cl", "--from", tmp_path, "--out", tmp_path / "new")
    assert missing.exit_code == 2
    assert "has no cl.obo" in missing.output


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a server on this machine be the owner of all files."""

    class Owner(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/hp.obo" else 404)
            self.end_headers()
            self.wfile.write(OBO.encode())

        def log_message(self, *_: object) -> None:
            pass

    from dataclasses import replace

    from ontologies.sources import sources

    with HTTPServer(("127.0.0.1", 0), Owner) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        moved = {
            name: replace(source, url=f"http://127.0.0.1:{server.server_port}/{name}.obo")
            for name, source in sources().items()
        }
        monkeypatch.setattr("ontologies.sources.sources", lambda: moved)
        yield
        server.shutdown()


@pytest.mark.usefixtures("owner")
def test_files_are_fetched_from_their_owner(tmp_path: Path, asked: list[tuple[Path, dict[str, str]]]) -> None:
    assert run("hp", "--out", tmp_path / "new").exit_code == 0
    assert asked == [(tmp_path / "new", {"hp": OBO})]
    gone = run("cl", "--out", tmp_path / "new")
    assert gone.exit_code == 2
    assert "cl.obo could not be fetched" in gone.output
    assert [path.name for path in (tmp_path / "new/sources").iterdir()] == ["hp.obo"]
