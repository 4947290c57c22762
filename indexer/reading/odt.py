"""ODT: paragraphs and headings of the text, without comments and tracked deletions."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.errors import BinarySource, SourceTooLarge
from indexer.limits import TEXT_CHARACTERS
from indexer.reading.container import events, member, open_zip
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import repair
from indexer.reading.outcome import Outcome, Read, Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SKIPPED = frozenset((f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls"))
_LINES = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_BLANKS = 1_000  # a run of blanks longer than this is none


def read_odt(source: Source) -> Iterator[Outcome]:
    """Yield the one page of an ODT file; raises `ReadingError` for anything else in a zip."""
    archive = open_zip(source.data, source.name)
    content = member(archive, "content.xml", source.name)
    if content is None:
        raise BinarySource(f"{source.name}: không phải tệp ODT.", "Lưu lại thành ODT.")
    text = repair("\n".join(_lines(content, source.name)))
    yield Read(page_of_lines(text.splitlines()), source.data)


def _lines(content: bytes, name: str) -> Iterator[str]:
    """Yield the text of each paragraph."""
    skipped, total = 0, 0
    for kind, element in events(content, name, whole=_LINES):
        if element.tag in _SKIPPED:
            skipped += 1 if kind == "start" else -1
        elif kind == "end" and element.tag in _LINES and not skipped:
            line = _within(element)
            total += len(line)
            if total > TEXT_CHARACTERS:
                raise SourceTooLarge(f"{name}: hơn {TEXT_CHARACTERS:,} ký tự.", "Chia nhỏ văn bản.")
            yield line


def _within(element: Element) -> str:
    """Return the text of a paragraph with its spans, tabs, breaks and runs of blanks."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            parts.append(" " * min(int(count) if count.isdecimal() else 1, _BLANKS))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag not in _SKIPPED and child.tag not in _LINES and not child.tag.endswith("}note"):
            parts.append(_within(child))
        parts.append(child.tail or "")
    return "".join(parts)
