"""`kg ontologies`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from kg.cli_options import write_table


@click.group(epilog='Example: kg ontologies lookup "mir-23b"')
def ontologies() -> None:
    """Look into the packed ontologies."""


def _json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


format_option = click.option(
    "--format", "-f", "form", type=click.Choice(("table", "json")), default="table", show_default=True
)


@ontologies.command("list", epilog="Example: kg ontologies list --format json")
@format_option
def list_releases(form: str) -> None:
    """List the releases with version, licence and checksum."""
    from ontologies.lexicon import Lexicon

    releases = Lexicon.open().releases()
    if form == "json":
        _json([release.to_json() for release in releases])
        return
    names = ("name", "title", "version", "terms", "names", "licence", "sha256")
    write_table(
        names,
        [(r.name, r.title, r.version, f"{r.terms:,}", f"{r.names:,}", r.licence, r.sha256[:12]) for r in releases],
    )


@ontologies.command(epilog="Example: kg ontologies roundtrip bc5cdr/dev.pubtator --from MESH --to MONDO")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "start", default="MESH", show_default=True, help="Vocabulary of the ids to follow.")
@click.option("--to", "target", default="MONDO", show_default=True, help="Vocabulary to map them into.")
@click.option("--type", "kind", default="Disease", show_default=True, help="Type of the annotations to follow.")
@format_option
def roundtrip(gold: Path, start: str, target: str, kind: str, form: str) -> None:
    """Count the ids of annotated papers that survive a mapping into another vocabulary and back, once a paper each."""
    from extractors.document import Document
    from extractors.readers import read
    from ontologies.crosswalk import Crosswalk
    from ontologies.roundtrip import round_trips

    papers = (paper for paper in read([gold]) if isinstance(paper, Document))
    ids = [
        curie
        for paper in papers
        for curie in sorted({c for one in paper.annotations if one.kind.value == kind for c in one.curies})
        if curie.prefix == start
    ]
    if not ids:
        raise click.UsageError(f"{gold} has no {kind} with an id of {start}")
    counts = round_trips(Crosswalk.open(), ids, target)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if form == "json":
        _json([{"predicate": way, "outcome": end, "ids": n, "share": n / len(ids)} for (way, end), n in ranked])
        return
    rows: list[tuple[str, ...]] = [
        (way or "-", end, f"{n:,}", f"{100 * n / len(ids):.1f} %") for (way, end), n in ranked
    ]
    write_table(("predicate", "comes back as", "ids", "share"), rows)


@ontologies.command(epilog='Example: kg ontologies lookup "breast cancer" --limit 5')
@click.argument("text")
@click.option("--limit", "-n", type=click.IntRange(1, 1000), default=10, show_default=True)
@format_option
def lookup(text: str, limit: int, form: str) -> None:
    """Find terms by a name, forgiving of spelling; exit 1 where there is none."""
    from ontologies.lexicon import Lexicon

    hits = Lexicon.open().search(text, limit)
    if form == "json":
        keys = ("kind", "label", "name", "score", "release")
        found = [(hit, {key: getattr(hit, key) for key in keys}) for hit in hits]
        _json([{"id": str(hit.curie), "scope": hit.scope.value, **facts} for hit, facts in found])
    elif hits:
        names = ("id", "type", "label", "matched name", "scope", "score", "from")
        write_table(
            names,
            [(str(h.curie), h.kind.value, h.label, h.name, h.scope.value, f"{h.score:.2f}", h.release) for h in hits],
        )
    if not hits:
        click.echo(f"nothing is called {text!r}", err=True)
        sys.exit(1)


@ontologies.command(epilog="Example: kg ontologies show MONDO:0007254")
@click.argument("curie")
@format_option
def show(curie: str, form: str) -> None:
    """Show a term with its names, parents and counterparts in other vocabularies."""
    from ontologies.curie import Curie

    facts = _facts(Curie.parse(curie))
    if form == "json":
        _json(facts)
        return
    for name, value in facts.items():
        lines = value if isinstance(value, list) else [value] if value else []
        for number, line in enumerate(lines):
            head = name if not number else ""
            click.echo(f"{click.style(head.ljust(12), fg='cyan')} {_show(line)}")


def _show(line: Any) -> str:
    if isinstance(line, dict):
        return "  ".join(str(part) for part in line.values() if part)
    return str(line)


def _facts(curie: Any) -> dict[str, Any]:
    """Return what is known of a term, ready for JSON; raise `UnknownTermError` where it is in no release."""
    from ontologies.crosswalk import Crosswalk
    from ontologies.lexicon import Lexicon

    lexicon = Lexicon.open()
    term = lexicon.term(curie)
    release = lexicon.release_of(curie)
    return {
        "id": str(curie),
        "label": term.label,
        "type": term.kind.value,
        "iri": curie.iri,
        "from": f"{release.title}, {release.version}" if release else "",
        "definition": term.definition,
        "obsolete": "replaced by " + (", ".join(map(str, term.replaced_by)) or "nothing") if term.obsolete else "",
        "species": _labelled(lexicon, [term.taxon] if term.taxon else []),
        "parents": _labelled(lexicon, term.parents),
        "names": [{"name": name.text, "scope": name.scope.value} for name in term.names[1:]],
        "tree numbers": list(term.tree_numbers),
        "mappings": [
            {
                "predicate": mapping.predicate.value,
                "id": str(mapping.object),
                "label": found.label if (found := lexicon.find_term(mapping.object)) else "",
                "source": mapping.source,
            }
            for mapping in Crosswalk(lexicon).mappings(curie)
        ],
    }


def _labelled(lexicon: Any, curies: Iterable[Any]) -> list[dict[str, str]]:
    found = ((curie, lexicon.find_term(curie)) for curie in curies)
    return [{"id": str(curie), "label": term.label if term else ""} for curie, term in found]


@ontologies.command(
    epilog="Example: kg ontologies build --out ontologies/snapshot\n\n"
    "Needs the package index, and some minutes; the packed snapshot that comes with the program needs neither."
)
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False), help="Folder to write.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def build(out: str, options: tuple[str, ...]) -> None:
    """Pack the ontologies again from their released data."""
    import runpy

    sys.argv = ["kg ontologies build", "--out", out, *options]
    runpy.run_module("ontologies.snapshot.build", run_name="__main__")


@ontologies.command(
    epilog="Examples:\n\n\b\n"
    "  kg ontologies update                                     # what there is to renew; asks nothing of the network\n"
    "  kg ontologies update mondo hp --out my-ontologies\n"
    "  kg ontologies update mondo --from downloads/ --out my-ontologies\n"
    "  kg build papers/ --lexicon my-ontologies --graph my-graph\n\n"
    "Needs the package index, some minutes and about 6 GB of memory, as `kg ontologies build` does."
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Folder for the new snapshot.")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the owners' files as NAME.obo, in place of fetching them.",
)
@click.option(
    "--wheels", type=click.Path(file_okay=False, path_type=Path), default=Path("build/wheels"), show_default=True,
    help="Folder of the packages that carry the other releases.",
)  # fmt: skip
def update(names: tuple[str, ...], out: Path | None, folder: Path | None, wheels: Path) -> None:
    """Make a snapshot with the owners' current files of NAME..., for `kg build --lexicon`; without NAME, list them.

    The packaged snapshot stays as it is: the weights that come with the program were learned with it.
    """
    from ontologies.snapshot.newer import renewable

    if not names:
        _list_renewable(renewable())
        return
    if unknown := [name for name in names if name not in renewable()]:
        raise click.UsageError(f"{', '.join(unknown)} cannot be renewed; these can: {', '.join(renewable())}")
    if out is None:
        raise click.UsageError("say where the new snapshot goes: --out DIR")
    files = {name: _file_of(name, folder, out) for name in dict.fromkeys(names)}
    from ontologies.snapshot.build import build as build_snapshot

    build_snapshot(out, wheels, files)


def _list_renewable(names: tuple[str, ...]) -> None:
    from ontologies.lexicon import Lexicon
    from ontologies.sources import sources

    packed = {release.name: release.version for release in Lexicon.open().releases()}
    rows: list[tuple[str, ...]] = [(name, packed.get(name, ""), sources()[name].url) for name in names]
    write_table(("name", "packed", "the owner's file"), rows)


def _file_of(name: str, folder: Path | None, out: Path) -> Path:
    """Return the file of an owner: of the folder, or fetched into one below the snapshot."""
    from kg.fetch import fetch_file
    from ontologies.sources import sources

    if folder is None:
        target = out / "sources" / f"{name}.obo"
        fetch_file(sources()[name].url, target)
        return target
    found = sorted(folder.glob(f"{name}.obo*"))
    if not found:
        raise click.UsageError(f"{folder} has no {name}.obo, nor one that is packed as {name}.obo.gz")
    return found[0]
