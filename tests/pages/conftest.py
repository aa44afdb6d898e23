"""The pages over a graph of four hand-made papers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from page_builders import SETTINGS, all_uses
from starlette.testclient import TestClient

from kg.build import build
from kg.server.app import make_app
from kg.server.settings import ServerSettings

Fetch = Callable[[str], html.HtmlElement]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the graph."""
    folder = tmp_path_factory.mktemp("papers")
    for name in all_uses():
        (folder / f"{name}.json").write_text(json.dumps({"use": name}), encoding="utf-8")
    (folder / "broken.json").write_text(
        json.dumps({"use": "review", "id": "P5", "raise": "<script>no"}), encoding="utf-8"
    )
    target = tmp_path_factory.mktemp("pages") / "g"
    build([str(folder)], target, settings=SETTINGS)
    return target


@pytest.fixture(scope="session")
def client(graph: Path) -> Iterator[TestClient]:
    """Return a client of the whole application that asks as browsers do."""
    app = make_app(graph, ServerSettings(workers=1))
    with TestClient(app, headers={"Accept": "text/html"}) as made:
        yield made


@pytest.fixture(scope="session")
def fetch(client: TestClient) -> Fetch:
    """Return a function that gets a page and parses it."""

    def get(path: str) -> html.HtmlElement:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return html.document_fromstring(answer.text)

    return get
