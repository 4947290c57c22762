"""What a page is made of tells whether it is still good: ETag, 304, a small memory of pages, and gzip."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from flask import Flask, Response, g, request

from indexer.days import today
from indexer.errors import BantinError
from indexer.library import Library
from search_web.shapes import library_in_force, settings_in_force

KEPT_BYTES: Final = 16 * 1024 * 1024
KEPT_PAGE_BYTES: Final = 512 * 1024
GZIP_BYTES: Final = 1_024  # smaller answers are not worth it
GZIP_LEVEL: Final = 5
TEXT: Final = ("text/", "application/json", "application/atom+xml", "application/problem+json", "application/xml")
UNCACHED: Final = frozenset({"machines.healthz", "machines.readyz", "machines.metrics", "static"})


class Pages:
    """Pages by their tag, the least recently used leave first; safe to share between threads."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str) -> tuple[bytes, str] | None:
        """Return the body and content type kept under a tag."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def put(self, tag: str, body: bytes, content_type: str) -> None:
        """Keep a page, and let go of the oldest ones while all are too much."""
        with self._lock:
            if tag in self._pages or len(body) > KEPT_PAGE_BYTES:
                return
            self._pages[tag] = (body, content_type)
            self._size += len(body)
            while self._size > self._most:
                _tag, (old, _type) = self._pages.popitem(last=False)
                self._size -= len(old)


def install_caching(app: Flask) -> None:
    """Answer from memory, or with 304, whatever has not changed since it was made."""
    app.extensions["bantin_pages"] = Pages()
    app.before_request(_known)
    app.after_request(_compressed)  # Flask calls these from the last one: first tagged and kept, then compressed
    app.after_request(_tagged)


def state(library: Library) -> str:
    """Return what every page depends on: generation, newest change of the store, what is hidden, program, day."""
    generation = library.engine.stats().generation or ""
    parts = (generation, str(library.store.pages.change()), _hash(library.hidden), _program(), today())
    return "|".join(parts)


@lru_cache(maxsize=4)
def _hash(hidden: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(hidden)).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _program() -> str:
    try:
        return version("bantin")
    except PackageNotFoundError:
        return "source"


def _known() -> Response | None:
    if request.method not in ("GET", "HEAD") or not request.endpoint or request.endpoint in UNCACHED:
        return None
    library = library_in_force()
    try:
        library.refresh()
        now = state(library)
    except BantinError:
        return None  # the view says what is wrong
    where = f"{settings_in_force().base_url or request.host_url}|{request.full_path}"
    g.tag = hashlib.sha256(f"{now}|{where}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    if request.if_none_match.contains_weak(g.tag):
        return Response(status=304)
    kept = _pages().get(g.tag)
    return Response(kept[0], content_type=kept[1]) if kept else None


def _tagged(response: Response) -> Response:
    tag = g.get("tag")
    if tag is None or response.status_code not in (200, 301, 304):
        return response
    response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
    if response.status_code != 301:
        response.set_etag(tag, weak=True)
    if response.status_code == 200 and not response.is_streamed and "Content-Disposition" not in response.headers:
        _pages().put(tag, response.get_data(), response.content_type or "")
    return response


def _compressed(response: Response) -> Response:
    fit = not response.is_streamed and not response.direct_passthrough and "Content-Encoding" not in response.headers
    if not fit or not (response.content_type or "").startswith(TEXT):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] and len(response.get_data()) >= GZIP_BYTES:
        response.set_data(gzip.compress(response.get_data(), GZIP_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _pages() -> Pages:
    from flask import current_app

    pages: Pages = current_app.extensions["bantin_pages"]
    return pages
