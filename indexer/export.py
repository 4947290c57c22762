"""RENDERERS: an answer in, chunks out. Command line and web write the same files."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final
from xml.etree import ElementTree

from indexer.addresses import path_of
from indexer.analysis.normalise import clean
from indexer.library import Library
from indexer.limits import SIZE
from indexer.parameters import Parameters
from indexer.search import FoundHit, search

ROWS: Final = 10_000
FEED_ENTRIES: Final = 50
CHUNK_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Renderer:
    """One form of a search: ``render(library, parameters, base)`` yields bytes; ``base`` is the site's address."""

    content_type: str
    render: Callable[[Library, Parameters, str], Iterator[bytes]]
    download: bool = False


def all_hits(library: Library, parameters: Parameters, rows: int = ROWS) -> Iterator[FoundHit]:
    """Yield the hits of a search from its first on, at most ``rows``, asked for page by page."""
    page = replace(parameters, page=1, after=None, size=SIZE)
    while rows > 0:
        found = search(library, page, facets=False, snippets=True).hits
        yield from found[:rows]
        rows -= len(found)
        if len(found) < SIZE:
            return
        page = replace(page, after=found[-1].after)


# The columns of tables: heading, and how a row gets its cell.
_COLUMNS: Final[tuple[tuple[str, Callable[[FoundHit, str], Any]], ...]] = (
    ("id", lambda hit, _base: hit.id),
    ("Ngày đăng", lambda hit, _base: hit.published or ""),
    ("Tiêu đề", lambda hit, _base: hit.title),
    ("Người chỉ đạo", lambda hit, _base: hit.stored.get("giver") or ""),
    ("Chức vụ", lambda hit, _base: _posts(hit)),
    ("Giao cho", lambda hit, _base: "; ".join(hit.stored.get("addressees") or ())),
    ("Thời hạn", lambda hit, _base: hit.stored.get("due") or ""),
    ("Trích đoạn", lambda hit, _base: hit.snippet),
    ("Địa chỉ", lambda hit, base: base + hit.url),
)


def _posts(hit: FoundHit) -> str:
    """Return the post of a directive's giver, or the posts of an official with the days on which they are named."""
    return hit.stored.get("giver_post") or "; ".join(
        f"{post['title']} ({post.get('first') or '?'}–{post.get('last') or '?'})"
        for post in hit.stored.get("posts") or ()
    )


def _rows(library: Library, parameters: Parameters, base: str) -> Iterator[list[str]]:
    hits = all_hits(library, parameters)
    first = next(hits, None)  # what cannot be asked is refused here, before anything is written
    yield [heading for heading, _cell in _COLUMNS]
    for hit in chain([first] if first else [], hits):
        yield [_defused(str(cell(hit, base))) for _heading, cell in _COLUMNS]


def _defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP: a leading = + - @, tab or return)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _csv(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    mark = "\ufeff"  # without it, Excel reads UTF-8 as a legacy code page
    for row in _rows(library, parameters, base):
        buffer = io.StringIO()
        csv.writer(buffer).writerow(row)
        yield f"{mark}{buffer.getvalue()}".encode()
        mark = ""


def _xlsx(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("bantin")
    for row in _rows(library, parameters, base):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _json(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    del base
    yield json.dumps(search(library, parameters).record(), ensure_ascii=False, indent=1).encode()


def _jsonl(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    for hit in all_hits(library, parameters):
        row = {"id": hit.id, "url": base + hit.url, "snippet": hit.snippet, **hit.stored}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _trec(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    del base
    for rank, hit in enumerate(search(library, parameters, facets=False, snippets=False).hits, 1):
        yield f"q Q0 {hit.id} {rank} {hit.score:.6f} bantin\n".encode()


_ATOM: Final = "http://www.w3.org/2005/Atom"


def _atom(library: Library, parameters: Parameters, base: str) -> Iterator[bytes]:
    ElementTree.register_namespace("", _ATOM)
    newest = replace(parameters, sort="newest", page=1, after=None, size=FEED_ENTRIES)
    found = search(library, newest, facets=False)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    query = newest.query_string()
    title = f"{library.settings.site_name}: {parameters.q or 'bản tin mới'}"
    _element(feed, "title", title)
    _element(feed, "id", f"{base}/tim-kiem.atom?{query}")
    _element(feed, "updated", _instant(next((hit.published for hit in found.hits if hit.published), None)))
    _element(feed, "link", rel="self", href=f"{base}/tim-kiem.atom?{query}", type="application/atom+xml")
    _element(feed, "link", rel="alternate", href=f"{base}/tim-kiem?{query}", type="text/html")
    for hit in found.hits:
        _entry(feed, hit, base, library.settings.site_note or library.settings.site_name)
    yield ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed: ElementTree.Element, hit: FoundHit, base: str, author: str) -> None:
    entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
    _element(entry, "title", hit.title or hit.id)
    _element(entry, "id", base + path_of(hit.scope, hit.id, ""))  # without the title, which may be corrected
    _element(entry, "updated", _instant(hit.published))
    _element(entry, "link", rel="alternate", href=base + hit.url, type="text/html")
    _element(_element(entry, "author"), "name", author)
    _element(entry, "summary", hit.snippet)


def _element(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    # `clean` takes what XML forbids: control characters, lone surrogates.
    element.text = clean(text).replace("\ufffe", "").replace("\uffff", "") or None
    return element


def _instant(published: str | None) -> str:
    """Return local time in Vietnam as the instant that Atom wants (UTC+7 all year)."""
    if not published:
        return "1970-01-01T00:00:00+07:00"
    return f"{published[:10]}T{published[11:16] or '00:00'}:00+07:00"


RENDERERS: Final[dict[str, Renderer]] = {
    "json": Renderer("application/json; charset=utf-8", _json),
    "jsonl": Renderer("application/x-ndjson; charset=utf-8", _jsonl, download=True),
    "csv": Renderer("text/csv; charset=utf-8", _csv, download=True),
    "xlsx": Renderer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx, download=True),
    "atom": Renderer("application/atom+xml; charset=utf-8", _atom),
    "trec": Renderer("text/plain; charset=utf-8", _trec),
}
