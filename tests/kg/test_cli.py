"""The command line: data on stdout, messages on stderr, one-line errors, and the promised exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli import COMMANDS, cli
from kg.cli_options import parse_time, write_table

COMMAND_PATHS = [
    *((name,) for name in COMMANDS),
    ("ontologies", "list"),
    ("ontologies", "lookup"),
    ("ontologies", "show"),
    ("ontologies", "build"),
    ("ontologies", "update"),
    ("ontologies", "roundtrip"),
]
NOTE = "Aspirin and pain\nAspirin reduced pain in mice.\n"


def run(*args: object, **options: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def packed() -> None:
    """Skip where the releases are not packed."""
    from ontologies.errors import SnapshotError
    from ontologies.lexicon import Lexicon

    try:
        Lexicon.open()
    except SnapshotError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("path", COMMAND_PATHS, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    if path != ("ontologies",):
        assert re.search(r"Examples?:", result.output)
    assert f"kg {' '.join(path)}" in result.output


def test_the_help_lists_only_commands_that_work() -> None:
    result = run("--help")
    listed = re.findall(r"^  (\w+)  ", result.output.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)
    for command in COMMANDS:
        assert isinstance(cli.get_command(click.Context(cli), command), click.Command)


@pytest.mark.parametrize(
    "args",
    [
        ("query", "claims", "--graph", "nowhere"),
        ("query", "claims"),
        ("query", "no-such-query", "--graph", "GRAPH"),
        ("query", "risks", "--graph", "GRAPH", "--param", "agent"),
        ("query", "risks", "--graph", "GRAPH", "--param", "nobody=1"),
        ("query", "SELECT ?x {", "--graph", "GRAPH"),
        ("query", "ASK { ?s ?p ?o }", "--graph", "GRAPH", "--format", "ttl"),
        ("query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--graph", "GRAPH", "--format", "csv"),
        ("query", "missing.rq", "--graph", "GRAPH"),
        ("export", "--graph", "GRAPH", "--format", "csv", "--out", "-"),
        ("export", "--graph", "nowhere", "--format", "nq", "--out", "-"),
        ("verify", "--graph", "nowhere"),
        ("build", "--graph", "x"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_error_line_and_code_two(graph: Path, args: tuple[str, ...]) -> None:
    result = run(*(str(graph) if arg == "GRAPH" else arg for arg in args))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len([line for line in result.stderr.splitlines() if line.startswith("Error:")]) == 1
    assert "Traceback" not in result.stderr


def test_query_writes_the_table_that_other_programs_read(graph: Path) -> None:
    result = run("query", "claims", "--graph", graph, "--format", "csv", "--param", "paper=PMC1")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["value"], row["start"], row["setting"]) == ("-4.79", "25", "in vitro")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_query_formats(graph: Path, form: str) -> None:
    result = run("query", "risks", "--graph", graph, "--format", form)
    assert result.exit_code == 0
    assert "Cargo control" in result.stdout


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_query_writes_triples(graph: Path, form: str) -> None:
    sparql = "CONSTRUCT { ?c a cg:Claim } WHERE { ?c a cg:Claim }"
    result = run("query", sparql, "--graph", graph, "--format", form)
    assert result.stdout.count("claim/") == 6


def test_query_reads_a_file_and_answers_yes_or_no(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK { ?c a cg:Risk }", encoding="utf-8")
    assert run("query", path, "--graph", graph).stdout == "true\n"


def test_query_reads_from_stdin(graph: Path) -> None:
    assert run("query", "-", "--graph", graph, input="ASK { ?s ?p ?o }").output.strip() == "true"


def test_query_list_shows_every_parameter(graph: Path) -> None:
    output = run("query", "--list").stdout
    assert "claims:" in output
    assert "--param agent=" in output


def test_query_takes_the_graph_from_the_environment(graph: Path) -> None:
    assert run("query", "papers", env={"KG_GRAPH": str(graph)}).exit_code == 0


def test_query_answers_within_a_second_of_starting_the_process(graph: Path) -> None:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "kg", "query", "claims", "--graph", str(graph), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert time.perf_counter() - begin < 3, "a loaded machine is given three times the time"
    assert done.stdout.count(b"PMC1") >= 1


def test_query_imports_nothing_heavy(graph: Path) -> None:
    code = (
        "import sys; from kg.cli import cli\n"
        f"try: cli(['query', 'claims', '--graph', {str(graph)!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'scispacy', 'numpy', 'lxml', 'networkx', 'rdflib', 'curies'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.strip().endswith("[]"), done.stderr


def test_export_writes_the_file_whole_and_leaves_nothing_beside_it(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.nq"
    assert run("export", "--graph", graph, "--format", "nq", "--out", out).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    to_stdout = run("export", "--graph", graph, "--format", "nq", "--out", "-")
    assert to_stdout.stdout_bytes == out.read_bytes()


def test_verify_reports_and_exits_with_its_result(graph: Path) -> None:
    result = run("verify", "--graph", graph)
    assert result.exit_code == 0
    assert "no problems" in result.stderr
    assert "spans give their words" in result.stdout


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
        ("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"),
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("0", "1970-01-01T00:00:00Z"),
        (None, ""),
    ],
)
def test_times_are_read_in_any_usual_form(monkeypatch: pytest.MonkeyPatch, given: str | None, expected: str) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert parse_time(click.Context(cli), click.Option(["--at"]), given) == expected


def test_source_date_epoch_is_the_default_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert parse_time(click.Context(cli), click.Option(["--at"]), None) == "1970-01-02T00:00:00Z"
    with pytest.raises(click.BadParameter, match="ISO 8601"):
        parse_time(click.Context(cli), click.Option(["--at"]), "yesterday")


def test_tables_show_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(("a", "b"), [("\x1b[31mred\n", "x")])
    assert "\x1b" not in capsys.readouterr().out


def test_lookup_finds_a_micro_rna_and_says_where_from(packed: None) -> None:
    result = run("ontologies", "lookup", "mir-23b", "--format", "json")
    found = json.loads(result.stdout)
    assert found[0]["id"] == "NCBIGene:407011"
    assert run("ontologies", "lookup", "zzqqxy nothing").exit_code == 1


def test_show_has_names_parents_and_counterparts(packed: None) -> None:
    facts = json.loads(run("ontologies", "show", "MONDO:0007254", "--format", "json").stdout)
    assert facts["label"] == "breast cancer"
    assert facts["parents"]
    assert any(mapping["id"].startswith("MESH:") for mapping in facts["mappings"])
    assert run("ontologies", "show", "MONDO:9999999").exit_code == 2
    assert run("ontologies", "show", "nonsense").exit_code == 2


@pytest.mark.usefixtures("packed")
def test_the_ids_of_a_gold_standard_go_there_and_back(tmp_path: Path) -> None:
    gold = tmp_path / "gold.pubtator"
    gold.write_text("1|t|Diabetes mellitus.\n1|a|None.\n1\t0\t17\tDiabetes mellitus\tDisease\tMESH:D003920\n")
    (row,) = json.loads(run("ontologies", "roundtrip", gold, "--format", "json").stdout)
    assert row == {"predicate": "skos:exactMatch", "outcome": "the same id", "ids": 1, "share": 1.0}
    assert run("ontologies", "roundtrip", gold, "--from", "HP").exit_code == 2


def test_list_has_version_licence_and_checksum(packed: None) -> None:
    releases = json.loads(run("ontologies", "list", "--format", "json").stdout)
    assert {"mondo", "mesh"} <= {release["name"] for release in releases}
    assert all(release["licence"] and release["version"] for release in releases)


@pytest.mark.parametrize("form", ["pubtator", "jsonl", "bioc", "html"])
def test_annotate_reads_stdin_and_writes_stdout(packed: None, form: str) -> None:
    result = run("annotate", "-", "--format", form, input=NOTE)
    assert result.exit_code == 0, result.stderr
    assert "Aspirin" in result.stdout


def test_annotate_keeps_the_offsets_of_a_plain_file_and_lists_what_failed(packed: None, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "torn.xml").write_text("<article><front>", encoding="utf-8")
    result = run("annotate", tmp_path, "--format", "jsonl", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "torn" in result.stderr
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    made = json.loads(line)
    assert made["text"] == NOTE
    assert {NOTE[one["start"] : one["end"]] for one in made["mentions"]} >= {"mice"}


@pytest.mark.slow
def test_build_and_demo_answer_from_real_papers(packed: None, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "3"}
    command = [sys.executable, "-m", "kg", "demo", "--graph", str(tmp_path / "g")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "-4.79" in done.stdout
    assert "dormancy" in done.stdout
    bad = tmp_path / "bad.xml"
    bad.write_text("<article>", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(bad), "--graph", str(tmp_path / "g")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert run("verify", "--graph", tmp_path / "g").exit_code == 0


PLENTY = "SELECT ?a ?b ?c { ?a skos:prefLabel ?x . ?b skos:prefLabel ?y . ?c skos:notation ?z }"


def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(graph: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", PLENTY, "--graph", str(graph), "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a,b,c\r\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_annotate_ends_quietly_when_its_reader_does(packed: None, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(NOTE * 3000, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "annotate", str(note), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 141


def test_a_build_in_which_every_paper_fails_says_so_and_keeps_the_graph(packed: None, tmp_path: Path) -> None:
    good, bad, target = tmp_path / "good.txt", tmp_path / "bad.xml", tmp_path / "g"
    good.write_text(NOTE, encoding="utf-8")
    bad.write_text("<article><front>", encoding="utf-8")
    assert run("build", good, "--graph", target, "--jobs", 1).exit_code == 0
    result = run("build", bad, "--graph", target, "--jobs", 1)
    assert result.exit_code == 1
    assert "stays as it was" in result.stderr
    assert "bad.xml" in result.stderr
    assert [
        row["paper"]
        for row in csv.DictReader(io.StringIO(run("query", "papers", "--graph", target, "--format", "csv").stdout))
    ] == ["good"]


def test_a_build_reads_names_from_a_snapshot_of_ones_own(tmp_path: Path) -> None:
    from ontologies import Curie, Kind, Name, Scope, Term
    from ontologies.compile import compile_snapshot

    own = Term(
        curie=Curie("EFO", "0009999"), kind=Kind.DISEASE, names=(Name(text="Gizmotic fever", scope=Scope.LABEL),)
    )
    compile_snapshot([own], tmp_path / "own")
    (tmp_path / "note.txt").write_text("Gizmotic fever was seen in many patients.\n", encoding="utf-8")
    run("build", tmp_path / "note.txt", "--graph", tmp_path / "graph", "--lexicon", tmp_path / "own", "--jobs", 1)
    found = run("query", "mentions", "--graph", tmp_path / "graph", "--format", "csv").stdout
    assert [row["id"] for row in csv.DictReader(io.StringIO(found)) if row["text"] == "Gizmotic fever"] == [
        "EFO:0009999"
    ]
    run("verify", "--graph", tmp_path / "graph", "--lexicon", tmp_path / "own")
    note = run("annotate", tmp_path / "note.txt", "--lexicon", tmp_path / "own", "--format", "jsonl").stdout
    assert "EFO:0009999" in note
