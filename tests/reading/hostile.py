"""Hostile files, made by a seeded script: bombs, loops, depth, lies about sizes, cut and damaged documents.

`files(seed)` yields some 300 of them; every one must be read or refused in one clear line, within the limits.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.reading import makers

TEXT = "Thông báo\n\n08:00 01/02/2024\nỦy ban nhân dân xã thông báo lịch tiếp công dân của Chủ tịch UBND xã."
File = tuple[str, bytes]


def files(seed: int = 335, *, large: bool = False) -> Iterator[File]:
    """Yield name and bytes of every hostile file; ``large`` makes the big ones as big as the limits allow."""
    chance = random.Random(seed)
    size = 60 << 20 if large else 8 << 20
    yield from _pdfs(chance, size)
    yield from _zips(chance, size)
    yield from _htmls(chance, size)
    yield from _rtfs(chance, size)
    yield from _docs(chance)
    yield from _images(chance)
    yield from _texts(chance, size)


def _pdf(objects: list[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for n, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (n, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer <</Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, trailer, start)
    )
    return out.getvalue()


def _stream(data: bytes, filters: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), filters, data)


def one_page(content: bytes, filters: bytes = b"", box: bytes = b"[0 0 595 842]", more: bytes = b"") -> bytes:
    """Return a PDF of one page with this content stream."""
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    page = b"<</Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources <</Font <</F 5 0 R>> %s>>>>" % (
        box,
        more,
    )
    catalogue, pages = b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
    return _pdf([catalogue, pages, page, _stream(content, filters), font])


def _pdfs(chance: random.Random, size: int) -> Iterator[File]:
    good = one_page(b"BT /F 12 Tf 40 800 Td (Thong bao lich tiep cong dan cua xa) Tj ET " * 40)
    bomb = b"BT /F 12 Tf (a) Tj ET " * (size // 22)
    for times in (1, 2, 3):
        data, names = bomb, b""
        for _ in range(times):
            data, names = zlib.compress(data, 9), names + b" /FlateDecode"
        yield f"flate-{times}.pdf", one_page(data, b"/Filter [%s]" % names)
    yield "zeros.pdf", one_page(zlib.compress(bytes(size * 4), 9), b"/Filter /FlateDecode")
    yield "runlength.pdf", one_page(b"\x81a" * 100_000 + b"\x80", b"/Filter /RunLengthDecode")
    yield "lzw.pdf", one_page(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 2000, b"/Filter /LZWDecode")
    yield "operators.pdf", one_page(b"q " * 400_000 + b"Q " * 400_000)
    yield "text-operators.pdf", one_page(b"BT /F 1 Tf " + b"(x) Tj " * 300_000 + b"ET")
    form = b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 6 0 R>>>> /Length 5>>"
    loop = form + b"\nstream\n/X Do\nendstream"
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources <</XObject <</X 6 0 R>>>>>>"
    head = [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>"]
    yield "form-loop.pdf", _pdf([*head, page, _stream(b"/X Do"), b"null", loop])
    yield "tree-loop.pdf", _pdf([head[0], b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"])
    yield (
        "many-pages.pdf",
        _pdf([head[0], b"<</Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000>>", page]),
    )
    yield "count-lies.pdf", _pdf([head[0], b"<</Type /Pages /Kids [3 0 R] /Count 2147483647>>", page])
    yield "prev-loop.pdf", _pdf(head, trailer=b"/Prev 9")
    yield (
        "deep-array.pdf",
        _pdf([b"<</Type /Catalog /Pages 2 0 R /A " + b"[" * 50_000 + b"]" * 50_000 + b">>", head[1], page]),
    )
    yield (
        "deep-dict.pdf",
        _pdf([b"<</Type /Catalog /Pages 2 0 R /A " + b"<</A " * 30_000 + b"1" + b">>" * 30_000 + b">>", head[1]]),
    )
    for side in (b"20000", b"2000000", b"-5", b"1e30"):
        yield f"box-{side.decode()}.pdf", one_page(b"BT ET", box=b"[0 0 %s %s]" % (side, side))
    yield (
        "encrypted.pdf",
        _pdf(head, trailer=b"/Encrypt <</Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4>> /ID [(a) (a)]"),
    )
    yield "empty.pdf", b"%PDF-1.7\n%%EOF"
    yield "only-head.pdf", b"%PDF-1.4"
    yield "no-pages.pdf", _pdf([b"<</Type /Catalog>>"])
    for n in range(20):
        yield f"cut-{n:02}.pdf", good[: len(good) * n // 20]
    for n in range(30):
        yield f"damaged-{n:02}.pdf", damaged(good, chance, 1 + n)


def damaged(data: bytes, chance: random.Random, count: int) -> bytes:
    """Return the bytes with some of them changed."""
    out = bytearray(data)
    for _ in range(count):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _docx(document: str) -> bytes:
    return makers.zipped({"word/document.xml": document})


def _zips(chance: random.Random, size: int) -> Iterator[File]:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head, tail = f'<w:document xmlns:w="{space}"><w:body>', "</w:body></w:document>"
    paragraph = "<w:p><w:r><w:t>Thông báo lịch tiếp công dân</w:t></w:r></w:p>"
    good_docx, good_odt = makers.docx(TEXT), makers.odt(TEXT)
    yield "ratio.docx", _docx(head + "<w:p/>" * (size // 2) + tail)
    yield "paragraphs.docx", _docx(head + paragraph * (size // 300) + tail)
    yield "spaces.odt", makers.odt("x").replace(b"x", b"x")
    yield (
        "many-entries.docx",
        makers.zipped({f"word/{n}.xml": "x" for n in range(6_000)} | {"word/document.xml": "<a/>"}),
    )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "laughs.docx", _docx(f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{head}&l9;{tail}')
    yield "laughs-late.docx", _docx(" " * 5000 + f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{head}&l9;{tail}')
    yield "quadratic.docx", _docx(f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>{head}{"&a;" * 5_000}{tail}')
    for target in ("file:///etc/passwd", "http://127.0.0.1:9/x"):
        yield f"xxe-{target[:4]}.docx", _docx(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>{head}<w:p>&e;</w:p>{tail}')
    yield (
        "parameter.odt",
        makers.zipped({"content.xml": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]><x/>'}),
    )
    for depth in (200, 300, 100_000):
        yield f"deep-{depth}.docx", _docx(head + "<w:sdt>" * depth + "</w:sdt>" * depth + tail)
    yield "unclosed.docx", _docx(head + "<w:p>" * 1000)
    yield "no-document.docx", makers.zipped({"anything.xml": "<a/>"})
    yield (
        "names.docx",
        makers.zipped({"../../../etc/x": "x", "/abs": "x", "word/document.xml": head + paragraph + tail}),
    )
    yield "nested.docx", makers.zipped({"word/document.xml": "PK\x03\x04"})
    yield "crc.docx", _wrong_crc(good_docx)
    yield "size-lies.docx", _lying(good_docx)
    yield "not-utf8.docx", makers.zipped({"word/document.xml": "x"}).replace(b"x", b"\xff")
    yield "empty.zip.docx", b"PK\x05\x06" + bytes(18)
    yield "mimetype-only.odt", makers.zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    yield (
        "numbering.docx",
        makers.zipped({"word/document.xml": head + paragraph + tail, "word/numbering.xml": "<a>" * 500 + "</a>" * 500}),
    )
    for n in range(12):
        yield f"cut-{n:02}.docx", good_docx[: len(good_docx) * n // 12]
        yield f"damaged-{n:02}.docx", damaged(good_docx, chance, 1 + n)
        yield f"damaged-{n:02}.odt", damaged(good_odt, chance, 1 + n)


def _wrong_crc(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        crc = archive.infolist()[0].CRC
    return data.replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1))


def _lying(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.infolist()[0].file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 10))


def _htmls(chance: random.Random, size: int) -> Iterator[File]:
    good = makers.html(f"Sign In\n{TEXT}")
    for depth in (511, 600, 100_000):
        for tag in ("div", "b", "table"):
            yield f"depth-{tag}-{depth}.html", f"<{tag}>".encode() * depth + b"x"
    yield "unclosed-p.html", b"<p>a" * 200_000
    yield "attributes.html", b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x"
    yield "one-attribute.html", b"<p title='" + b"x" * size + b"'>x</p>"
    yield "text.html", "<p>Thông báo lịch tiếp công dân.</p>".encode() * (size // 50)
    yield "one-line.html", b"<p>" + b"a" * size
    yield "adoption.html", b"<a><b><i><p>" * 120 + b"x"
    yield "adoption-closing.html", b"<b><p></b>" * 20_000 + b"x"
    yield "foster.html", b"<table><tr>x<td><table>y" * 200
    yield "entities.html", b"&amp;" * 200_000 + b"&#x110000;&#xd800;&bogus;&#0;"
    yield "nul.html", b"<p>a\0b\0c</p>" * 50
    yield "utf7.html", b"<meta charset=utf-7><p>+ADw-script+AD4-</p>"
    yield "wrong-charset.html", "<meta charset=shift_jis><p>Thông báo lịch tiếp công dân của xã</p>".encode()
    yield "no-such-charset.html", "<meta charset=klingon><p>Thông báo</p>".encode() + b"\xe9"
    yield "two-marks.html", b"\xef\xbb\xbf\xff\xfe<p>x</p>"
    yield "refresh.html", b"<meta http-equiv=refresh content='0;url=http://x/'><base href='//x/'><p>x</p>"
    yield "links.html", b"<a href='javascript:x.pdf'>x</a><a href='data:,x.pdf'>y</a><p>x</p>" * 1000
    yield "comment.html", b"<!--" + b"-" * 1_000_000
    yield "script.html", b"<script>" + b"<p>x" * 100_000
    yield "cdata.html", b"<![CDATA[" * 50_000
    yield "tags.html", b"<" * 1_000_000
    yield "closing.html", b"</div>" * 300_000 + b"x"
    yield "select.html", b"<select>" + b"<option>" * 100_000
    yield "frameset.html", b"<frameset>" * 300 + b"x"
    yield "svg.html", b"<svg><foreignObject>" * 200 + b"x"
    yield "template.html", b"<template>" * 400 + b"x"
    yield "empty.html", b"<html></html>"
    for n in range(20):
        yield f"damaged-{n:02}.html", damaged(good, chance, 5 + n)


def _rtfs(chance: random.Random, size: int) -> Iterator[File]:
    good = makers.rtf(TEXT)
    yield "deep.rtf", b"{\\rtf1" + b"{" * 200_000
    yield "closing.rtf", b"{\\rtf1" + b"}" * 200_000
    yield "words.rtf", b"{\\rtf1 " + b"\\a" * (size // 2)
    yield "numbers.rtf", b"{\\rtf1\\u999999999999 \\uc99999999 \\u65 ?\\f-1 \\u-1 ?}"
    yield "binary.rtf", b"{\\rtf1\\bin99999999 " + bytes(range(256)) * 100
    yield "surrogates.rtf", b"{\\rtf1\\uc0\\u55357 \\u55357 \\u56832 x\\u56832 }"
    yield "picture.rtf", b"{\\rtf1{\\pict " + b"ff" * 500_000 + b"}x}"
    yield "fonts.rtf", b"{\\rtf1{\\fonttbl" + b"".join(b"{\\f%d x;}" % n for n in range(50_000)) + b"}x}"
    yield "quotes.rtf", b"{\\rtf1 " + b"\\'ff" * 200_000 + b"}"
    yield "codepage.rtf", b"{\\rtf1\\ansicpg99999 x\\'e9}"
    for n in range(12):
        yield f"damaged-{n:02}.rtf", damaged(good, chance, 2 + n)


def _docs(chance: random.Random) -> Iterator[File]:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "head.doc", head
    yield "zeros.doc", head + bytes(4096)
    yield "ff.doc", head + b"\xff" * 8192
    for n in range(10):
        yield f"noise-{n:02}.doc", head + chance.randbytes(512 * (1 + n))


def _png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def _images(chance: random.Random) -> Iterator[File]:
    yield "huge.png", _png(60_000, 60_000)
    yield "negative.png", _png(2**32 - 1, 2**32 - 1)
    yield "short-data.png", _png(100, 100, b"x")
    yield "blank.png", _png(64, 64, bytes(65 * 64))
    yield "nothing.png", b"\x89PNG\r\n\x1a\n"
    yield "nothing.jpg", b"\xff\xd8\xff"
    yield "loop.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 5_000
    yield "zero-length.jpg", b"\xff\xd8\xff\xe0\x00\x00" * 100
    yield "huge.jpg", b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(20)
    yield "loop.tif", b"II*\0\x08\0\0\0" + b"\xff\xff" + bytes(100)
    yield "far.tif", b"MM\0*\xff\xff\xff\xff"
    for n in range(10):
        yield f"noise-{n:02}.png", damaged(_png(32, 32, bytes(33 * 32)), chance, 3 + n)


def _texts(chance: random.Random, size: int) -> Iterator[File]:
    yield "bidi.txt", "Thông báo \u202e\u2066đảo ngược\u2069\u202c\n08:00 01/02/2024\nNội dung.".encode()
    yield "zalgo.txt", ("T" + "\u0301" * 5_000 + "hông báo\n").encode() * 20
    yield "one-line.txt", "Thông báo lịch tiếp công dân. ".encode() * (size // 36)
    yield "lines.txt", b"\n" * size
    yield "spaces.txt", "\u00a0".encode() * (size // 2)
    yield "surrogates.txt", b"Thong bao \xed\xa0\xbd\xed\xb8\x80 xong"
    yield "nul.txt", b"Thong bao\0" * 100
    yield "high.txt", bytes(range(128, 256)) * 100
    yield "homoglyphs.txt", "Тhông bао lịсh tiếp".encode()
    yield "dates.txt", b"01/02/2024 " * 100_000
    yield "tags.txt", b"Tag: " + b"x, " * 100_000
    yield "numbers.txt", b"1" * 1_000_000
    yield "separators.txt", b"Trang chu | " * 100_000
    yield "record.jsonl", b'{"id": "a", "text": ' + b"[" * 100_000
    yield "deep.jsonl", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "bomb.jsonl.gz", __import__("gzip").compress(b'{"id":"a","text":"' + b"x" * (size * 8))
    for n in range(12):
        yield f"noise-{n:02}.txt", chance.randbytes(4_000)
        yield f"damaged-{n:02}.jsonl", damaged(b'{"id": "a", "title": "T", "text": "Thong bao"}\n' * 20, chance, 6)
