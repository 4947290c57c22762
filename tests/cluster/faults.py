"""A proxy before a node that does to requests what networks and overloaded clusters do."""

from __future__ import annotations

import http.client
import json
import random
import socket
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

FAULTS = ("busy", "unavailable", "dropped", "unanswered", "cut", "items")
_TOO_MANY = {"error": {"type": "rejected_execution_exception", "reason": "queue is full"}, "status": 429}


class FaultProxy:
    """Passes requests on; `rate` of those that `concerns` names meet a fault.

    busy: 429; unavailable: 503; dropped: the line breaks before the request is passed on; unanswered: it breaks
    afterwards, so the node has done what was asked; cut: half of the answer arrives; items: some items of a bulk
    request are not passed on and answered with 429, all others are carried out.
    """

    def __init__(self, host: str, concerns: Callable[[str, str], bool], rate: float, seed: int = 1) -> None:
        self.target = urlsplit(host)
        self.concerns = concerns
        self.rate = rate
        self.chance = random.Random(seed)
        self.met: Counter[str] = Counter()
        self.change: Callable[[Any], Any] | None = None  # what to do to an answer, in place of a fault
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": self}))
        self._server.daemon_threads = True

    @property
    def host(self) -> str:
        """The proxy's own address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fault(self, method: str, path: str) -> str | None:
        """Return what happens to a request."""
        if not self.concerns(method, path) or self.chance.random() >= self.rate:
            return None
        kinds = [kind for kind in FAULTS if kind != "items" or "_bulk" in path]
        kind = self.chance.choice(kinds)
        self.met[kind] += 1
        return kind

    def __enter__(self) -> FaultProxy:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: FaultProxy

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.proxy.fault(self.command, self.path)
        if kind == "busy":
            return self._answer(429, json.dumps(_TOO_MANY).encode())
        if kind == "unavailable":
            return self._answer(503, b'{"error":{"type":"unavailable_shards_exception"},"status":503}')
        if kind == "dropped":
            return self._break()
        if kind == "items":
            return self._some_items(body)
        status, content = self._pass_on(body)
        if kind == "unanswered":
            return self._break()
        if self.proxy.change and self.proxy.concerns(self.command, self.path):
            content = json.dumps(self.proxy.change(json.loads(content))).encode()
        return self._answer(status, content, cut=kind == "cut")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any  # noqa: N815 - the base class looks for these names

    def _pass_on(self, body: bytes) -> tuple[int, bytes]:
        line = http.client.HTTPConnection(self.proxy.target.hostname or "", self.proxy.target.port, timeout=120)
        line.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "")})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, content

    def _some_items(self, body: bytes) -> None:
        """Carry out every second action of a bulk request."""
        lines = iter(body.splitlines())
        actions = [(head,) if head.startswith(b'{"delete"') else (head, next(lines)) for head in lines]
        passed = b"".join(line + b"\n" for action in actions[::2] for line in action)
        items = iter(json.loads(self._pass_on(passed)[1])["items"])
        mixed = [next(items) if not number % 2 else {"index": _TOO_MANY} for number in range(len(actions))]
        self._answer(200, json.dumps({"errors": True, "items": mixed}).encode())

    def _answer(self, status: int, content: bytes, cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            self._break()

    def _break(self) -> None:
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
