"""`bantin serve`: the pages behind a production WSGI server."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

import click

from indexer.cli.options import with_settings
from indexer.errors import SettingsError
from indexer.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

# A query of 5,000 Vietnamese characters is 13 kB of address: it must reach our own page, which says it is too long.
HEADER_BYTES: Final = 64 * 1024
BODY_BYTES: Final = 64 * 1024
IDLE_SECONDS: Final = 30


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
    import waitress

    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=threads,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
            channel_timeout=IDLE_SECONDS,
            ident=None,
            _quiet=True,
        )
    except OSError as error:
        raise SettingsError(f"Không mở được {host}:{port}: {error.strerror}.", "Chọn cổng khác bằng --port.") from error
