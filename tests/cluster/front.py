"""What stands before a cluster that is not open to all: TLS, accounts, and what each account may ask."""

from __future__ import annotations

import base64
import http.client
import json
import re
import ssl
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import unquote, urlsplit

Requests = Sequence[tuple[str, str]]  # a method, and a pattern of the whole path


def reading(prefix: str) -> Requests:
    """Return what the role that searches may ask, of indexes and aliases below the prefix only."""
    names = rf"/{prefix}-[^/]+"
    return [("POST", rf"{names}/_m?search"), ("GET", rf"{names}/_mapping"), ("GET", rf"{names}/_stats/store")]


def writing(prefix: str) -> Requests:
    """Return what the role that indexes may ask, besides: aliases and bulks name their indexes in the body."""
    names = rf"/{prefix}-[^/]+"
    own = [("PUT", names), ("DELETE", names), ("PUT", rf"{names}/_mapping"), ("POST", rf"{names}/_refresh")]
    return [*reading(prefix), *own, ("POST", "/_aliases"), ("POST", "/_bulk")]


class Front:
    """A TLS server on the loopback that passes on to a node what an account may ask; 401 and 403 for the rest."""

    def __init__(
        self, host: str, context: ssl.SSLContext, accounts: dict[str, str], rights: dict[str, Requests]
    ) -> None:
        """``accounts``: passwords by name; ``rights``: requests by name."""
        self.target = urlsplit(host)
        self.rights = rights
        self.keys = {base64.b64encode(f"{user}:{word}".encode()).decode(): user for user, word in accounts.items()}
        self.refused: list[tuple[str, str, str]] = []
        self._server = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), {"front": self}))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def host(self) -> str:
        """The address that a client is given."""
        return f"https://localhost:{self._server.server_address[1]}"

    def __enter__(self) -> Front:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that break off, as those do that do not trust the certificate."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    front: Front

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        user = self.front.keys.get(self.headers.get("Authorization", "").removeprefix("Basic "))
        if user is None:
            return self._answer(401, b"Unauthorized", "text/plain")
        path = unquote(urlsplit(self.path).path)
        if not any(self.command == method and re.fullmatch(one, path) for method, one in self.front.rights[user]):
            self.front.refused.append((user, self.command, path))
            why = {"type": "security_exception", "reason": f"no permissions for [{self.command} {path}]"}
            return self._answer(403, json.dumps({"error": {**why, "root_cause": [why]}, "status": 403}).encode())
        line = http.client.HTTPConnection(self.front.target.hostname or "", self.front.target.port, timeout=120)
        line.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "")})
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return self._answer(answer.status, content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any  # noqa: N815 - the base class looks for these names

    def _answer(self, status: int, content: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
