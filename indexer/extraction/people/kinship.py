"""Whether two posts can be one person's: the same post, a step up in the same or a nested body, the same district."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.bulletin import Post
from indexer.extraction.officials.bodies import body_key, compatible, core, levels
from indexer.extraction.officials.posts import head_of_title
from indexer.extraction.words import split

# Bodies of a whole district, province or commune: who leads one of them often goes on to lead another.
_GENERAL = frozenset(
    {"ủy_ban", "hội_đồng", "nhân_dân", "tỉnh_ủy", "thành_ủy", "huyện_ủy", "quận_ủy", "thị_ủy", "đảng_ủy"}
)
_GENERAL_PARTS = _GENERAL | {"ban", "thường", "vụ", "chấp", "hành", "mặt", "trận", "tổ", "quốc", "việt", "nam", "đoàn"}
_LEVEL_WORDS = frozenset({"xã", "phường", "trấn", "huyện", "quận", "tỉnh", "phố", "tp", "ủy"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a post says about its holder, in the form for comparing; ``place`` is the proper name in the body."""

    head: str
    body: str
    place: str
    authority: str
    region: str
    former: bool


def evidence_of(post: Post, authority: str, region: str) -> Evidence:
    """Return the evidence of a post in a bulletin of an authority."""
    return Evidence(
        head_of_title(post.title), body_key(post.body or ""), _place(post.body or ""), authority, region, post.former
    )


def _place(body: str) -> str:
    """Return the proper name behind the first word of level: "Phú Tân" of "UBND huyện Phú Tân", else nothing."""
    words = split(body)
    for i, key in enumerate(words.keys[:-1]):
        if key not in _LEVEL_WORDS or not words.capital(i + 1) or words.raw(i + 1).isupper():
            continue
        last = i + 1
        while last < len(words) and words.capital(last) and words.keys[last] not in _LEVEL_WORDS and words.joined(last):
            last += 1
        return " ".join(words.keys[i + 1 : last])
    return ""


def kin(one: Evidence, other: Evidence) -> bool:
    """Tell whether two posts of persons with one name can be one person's."""
    if one.region and other.region and one.region != other.region and min(levels(one.body) | {3}) < 3:
        return False
    if one.place and other.place and one.place != other.place and levels(one.body) == levels(other.body):
        return False
    named = (one.place and one.place == other.place) or _told_apart_by_name(one, other)
    if not named and one.authority != other.authority:
        return False  # "Giám đốc Sở", "Chủ tịch UBND huyện": whose they are only the authority says
    if one.head == other.head and compatible(one.body, other.body):
        return True
    return _nested(one, other) or _same_unit(one, other)


def _told_apart_by_name(one: Evidence, other: Evidence) -> bool:
    """Tell whether both bodies are named in full and alike ("Bộ Thông tin và Truyền thông"), not by level alone."""
    shared = core(one.body) & core(other.body) - _GENERAL_PARTS
    return len(shared) >= 3 and not levels(one.body) and not levels(other.body)


def _nested(one: Evidence, other: Evidence) -> bool:
    """Tell whether one body stands inside the other or is the same: "Phó Giám đốc Sở A" and "Giám đốc Sở A"."""
    a, b = core(one.body), core(other.body)
    if not a or not b or not (a <= b or b <= a):
        return False
    return not levels(one.body) or not levels(other.body) or bool(levels(one.body) & levels(other.body))


def _same_unit(one: Evidence, other: Evidence) -> bool:
    """Tell whether both are general bodies of one district: "Chủ tịch UBND huyện" who becomes "Bí thư Huyện ủy"."""
    a, b = core(one.body), core(other.body)
    if not (a & _GENERAL and b & _GENERAL):
        return False
    return bool(levels(one.body) & levels(other.body)) and (
        one.place == other.place or not one.place or not other.place
    )
