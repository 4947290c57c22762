"""PDF: the text layer by PDFium (pypdf where that fails), paragraphs joined; scans and garbage by recognition."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from indexer.errors import EmptySource, ReadingError, SourceTooLarge, UndecodableSource
from indexer.limits import TEXT_CHARACTERS
from indexer.reading import ocr
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import repair
from indexer.reading.outcome import Outcome, Read, Source, scanned
from indexer.reading.syllables import vietnamese_share
from indexer.reading.unwrap import paragraphs, without_page_numbers

PAGES = 2_000
_OCR_PAGES = 300
_POINTS = 72  # an inch
_PER_PAGE = 60  # characters: with fewer on the mean page it is a scan with a stamp on it
_VIETNAMESE = 0.5
_HINT = "Mở tệp rồi in lại ra PDF."


def read_pdf(source: Source) -> Iterator[Outcome]:
    """Yield the one page of a PDF file; raises `NeedsOcr` for a scan where no recognition is installed."""
    try:
        pages = _texts(source.data, source.name)
    except UndecodableSource:
        pages = _texts_by_pypdf(source.data, source.name)
        yield Read(page_of_lines(_lines(pages)), source.data)
        return
    text = repair("\n".join(pages))
    if len(text.strip()) < _PER_PAGE * len(pages) or vietnamese_share(text) < _VIETNAMESE:
        yield _recognised(source, text)
        return
    yield Read(page_of_lines(_lines(repair("\f".join(pages)).split("\f"))), source.data)


def _lines(pages: list[str]) -> list[str]:
    lines = [line for page in pages for line in without_page_numbers(page.splitlines())]
    return paragraphs(lines)


def _recognised(source: Source, layer: str) -> Read:
    """Return the page by recognition; the text layer when that gives less Vietnamese, or none is installed."""
    usable = vietnamese_share(layer) > 0 and len(layer.strip()) >= _PER_PAGE
    if not ocr.installed() and usable and vietnamese_share(layer) >= _VIETNAMESE:
        return Read(page_of_lines(_lines([layer])), source.data)
    ocr.need(source.name)
    pages = [ocr.page_lines(ocr.recognise(image, source.name)) for image in _images(source)]
    lines = [line for page in pages for line in page]
    text = "\n".join(lines)
    if usable and vietnamese_share(text) <= vietnamese_share(layer):
        return Read(page_of_lines(_lines([layer])), source.data)
    if not text.strip():
        raise EmptySource(f"{source.name}: không có chữ nào trong tệp PDF.", "Kiểm tra tệp.")
    return Read(scanned(page_of_lines(lines)), source.data)


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingProtected(f"{name}: tệp PDF có mật khẩu.", "Bỏ mật khẩu rồi lưu lại.") from error
        raise UndecodableSource(f"{name}: tệp PDF bị hỏng ({error}).", _HINT) from error
    if count > PAGES:
        raise SourceTooLarge(f"{name}: {count:,} trang, quá giới hạn {PAGES:,}.", "Chia nhỏ tệp.")
    return document


class ReadingProtected(ReadingError):
    """The file asks for a password."""


def _texts(data: bytes, name: str) -> list[str]:
    import pypdfium2

    document, total = _open(data, name), 0
    texts = []
    try:
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\ufffe", "").replace("\x02", ""))
            text_page.close()
            page.close()
            total += len(texts[-1])
            if total > TEXT_CHARACTERS:
                raise SourceTooLarge(f"{name}: hơn {TEXT_CHARACTERS:,} ký tự.", "Chia nhỏ tệp.")
    except pypdfium2.PdfiumError as error:
        raise UndecodableSource(f"{name}: tệp PDF bị hỏng ({error}).", _HINT) from error
    finally:
        document.close()
    if not texts:
        raise EmptySource(f"{name}: tệp PDF không có trang nào.", _HINT)
    return texts


def _texts_by_pypdf(data: bytes, name: str) -> list[str]:
    import io

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said once, by the error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if len(reader.pages) > PAGES:
            raise SourceTooLarge(f"{name}: {len(reader.pages):,} trang, quá giới hạn {PAGES:,}.", "Chia nhỏ tệp.")
        texts = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise UndecodableSource(f"{name}: tệp PDF bị hỏng ({type(error).__name__}).", _HINT) from error
    if not "".join(texts).strip():
        raise UndecodableSource(f"{name}: tệp PDF bị hỏng, không lấy được chữ.", _HINT)
    return texts


def _images(source: Source) -> Iterator[bytes]:
    """Yield each page as a grey PNM image at 200 dpi, or less where the page is too large for the limit of pixels."""
    document = _open(source.data, source.name)
    if len(document) > _OCR_PAGES:
        raise SourceTooLarge(
            f"{source.name}: bản quét {len(document):,} trang, quá giới hạn {_OCR_PAGES}.", "Chia nhỏ tệp."
        )
    try:
        for page in document:
            width, height = page.get_size()
            scale = min(ocr.DPI / _POINTS, (ocr.PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True)
            yield _pnm(bitmap)
            bitmap.close()
            page.close()
    finally:
        document.close()


def _pnm(bitmap: Any) -> bytes:
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[i * bitmap.stride : i * bitmap.stride + bitmap.width] for i in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows
