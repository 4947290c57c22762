"""Zip containers (DOCX, ODT) and their XML, opened with limits: entries, unpacked size, ratio, depth, nodes, no DTD."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from indexer.errors import SourceTooLarge, UndecodableSource
from indexer.limits import UNPACKED_BYTES, UNPACKED_RATIO

ENTRIES = 5_000
DEPTH = 256
NODES = 2_000_000
_SMALL = 1 << 20  # a ratio says nothing about a small entry
_CHUNK = 1 << 16
_HINT = "Mở tệp bằng trình soạn thảo rồi lưu lại."

Event = tuple[Literal["start", "end"], Element]


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive; raises `UndecodableSource` when it is damaged, `SourceTooLarge` for a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UndecodableSource(f"{name}: tệp nén bị hỏng ({error}).", _HINT) from error
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise SourceTooLarge(f"{name}: hơn {ENTRIES:,} mục trong tệp nén.", _HINT)
    for entry in entries:
        packed = max(1, entry.compress_size)
        if entry.file_size > UNPACKED_BYTES or (entry.file_size > _SMALL and entry.file_size / packed > UNPACKED_RATIO):
            raise SourceTooLarge(f"{name}: mục {entry.filename!r:.80} giải nén ra {entry.file_size:,} byte.", _HINT)
    return archive


def member(archive: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """Return one entry's bytes, within the limit whatever its header says; None when there is no such entry."""
    try:
        with archive.open(path) as stream:
            data = stream.read(UNPACKED_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError) as error:
        raise UndecodableSource(f"{name}: mục {path} bị hỏng hoặc có mật khẩu ({error}).", _HINT) from error
    if len(data) > UNPACKED_BYTES:
        raise SourceTooLarge(f"{name}: mục {path} quá lớn sau khi giải nén.", _HINT)
    return data


def events(data: bytes, name: str, *, whole: frozenset[str] = frozenset()) -> Iterator[Event]:
    """Yield the start and end of each element; what has ended is freed, but ``whole`` elements keep their content.

    Raises `ReadingError` for a DTD, too much depth, too many elements, or bad XML.
    """
    if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data:
        raise UndecodableSource(f"{name}: XML có khai báo DTD, không đọc.", _HINT)
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    open_elements: list[Element] = []
    count = 0
    try:
        for chunk in (*(data[i : i + _CHUNK] for i in range(0, len(data), _CHUNK)), b""):
            if chunk:
                parser.feed(chunk)
            else:
                parser.close()
            for event in parser.read_events():
                kind, element = cast(Event, event)
                if kind == "start":
                    count += 1
                    open_elements.append(element)
                    if len(open_elements) > DEPTH or count > NODES:
                        raise SourceTooLarge(f"{name}: XML quá sâu hoặc quá nhiều phần tử.", _HINT)
                    yield "start", element
                else:
                    yield "end", element
                    open_elements.pop()
                    if not any(outer.tag in whole for outer in open_elements):
                        _free(element, open_elements)
    except (ParseError, ValueError) as error:
        raise UndecodableSource(f"{name}: XML bị hỏng ({error}).", _HINT) from error


def _free(done: Element, open_elements: list[Element]) -> None:
    done.clear()
    if open_elements:
        open_elements[-1].remove(done)
