"""Bodies and posts in the form in which they are compared: abbreviations in full, one spelling."""

from __future__ import annotations

import re
from functools import cache

from indexer.extraction.lexicon import rows
from indexer.extraction.officials_words import even

_TOKEN = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
# Words that say at which level a body stands; "thành phố" is one of them, "tp" is expanded to it before.
LEVELS = frozenset(
    {"xã", "phường", "trấn", "huyện", "quận", "tỉnh", "phố", "thị", "thành", "trung", "ương", "quốc", "gia"}
)
_SAME = {"đảng bộ": "đảng ủy", "uỷ": "ủy", "kỹ thuật": "kĩ thuật"}
_LEVEL_OF = {
    "xã": 1, "phường": 1, "thị trấn": 1, "huyện": 2, "quận": 2, "thị xã": 2, "huyện ủy": 2, "quận ủy": 2,
    "tỉnh": 3, "thành phố": 3, "tỉnh ủy": 3, "thành ủy": 3,
}  # fmt: skip


@cache
def _short_forms() -> dict[str, str]:
    return {even(row[0]): even(row[2]) for row in rows("bodies") if row[1] == "short"}


@cache
def body_key(body: str) -> str:
    """Return the form of a body's name for comparing: ``UBND huyện Phú Tân`` = ``Ủy ban nhân dân huyện Phú Tân``."""
    short = _short_forms()
    parts = [short.get(t, t) for t in _TOKEN.findall(even(body).replace("&amp;", "&").replace("amp;", "&"))]
    key = " ".join(parts)
    for one, other in _SAME.items():
        key = key.replace(one, other)
    return key


def core(key: str) -> frozenset[str]:
    """Return the words of a key without those that only say the level or join words."""
    return frozenset(
        w for w in key.split() if w not in LEVELS and w not in ("và", "của", "thuộc", "các", "cấp", "nhân", "dân")
    )


def levels(key: str) -> frozenset[int]:
    """Return the levels that a key states: 1 commune, 2 district, 3 province."""
    padded = f" {key} "
    return frozenset(rank for word, rank in _LEVEL_OF.items() if f" {word} " in padded)


def _without_initials(words: frozenset[str], other: str) -> frozenset[str]:
    """Return the words without abbreviations of words that stand in the other key ("ttđn": thông tin đối ngoại)."""
    initials = "".join(w[0] for w in other.split())
    return frozenset(w for w in words if not (2 < len(w) < 9 and w in initials))


def compatible(one: str, other: str) -> bool:
    """Tell whether two keys can be the same body, one of them perhaps with an ellipsis ("Sở" for "Sở Nội vụ")."""
    if one == other or not one or not other:
        return True
    here, there = levels(one), levels(other)
    if here and there and not here & there:
        return False
    a, b = core(one), core(other)
    return a <= b or b <= a or _without_initials(a, other) <= b or _without_initials(b, one) <= a


@cache
def _business() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def pattern(kind: str) -> re.Pattern[str]:
        words = sorted((even(row[0]) for row in rows("bodies") if row[1] == kind), key=lambda w: (-len(w), w))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

    return pattern("business"), pattern("state")


def is_business(body: str) -> bool:
    """Tell whether a body is a company that the state does not own."""
    business, state = _business()
    key = even(body)
    return bool(business.search(key)) and not state.search(key)


def is_state(body: str) -> bool:
    """Tell whether a body is a company of the state."""
    return bool(_business()[1].search(even(body)))
