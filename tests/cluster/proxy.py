"""A server before a node that passes requests on; what else it does to them, those say that are made of it."""

from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Proxy:
    """Listens on a free port of the loopback, with a thread for each request; ``handler`` answers."""

    def __init__(self, target: str, handler: type[Handler]) -> None:
        self.target = urlsplit(target)
        self._server = _Server(("127.0.0.1", 0), type("Handler", (handler,), {"proxy": self}))

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that break off, or that do not trust the certificate."""


class Handler(BaseHTTPRequestHandler):
    """One connection; `treat` is told the body of each request."""

    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def treat(self, body: bytes) -> None:
        """Answer a request."""
        self.answer(*self.pass_on(body))

    def _any(self) -> None:
        self.treat(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any  # noqa: N815 - the base class looks for these names

    def pass_on(self, body: bytes) -> tuple[int, bytes]:
        """Return what the node answers to a body under this request's method and path."""
        line = http.client.HTTPConnection(self.proxy.target.hostname or "", self.proxy.target.port, timeout=120)
        line.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "")})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, content

    def answer(self, status: int, content: bytes, kind: str = "application/json", size: int | None = None) -> None:
        """Send an answer; of its content only the first ``size`` bytes, where that is given."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:size])
