"""Fetch papers by id: open full texts from Europe PMC, citations with abstracts from PubMed.

The only module of the package that asks anything of the network, and only when somebody calls it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.readers import ids
from kg.errors import FetchError
from kg.folder import write_atomically

if TYPE_CHECKING:
    from requests import Response, Session

# What NCBI allows without and with a key, https://www.ncbi.nlm.nih.gov/books/NBK25497/ (Usage guidelines).
REQUESTS_PER_S, REQUESTS_PER_S_WITH_KEY = 3, 10
TRIES = 4
TIMEOUT_S = 60
_BUSY = (429, 500, 502, 503, 504)
_NOT_THERE = (400, 404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Say where to ask and who asks: NCBI wants an address to write to, and lets a key ask more often."""

    europe_pmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    eutils: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    email: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Report one id: the file that holds its paper, or the ``error``. ``kind`` is "full text", "abstract" or "kept"."""

    id: str
    file: Path | None = None
    kind: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Hold the ids of one paper; empty where it has none."""

    pmc: str = ""
    pmid: str = ""


def fetch(
    wanted: Iterable[str], out: Path, *, services: Services | None = None, abstracts: bool = False
) -> Iterator[Fetched]:
    """Fetch papers into a folder, one file each; yield what became of each id, in the order given.

    An id is a PMC id (``PMC7614604``), a PubMed id (``PMID:31452104`` or the number alone) or a DOI, also inside a URL.
    The full text is taken where it is open, else the citation with the abstract; with ``abstracts`` the latter always.
    A file that is there already is kept, so an interrupted run goes on where it was. An id that cannot be had is
    reported and stops nothing.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _Asker(services or Services()) as ask:
        for text in wanted:
            try:
                yield _fetch_one(text, out, ask, abstracts)
            except FetchError as error:
                yield Fetched(id=text, error=str(error))


def _fetch_one(text: str, out: Path, ask: _Asker, abstracts: bool) -> Fetched:
    known = _known(text, ask)
    if not abstracts:
        if not known.pmc and known.pmid:
            known = _search(f"ext_id:{known.pmid} src:med", ask) or known
        if known.pmc:
            found = _save(text, out / f"{known.pmc}.xml", "full text", lambda: _full_text(known.pmc, ask))
            if found is not None:
                return found
    if not known.pmid:
        known = _search(f"PMCID:{known.pmc}", ask) or known
    if known.pmid:
        found = _save(text, out / f"PMID{known.pmid}.xml", "abstract", lambda: _citation(known.pmid, ask))
        if found is not None:
            return found
    raise FetchError(f"{text}: neither an open full text nor a PubMed citation is there")


def _save(text: str, file: Path, kind: str, load: Callable[[], bytes | None]) -> Fetched | None:
    if file.exists():
        return Fetched(id=text, file=file, kind="kept")
    data = load()
    if data is None:
        return None
    write_atomically(file, data.decode("utf-8"))
    return Fetched(id=text, file=file, kind=kind)


def _known(text: str, ask: _Asker) -> _Known:
    """Return the ids that a text states, looking up a DOI; raise `FetchError` where it states none."""
    if re.fullmatch(r"[1-9]\d{0,8}", text.strip()):
        return _Known(pmid=text.strip())
    pmc, pmid, doi = ids.pmc(text), ids.pmid(text), ids.doi(text)
    if pmc or pmid:
        return _Known(pmc=f"PMC{pmc.identifier}" if pmc else "", pmid=pmid.identifier if pmid else "")
    if not doi:
        raise FetchError(f"{text}: no PMC id (PMC7614604), PubMed id (31452104) or DOI (10.1056/nejmoa1715274)")
    found = _search(f'DOI:"{doi.identifier}"', ask)
    if found is None:
        raise FetchError(f"{text}: Europe PMC knows no paper of this DOI")
    return found


def _search(query: str, ask: _Asker) -> _Known | None:
    answer = ask("europe_pmc", "search", query=query, format="json", resultType="lite", pageSize="1")
    results = answer.json().get("resultList", {}).get("result", []) if answer is not None else []
    if not results:
        return None
    return _Known(pmc=results[0].get("pmcid", ""), pmid=results[0].get("pmid", ""))


def _full_text(pmc: str, ask: _Asker) -> bytes | None:
    answer = ask("europe_pmc", f"{pmc}/fullTextXML")
    return answer.content if answer is not None else None


def _citation(pmid: str, ask: _Asker) -> bytes | None:
    answer = ask("eutils", "efetch.fcgi", db="pubmed", id=pmid, retmode="xml")
    return answer.content if answer is not None and b"<PubmedArticle>" in answer.content else None


def fetch_file(url: str, target: Path) -> None:
    """Fetch a file of any size, and put it into its place when it is complete; raise `FetchError`."""
    import requests

    unfinished = target.with_name(f".{target.name}.tmp")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with requests.get(url, stream=True, timeout=TIMEOUT_S) as answer, unfinished.open("wb") as out:
            answer.raise_for_status()
            for piece in answer.iter_content(1 << 20):
                out.write(piece)
    except requests.RequestException as error:
        unfinished.unlink(missing_ok=True)
        raise FetchError(f"{url} could not be fetched: {error}") from error
    unfinished.replace(target)


class _Asker:
    """Ask the services, no faster than they allow, again after a while where they are busy."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pause = 1 / (REQUESTS_PER_S_WITH_KEY if services.key else REQUESTS_PER_S)
        self._asked = -self._pause
        self._session: Session | None = None

    def __enter__(self) -> _Asker:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3.util import Retry

        self._session = requests.Session()
        retry = Retry(total=TRIES - 1, backoff_factor=1, status_forcelist=_BUSY, raise_on_status=False)
        self._session.mount("https://", HTTPAdapter(max_retries=retry))
        self._session.mount("http://", HTTPAdapter(max_retries=retry))
        self._session.headers["User-Agent"] = "claimgraph"
        return self

    def __exit__(self, *problem: object) -> None:
        if self._session is not None:
            self._session.close()

    def __call__(self, service: str, path: str, **parameters: str) -> Response | None:
        """Return the answer, or None where the service says that there is no such thing; raise `FetchError`."""
        import requests

        assert self._session is not None
        url = f"{getattr(self._services, service)}/{path}"
        if service == "eutils":
            about = {"tool": "claimgraph", "email": self._services.email, "api_key": self._services.key}
            parameters |= {name: value for name, value in about.items() if value}
        time.sleep(max(0.0, self._asked + self._pause - time.monotonic()))
        self._asked = time.monotonic()
        try:
            answer = self._session.get(url, params=parameters, timeout=TIMEOUT_S)
        except requests.RequestException as error:
            raise FetchError(f"{url} does not answer: {error}") from error
        if answer.status_code in _NOT_THERE:
            return None
        if not answer.ok:
            raise FetchError(f"{url} answers {answer.status_code} {answer.reason}; try again later")
        return answer
