"""Scans: text recognition by tesseract with its Vietnamese data, a process for each page."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from functools import cache

from indexer.errors import EmptySource, NeedsOcr, SourceTooLarge, UndecodableSource
from indexer.reading.budget import allow
from indexer.reading.layout import page_of_lines
from indexer.reading.outcome import Outcome, Read, Source, scanned
from indexer.reading.unwrap import paragraphs, without_page_numbers

DPI = 200
PIXELS = 25_000_000
PAGE_SECONDS = 60
_LANGUAGE = "vie"
_HINT = "Cài tesseract và dữ liệu tiếng Việt (apt-get install tesseract-ocr tesseract-ocr-vie), rồi lập chỉ mục lại."


@cache
def installed() -> bool:
    """Say whether tesseract and its Vietnamese data are there."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in told.stdout.decode("utf-8", "replace").split()


def need(name: str) -> None:
    """Raise `NeedsOcr` when no recognition is installed."""
    if not installed():
        raise NeedsOcr(f"{name}: bản quét, cần nhận dạng chữ (OCR).", _HINT)


def recognise(image: bytes, name: str) -> str:
    """Return the text on an image (PNM, PNG, JPEG, TIFF); raises `UndecodableSource` when it takes over a minute."""
    allow(PAGE_SECONDS)
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(DPI), "--psm", "3"]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed command)
            command, input=image, capture_output=True, timeout=PAGE_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UndecodableSource(
            f"{name}: nhận dạng chữ không xong trong {PAGE_SECONDS} giây.", "Tách trang này ra."
        ) from error
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UndecodableSource(
            f"{name}: không nhận dạng được ảnh ({(reason or ['?'])[-1]:.120}).", "Kiểm tra tệp ảnh."
        )
    return done.stdout.decode("utf-8", "replace")


def page_lines(text: str) -> list[str]:
    """Return the paragraphs of one recognised page."""
    return paragraphs(without_page_numbers(text.replace("\f", "").splitlines()))


def read_image(source: Source) -> Iterator[Outcome]:
    """Yield the page on an image; raises `NeedsOcr`, `SourceTooLarge` or `EmptySource`."""
    width, height = image_size(source.data, source.name)
    if width * height > PIXELS:
        raise SourceTooLarge(
            f"{source.name}: {width} x {height} điểm ảnh, quá giới hạn {PIXELS:,}.", "Quét lại ở 200 dpi."
        )
    need(source.name)
    lines = page_lines(recognise(source.data, source.name))
    if not any(line.strip() for line in lines):
        raise EmptySource(f"{source.name}: không có chữ nào trên ảnh.", "Bỏ ảnh này khỏi thư mục nguồn.")
    yield Read(scanned(page_of_lines(lines)), source.data)


def image_size(data: bytes, name: str) -> tuple[int, int]:
    """Return width and height that a PNG, JPEG or TIFF states, without decoding it; raises `UndecodableSource`."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data, name)
        if data[:4] in (b"II*\0", b"MM\0*"):
            return _tiff_size(data, name)
    except (struct.error, IndexError) as error:
        raise UndecodableSource(f"{name}: ảnh bị cắt cụt.", "Chép lại tệp.") from error
    raise UndecodableSource(f"{name}: không phải ảnh PNG, JPEG hay TIFF.", "Lưu lại ảnh.")


def _jpeg_size(data: bytes, name: str) -> tuple[int, int]:
    place = 2
    for _ in range(1_000):
        if data[place] != 0xFF:
            break
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    raise UndecodableSource(f"{name}: ảnh JPEG bị hỏng.", "Chép lại tệp.")


def _tiff_size(data: bytes, name: str) -> tuple[int, int]:
    order = "<" if data[:2] == b"II" else ">"
    start = struct.unpack(f"{order}I", data[4:8])[0]
    count = struct.unpack(f"{order}H", data[start : start + 2])[0]
    found = {}
    for i in range(min(count, 1_000)):
        entry = data[start + 2 + 12 * i : start + 14 + 12 * i]
        tag, kind = struct.unpack(f"{order}HH", entry[:4])
        form = {3: "H", 4: "I"}.get(kind)
        if tag in (256, 257) and form:
            found[tag] = struct.unpack(f"{order}{form}", entry[8 : 8 + struct.calcsize(form)])[0]
    if len(found) < 2:
        raise UndecodableSource(f"{name}: ảnh TIFF bị hỏng.", "Chép lại tệp.")
    return found[256], found[257]
