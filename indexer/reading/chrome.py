"""Page chrome: what a portal prints around every bulletin. One list in a file, used for every reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from indexer.analysis.normalise import clean

# The end matter of a page is short lines near its end; a heading like "Tin khác" amid long text is the text's own.
_TAIL_LINES = 80
_TAIL_LINE_CHARACTERS = 240
_HEAD_LINES = 40
_TOLD_LINES = 12
_TOLD_CHARACTERS = 120
_SEPARATORS = re.compile(r"\s*(?:[|»>›•·]|/(?=\s)|::|\s-\s)\s*")
_ATTACHMENT_TAILS = frozenset({"file đính kèm", "tệp đính kèm", "tập tin đính kèm", "tài liệu đính kèm"})
_TAG_TAILS = frozenset({"tag", "tags", "từ khóa", "từ khoá"})


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines without chrome, and what the end matter told."""

    lines: tuple[str, ...]
    tags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@cache
def chrome_words() -> dict[str, frozenset[str]]:
    """Return the list by kind: ``line`` a whole line, ``start`` how one begins, ``tail`` what opens the end matter."""
    found: dict[str, set[str]] = {}
    table = resources.files("indexer.reading").joinpath("chrome.tsv").read_text("utf-8")
    for row in table.splitlines()[1:]:
        kind, text = row.split("\t")
        found.setdefault(kind, set()).add(text)
    return {kind: frozenset(texts) for kind, texts in found.items()}


def _key(line: str) -> str:
    return " ".join(clean(line).casefold().split()).rstrip(" :.")


def is_chrome(line: str) -> bool:
    """Say whether a line is nothing but chrome: one entry of the list, or a menu or path made of them."""
    if len(line) > _TAIL_LINE_CHARACTERS:
        return False
    words, key = chrome_words(), _key(line)
    if not key:
        return False
    if key in words["line"] or (len(key) < 80 and key.startswith(tuple(words["start"]))):
        return True
    parts = [part for part in _SEPARATORS.split(key) if part]
    return len(parts) > 1 and (parts[0] in words["line"] and len(key) < 200)


def cut_chrome(lines: list[str]) -> Cut:
    """Return the lines between the portal's head and its end matter; lines in the middle are never touched."""
    start, end = 0, len(lines)
    for i in range(min(end, _HEAD_LINES)):
        if lines[i].strip() and not is_chrome(lines[i]):
            break
        start = i + 1
    tags: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    for i in range(end - 1, max(start, end - _TAIL_LINES) - 1, -1):
        if len(lines[i]) > _TAIL_LINE_CHARACTERS:
            break
        head, _, rest = lines[i].partition(":")
        key = _key(head)
        if key in chrome_words()["tail"] and (rest or ":" in lines[i] or _key(lines[i]) == key):
            told = _told([rest, *lines[i + 1 : min(end, i + _TOLD_LINES)]])
            tags = told if key in _TAG_TAILS else tags
            attachments = told if key in _ATTACHMENT_TAILS else attachments
            end = i
    while end > start and (not lines[end - 1].strip() or is_chrome(lines[end - 1])):
        end -= 1
    return Cut(tuple(lines[start:end]), tags, attachments)


def _told(lines: list[str]) -> tuple[str, ...]:
    parts = (part.strip() for line in lines for part in re.split("[,;]", clean(line)))
    return tuple(part for part in parts if part and len(part) <= _TOLD_CHARACTERS and not is_chrome(part))
