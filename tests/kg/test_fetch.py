"""Papers are fetched by any id and kept once they are there; what cannot be had stops nothing. A server here plays."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.fetch import Fetched, Services, fetch

FULL = b"<article><body><p>We measured \xc2\xb5g.</p></body></article>"
CITATION = b"<PubmedArticleSet><PubmedArticle><PMID>11</PMID></PubmedArticle></PubmedArticleSet>"
PAPERS = {
    'DOI:"10.1000/open"': {"pmcid": "PMC700", "pmid": "11"},
    "ext_id:11 src:med": {"pmcid": "PMC700", "pmid": "11"},
    "ext_id:12 src:med": {"pmid": "12"},
    "PMCID:PMC800": {"pmcid": "PMC800", "pmid": "12"},
}


class Service:
    """Play both services; count what is asked, and be busy as often as told."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.busy = 0

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, bytes]:
        self.asked[path] += 1
        if self.busy:
            self.busy -= 1
            return 503, b""
        if path == "/pmc/search":
            found = PAPERS.get(query["query"])
            return 200, json.dumps({"resultList": {"result": [found] if found else []}}).encode()
        if path == "/pmc/PMC700/fullTextXML":
            return 200, FULL
        if path == "/eutils/efetch.fcgi":
            return 200, CITATION if query["id"] in ("11", "12") else b"<PubmedArticleSet></PubmedArticleSet>"
        return 404, b""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    played = Service()
    monkeypatch.setattr("kg.fetch.REQUESTS_PER_S", 1000)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            status, body = played.answer(url.path, {name: values[0] for name, values in parse_qs(url.query).items()})
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *about: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host = f"http://127.0.0.1:{server.server_port}"
    played.services = Services(europe_pmc=f"{host}/pmc", eutils=f"{host}/eutils")  # type: ignore[attr-defined]
    yield played
    server.shutdown()
    thread.join()
    server.server_close()


def get(service: Service, folder: Path, *ids: str, abstracts: bool = False) -> list[Fetched]:
    return list(fetch(ids, folder, services=service.services, abstracts=abstracts))  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["PMC700", "https://doi.org/10.1000/open", "11", "PMID: 11"])
def test_any_id_of_an_open_paper_brings_its_full_text(service: Service, tmp_path: Path, text: str) -> None:
    (found,) = get(service, tmp_path, text)
    assert (found.kind, found.file) == ("full text", tmp_path / "PMC700.xml")
    assert (tmp_path / "PMC700.xml").read_bytes() == FULL


@pytest.mark.parametrize("text", ["PMID:12", "PMC800"])
def test_where_the_text_is_not_open_the_abstract_comes(service: Service, tmp_path: Path, text: str) -> None:
    (found,) = get(service, tmp_path, text)
    assert (found.kind, found.file) == ("abstract", tmp_path / "PMID12.xml")


def test_abstracts_alone_can_be_asked_for(service: Service, tmp_path: Path) -> None:
    (found,) = get(service, tmp_path, "10.1000/open", abstracts=True)
    assert found.kind == "abstract"
    assert not (tmp_path / "PMC700.xml").exists()


def test_what_cannot_be_had_is_reported_and_the_rest_goes_on(service: Service, tmp_path: Path) -> None:
    found = get(service, tmp_path, "no id at all", "10.1000/unknown", "99", "PMC700")
    assert ["no PMC id" in one.error for one in found] == [True, False, False, False]
    assert [bool(one.error) for one in found] == [True, True, True, False]


def test_what_is_there_is_not_fetched_again(service: Service, tmp_path: Path) -> None:
    get(service, tmp_path, "PMC700")
    (found,) = get(service, tmp_path, "PMC700")
    assert found.kind == "kept"
    assert service.asked["/pmc/PMC700/fullTextXML"] == 1


def test_a_busy_service_is_asked_again(service: Service, tmp_path: Path) -> None:
    service.busy = 1
    (found,) = get(service, tmp_path, "PMC700")
    assert found.kind == "full text"
    assert service.asked["/pmc/PMC700/fullTextXML"] == 2


def test_a_service_that_does_not_answer_is_an_error_of_each_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.fetch.TRIES", 1)
    nobody = Services(europe_pmc="http://127.0.0.1:9", eutils="http://127.0.0.1:9")
    found = list(fetch(["PMC700", "11"], tmp_path, services=nobody))
    assert all("does not answer" in one.error for one in found)
    assert not list(tmp_path.iterdir())


def test_the_command_takes_ids_from_stdin_and_tells_what_failed(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.fetch.Services", lambda **who: service.services)  # type: ignore[attr-defined]
    result = CliRunner().invoke(cli, ["fetch", "-", "--out", str(tmp_path)], input="PMC700\n\nnonsense\n")
    assert result.exit_code == 1
    assert "nonsense: no PMC id" in result.output
    assert "1 full text, 1 failed" in result.output
