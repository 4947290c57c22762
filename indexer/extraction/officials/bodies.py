"""Bodies and posts in the form in which they are compared: abbreviations in full, one spelling."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.extraction.lexicon import rows
from indexer.extraction.words import even, repaired

_TOKEN = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
# Words that say at which level a body stands; "thành phố" is one of them, "tp" is expanded to it before.
LEVELS = frozenset(
    {"xã", "phường", "trấn", "huyện", "quận", "tỉnh", "phố", "thị", "thành", "trung", "ương", "quốc", "gia"}
)
# Two syllables that count as one word: else "Huyện ủy" would be a part of "Ủy ban nhân dân huyện".
_GLUED = re.compile(r"\b(tỉnh|thành|huyện|quận|thị|đảng|chi|khu|quân) ủy\b|\b(ủy) ban\b|\b(hội) đồng\b|\b(nhân) dân\b")
_LINKING = frozenset({"và", "của", "thuộc", "các", "cấp"})
_SAME = {"đảng bộ": "đảng ủy"}
_LEVEL_OF = {
    "xã": 1, "phường": 1, "thị trấn": 1, "huyện": 2, "quận": 2, "thị xã": 2, "huyện ủy": 2, "quận ủy": 2, "thị ủy": 2,
    "tỉnh": 3, "thành phố": 3, "tỉnh ủy": 3, "thành ủy": 3,
}  # fmt: skip


@cache
def _short_forms() -> dict[str, str]:
    return {even(row[0]): even(row[2]) for row in rows("bodies") if row[1] == "short"}


_AND = re.compile(r"(?<=\w{3}) & (?=\w{3})")  # "Thông tin & Truyền thông", not "TT & TT"


@lru_cache(maxsize=16384)
def body_key(body: str) -> str:
    """Return the form of a body's name for comparing: ``UBND huyện Phú Tân`` = ``Ủy ban nhân dân huyện Phú Tân``."""
    short = _short_forms()
    parts = [short.get(t, t) for t in _TOKEN.findall(_AND.sub(" và ", repaired(even(body))).replace(" & ", "&"))]
    key = " ".join(parts)
    for one, other in _SAME.items():
        key = key.replace(one, other)
    return key


def fields_in_short(title: str) -> int:
    """Return how many names of two fields are written short: "TT&TT", "GDĐT"; "UBND" is no field."""
    short = _short_forms()
    return sum(" và " in short.get(token, "") for token in _TOKEN.findall(repaired(even(title))))


def core(key: str) -> frozenset[str]:
    """Return the words of a key without those that only say the level or join words."""
    glued = _GLUED.sub(lambda m: m[0].replace(" ", "_"), key)
    return frozenset(w for w in glued.split() if w not in LEVELS and w not in _LINKING)


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
def _named(kind: str, pattern: str) -> re.Pattern[str]:
    words = sorted((even(row[0]) for row in rows("bodies") if row[1] == kind), key=lambda w: (-len(w), w))
    return re.compile(pattern.format("|".join(map(re.escape, words))))


def is_business(body: str) -> bool:
    """Tell whether a body is a company that the state does not own.

    A word such as "doanh nghiệp" or "ngân hàng" says so only in front: "Hiệp hội Doanh nghiệp" is no company.
    """
    key = even(body)
    anywhere = _named("business", r"(?<!\w)(?:{})(?!\w)").search(key)
    in_front = _named("trade", r"^(?:{})(?!\w)").search(key)
    return bool(anywhere or in_front) and not is_state(body)


def is_state(body: str) -> bool:
    """Tell whether a body is a company of the state."""
    return bool(_named("state", r"(?<!\w)(?:{})(?!\w)").search(even(body)))
