"""READERS: which function reads which file. A new format is one file and one row."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import Path

from indexer.bulletin import Page
from indexer.errors import BinarySource, EmptySource, ReadingError, SourceTooLarge, UndecodableSource
from indexer.limits import FILE_BYTES
from indexer.reading.outcome import Outcome, Read, Source, Unread, shown

Function = Callable[[Source], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One row: function (loaded on first use), suffixes, MIME types, first bytes; ``risky`` ones run in a sandbox."""

    name: str
    function: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    risky: bool = True

    def load(self) -> Function:
        """Return the function, importing its module."""
        module, _, name = self.function.partition(":")
        function: Function = getattr(import_module(module), name)
        return function


READERS: tuple[Reader, ...] = (
    Reader(
        "html",
        "indexer.reading.html:read_html",
        (".html", ".htm", ".xhtml", ".aspx"),
        ("text/html", "application/xhtml+xml"),
        (b"<!doctype html", b"<html"),
    ),
    Reader(
        "jsonl",
        "indexer.reading.jsonl:read_lines",
        (".jsonl", ".jsonl.gz", ".ndjson"),
        ("application/x-ndjson",),
        risky=False,
    ),
    Reader("pdf", "indexer.reading.pdf:read_pdf", (".pdf",), ("application/pdf",), (b"%pdf-",)),
    Reader(
        "docx",
        "indexer.reading.docx:read_docx",
        (".docx", ".docm"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Reader("odt", "indexer.reading.odt:read_odt", (".odt",), ("application/vnd.oasis.opendocument.text",)),
    Reader("rtf", "indexer.reading.rtf:read_rtf", (".rtf",), ("application/rtf", "text/rtf"), (b"{\\rtf",)),
    Reader("doc", "indexer.reading.doc:read_doc", (".doc",), ("application/msword",), (b"\xd0\xcf\x11\xe0",)),
    Reader(
        "image",
        "indexer.reading.ocr:read_image",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        ("image/png", "image/jpeg", "image/tiff"),
        (b"\x89png", b"\xff\xd8\xff", b"ii*\0", b"mm\0*"),
    ),
    Reader("text", "indexer.reading.text:read_text", (".txt", ".text"), ("text/plain",), risky=False),
)


def reader_of_name(name: str) -> Reader | None:
    """Return the reader for a file name, by its suffix."""
    lower = name.lower()
    return next((reader for reader in READERS if lower.endswith(reader.suffixes)), None)


def reader_for(source: Source) -> Reader:
    """Return the reader by first bytes, then suffix, then MIME type; raises `BinarySource`."""
    start = source.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    by_magic = next((reader for reader in READERS if reader.magic and start.startswith(reader.magic)), None)
    by_type = next((reader for reader in READERS if source.type in reader.types), None)
    found = by_magic or _zipped(source.data) or reader_of_name(source.name) or by_type
    if found is None:
        raise BinarySource(f"{source.name}: không đọc được loại tệp này.", f"Đọc được: {', '.join(suffixes())}.")
    return found


def _zipped(data: bytes) -> Reader | None:
    """Tell DOCX and ODT, whatever they are called, by their first entry or by the names of their parts."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    open_document = b"opendocument.text" in data[:200] or (b"content.xml" in data and b"word/document.xml" not in data)
    name = "odt" if open_document else "docx"
    return next(reader for reader in READERS if reader.name == name)


def suffixes() -> list[str]:
    """Return the suffixes that a walk takes, sorted."""
    return sorted(suffix for reader in READERS for suffix in reader.suffixes)


def is_known(name: str) -> bool:
    """Say whether a walk takes a file of this name."""
    return reader_of_name(name) is not None


def load(path: Path) -> Source:
    """Return the bytes of a file; raises `ReadingError` when it is no plain file, empty, or over the limit."""
    name = shown(str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UndecodableSource(f"{name}: không mở được thư mục này.", "Kiểm tra quyền đọc của thư mục.")
        if not stat.S_ISREG(status.st_mode):
            raise BinarySource(f"{name}: đây không phải tệp thường.", "Chỉ ra một tệp.")
        if status.st_size > FILE_BYTES:
            raise SourceTooLarge(f"{name}: {status.st_size:,} byte, quá giới hạn {FILE_BYTES:,}.", "Chia nhỏ tệp.")
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise UndecodableSource(f"{name}: không mở được ({error.strerror}).", "Kiểm tra tệp và quyền đọc.") from error
    if len(data) > FILE_BYTES:
        raise SourceTooLarge(f"{name}: quá giới hạn {FILE_BYTES:,} byte.", "Chia nhỏ tệp.")
    if not data:
        raise EmptySource(f"{name}: tệp rỗng.", "Kiểm tra xem tệp đã được chép đủ chưa.")
    return Source(name, data)


def read_source(source: Source) -> Iterator[Outcome]:
    """Yield what a source holds, in this process; raises `ReadingError` when it cannot be read at all."""
    yield from reader_for(source).load()(source)


def read(path: Path) -> Iterator[Page]:
    """Yield the pages of one file; raises `ReadingError` at the first thing that cannot be read."""
    for outcome in read_source(load(path)):
        if isinstance(outcome, Unread):
            raise outcome.error
        if isinstance(outcome, Read):
            yield outcome.page


@cache
def readers_fingerprint() -> str:
    """Return a short fingerprint of the readers in force: what other readers read is read again."""
    import hashlib

    digest = hashlib.sha256()
    folders = (resources.files("indexer.reading"), resources.files("indexer.analysis").joinpath("normalise.py"))
    for entry in sorted((*folders[0].iterdir(), folders[1]), key=lambda e: e.name):
        if entry.is_file() and entry.name.endswith((".py", ".tsv", ".toml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


__all__ = [
    "READERS",
    "Reader",
    "ReadingError",
    "is_known",
    "load",
    "read",
    "read_source",
    "reader_for",
    "readers_fingerprint",
]
