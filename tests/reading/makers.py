"""The seed in every encoding and format: what the readers' round trips start from."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from indexer.analysis.normalise import clean
from indexer.reading.legacy import table

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
# What an encoding of eight bits has no place for.
_PLAIN = str.maketrans({"…": "...", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "’": "'", "‘": "'"})


def plain(text: str) -> str:
    """Return text with signs that every old encoding has."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def encode(text: str, encoding: str) -> bytes:
    """Return text in TCVN3, VNI or VISCII, by the table read backwards; a capital's own code comes first."""
    back: dict[str, str] = {}
    for code, character in table(encoding).items():
        kept = back.get(character)
        if kept is None or (len(code) == 2 and code.isupper() and not kept.isupper()):
            back[character] = code
    return "".join(back.get(character, character) for character in plain(text)).encode("latin-1")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as a document's paragraphs."""
    return clean(text).split("\n")


def docx(text: str, font: str | None = None, encoding: str | None = None) -> bytes:
    """Return a DOCX, each line a paragraph; ``font`` names the font of all runs, ``encoding`` what it shows."""
    lines = [encode(line, encoding).decode("latin-1") if encoding else line for line in lines_of(text)]
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    body = "".join(f'<w:p><w:r>{fonts}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def odt(text: str) -> bytes:
    """Return an ODT, each line a paragraph."""
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines_of(text))
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{inner}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def zipped(entries: dict[str, str]) -> bytes:
    """Return a zip of texts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def rtf(text: str) -> bytes:
    r"""Return an RTF that writes what is beyond ASCII as ``\u``."""
    body = "\\par\n".join("".join(_rtf_sign(c) for c in line) for line in lines_of(text))
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + body + "\\par}").encode("ascii")


def rtf_tcvn3(text: str) -> bytes:
    r"""Return an RTF in the font .VnTime, bytes as ``\'hh``."""
    lines = [encode(line, "tcvn3") for line in lines_of(text)]
    body = b"\\par\n".join(
        b"".join(b"\\'%02x" % b if b > 126 or b < 32 or b in b"\\{}" else bytes([b]) for b in line) for line in lines
    )
    return b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil\\fcharset0 .VnTime;}}\\f0 " + body + b"\\par}"


def _rtf_sign(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    number = ord(character)
    return f"\\u{number if number < 32768 else number - 65536}?"


def html(text: str) -> bytes:
    """Return a page of a portal around the text: menu, title, date, paragraphs, footer."""
    lines = [line for line in lines_of(text) if line]
    title, date, body = lines[1], lines[2], lines[3:]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in body)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)} - Cổng thông tin</title></head><body>"
        f"<nav><a>Trang chủ</a></nav><div class='content'><h1>{escape(title)}</h1><div class='date'>{date}</div>"
        f"{paragraphs}</div><footer>Bản quyền thuộc UBND huyện</footer></body></html>"
    ).encode()


def pdf(text: str, font: Path, width: int = 90) -> bytes:
    """Return a PDF with the text set in a font, lines broken at ``width`` characters, 50 lines a page."""
    import ctypes
    import textwrap

    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument.new()
    data = font.read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    face = raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, True)
    printed = [part for line in lines_of(text) for part in (textwrap.wrap(line, width) or [""])]
    for start in range(0, len(printed), 50):
        page = document.new_page(595, 842)
        for row, line in enumerate(printed[start : start + 50]):
            if line:
                item = raw.FPDFPageObj_CreateTextObj(document, face, 11.0)
                raw.FPDFText_SetText(item, ctypes.cast(_wide(line), ctypes.POINTER(ctypes.c_ushort)))
                raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, 40, 800 - 15 * row)
                raw.FPDFPage_InsertObject(page, item)
        page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def _wide(text: str) -> object:
    import ctypes

    return ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")


FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": (".txt", lambda text: text.encode()),
    "text with a mark": (".txt", lambda text: b"\xef\xbb\xbf" + text.encode()),
    "UTF-16": (".txt", lambda text: text.encode("utf-16")),
    "UTF-16 without a mark": (".txt", lambda text: text.encode("utf-16-le")),
    "NFD": (".txt", lambda text: unicodedata.normalize("NFD", text).encode()),
    "Windows lines": (".txt", lambda text: text.replace("\n", "\r\n").encode()),
    "HTML": (".html", html),
    "DOCX": (".docx", docx),
    "ODT": (".odt", odt),
    "RTF": (".rtf", rtf),
}
LEGACY: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "TCVN3": (".txt", lambda text: encode(text, "tcvn3")),
    "VISCII": (".txt", lambda text: encode(text, "viscii")),
    "VNI": (".txt", lambda text: encode(text, "vni")),
    "cp1258": (".txt", lambda text: unicodedata.normalize("NFC", plain(text)).translate(_PARTS).encode("cp1258")),
    "DOCX in .VnTime": (".docx", lambda text: docx(text, ".VnTime", "tcvn3")),
    "DOCX in TCVN3, font untold": (".docx", lambda text: docx(text, None, "tcvn3")),
    "DOCX in VNI-Times": (".docx", lambda text: docx(text, "VNI-Times", "vni")),
    "RTF in .VnTime": (".rtf", rtf_tcvn3),
}


def _parts() -> dict[int, str]:
    """Return each letter as cp1258 writes it: a letter with its hook or hat, and the tone behind it."""
    found = {}
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        whole = unicodedata.normalize("NFD", chr(code))
        tones = [mark for mark in whole if mark in "\u0300\u0301\u0303\u0309\u0323"]
        if tones and len(whole) > 1:
            letter = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in tones))
            found[code] = letter + tones[0]
    return found


_PARTS = _parts()
