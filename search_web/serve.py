"""`bantin serve`: the pages behind a production WSGI server."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING, Any, Final, cast

import click

from indexer.cli.options import with_settings
from indexer.errors import SettingsError
from indexer.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

# A query of 10,000 Vietnamese characters is up to 90 kB of address: it must reach our own page, which says that it is
# too long. What is longer still is answered by the server itself, with the same words.
HEADER_BYTES: Final = 128 * 1024
BODY_BYTES: Final = 64 * 1024
IDLE_SECONDS: Final = 30
FINISH_SECONDS: Final = 10.0
BACKLOG: Final = 1_024
CONNECTIONS: Final = 1_000


@click.command()
@click.option("--host", metavar="ADDRESS", help="Địa chỉ lắng nghe (mặc định 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", help="Cổng (mặc định 8080).")
@with_settings
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Mở trang tìm kiếm. Thế hệ chỉ mục mới được nhận ngay, không cần khởi động lại."""
    from search_web.app import create_app

    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    app = create_app(settings)
    host, port = host or settings.host, settings.port if port is None else port
    click.echo(f"bantin: http://{host}:{port}/ (Ctrl-C để dừng)", err=True)
    run(app, host, port, settings.threads)


def run(app: Flask, host: str, port: int, threads: int) -> None:
    """Serve until interrupted or told to end (SIGTERM); raises `SettingsError` when the address is taken."""
    try:
        server = Server(app, host, port, threads)
    except OSError as error:
        raise SettingsError(f"Không mở được {host}:{port}: {error.strerror}.", "Chọn cổng khác bằng --port.") from error
    signal.signal(signal.SIGTERM, lambda _number, _frame: server.end())
    try:
        server.run()
    except KeyboardInterrupt:
        server.finish()


class Server:
    """waitress, with our pages for its own errors, and an end that answers what was already asked."""

    def __init__(self, app: Flask, host: str, port: int, threads: int) -> None:
        """Listen; ``threads`` searches run at once, two more threads answer what needs no search. Raises OSError."""
        from waitress.server import create_server

        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
        self._map: dict[int, Any] = {}
        listener = create_server(
            app,
            map=self._map,
            sockets=[listening],
            threads=threads + 2,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
            channel_timeout=IDLE_SECONDS,
            connection_limit=CONNECTIONS,
            ident=None,
        )
        self._listener = cast(Any, listener)  # waitress's published types are those of its several kinds at once
        self._listener.channel_class = _channel(app)
        self.port = int(listening.getsockname()[1])
        self._ending = False

    def run(self) -> None:
        """Answer until `end` is called, then finish."""
        while not self._ending:
            self._turn(1.0)
        self.finish()

    def end(self) -> None:
        """Let `run` come to its end; safe to call from a signal handler and from another thread."""
        self._ending = True
        self._listener.pull_trigger()

    def finish(self) -> None:
        """Take no more connections, answer what was asked, at most for ten seconds, and let go of everything."""
        self._listener.del_channel()
        self._listener.socket.close()
        until = time.monotonic() + FINISH_SECONDS
        while self._busy() and time.monotonic() < until:
            self._turn(0.1)
        self._listener.task_dispatcher.shutdown()
        for part in [*self._map.values()]:
            part.close()
        self._map.clear()

    def _turn(self, seconds: float) -> None:
        self._listener.asyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)

    def _busy(self) -> bool:
        channels = self._listener.active_channels.values()
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _channel(app: Flask) -> type[Any]:
    """Return waitress's channel with our own page where waitress would answer itself, in English."""
    from waitress.channel import HTTPChannel
    from waitress.task import ErrorTask

    from search_web.errors import server_page
    from search_web.security import HEADERS

    class OurErrorTask(ErrorTask):
        """An error that the server finds before any view: too large, or not HTTP."""

        def execute(self) -> None:
            request: Any = self.request  # a parsed one; its published type lacks the error
            self.status, kind, body = server_page(app, request.error.code, _asked(request))
            headers = {**HEADERS, "Content-Type": kind, "Cache-Control": "no-store"}
            self.response_headers = [*headers.items(), ("Content-Length", str(len(body)))]
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    class OurChannel(HTTPChannel):
        error_task_class = OurErrorTask

    return OurChannel


def _asked(request: Any) -> str:
    """Return the beginning of the path that was asked, which waitress drops when it does not read to the end."""
    line = bytes(request.header_plus[:200]).split(b" ", 2)
    return line[1].decode("latin-1") if len(line) > 1 else "/"
