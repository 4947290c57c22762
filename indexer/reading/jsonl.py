"""Bulletin lines: one JSON object a line, perhaps compressed. Ids are kept; a wrong line stops nothing."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indexer.bulletin import Page
from indexer.errors import ReadingError, SourceTooLarge, UndecodableSource
from indexer.limits import LINE_BYTES, TEXT_CHARACTERS, UNPACKED_BYTES
from indexer.reading.layout import page_of_lines
from indexer.reading.outcome import Outcome, Read, Skipped, Source, Unread
from indexer.reading.published import iso_moment

_ID = re.compile(r"[A-Za-z0-9._-]{1,80}")


def read_lines(source: Source) -> Iterator[Outcome]:
    """Yield a page for each line, `Skipped` for one without text, `Unread` for one that is wrong."""
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        try:
            page = _page(line, f"{source.name}:{number}")
        except ReadingError as error:
            yield Unread(error, f"line {number}")
            continue
        yield Skipped(number) if page is None else Read(page, line.strip(), page.id or f"line {number}")


def _lines(source: Source) -> Iterator[bytes]:
    packed = source.data.startswith(b"\x1f\x8b")
    stream: io.BufferedIOBase = io.BytesIO(source.data)
    if packed:
        stream = gzip.GzipFile(fileobj=stream)
    total = 0
    try:
        while line := stream.readline(LINE_BYTES + 1):
            total += len(line)
            if len(line) > LINE_BYTES or (packed and total > UNPACKED_BYTES):
                raise SourceTooLarge(
                    f"{source.name}: một dòng hoặc tệp sau khi giải nén vượt giới hạn.", "Chia nhỏ tệp."
                )
            yield line
    except (OSError, EOFError, zlib.error) as error:
        raise UndecodableSource(f"{source.name}: tệp nén bị hỏng.", "Chép lại tệp.") from error


def _page(line: bytes, where: str) -> Page | None:
    record = _record(line, where)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    if len(text) > TEXT_CHARACTERS:
        raise SourceTooLarge(f"{where}: hơn {TEXT_CHARACTERS:,} ký tự.", "Chia nhỏ văn bản.")
    title = _string(record, "title")
    day = iso_moment(_string(record, "published") or _string(record, "date"))
    page = page_of_lines(text.splitlines(), title=title or None, published=day)
    return replace(
        page,
        id=_id(record, where),
        source=_string(record, "source") or None,
        address=_string(record, "address") or None,
    )


def _record(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UndecodableSource(f"{where}: không phải UTF-8 (byte {error.start + 1}).", "Sửa lại dòng này.") from error
    except json.JSONDecodeError as error:
        raise UndecodableSource(f"{where}: không phải JSON (cột {error.colno}).", "Sửa lại dòng này.") from error
    except (ValueError, RecursionError) as error:
        raise UndecodableSource(f"{where}: số quá dài hoặc lồng quá sâu.", "Sửa lại dòng này.") from error
    if not isinstance(record, dict):
        raise UndecodableSource(f"{where}: không phải một đối tượng JSON.", "Sửa lại dòng này.")
    return record


def _id(record: dict[str, Any], where: str) -> str | None:
    value = record.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise UndecodableSource(
            f"{where}: mã {value!r:.100} có ký tự ngoài A-Z a-z 0-9 . _ - hoặc dài hơn 80.",
            "Đặt lại mã.",
        )
    return value


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    # JSON can write half a surrogate pair, which no file can hold.
    return value.encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""
