"""What stands before a cluster that is not open to all: TLS, accounts, and what each account may ask."""

from __future__ import annotations

import base64
import json
import re
import ssl
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from tests.cluster.proxy import Handler, Proxy

Requests = Sequence[tuple[str, str]]  # a method, and a pattern of the whole path


def reading(prefix: str) -> Requests:
    """Return what the role that searches may ask, of indexes and aliases below the prefix only."""
    names = rf"/{prefix}-[^/]+"
    return [("POST", rf"{names}/_m?search"), ("GET", rf"{names}/_mapping"), ("GET", rf"{names}/_stats/store")]


def writing(prefix: str) -> Requests:
    """Return what the role that indexes may ask, besides: aliases and bulks name their indexes in the body."""
    names = rf"/{prefix}-[^/]+"
    own = [("PUT", names), ("DELETE", names), ("PUT", rf"{names}/_mapping"), ("POST", rf"{names}/_refresh")]
    return [*reading(prefix), *own, ("GET", rf"/_cluster/health{names}"), ("POST", "/_aliases"), ("POST", "/_bulk")]


class Front(Proxy):
    """A TLS server on the loopback that passes on to a node what an account may ask; 401 and 403 for the rest."""

    def __init__(
        self, host: str, context: ssl.SSLContext, accounts: dict[str, str], rights: dict[str, Requests]
    ) -> None:
        """``accounts``: passwords by name; ``rights``: requests by name."""
        super().__init__(host, _Guarded)
        self.rights = rights
        self.keys = {base64.b64encode(f"{user}:{word}".encode()).decode(): user for user, word in accounts.items()}
        self.refused: list[tuple[str, str, str]] = []
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def host(self) -> str:
        """The address that a client is given."""
        return f"https://localhost:{self.port}"


class _Guarded(Handler):
    proxy: Front

    def treat(self, body: bytes) -> None:
        user = self.proxy.keys.get(self.headers.get("Authorization", "").removeprefix("Basic "))
        if user is None:
            return self.answer(401, b"Unauthorized", "text/plain")
        path = unquote(urlsplit(self.path).path)
        if not any(self.command == method and re.fullmatch(one, path) for method, one in self.proxy.rights[user]):
            self.proxy.refused.append((user, self.command, path))
            why = {"type": "security_exception", "reason": f"no permissions for [{self.command} {path}]"}
            return self.answer(403, json.dumps({"error": {**why, "root_cause": [why]}, "status": 403}).encode())
        return super().treat(body)
