"""Lines of a printed page in, paragraphs out: what a page breaks, a reader joins."""

from __future__ import annotations

import re

_MARKER = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]|[a-zđ][.)]|[-+•*–—]|[IVXLC]{1,6}[.)]|(?:điều|chương|mục|phần|khoản)\s+[\dIVXLC])\s*",
    re.I,
)
_SENTENCE_ENDS = re.compile(r"[.;:!?…][\"”’)]*\s*$")
_NUMBER_ALONE = re.compile(r"^\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*$")
_LONG = 0.75  # of the page's usual width: a line shorter than this was ended by the author
_FRAME = re.compile(r"^(?:\s*\||\s{10,}(?=\|))(.*?)\|?\s*$")
_CELL_EDGE = re.compile(r"\s*\|\s*")


def paragraphs(lines: list[str]) -> list[str]:
    """Join lines that only the width of the page parted; keep those that an author ended, lists and headings."""
    width = _usual_width(lines)
    joined: list[str] = []
    length = 0  # of the last printed line, not of the paragraph
    for line in lines:
        text = line.strip()
        if joined and text and _continues(joined[-1], length, text, width):
            last = joined[-1]
            joined[-1] = (
                last + text
                if last.endswith(("-", "/")) and text[:1].isalnum() and " " not in last[-3:]
                else f"{last} {text}"
            )
        else:
            joined.append(text)
        length = len(text)
    return joined


def _continues(last: str, length: int, text: str, width: int) -> bool:
    if not last or length < width * _LONG or _MARKER.match(text):
        return False
    if text[:1].islower() or last.endswith((",", "(")):
        return True
    return not _SENTENCE_ENDS.search(last) and last.upper() != last


def _usual_width(lines: list[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if len(line.strip()) > 20)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def without_page_numbers(lines: list[str]) -> list[str]:
    """Return the lines of one page without a lone number at its head or foot."""
    kept = list(lines)
    for end in (0, -1):
        while kept and (not kept[end].strip() or _NUMBER_ALONE.match(kept[end])):
            kept.pop(end)
    return kept


def without_frames(text: str) -> str:
    """Return text without the frames that a converter draws around the cells of a table."""
    return "\n".join(
        _CELL_EDGE.sub("\n", match[1].strip()) if (match := _FRAME.match(line)) else line for line in text.splitlines()
    )
