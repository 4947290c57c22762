"""A proxy before a node that does to requests what networks and overloaded clusters do."""

from __future__ import annotations

import json
import random
import socket
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.cluster.proxy import Handler, Proxy

FAULTS = ("busy", "unavailable", "dropped", "unanswered", "cut", "items")
_TOO_MANY = {"error": {"type": "rejected_execution_exception", "reason": "queue is full"}, "status": 429}


class FaultProxy(Proxy):
    """Passes requests on; `rate` of those that `concerns` names meet a fault.

    busy: 429; unavailable: 503; dropped: the line breaks before the request is passed on; unanswered: it breaks
    afterwards, so the node has done what was asked; cut: half of the answer arrives; items: some items of a bulk
    request are not passed on and answered with 429, all others are carried out.
    """

    def __init__(self, host: str, concerns: Callable[[str, str], bool], rate: float, seed: int = 1) -> None:
        super().__init__(host, _Faulty)
        self.concerns = concerns
        self.rate = rate
        self.chance = random.Random(seed)
        self.met: Counter[str] = Counter()
        self.change: Callable[[Any], Any] | None = None  # what to do to an answer, in place of a fault

    @property
    def host(self) -> str:
        """The proxy's own address."""
        return f"http://127.0.0.1:{self.port}"

    def fault(self, method: str, path: str) -> str | None:
        """Return what happens to a request."""
        if not self.concerns(method, path) or self.chance.random() >= self.rate:
            return None
        kinds = [kind for kind in FAULTS if kind != "items" or "_bulk" in path]
        kind = self.chance.choice(kinds)
        self.met[kind] += 1
        return kind


class _Faulty(Handler):
    proxy: FaultProxy

    def treat(self, body: bytes) -> None:
        kind = self.proxy.fault(self.command, self.path)
        if kind == "busy":
            return self.answer(429, json.dumps(_TOO_MANY).encode())
        if kind == "unavailable":
            return self.answer(503, b'{"error":{"type":"unavailable_shards_exception"},"status":503}')
        if kind == "dropped":
            return self._break()
        if kind == "items":
            return self._some_items(body)
        status, content = self.pass_on(body)
        if kind == "unanswered":
            return self._break()
        if self.proxy.change and self.proxy.concerns(self.command, self.path):
            content = json.dumps(self.proxy.change(json.loads(content))).encode()
        if kind == "cut":
            self.answer(status, content, size=len(content) // 2)
            return self._break()
        return self.answer(status, content)

    def _some_items(self, body: bytes) -> None:
        """Carry out every second action of a bulk request."""
        lines = iter(body.splitlines())
        actions = [(head,) if head.startswith(b'{"delete"') else (head, next(lines)) for head in lines]
        passed = b"".join(line + b"\n" for action in actions[::2] for line in action)
        items = iter(json.loads(self.pass_on(passed)[1])["items"])
        mixed = [next(items) if not number % 2 else {"index": _TOO_MANY} for number in range(len(actions))]
        self.answer(200, json.dumps({"errors": True, "items": mixed}).encode())

    def _break(self) -> None:
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
