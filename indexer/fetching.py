"""Pages over HTTP: polite (robots.txt, one request at a time and host, a pause between), conditional, limited."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
import urllib.robotparser
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from urllib.parse import quote, urlsplit, urlunsplit

from indexer.errors import ReadingError, SourceTooLarge
from indexer.limits import FILE_BYTES

AGENT = "bantin/0.1 (+https://pypi.org/project/bantin)"
_SECONDS = 20.0
_REDIRECTS = 5
_CHUNK = 1 << 16
_LONGEST_PAUSE = 30.0
_TRIES = 3
_DOWN = 3  # failures in a row after which a host is left alone
_AGAIN = frozenset((429, 500, 502, 503, 504))


class Unreachable(ReadingError):
    """An address did not answer, or not with a page."""


class Forbidden(ReadingError):
    """The site's robots.txt asks not to fetch an address."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. ``status`` 304: unchanged, 404 and 410: gone, 200: here it is; ``address`` is where it came from."""

    address: str
    status: int
    data: bytes = b""
    type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


def web_address(address: str) -> str:
    """Return an address in one form, without its fragment; raises `Unreachable` for anything but http and https."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable(f"{address:.200}: không phải địa chỉ http hay https.", "Sửa lại địa chỉ.")
    path = quote(parts.path or "/", safe="/%:=&?~#+!$,;'@()*[]")
    query = quote(parts.query, safe="/%:=&?~#+!$,;'@()*[]")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses are of one host."""
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows redirects within http and https only, and not for ever."""

    max_redirections = _REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


@dataclass(slots=True)
class Fetcher:
    """Fetches one address at a time; ``pause``: seconds between requests to a host (robots.txt may ask for more)."""

    pause: float = 1.0
    agent: str = AGENT
    seconds: float = _SECONDS
    _last: dict[str, float] = field(default_factory=dict)
    _down: dict[str, int] = field(default_factory=dict)  # failures in a row, by host
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_SameSite, urllib.request.ProxyHandler())
    )

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Response:
        """Return what an address answers; raises `Unreachable`, `Forbidden` or `SourceTooLarge`."""
        address = web_address(address)
        robots = self._robots_of(address)
        if not robots.can_fetch(self.agent, address):
            raise Forbidden(f"{address}: robots.txt của trang không cho tải.", "Xin phép đơn vị quản lý trang.")
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in headers.items() if value}
        for tried in range(1, _TRIES + 1):
            response = self._ask(address, asked, float(robots.crawl_delay(self.agent) or 0))
            if response.status not in _AGAIN or tried == _TRIES:
                break
            time.sleep(min(_LONGEST_PAUSE, self.pause * 2**tried))
        if response.status not in (200, 304, 404, 410):
            raise Unreachable(f"{address}: trả lời {response.status}.", "Thử lại sau, hoặc bỏ địa chỉ này khỏi nguồn.")
        return response

    def _ask(self, address: str, headers: Mapping[str, str], delay: float) -> Response:
        host = urlsplit(address).netloc
        if self._down.get(host, 0) >= _DOWN:
            raise Unreachable(f"{address}: {host} không trả lời, bỏ qua trong lần chạy này.", "Thử lại sau.")
        self._wait(host, delay)
        request = urllib.request.Request(  # noqa: S310 (http and https only, see `web_address`)
            address, headers={"User-Agent": self.agent, "Accept-Encoding": "gzip", **headers}
        )
        try:
            with self._opener.open(request, timeout=self.seconds) as answer:
                self._down[host] = 0
                return self._read(address, answer.status, answer.url, answer.headers, answer)
        except urllib.error.HTTPError as error:
            with error:
                return Response(address, error.code, etag=error.headers.get("ETag"))
        except (urllib.error.URLError, HTTPException, OSError, ValueError, zlib.error) as error:
            self._down[host] = self._down.get(host, 0) + 1
            reason = getattr(error, "reason", error)
            hint = "Kiểm tra mạng và địa chỉ, rồi chạy lại: phần đã tải không tải lại."
            raise Unreachable(f"{address}: không tải được ({reason}).", hint) from error

    def _read(self, address: str, status: int, final: str, headers: Message, stream: object) -> Response:
        deadline = time.monotonic() + 3 * self.seconds
        unpack = zlib.decompressobj(47) if headers.get("Content-Encoding", "").lower() == "gzip" else None
        data = bytearray()
        while chunk := stream.read(_CHUNK):  # type: ignore[attr-defined]
            data += unpack.decompress(chunk, FILE_BYTES + 1 - len(data)) if unpack else chunk
            if len(data) > FILE_BYTES or (unpack and unpack.unconsumed_tail):
                raise SourceTooLarge(f"{address}: quá giới hạn {FILE_BYTES:,} byte.", "Bỏ địa chỉ này khỏi nguồn.")
            if time.monotonic() > deadline:
                raise Unreachable(f"{address}: tải quá lâu.", "Thử lại sau.")
        return Response(
            final,
            status,
            bytes(data),
            headers.get_content_type(),
            headers.get_content_charset(),
            headers.get("ETag"),
            headers.get("Last-Modified"),
        )

    def _wait(self, host: str, delay: float) -> None:
        """Keep the pause between two requests to one host."""
        pause = min(_LONGEST_PAUSE, max(self.pause, delay))
        left = self._last.get(host, 0.0) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _robots_of(self, address: str) -> urllib.robotparser.RobotFileParser:
        """Return the rules of a host: none there means all is allowed, an error of the server that nothing is."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            rules = urllib.robotparser.RobotFileParser()
            answer = self._ask(f"{host}/robots.txt", {}, 0.0)
            if answer.status == 200:
                rules.parse(answer.data.decode("utf-8", "replace").splitlines())
            elif 400 <= answer.status < 500:
                rules.allow_all = True  # type: ignore[attr-defined]
            else:
                rules.disallow_all = True  # type: ignore[attr-defined]
            self._robots[host] = rules
        return self._robots[host]
