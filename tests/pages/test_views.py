"""What single pages say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields, replace
from urllib.parse import quote

import pytest
from lxml import etree, html
from pyoxigraph import Literal, NamedNode, Triple
from starlette.testclient import TestClient

from kg.pages.claim import raised
from kg.pages.effect import EffectView
from kg.pages.figures.evidence import draw_evidence
from kg.pages.figures.forest import ForestRow, Pooled, draw_forest
from kg.pages.figures.triples import MOST as MOST_TRIPLES
from kg.pages.figures.triples import draw_triples
from kg.pages.known import read_about
from kg.pages.marked import MOST, Heading, Marker, Mention, Said, flat, parts_of
from kg.pages.page import Figure
from kg.pages.pooling import Measured, plots_of
from kg.pages.statement import Filler, Statement, Work
from kg.pages.templating import standalone
from kg.query import named_queries

Fetch = Callable[[str], html.HtmlElement]


def words_of(page: html.HtmlElement, xpath: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath(xpath)]


def facts_of(page: html.HtmlElement) -> dict[str, str]:
    facts = "//dl[@class='facts verdicts']"
    return dict(zip(words_of(page, f"{facts}//dt"), words_of(page, f"{facts}//dd"), strict=True))


# Papers


def test_a_paper_marks_what_it_names_with_colour_class_and_link(fetch: Fetch) -> None:
    page = fetch("/paper/PMC1")
    marks = {mark.text: (mark.get("class"), mark.get("href")) for mark in page.xpath("//*[@class='running']//a")}
    assert marks["MCF-7"] == ("m cl", "/entity/CVCL_0031")
    assert marks["breast cancer"] == ("m di", "/entity/MONDO:0007254")
    assert page.xpath("//span[@class='m u ch']/text()") == ["Gizmonin"]
    # The gene is part of a treatment that is marked as a whole.
    named = words_of(page, "//fieldset[@class='legend']//span[contains(@class,'m')]")
    assert named == ["disease", "chemical", "cell line", "treatment"]


def test_sentence_and_card_lead_to_each_other(fetch: Fetch) -> None:
    page = fetch("/paper/PMC1")
    for ref in page.xpath("//a[starts-with(@class, 'ref')]"):
        (card,) = page.xpath(f"//li[@id='{ref.get('href')[1:]}']")
        (back,) = card.xpath("a[@class='number']/@href")
        (sentence,) = page.xpath(f"//*[@id='{back[1:]}']")
        assert ref in sentence.iter()
    first = words_of(page, "//li[@id='c1']")[0]
    for expected in ("MSC-EVs", "decreases", "viability", "SMD −4.79, 95 % CI −5.5 to −4.1, p < 0.001", "asserted"):
        assert expected in first
    assert "in vitro" in first


def test_a_retracted_paper_says_so_first(fetch: Fetch) -> None:
    assert "This paper was retracted" in words_of(fetch("/paper/PMID2"), "//*[@role='note']")[0]


def test_a_part_of_a_paper_leads_to_its_place(client: TestClient) -> None:
    answer = client.get("/paper/PMC1/sentence/25-145", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/paper/PMC1?at=25#s25")


def test_rows_of_a_table_are_a_table(fetch: Fetch) -> None:
    page = fetch("/paper/" + quote('10.1/"><script>alert(6)</script>', safe=""))
    assert words_of(page, "//table[@class='rows']//tr[2]/td") == ["=1+1", "12", "3 & 4"]


def test_a_long_text_is_cut_into_parts_that_hold_all_of_it() -> None:
    lines = [f"Line {number} names a thing and claims something of it." for number in range(9000)]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    mentions = [Mention(start=at, end=at + 4, sign="ge", path="/entity/X:1", label="") for at in starts]
    said = [Said(start=at, end=at + 30, refs=((1, "c1", "claim"),)) for at in starts[::90]]
    parts = parts_of(text, [], mentions, said)
    marker = Marker(text, mentions, said)
    written = ["".join(marker.write(block.start, block.end) for block in part.blocks) for part in parts]
    assert len(parts) > 5
    assert all(len(one) < 1.5 * MOST for one in written)
    shown = "".join(html.fromstring(f"<div>{one}</div>").text_content() for one in written)
    assert shown.replace("1Line", "Line").count("Line") == 9000
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))


def test_of_mentions_that_overlap_the_longest_stays() -> None:
    def mention(start: int, end: int, path: str = "/x") -> Mention:
        return Mention(start=start, end=end, sign="ge", path=path, label="")

    kept = flat([mention(0, 4), mention(2, 10), mention(10, 12), mention(10, 12, ""), mention(11, 13)])
    assert [(one.start, one.end, one.path) for one in kept] == [(2, 10, "/x"), (10, 12, "/x")]


def test_a_heading_is_one_only_where_its_words_begin_the_line() -> None:
    heading = Heading(start=0, level=1, title="Results", role="results", shown=True)
    (part,) = parts_of("Results\nWe saw.", [heading], [], [])
    assert [block.heading is not None for block in part.blocks] == [True, False]


# Entities


def test_an_entity_shows_names_ids_and_how_exact_a_mapping_is(fetch: Fetch) -> None:
    page = fetch("/entity/MONDO:0007254")
    text = page.text_content()
    assert "cancer of breast" in text
    (row,) = page.xpath("//section[@aria-labelledby='same']//tbody/tr")
    assert words_of(row, "td") == ["MESH:D001943", "Breast Neoplasms", "close", "ManualMappingCuration, tiny"]
    assert page.xpath("//section[@aria-labelledby='tree']//a[@href='/entity/MONDO:0004992']/text()") == ["cancer"]


def test_claims_of_an_entity_are_counted_and_chosen_by_what_they_say(fetch: Fetch) -> None:
    page = fetch("/entity/MESH:D002470")
    counts = facts_of(page)
    assert (counts["benefit in 2 papers"], counts["harm in 1 paper"], counts["no change"]) == ("2", "1", "0")
    chosen = fetch("/entity/MESH:D002470?show=against")
    assert words_of(chosen, "//section[@id='claims']//li[contains(@class,'card')]//p[@class='says']") == [
        "MSC-EVs ↑ increases viability"
    ]


def test_a_circle_of_the_evidence_leads_to_the_claims_that_it_counts(fetch: Fetch) -> None:
    page = fetch("/entity/MESH:D002470")
    circles = page.xpath("//*[local-name()='svg'][contains(@class, 'evidence')]//*[local-name()='a']")
    assert len(circles) > 1
    for circle in circles:
        chosen = fetch(circle.get("href").partition("#")[0])
        cards = chosen.xpath("//section[@id='claims']//li[contains(@class, 'card')]")
        assert str(len(cards)) == words_of(circle, ".//*[local-name()='text']")[0]


def test_claims_of_an_entity_are_chosen_by_their_setting(fetch: Fetch) -> None:
    page = fetch("/entity/MESH:D002470?setting=in+vitro")
    chips = page.xpath("//section[@id='claims']//li[contains(@class, 'card')]//ul[@class='chips']")
    assert chips
    assert all("in vitro" in one.text_content() for one in chips)
    assert fetch("/entity/MESH:D002470?setting=clinical&show=for").xpath("//section[@id='claims']//ol") == []


def test_the_id_of_a_term_leads_to_its_page(client: TestClient) -> None:
    answer = client.get("/search?q=mondo:0007254", follow_redirects=False)
    assert answer.headers["Location"] == "/entity/MONDO:0007254"


def test_hits_of_one_sort_are_listed_page_by_page(fetch: Fetch) -> None:
    everything = fetch("/search?q=viability")
    (claims,) = everything.xpath("//nav[@aria-label='What to look for']/a[contains(@href, 'in=claims')]/@href")
    page = fetch(claims)
    assert page.xpath("//section[@aria-labelledby='names']") == []
    assert page.xpath("//section[@aria-labelledby='claims']//li[contains(@class, 'card')]")
    beyond = fetch(claims + "&page=9")
    assert beyond.xpath("//section[@aria-labelledby='claims']") == []
    assert "Nothing more here" in beyond.text_content()


def test_suggestions_name_kind_id_and_page(client: TestClient) -> None:
    found = client.get("/suggest?q=cancer+of").json()
    assert {"label": "breast cancer", "hint": "disease MONDO:0007254", "path": "/entity/MONDO:0007254",
            "iri": "http://purl.obolibrary.org/obo/MONDO_0007254"} in found  # fmt: skip
    assert client.get("/suggest").json() == []


# Claims


@pytest.fixture
def claim(fetch: Fetch) -> html.HtmlElement:
    (address,) = fetch("/paper/PMC1").xpath("//li[@id='c1']//a[starts-with(@href, '/claim/')]/@href")
    return fetch(address)


def test_a_claim_shows_its_arms_its_effect_and_how_it_is_known(claim: html.HtmlElement) -> None:
    quoted = claim.xpath("//figure[@class='quote']//mark")
    assert [(one.get("class"), one.text) for one in quoted] == [("subject", "MSC-EVs"), ("object", "viability")]
    pairs = dict(
        zip(words_of(claim, "//dl[@class='pairs']/dt"), words_of(claim, "//dl[@class='pairs']/dd"), strict=True)
    )
    assert pairs["outcome"] == "viability Cell Survival, MESH:D002470"
    assert pairs["in whom, under what"] == "MCF-7; breast cancer"
    assert pairs["for the patient"] == "a benefit"
    chain = words_of(claim, "//ol[@class='chain']/li")
    assert [one.split()[0] for one in chain] == ["Paper", "Evidence", "Section", "Sentence", "Reading", "Proposition"]
    assert "meta-analysis" in chain[1]
    assert claim.xpath("//section[@id='effects']//*[local-name()='svg']")


def test_a_claim_names_the_papers_that_say_the_opposite(claim: html.HtmlElement) -> None:
    (other,) = claim.xpath("//section[@aria-labelledby='disagree']//li[contains(@class,'card')]")
    assert "MSC-EVs ↑ increases viability" in words_of(other, "p[@class='says']")
    assert "Another view retracted" in other.text_content()
    assert claim.xpath("//section[@aria-labelledby='agree']//li") == []


def statement(**given: object) -> Statement:
    work = Work(iri="", name="p", title="", year="", journal="", genre="", retracted=False)
    empty = {field.name: "" for field in fields(Statement) if field.type == "str"}
    filled: dict[str, object] = {
        **empty, "kind": "claim", "work": work, "subject": Filler(words="a", iri=""), "negated": False, "rank": 1,
        "object": Filler(words="b", iri=""), "certainty": "asserted", "settings": (), "designs": (), "contexts": (),
        "effects": (), "start": 0, "end": 0, "associated": False, "mitigations": (),
    }  # fmt: skip
    return Statement(**{**filled, **given})  # type: ignore[arg-type]


def test_a_claim_that_cites_another_says_more_when_it_is_surer_or_speaks_of_people() -> None:
    careful = statement(rank=3, certainty="possible", settings=("in vitro",))
    assert raised(careful, statement()) == "asserted where the paper says possible"
    assert raised(careful, statement(rank=3, settings=("clinical",))) == "clinical where it was shown in vitro"
    assert raised(careful, careful) == ""


# Comparing


def test_benefit_and_risk_stand_side_by_side(fetch: Fetch) -> None:
    page = fetch("/compare?a=MSC-EVs&b=viability")
    assert words_of(page, "//div[@class='sides two']/section/h2") == ["MSC-EVs", "Cell Survival"]
    first = page.xpath("//div[@class='sides two']/section")[0]
    assert words_of(first, ".//h3") == ["Benefits 2", "Harms 1", "No change 1"]


def test_what_is_unknown_is_named(fetch: Fetch) -> None:
    assert words_of(fetch("/compare?a=gizmo"), "//*[@role='alert']") == ["Nothing here is called gizmo."]


def test_effects_are_drawn_and_a_lone_one_is_not_pooled(fetch: Fetch) -> None:
    page = fetch("/compare?a=MSC-EVs")
    (caption,) = words_of(page, "//figure//figcaption")
    assert caption.startswith("MSC-EVs: SMD for viability. Not pooled: itself pooled from several studies.")


def test_effects_of_several_papers_on_one_outcome_are_pooled() -> None:
    pytest.importorskip("statsmodels")

    def measured(paper: str, value: str, low: str, high: str) -> Measured:
        work = Work(iri=paper, name=paper, title="", year="2020", journal="", genre="", retracted=False)
        effect = EffectView(
            iri=f"urn:{paper}", measure="OR", value=value, low=low, high=high, level="95",
            **dict.fromkeys(("unit", "p", "i2", "n", "studies", "words"), ""),
        )  # fmt: skip
        return statement(iri=f"urn:x/{paper}", work=work, settings=("clinical",), status="finding"), effect

    two = [measured("a", "0.5", "0.25", "1.0"), measured("b", "0.5", "0.25", "1.0")]
    pooled, alone = plots_of([("pain", two), ("sleep", [measured("c", "2", "1", "4")])])
    assert pooled.pooled is not None
    assert (pooled.outcome, pooled.pooled.value) == ("pain", pytest.approx(0.5))
    assert [row.weight for row in pooled.rows] == [pytest.approx(0.5)] * 2
    assert pooled.note.startswith("2 studies, clinical, random effects")
    assert alone.pooled is None
    assert [row.label for row in alone.rows] == ["sleep, c 2020"]
    assert alone.note == "Not pooled: the only study of its measure and setting"


# Pictures


def test_a_picture_is_saved_whole_with_its_data(client: TestClient) -> None:
    answer = client.get("/entity/MESH:D002470?figure=neighbours&as=svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    svg = etree.fromstring(answer.content)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.find("{http://www.w3.org/2000/svg}style") is not None
    rows = list(csv.DictReader(io.StringIO(client.get("/entity/MESH:D002470?figure=neighbours&as=csv").text)))
    assert {(row["name"], row["direction"], row["claims"]) for row in rows} >= {("MSC-EVs", "increase", "1")}
    assert client.get("/entity/MESH:D002470?figure=nothing&as=svg").status_code == 404


def test_hostile_words_in_a_picture_stay_words() -> None:
    figure = draw_evidence("<script>alert(1)</script>", {("in vitro", '"><script>'): 2}, "/entity?iri=a&b")
    svg = etree.fromstring(standalone(figure).encode())
    assert [one.tag for one in svg.iter() if isinstance(one.tag, str) and "script" in one.tag] == []
    assert "<script>alert(1)</script>" in svg[1].text


def test_cells_that_a_spreadsheet_would_run_are_quoted() -> None:
    svg = draw_evidence("x", {("in vitro", "review"): 1}, "/entity/X:1").svg
    figure = Figure(name="x", title="x", svg=svg, columns=("a", "b"), rows=(("=1+1", -2), ("@x", 3)))
    assert figure.csv() == "a,b\n'=1+1,-2\n'@x,3\n"


def test_a_risk_that_is_denied_is_none() -> None:
    risk = statement(kind="risk", negated=True)
    assert (risk.verdict, replace(risk, negated=False).verdict) == ("denied", "risk")
    told = {"statement": "urn:a", "role": "subject", "risk": "urn:adverse-event", **dict.fromkeys(
        ("other", "status", "certainty", "direction", "benefit", "level", "rule", "score", "paper"), "")}  # fmt: skip
    assert [read_about({**told, "negated": negated}).verdict for negated in ("true", "false")] == ["denied", "risk"]


def test_only_a_measure_that_can_show_no_difference_has_a_line_for_it() -> None:
    rows = [ForestRow(label="one", value=120.0, low=118.0, high=122.0)]
    assert 'class="null"' not in draw_forest("f", "title", "mean", rows).svg
    assert 'class="null"' in draw_forest("f", "title", "MD", rows).svg


def test_a_forest_plot_keeps_values_in_order_on_its_scale() -> None:
    rows = [ForestRow(label="one", value=0.5, low=0.25, high=1.0), ForestRow(label="two", value=2.0, low=1.0, high=4.0)]
    pooled = Pooled(value=1.0, low=0.5, high=2.0, note="two studies")
    svg = etree.fromstring(str(draw_forest("f", "title", "OR", rows, pooled, ratio=True).svg))
    space = "{http://www.w3.org/2000/svg}"
    spans = [
        (float(one.get("x1")), float(one.get("x2")))
        for one in svg.iter(space + "line")
        if one.get("class") == "interval"
    ]
    (null,) = (float(one.get("x1")) for one in svg.iter(space + "line") if one.get("class") == "null")
    assert spans[0][1] == pytest.approx(null, abs=0.2)
    assert spans[1][0] == pytest.approx(null, abs=0.2)
    # On a scale of logarithms a quarter lies as far below one as four above.
    assert null - spans[0][0] == pytest.approx(spans[1][1] - null, abs=0.2)


# Relations


def test_what_a_paper_relates_as_a_whole_stands_apart_from_its_claims(fetch: Fetch) -> None:
    page = fetch("/paper/R9")
    assert words_of(page, "//nav[@class='jump']/a")[1:3] == ["1 claim", "1 relation"]
    (relation,) = page.xpath("//section[@id='relations']//li[contains(@class, 'card')]")
    assert "of the paper as a whole" in relation.text_content()
    assert "harm" not in words_of(relation, ".//ul[@class='chips']/li")
    (marked,) = page.xpath("//*[@class='running']//*[contains(@class, 's') and starts-with(@id, 's')]")
    assert "reduced" in marked.text_content(), "the sentence that only names both is not marked"


def test_relations_are_neither_benefit_nor_harm_of_an_entity(fetch: Fetch) -> None:
    page = fetch("/entity/NCBIGene:407011")
    told = facts_of(page)
    assert (told["harm"], told["benefit"], told["left open in 1 paper"], told["relations of papers"]) == (
        "0",
        "0",
        "1",
        "1",
    )
    assert len(page.xpath("//section[@id='claims']//li[contains(@class, 'card')]")) == 1
    assert len(page.xpath("//section[@id='relations']//li[contains(@class, 'card')]")) == 1


def test_the_page_of_a_relation_says_that_it_is_no_claim(fetch: Fetch) -> None:
    place, path = fetch("/paper/R9").xpath("//section[@id='relations']//p[@class='from']/a/@href")
    assert place.startswith("/paper/R9?at=")
    page = fetch(path)
    assert words_of(page, "//header/p")[0] == "Relation"
    assert "no claim" in words_of(page, "//*[@role='note']")[0]
    assert "for the patient" not in page.text_content()
    assert page.xpath("//section[@aria-labelledby='agree' or @aria-labelledby='disagree']") == []


def test_a_comparison_counts_relations_apart(fetch: Fetch) -> None:
    page = fetch("/compare?a=NCBIGene:407011")
    assert words_of(page, "//div[@class='against']/dd") == ["0"]
    assert words_of(page, "//section[@id='relations1']/h3") == ["Relations of papers 1"]


def test_the_front_page_counts_relations_apart(fetch: Fetch) -> None:
    page = fetch("/")
    facts = dict(zip(words_of(page, "//section[@aria-labelledby='holds']//dt"),
                     words_of(page, "//section[@aria-labelledby='holds']//dd"), strict=True))  # fmt: skip
    claims = fetch("/query?query=" + quote("SELECT ?c { ?c a cg:Claim }")).xpath("count(//table[@class='answer']//td)")
    assert (int(facts["claims"]), facts["relations of papers"]) == (claims, "1")


def test_a_sentence_that_only_names_both_is_no_hit(fetch: Fetch) -> None:
    assert fetch("/search?q=measured").xpath("//section[@aria-labelledby='claims']") == []
    assert fetch("/search?q=reduced+apoptosis").xpath("//section[@aria-labelledby='claims']")


# Queries


def ask(fetch: Fetch, query: str) -> html.HtmlElement:
    return fetch("/query?query=" + quote(query))


def test_an_answer_is_a_table_whose_things_lead_to_their_pages(fetch: Fetch) -> None:
    page = ask(fetch, "SELECT ?x ?n { VALUES (?x ?n) { (obo:MONDO_0007254 3) } }")
    assert words_of(page, "//table[@class='answer']//th") == ["x", "n"]
    assert page.xpath("//table[@class='answer']//td//a/@href") == ["/entity/MONDO:0007254"]
    downloads = page.xpath("//*[@id='result']//p[@class='save']/a/@href")
    assert [address.rpartition("=")[2] for address in downloads] == ["csv", "tsv", "json", "xml"]


def test_an_answer_leads_to_its_claims_papers_terms_and_sentences(fetch: Fetch) -> None:
    page = fetch("/query?name=claims&run=1&paper=PMC1")
    heads = words_of(page, "//table[@class='answer']//th")
    (row, *_) = page.xpath("//table[@class='answer']/tbody/tr")
    found = {name: cell.xpath("a/@href") for name, cell in zip(heads, row.xpath("td"), strict=True)}
    assert found["paper"] == ["/paper/PMC1"]
    assert found["sentence"][0].startswith("/paper/PMC1?at=")
    assert found["object_id"] == ["/entity/MESH:D002470"]
    assert "MSC-EVs" in words_of(fetch(found["claim"][0]), "//h1")[0]
    assert found["direction"] == []


def test_other_sorts_of_queries_have_answers_too(fetch: Fetch) -> None:
    assert words_of(ask(fetch, "ASK { ?c a cg:Claim }"), "//p[@class='verdict']") == ["yes"]
    triples = ask(fetch, "CONSTRUCT { ?c a cg:Claim } WHERE { ?c a cg:Claim }")
    assert "cg:Claim" in words_of(triples, "//pre")[0]


def test_triples_between_things_are_drawn_with_their_labels_and_links(fetch: Fetch) -> None:
    page = ask(fetch, "CONSTRUCT { ?t skos:prefLabel ?l . ?c biolink:object ?t } "
                      "WHERE { ?c biolink:object ?t . ?t skos:prefLabel ?l }")  # fmt: skip
    drawn = page.xpath("//*[local-name()='svg'][contains(@aria-labelledby, 'triples')]")[0]
    assert "breast cancer" in drawn.text_content()
    assert "biolink:object" in drawn.text_content()
    assert "/entity/MONDO:0007254" in drawn.xpath(".//@href")


def test_too_many_triples_are_not_drawn() -> None:
    star = [Triple(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode(f"urn:{at}")) for at in range(MOST_TRIPLES + 1)]
    assert draw_triples(star, "https://example.org/") is None
    assert draw_triples(star[1:], "https://example.org/") is not None
    assert draw_triples([Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("1"))], "urn:") is None


def test_names_with_numbers_are_drawn(fetch: Fetch) -> None:
    page = ask(fetch, "SELECT ?kind (COUNT(*) AS ?n) { ?x a ?kind } GROUP BY ?kind ORDER BY DESC(?n) LIMIT 5")
    assert len(page.xpath("//*[local-name()='svg']//*[local-name()='rect']")) == 5


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
@pytest.mark.parametrize("name", ["claims", "risks", "agreement"])
def test_a_named_query_has_the_answer_of_its_text(client: TestClient, name: str, form: str) -> None:
    text = named_queries()[name].text
    answer = client.get(f"/queries/{name}?format={form}")
    assert answer.content == client.get(f"/sparql?query={quote(text)}&format={form}").content
    first = client.get(f"/queries/{name}?format={form}&limit=2")
    assert first.headers["content-type"] == answer.headers["content-type"]
    assert first.content == client.get(f"/sparql?query={quote(text + ' LIMIT 2')}&format={form}").content


@pytest.mark.parametrize("limit", ["0", "-1", "x", "", "1e3"])
def test_a_limit_that_is_no_number_of_rows_is_refused(client: TestClient, limit: str) -> None:
    answer = client.get(f"/queries/claims?format=csv&limit={limit}", headers={"Accept": "text/csv"})
    assert answer.status_code == 400
    assert "limit" in answer.json()["detail"]


def test_a_named_query_in_a_format_that_it_has_not_is_not_acceptable(client: TestClient) -> None:
    assert client.get("/queries/claims", headers={"Accept": "image/png"}).status_code == 406


def test_a_named_query_sent_by_the_editor_is_known_by_its_text(fetch: Fetch) -> None:
    text = named_queries()["claims"].text.replace("\n", "\r\n")
    page = fetch("/query?query=" + quote(text))
    assert page.xpath("count(//table[@class='answer']/tbody/tr)") > 1
    assert page.xpath("//p[@class='save']/a/@href")[0] == "/queries/claims?format=csv"


def test_a_query_that_does_not_parse_says_why(client: TestClient) -> None:
    answer = client.get("/query?query=SELECT+nonsense")
    assert answer.status_code == 400
    assert "does not parse" in html.document_fromstring(answer.text).xpath("//*[@role='alert']")[0].text


def test_a_table_shows_no_more_than_a_page_can_take(fetch: Fetch) -> None:
    page = ask(fetch, "SELECT * { ?s ?p ?o } LIMIT 1000000")
    assert len(page.xpath("//table[@class='answer']/tbody/tr")) == 200
    assert "there are more" in page.text_content()


def test_named_queries_take_their_parameters(fetch: Fetch) -> None:
    page = fetch("/query?name=risks&run=1&agent=miR-23b")
    assert len(page.xpath("//table[@class='answer']/tbody/tr")) == 1
    assert page.xpath("//input[@name='agent']/@value") == ["miR-23b"]
    assert page.xpath("//*[@class='save']/a/@href")[0] == "/queries/risks?agent=miR-23b&format=csv"


def test_the_editor_is_told_the_words_of_the_graph(client: TestClient) -> None:
    words = client.get("/vocabulary.json").json()
    assert words["prefixes"]["cg"] == "https://w3id.org/claimgraph/vocab#"
    assert {"cg:Claim", "cg:Risk"} <= {one["name"] for one in words["classes"]}
    assert next(one["about"] for one in words["properties"] if one["name"] == "cg:certainty").startswith("How certain")
