"""`bantin serve`: the pages behind a production WSGI server."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final

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
    """Serve until interrupted; raises `SettingsError` when the address is taken."""
    try:
        server = make_server(app, host, port, threads)
    except OSError as error:
        raise SettingsError(f"Không mở được {host}:{port}: {error.strerror}.", "Chọn cổng khác bằng --port.") from error
    server.run()


def make_server(app: Flask, host: str, port: int, threads: int) -> Any:
    """Return a server that listens; ``threads`` searches run at once, a few more answer what needs no search."""
    from waitress.server import BaseWSGIServer, create_server

    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=threads + 2,
        max_request_header_size=HEADER_BYTES,
        max_request_body_size=BODY_BYTES,
        channel_timeout=IDLE_SECONDS,
        backlog=BACKLOG,
        connection_limit=CONNECTIONS,
        ident=None,
    )
    channel = _channel(app)
    for each in {id(part): part for part in (server, *sockets.values())}.values():
        if isinstance(each, BaseWSGIServer):
            each.channel_class = channel
    return server


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
            status, body = server_page(app, request.error.code)
            self.status = status
            headers = {**HEADERS, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
            self.response_headers = [*headers.items(), ("Content-Length", str(len(body)))]
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    class OurChannel(HTTPChannel):
        error_task_class = OurErrorTask

    return OurChannel
