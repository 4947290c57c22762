"""A site behind the real server, on a free port of this machine."""

from __future__ import annotations

import http.client
import threading

from search_web.serve import make_server
from tests.web.conftest import Site


class Running:
    """A site behind waitress on a free port."""

    def __init__(self, site: Site, threads: int = 4) -> None:
        self.server = make_server(site.app, "127.0.0.1", 0, threads)
        self.port = int(self.server.effective_port)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while self.server.socket is not None and self.server._map:  # type: ignore[attr-defined]  # waitress's own loop
            self.server.asyncore.loop(timeout=0.05, map=self.server._map, count=1)

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
        for channel in list(self.server.active_channels.values()):
            channel.handle_close()
        self.server.close()
        self.server.task_dispatcher.shutdown()
        self._thread.join(5)
