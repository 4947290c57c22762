"""The real server: long requests, many requests, a new generation, an end that loses nothing."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.pipeline import index
from indexer.store import Store
from search_web.serve import run
from tests.web.conftest import Site, build
from tests.web.running import Running


@pytest.fixture(scope="module")
def running(site: Site) -> Iterator[Running]:
    """One server for the tests that only read."""
    made = Running(site)
    yield made
    made.close()


@pytest.mark.parametrize("character", ["a", "%E1%BB%99"], ids=["plain", "accented"])
def test_ten_thousand_characters_reach_our_own_page(running: Running, character: str) -> None:
    """Through the real server: 400, in Vietnamese, saying that the query is too long."""
    status, text, _ = running.get("/tim-kiem?q=" + character * 10_000)
    assert status == 400
    assert "Truy vấn quá dài" in text
    assert '<html lang="vi">' in text


def test_a_request_over_the_servers_own_limit_gets_the_same_page(running: Running) -> None:
    """200 kB of address: never a bare English line, never 500."""
    status, text, headers = running.get("/tim-kiem?q=" + "x" * 200_000)
    assert status == 431
    assert "Truy vấn quá dài" in text
    assert "Rút ngắn câu tìm" in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_what_is_not_http_is_answered_in_vietnamese_too(running: Running) -> None:
    """A broken request line, and a body over the limit."""
    for request in (b"GET / HTTP/1.1 x y\r\n\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
            connection.sendall(request)
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
        assert b" 4" in answer.split(b"\r\n")[0]
        assert "Yêu cầu".encode() in answer


def test_forty_readers_at_once_all_get_their_answers(running: Running) -> None:
    """More requests than threads wait their turn; none fails."""
    statuses: list[int] = []

    def read(n: int) -> None:
        statuses.append(running.get(f"/tim-kiem?q=h%E1%BB%8Dp&page={n % 2 + 1}")[0])

    readers = [threading.Thread(target=read, args=(n,)) for n in range(40)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert statuses == [200] * 40


def test_slow_connections_do_not_stop_others(running: Running) -> None:
    """A hundred half-sent requests stand open; a reader is answered within a second."""
    slow = [socket.create_connection(("127.0.0.1", running.port), timeout=5) for _ in range(100)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
    start = time.monotonic()
    assert running.get("/healthz")[0] == 200
    assert time.monotonic() - start < 1
    for connection in slow:
        connection.close()


def test_a_new_generation_is_seen_without_a_restart(tmp_path: Path) -> None:
    """What is indexed while the server runs is found by the next request, and no request fails meanwhile."""
    site = build(tmp_path)
    running = Running(site)
    line = {"id": "new-1", "title": "Bản tin vừa đăng", "published": "2026-06-01", "text": "Khánh thành cầu Vàm Mới."}
    assert "vừa đăng" not in running.get("/tim-kiem?q=khanh+thanh+cau+vam+moi")[1]
    (tmp_path / "more.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    with Store.open(tmp_path / "data") as store:
        index([tmp_path / "more.jsonl"], store, site.library.engine)
    status, text, _ = running.get("/tim-kiem?q=khanh+thanh+cau+vam+moi")
    assert status == 200
    assert "Bản tin vừa đăng" in text
    running.close()
    site.library.close()


def test_an_end_answers_what_was_already_asked(tmp_path: Path) -> None:
    """SIGTERM's way: requests that were sent get their answer, new connections are refused, the end comes soon."""
    site = build(tmp_path)
    running = Running(site)
    statuses: list[int] = []
    readers = [
        threading.Thread(target=lambda n=n: statuses.append(running.get(f"/tim-kiem?q=h%E1%BB%8Dp&page={n}")[0]))
        for n in range(1, 9)
    ]
    for reader in readers:
        reader.start()
    time.sleep(0.3)
    start = time.monotonic()
    running.close()
    assert time.monotonic() - start < 10
    for reader in readers:
        reader.join()
    assert statuses == [200] * 8
    with pytest.raises(OSError, match="refused"):
        running.get("/healthz")
    site.library.close()


def test_a_port_that_is_taken_is_told(site: Site, running: Running) -> None:
    """`bantin serve` names the address and what to do."""
    with pytest.raises(SettingsError, match="Không mở được"):
        run(site.app, "127.0.0.1", running.port, 2)


@pytest.mark.parametrize("path", ["/api/v1/search", "/tim-kiem.csv"])
def test_a_program_gets_the_servers_own_refusal_as_a_problem(running: Running, path: str) -> None:
    """An address over the limit that a program asks is answered in the form of all its errors."""
    status, text, headers = running.get(f"{path}?q=" + "x" * 200_000)
    assert status == 431
    assert headers["Content-Type"].startswith("application/problem+json")
    assert json.loads(text)["error"]["title"] == "Truy vấn quá dài"
