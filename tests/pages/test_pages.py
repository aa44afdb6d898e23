"""Every page: it answers, is sound HTML that people can use without eyes or mouse, stays small, and lets nothing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree, html
from page_builders import ATTACK
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

Fetch = Callable[[str], html.HtmlElement]
HOSTILE_PAPER = "/paper/" + quote('10.1/"><script>alert(6)</script>', safe="")
PAGES = (
    "/",
    "/search",
    "/search?q=viability",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/paper/PMC1",
    "/paper/PMID2",
    HOSTILE_PAPER,
    "/entity/MONDO:0007254",
    "/entity/MESH:D002470",
    "/search?q=viability&in=claims&page=%22%3E%3Cscript%3E",
    "/entity/MESH:D002470?setting=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&design=%27%20onload=%27&show=for",
    "/compare",
    "/compare?a=MSC-EVs",
    "/compare?a=MSC-EVs&b=viability",
    "/compare?a=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/query",
    "/query?name=claims",
    "/query?name=overview&run=1",
    "/query?query=SELECT%20%3Fs%20%7B%20%3Fs%20a%20cg%3AClaim%20%7D",
)
KILOBYTES = 1000


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_what_readers_by_ear_and_keyboard_need(fetch: Fetch, path: str) -> None:
    page = fetch(path)
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == len(page.xpath("//header[@class='top']")) == 1
    assert page.xpath("//title")[0].text
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert _unlabelled(page) == []
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.xpath("//nav"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = {word for given in page.xpath("//@aria-labelledby") for word in given.split()}
    assert named <= set(ids)
    assert all(scroll.get("tabindex") == "0" for scroll in page.xpath("//*[@class='scroll']"))


def _unlabelled(page: html.HtmlElement) -> list[str]:
    fors = set(page.xpath("//label/@for"))
    fields = page.xpath("//input[not(@type='hidden')] | //textarea | //select")
    return [
        etree.tostring(field).decode()
        for field in fields
        if field.get("id") not in fors and not field.xpath("ancestor::label") and not field.get("aria-label")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_levels_of_headings_are_never_skipped(fetch: Fetch, path: str) -> None:
    levels = [int(heading.tag[1]) for heading in fetch(path).xpath("//main//*[self::h1|self::h2|self::h3|self::h4]")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_given_becomes_markup_or_script(fetch: Fetch, path: str) -> None:
    page = fetch(path)
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in page.xpath("//script"))
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//@style | //style | //img | //iframe | //base") == []
    addresses = page.xpath("//@href | //@src | //@action")
    assert not [address for address in addresses if urlsplit(address).scheme not in ("", "http", "https")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_for_anything(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    page = html.document_fromstring(answer.text)
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_all_that_it_loads_is_small(client: TestClient, path: str) -> None:
    answer = client.get(path)
    page = html.document_fromstring(answer.text)
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    sizes = {address: len(client.get(address).content) for address in loaded}
    editor = sum(size for address, size in sizes.items() if "/vendor/" in address)
    assert len(answer.content) + sum(sizes.values()) - editor < 300 * KILOBYTES
    assert editor == 0 or path.startswith("/query")


@pytest.mark.parametrize("path", PAGES)
def test_links_on_a_page_lead_somewhere(client: TestClient, fetch: Fetch, path: str) -> None:
    page = fetch(path)
    ids = set(page.xpath("//@id"))
    # Numbers in the text and beside it lead to each other.
    here = {address for address in page.xpath("//a/@href") if address.startswith("#")}
    assert {address[1:] for address in here} <= ids
    away = {address.partition("#")[0] for address in page.xpath("//a/@href | //link/@href") if address.startswith("/")}
    wrong = {address: client.get(address).status_code for address in sorted(away)}
    assert {address: code for address, code in wrong.items() if code != 200} == {}


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/query")])
def test_every_page_has_its_rdf(client: TestClient, fetch: Fetch, path: str) -> None:
    alternates = fetch(path).xpath("//link[@rel='alternate']")
    if path.startswith(("/search", "/compare")) and not alternates:
        return  # nothing was found, so there is nothing to say
    assert {link.get("type") for link in alternates} == {"text/turtle", "application/ld+json"}
    for link in alternates:
        address = link.get("href")
        answer = client.get(address, headers={"Accept": "*/*"})
        form = RdfFormat.from_media_type(answer.headers["content-type"])
        assert form is not None
        assert len(list(parse(answer.content, form))) > 0, address


def test_hostile_words_are_shown_as_words(fetch: Fetch) -> None:
    page = fetch(HOSTILE_PAPER)
    assert page.xpath("//h1")[0].text_content() == "Bad & <b>bold</b> </title><script>alert(1)</script>"
    text = page.xpath("//*[@class='running']")[0].text_content()
    assert "{{ 7 * 7 }}" in text
    assert "</p></main><img src=x onerror=alert(3)>" in text
    assert ATTACK in page.xpath("//main//header")[0].text_content()


def test_hostile_words_stay_words_on_the_pages_that_show_them_elsewhere(client: TestClient, fetch: Fetch) -> None:
    more = fetch(HOSTILE_PAPER).xpath("//aside//a[starts-with(@href, '/claim/') or starts-with(@href, '/risk/')]/@href")
    phrases = [address for address in fetch(HOSTILE_PAPER).xpath("//aside//a/@href") if address.startswith("/phrase/")]
    assert len(more) == 2
    for path in (*more, *phrases, "/search?q=onmouseover"):
        page = html.document_fromstring(client.get(path).text)
        assert page.xpath("//@*[starts-with(name(), 'on')] | //main//script | //main//img") == [], path
        assert "onerror=alert(3)" in page.text_content() or "alert(4)" in page.text_content()


def test_a_failure_is_shown_with_its_reason_as_words(fetch: Fetch) -> None:
    failed = fetch("/").xpath("//*[@aria-labelledby='failed']")[0].text_content()
    assert "P5" in failed
    assert "<script>no" in failed


@pytest.mark.parametrize(
    "path",
    [
        "/paper/none", "/claim/none", "/risk/x/y/z/../..", "/entity/NOPE:1", "/entity/MONDO:9999999", "/phrase/none",
        "/entity?iri=not%20an%20iri", "/proposition/none", "/entity?iri=http://example.org/%3E%20%7B%7D",
        "/paper/" + "x/" * 30, "/paper/%00", "/intervention/..%2f..%2fetc",
    ],
)  # fmt: skip
def test_what_the_graph_lacks_is_not_found_and_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    # A path that no page can have is none of ours: the server says what it offers there instead.
    assert answer.status_code in (404, 406)
    assert "text/html" not in answer.headers["content-type"] or "<h1>" in answer.text


def test_a_page_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/entity/MONDO:0007254")
    again = client.get("/entity/MONDO:0007254", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_and_styles_may_be_kept_and_their_address_changes_with_them(client: TestClient, fetch: Fetch) -> None:
    address = fetch("/").xpath("//link[@rel='stylesheet']/@href")[0]
    assert re.fullmatch(r"/static/pages\.css\?v=[0-9a-f]{10}", address)
    assert "immutable" in client.get(address).headers["Cache-Control"]


def test_shipped_scripts_have_their_licences_beside_them(client: TestClient) -> None:
    licences = client.get("/static/vendor/LICENCES.txt").text
    assert "@zazuko/yasqe 4.6.2: MIT" in licences
    assert "codemirror 5.65.21: MIT" in licences
