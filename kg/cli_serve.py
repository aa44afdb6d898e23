"""`kg serve`."""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from kg.cli_options import graph_option, say

if TYPE_CHECKING:
    from kg.server.settings import ServerSettings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MB = 1 << 20
_MOST_CONNECTIONS = 1000


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kg serve --graph my-graph\n"
    "  kg serve --graph my-graph --port 0 --access-log -\n"
    "  KG_TOKEN=secret kg serve --graph my-graph --host 0.0.0.0"
)
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 for any free one.")
@click.option("--token", envvar="KG_TOKEN", default="", help="Let in only who sends this; better set KG_TOKEN.")
@click.option("--writable", is_flag=True, help="Take SPARQL updates; each makes a new version of the graph.")
@click.option("--service", "services", multiple=True, metavar="IRI", help="An endpoint that SERVICE may ask.  [none]")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Whose pages may read; 'none' for no others'.  [*]")
@click.option("--pages/--no-pages", default=True, help="Also pages for people, or the endpoint alone.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds a query.")
@click.option("--workers", default=4, show_default=True, type=click.IntRange(1), help="Processes that answer queries.")
@click.option("--queue", default=200, show_default=True, type=click.IntRange(1), help="Questions that may wait.")
@click.option("--max-rows", default=1_000_000, show_default=True, type=click.IntRange(1), help="Rows an answer.")
@click.option("--max-mb", default=256, show_default=True, type=click.IntRange(1), help="Megabytes an answer.")
@click.option("--memory-mb", default=2048, show_default=True, type=click.IntRange(256), help="Memory a worker.")
@click.option(
    "--access-log", type=click.Path(dir_okay=False, allow_dash=True), help="File for a line a request; - for stderr."
)
def serve(graph: Path, host: str, port: int, access_log: str | None, **limits: Any) -> None:
    """Answer SPARQL, linked data and pages about a graph over HTTP.

    A query that takes too long, too much memory or gives too much is stopped, and others do not notice. The graph is
    open for reading only: `kg build` may make its next version meanwhile, which is served as soon as it is there.
    """
    from kg.folder import GraphFolder

    GraphFolder(graph).current()
    settings = _settings(**limits)
    if settings.writable and not settings.token and host not in _LOOPBACK:
        raise click.UsageError("--writable on an address that others reach needs a token: set KG_TOKEN")
    _set_up_logs(access_log)
    _run(graph, settings, host, port)


def _settings(*, max_mb: int, memory_mb: int, cors: tuple[str, ...], **others: Any) -> ServerSettings:
    from kg.server.settings import ServerSettings

    for service in others["services"]:
        if urlsplit(service).scheme not in ("http", "https") or not urlsplit(service).hostname:
            raise click.BadParameter(f"{service!r} is no address of an endpoint: http://... or https://...")
    return ServerSettings(
        max_bytes=max_mb * _MB,
        memory=memory_mb * _MB,
        cors=tuple(origin for origin in cors or ("*",) if origin != "none"),
        **others,
    )


def _set_up_logs(access_log: str | None) -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s: %(message)s")
    if access_log:
        handler = logging.StreamHandler(sys.stderr) if access_log == "-" else logging.FileHandler(access_log)
        form = logging.Formatter('{"at": "%(asctime)sZ", "request": %(message)s}', "%Y-%m-%dT%H:%M:%S")
        form.converter = time.gmtime
        handler.setFormatter(form)
        logger = logging.getLogger("kg.server.access")
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False


def _run(graph: Path, settings: ServerSettings, host: str, port: int) -> None:
    import uvicorn

    from kg.server.app import make_app

    sign_in = " in a browser the token is the password, with any name;" if settings.token else ""

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(f"serving {graph} at {_url(self.servers[0].sockets[0].getsockname())};{sign_in} Ctrl-C ends")

    config = uvicorn.Config(
        make_app(graph, settings), host=host, port=port, log_config=None, access_log=False, server_header=False,
        lifespan="on", ws="none", limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=int(settings.timeout) + 5,
    )  # fmt: skip
    server = Server(config)
    # When all is ended in order, uvicorn raises the signal again that it was ended by.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise click.ClickException("the server could not start; the lines above say why")


def _url(name: tuple[Any, ...]) -> str:
    host = f"[{name[0]}]" if ":" in name[0] else name[0]
    return f"http://{host}:{name[1]}/"
