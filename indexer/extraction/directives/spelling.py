"""How a body that demands is written: as in the nearest sentence that names it ("Đảng ủy", "Thanh tra Sở")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from indexer.extraction.words import even

_ACTS = (
    r"(?= (?:(?:đã|cũng|vừa|tiếp tục|đồng thời|còn|chính thức) )*"
    r"(?:yêu cầu|đề nghị|giao|chỉ đạo|đề ra|lưu ý|phân công|nhấn mạnh|ban hành|hướng dẫn)(?!\w))"
)
_KINDS = ("sở", "bộ", "ubnd")


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


class Spellings:
    """How the bodies of one text are written, each name looked for once."""

    def __init__(self, flat: str, low: str) -> None:
        """Read ``flat`` and its evened form ``low``."""
        self._flat, self._low = flat, low
        self._seen: dict[str, list[tuple[int, str]]] = {}
        self._last: dict[str, str] = {}  # of each kind of body, the name of the one that demanded last

    def nearest(self, name: str, end: int) -> str:
        """Return the name of a body as the last sentence before ``end`` writes it that has it demand."""
        if name not in self._seen:
            self._seen[name] = list(self._written(name))
        seen = self._seen[name]
        last = bisect_right(seen, end, key=itemgetter(0)) - 1
        return seen[last][1] if last >= 0 else name

    def fuller(self, name: str, issuer: str) -> str:
        """Return for a kind of body alone ("Sở") which one demanded last or issued the document told."""
        head, _, more = even(name).partition(" ")
        if not more:
            known = self._last.get(head, issuer)
            return known if head in _KINDS and even(known).startswith(f"{head} ") else name
        self._last[head] = name
        return name

    def _written(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield where each mention ends, and the short form it has or the whole name."""
        pattern = _spellings(name)
        for found in pattern.finditer(self._low) if pattern else ():
            short = found["short"] is not None
            yield found.end(), self._flat[found.start() : found.end()] if short else name
