"""How a body that demands is written: as in the nearest sentence that names it ("Đảng ủy", "Thanh tra Sở")."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.extraction.officials_words import even

_ACTS = (
    r"(?= (?:(?:đã|cũng|vừa|tiếp tục|đồng thời|còn|chính thức) )*"
    r"(?:yêu cầu|đề nghị|giao|chỉ đạo|đề ra|lưu ý|phân công|nhấn mạnh|ban hành|hướng dẫn)(?!\w))"
)


@lru_cache(maxsize=256)
def _spellings(name: str) -> re.Pattern[str] | None:
    """Return a pattern of the whole name, or of its first two and more words as the subject of a demand."""
    words = [re.escape(word) for word in even(name).split()]
    if len(words) < 3 or words[0] == "thủ":  # one alone in the country has that title
        return None
    short = rf"{words[0]} {words[1]}"
    inner = ""
    for word in reversed(words[2:-1]):
        inner = rf"(?: {word}{inner})?"
    return re.compile(rf"(?<!\w)(?:{' '.join(words)}(?!\w)|(?P<short>{short}{inner}){_ACTS})")


def nearest_spelling(flat: str, low: str, name: str, end: int) -> str:
    """Return the name of a body as the last sentence before ``end`` writes it that has it demand."""
    pattern = _spellings(name)
    if pattern is None:
        return name
    last = None
    for found in pattern.finditer(low, 0, end):
        last = found
    if last is None or last["short"] is None:
        return name
    return flat[last.start("short") : last.end("short")]


def fuller_name(name: str, issuer: str) -> str:
    """Return the issuer of the document told for its kind of body alone: "Sở" after "Sở Y tế ban hành ..."."""
    alone = even(name)
    return issuer if alone in ("sở", "bộ") and even(issuer).startswith(f"{alone} ") else name
