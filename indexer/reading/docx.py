"""DOCX: paragraphs, tables cell by cell, numbers of lists as Word prints them; old fonts converted by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from indexer.errors import BinarySource
from indexer.limits import TEXT_CHARACTERS
from indexer.reading.container import events, member, open_zip
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import convert_font, repair
from indexer.reading.outcome import Outcome, Read, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list prints its numbers: "%1." in decimal from 1."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


Lists = dict[str, dict[int, _Level]]


def read_docx(source: Source) -> Iterator[Outcome]:
    """Yield the one page of a DOCX file; raises `ReadingError` for anything else in a zip."""
    archive = open_zip(source.data, source.name)
    document = member(archive, "word/document.xml", source.name)
    if document is None:
        raise BinarySource(f"{source.name}: không phải tệp DOCX.", "Lưu lại thành DOCX.")
    numbering = member(archive, "word/numbering.xml", source.name)
    lists = _lists(numbering, source.name) if numbering else {}
    lines = _Paragraphs(lists).lines(document, source.name)
    text = repair("\n".join(lines))
    yield Read(page_of_lines(text.splitlines()), source.data)


@dataclass(slots=True)
class _Paragraphs:
    """Walks the body of a document and keeps the counters of its lists."""

    lists: Lists
    _counters: dict[str, Counter[int]] = field(default_factory=dict)

    def lines(self, document: bytes, name: str) -> list[str]:
        lines: list[str] = []
        parts: list[str] = []
        font, number, level, skipped, total = "", "", 0, 0, 0
        for kind, element in events(document, name):
            tag = element.tag
            if tag == _FALLBACK:
                skipped += 1 if kind == "start" else -1
            if skipped:
                continue
            if kind == "start":
                if tag == f"{_W}p":
                    if parts:  # a text box inside a paragraph: what came before is a line of its own
                        lines.append("".join(parts))
                    parts, number, level, font = [], "", 0, ""
                elif tag == f"{_W}r":
                    font = ""
            elif tag == f"{_W}t":
                total += len(element.text or "")
                parts.append(convert_font(element.text or "", font))
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag == f"{_W}rFonts":
                font = element.get(f"{_W}ascii") or element.get(f"{_W}hAnsi") or ""
            elif tag == f"{_W}numId":
                number = element.get(f"{_W}val") or ""
            elif tag == f"{_W}ilvl":
                level = _integer(element.get(f"{_W}val"), 0)
            elif tag == f"{_W}p":
                text = "".join(parts)
                lines.append(self._printed(number, level, text) + text if text.strip() else "")
                parts, number = [], ""
            if total > TEXT_CHARACTERS:
                break
        return lines

    def _printed(self, number: str, level: int, text: str) -> str:
        """Return what Word prints in front of a paragraph of a list; nothing for other paragraphs."""
        shape = self.lists.get(number, {}).get(level)
        if shape is None or number == "0" or not 0 <= level < _LEVELS:
            return ""
        if shape.form == "bullet":
            return "" if text.lstrip().startswith(("-", "+", "•")) else "- "
        counter = self._counters.setdefault(number, Counter())
        counter[level] += 1
        for deeper in range(level + 1, _LEVELS):
            counter[deeper] = 0
        printed = shape.text
        for i in range(level + 1):
            below = self.lists[number].get(i, _Level())
            printed = printed.replace(f"%{i + 1}", _figure(max(counter[i], 1) + below.start - 1, below.form))
        return f"{printed} " if printed else ""


def _lists(data: bytes, name: str) -> Lists:
    """Return the lists of a document: number -> level -> form."""
    abstract: Lists = {}
    numbers: Lists = {}
    current, level = "", 0
    shape: dict[str, str] = {}
    for kind, element in events(data, name):
        tag = element.tag.removeprefix(_W)
        if kind == "start" and tag in ("abstractNum", "num"):
            current = element.get(f"{_W}{tag}Id") or ""
        elif kind == "start" and tag == "lvl":
            level, shape = _integer(element.get(f"{_W}ilvl"), 0), {}
        elif kind == "end" and tag in ("start", "numFmt", "lvlText"):
            shape[tag] = element.get(f"{_W}val") or ""
        elif kind == "end" and tag == "lvl":
            abstract.setdefault(current, {})[level] = _level(shape)
        elif kind == "end" and tag == "abstractNumId":
            numbers[current] = abstract.get(_value(element), {})
    return numbers


def _level(shape: dict[str, str]) -> _Level:
    return _Level(shape.get("numFmt", "decimal"), shape.get("lvlText", ""), _integer(shape.get("start"), 1))


def _value(element: Element) -> str:
    return element.get(f"{_W}val") or ""


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else default


def _figure(n: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26]
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(min(n, 3999))
        return roman.upper() if form == "upperRoman" else roman
    return "" if form == "none" else str(n)


def _roman(n: int) -> str:
    out = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        while n >= value:
            out, n = out + sign, n - value
    return out
