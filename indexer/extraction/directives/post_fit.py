"""Whether a post as a text mentions it is one that somebody holds: both as words in one spelling."""

from __future__ import annotations

import re
from functools import cache

from indexer.extraction.directives.words import pattern
from indexer.extraction.words import even, on_one_line

_SAME_WORDS = (
    (re.compile(r"ủy ban nhân dân"), "ubnd"),
    (re.compile(r"hội đồng nhân dân"), "hđnd"),
    (re.compile(r"(?<!\w)tp\.?(?!\w)"), "thành phố"),
    (re.compile(r"thông tin và truyền thông|tttt|tt và tt"), "tt&tt"),
    (re.compile(r"ủy ban (?:mặt trận tổ quốc|mttq)(?: việt nam)?"), "mttq"),
    (re.compile(r"ban chỉ đạo"), "bcđ"),
    (re.compile(r"thường trực"), "thường_trực"),
)


@cache
def post_words(post: str) -> tuple[str, ...]:
    """Return a post as words in one spelling; ``UBND`` and ``Ủy ban nhân dân`` are one word."""
    key = even(on_one_line(post))
    for found, same in _SAME_WORDS:
        key = found.sub(same, key)
    return tuple(re.findall(r"[\w&]+", key))


@cache
def _head(words: tuple[str, ...]) -> str:
    """Return the post without its body: what two mentions of one post must share."""
    text = " ".join(words).replace("thường_trực", "thường trực")
    found = pattern("addressees", "post").match(text)
    return found.group() if found else " ".join(words[:2])


def fit_of(want: tuple[str, ...], post: tuple[str, ...]) -> int:
    """Return how well the words of a post as mentioned fit a post held: 0 not at all, 3 the very words."""
    if want == post:
        return 3
    if _head(want) != _head(post):
        return 0
    rest, held = set(want), set(post)
    head = set(_head(want).split())
    if rest <= held:
        return 2
    extra = rest - held - {"thành", "phố", "hà", "nội", "tỉnh", "huyện", "quận", "nhân", "dân", "việt", "nam"}
    return 1 if not extra and rest - head else 0
