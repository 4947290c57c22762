"""Posts in a text: a head ("Phó Chủ tịch"), what qualifies it, and the body it belongs to."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from indexer.extraction.lexicon import rows
from indexer.extraction.officials.extents import Body, body_end
from indexer.extraction.officials.heads import head_at, head_of, unit_size
from indexer.extraction.officials.names import history_at
from indexer.extraction.words import Phrases, Words, even, phrase_table, split

_FORMER = frozenset({"nguyên", "cựu"})


class Span(NamedTuple):
    """A post as syllables: ``first`` to ``last`` (exclusive); the body starts at ``body``.

    ``title`` is the head in full, in the form for comparing, without what qualifies it ("phó bí thư").
    """

    first: int
    title: str
    body: int
    last: int
    kind: str
    former: bool

    @property
    def has_body(self) -> bool:
        """Tell whether a body is written with the post."""
        return self.last > self.body


@cache
def _qualifiers() -> Phrases:
    return phrase_table(tuple(row[0] for row in rows("posts") if row[2] == "qualifier"))


@cache
def _in_full(title: str) -> str:
    """Return the head that an abbreviation stands for, without its body: PBTHU is a "phó bí thư"."""
    span = post_at(split(title), 0, frozenset())
    return span.title if span else title


def post_at(words: Words, i: int, names: frozenset[int]) -> Span | None:
    """Return the post that starts at syllable ``i``; ``names`` are the syllables where a person's name starts."""
    first, former = i, False
    if words.keys[i] in _FORMER and i + 1 < len(words) and words.joined(i + 1):
        former, i = True, i + 1
    if words.keys[i] in ("quyền", "q") and i + 1 < len(words) and words.joined(i + 1) and head_at(words, i + 1):
        i += 1
    size = head_at(words, i)
    if not size or unit_size(words, i) > size:
        return None
    head = head_of(words, i, size)
    end = i + size
    while end < len(words) and words.joined(end) and (more := words.match(end, _qualifiers())):
        end += more
    if history_at(words, end):
        return None  # "Chủ tịch Hồ Chí Minh"
    start = end - head.tail if end == i + size else end
    title = _in_full(head.full) if head.full else " ".join(words.keys[i : max(i + 1, i + size - head.tail)])
    title = "phó trưởng" if title == "phó" else title  # "Phó phòng" and "Phó trưởng phòng" are one
    last = body_end(words, Body(end, start, names, head.kind, words.raw(i).islower()))
    return Span(first, title, min(start, last), last, head.kind, former)


@lru_cache(maxsize=8192)
def head_of_title(title: str) -> str:
    """Return the head of a post given by its title, in the form for comparing: "phó bí thư" of "PBT Huyện ủy"."""
    span = post_at(split(title), 0, frozenset())
    return span.title if span else even(title)
