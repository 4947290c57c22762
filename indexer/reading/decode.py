"""Bytes in, text out, with the encoding and how sure it is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from indexer.analysis.normalise import nfc
from indexer.errors import BinarySource, EmptySource, UndecodableSource
from indexer.reading.legacy import guess
from indexer.reading.syllables import marked_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROBE = 4096
_DAMAGED_SHARE = 0.001  # of a UTF-8 text: a byte lost here and there does not make it another encoding
# Declared by editors that did not know better; what the bytes say counts.
_UNTOLD = frozenset(
    {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii", "x-user-defined"}
)
_ENOUGH = 0.8
_HINT = "Chuyển tệp sang UTF-8 rồi lập chỉ mục lại."


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
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data, encoding, name), encoding, 1.0)
    if b"\0" in data[:_PROBE]:
        return _wide(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return _declared(data, declared) or _damaged(data) or _guessed(data, name)


def _wide(data: bytes, name: str) -> Decoded:
    """Read UTF-16 without its mark; anything else with zero bytes is no text."""
    for encoding, zeros in (("utf-16-le", data[1:_PROBE:2]), ("utf-16-be", data[0:_PROBE:2])):
        if zeros.count(0) > len(zeros) // 3:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text[:_PROBE]:
                return Decoded(text, encoding, 0.9)
    raise BinarySource(
        f"{name}: đây không phải văn bản.", "Đọc được: văn bản, HTML, JSON lines, PDF, DOCX, ODT, RTF, DOC."
    )


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared or declared.lower() in _UNTOLD or declared.lower() in ("utf-8", "utf8"):
        return None
    try:
        text = nfc(data.decode(declared))
    except (UnicodeDecodeError, LookupError):
        return None
    share = marked_share(text)
    return Decoded(text, declared.lower(), share) if share >= _ENOUGH else None


def _damaged(data: bytes) -> Decoded | None:
    """Read UTF-8 in which few bytes were lost."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd") / len(text)
    return Decoded(text, "utf-8", 0.9) if lost <= _DAMAGED_SHARE else None


def _guessed(data: bytes, name: str) -> Decoded:
    found = guess(data.decode("latin-1"), _as_cp1258)
    if found is None:
        raise UndecodableSource(f"{name}: không nhận ra bảng mã.", _HINT)
    return Decoded(found.text, found.encoding, found.confidence)


def _as_cp1258(text: str) -> str | None:
    try:
        return nfc(text.encode("latin-1").decode("cp1258"))
    except UnicodeError:
        return None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableSource(f"{name}: không đúng {encoding} ở byte {error.start}.", _HINT) from error
