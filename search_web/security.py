"""Protection: headers on every answer, trusted hosts, and a bound on how many searches run at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import Flask, Response, current_app

from indexer.errors import BantinError
from indexer.settings import Settings

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


EXPORTS: Final = 2  # files of up to 10,000 rows that are made at once; each holds a thread of the server
WAIT_SECONDS: Final = 2.0


class Busy(BantinError):
    """As many searches as are allowed run already."""

    status = 503


def protect(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer and bound how many searches run at once."""
    app.extensions["bantin_slots"] = threading.BoundedSemaphore(max(1, settings.threads))
    app.extensions["bantin_exports"] = threading.BoundedSemaphore(EXPORTS)
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


@contextmanager
def slot() -> Iterator[None]:
    """Hold one of the places for searches; raises `Busy` when none becomes free within two seconds."""
    slots = _acquired("bantin_slots")
    try:
        yield
    finally:
        slots.release()


def export_slot(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks of a file, holding one of the places for exports; raises `Busy` as `slot` does."""
    slots = _acquired("bantin_exports")
    try:
        yield from chunks
    finally:
        slots.release()


def _acquired(name: str) -> threading.BoundedSemaphore:
    slots: threading.BoundedSemaphore = current_app.extensions[name]
    if not slots.acquire(timeout=WAIT_SECONDS):
        raise Busy("Máy chủ đang bận.", "Xin thử lại sau vài giây.")
    return slots
