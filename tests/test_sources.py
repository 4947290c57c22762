"""Sources over HTTP, against a server on the loopback: feeds, sitemaps, lists; what changed, what vanished."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.errors import SettingsError
from indexer.fetching import Fetcher, Forbidden, Unreachable, web_address
from indexer.pipeline import IndexReport
from indexer.reading import readers
from indexer.sources import index_sources, rows
from indexer.store import Store
from indexer.store.originals import digest_of

PAGE = (
    "<html><head><meta charset=utf-8><title>{0}</title></head><body><nav>Trang chủ</nav><article>"
    "<h1>{0}</h1>"
    "<p>08:00 0{1}/02/2024</p><p>Ủy ban nhân dân xã tổ chức họp dân lần {1}, bàn việc làm đường nông thôn mới. "
    "Đồng chí Nguyễn Văn An, Chủ tịch UBND xã yêu cầu các ấp hoàn thành trước ngày 30/6/2024.</p>"
    "</article></body></html>"
)


@dataclass
class Site:
    """A portal in memory: pages by path, and what was asked."""

    address: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    fail_after: int | None = None

    def put(self, n: int, title: str | None = None) -> None:
        self.pages[f"/tin/{n}"] = ("text/html; charset=utf-8", PAGE.format(title or f"Họp dân lần {n}", n).encode())

    def list(self, *paths: str) -> None:
        locations = "".join(f"<url><loc>{self.address}{path}</loc></url>" for path in paths)
        self.pages["/sitemap.xml"] = ("application/xml", f"<urlset>{locations}</urlset>".encode())

    def count(self, status: int) -> int:
        return sum(status == s for path, s in self.asked if path.startswith("/tin/"))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, data = site.pages.get(self.path, ("", b""))
            etag = f'"{digest_of(data)[:12]}"'
            status = 200 if data else 404
            if self.path in site.broken:
                status, data = 503, b""
            elif data and self.headers.get("If-None-Match") == etag:
                status, data = 304, b""
            site.asked.append((self.path, status))
            self.send_response(status)
            if kind:
                self.send_header("Content-Type", kind)
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


@dataclass
class Given:
    """The one setting that sources need."""

    sources: tuple[dict[str, Any], ...]


def run(store: Store, engine: MemoryEngine, *sources: dict[str, Any]) -> IndexReport:
    return index_sources(Given(tuple({"pause": 0.0, **s} if "folder" not in s else s for s in sources)), store, engine)


def found(engine: MemoryEngine) -> int:
    return engine.search(Request(size=100)).total


def test_a_sitemap_is_read_and_the_second_time_only_asked_what_changed(site: Site, store: Store) -> None:
    engine = MemoryEngine()
    for n in (1, 2, 3):
        site.put(n)
    site.list("/tin/1", "/tin/2", "/tin/3")
    assert run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"}).new == 3
    page = store.pages.get(store.pages.live()[0])
    assert (page.bulletin.title, page.bulletin.published) == ("Họp dân lần 1", "2024-02-01T08:00")
    assert page.bulletin.address == f"{site.address}/tin/1"
    site.put(2, "Họp dân lần 2 (đính chính)")
    report = run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"})
    assert (report.changed, report.unchanged, report.vanished) == (1, 2, 0)
    assert site.count(304) == 2


def test_a_page_that_vanished_is_marked_and_its_text_stays(site: Site, store: Store) -> None:
    engine = MemoryEngine()
    for n in (1, 2):
        site.put(n)
    site.list("/tin/1", "/tin/2")
    run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"})
    site.list("/tin/2")
    assert run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"}).vanished == 1
    assert store.pages.counts()["vanished"] == 1 and found(engine) == 2
    site.list("/tin/1", "/tin/2")
    run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"})
    assert store.pages.counts()["vanished"] == 0, "it came back"


def test_a_page_that_answers_410_has_vanished_from_a_list_too(site: Site, store: Store, tmp_path: Path) -> None:
    engine = MemoryEngine()
    for n in (1, 2):
        site.put(n)
    (tmp_path / "địa chỉ.txt").write_text(f"# trang xã\n{site.address}/tin/1\n{site.address}/tin/2\n", encoding="utf-8")
    source = {"addresses": str(tmp_path / "địa chỉ.txt")}
    assert run(store, engine, source).new == 2
    del site.pages["/tin/1"]
    assert run(store, engine, source).vanished == 1


def test_feeds_of_both_kinds_name_pages_of_their_own_site_only(site: Site, store: Store) -> None:
    for n in (1, 2):
        site.put(n)
    rss = f"<rss><channel><link>{site.address}/</link><item><link>{site.address}/tin/1</link></item>"
    rss += "<item><link>http://169.254.169.254/latest</link></item></channel></rss>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{site.address}/tin/2"/></entry></feed>'
    site.pages["/rss"] = ("application/rss+xml", rss.encode())
    site.pages["/atom"] = ("application/atom+xml", atom.encode())
    report = run(store, MemoryEngine(), {"feed": f"{site.address}/rss"}, {"feed": f"{site.address}/atom"})
    assert (report.new, report.failed) == (2, [])


def test_robots_txt_is_obeyed(site: Site, store: Store) -> None:
    site.put(1)
    site.pages["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /tin/")
    site.list("/tin/1")
    report = run(store, MemoryEngine(), {"sitemap": f"{site.address}/sitemap.xml"})
    assert [failure.kind for failure in report.failed] == ["Forbidden"]
    assert site.count(200) == 0


def test_requests_keep_their_pause(site: Site) -> None:
    import time

    site.put(1)
    fetcher = Fetcher(pause=0.15)
    started = time.monotonic()
    for _ in range(3):
        fetcher.get(f"{site.address}/tin/1")
    assert time.monotonic() - started >= 0.44, "robots.txt and three requests: three pauses"


def test_a_broken_page_is_a_failure_that_mends_itself(site: Site, store: Store) -> None:
    engine = MemoryEngine()
    site.put(1)
    site.put(2)
    site.list("/tin/1", "/tin/2")
    site.broken.add("/tin/1")
    report = run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"})
    assert [(f.kind, f.stage) for f in report.failed] == [("Unreachable", "fetch")] and report.new == 1
    site.broken.clear()
    report = run(store, engine, {"sitemap": f"{site.address}/sitemap.xml"})
    assert (report.new, report.failed, store.failures.all()) == (1, [], [])


def test_a_source_that_cannot_be_listed_marks_nothing_as_vanished(site: Site, store: Store, tmp_path: Path) -> None:
    engine = MemoryEngine()
    site.put(1)
    site.list("/tin/1")
    folder = tmp_path / "ổ mạng"
    folder.mkdir()
    (folder / "tin.txt").write_text("Thông báo\n\n08:00 01/02/2024\nNội dung thông báo.", encoding="utf-8")
    sources: list[dict[str, Any]] = [{"sitemap": f"{site.address}/sitemap.xml"}, {"folder": str(folder)}]
    assert run(store, engine, *sources).new == 2
    del site.pages["/sitemap.xml"]
    folder.rename(tmp_path / "chưa gắn")
    report = run(store, engine, *sources)
    assert len(report.failed) == 2 and report.vanished == 0
    (tmp_path / "chưa gắn").rename(folder)
    (folder / "tin.txt").unlink()
    assert run(store, engine, *sources).vanished == 1


def test_a_sign_in_a_file_name_makes_nothing_vanish(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "nguồn"
    folder.mkdir()
    (folder / "tin #1.txt").write_text("Thông báo\n\n08:00 01/02/2024\nNội dung thông báo.", encoding="utf-8")
    engine = MemoryEngine()
    for _ in range(2):
        report = run(store, engine, {"folder": str(folder)})
        assert report.vanished == 0
    assert report.unchanged == 1


def test_an_interrupted_pass_does_not_fetch_again_what_it_has(site: Site, store: Store) -> None:
    engine = MemoryEngine()
    for n in range(1, 6):
        site.put(n)
    site.list(*(f"/tin/{n}" for n in range(1, 6)))
    source = {"sitemap": f"{site.address}/sitemap.xml"}
    from indexer.sources import Crawl

    crawl = Crawl(store, rows([{**source, "pause": 0.0}]))
    from indexer.pipeline import take

    take(list(crawl.arrivals())[:3], store, engine)  # ... and here the machine went down
    asked = len(site.asked)
    assert run(store, engine, source).new == 2
    assert [path for path, _ in site.asked[asked:] if path.startswith("/tin/")] == ["/tin/4", "/tin/5"]


def test_other_readers_need_the_bytes_again(site: Site, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = MemoryEngine()
    site.put(1)
    site.list("/tin/1")
    source = {"sitemap": f"{site.address}/sitemap.xml"}
    run(store, engine, source)
    for module in ("indexer.intake", "indexer.pipeline", "indexer.sources"):
        monkeypatch.setattr(f"{module}.readers_fingerprint", lambda: "bộ đọc mới")
    run(store, engine, source)
    assert site.count(304) == 0 and site.count(200) == 2


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/y", "gopher://x", "//không", "http://"])
def test_only_the_web_is_fetched(address: str) -> None:
    with pytest.raises(Unreachable):
        web_address(address)


def test_a_host_that_is_down_is_left_alone_after_three_times(site: Site) -> None:
    fetcher = Fetcher(pause=0.0, seconds=2)
    dead = "http://127.0.0.1:9/tin"
    for _ in range(3):
        with pytest.raises(Unreachable):
            fetcher.get(dead)
    with pytest.raises(Unreachable, match="bỏ qua"):
        fetcher.get(dead)
    with pytest.raises(Forbidden):
        site.pages["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /")
        fetcher.get(f"{site.address}/tin/1")


@pytest.mark.parametrize(
    "table",
    [{}, {"folder": "a", "feed": "b"}, {"thư mục": "a"}, {"folder": 3}, {"sitemap": "x", "pause": "chậm"}],
    ids=["nothing", "two kinds", "unknown key", "wrong type", "wrong pause"],
)
def test_a_wrong_source_stops_the_start(table: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        rows([table])


def test_every_suffix_of_a_web_page_finds_its_reader() -> None:
    assert readers.reader_of_name("https://x/tin/chi-tiet.aspx") is not None
