"""The pages in a real browser: `make browser`. Screenshots go into ``$KG_BROWSER``, to be looked at.

``$KG_BROWSER_GRAPH`` names a graph to look at instead of the small one; its pages are found by following links.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
selenium = pytest.importorskip("selenium")

MODES = {"light": (1280, 900, "light"), "dark": (1280, 900, "dark"), "phone": (360, 760, "light")}
NAMES = ("overview", "search", "paper", "entity", "claim", "risk", "compare", "comparison", "query", "answer",
         "drawing")  # fmt: skip
DRAWN = """CONSTRUCT { ?s ?relation ?o . ?s skos:prefLabel ?a . ?o skos:prefLabel ?b }
WHERE { ?c biolink:subject ?s ; biolink:predicate ?relation ; biolink:object ?o .
        ?s skos:prefLabel ?a . ?o skos:prefLabel ?b } LIMIT 14"""
SERIOUS = ("serious", "critical")
# Seconds; a machine that others use too may take long.
PATIENCE = 40


@pytest.fixture(scope="module")
def out() -> Path:
    folder = os.environ.get("KG_BROWSER", "")
    if not folder or not (Path(folder) / "axe.min.js").exists():
        pytest.skip("axe-core is not here: run `make browser`")
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        pytest.skip("chromium and chromium-driver are not here")
    return Path(folder)


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    """Serve the graph as a user would, and return the address."""
    folder = os.environ.get("KG_BROWSER_GRAPH") or str(graph)
    command = [sys.executable, "-m", "kg", "serve", "--graph", folder, "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = next(line for line in server.stderr if "http://" in line)
        try:
            yield next(word for word in line.split() if word.startswith("http://")).rstrip("/;")
        finally:
            server.terminate()


@pytest.fixture(scope="module", params=MODES)
def browser(request: pytest.FixtureRequest, out: Path) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    width, height, scheme = MODES[request.param]
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    driver.mode = request.param
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def paths(browser: Any, address: str) -> dict[str, str]:
    """Find one page of each sort by following links, as a reader would."""

    def first(page: str, selector: str) -> str:
        browser.get(address + page)
        script = "return document.querySelector(arguments[0])?.getAttribute('href') || ''"
        return str(browser.execute_script(script, selector))

    entity = first("/", "main a[href^='/entity/']")
    paper = first(entity, "main a.work").partition("?")[0]
    claim, risk = first(paper, "aside a[href^='/claim/']"), first(paper, "aside a[href^='/risk/']")
    comparison = first("/compare", "main a.tag")
    return {
        "overview": "/", "search": "/search?q=viability", "paper": paper, "entity": entity, "claim": claim,
        "risk": risk or claim, "compare": "/compare", "comparison": comparison, "query": "/query",
        "answer": "/query?name=overview&run=1", "drawing": "/query?query=" + quote(DRAWN),
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_sound(browser: Any, address: str, paths: dict[str, str], out: Path, name: str) -> None:
    browser.get(address + paths[name])
    browser.save_screenshot(str(out / f"{name}-{browser.mode}.png"))
    facts = _facts(browser)
    assert facts["width"] <= facts["room"], "the page is wider than the window"
    assert facts["outside"] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    editor = facts["editor"]
    assert facts["bytes"] - editor < 300_000
    with (out / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"page": name, "mode": browser.mode, **facts}) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(browser: Any, address: str, paths: dict[str, str], out: Path, name: str) -> None:
    browser.get(address + paths[name])
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": (out / "axe.min.js").read_text(encoding="utf-8")})
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document).then(result => done(result.violations.map("
        "one => [one.impact, one.id, one.nodes.map(node => node.html.slice(0, 200))])))"
    )
    assert [one for one in found if one[0] in SERIOUS] == []


def test_a_number_in_the_text_leads_to_its_card_and_back(browser: Any, address: str, paths: dict[str, str]) -> None:
    browser.get(address + paths["paper"])
    browser.execute_script("document.querySelector('a.ref').click()")
    card = browser.execute_script("return document.querySelector(':target')?.className")
    assert "card" in card
    browser.execute_script("document.querySelector(':target a.number').click()")
    assert browser.execute_script("return document.querySelector(':target')?.classList.contains('s')")


def test_suggestions_are_chosen_by_keyboard(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(address + "/")
    field = browser.find_element("css selector", "#q")
    field.send_keys("via")
    WebDriverWait(browser, PATIENCE).until(lambda one: one.find_elements("css selector", "[role=option]"))
    assert field.get_attribute("aria-expanded") == "true"
    field.send_keys(Keys.ARROW_DOWN)
    assert browser.execute_script("return document.querySelector('[aria-selected=true]').id") == field.get_attribute(
        "aria-activedescendant"
    )
    field.send_keys(Keys.ENTER)
    WebDriverWait(browser, PATIENCE).until(lambda one: one.current_url.rstrip("/") != address)
    assert "/search" not in browser.current_url


def test_kinds_are_switched_off_without_a_script(browser: Any, address: str, paths: dict[str, str]) -> None:
    browser.get(address + paths["paper"])
    shade = (
        "const sign = document.querySelector('.legend input').id.slice(2);"
        "return getComputedStyle(document.querySelector('.running .' + sign + ':not(.u)')).boxShadow"
    )
    before = browser.execute_script(shade)
    browser.execute_script("document.querySelector('.legend input').click()")
    assert (before != "none", browser.execute_script(shade)) == (True, "none")


def test_the_editor_completes_words_of_this_graph_and_asks(browser: Any, address: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(address + "/query")
    WebDriverWait(browser, PATIENCE).until(lambda one: one.execute_script("return !!window.kgEditor"))
    browser.execute_script(
        "kgEditor.setValue('SELECT ?c { ?c cg:cert'); kgEditor.setCursor({ line: 0, ch: 100 });"
        "kgEditor.focus(); kgEditor.autocomplete()"
    )
    hints = WebDriverWait(browser, PATIENCE).until(
        lambda one: one.execute_script(
            "return [...document.querySelectorAll('.CodeMirror-hint')].map(e => e.innerText)"
        )
    )
    assert any("cg:certainty" in hint for hint in hints)
    browser.execute_script(
        "kgEditor.setValue('SELECT (1 + 1 AS ?two) {}'); kgEditor.getOption('extraKeys')['Ctrl-Enter']()"
    )
    WebDriverWait(browser, PATIENCE).until(lambda one: one.find_elements("css selector", "#result td"))
    assert browser.find_element("css selector", "#result td").text == "2"


def test_tab_leaves_the_editor_after_escape(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(address + "/query")
    WebDriverWait(browser, PATIENCE).until(lambda one: one.execute_script("return !!window.kgEditor"))
    browser.execute_script("kgEditor.focus()")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    for _ in range(2):  # the field, then the box that scrolls
        browser.switch_to.active_element.send_keys(Keys.TAB)
    assert not browser.execute_script("return !!document.activeElement.closest('.CodeMirror')")


def _facts(browser: Any) -> dict[str, Any]:
    found: dict[str, Any] = browser.execute_script(
        "const all = [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')];"
        "const size = list => list.reduce((sum, one) => sum + one.decodedBodySize, 0);"
        "return {bytes: size(all), editor: size(all.filter(one => one.name.includes('/vendor/'))),"
        " outside: all.map(one => one.name).filter(name => !name.startsWith(location.origin)),"
        " paint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0),"
        " width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth}"
    )
    return found
