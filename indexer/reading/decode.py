"""Bytes in, text out, with the encoding and how sure it is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from indexer.errors import BinarySource, EmptySource, UndecodableSource

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
_BOMS16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PROBE = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and a confidence from 0 to 1."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of bytes; raises `EmptySource`, `BinarySource` or `UndecodableSource`, each with the name."""
    if not data.strip():
        raise EmptySource(f"{name}: tệp rỗng.", "Kiểm tra xem tệp đã được chép đủ chưa.")
    for bom, encoding in (*_BOMS, *_BOMS16):
        if data.startswith(bom):
            return Decoded(_strict(data, encoding, name), encoding, 1.0)
    if b"\0" in data[:_PROBE]:
        raise BinarySource(
            f"{name}: đây không phải văn bản.", "Đọc được: văn bản, HTML, JSON lines, PDF, DOCX, ODT, RTF, DOC."
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return _other(data, name, declared)


def _other(data: bytes, name: str, declared: str | None) -> Decoded:
    if declared:
        try:
            return Decoded(data.decode(declared), declared, 0.9)
        except (UnicodeDecodeError, LookupError):
            pass  # a wrong declaration is common; what the bytes say counts
    try:
        return Decoded(data.decode("cp1258"), "cp1258", 0.5)
    except UnicodeDecodeError as error:
        hint = "Chuyển tệp sang UTF-8 rồi lập chỉ mục lại."
        raise UndecodableSource(f"{name}: không nhận ra bảng mã (byte {error.start}).", hint) from error


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "Chuyển tệp sang UTF-8 rồi lập chỉ mục lại."
        raise UndecodableSource(f"{name}: không đúng {encoding} ở byte {error.start}.", hint) from error
