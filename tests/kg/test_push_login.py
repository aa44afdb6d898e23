from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.push import push

BASIC = "Basic " + base64.b64encode(b"me:secret").decode()


@contextmanager
def store_that_asks(*challenges: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a store that asks who is there, takes any answer, and turns away who says it unasked."""
    answers: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        asked = False

        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            given = self.headers.get("Authorization", "")
            answers.append(given)
            right = bool(given) and type(self).asked
            type(self).asked = not given
            self.send_response(201 if right else 401)
            for challenge in () if given else challenges:
                self.send_header("WWW-Authenticate", challenge)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/store", answers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("challenges", "begins"),
    [
        (['Digest realm="R", nonce="1", qop="auth", algorithm="MD5"'], 'Digest username="me"'),
        (['Basic realm="R"'], BASIC),
        (["Bearer", 'Basic realm="R"'], BASIC),
    ],
)
def test_push_says_who_it_is_in_the_way_asked_for(graph: Path, challenges: list[str], begins: str) -> None:
    with store_that_asks(*challenges) as (url, answers):
        sent = push(graph, url, user="me", password="secret")
    assert len(answers) == 2 * sent
    assert all(answer.startswith(begins) for answer in answers[1::2])


def test_push_without_a_name_tells_that_the_store_asks_for_one(graph: Path) -> None:
    with store_that_asks('Basic realm="R"') as (url, _), pytest.raises(ExportError, match="answers 401"):
        push(graph, url)
