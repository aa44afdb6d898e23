"""The description in OpenAPI, and whether the service keeps to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from served import Running
from starlette.testclient import TestClient

from kg.server.app import make_app
from kg.server.settings import ServerSettings


def test_every_path_of_the_endpoint_is_described(client: TestClient, shared_folder: Path) -> None:
    described = client.get("/openapi.json").json()
    app = make_app(shared_folder, ServerSettings(pages=False))
    paths = {route.path for route in app.routes if hasattr(route, "path")}
    assert set(described["paths"]) == paths
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"] != "0"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_service_keeps_to_its_description(
    start_server: Callable[..., Running], folder: Path, tmp_path: Path
) -> None:
    """Requests made up from the description get answers that it allows, and none a server error."""
    server = start_server(folder, "--workers", "2", "--timeout", "5")
    result = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}openapi.json", "--max-examples", "40",
         "--generation-deterministic", "--suppress-health-check", "all",
         "--exclude-checks", "positive_data_acceptance"],
        capture_output=True, text=True, timeout=600, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
