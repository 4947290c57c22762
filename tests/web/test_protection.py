"""Caching, headers, limits: what protects readers and the server."""

from __future__ import annotations

import gzip
import json
import logging
import re
import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search_web
from indexer.errors import BantinError, NoIndex, NotFound, UsageError
from indexer.store import Store
from search_web.caching import Pages
from search_web.errors import NotHere
from search_web.security import export_slot, slot
from tests.web.conftest import Site, build
from tests.web.pages import Page

URLS = (
    "/",
    "/tim-kiem?q=hop",
    "/tro-giup",
    "/do-phu",
    "/can-bo/tran-quoc-vinh",
    "/khong-co",
    "/tim-kiem?foo=1",
    "/api/v1/search",
    "/tim-kiem.csv",
    "/static/bantin.css",
    "/healthz",
)


@pytest.mark.parametrize("url", URLS)
def test_every_answer_carries_the_protecting_headers_and_no_cookie(client: FlaskClient, url: str) -> None:
    """Nothing inline, nothing foreign, no frames, no sniffing; nobody is followed."""
    answer = client.get(url)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers
    answer.close()


@pytest.mark.parametrize(
    "url", ["/", "/tim-kiem?q=<script>alert(1)</script>", "/ban-tin/hostile-1", "/tim-kiem?year=2024"]
)
def test_pages_hold_nothing_inline_and_nothing_foreign(client: FlaskClient, url: str) -> None:
    """No style or script in the page, no handler, no address of a third party to load."""
    page = Page(client.get(url, follow_redirects=True))
    for script in page.tree.css("script"):
        assert script.attributes.get("type") == "application/ld+json" or script.attributes["src"].startswith("/static/")
    assert not page.tree.css("style, iframe, object, embed, base")
    for node in page.tree.css("*"):
        assert not any(name.startswith("on") or name == "style" for name in node.attributes)
    loaded = [n.attributes.get("src") or "" for n in page.tree.css("img, script[src]")]
    assert all(address.startswith("/static/") for address in loaded)


def test_no_template_or_module_bypasses_escaping() -> None:
    """`|safe`, Markup and `autoescape false` are not used anywhere."""
    folder = Path(search_web.__file__).parent
    for file in [*folder.glob("*.py"), *folder.glob("templates/*")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|\bMarkup\b|autoescape", text), file.name


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    """The tag of an answer gives 304 without a body; another query has another tag."""
    first = client.get("/tim-kiem?q=hop")
    tag = first.headers["ETag"]
    again = client.get("/tim-kiem?q=hop", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers
    assert client.get("/tim-kiem?q=hop+bao", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/tim-kiem?q=hop&lang=en").headers["ETag"] != tag
    assert "must-revalidate" in first.headers["Cache-Control"]


def test_a_removal_changes_every_tag_and_hides_the_bulletin(tmp_path: Path) -> None:
    """What was taken down is not served from any memory, once the process looks again."""
    site = build(tmp_path)
    tag = site.client.get("/tim-kiem?q=tiep+cong+dan").headers["ETag"]
    assert "undated-1" in site.client.get("/tim-kiem?q=tiep+cong+dan").get_data(as_text=True)
    with Store.open(tmp_path / "data") as store:
        store.removals.remove("undated-1", "test")
    site.library._hidden_until = 0.0
    answer = site.client.get("/tim-kiem?q=tiep+cong+dan", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "undated-1" not in answer.get_data(as_text=True)
    site.library.close()


def test_pages_travel_compressed_to_those_who_can_read_it(client: FlaskClient) -> None:
    """gzip when asked for, the same page."""
    plain = client.get("/tro-giup")
    packed = client.get("/tro-giup", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_static_files_may_be_kept_for_long_since_their_addresses_change(client: FlaskClient) -> None:
    """The address of the style sheet holds a hash of it; it is kept for a year."""
    sheet = Page(client.get("/")).links("link[rel=stylesheet]")[0]
    assert re.fullmatch(r"/static/bantin\.css\?v=[0-9a-f]{8}", sheet)
    answer = client.get(sheet)
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    answer.close()


def test_memory_of_pages_is_bounded() -> None:
    """The least recently used page leaves first."""
    pages = Pages(most=30)
    for name in ("a", "b", "c"):
        pages.put(name, b"0123456789", "text/html")
    assert pages.get("a")
    pages.put("d", b"0123456789", "text/html")
    assert pages.get("b") is None
    assert pages.get("a")
    assert pages.get("d")


def test_when_all_places_are_taken_the_answer_is_503_with_retry_after(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many searches as allowed run; one more is told to come back, as page and as problem."""
    monkeypatch.setattr("search_web.security.WAIT_SECONDS", 0.01)
    monkeypatch.setitem(site.app.extensions, "bantin_slots", threading.BoundedSemaphore(1))
    client = site.app.test_client()
    with site.app.test_request_context(), slot():
        page = client.get("/tim-kiem?q=ban+ron")
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "5"
        assert "Máy chủ đang bận" in page.get_data(as_text=True)
        assert client.get("/api/v1/search?q=ban+ron").content_type.startswith("application/problem+json")
        assert client.get("/healthz").status_code == 200
    assert client.get("/tim-kiem?q=ban+ron").status_code == 200


def test_a_download_that_is_broken_off_gives_its_place_back(site: Site) -> None:
    """A reader who leaves in the middle of an export blocks nobody."""
    with site.app.test_request_context():
        for _ in range(10):
            chunks = export_slot(iter([b"a", b"b"]))
            next(chunks)
            chunks.close()  # type: ignore[attr-defined]  # a generator


def test_only_trusted_hosts_are_answered(tmp_path: Path) -> None:
    """With host names configured, any other name gets 400; without, feeds use the configured base."""
    site = build(tmp_path, trusted_hosts="bantin.example.vn", base_url="https://bantin.example.vn")
    good = site.client.get("/tim-kiem?q=hop", headers={"Host": "bantin.example.vn"})
    assert 'href="https://bantin.example.vn/tim-kiem?q=hop"' in good.get_data(as_text=True)
    assert site.client.get("/", headers={"Host": "evil.example"}).status_code == 400
    site.library.close()


@pytest.mark.parametrize(
    "path",
    [
        "/ban-luu/..%2f..%2fetc%2fpasswd",
        "/ban-luu/%2e%2e",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/ban-luu/a%00b",
        "/ban-tin/..%5c..%5cwindows",
        "/ban-luu//etc/passwd",
        "/chi-dao/%E2%80%AE",
        "/ban-tin/%ff%fe",
        "/static/%2fetc/passwd",
        "/loc/%0d%0aX-A:1",
        "/ban-tin/%0d%0aSet-Cookie:a=b",
        "/%0d%0aX:1",
        "/can-bo/%F0%9F%98%80",
        "/tim-kiem.%2e%2e",
    ],
)
def test_odd_paths_read_nothing_and_break_nothing(client: FlaskClient, path: str) -> None:
    """Traversal, NUL, broken UTF-8, line breaks: a clean 4xx, no header smuggled in."""
    answer = client.get(path)
    assert 300 <= answer.status_code < 500
    assert "root:" not in answer.get_data(as_text=True)
    assert "X-A" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff%fe",
        "q=%ed%a0%80",
        "q=((((((((((((((",
        "q=" + "a*+" * 50,
        "q=" + "-" * 300,
        "q=" + "OR+" * 100,
        "q=%22",
        "page=9999999999",
        "page=-1",
        "size=1000",
        "sort=",
        "after=1~x",
        "after=nan~x",
        "year=" + "9" * 400,
        "lang=xx",
        "scope=../../",
        "from=0000",
        "from=31/02/2024",
        "to=99999999",
        "due=..",
        "due=x..y",
        "q=a&q=b&q=c",
        "month=2024-13",
        "q=%F0%9D%94%B8" * 3,
        "%00=1",
        "q=" + "%E1%BB%99" * 1_000,
    ],
)
def test_odd_queries_are_answered_or_refused_never_a_fault(client: FlaskClient, query: str) -> None:
    """Anything in the address gives 200 or 400, on the page and in the API."""
    for where in ("/tim-kiem?", "/api/v1/search?", "/tim-kiem.csv?", "/loc/year?", "/api/v1/suggest?"):
        assert client.get(where + query).status_code in (200, 400), where


def test_other_methods_are_refused(client: FlaskClient) -> None:
    """There is nothing to post; a large body is refused."""
    refused = client.post("/tim-kiem", data={"q": "hop"})
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    assert client.delete("/api/v1/search").content_type.startswith("application/problem+json")


def test_the_log_holds_no_personal_data(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    """One line of JSON an answer: page, method, status, time."""
    with caplog.at_level(logging.INFO, "bantin.access"):
        client.get("/tim-kiem?q=dieu+rieng+tu", headers={"User-Agent": "x\x1b[31mY", "X-Forwarded-For": "10.1.2.3"})
    line = json.loads(caplog.records[-1].message)
    assert set(line) == {"page", "method", "status", "ms"}
    assert "rieng" not in caplog.text
    assert "10.1.2.3" not in caplog.text


def test_without_a_usable_index_readers_are_told_and_no_folder_is_named(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 in Vietnamese with Retry-After; paths of the server are for its log."""

    def fail() -> None:
        raise NoIndex("Chưa có chỉ mục trong /srv/secret.", "Chạy: bantin index")

    monkeypatch.setattr(site.library, "refresh", fail)
    client = site.app.test_client()
    answer = client.get("/tim-kiem?q=moi+me")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "/srv/secret" not in answer.get_data(as_text=True)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotHere("Không có trang này.", "Hãy tìm theo tên."), True),
        (UsageError("Thiếu từ để tìm.", "Viết ít nhất một từ."), True),
        (NotFound("Không có bản chỉ mục nào ở /srv/kho.", "Hãy chạy: bantin index --full"), False),
        (BantinError("Không ghi được /srv/kho.", "Xem: bantin status"), False),
    ],
    ids=["a page that is not there", "a wrong request", "what a command says", "a fault"],
)
def test_only_words_written_for_readers_reach_them(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: BantinError, told: bool
) -> None:
    """The class of an error says for whom its words are, not how they begin; programs see one kind of not found."""

    def fail(_page: str) -> None:
        raise error

    monkeypatch.setattr(site.library.store.pages, "get", fail)
    client = site.app.test_client()
    for url in ("/ban-tin/khong-ro", "/api/v1/bulletins/khong-ro"):
        answer = client.get(url)
        assert answer.status_code == error.status
        text = answer.get_data(as_text=True)
        assert (error.message in text) == (error.hint in text) == told
    assert answer.get_json(force=True)["error"]["type"] in ("NotFound", "UsageError", "BantinError")


def test_an_answer_that_ran_out_of_time_says_so(tmp_path: Path) -> None:
    """With no time to look, the page says that it is not complete, and so does the API; the status is 200."""
    site = build(tmp_path, search_seconds=0.0)
    page = Page(site.client.get("/tim-kiem?q=hop"))
    assert "Kết quả chưa đầy đủ" in page.text(".notice.warn")
    assert site.client.get("/api/v1/search?q=hop").get_json()["partial"] is True
    site.library.close()
