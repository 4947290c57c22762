"""Exports, feeds, the API, and what crawlers, browsers and monitors ask for."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from indexer.parameters import NAMES
from indexer.store import Store
from search_web.openapi import description
from tests.web.conftest import HOSTILE, Site, build

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_csv_opens_in_a_spreadsheet_with_formulas_defused(client: FlaskClient) -> None:
    """UTF-8 with a mark; the cell of a title that begins with = begins with an apostrophe."""
    answer = client.get("/tim-kiem.csv?q=cong+thuc")
    assert answer.data.startswith("\ufeff".encode())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bantin.csv"'
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    row = next(row for row in rows if row[0] == "formula-1")
    assert row[2] == '\'=HYPERLINK("http://x","y")'
    assert rows[0][:3] == ["id", "Ngày đăng", "Tiêu đề"]


def test_an_export_holds_every_result_not_one_page(client: FlaskClient) -> None:
    """CSV, JSON lines and XLSX hold as many rows as the page counts."""
    total = client.get("/tim-kiem.json").get_json()["total"]
    assert total > 40
    text = client.get("/tim-kiem.csv").get_data(as_text=True)
    assert len(list(csv.reader(io.StringIO(text)))) == total + 1
    lines = client.get("/tim-kiem.jsonl").get_data(as_text=True).splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == total
    sheet = load_workbook(io.BytesIO(client.get("/tim-kiem.xlsx").data), read_only=True).active
    assert len(list(sheet.iter_rows())) == total + 1


def test_officials_are_exported_with_their_posts_and_days(client: FlaskClient) -> None:
    """A row a person; the column of posts says from when to when bulletins give them."""
    text = client.get("/tim-kiem.csv?scope=can-bo&official=Tr%E1%BA%A7n+Qu%E1%BB%91c+V%C4%A9nh").get_data(as_text=True)
    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[2] == "Trần Quốc Vĩnh"
    assert "Chủ tịch UBND huyện (2020-07-03–2023-09-22)" in row[4]


def test_xlsx_holds_text_never_formulas(client: FlaskClient) -> None:
    """Excel shows the hostile title, and computes nothing."""
    sheet = load_workbook(io.BytesIO(client.get("/tim-kiem.xlsx?q=cong+thuc").data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert '\'=HYPERLINK("http://x","y")' in [cell.value for cell in cells]


def test_any_search_is_a_feed_also_with_hostile_titles(client: FlaskClient) -> None:
    """Atom is well formed, newest first, with the times of Vietnam; a title is text."""
    feed = ElementTree.fromstring(client.get("/tim-kiem.atom?year=2024").data)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert any(title.startswith('<script>alert("xss")</script>') for title in titles)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert all(instant.endswith("+07:00") for instant in updated)
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert "http://localhost/ban-tin/hostile-1" in ids, "an entry keeps its id when a title is corrected"
    for required in ("title", "id", "updated"):
        assert feed.findtext(f"{ATOM}{required}")
        assert all(entry.findtext(f"{ATOM}{required}") for entry in feed.iter(f"{ATOM}entry"))


def test_a_feed_of_an_official_has_what_names_the_official(client: FlaskClient) -> None:
    """The feed that an official's page announces holds the bulletins of the page."""
    feed = ElementTree.fromstring(client.get("/tim-kiem.atom?official=Tr%E1%BA%A7n+Qu%E1%BB%91c+V%C4%A9nh").data)
    assert len(list(feed.iter(f"{ATOM}entry"))) > 10


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "xlsx", "atom"])
def test_what_cannot_be_asked_is_a_problem_before_anything_is_sent(client: FlaskClient, kind: str) -> None:
    """400 with problem+json, in every form."""
    for query in ("foo=1", "q=" + "x" * 2_001, "sort=best", "page=0"):
        answer = client.get(f"/tim-kiem.{kind}?{query}")
        assert answer.status_code == 400
        assert answer.content_type.startswith("application/problem+json")
        problem = json.loads(answer.data)
        assert problem["error"]["type"]
        assert problem["status"] == 400


def test_search_has_the_form_that_was_agreed(client: FlaskClient) -> None:
    """Keys, marks that hold in the snippet, values with labels and counts."""
    found = client.get("/api/v1/search?q=nong+thon+moi").get_json()
    assert list(found) == ["schema", "query", "total", "partial", "hits", "facets"]
    hit = found["hits"][0]
    marked = {hit["snippet"][start:end].lower() for start, end in hit["marks"]}
    assert marked <= {"nông", "thôn", "mới"}
    assert marked
    assert {"value", "label", "count", "selected"} == set(found["facets"]["year"][0])


def test_a_bulletin_as_json_has_spans_that_hold(client: FlaskClient, seed: str) -> None:
    """Every directive's text is the slice that its offsets name."""
    found = client.get(f"/api/v1/bulletins/{seed}").get_json()
    assert len(found["directives"]) == 9
    for directive in found["directives"]:
        assert found["text"][directive["start"] : directive["end"]] == directive["text"]
    one = client.get(f"/api/v1/directives/{seed}-3").get_json()
    assert one["text"] == found["directives"][2]["text"]


def test_directives_of_one_official_come_with_exact_words(client: FlaskClient) -> None:
    """Staff ask for what Nguyễn Phương Bắc directed: nine records."""
    found = client.get("/api/v1/directives", query_string={"giver": "Nguyễn Phương Bắc"}).get_json()
    assert found["total"] == len(found["directives"]) == 9
    assert all(directive["giver"] == "Nguyễn Phương Bắc" and directive["text"] for directive in found["directives"])


def test_suggestions_have_results(client: FlaskClient) -> None:
    """Whatever is suggested finds something; the browser's form of it is a pair."""
    found = client.get("/api/v1/suggest?q=nguyen").get_json()
    for text in found["suggestions"]:
        assert client.get("/tim-kiem.json", query_string={"q": text}).get_json()["total"] > 0
    answer = client.get("/api/v1/suggest/opensearch?q=nguyen")
    assert answer.content_type.startswith("application/x-suggestions+json")
    assert answer.get_json() == ["nguyen", found["suggestions"]]
    assert client.get("/api/v1/suggest?q=n").get_json()["suggestions"] == []


def test_the_description_names_every_route_and_parameter(site: Site) -> None:
    """OpenAPI 3.1 is built from the tables: each path answers, each parameter is known."""
    document = description()
    assert document["openapi"] == "3.1.0"
    routes = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule)) for rule in site.app.url_map.iter_rules()}
    routes = {route.replace("{bulletin_id}", "{id}").replace("{directive_id}", "{id}") for route in routes}
    assert set(document["paths"]) <= routes
    undescribed = {route for route in routes if route.startswith("/api/v1/")} - set(document["paths"])
    assert undescribed == {"/api/v1/openapi.json", "/api/v1/suggest/opensearch"}
    named = {parameter["name"] for parameter in document["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert named == set(NAMES)


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        ("/api/v1/search?q=hop", "Search"),
        ("/api/v1/bulletins", "Bulletins"),
        ("/api/v1/bulletins/edited-1", "Bulletin"),
        ("/api/v1/directives?size=5", "Directives"),
        ("/api/v1/officials", "Officials"),
        ("/api/v1/facets/official", "Facet"),
        ("/api/v1/suggest?q=ng", "Suggestions"),
        ("/api/v1/bulletins/nobody", "Problem"),
    ],
)
def test_answers_are_as_described(client: FlaskClient, url: str, schema: str) -> None:
    """Every required key is there, of the described type, to the last level."""
    schemas = description()["components"]["schemas"]
    _holds(client.get(url).get_json(force=True), schemas[schema], schema)


def _holds(value: Any, schema: dict[str, Any], where: str) -> None:
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    names = schema.get("type", [])
    allowed = [names] if isinstance(names, str) else names
    if allowed:
        assert any(value is None if name == "null" else isinstance(value, kinds[name]) for name in allowed), where
    if "const" in schema:
        assert value == schema["const"], where
    for name in schema.get("required", ()):
        assert name in value, f"{where}.{name}"
    for name, inner in schema.get("properties", {}).items():
        if isinstance(value, dict) and name in value:
            _holds(value[name], inner, f"{where}.{name}")
    if isinstance(value, list):
        for item in value:
            _holds(item, schema["items"], f"{where}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        for name, item in value.items():
            _holds(item, schema["additionalProperties"], f"{where}.{name}")


def test_the_sitemap_leads_to_pages_that_answer(client: FlaskClient) -> None:
    """Index, parts, and canonical addresses that do not redirect."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    part = (index.findtext(f"{SITEMAP}sitemap/{SITEMAP}loc") or "").removeprefix("http://localhost")
    urls = [node.text or "" for node in ElementTree.fromstring(client.get(part).data).iter(f"{SITEMAP}loc")]
    assert len(urls) > 40
    for url in urls[::9]:
        assert client.get(url.removeprefix("http://localhost")).status_code == 200
    assert client.get("/sitemap-99.xml").status_code == 404
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)


def test_the_sitemap_reads_no_text_and_knows_corrections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids, titles and days are enough: no bulletin is loaded; the day is the one that an operator set."""
    site = build(tmp_path)
    with Store.open(tmp_path / "data") as store:
        store.decisions.correct("edited-1", "published", "2024-03-06", "sai ngày")
        store.decisions.correct("edited-1", "published", "2024-03-07", "lại sai")
        store.decisions.correct("same-1", "published", "2024-03-08", "sai ngày")
        store.decisions.undo_correction("same-1", "published", "nhầm bản tin")

    def fail(*_: object) -> None:
        raise AssertionError("a bulletin was loaded")

    monkeypatch.setattr(type(site.library.store.pages), "load", fail)
    rows = ElementTree.fromstring(site.client.get("/sitemap-1.xml").data)
    days = {node.findtext(f"{SITEMAP}loc"): node.findtext(f"{SITEMAP}lastmod") for node in rows}
    assert len(rows) == len(days) == len(site.library.store.pages.live())
    assert days["http://localhost/ban-tin/edited-1/ban-co-sua"] == "2024-03-07"
    assert days["http://localhost/ban-tin/same-1/hop-benh-vien"] == "2019-02-04"  # the correction was taken back
    assert days["http://localhost/ban-tin/undated-1/thong-bao-khong-ghi-ngay"] is None
    assert not any("gone-1" in (url or "") for url in days)
    site.library.close()


def test_the_search_box_describes_itself_to_browsers(client: FlaskClient) -> None:
    """OpenSearch: a short name of at most 16 characters, the search and its suggestions."""
    answer = client.get("/opensearch.xml")
    assert answer.content_type.startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(answer.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(root.findtext(f"{space}ShortName") or "") in range(1, 17)
    kinds = [url.attrib["type"] for url in root.iter(f"{space}Url")]
    assert kinds == ["text/html", "application/x-suggestions+json"]


def test_health_readiness_and_numbers(client: FlaskClient) -> None:
    """Monitors learn that it runs, what it holds, and what it did; nobody's query or address is among it."""
    assert client.get("/healthz").data == b"ok\n"
    ready = client.get("/readyz").get_json()
    assert ready["status"] == "ok"
    assert ready["documents"]["ban-tin"] > 40
    client.get("/tim-kiem?q=cau-hoi-rieng-tu")
    text = client.get("/metrics").get_data(as_text=True)
    assert re.search(r'bantin_requests_total\{endpoint="pages.results",status="200"\} \d+', text)
    assert 'bantin_documents{scope="ban-tin"}' in text
    assert "rieng-tu" not in text
    assert "127.0.0.1" not in text
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(
            r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+]+', line
        ), line


def test_hostile_titles_stay_text_in_json(client: FlaskClient) -> None:
    """JSON carries the title as it is."""
    found = client.get("/api/v1/bulletins/hostile-1").get_json()
    assert found["title"].split()[0] == HOSTILE.split()[0]
