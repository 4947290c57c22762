"""A site behind the real server, on a free port of this machine."""

from __future__ import annotations

import http.client
import threading

from search_web.serve import Server
from tests.web.conftest import Site


class Running:
    """A site behind waitress on a free port."""

    def __init__(self, site: Site, threads: int = 4) -> None:
        self.server = Server(site.app, "127.0.0.1", 0, threads)
        self.port = self.server.port
        self._thread = threading.Thread(target=self.server.run, daemon=True)
        self._thread.start()

    def get(self, path: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        """Return status, text and headers of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, answer.headers

    def close(self) -> None:
        """End the server."""
        self.server.end()
        self._thread.join(15)
        assert not self._thread.is_alive()
