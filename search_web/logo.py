"""The logo of the authority: a file that the settings name, read once when the application is made."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, url_for

from indexer.errors import SettingsError
from indexer.settings import Settings

KINDS: Final = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
MOST_BYTES: Final = 64 * 1024  # it is loaded with every first page, on a phone too
_SECONDS: Final = 365 * 86_400  # its address changes with its content


def install_logo(app: Flask, settings: Settings) -> None:
    """Serve the logo of the settings at /logo and name it to the templates; raises `SettingsError`."""
    content, kind = _read(settings.logo) if settings.logo else (b"", "")
    version = hashlib.sha256(content).hexdigest()[:8]

    @app.get("/logo")
    def logo() -> Response:
        if not content:
            abort(404)
        response = Response(content, content_type=kind)
        response.headers["Cache-Control"] = f"public, max-age={_SECONDS}, immutable"
        return response

    @app.context_processor
    def named() -> dict[str, str]:
        return {"logo_url": url_for("logo", v=version) if content else ""}


def _read(name: str) -> tuple[bytes, str]:
    path = Path(name).expanduser()
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise SettingsError(f"logo = {name!r} không dùng được.", f"Các dạng tệp: {', '.join(KINDS)}.")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"logo: không đọc được {path} ({error.strerror}).", "Nêu một tệp đọc được.") from error
    if not 0 < len(content) <= MOST_BYTES:
        raise SettingsError(f"logo: {path} rỗng hoặc quá lớn.", f"Cần một tệp từ 1 đến {MOST_BYTES} byte.")
    return content, kind
